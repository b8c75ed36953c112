"""The trees of commits that are given as data: one `git fast-import` makes every file and folder of the history.

fast-import of older Gits cannot sign, so its own commits are scaffolding: they give each commit its tree, and go.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import IO

    from huifang_demo.git.git import Git
    from huifang_demo.git.given import ToWrite

SCAFFOLD = "refs/scaffold"
MARKS = "scaffold.marks"  # in the repository's own folder, for as long as it is needed
NOBODY = "nobody <nobody@example.invalid> 0 +0000"
EVERY = 500  # commits between two reports of progress


def trees(git: Git, commits: Iterable[ToWrite], progress: Callable[[int], None] | None = None) -> list[str]:
    """The tree of each commit, in their order; what fast-import left besides is reachable from nowhere."""
    marks = git.folder / ".git" / MARKS
    settings = ("-c", "fastimport.unpackLimit=1")  # a short history too stays in one pack, which is dropped as a whole
    count = 0
    with git.fed(*settings, "fast-import", "--quiet", f"--export-marks={marks}") as process:
        told = cast("IO[bytes]", process.stdin)
        for count, each in enumerate(commits, start=1):
            told.writelines(_commit(count, each))
            if progress and count % EVERY == 0:
                progress(count)
        told.write(b"done\n")
    found = dict(line.split() for line in marks.read_text(encoding="ascii").splitlines())
    marks.unlink()
    git.run("update-ref", "-d", SCAFFOLD)
    asked = "".join(f"{found[f':{number}']}^{{tree}}\n" for number in range(1, count + 1))
    return git.run("cat-file", "--batch-check=%(objectname)", given=asked.encode()).decode().split()


def _commit(mark: int, each: ToWrite) -> Iterator[bytes]:
    """One commit of the stream."""
    yield f"commit {SCAFFOLD}\nmark :{mark}\ncommitter {NOBODY}\ndata 0\n".encode()
    for word, parent in zip(("from", *["merge"] * len(each.parents)), each.parents, strict=False):
        yield f"{word} :{parent + 1}\n".encode()
    for path, content in each.files.items():
        if content is None:
            yield f"D {path}\n".encode()
        else:
            yield f"M 100644 inline {path}\ndata {len(content)}\n".encode()
            yield content
            yield b"\n"
