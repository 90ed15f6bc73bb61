"""What "où" tells of those who go somewhere: whom another has sent ("X a dépêché Y à Rome, où il a vu Z"), and who
waits there ("à Rome, où Z l'attendait")."""

from __future__ import annotations

from ..annotate.layers import Layers, MentionDraft
from ..annotate.tree import Doc
from .contact_lists import PartyLists
from .contact_table import PartyWords

_WHERE = "où"
_THEY, _HIM = frozenset({"il", "elle"}), frozenset({"l'", "les"})


def sent_there(doc: Doc, layers: Layers, words: PartyWords, start: int, first: int) -> MentionDraft | None:
    """The one person sent, whom the pronoun right before the verb group at token `start` means behind "où"; None where
    there is no such pronoun, or another verb stands between."""
    i = start - 1
    if i <= first + 1 or doc[i].lower_ not in _THEY or doc[i - 1].lower_ != _WHERE:
        return None
    for j in range(i - 2, first, -1):
        if doc[j].lower_ in words.sends:
            sent = [m for m in layers.mentions if j <= m.start < i and not m.adjective and m.actors]
            persons = [m for m in sent if all(layers.actors[a].kind == "person" for a in m.actors)]
            return persons[0] if persons and len({a for m in persons for a in m.actors}) == 1 else None
        if doc[j].pos_ == "VERB" or doc[j].text in {";", ":"}:
            return None
    return None


def waiting_there(doc: Doc, words: PartyWords, lists: PartyLists, i: int, stop: int) -> MentionDraft | None:
    """The one actor named right behind "où" at token `i` who waits for the guest: "où X l'attendait"."""
    if doc[i].lower_ != _WHERE:
        return None
    mentions, end = lists.read(i + 1, stop)
    waits = end + 1 < stop and doc[end].lower_ in _HIM and doc[end + 1].lower_ in words.awaits
    return mentions[0] if waits and len(mentions) == 1 and len(mentions[0].actors) == 1 else None
