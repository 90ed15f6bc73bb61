"""Where the tree is mended: words that it takes for the subject or the object of a verb and that are none."""

from __future__ import annotations

from collections.abc import Container
from typing import Final

from ...annotate import syntax
from ...annotate.tree import Token, remembered
from ...annotate.word_table import GRAMMAR, NOUNS, VERBS

_CLITIC_SUBJECTS: Final[frozenset[str]] = frozenset({"je", "j'", "nous", "on", "il", "elle", "ils", "elles"})
REFLEXIVES: Final[frozenset[str]] = frozenset({"se", "s'"})

_QUANTITIES: Final = GRAMMAR.more_or_less
_OF_ITSELF: Final = VERBS.reflexive_de
_WITH_OF: Final = VERBS.takes_de
_AFTER_EN: Final = NOUNS.after_en

_MANNERS: Final = NOUNS.manners
MANNERS: Final[frozenset[str]] = frozenset({"net"}).union(*_MANNERS.values())
"""Nouns that `is_manner` may mean."""
_OWN: Final[frozenset[str]] = frozenset({"sa", "leur", "ma", "notre", "son", "mon"})
_EDGES: Final = NOUNS.edges


def takes_of(verb: Token, lemma: str | None) -> bool:
    """Whether "des" right after a reflexive verb is "de" and "les"."""
    return lemma in _OF_ITSELF and any(t.lower_ in REFLEXIVES for t in verb.doc[syntax.group_start(verb) : verb.i])


def is_set_phrase(noun: Token) -> bool:
    """Whether `noun` ends a verb of several words, so that "des" after it is an article."""
    return noun.lower_ in _AFTER_EN and noun.i > 0 and noun.nbor(-1).lower_ == "en"


def opens_plural(noun: Token, start: int, verb: str | None) -> bool:
    """Whether the "de" at `start`, right after a verb, is the article of a plural: "adopte de nouvelles sanctions"."""
    adjective = noun.doc[start + 1]
    plural = "Plur" in noun.morph.get("Number", []) and adjective.i < noun.i
    return plural and verb is not None and verb not in _WITH_OF and adjective.pos_ == "ADJ"


def takes_subject_wrong(verb: Token, child: Token) -> bool:
    """Whether the tree's subject is none: a clitic ("et lui a remis", "Lima nous a trahis"), a noun after a verb that
    has a pronoun for its subject, or after "et" and its verb."""
    if child.lower_ in ("lui", "leur") and syntax.group_start(verb) <= child.i < verb.i:
        return True
    if (
        child.i > verb.i
        and child.pos_ == "NOUN"
        and any(c.lower_ in _CLITIC_SUBJECTS and c.dep_ == "nsubj" and c.i < verb.i for c in verb.children)
    ):
        return True  # "nous donnerons une réponse"
    if (
        child.lower_ == "nous"
        and child.i < verb.i
        and any("3" in t.morph.get("Person", []) and syntax.is_finite(t) for t in (verb, *syntax.group(verb)))
    ):
        return True  # "la Suède nous a aidés"
    first = syntax.group_start(verb)
    joined = verb.dep_ == "conj" and first > verb.sent.start and verb.doc[first - 1].lower_ in ("et", "mais", "puis")
    shared = not syntax.group(verb) and "Part" in verb.morph.get("VerbForm", [])  # "a salué X et invité le ministre à"
    return joined and child.i > verb.i and child.pos_ == "NOUN" and (syntax.is_finite(verb) or shared)


def is_of_aside(head: Token, token: Token) -> bool:
    """Whether a participle right after a comma holds the noun: Oslo in "a appelé X, resté à Oslo"."""
    aside = next((t for t in token.ancestors if t.pos_ == "VERB"), token)
    bare = "Part" in aside.morph.get("VerbForm", []) and not syntax.group(aside)
    if not bare or not head.i < aside.i < token.i or aside.nbor(-1).text != ",":
        return False
    return not any(t.text == "," for t in aside.doc[aside.i : token.i])


@remembered
def heading_end(head: Token) -> int:
    """Index right after the nearest colon left of `head` in its sentence, or semicolon where the subject of `head`
    stands after that, else that of the sentence's first token."""
    marks = [t for t in _colons(head.sent[0]) if t.i < head.i]
    if not marks:
        return head.sent.start
    own = max((c.i for c in head.lefts if c.dep_.startswith("nsubj")), default=-1)
    return next((t.i + 1 for t in reversed(marks) if t.text == ":" or t.i < own), head.sent.start)


def clause_stop(head: Token) -> int:
    """Index of the nearest semicolon right of `head` in its sentence, else the end of that."""
    return next((t.i for t in _colons(head.sent[0]) if t.i > head.i and t.text == ";"), head.sent.end)


@remembered
def _colons(start: Token) -> list[Token]:
    """The colons and semicolons of the sentence that `start` begins, past it: most have none."""
    return [t for t in start.sent[1:] if t.text in (":", ";")]


@remembered
def inverted_subject(verb: Token) -> Token | None:
    """The noun after its verb that the tree takes for an object and that is its subject: in a relative of "que" ("le
    discours qu'applaudissait Lima"), after a reflexive without a subject ("à Oslo se sont affrontés …"), and after
    mere circumstances."""
    after = next((c for c in verb.rights if c.dep_ == "obj"), None)
    if after is None or after.pos_ not in ("NOUN", "PROPN") or syntax.np_start(after) > verb.i + 2:
        return None
    if not syntax.is_finite(verb):
        return None
    noun = syntax.antecedent(verb)
    subjects = [c for c in verb.children if c.dep_.startswith("nsubj") and c != noun]
    if any(c.lower_ not in ("lui", "leur") and c.i >= heading_end(verb) for c in subjects):
        return None
    first = syntax.group_start(verb)
    while first > verb.sent.start and verb.doc[first - 1].is_space:
        first -= 1
    if first > verb.sent.start and verb.doc[first - 1].text in ("?", "!", "»"):
        return after  # « … ? » lui demande une journaliste
    reflexive = any(t.lower_ in REFLEXIVES for t in verb.doc[first : verb.i])
    if reflexive and verb.dep_ != "conj" and first > verb.sent.start:
        before = verb.doc[first - 1]
        return after if before.pos_ in ("NOUN", "PROPN", "NUM") or before.text == "," else None
    return after if noun is not None or syntax.is_parenthetic(verb) or _opens_elsewhere(verb) else None


def _opens_elsewhere(verb: Token) -> bool:
    """Whether only circumstances stand before a clause's verb, so that its subject comes after: "à Oslo, debout,
    applaudissaient la Suède et le Danemark"."""
    first = syntax.group_start(verb)
    if verb.dep_ != "ROOT" or first == verb.sent.start or "Ind" not in verb.morph.get("Mood", []):
        return False
    before = [t for t in verb.doc[verb.sent.start : first] if not t.is_space]
    names = [t for t in before if t.pos_ in ("NOUN", "PROPN", "PRON", "NUM")]
    tops = [t for t in names if t.head not in names]
    verbs = any(t.pos_ in ("VERB", "AUX", "SCONJ", "CCONJ") for t in before)
    return bool(tops) and not verbs and before[-1].text == "," and all(syntax.preposition(t) for t in tops)


def comment_on(verb: Token) -> list[Token]:
    """The "que" of a comment on the words before: "…, ce que la Suède a refusé"."""
    for i in range(syntax.group_start(verb) - 1, max(verb.sent.start + 1, verb.i - 10), -1):
        token = verb.doc[i]
        if token.lower_ in ("que", "qu'"):
            before = verb.doc[i - 2 : i]
            return [token] if [t.lower_ for t in before] == [",", "ce"] else []
        if token.pos_ == "VERB" or token.text in (",", ";"):
            return []
    return []


def is_counted(noun: Token) -> bool:
    """Whether the "de" before a number is no preposition: "a gelé plus de cent millions"."""
    number = next((c for c in noun.lefts if c.dep_ == "nummod"), None) if noun.lefts else None
    if number is None or number.i - 2 < noun.sent.start:
        return False
    first = min(syntax.np_start(noun), number.i)
    if noun.doc[first].lower_ in _QUANTITIES:
        first += 2
    before = [t.lower_ for t in noun.doc[max(first - 2, 0) : first]]
    return len(before) == 2 and before[0] in _QUANTITIES and before[1] in ("de", "d'")


def is_manner(noun: Token, preposition: str) -> bool:
    """Whether a noun only tells how or in whose name a thing is done: "appeler au téléphone", "plaider pour sa part",
    "refuser tout net"; with `preposition`, the one before it."""
    before = noun.nbor(-1).lower_ if noun.i > noun.sent.start else ""
    if not preposition:
        return noun.lower_ == "net" and before == "tout"
    return noun.lower_ in _MANNERS.get(preposition, ()) and (preposition == "à" or before in _OWN)


def is_edge_of_time(noun: Token, days: Container[int]) -> bool:
    """Whether a noun names the edge of the time behind it, one of `days`: "au début du mois d'août"."""
    edge = noun.lower_ in _EDGES and noun.i + 2 < noun.sent.end and noun.nbor(1).lower_ in ("de", "du", "d'", "des")
    return edge and any(noun.i + n in days for n in (2, 3))
