"""What "où" tells of those who go somewhere: whom another has sent ("X a dépêché Y à Rome, où il a vu Z"), who waits
there ("à Rome, où Z l'attendait"), and who is only named behind it ("A Rome, où il a vu Z, X a plaidé")."""

from __future__ import annotations

from ....annotate.layers import Layers, MentionDraft
from ....annotate.tree import Doc
from ..contact_table import PartyWords
from .lists import PartyLists

_WHERE = "où"
_THEY, _HIM = frozenset({"il", "elle"}), frozenset({"l'", "les"})
_OPENING, _LED = 9, 3
"""At most so many tokens stand before "où" where the place opens the sentence; before a name behind its comma."""


def sent_there(doc: Doc, layers: Layers, words: PartyWords, start: int, first: int) -> MentionDraft | None:
    """The one person sent, whom the pronoun right before the verb group at token `start` means behind "où"; None where
    there is no such pronoun, or another verb stands between."""
    i = start - 1
    if i <= first + 1 or doc[i].lower_ not in _THEY or doc[i - 1].lower_ != _WHERE:
        return None
    behind = named_behind(doc, layers, i)
    if behind is not None:
        return behind
    for j in range(i - 2, first, -1):
        if doc[j].lower_ in words.sends:
            sent = [m for m in layers.mentions if j <= m.start < i and not m.adjective and m.actors]
            persons = [m for m in sent if all(layers.actors[a].kind == "person" for a in m.actors)]
            return persons[0] if persons and len({a for m in persons for a in m.actors}) == 1 else None
        if doc[j].pos_ == "VERB" or doc[j].text in {";", ":"}:
            return None
    return None


def named_behind(doc: Doc, layers: Layers, i: int) -> MentionDraft | None:
    """The person who acts in the main clause behind the relative that holds the pronoun at token `i` and hangs on the
    place that opens the sentence: "A Rome, où il a vu Z, X a plaidé"; None where there is no such relative."""
    sent = doc[i].sent
    where = next((j for j in range(i - 1, sent.start, -1) if doc[j].lower_ == _WHERE), None)
    if (
        where is None
        or where - sent.start > _OPENING
        or any(t.pos_ in {"VERB", "AUX"} for t in doc[sent.start + 1 : where])  # "A Rome" opens it
    ):
        return None
    placed = any(layers.by_token.get(j) is not None for j in range(sent.start, where))
    for comma in (t.i for t in doc[i : sent.end] if placed and t.text == ","):
        named = (layers.by_token.get(j) for j in range(comma + 1, min(comma + 1 + _LED, sent.end)))
        acting = next((m for m in named if m is not None and m.actor and not m.adjective), None)
        if acting is None or acting.start - comma > _LED or doc[comma + 1].pos_ in {"ADP", "CCONJ", "PRON"}:
            continue
        end, again = acting.end, layers.by_token.get(acting.end + 1)
        if again is not None and again.actor == acting.actor and doc[end].text == ",":
            end = again.end + 1  # "le chancelier, X, a plaidé"
        person = layers.actors[acting.actor or ""].kind == "person"
        if person and end < sent.end and doc[end].pos_ in {"VERB", "AUX", "PRON", "ADV"}:
            return acting
    return None


def waiting_there(doc: Doc, words: PartyWords, lists: PartyLists, i: int, stop: int) -> MentionDraft | None:
    """The one actor named right behind "où" at token `i` who waits for the guest: "où X l'attendait"."""
    if doc[i].lower_ != _WHERE:
        return None
    mentions, end = lists.read(i + 1, stop)
    waits = end + 1 < stop and doc[end].lower_ in _HIM and doc[end + 1].lower_ in words.awaits
    return mentions[0] if waits and len(mentions) == 1 and len(mentions[0].actors) == 1 else None


def only_one_before(doc: Doc, layers: Layers, i: int) -> MentionDraft | None:
    """The one person told of before the "où" in whose relative the pronoun at token `i` stands: "il a gagné Le Caire,
    où X lui a accordé une heure"; None where several are, or none."""
    first = doc[i].sent.start
    where = next((j for j in range(i - 1, first, -1) if doc[j].lower_ == _WHERE), None)
    if where is None or any(t.text in {";", "«", ","} for t in doc[where:i]):
        return None
    before = [m for m in layers.mentions if first <= m.start < where and m.actors and not m.adjective]
    persons = [m for m in before if all(layers.actors[a].kind == "person" for a in m.actors)]
    return persons[-1] if len({a for m in persons for a in m.actors}) == 1 else None
