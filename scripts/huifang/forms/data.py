"""`data.js`: all that the pages know, as one script. Whatever stands in a record, it is data there and never code."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from huifang.checks import visits
from huifang.forms.fields import form_fields
from huifang.forms.forge_sentences import SENTENCES
from huifang.forms.patterns import SPACES, for_browser, patterns_for_browser
from huifang.forms.scripts import script_sentences
from huifang.register import meant_values, scalars, yamltext
from huifang.register.days import EVERY, PERIOD_NAMES
from huifang.register.forms import LEFT_OPEN
from huifang.register.layout import SECRET, Kind
from huifang.register.lines import CONFLICT_IN_TEXT, UNSEEN
from huifang.register.load import LARGEST_FILE, SHAPES
from huifang.register.nearest_word import LIKE, MOST, SAME_LEVEL, WORD_LIKE
from huifang.register.remarks import UNCONFIRMED
from huifang.register.shapes import part_of
from huifang.register.talk_periods import PERIODS, talk_periods
from huifang.texts import N_, say
from huifang.texts.invisible import SHAPELESS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from huifang.forms.forge_config import ForgeConfig
    from huifang.lists import Lists
    from huifang.register.models import Person
    from huifang.texts import Text, Words

Json = dict[str, Any]
TITLES: Mapping[Kind, str] = {  # in the order in which they are needed
    Kind.TALK: N_("talk"),
    Kind.VISIT: N_("visit"),
    Kind.PERSON: N_("person"),
    Kind.PLAN: N_("plan of a year"),
    Kind.ORGANIZATIONS: N_("bodies and units"),
    Kind.IDENTITIES: N_("names"),
    Kind.RESTRICTED: N_("restricted facts"),
}
ONE_RECORD = (Kind.PERSON, Kind.VISIT, Kind.TALK, Kind.PLAN)  # a file each; of the others a whole file is edited


@dataclass(frozen=True, slots=True)
class Spelling:
    """How the format writes values: the patterns of the room that writes, and the keys that take several lines."""

    patterns: Mapping[str, Any]
    escapes: Mapping[str, str]
    by_number: str
    blocks: tuple[str, ...]
    line_by_line: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FormsContents:
    """What a site of forms is made from."""

    lists: Lists
    spelling: Spelling
    forge: ForgeConfig | None  # where records are proposed
    next_codes: Mapping[str, str]  # district -> the code that `new person` would give
    names: bool
    folder: str  # of the register in its repository; "" for its root
    stamp: tuple[Text, ...] = ()  # day, commit and rules that the pages were made from


def data_script(contents: FormsContents, words: Words) -> bytes:
    """The script. JSON is a part of JavaScript; what could end a script or a line is escaped besides."""
    text = json.dumps(forms_data(contents, words), ensure_ascii=False, separators=(",", ":"))
    for sign in ("<", ">", "&", "\u2028", "\u2029"):
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return f"window.huifang = {{data: {text}}};\n".encode()


def forms_data(contents: FormsContents, words: Words) -> Json:
    """The same as data."""
    lists, forge = contents.lists, contents.forge
    return {
        "kinds": {kind.value: _kind(kind, lists, words) for kind in TITLES},
        "words": {name: [[word, words(label)] for word, label in labels.items()]
                  for name, labels in lists.policy.labels.items() if _is_vocabulary(name)},
        "labels": {name: {word: [label.zh, label.en] for word, label in labels.items()}
                   for name, labels in lists.policy.labels.items() if _is_vocabulary(name)},
        "keyLabels": {key: [each.label.zh, each.label.en] for key, each in lists.policy.vocabulary.keys.items()},
        "sentences": {each: words.plain(each) for each in script_sentences()},
        "problems": {check: [words.plain(part) for part in told] for check, told in scalars.PROBLEMS.items()},
        "separator": words(("", "")),
        "spelling": _spelling(contents.spelling),
        "reading": _reading(words) | {"periods": _periods(lists)},
        "districts": _districts(contents),
        "organizations": _organizations(lists, words),
        "people": {code: _person(lists, code, names=contents.names) for code in sorted(lists.shown)},
        "files": _files(lists),
        "mark": UNCONFIRMED,
        "whenHeld": visits.NEEDED,
        "papers": visits.PAPERS,
        "names": contents.names,
        "folder": contents.folder,
        "config": {"forge": "none"} if forge is None else forge.as_data(),
        "forgeSentences": {key: words.plain(text) for key, text in SENTENCES.items()} if forge is not None else {},
    }  # fmt: skip


def _is_vocabulary(name: str) -> bool:
    return not name.startswith("[")


def _kind(kind: Kind, lists: Lists, words: Words) -> Json:
    shape = SHAPES[kind]
    model = part_of(shape.adapter._type)  # noqa: SLF001 - TypeAdapter has no public way to its type
    secret = kind.value if kind.value in SECRET else ""
    return {
        "title": words.plain(TITLES[kind]),
        "markdown": shape.markdown,
        "secret": secret,
        "fields": form_fields(model, lists.policy, words) if model is not None else None,  # None: code and name
        "single": kind in ONE_RECORD,
    }


def _spelling(spelling: Spelling) -> Json:
    return patterns_for_browser(spelling.patterns) | {
        "nulls": sorted(yamltext.NULLS), "spaces": SPACES, "escapes": dict(spelling.escapes),
        "byNumber": spelling.by_number, "blocks": spelling.blocks, "lineByLine": spelling.line_by_line,
    }  # fmt: skip


def _reading(words: Words) -> Json:
    """How single values are read, and what is meant by other spellings: the patterns and tables of the register."""
    patterns = {
        "day": scalars.DAY, "month": scalars.MONTH, "whole": scalars.WHOLE, "code": scalars.CODE,
        "organization": scalars.ORGANIZATION, "prefix": scalars.PREFIX, "reference": scalars.VISIT_FILE,
        "conflict": CONFLICT_IN_TEXT,
        "wideQuotes": scalars.WIDE_QUOTES, "wideSign": scalars.WIDE_SIGN, "shapeless": SHAPELESS,
        "dayParts": meant_values.DAY_PARTS, "compact": meant_values.COMPACT, "weekday": meant_values.WEEKDAY,
        "clock": meant_values.CLOCK, "zone": meant_values.ZONE, "monthParts": meant_values.MONTH_PARTS,
        "yearAlone": meant_values.YEAR_ALONE, "withoutYear": meant_values.WITHOUT_YEAR,
        "shortYear": meant_values.SHORT_YEAR, "yearLast": meant_values.YEAR_LAST,
        "spreadsheet": meant_values.SPREADSHEET, "quarterParts": meant_values.QUARTER_PARTS,
        "quarterAlone": meant_values.QUARTER_ALONE, "numberParts": meant_values.NUMBER_PARTS,
    }  # fmt: skip
    return {
        "patterns": patterns_for_browser(patterns),
        "digits": meant_values.DIGITS,
        "flags": {flag: list(said) for flag, said in meant_values.FLAGS.items()},
        "noValue": list(meant_values.NO_VALUE),
        "leftOpen": LEFT_OPEN, "largestFile": LARGEST_FILE,
        "firstYear": scalars.FIRST_YEAR, "lastYear": scalars.LAST_YEAR, "longestNumber": scalars.LONGEST_NUMBER,
        "spreadsheetStart": meant_values.SPREADSHEET_START.isoformat(),
        "spreadsheetFirst": meant_values.SPREADSHEET_FIRST, "spreadsheetLast": meant_values.SPREADSHEET_LAST,
        "like": LIKE, "wordLike": WORD_LIKE, "most": MOST, "sameLevel": SAME_LEVEL,
        "unseen": {char: words(say(name)) for char, name in UNSEEN.items()},
    }  # fmt: skip


def _periods(lists: Lists) -> list[Json]:
    """The periods of talks: how each is written, and an example."""
    kinds = [kind for kind in PERIODS if kind in talk_periods({"talk_periods": lists.policy.talk_kinds})]
    return [{"kind": kind, "pattern": for_browser(PERIODS[kind]),
             "example": PERIOD_NAMES[EVERY[kind]].format(2026, 1)} for kind in kinds]  # fmt: skip


def _districts(contents: FormsContents) -> Json:
    known = contents.lists.register.organizations.districts
    return {each.id: {"name": each.name, "prefix": each.prefix, "next": contents.next_codes.get(each.id)}
            for each in known.values()}  # fmt: skip


def _organizations(lists: Lists, words: Words) -> list[Json]:
    known = lists.register.organizations
    return [
        {"id": each.id, "name": known.name(each.id, words.lang), "names": [each.name, each.name_en or ""],
         "closed_on": _iso(each.closed_on),
         "discipline": known.is_discipline_body(each.id)}
        for file in known.files for each in file.organizations
    ]  # fmt: skip


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _person(lists: Lists, code: str, *, names: bool) -> Json:
    person: Person = lists.register.people[code]
    made: Json = {
        "district": person.folder, "unit": person.unit, "supervised_by": person.supervised_by,
        "helpers": [{"name": each.name, "from": _iso(each.since), "to": _iso(each.to)} for each in person.helpers],
    }  # fmt: skip
    if names and code in lists.register.names:
        made["name"] = lists.register.names[code]
    return made


def _files(lists: Lists) -> Json:
    """The names of the files that are there: of visits and talks by person, of plans; of nothing secret."""
    register = lists.register
    contacts = {code: sorted(each.name for each in (*register.visits.get(code, ()), *register.talks.get(code, ())))
                for code in sorted(lists.shown)}  # fmt: skip
    return {"contacts": contacts, "plans": sorted(each.path.rsplit("/", 1)[-1] for each in register.plans)}
