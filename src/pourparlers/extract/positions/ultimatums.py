"""Threats that a demand carries: what is to befall the other "faute de quoi", "sous peine de", "sinon".

Input is the stances of a document; output a threat of the same holder for every demand in whose sentence such words
follow, where what they open is harm. Ranges are token indices, inclusive.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ...annotate import syntax
from ...annotate.tree import Token
from ..contents import Range, overlap
from ..frames.bench import Bench
from ..frames.noun_words import noun_forms
from .own_stances import Taken
from .stance_rules import Lexicon, Otherwise

_COMING = frozenset({"future", "near_future", "conditional", "imperfect", "present"})


def with_ultimatums(found: list[Taken], bench: Bench, table: Otherwise, lexicon: Lexicon) -> list[Taken]:
    """`found` with each threat that a demand of it carries and none of it tells, its demands cut before them."""
    told = [t.evidence for t in found if t.stance == "threat"]
    threats = [
        t for t in _ultimatums(bench, found, table, lexicon) if all(overlap(e, t.contents[0]) <= 0.3 for e in told)
    ]
    return [_cut_demand(t, table) for t in found] + threats


def _ultimatums(bench: Bench, found: Iterable[Taken], table: Otherwise, lexicon: Lexicon) -> Iterator[Taken]:
    """A threat for each demand of `found` that one follows, from the nearest demand before its words."""
    nearest: dict[int, tuple[Taken, Range]] = {}
    for taken in found:
        marker = _marker(taken, table)
        if marker is not None and (marker[0] not in nearest or nearest[marker[0]][0].head.i < taken.head.i):
            nearest[marker[0]] = (taken, marker)
    for taken, marker in nearest.values():
        words = _words(taken.head, marker[1] + 1)
        clause = _text(taken.head, marker) in table.clause
        if words is None or not _harms(words, clause, bench, lexicon):
            continue
        yield replace(
            taken,
            rule="threat-otherwise",
            stance="threat",
            head=taken.head.doc[marker[0]],
            contents=(words,),
            condition=None,
            evidence=(min(taken.evidence[0], marker[0]), words[1]),
            event="THREATEN",
            mode=None,
            position=True,
        )


def _cut_demand(taken: Taken, table: Otherwise) -> Taken:
    """`taken` with its content ended before the words that open what befalls the other."""
    marker = _marker(taken, table)
    if marker is None:
        return taken
    stop = marker[0] - 1
    while stop > taken.head.i and taken.head.doc[stop].is_punct:
        stop -= 1
    return replace(taken, contents=tuple((a, min(b, stop)) if a <= stop else (a, b) for a, b in taken.contents))


def _marker(taken: Taken, table: Otherwise) -> Range | None:
    """Where the words stand that open a threat right of a demand, in its sentence."""
    if taken.stance != "demand" or not taken.holders:
        return None
    doc, end = taken.head.doc, taken.head.sent.end
    openings = (*table.clause, *table.phrase)
    firsts = {words.split()[0] for words in openings}
    for i in range(taken.head.i + 1, end):
        if doc[i].lower_.replace("’", "'") not in firsts:
            continue
        for words in openings:
            last = i + len(words.split()) - 1
            if last < end and _text(taken.head, (i, last)) == words and (words in table.phrase or doc[i - 1].is_punct):
                return i, last
    return None


def _text(head: Token, given: Range) -> str:
    return " ".join(t.lower_.replace("’", "'") for t in head.doc[given[0] : given[1] + 1])


def _words(head: Token, first: int) -> Range | None:
    """The words from `first` to the next mark that ends them; None where there are none."""
    doc, end = head.doc, head.sent.end
    while first < end and doc[first].is_punct:
        first += 1
    last = first
    while last < end and not (doc[last].is_punct and doc[last].text not in ("'", "-")):
        last += 1
    return (first, last - 1) if last > first else None


def _harms(words: Range, clause: bool, bench: Bench, lexicon: Lexicon) -> bool:
    """Whether what is opened is harm, and for a clause whether it is told by a verb of what is to come."""
    inside = bench.doc[words[0] : words[1] + 1]
    verbs = [t for t in inside if t.pos_ in ("VERB", "AUX")]
    if clause and not any(syntax.is_finite(t) and bench.modality(t).tense in _COMING for t in verbs):
        return False
    if any(bench.reader.lemma(t) in {*lexicon.verbs, *lexicon.harms} | lexicon.strikes for t in verbs):
        return True
    return any(not noun_forms(t).isdisjoint(lexicon.nouns | lexicon.lessons) for t in inside if t.pos_ == "NOUN")
