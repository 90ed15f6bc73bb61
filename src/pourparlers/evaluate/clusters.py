"""Are the accounts of one meeting one contact, and those of two meetings two? B³ (Bagga and Baldwin, 1998).

Items are the accounts found: a contact of one dispatch's gold, paired with a contact of the record. Each gold account
belongs to the gold contact told together that names its dispatch, its parties and a day that fits; one that belongs to
none, or that fits several, is left out. Precision of an item is the share of its record contact's items that are of
its gold contact, recall the share of its gold contact's items that are in its record contact; both are averaged over
the items.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from .gold import Meeting
from .match import Names, day_range
from .tally import Tallies

SCALE = 1000
"""Hits are shown for so many items, as fractions of items cannot be counted."""
Item = tuple[str, str]
"""Gold contact told together, and contact of the record, of one account."""


def home_of(meeting: Meeting, file: str, together: Iterable[Meeting], names: Names) -> str | None:
    """Id of the one contact told together that the account `meeting` of dispatch `file` belongs to."""
    stem = file.rsplit(".", 1)[0]
    fits = [
        whole.id
        for whole in together
        if stem in whole.docs and _is_call(whole) == _is_call(meeting) and _fits(meeting, whole, names)
    ]
    return fits[0] if len(fits) == 1 and fits[0] else None


def _is_call(meeting: Meeting) -> bool:
    return meeting.kind in {"appel", "call"}


def _fits(meeting: Meeting, whole: Meeting, names: Names) -> bool:
    keys = [{names.key(part) for part in p.split(" / ")} for p in whole.participants]
    mine = [{names.key(part) for part in p.split(" / ")} for p in meeting.participants]
    shared = sum(any(a & b for b in keys) for a in mine)
    if shared < min(2, len(mine)):
        return False
    ours, theirs = day_range(meeting.date), day_range(whole.when)
    return not (ours and theirs and (ours[0] > theirs[1] or theirs[0] > ours[1]))


def score_clusters(tallies: Tallies, items: Sequence[Item]) -> int:
    """Tally B³ over `items`; returns how many contacts of the record hold accounts of several gold contacts."""
    if not items:
        return 0
    by_gold, by_record, both = Counter(g for g, _ in items), Counter(r for _, r in items), Counter(items)
    precision = sum(both[g, r] / by_record[r] for g, r in items) / len(items)
    recall = sum(both[g, r] / by_gold[g] for g, r in items) / len(items)
    tallies.add("contact B³", hit=SCALE, given=round(SCALE / precision), gold=round(SCALE / recall))
    mixed = [r for r in by_record if len({g for g, record in both if record == r}) > 1]
    for record in mixed:
        tallies.miss("merged falsely", *sorted({g for g, other in both if other == record}))
    return len(mixed)
