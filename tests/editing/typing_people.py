"""Records as people type them: the same data in any order, any quotes, brackets or lines, with comments anywhere."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from huifang.editing.spelling import ESCAPES
from huifang.register.yamltext import NULLS

if TYPE_CHECKING:
    from huifang.register.yamltext import Data

NOTES = ("# 待补充", "#无空格", "# a: b", "#", "#  两格  ", '# "半个引号', "# - 看似一项", "# {", "# 后面有空格 ")
PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")


@dataclass
class Typist:
    """Somebody who types: by a seed, always the same. `comments`: how often, of a hundred places."""

    seed: int
    comments: int = 0
    sorted_keys: bool = False
    noted: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """The dice."""
        self.dice = random.Random(self.seed)  # noqa: S311 - no secret

    def document(self, data: dict[str, Data]) -> str:
        """A mapping, its keys at the very left."""
        return "".join(f"{line}\n" for line in [*self._mapping(data), *self._alone()])

    def _often(self, percent: int) -> bool:
        return self.dice.randrange(100) < percent

    def _note(self) -> str:
        if not self._often(self.comments):
            return ""
        self.noted.append(self.dice.choice(NOTES))
        return self.dice.choice((" ", "   ")) + self.noted[-1]

    def _alone(self) -> list[str]:
        """Comments and empty lines between other lines."""
        made = [""] * self._often(self.comments // 2)
        while self._often(self.comments):
            self.noted.append(self.dice.choice(NOTES))
            made += [" " * self.dice.choice((0, 0, 2, 4, 6)) + self.noted[-1], *[""] * self._often(10)]
        return made

    def _keys(self, data: dict[str, Data]) -> list[str]:
        keys = list(data)
        if not self.sorted_keys:
            self.dice.shuffle(keys)
        return keys

    def _mapping(self, data: dict[str, Data]) -> list[str]:
        return [line for key in self._keys(data) for line in (*self._alone(), *self._pair(key, data[key]))]

    def _pair(self, key: str, value: Data) -> list[str]:
        name = f'"{key}"' if self._often(5) else key
        if isinstance(value, (list, dict)) and value and self._often(60):
            deep = " " * self.dice.choice((2, 2, 4) if isinstance(value, dict) else (0, 2, 4))
            lines = self._list(value) if isinstance(value, list) else self._mapping(value)
            return [f"{name}:{self._note()}", *(deep + line if line else line for line in lines)]
        if isinstance(value, str) and (below := self._below(value)):
            return [f"{name}: {below[0]}{self._note()}", *below[1:]]
        first, *rest = self._flow(value, 0)
        gap = self.dice.choice((" ", " ", "   ")) if first else ""
        lines = [f"{name}:{gap}{first}", *(f"  {line}" for line in rest)]
        return [*lines[:-1], lines[-1] + self._note()]

    def _below(self, value: str) -> list[str]:
        """A text below its key, as far as that can say it."""
        body, ends = value.rstrip("\n"), len(value) - len(value.rstrip("\n"))
        if (
            not body.strip()
            or body != body.strip()
            or not body.isprintable()
            or not self._often(30 if self.comments else 0)
        ):
            return []
        keep = "" if ends == 1 else "-" if not ends else "+"
        return [
            f"{self.dice.choice('|>')}{keep}",
            *(f"        {line}" for line in body.split("\n")),
            *[""] * (ends - 1),
        ]

    def _list(self, values: list[Data]) -> list[str]:
        lines = []
        for value in values:
            lines += self._alone()
            if isinstance(value, dict) and value and self._often(60):
                first, *rest = self._mapping(value)
                if first and not first.lstrip().startswith("#") and first == first.lstrip():
                    lines += [f"- {first}", *(f"  {line}" if line else line for line in rest)]
                else:
                    lines += [f"-{self._note()}", *(f"  {line}" if line else line for line in (first, *rest))]
            else:
                first, *rest = self._flow(value, 0)
                made = [f"- {first or 'null'}", *(f"  {line}" for line in rest)]
                lines += [*made[:-1], made[-1] + self._note()]
        return lines

    def _flow(self, value: Data, depth: int) -> list[str]:
        """A value in brackets or on one line; brackets may take several lines, with comments."""
        if isinstance(value, list):
            return self._brackets("[]", [self._flow(each, depth + 1) for each in value])
        if isinstance(value, dict):
            return self._brackets("{}", [self._flow_pair(key, value[key], depth) for key in self._keys(value)])
        return [self._scalar(value, inside=depth > 0)]

    def _flow_pair(self, key: str, value: Data, depth: int) -> list[str]:
        first, *rest = self._flow(value, depth + 1)
        return [f"{key}: {first or 'null'}", *rest]

    def _brackets(self, both: str, parts: list[list[str]]) -> list[str]:
        noted = any("#" in line for part in parts for line in part)
        if noted or (parts and self._often(25)):
            return self._tall(both, parts)
        return [both[0] + ", ".join(" ".join(part) for part in parts) + both[1]]

    def _tall(self, both: str, parts: list[list[str]]) -> list[str]:
        lines = [both[0] + self._note()]
        for number, part in enumerate(parts):
            comma = "," if number < len(parts) - 1 or self._often(20) else ""
            *begun, last = part
            lines += [*(f"  {line}" for line in begun), f"  {last}{comma}{self._note()}"]
            lines += [f"  {line.lstrip()}" for line in self._alone() if line]
        return [*lines, both[1]]

    def _scalar(self, value: str | None, *, inside: bool) -> str:
        if value is None:
            return self.dice.choice(("null", "~", "Null") if inside else ("null", "~", ""))
        if set(value) <= PLAIN and value not in NULLS and self._often(70):
            return value
        if value.isprintable() and self._often(40):
            return "'" + value.replace("'", "''") + "'"
        if self._often(10) and max(value) < "\U00010000":  # JSON writes others in two halves, YAML does not
            return json.dumps(value)
        return '"' + "".join(ESCAPES.get(each, each) for each in value) + '"'
