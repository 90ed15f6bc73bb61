"""Whole answers that deny what another says: « Faux », a répondu Lima.

Input is a document whose statements are known; output the denials, with who gives them. Ranges are token indices.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...annotate.modality import Modality
from ..clause import token_at
from ..frames.bench import Bench
from .own_stances import Taken

_LONGEST: Final = 30
"""Longest answer of this kind, in code points."""


def find_retorts(bench: Bench, words: frozenset[str]) -> Iterator[Taken]:
    """A denial for every statement with a speaker that says nothing else than one of `words`."""
    for draft in bench.layers.statements:
        fact = draft.fact
        if fact.speaker is None or fact.cue is None or not fact.content or fact.within is not None:
            continue
        said = fact.content[0]
        if said.end - said.start > _LONGEST or said.text.strip(' «»"“”.!,').casefold() not in words:
            continue
        first, last = token_at(bench.doc, said.start), token_at(bench.doc, said.end - 1)
        while last.i > first.i and last.is_punct:
            last = last.nbor(-1)
        cue = token_at(bench.doc, fact.cue.span.end - 1)
        yield Taken(
            rule="denial-retort",
            stance="denial",
            head=first,
            holders=(fact.speaker, *fact.co_speakers),
            addressees=fact.addressee,
            contents=((first.i, last.i),),
            condition=None,
            evidence=(min(first.i, cue.i), max(last.i, cue.i)),
            modality=Modality(),
            event="REJECT",
            statement=fact.id,
        )
