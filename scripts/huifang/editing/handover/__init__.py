"""Changes that touch many records at once: a helper or officer leaves, a body takes over, a unit is closed."""

from huifang.editing.handover.closing import close_unit
from huifang.editing.handover.draft import HandoverDraft
from huifang.editing.handover.helpers import NewHelper, hand_helpers
from huifang.editing.handover.officers import hand_officers
from huifang.editing.handover.transfer import Destination, hand_to_body

__all__ = ["Destination", "HandoverDraft", "NewHelper", "close_unit", "hand_helpers", "hand_officers", "hand_to_body"]
