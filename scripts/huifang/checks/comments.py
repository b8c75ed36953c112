"""Comments: text that is lost behind ` #`, values that nobody has confirmed yet, and those still to be filled in."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from huifang.checks.fields import steps_to, values_at
from huifang.register import Edit, Finding, Place, error, warning
from huifang.register.forms import LEFT_OPEN
from huifang.register.scalars import read_body_or_name, read_mark, read_text
from huifang.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from huifang.policy import Policy
    from huifang.register import Register
    from huifang.register.remarks import Remark

UNCONFIRMED = "待核实"  # what `new` writes behind a value that it filled in


def unconfirmed_value(register: Register, _policy: Policy) -> Iterator[Finding]:
    """A value that the program filled in is confirmed by somebody.

    Why: `# 待核实` behind a value says that nobody has looked it up yet; until then it is a guess.
    Fix: look the value up, correct it, and take `# 待核实` away.
    """
    for remark in register.remarks:
        if remark.text.startswith(UNCONFIRMED):
            message = say("this value was filled in and nobody has confirmed it")
            fix = say("look it up, correct it where needed, and delete `# {mark}`", mark=UNCONFIRMED)
            yield warning(Place(remark.path, remark.key), message, fix=fix)


def left_open(register: Register, _policy: Policy) -> Iterator[Finding]:
    """No value is still the sign of what is to be filled in.

    Why: a stub of the health page holds `…` where only a person knows the value; left so it would count as known.
    Fix: write the value in place of `…`.
    """
    fix = say("look it up, and write it in place of `{value}`", value=LEFT_OPEN)
    for place in _left_open(register):
        yield error(place, say("this value is still to be filled in"), fix=fix)


def _left_open(register: Register) -> Iterator[Place]:
    """Every text that is the sign alone; days, numbers and words are read more strictly, and have been told already."""
    for record in register.everything():
        for steps in steps_to(type(record), read_text, read_mark, read_body_or_name):
            for key, value in values_at(record, steps):
                if value == LEFT_OPEN:
                    yield record.at(*key)
    for file in register.name_files:
        for code, name in file.names.items():
            if name == LEFT_OPEN:
                yield Place(file.path, (code,))


def text_after_hash(register: Register, policy: Policy) -> Iterator[Finding]:
    """Nothing that belongs to a value stands after ` #`.

    Why: YAML takes it for a comment and drops it. The labels that `new` writes there are no part of a value.
    Fix: put the whole value in double quotes, or move the comment to a line of its own.
    """
    for remark in register.remarks:
        if not remark.text.startswith(UNCONFIRMED) and not _is_label(remark, policy):
            message = say("the text after ` #` is not read: {text}", text=remark.text)
            whole = json.dumps(f"{remark.value_text} #{remark.raw}", ensure_ascii=False)
            fix = say("write `{value}`, or move the comment to a line of its own", value=whole)
            edit = None
            if not remark.raw.startswith((" ", "\t")) and remark.raw:
                edit = Edit(whole, None, remark.value, (remark.at[0], remark.at[1] + 1 + len(remark.raw)))
            yield warning(Place(remark.path, remark.key), message, fix=fix, edit=edit)


def _is_label(remark: Remark, policy: Policy) -> bool:
    """Whether it is the label that a template carries; of an entry of a list that of the list."""
    keys = [part for part in remark.key if isinstance(part, str)]
    labels = [label for key in keys if (label := policy.key_label(key))]
    return not remark.text or any(remark.text.startswith((label.zh, label.en)) for label in labels)
