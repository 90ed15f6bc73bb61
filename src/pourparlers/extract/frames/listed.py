"""Mentions that commas and "et" join: the others of a list left or right of one, and the preposition before it.

Input is a linked document and one of its mentions; output the head tokens of the others, in the order of the text.
"""

from __future__ import annotations

from ...annotate import syntax
from ...annotate.layers import Layers, MentionDraft
from ...annotate.modality import ModalityReader
from ...annotate.tree import Doc, Token, tokens_within

_WHOSE = frozenset({"dont", "auquel", "auxquels", "auxquelles"})


class ListFinder:
    """Finds what is listed with a mention in one document."""

    def __init__(self, doc: Doc, layers: Layers, reader: ModalityReader) -> None:
        self._doc = doc
        self._layers = layers
        self._reader = reader
        self._days = tokens_within(doc, ((t.start, t.end) for t in layers.times if t.kind != "DURATION"))
        self._led: dict[int, str] = {}
        self._timed: dict[int, bool] = {}

    def _preposition_of(self, mention: MentionDraft) -> str:
        """The preposition before a mention: that of its top token, or the one right before its first."""
        before = self._doc[mention.start - 1] if mention.start else None
        simple = before is not None and syntax.plain(before.lower_) in ("à", "de")
        if before is not None and simple and before.i and before.nbor(-1).lower_ in syntax.PHRASAL:
            return f"{before.nbor(-1).lower_} {syntax.plain(before.lower_)}"
        if before is not None and before.pos_ == "DET" and mention.start > 1:
            before = self._doc[mention.start - 2] if before.lower_ not in ("des", "du", "au", "aux") else before
        if before is not None and (before.pos_ == "ADP" or before.lower_ in ("du", "des", "au", "aux", "d'")):
            return syntax.plain(before.lower_)
        first = self._doc[mention.start].lower_
        return syntax.plain(first) if first in ("du", "au", "aux") else ""

    def _is_taken_from(self, token: Token) -> bool:
        """Whether "de" tells what is taken from whom, not whose a named party is: "chasse M. Diaz du pouvoir", "raye le
        Chili de sa liste"."""
        mention = self._layers.mention_of(token.head)
        if mention is None or mention.adjective:
            return False
        if any(c.dep_ == "det" and "Yes" in c.morph.get("Poss", []) for c in token.children):
            return True
        kinds = {self._layers.actors[a].kind for a in mention.actors if a in self._layers.actors}
        return kinds == {"person"} and mention.how == "name" and self._layers.mention_of(token) is None

    def _joined_before(self, mention: MentionDraft) -> list[Token]:
        """Mentions coordinated before `mention`: "les Occidentaux et les Ukrainiens"."""
        i = mention.start - 1
        while i > 0 and self._doc[i].pos_ == "DET":
            i -= 1
        if i <= 0 or self._doc[i].lower_ not in ("et", "comme", "ou"):
            return []
        before = self._layers.by_token.get(i - 1)
        if before is None or before.adjective or before.as_place or self._preposition_of(before):
            return []
        return [*self._listed_before(before), self._doc[before.head]]

    def _listed_before(self, mention: MentionDraft) -> list[Token]:
        """Mentions that commas list before `mention`, which "et" joins to the next: "Lima, Quito et Bogota".

        The first of a list may stand as a place where it opens the sentence: the tree takes it for a dateline.
        """
        out: list[Token] = []
        while True:
            i = mention.start - 1
            while i > 0 and self._doc[i].pos_ == "DET":
                i -= 1
            if i <= 0 or self._doc[i].text != ",":
                return out
            before = self._layers.by_token.get(i - 1)
            opens = before is not None and before.start == self._doc[mention.head].sent.start
            if before is None or before.adjective or (before.as_place and not opens):
                return out
            if self._preposition_of(before):
                return out
            out.insert(0, self._doc[before.head])
            mention = before

    def _joined_after(self, mention: MentionDraft, by: str = "et") -> list[Token]:
        """The mention coordinated right after `mention`."""
        i = mention.end
        if i >= len(self._doc) or self._doc[i].lower_ != by:
            return []
        i += 1
        while i < len(self._doc) and self._doc[i].pos_ == "DET" and i not in self._layers.by_token:
            i += 1
        after = self._layers.by_token.get(i)
        return [self._doc[after.head]] if after is not None and not after.adjective and not after.as_place else []

    def _in_relative(self, verb: Token) -> list[Token] | None:
        """Who stands between "à qui" or "dont" and the verb: "un homme à qui Lima refuse tout droit"."""
        mention = self._layers.by_token.get(syntax.group_start(verb) - 1)
        if mention is None or mention.adjective or mention.as_place:
            return None
        i = mention.start - 1
        i -= i > 0 and self._doc[i].lower_ in ("le", "la", "l'", "les")
        opener = i > 1 and (
            self._doc[i].lower_ in _WHOSE or (self._doc[i].lower_ == "qui" and self._doc[i - 1].lower_ in ("à", "a"))
        )
        return [self._doc[mention.head]] if opener else None
