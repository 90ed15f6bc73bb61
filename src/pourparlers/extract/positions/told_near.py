"""Words beside a verb of stance that make it one: "a donné à Lima jusqu'à jeudi", "affirme n'avoir rien livré".

Input is the verb or the infinitive under it in a parsed dispatch; output is whether such words are there.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import pairwise
from typing import Final

from ...annotate import syntax
from ...annotate.tree import Token
from ...annotate.word_table import GRAMMAR, VERBS
from ..clause import statement_at
from ..frames.bench import Bench

_PARTICIPLE: Final = re.compile(r"é(?:e|s|es)?$")
_LEFT: Final = 4
_CALLS: Final = VERBS.turns_to
_GOES_ON: Final = VERBS.goes_on
_JUDGING: Final = VERBS.judging
_PRONOUNS: Final[frozenset[str]] = frozenset({"il", "elle", "ils", "elles"})
_MAIN: Final = frozenset({"ROOT", "conj", "parataxis", "dep"})
_RIGHT: Final = 8
_SENT: Final = 10
"""Words before "pour" among which the contact stands."""
_NOTHING: Final = GRAMMAR.nothing


def is_narrated(verb: Token, doers: Collection[str], bench: Bench) -> bool:
    """Whether a main clause tells in the voice of the text, or of one that it tells of ("le communiqué"), what bodies
    will do: none of `doers` is a person, and no condition stands."""
    actors = bench.layers.actors
    kinds = {actors[a].kind for a in doers if a in actors}
    if not kinds or not kinds.isdisjoint(("person", "anonymous")) or verb.dep_ not in _MAIN:
        return False
    if bench.modality(verb).condition is not None:
        return False
    around = statement_at(bench.layers, verb.idx)
    if around is None:
        return True
    speaker = actors.get(around.fact.speaker or "")
    return speaker is not None and speaker.kind == "document"


def is_near(head: Token, words: Collection[str]) -> bool:
    """Whether one of `words`, in lower case, stands beside `head` in its sentence."""
    sentence = head.sent
    beside = head.doc[max(sentence.start, head.i - _LEFT) : min(sentence.end, head.i + _RIGHT)]
    return any(t.lower_ in words for t in beside)


def is_denied_deed(infinitive: Token) -> bool:
    """Whether an infinitive of the past says that a deed was not done: "n'avoir rien promis", not "ne pas avoir été
    prévenu"."""
    group = syntax.group(infinitive)
    helpers = {t.lower_ for t in group}
    start = min([t.i for t in group], default=infinitive.i)
    around = [t.lower_ for t in infinitive.doc[max(infinitive.sent.start, start - 3) : infinitive.i + 3]]
    if infinitive.lower_ == "avoir":  # the tree may take the helper for the verb
        after = infinitive.doc[infinitive.i + 1 : min(infinitive.i + 4, infinitive.sent.end)]
        helpers = {"avoir"} if any("Part" in t.morph.get("VerbForm", []) for t in after) else set()
        around += [t.lower_ for t in after]
    if helpers.isdisjoint(("avoir", "être")) or "été" in helpers or "été" in around:
        return False
    return bool({"ne", "n'", "n’"} & {*around}) and bool({"pas", "plus"} & {*around} or _NOTHING & {*around})


def is_set_off(verb: Token) -> bool:
    """Whether a participle after a comma has no helper: "l'expulsion d'un consul, prié de partir", which the tree may
    take for a finite verb."""
    shaped = verb.pos_ == "VERB" and _PARTICIPLE.search(verb.lower_) is not None
    return shaped and not syntax.group(verb) and verb.i > 0 and verb.nbor(-1).text == ","


def was_to(verb: Token) -> bool:
    """Whether "allait" tells what was then to come: "jurait que Lima n'allait pas céder"."""
    return any(t.lower_ in VERBS.was_to for t in verb.doc[max(0, verb.i - 3) : verb.i + 1])


def is_chained(infinitive: Token, head: Token) -> bool:
    """Whether another infinitive than `head` governs one: "faut savoir quitter la table"."""
    before = infinitive.doc[syntax.group_start(infinitive) - 1]
    return before.i > head.i and syntax.is_infinitive(before)


def is_restricted(head: Token) -> bool:
    """Whether "ne … que" restricts the head: "n'acceptera qu'un texte complet"."""
    inside = head.doc[syntax.group_start(head) : head.i]
    after = [t.lower_ for t in head.doc[head.i + 1 : min(head.sent.end, head.i + 9)]]
    return any(syntax.is_ne(t) for t in inside) and not syntax.is_negated(head) and bool({"que", "qu'"} & {*after})


def is_spoken(head: Token, governor: int) -> bool:
    """Whether the words above an infinitive say that it is spoken: "compte exiger", "appelé pour redire"."""
    above = head.doc[governor]
    if above.lower_ in ("pour", "afin") or (above.i and above.nbor(-1).lower_ == "afin"):
        before = head.doc[max(head.sent.start, above.i - _SENT) : above.i]
        return any(t.lemma_.lower() in _CALLS for t in before)
    return above.lemma_.lower() in _GOES_ON


def is_nothing_done(told: Token, bench: Bench) -> bool:
    """Whether a clause of the past opens with what denies all: "qu'aucun soldat n'a franchi la frontière"."""
    if bench.modality(told).tense not in ("past", "pluperfect") or not syntax.is_finite(told):
        return False
    before = [t.lower_ for t in told.doc[max(told.sent.start, told.i - 12) : syntax.group_start(told)]]
    joined = max((i for i, word in enumerate(before) if word in ("que", "qu'")), default=-1)
    return joined >= 0 and not {"aucun", "aucune", "ni", "nul", "nulle", "rien"}.isdisjoint(before[joined:])


def is_others_verdict(word: Token, bench: Bench) -> bool:
    """Whether an adjective is what another verb than that of who speaks finds a thing: "que Quito a jugé inacceptable",
    said by Lima."""
    verb = word.head
    return verb.i < word.i and verb.i not in bench.cued and bench.reader.lemma(verb) in _JUDGING


def is_taken_up(subject: Token) -> bool:
    """Whether the subject of what a party says takes up the party: "qu'il", "que son armée"."""
    own = any(c.lower_ in ("son", "sa", "ses", "leur", "leurs") and c.dep_ == "det" for c in subject.children)
    return own or subject.lower_ in _PRONOUNS


def is_until(verb: Token) -> bool:
    """Whether a clause stands under "tant que": what it denies is a condition, no refusal."""
    words = [t.lower_ for t in verb.doc[max(verb.sent.start, verb.i - 10) : verb.i]]
    return any(a == "tant" and b in ("que", "qu'") for a, b in pairwise(words))
