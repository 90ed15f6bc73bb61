"""The condition a clause stands under: "si Moscou attaque", "en cas d'invasion", "tant que les troupes restent"."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import Final

from . import syntax
from .condition_table import ConditionTable
from .tense import PAST_LIKE, tense_of
from .tree import Token, remembered
from .word_table import GRAMMAR, VERBS

_ASKING: Final = VERBS.asking_whether
_NEAR: Final = 14
_OPENING: Final = frozenset({"«", "“", '"'})


class Conditions:
    """The openers of a table by their first word; the third value says whether the opener begins a clause."""

    def __init__(self, table: ConditionTable) -> None:
        self.by_first: dict[str, list[tuple[list[str], str, bool]]] = {}
        for keys, clause in ((table.clause, True), (table.phrase, False), (table.alone, False)):
            for key in sorted(keys, key=len, reverse=True):
                self.by_first.setdefault(key.split(" ")[0], []).append((key.split(" "), key, clause))
        self.contracted = {"d'": "de", "du": "de", "des": "de", "qu'": "que"}
        self.openers = remembered(partial(_openers, table=self))


def condition_of(verb: Token, table: Conditions) -> tuple[int, int] | None:
    """First and last token index (inclusive) of the condition that `verb` stands under, None where there is none.

    A condition belongs to the clause of `verb`: it hangs on the verb, on its complements, or on the verb that
    governs it. The deed of the condition itself stands under no condition of its own.
    """
    openers = table.openers(verb.sent[0])
    for first, key_end, is_clause in sorted(openers, key=lambda opener: abs(opener[0] - verb.i)):
        span = _clause(verb, first, key_end) if is_clause else _phrase(verb, first, key_end)
        if span is not None and not span[0] <= verb.i <= span[1] and _attached(verb, span):
            return span
    return None


def _openers(start: Token, table: Conditions) -> list[tuple[int, int, bool]]:
    """(first token, last token of the opener, opens a clause) for every opener of the sentence that `start` begins."""
    tokens = list(start.sent)
    words = [table.contracted.get(t.lower_, t.lower_) for t in tokens]
    found: list[tuple[int, int, bool]] = []
    for i, word in enumerate(words):
        if word not in table.by_first:
            continue
        for parts, key, clause in table.by_first[word]:
            if words[i : i + len(parts)] == parts and is_opener(tokens, i, key):
                found.append((tokens[i].i, tokens[i + len(parts) - 1].i, clause))
                break
    return found


def is_opener(tokens: list[Token], i: int, key: str) -> bool:
    """Whether "si" or "s'" at `i` opens a condition, and is neither adverb, pronoun nor a question."""
    if key == "à défaut" and [t.lower_ for t in tokens[max(0, i - 2) : i]] == ["ou", ","]:
        return False  # "un nouveau scrutin ou, à défaut, un recomptage"
    if key == "faute de" and i and tokens[i - 1].pos_ == "ADJ":
        return False  # "un contrôle insuffisant faute de moyens"
    if key == "en contrepartie de" and i + 3 < len(tokens) and syntax.is_infinitive(tokens[i + 3]):
        return False  # "propose en contrepartie de relever les troupes"
    if key not in ("si", "s'"):
        return key != "moyennant" or tokens[i].pos_ != "VERB"
    following = tokens[i + 1].lower_ if i + 1 < len(tokens) else ""
    if key == "s'":
        if following not in ("il", "ils"):
            return False
    elif following in GRAMMAR.not_if or (i + 1 < len(tokens) and tokens[i + 1].pos_ == "ADJ"):
        return False
    before = tokens[max(0, i - 2) : i]
    if any(t.lemma_.lower() in _ASKING or t.lower_ in _ASKING for t in before):
        return False
    return not (before and before[-1].lower_ in ("même", "comme", "et") and before[-1].lower_ != "et")


def _clause(verb: Token, first: int, key_end: int) -> tuple[int, int] | None:
    """The si-clause that opens at `first`: to the end of its verb's subtree, or to the comma before the main verb."""
    doc = verb.doc
    limit = verb.sent.end - 1
    head = next((t for t in doc[key_end + 1 : limit + 1] if t.pos_ in ("VERB", "AUX") and syntax.is_finite(t)), None)
    if head is None:
        return None
    while head.dep_.startswith(("aux", "cop")) and head.head.i > key_end:
        head = head.head
    last = max((t.i for t in head.subtree if t.i >= key_end), default=head.i)
    if verb.i < first and first > verb.sent.start and doc[first - 1].text == ",":  # set off by commas
        last = next((t.i - 1 for t in doc[head.i : last + 1] if t.text == ","), last)
    if verb.i > first:  # the condition comes first: it ends at the comma before the main clause
        stop = next((t.i for t in doc[head.i : verb.i] if t.lower_ in (",", "»", '"')), None)
        last = min(last, verb.i - 1) if stop is None else stop - 1
    return first, _trim(verb, max(last, head.i))


def _phrase(verb: Token, first: int, key_end: int) -> tuple[int, int] | None:
    """The phrase that opens at `first` with its complement; `key_end` itself where nothing follows."""
    doc = verb.doc
    end = min(verb.sent.end, key_end + _NEAR)
    noun = next((t for t in doc[key_end + 1 : end] if t.pos_ in ("NOUN", "PROPN", "VERB")), None)
    if noun is None or any(t.is_punct and t.lower_ == "," for t in doc[key_end + 1 : noun.i]):
        return first, key_end
    last = noun.i
    for token in noun.subtree:
        if (
            token.i > last
            and token.dep_ not in ("conj",)
            and not any(t.lower_ in (",", ";") for t in doc[noun.i : token.i])
        ):
            last = token.i
    return first, _trim(verb, last)


def _trim(verb: Token, last: int) -> int:
    while last > 0 and (verb.doc[last].is_punct or verb.doc[last].is_space):
        last -= 1
    return last


def _attached(verb: Token, span: tuple[int, int]) -> bool:
    """Whether the condition hangs on `verb`, on its complements or on the verbs above or below it."""
    if verb.i < span[0] and any(a.text == ":" and b.text in _OPENING for a, b in pairwise(verb.doc[verb.i : span[0]])):
        return False  # "a réservé son avis : « Ce sera utile si …"
    if span[0] <= verb.sent.start + 1 and span[1] < verb.i and _nearest(verb, span):
        return True  # "Si Moscou attaque, Varsovie ripostera", whatever the tree says
    inside = set(range(span[0], span[1] + 1))
    top = next((t for t in verb.doc[span[0] : span[1] + 1] if t.head.i not in inside), None)
    if top is None:
        return False
    above = {verb.i, *_above(verb)}
    chain = {top.head.i, *(a.i for a in top.ancestors)}
    if verb.i in chain:
        return not any(_is_apart(verb.doc[i], verb, span[0]) for i in chain - {verb.i, *(a.i for a in verb.ancestors)})
    if top.head.i in above:
        return True
    return (top.dep_ == "ROOT" or top.head.pos_ not in ("VERB", "AUX")) and _nearest(verb, span)


def _above(verb: Token) -> list[int]:
    """The words above `verb` in its own clause: a condition on the main clause is none on its relative ("Rome, qui
    livre des chars, ira à Oslo si")."""
    found: list[int] = []
    for word in verb.ancestors:
        if verb.dep_ == "acl:relcl" or (verb.dep_ == "acl" and "Part" in verb.morph.get("VerbForm", [])):
            break
        found.append(word.i)
        verb = word
    return found


def _is_apart(inner: Token, verb: Token, first: int) -> bool:
    """Whether `inner`, under `verb`, has the condition from token `first` on to itself: a relative clause, or a deed
    told beside that of `verb` ("a exigé une trêve et s'est dit prêt à partir si", "a quitté Rome, affirmant que")."""
    if inner.pos_ != "VERB":
        return False
    if inner.dep_ == "acl:relcl":
        return verb.i in {a.i for a in inner.ancestors}
    if not verb.i < inner.i < first:
        return False
    if inner.dep_ == "conj" and inner.head.i == verb.i:
        offers = any(c.dep_ == "xcomp" and c.i > inner.i for c in inner.children)
        return offers or tense_of(verb) in PAST_LIKE
    return inner.dep_ in ("advcl", "acl") and inner.lower_.endswith("ant") and tense_of(verb) in PAST_LIKE


def _nearest(verb: Token, span: tuple[int, int]) -> bool:
    """Whether no other finite verb stands between `verb` and the condition."""
    between = verb.doc[verb.i + 1 : span[0]] if verb.i < span[0] else verb.doc[span[1] + 1 : verb.i]
    return not any(t.pos_ == "VERB" and syntax.is_finite(t) for t in between)
