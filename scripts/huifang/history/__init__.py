"""What the changes of a register mean: who changed which field, what a merge did itself, what an audit finds."""

from huifang.history.change_rows import ChangeFilter, history_row
from huifang.history.codes import Codes, codes_ever
from huifang.history.history import History, read_history
from huifang.history.identity_traces import CommitCount, IdentityTraces, RepositoryTraces
from huifang.history.people_history import PeopleHistory, everybody
from huifang.history.record_diff import FieldChange
from huifang.history.tree_diff import RecordChange, common_tree, record_changes

__all__ = [
    "ChangeFilter",
    "Codes",
    "CommitCount",
    "FieldChange",
    "History",
    "IdentityTraces",
    "PeopleHistory",
    "RecordChange",
    "RepositoryTraces",
    "codes_ever",
    "common_tree",
    "everybody",
    "history_row",
    "read_history",
    "record_changes",
]
