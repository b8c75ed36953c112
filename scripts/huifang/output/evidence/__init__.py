"""Evidence for somebody who was not there: every file of a pack, and the pack as one file. Equal input, equal bytes."""

from huifang.output.evidence.archive import zip_of
from huifang.output.evidence.files import evidence, left_out
from huifang.output.evidence.material import Material, PackRequest, safe_path

__all__ = ["Material", "PackRequest", "evidence", "left_out", "safe_path", "zip_of"]
