"""Evidence for somebody who was not there: every file of a pack, and the pack as one file. Equal input, equal bytes."""

from huifang.output.evidence.archive import archive
from huifang.output.evidence.files import evidence, left_out
from huifang.output.evidence.material import Asked, Material, safe_path

__all__ = ["Asked", "Material", "archive", "evidence", "left_out", "safe_path"]
