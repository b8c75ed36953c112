"""What must be known before a register can be set up: the questions with their defaults, and when an answer will do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from huifang import __version__
from huifang.editing.questions import judge_value
from huifang.register.layout import Kind
from huifang.register.scalars import ORGANIZATION, PREFIX
from huifang.texts import N_, say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from huifang.register.finding import Key
    from huifang.register.reading import WordLists
    from huifang.texts import Text

    Given = Mapping[str, str]

COLON = re.compile(r"[:：]")
GROUP = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._/-]*", re.ASCII)
IMAGE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/@-]*", re.ASCII)
AUTHOR = re.compile(r"(?P<name>[^<>\x00-\x1f]*[^<>\x00-\x20]) +<(?P<mail>[^<>\x00-\x20]+)>")
WIDE_BRACKETS = str.maketrans("＜＞", "<>")
SEAT = "市区县旗州盟"  # the last character of a district's name, which its Party committee repeats: 甲区区委
LEVELS = {"市": "市", "区": "区", "县": "区", "旗": "区"}
FORGES: Mapping[str, Text] = {
    "gitlab": say("GitLab"),
    "gitea": say("Gitea or Forgejo"),
    "github": say("GitHub on a server of one's own"),
    "none": say("none; colleagues check by hand"),
}


@dataclass(frozen=True, slots=True)
class SetupQuestion:
    """One thing to be known: what it is called in the records, its help and question, and what stands for no answer.

    `silent`: the default may stand without being asked for. `place` is where the records hold it.
    """

    key: str
    help: str
    text: Text
    default: Callable[[Given], str]
    place: tuple[Kind, Key] | None = None
    silent: bool = True
    forges: tuple[str, ...] = tuple(FORGES)  # with which it means something

    @property
    def flag(self) -> str:
        """The option that answers it."""
        return f"--{self.key.replace('_', '-')}"


def _prefix(given: Given) -> str:
    letters = re.sub("[^A-Z]", "", given["district"].upper())
    return letters if PREFIX.fullmatch(letters) else ""


def _committee(given: Given) -> str:
    name = given["district_name"]
    return f"{given['district']}-dw:{name}{name[-1] if name[-1] in SEAT else ''}委"


def _personnel(given: Given) -> str:
    return f"{given['district']}-zzb:{body_of(given, 'committee')[1]}组织部"


def _none(_: Given) -> str:
    return ""


QUESTIONS: tuple[SetupQuestion, ...] = (
    SetupQuestion(
        "district_name", N_("name of the district or city"),
        say("The district or city whose register it is, for example 甲区"), _none,
        (Kind.ORGANIZATIONS, ("district", "name")),
    ),
    SetupQuestion(
        "district", N_("its id, for example ja"),
        say("Its id in small letters, for example ja; it is never changed"), _none,
        (Kind.ORGANIZATIONS, ("district", "id")),
    ),
    SetupQuestion(
        "prefix", N_("prefix of codes, for example JA"),
        say("The prefix of the codes of its people; it is never changed"), _prefix,
        (Kind.ORGANIZATIONS, ("district", "prefix")),
    ),
    SetupQuestion(
        "level", N_("市 or 区"), say("Its level, 市 or 区"),
        lambda given: LEVELS.get(given["district_name"][-1], ""),
    ),
    SetupQuestion(
        "name", N_("the name of the register"), say("The name of the register"),
        lambda given: f"{given['district_name']}回访登记册", (Kind.REGISTER, ("name",)),
    ),
    SetupQuestion(
        "committee", N_("the Party committee, ID:NAME"), say("The Party committee, ID:NAME"), _committee,
    ),
    SetupQuestion(
        "discipline", N_("the discipline body, ID:NAME"), say("The discipline body, ID:NAME"),
        lambda given: f"{given['district']}-jw:{given['district_name']}纪委监委",
    ),
    SetupQuestion(
        "personnel", N_("the organisation department, ID:NAME"), say("The organisation department, ID:NAME"),
        _personnel,
    ),
    SetupQuestion(
        "register_from", N_("the day from which duties are counted, YYYY-MM-DD"),
        say("The day from which duties are counted. Talks and visits before it are not asked for; everything due from "
            "it on that is not recorded is shown as overdue or missed. The day on which you begin to record"),
        _none, (Kind.ORGANIZATIONS, ("district", "register_from")), silent=False,
    ),
    SetupQuestion(
        "forge", N_("gitlab, gitea, github or none"),
        say("Where merge requests are made: gitlab, gitea (also Forgejo), github, none"), _none, silent=False,
    ),
    SetupQuestion(
        "group", N_("the group on the forge that holds a group of each body; else the id"),
        say("The group on the forge that holds a group of each body"), lambda given: given["district"],
        forges=("gitlab", "gitea", "github"),
    ),
    SetupQuestion(
        "image", N_("the image that checks run in; else huifang:VERSION"), say("The image that checks run in"),
        lambda _: f"huifang:{__version__}", forges=("gitlab",),
    ),
    SetupQuestion(
        "author", N_("who commits, NAME <MAIL>; else as Git knows you"),
        say("Who makes the first commit, NAME <MAIL>"), _none,
    ),
)  # fmt: skip
BODIES = ("committee", "discipline", "personnel")
CHOICES: Mapping[str, Mapping[str, Text | str]] = {"forge": FORGES, "level": {"市": "", "区": ""}}
BY_KEY = {each.key: each for each in QUESTIONS}


def questions_for(forge: str) -> tuple[SetupQuestion, ...]:
    """The questions that mean something with a forge; all of them as long as none is known."""
    return tuple(each for each in QUESTIONS if not forge or forge in each.forges)


def body_of(given: Given, key: str) -> tuple[str, str]:
    """Id and name of one of the three bodies; a name alone gets the id that would be proposed."""
    typed = given[key]
    id_, colon, name = (typed[: found.start()], ":", typed[found.end() :]) if (found := COLON.search(typed)) else (
        "", "", typed)  # fmt: skip
    if not colon:
        id_ = BY_KEY[key].default(given).partition(":")[0]
    return id_.strip(), name.strip()


def refusal(key: str, typed: str, given: Given, words: WordLists) -> Text | None:
    """Why an answer will not do; None where it will. `given` are the answers to the questions before it."""
    question = BY_KEY[key]
    if question.place is not None:
        return judge_value(*question.place, typed, words)
    if key in CHOICES:
        known = tuple(CHOICES[key])
        return None if typed in known else say("{value} is not one of {words}", value=typed, words=known)
    if key in BODIES:
        return _refused_body(key, typed, given, words)
    shape, form = {
        "group": (GROUP, N_("{value} is no name of a group: Latin letters, digits, dots, hyphens, slashes")),
        "image": (IMAGE, N_("{value} is no name of an image")),
        "author": (AUTHOR, N_("{value} is not written as NAME <MAIL>")),
    }[key]
    return None if shape.fullmatch(typed.translate(WIDE_BRACKETS)) else say(form, value=typed)


def _refused_body(key: str, typed: str, given: Given, words: WordLists) -> Text | None:
    if not COLON.search(typed) and ORGANIZATION.fullmatch(typed):
        return say("{value} is an id without a name; write ID:NAME", value=typed)
    id_, name = body_of({**given, key: typed}, key)
    if id_ in {body_of(given, each)[0] for each in BODIES[: BODIES.index(key)]}:
        return say("{value} stands here a second time", value=id_)
    told = judge_value(Kind.ORGANIZATIONS, ("organizations", 0, "id"), id_, words)
    return told or judge_value(Kind.ORGANIZATIONS, ("organizations", 0, "name"), name, words)


def author_parts(typed: str) -> tuple[str, str]:
    """Name and mail of who commits."""
    found = AUTHOR.fullmatch(typed.translate(WIDE_BRACKETS))
    if found is None:
        raise ValueError(typed)
    return found["name"].strip(), found["mail"]
