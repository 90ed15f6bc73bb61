"""Does a place name act or host? "Moscou exige" is the state; "à Moscou", "négociations de Vienne" are venues.

Decided by the words around the name: the preposition before it, the noun or verb that the preposition hangs on.
"""

from __future__ import annotations

from typing import Final

from ..lang.pack import Pack
from .metonymy_table import MetonymyTable
from .tree import Doc
from .word_table import NOUNS

CIRCLE = "those there are «on»"
_FEW = 4
_ARTICLES = frozenset({"le", "la", "l'", "les"})
_PAPERS: Final = NOUNS.paper_titles
_DATIVES = frozenset({"lui", "leur"})


class VenueJudge:
    """Tells whether a place name is only a venue, and why."""

    def __init__(self, pack: Pack) -> None:
        self._table = pack.table("metonymy", MetonymyTable)

    def is_locative(self, word: str) -> bool:
        """Whether `word` is a preposition after which a place name is where one is."""
        return word in self._table.locatives

    def judge(self, doc: Doc, start: int, *, often: bool, end: int | None = None) -> tuple[bool, str]:
        """(is a venue, reason in words) for the place name of `doc` that is tokens [start, end), one where no `end` is
        given.

        `often`, whether the knowledge base says that the name often is one, decides where the words leave it open.
        """
        i = self._before(doc, start)
        if i < 0:
            return False, "begins the sentence"
        word = doc[i].lower_
        if word in {"et", ",", "ou", "puis"} and i > 0:
            return self._coordinated(doc, i)
        if word in {"à", "a", "au"} and self._is_circle(doc, i, start):
            return False, CIRCLE
        if word in self._table.locatives:
            return (False, "who is to do it") if self._is_to_do(doc, i, end or start + 1) else self._locative(doc, i)
        if word in self._table.source:
            return self._source(doc, i)
        if word == "pour" and i > 0 and doc[i - 1].lower_ in self._table.bound_for:
            return True, f"«{doc[i - 1].text} pour» tells whither"
        if doc[i].lemma_.lower() in self._table.venue_verbs and doc[i].pos_ in {"VERB", "AUX"}:
            return True, f"object of a verb of movement ({doc[i].text})"
        return often and word in self._table.open, f"after «{doc[i].text}»"

    def _before(self, doc: Doc, start: int) -> int:
        i = start - 1
        while i >= 0 and doc[i].lower_ in _ARTICLES:
            i -= 1
        return i if i >= 0 and doc[i].sent == doc[start].sent else -1

    def _is_circle(self, doc: Doc, i: int, start: int) -> bool:
        """Whether "on" stands for those of the place: "À X, on se tait", "dit-on à X"."""
        after = [t.lower_ for t in doc[start + 1 : start + 4]]
        if doc[i].is_sent_start and "," in after and after[after.index(",") + 1 :][:1] in (["on"], ["l'"]):
            told = after[after.index(",") + 1 :]
            return told[0] == "on" or told[1:2] == ["on"]
        j = i - 1
        while j > 0 and j > i - _FEW and doc[j].pos_ in {"ADV", "VERB", "ADJ"}:
            j -= 1
        return j > 0 and doc[j].lower_ in {"-on", "-t-on"}

    def _is_to_do(self, doc: Doc, i: int, end: int) -> bool:
        """Whether the place is told to do something: "reproche à X d'avoir menti", "à X de choisir"; token `i` is the
        preposition before it, `end` the token after it."""
        if doc[i].lower_ not in {"à", "au", "aux"}:
            return False
        if end + 1 >= len(doc) or doc[end].lower_ not in {"de", "d'"}:
            return False
        verb = next((t for t in doc[end + 1 : end + _FEW] if t.pos_ in {"VERB", "AUX", "NOUN", "PROPN"}), None)
        if verb is None or "Inf" not in verb.morph.get("VerbForm", []):
            return False
        before = [t for t in doc[max(0, i - _FEW) : i] if t.sent == doc[i].sent and not t.is_punct]
        going = any(t.lemma_.lower() in self._table.venue_verbs or t.lower_ in self._table.venue_nouns for t in before)
        return not going and (not before or any(t.pos_ in {"VERB", "AUX"} for t in before))

    def _coordinated(self, doc: Doc, i: int) -> tuple[bool, str]:
        """A conjunct is what its first conjunct is, found two places back; else it acts."""
        j = i - 1
        if doc[j].pos_ != "PROPN":
            return False, "begins a clause"
        while j > 0 and doc[j].pos_ == "PROPN":
            j -= 1
        while j >= 0 and doc[j].lower_ in _ARTICLES:
            j -= 1
        if j >= 0 and doc[j].lower_ in self._table.locatives and doc[i].lower_ == "et":
            return self._locative(doc, j)
        return False, "conjunct of an actor"

    def _locative(self, doc: Doc, i: int) -> tuple[bool, str]:
        preposition = doc[i].lower_
        if preposition in {"à", "au", "aux"}:
            for j in range(i - 1, max(-1, i - 5), -1):
                token = doc[j]
                if token.lower_ in self._table.venue_nouns:
                    break  # "fera une escale à Berlin"
                if token.lemma_.lower() in self._table.recipients and token.pos_ in {"VERB", "AUX"}:
                    if not _DATIVES.isdisjoint(t.lower_ for t in doc[max(token.sent.start, j - _FEW) : j]):
                        break  # "lui a accordé une audience à Berlin"
                    return False, f"addressee of «{token.text}»"
                twice = j > 1 and doc[j - 1].lower_ == preposition and doc[j - 2].lower_ == token.lower_
                if token.lower_ in self._table.recipient_nouns and not twice:  # "face à face à Genève": there
                    return False, f"recipient of «{token.text}»"
                if token.is_punct or token.pos_ in {"VERB", "ADP", "SCONJ"}:
                    break
        return True, f"after «{doc[i].text}»"

    def _source(self, doc: Doc, i: int) -> tuple[bool, str]:
        j = i - 1
        if j < 0:
            return False, "after «de»"
        if doc[j].pos_ == "ADJ" and j > 0:
            j -= 1
        if doc[j].text[:1].isupper() and doc[j].lower_ in _PAPERS and not doc[j].is_sent_start:
            return True, f"«{doc[j].text} de» is a newspaper"
        if doc[j].lower_ in self._table.venue_nouns:
            return True, f"«{doc[j].text} de» tells where"
        if doc[j].lemma_.lower() in self._table.venue_verbs:
            return True, f"«{doc[j].text} de» tells whence"
        if doc[j].lower_ in self._table.bearings:
            return True, "tells where"
        return False, f"«{doc[j].text} de»: whose"
