"""Who is who, measured: how many of the gold's mentions are resolved, and how many of those rightly.

Four measures. `mention resolved`: the share of gold mentions for which the record names an actor; `mention linked`: of
these, the share that is right; `pronoun and role`: the same over pronouns and roles alone, as precision (of those
resolved) and recall (of all); `acting place`: over names of places, the gold's metonyms (which act) against the venues
of its contacts (which do not), precision and recall of "acts".

A gold mention and a given one belong together where the given one covers most of it: a role and the name beside it are
two mentions in the gold and may be one in the record. Names are compared as the scorer does (`match.Names`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from ..types import Actor, Mention
from .gold import GoldDocument, GoldMention, Meeting, Range
from .match import Names, fold, overlap
from .tally import Tallies

_COREFERENCE = frozenset({"pronoun", "role"})
_UNNAMED = re.compile(r"anonym|^(une?|des|l'une?) ", re.IGNORECASE)
_INDEFINITE = re.compile(r"^(une?|des) ")
_ARTICLE = re.compile(r"(les? |la |l['’])", re.IGNORECASE)


class MentionScorer:
    """Counts mentions, dispatch after dispatch, into `tallies`. `actors`: those of the record, by id."""

    def __init__(self, tallies: Tallies, names: Names, actors: Mapping[str, Actor]) -> None:
        self._tallies, self._names, self._actors = tallies, names, actors

    def add(self, gold: GoldDocument, given: Sequence[Mention], text: str) -> None:
        """Count one dispatch; gold that marks no mentions is measured for none."""
        if gold.mentions is None:
            return
        for mention in gold.mentions:
            if mention.scored:
                self._add_mention(gold.file, mention, given, text)
        self._add_places(gold, given, text)

    def _add_mention(self, file: str, gold: GoldMention, given: Sequence[Mention], text: str) -> None:
        match = _match(_bare(gold.span, text), given)
        named = _named(match)
        right = bool(named) and self._is_right(gold, named)
        resolved = int(bool(named))
        self._tallies.add("mention resolved", hit=resolved, given=1, gold=1)
        self._tallies.add("mention linked", hit=int(right), given=resolved, gold=resolved)
        if gold.how in _COREFERENCE:
            self._tallies.add("pronoun and role", hit=int(right), given=resolved, gold=1)
        if not right:
            got = [self._actors[a].name.fr for a in named if a in self._actors]
            words = " ".join(text[slice(*gold.span)].split())
            self._tallies.miss(
                "wrong actor" if named else "open mention", file, gold.how, words, f"{gold.actor} ≠ {got or None}"
            )

    def _add_places(self, gold: GoldDocument, given: Sequence[Mention], text: str) -> None:
        marked = gold.mentions or ()
        for mention in marked:
            if mention.how == "metonym" and mention.scored:
                match = _match(mention.span, given)
                acts = int(match is not None and match.place is None)
                self._tallies.add("acting place", hit=acts, given=acts, gold=1)
        venues = {span for contact in gold.contacts or () for span in _venue_spans(contact, text)}
        for venue in sorted(v for v in venues if not any(overlap(v, m.span) > 0 for m in marked)):
            if _named(_match(venue, given)):
                self._tallies.add("acting place", hit=0, given=1, gold=0)
                around = " ".join(text[max(0, venue[0] - 30) : venue[1] + 20].split())
                self._tallies.miss("venue that acts", gold.file, around)

    def _is_right(self, gold: GoldMention, named: Sequence[str]) -> bool:
        """Whether the actors given are those of the gold: all members of a group, one of the alternatives otherwise."""
        actors = [self._actors.get(a) for a in named]
        parts = [part for part in re.split(r"\s*/\s*", gold.actor) if part]
        if gold.how in {"group", "pronoun"} and len(parts) > 1:
            all_named = all(any(self._is_same(p, a) for a in actors) for p in parts)
            if len(actors) < 2 or not all_named:
                return False
        return all(any(self._is_same(p, a) for p in parts) for a in actors)

    def _is_same(self, name: str, actor: Actor | None) -> bool:
        if actor is not None and actor.kind == "anonymous":
            described = _INDEFINITE.sub("", fold(actor.name.fr)) == _INDEFINITE.sub("", fold(name))
            return described or bool(_UNNAMED.search(fold(name)))
        return self._names.is_same(name, actor)


def group_by_document(mentions: Iterable[Mention]) -> dict[str, list[Mention]]:
    """The mentions of a record under the id of their document."""
    found: dict[str, list[Mention]] = {}
    for mention in mentions:
        found.setdefault(mention.doc, []).append(mention)
    return found


def _named(mention: Mention | None) -> tuple[str, ...]:
    """The actors that a mention names; none where it is open or a venue."""
    if mention is None or mention.place is not None:
        return ()
    return (mention.actor,) if mention.actor else mention.members


def _bare(span: Range, text: str) -> Range:
    """A span without its leading article."""
    article = _ARTICLE.match(text, span[0], span[1])
    return (article.end(), span[1]) if article else span


def _match(span: Range, given: Sequence[Mention]) -> Mention | None:
    """The given mention that covers most of `span`, the closest where several do."""
    best: tuple[float, Mention] | None = None
    for one in given:
        common = min(span[1], one.end) - max(span[0], one.start)
        if common * 2 <= span[1] - span[0]:
            continue
        near = overlap(span, (one.start, one.end))
        if best is None or near > best[0]:
            best = (near, one)
    return best[1] if best else None


def _venue_spans(contact: Meeting, text: str) -> list[Range]:
    """Where the words of a contact name its place."""
    if not contact.place or contact.span is None:
        return []
    start, end = contact.span
    words = re.escape(contact.place.replace("’", "'"))
    return [
        (start + m.start(), start + m.end()) for m in re.finditer(rf"\b{words}\b", text[start:end].replace("’", "'"))
    ]
