"""Demands that a party makes in its own words by mood alone: "Libérez-les", "Que Lima retire ses chars", "Libérer les
otages, d'abord".

They are read in words said whose speaker is known; the verb must be one by which something is asked of another, since
"Imaginez la suite" asks nothing. Token ranges are inclusive.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...annotate import syntax
from ...annotate.tree import Token
from ...annotate.word_table import PHRASES
from ...drafts import StatementDraft
from ..clause import in_quotes, statement_at, token_at
from ..contents import Range, clause_range
from ..frames.bench import Bench
from ..frames.roles import RoleReader
from .own_stances import Taken
from .stance_rules import Lexicon

_BEFORE: Final = PHRASES.before_order
_OPENING: Final[frozenset[str]] = frozenset({"«", "“", '"', "'", ":", "–", "-", "‘"})
_WAY: Final = 14
"""Longest way from "que" to the verb of its wish, in tokens."""


def find_injunctions(bench: Bench, roles: RoleReader, lexicon: Lexicon) -> Iterator[Taken]:
    """The demands that mood alone tells, in the order of the text."""
    for token, lemma in bench.verbs:
        if lemma not in lexicon.orders:
            continue
        statement = statement_at(bench.layers, token.idx)
        if statement is None or statement.fact.speaker is None or not in_quotes(bench.layers, token.idx):
            continue
        said = max((s for s in statement.fact.content if s.start <= token.idx), key=lambda s: s.start)
        first, last = token_at(token.doc, said.start).i, token_at(token.doc, said.end - 1).i
        while first < token.i and token.doc[first].is_punct:
            first += 1
        if any(t.text == ":" for t in token.doc[first : token.i]):
            continue  # « Un gradé m'a dit : "Rentrez chez vous" » tells what another asked
        if _is_imperative(token, first) or _is_headline(token, (first, last), bench):
            yield _taken(token, statement, bench, (), syntax.group_start(token))
        elif statement.fact.kind == "direct" and _is_wish(token, first, bench):
            yield _taken(token, statement, bench, roles.ids(bench.of_verb(token).get("subject")), first)


def _is_imperative(verb: Token, first: int) -> bool:
    """Whether a form in "-ez" opens its clause and has no subject: "Ne laissez pas …", "Cessez le feu"."""
    if not verb.lower_.endswith("ez") or any(c.dep_.startswith("nsubj") for c in verb.children if c.i < verb.i):
        return False
    i = verb.i - 1
    while i >= first and verb.doc[i].lower_ in _BEFORE:
        i -= 1
    return i < first or verb.doc[i].is_punct


def _is_headline(verb: Token, words: Range, bench: Bench) -> bool:
    """Whether an infinitive opens words said that have no finite verb: "Libérer les otages, d'abord"."""
    if verb.i != words[0] or not syntax.is_infinitive(verb):
        return False
    return not any(bench.reader.lemma(t) and syntax.is_finite(t) for t in verb.doc[verb.i + 1 : words[1] + 1])


def _is_wish(verb: Token, first: int, bench: Bench) -> bool:
    """Whether "que" opens the words said and `verb` is the first finite one after it: "Que Lima parte"."""
    if verb.doc[first].lower_ not in ("que", "qu'") or not first < verb.i <= first + _WAY:
        return False
    if verb.dep_ == "acl:relcl" or syntax.is_infinitive(verb) or not syntax.is_finite(verb):
        return False
    before = [t.text for t in verb.doc[verb.sent.start : first] if not t.is_space]
    if not all(w in _OPENING for w in before[-2:]):
        return False  # "a promis « que la Suède … »"
    between = verb.doc[first + 1 : syntax.group_start(verb)]
    return not any(bench.reader.lemma(t) and syntax.is_finite(t) and t.dep_ != "acl:relcl" for t in between)


def _taken(verb: Token, statement: StatementDraft, bench: Bench, addressees: tuple[str, ...], first: int) -> Taken:
    fact = statement.fact
    holders = tuple(s for s in (fact.speaker, *fact.co_speakers) if s)
    words: Range = (min(first, verb.i), clause_range(verb)[1])
    modality = bench.modality(verb)
    return Taken(
        rule="demand-mood",
        stance="demand",
        head=verb,
        holders=holders,
        addressees=tuple(a for a in addressees or fact.addressee if a not in holders),
        contents=(words,),
        condition=modality.condition,
        evidence=words,
        modality=modality,
        event="REQUEST",
        statement=fact.id,
    )
