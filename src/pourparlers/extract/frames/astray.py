"""Arguments that the tree hangs astray: objects under an aside or under the subject, people told by a participle, and
verbs of a clause that it takes for nouns."""

from __future__ import annotations

from typing import Final

from ...annotate import syntax
from ...annotate.modality import ModalityReader
from ...annotate.tree import Token
from ...annotate.word_table import VERBS
from .arguments import Arguments

_ASIDES: Final = frozenset({"sans", "avec"})
_UNDER_SUBJECT: Final = frozenset({"flat:name", "appos", "acl", "amod", "nmod"})
"""How the tree hangs a verb on its subject where it takes that for the top: "Ankara bloque l'entrée de la Suède"."""
_ANSWERED: Final = VERBS.answers_demand
_COUNTING: Final = frozenset({"case", "det", "nummod"})


def is_object_astray(verb: Token, noun: Token) -> bool:
    """Whether `noun`, right of `verb`, is its object though the tree hangs it on an aside between the two ("appuie sans
    réserve la démarche") or on what it takes for the top of the clause."""
    above = noun.head
    if noun.dep_ != "obj":
        return False
    if verb.i < above.i < noun.i and above.pos_ == "NOUN":
        return syntax.preposition(above) in _ASIDES
    return verb.dep_ in _UNDER_SUBJECT and above.i < verb.i and verb.head.i == above.i


def is_answered(noun: Token) -> bool:
    """Whether a verb that answers a demand holds `noun`: "a acquiescé à la demande de Lima"."""
    return syntax.infinitive_of(noun.head.lemma_.lower()) in _ANSWERED


def is_some_of(noun: Token, before: Token, reader: ModalityReader) -> bool:
    """Whether "du", "de la" or "de l'" right after the verb `before` is the article of some of a thing: "a livré du
    blé", "a envoyé de l'aide"."""
    start = before.i + 1
    opened = noun.doc[start].lower_
    if noun.pos_ != "NOUN" or reader.lemma(before) not in VERBS.takes_some:
        return False
    return opened == "du" or (opened in ("de", "d'") and noun.doc[start + 1].lower_ in ("la", "l'"))


def is_people(token: Token) -> bool:
    """Whether a participle stands for people, as a noun would: "à 50.000 déplacés soudanais"."""
    if token.pos_ != "VERB" or "Part" not in token.morph.get("VerbForm", []) or token.lower_.endswith("ant"):
        return False
    return not syntax.group(token) and any(c.dep_ in _COUNTING and c.i < token.i for c in token.children)


def is_told(token: Token, reader: ModalityReader) -> bool:
    """Whether `token` is a finite verb, the tagger's or one that it takes for another word."""
    if token.pos_ in ("VERB", "AUX"):
        return syntax.is_finite(token)
    return reader.lemma(token) is not None and (syntax.is_finite(token) or token.lower_ in reader.forms)


def drop_lost_verb(args: Arguments, que: Token, reader: ModalityReader) -> None:
    """Take the verb of the clause after `que` out of the objects, where the tree hung it as a noun on the verb above:
    "veut que Paris rapatrie ses soldats"."""
    lost = [t for t in args.get("object") if t.i > que.i and t.pos_ not in ("VERB", "AUX") and is_told(t, reader)]
    if lost:
        args.slots["object"] = [t for t in args.get("object") if t not in lost]
