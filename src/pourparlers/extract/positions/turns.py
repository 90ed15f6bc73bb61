"""Fixed turns of phrase by which a party takes a stance in what it says: "il n'y a rien à négocier", "un pas décisif".

Input is a document whose statements are known and the turns of stance.toml; output the stances, held by who speaks, or
for a turn that opens a sentence without a verb by whom "pour" names. Ranges are token indices, inclusive.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...annotate import syntax
from ...annotate.modality import Modality
from ...annotate.tree import Token
from ...annotate.word_table import VERBS
from ...drafts import StatementDraft
from ..clause import statement_at, token_at
from ..contents import Range, clause_range
from ..frames.bench import Bench
from ..frames.noun_words import adjective_forms, noun_forms
from ..frames.roles import RoleReader
from .own_stances import Taken
from .stance_rules import Otherwise, Turn

_DENYING: Final = frozenset({"ne", "n'", "pas", "plus", "aucun", "aucune", "sans", "non", "ni", "jamais", "guère"})
_BEFORE: Final = 4
_OPENING: Final = 2
_BEING: Final = VERBS.being
_ROLES: Final = frozenset({"nsubj", "nsubj:pass", "obj", "iobj", "obl:arg", "obl:mod", "obl:agent", "nmod"})
"""Parts in a clause by which a noun does not say what something is."""
_ENDS: Final = frozenset({"?", "!", ".", "»", "”"})


class TurnFinder:
    """Finds the turns of one table in documents."""

    def __init__(self, turns: tuple[Turn, ...], otherwise: Otherwise) -> None:
        self._otherwise = frozenset(otherwise.clause)
        self._by_first: dict[str, list[tuple[list[frozenset[str]], Turn]]] = {}
        self._by_noun: dict[str, list[Turn]] = {}
        for turn in turns:
            for phrase in turn.words:
                parts = [frozenset(p.split("|")) for p in phrase.split()]
                for word in parts[0].union(w.replace("'", "’") for w in parts[0]):
                    self._by_first.setdefault(word, []).append((parts, turn))
            for noun in turn.nouns:
                self._by_noun.setdefault(noun, []).append(turn)
        self._judging = frozenset(self._by_noun)

    def find(self, bench: Bench, roles: RoleReader) -> Iterator[Taken]:
        """The stances that turns take: those of fixed words in the order of the text, then those of a noun judged."""
        doc, done = bench.doc, -1
        for i in [t.i for t in doc if t.lower_ in self._by_first]:
            if i <= done:
                continue
            for parts, turn in self._by_first[doc[i].lower_]:
                last = i + len(parts) - 1
                words = [t.lower_.replace("’", "'") for t in doc[i : last + 1]]
                if last < doc[i].sent.end and all(map(frozenset.__contains__, parts, words)):
                    taken = self._taken(turn, (i, last), bench, roles)
                    if taken is not None:
                        done = last
                        yield taken
                        break
        for token, forms in bench.nouns:
            if forms.isdisjoint(self._judging):
                continue
            turns = next((self._by_noun[f] for f in sorted(forms) if f in self._by_noun), [])
            judged = next((t for t in turns if self._is_judged(token, t, bench)), None)
            taken = self._taken(judged, (token.i, token.i), bench, roles) if judged is not None else None
            if taken is not None:
                yield taken

    def _taken(self, turn: Turn, match: Range, bench: Bench, roles: RoleReader) -> Taken | None:
        doc, first = bench.doc, bench.doc[match[0]]
        before = [t.lower_.replace("’", "'") for t in doc[max(first.sent.start, first.i - _BEFORE) : first.i]]
        end = next((t.text for t in doc[match[1] + 1 : first.sent.end] if t.text in _ENDS), "")
        if syntax.is_asked(first) or end == "?":
            return None
        if not turn.negative and not _DENYING.isdisjoint(before):
            return None
        sentence = doc[first.sent.start : first.sent.end]
        if turn.subjects and all(noun_forms(t).isdisjoint(turn.subjects) for t in sentence):
            return None
        statement = statement_at(bench.layers, first.idx)
        holders: tuple[str, ...] = ()
        if statement is not None and statement.fact.speaker is not None:
            holders = (statement.fact.speaker, *statement.fact.co_speakers)
        elif turn.bare and statement is None and first.i - first.sent.start <= _OPENING:
            holders = self._held_for(first, roles)
        if not holders:
            return None
        if (turn.nouns or turn.predicate) and not self._is_told(match, bench, statement):
            return None
        stance, event = turn.stance, turn.event
        marker = self._otherwise_at(first) if stance == "refusal" else None
        if marker is not None:
            stance, event = "threat", "THREATEN"
        head = next((t for t in doc[match[0] : match[1] + 1] if t.pos_ in ("VERB", "NOUN")), first)
        words = self._words(head, match, statement)
        condition = bench.modality(head).condition
        if marker is not None:
            words = (marker, words[1])
        return Taken(
            rule=turn.id,
            stance=stance,
            head=head,
            holders=holders,
            addressees=(),
            contents=(words,),
            condition=condition,
            evidence=words,
            modality=Modality(condition=condition),
            event=event,
            mode=turn.mode,
            statement=statement.fact.id if statement else None,
        )

    @staticmethod
    def _words(head: Token, match: Range, statement: StatementDraft | None) -> Range:
        """The clause of the turn, within what is said."""
        first, last = clause_range(head)
        first, last = min(first, match[0]), max(last, match[1])
        if statement is None:
            return first, last
        said = next(s for s in statement.fact.content if s.start <= head.doc[match[0]].idx < s.end)
        low, high = token_at(head.doc, said.start).i, token_at(head.doc, said.end - 1).i
        return min(max(first, low), match[0]), max(min(last, high), match[1])

    @staticmethod
    def _held_for(first: Token, roles: RoleReader) -> tuple[str, ...]:
        """Whom "pour" or "côté" names after a turn without a verb: Lima in "Pas question d'une trêve pour Lima"."""
        for token in first.doc[first.i + 1 : first.sent.end]:
            if token.pos_ in ("NOUN", "PROPN") and syntax.preposition(token) == "pour":
                found = roles.ids([token])
                if found:
                    return found
        return ()

    def _otherwise_at(self, first: Token) -> int | None:
        """Where words stand before it in its clause that make a refusal what is to come if another does not give in."""
        for i in range(first.i - 1, first.sent.start - 1, -1):
            if first.doc[i].text == ";":
                return None
            for length in (2, 3):
                words = " ".join(t.lower_.replace("’", "'") for t in first.doc[i : i + length])
                if words in self._otherwise or first.doc[i].lower_ in self._otherwise:
                    return i
        return None

    @staticmethod
    def _is_told(match: Range, bench: Bench, statement: StatementDraft | None) -> bool:
        """Whether a judgement is what something is said to be: after "est", or at the head of what is said."""
        doc, i = bench.doc, match[0] - 1
        while i > 0 and (doc[i].is_punct or doc[i].pos_ in ("DET", "ADV", "ADJ")):
            i -= 1
        if statement is not None:
            said = next(s for s in statement.fact.content if s.start <= doc[match[0]].idx < s.end)
            if i < token_at(doc, said.start).i:
                return True
        return doc[i].lemma_.lower() in _BEING or doc[i].lower_ in _BEING

    @staticmethod
    def _is_judged(noun: Token, turn: Turn, bench: Bench) -> bool:
        """Whether one of the adjectives stands beside `noun`, and the noun says what something is: "L'accord est une
        étape essentielle", « Un pas décisif »."""
        beside = noun.doc[max(noun.sent.start, noun.i - 2) : min(noun.i + 3, noun.sent.end)]
        if all(t.pos_ not in ("ADJ", "NOUN") or adjective_forms(t).isdisjoint(turn.adjectives) for t in beside):
            return False
        around = statement_at(bench.layers, noun.idx)
        inside = around is not None and statement_at(bench.layers, noun.head.idx) is around
        return not (inside and noun.dep_ in _ROLES and noun.head.i != noun.i)
