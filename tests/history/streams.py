"""Long histories through one `git fast-import`: people, visits, corrections, branches, merges, moves, broken files."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING

from tests import sound
from tests.sound import HELPER, Block, measure, text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

START = 1_600_000_000
BODY = "".join(f"- 第{number}条：示例文字，谈了工作和生活，情况平稳。\n" for number in range(6))


@dataclass
class Stream:
    """A fast-import stream in the making."""

    seed: int
    parts: list[bytes] = field(default_factory=list)
    marks: int = 0
    seconds: int = START

    def commit(
        self, branch: str, files: Mapping[str, str | None], *, parents: tuple[int, ...] = (), text: str = "改"
    ) -> int:
        """One commit; a file that is None is deleted. Returns its mark."""
        self.marks += 1
        self.seconds += 60
        who = self.marks % 200
        author = f"示例{who} <u{who}@example.invalid> {self.seconds} +0800"
        lines = [f"commit refs/heads/{branch}", f"mark :{self.marks}", f"author {author}", f"committer {author}"]
        lines += [f"data {len(text.encode())}", text]
        if parents:
            lines.append(f"from :{parents[0]}")
            lines += [f"merge :{other}" for other in parents[1:]]
        for path, content in files.items():
            if content is None:
                lines.append(f"D {path}")
            else:
                lines += [f"M 100644 inline {path}", f"data {len(content.encode())}", content]
        self.parts.append("\n".join(lines).encode() + b"\n\n")
        return self.marks

    def into(self, folder: Path) -> None:
        """Make the repository."""
        subprocess.run(["git", "init", "-q", "--bare", "-b", "main", str(folder)], check=True)
        subprocess.run(["git", "-C", str(folder), "fast-import", "--quiet"], input=b"".join(self.parts), check=True)


def person(code: str, dice: Random) -> str:
    """A person's record with values that change."""
    decided = measure("党内警告", f"2025-0{dice.randrange(1, 9)}-11", document=f"示纪〔2025〕{dice.randrange(99)}号")
    helper = {**HELPER, "name": f"示例帮扶人{dice.randrange(9)}", "from": "2025-08-20"}
    informed = f"2025-08-{dice.randrange(1, 28):02}"
    post = f"示例职务{dice.randrange(99)}"
    return text(sound.person(Block(decided), code=code, post=post, helpers=[helper], informed_on=informed, prose=BODY))


def visit(day: str, dice: Random) -> str:
    """A visit with values that change."""
    asked = {"person": True, "unit_leader": True, "members": dice.randrange(9)}
    opinion, told = f"第{dice.randrange(99)}稿，思想稳定。", {"on": "2026-03-25"}
    return text(sound.visit(day, interviews=asked, opinion=opinion, feedback_to_unit=told, prose=BODY))


def folder_of(code: str) -> str:
    """Folders by twenty districts, as registers have them: Git is slow with one large folder."""
    return f"records/people/tt{int(code[3:]) % 20}/{code}"


def long_history(commits: int, people: int, seed: int = 1) -> Stream:
    """`commits` commits about `people` people, a tenth of them on branches that are merged."""
    dice, stream = Random(seed), Stream(seed)  # noqa: S311 - deterministic on purpose
    codes = [f"TT-{number:05}" for number in range(people)]
    tip = stream.commit("main", {"records/README.md": "示例"})
    while stream.marks < commits:
        code = dice.choice(codes)
        folder = folder_of(code)
        made = {f"{folder}/person.md": person(code, dice)}
        if dice.random() < 0.5:
            day = f"2026-{dice.randrange(1, 13):02}-{dice.randrange(1, 28):02}"
            made[f"{folder}/{day}-visit.md"] = visit(day, dice)
        if dice.random() < 0.05:
            branch = stream.commit("side", made, parents=(tip,))
            other = dice.choice(codes)
            tip = stream.commit("main", {f"{folder_of(other)}/person.md": person(other, dice)}, parents=(tip,))
            if other != code:
                tip = stream.commit(
                    "main", made, parents=(tip, branch), text=f"Merge branch 'side'\n\nSee merge request g/p!{branch}"
                )
        else:
            tip = stream.commit("main", made, parents=(tip,))
    return stream
