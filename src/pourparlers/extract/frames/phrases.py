"""Noun phrases: what is coordinated in them, and whom they name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ...annotate import syntax
from ...annotate.layers import Layers
from ...annotate.tree import Token, remembered
from ...annotate.word_table import NOUNS, PHRASES, VERBS
from .arguments import Arguments

_NEXT: Final = 15
_APPOSED: Final = 40
"""Code points: from a verb of speech to the speaker named right after it; from an office to the name beside it."""


@remembered
def conjuncts(token: Token) -> list[Token]:
    """`token` and what is coordinated with it, left to right; not who does the same ("…, et Lima aussi")."""
    out = [token]
    for child in token.children:
        if child.dep_ == "flat:name":  # "X Y et Z": the tree may hang Z on Y
            out.extend(t for c in child.children if c.dep_ == "conj" and c.pos_ == "PROPN" for t in conjuncts(c))
        if child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN", "PRON", "ADJ") and not does_too(child):
            out.extend(conjuncts(child))
    return out


def does_too(noun: Token) -> bool:
    """Whether "aussi" or its like right after a noun that ", et" opens says that it does what was told."""
    doc, start = noun.doc, syntax.np_start(noun)
    after = doc[noun.i + 1].lower_ if noun.i + 1 < len(doc) else ""
    opened = start > 1 and [doc[start - 2].text, doc[start - 1].lower_] == [",", "et"]
    return opened and after in PHRASES.too


_GIVES_UP: Final = VERBS.gives_up
_OURS: Final = frozenset({"nos", "notre", "mes", "mon", "ma"})
_HOSTILE: Final = NOUNS.hostile


def actors_of(token: Token, layers: Layers) -> tuple[str, ...]:
    """Actors that a noun phrase names: its mention, a nationality beside its head, or the state it belongs to.

    Empty where the words name nobody known. A name that syntax makes a venue is no actor.
    """
    mention = layers.mention_of(token)
    if mention is not None:
        return () if mention.as_place and not mention.actors else mention.actors
    for child in token.children:
        near = layers.mention_of(child)
        if near is not None and near.adjective and child.dep_ in ("amod", "nmod", "appos", "acl"):
            return near.actors
    for child in token.children:
        if child.dep_ in ("nmod", "obl:arg", "obl:mod") and syntax.preposition(child) == "de":
            near = layers.mention_of(child)
            if near is not None and not near.as_place:
                return near.actors
    for child in token.children:
        near = layers.mention_of(child)
        if near is not None and child.dep_ in ("appos", "flat:name") and not near.as_place:
            return near.actors
    return _qualified(token, layers)


def _qualified(token: Token, layers: Layers) -> tuple[str, ...]:
    """The nationality after the bare complement of a noun: "le chargé d'affaires américain"."""
    for child in token.children:
        if child.dep_ == "nmod" and child.i == token.i + 2 and syntax.preposition(child) == "de":
            for word in child.children:
                near = layers.mention_of(word)
                if near is not None and near.adjective and word.dep_ == "amod":
                    return near.actors
    return ()


def incise_of(token: Token, layers: Layers) -> int | None:
    """Offset of the verb of speech right before `token` where that names who speaks: "…, a juré la ministre, …".

    Such a name is the object of no verb and the subject of that one alone. None for all other tokens.
    """
    mention = layers.mention_of(token)
    actors = mention.actors if mention is not None else ()
    for draft in layers.statements:
        cue, who = draft.fact.cue, draft.fact.speaker_span
        if cue is None or who is None or not 0 <= who.start - cue.span.end < _NEXT:
            continue
        near = who.end <= token.idx < who.end + _APPOSED
        named = draft.fact.speaker in actors or (token.dep_ == "appos" and who.start <= token.head.idx < who.end)
        if who.start <= token.idx < who.end or (near and named):
            return cue.span.start
    return None


def is_same_side(actors: Iterable[str], party: str | None, layers: Layers) -> bool:
    """Whether one of `actors` is the party, or acts for the state for which the party acts."""
    if party is None:
        return False
    known = layers.actors.get(party)
    state = known.state if known else None
    for one in actors:
        other = layers.actors.get(one)
        if one == party or (state and other is not None and other.state == state):
            return True
    return False


def is_rival(actors: Iterable[str], speaker: str | None, layers: Layers) -> bool:
    """Whether `actors` hold another person than `speaker`: one may demand of one's own president."""
    others = [layers.actors[a] for a in actors if a != speaker and a in layers.actors]
    return any(o.kind == "person" for o in others)


def is_ours(noun: Token) -> bool:
    """Whether who speaks says of a thing that it is its own: "notre silence"."""
    return any(c.dep_ == "det" and c.lower_ in _OURS for c in noun.children)


def gives_up_own(verb: Token, lemma: str) -> bool:
    """Whether those who speak would end or give up what hurts others: "nous renoncerons à nos missiles", "nous y
    mettrons fin". Under a condition that is an offer, and no threat."""
    doc, end = verb.doc, verb.sent.end
    after = [t.lower_ for t in doc[verb.i + 1 : min(verb.i + 6, end)]]
    ends = lemma in _GIVES_UP or (lemma == "mettre" and "fin" in after[:2])
    taken_up = {t.lower_ for t in doc[syntax.group_start(verb) : verb.i]} & {"y"}
    return ends and bool(taken_up or ({*after} & _OURS and {*after} & _HOSTILE))


def infinitive_after(noun: Token) -> list[Token]:
    """The infinitive of a noun past its owner: "la promesse de Lima de rouvrir le port"."""
    for token in noun.doc[noun.i + 2 : min(noun.sent.end, noun.i + 10)]:
        if token.text in (",", ";", ":") or (token.pos_ in ("VERB", "AUX") and not syntax.is_infinitive(token)):
            return []
        if token.pos_ == "VERB":
            return [token] if token.doc[syntax.group_start(token) - 1].lower_ in ("de", "d'") else []
    return []


def agreeing_head(participle: Token) -> Token:
    """The noun that a bare participle tells of: the one it hangs on, or the one above where their forms disagree, as in
    "l'accord sur les céréales signé par Lima"."""
    noun = participle.head
    while noun.dep_ == "nmod" and noun.head.pos_ == "NOUN" and noun.head.i < noun.i:
        forms = ((participle.morph.get(f, []), noun.morph.get(f, [])) for f in ("Gender", "Number"))
        if all(not own or not other or own == other for own, other in forms):
            return noun
        noun = noun.head
    return noun


def complete_pair(args: Arguments, layers: Layers) -> None:
    """Add to "entre" the second of the two that "et" joins, where the tree hangs it elsewhere, as in "la rupture des
    relations entre Lima et Quito"."""
    given = args.get("entre")
    if len(given) != 1:
        return
    mention = layers.mention_of(given[0])
    doc, i = given[0].doc, mention.end if mention is not None else given[0].i + 1
    if mention is None or i + 1 >= len(doc) or doc[i].lower_ != "et":
        return
    other = layers.by_token.get(i + 1) or layers.by_token.get(i + 2)
    if other is None or not other.actors or other.adjective or other.as_place:
        return
    head = doc[other.head]
    args.slots = {slot: [t for t in tokens if t.i != head.i] for slot, tokens in args.slots.items()}
    args.add("entre", head)
