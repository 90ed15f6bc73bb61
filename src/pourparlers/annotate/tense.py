"""Tense of a French verb group, and the verb that governs a word.

Everything reads a parsed `Doc` and nothing else. The model errs on rare futures and on split auxiliaries, so the
closed class of auxiliary forms, and verb endings, are consulted before its morphology is believed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from .syntax import is_negated
from .tree import Token, remembered
from .word_table import GRAMMAR, VERBS, Tense

OVER: Final[frozenset[str | None]] = frozenset({"past", "pluperfect"})
"""Tenses of what is done when it is told."""
FUTURE_LIKE: Final[frozenset[str]] = frozenset({"future", "near_future"})
"""Tenses that place the deed after the report ("doit se rendre", "est attendu", "va rencontrer" included)."""
PAST_LIKE: Final[frozenset[str]] = frozenset({"past", "pluperfect", "imperfect"})
"""Tenses that place the deed before the report, or at it."""


_FORMS: Final[dict[str, Tense]] = {form: tense for tense, forms in GRAMMAR.auxiliaries.items() for form in forms}
_ETRE: Final = GRAMMAR.etre
_SEMI: Final[dict[str, tuple[str, Tense]]] = {
    form: (lemma, tense)
    for lemma, table in GRAMMAR.semi_auxiliaries.items()
    for tense, forms in table.items()
    for form in forms
}
_EXPECTED: Final = VERBS.expected
_COMPOUND: Final[dict[Tense, Tense]] = {
    "present": "past",
    "past": "pluperfect",
    "imperfect": "pluperfect",
    "future": "future",
    "conditional": "past_conditional",
    "subjunctive": "subjunctive",
    "infinitive": "past",
    "participle": "past",
}
_MOODS: Final[dict[str, Tense]] = {"Cnd": "conditional", "Sub": "subjunctive"}
_TENSES: Final[dict[str, Tense]] = {"Pres": "present", "Imp": "imperfect", "Past": "past", "Fut": "future"}
_BETWEEN: Final = GRAMMAR.between
MOVEMENT: Final = VERBS.with_etre
_FUTURE_END: Final = re.compile(r"[eiduvt]?r(?:ont|ai|as|a|ons|ez)$")
_CONDITIONAL_END: Final = re.compile(r"(?:ttr|îtr|rr|clur|mpr|ncr)(?:ait|aient)$")
_PLAIN_FUTURE: Final = re.compile(r"(?:ttr|îtr|clur|mpr)a$")
"""Futures that no simple past looks like: "remettra", "reconnaîtra", "conclura", "rompra"."""
_SIMPLE_PAST: Final = re.compile(r"(?<![tî])tra$|cra$|\w{2}[^r]a$|[tv]in(?:t|rent)$|çu(?:t|rent)$")
"""What only a simple past ends as: "téléphona", "s'entretint", "reçut"."""
_INFINITIVE_END: Final = re.compile(r"(?:er|ir|re|oir)$")
_PARTICIPLE_END: Final = re.compile(r"^\w+(?:é|i|u)e?s?$")
_FUTURE_STEMS: Final = GRAMMAR.future_stems
_FUTURE: Final = re.compile(r"r(?:ai|as|a|ons|ez|ont)$")
"""The endings of every future: what the tagger holds for one without them is a present ("accueille")."""
_CONDITIONAL: Final = re.compile(r"r(?:ais|ait|ions|iez|aient)$")
"""The endings of every conditional: what the tagger holds for one without them is an imparfait ("démentait")."""
_AVOIR: Final = GRAMMAR.avoir
_E_PARTICIPLE: Final = re.compile(r"^\w+[^t]ée?s?$|^\w+[^inerau]tée?s?$")
"""What may be a participle in -é; "autorité", "volonté" and "liberté" are none."""
_QUE: Final = frozenset({"que", "qu'", "qu’", "quoique", "qui", "où", "dont"})
_MAX_GAP: Final = 5


def _is_finite(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX") and "Fin" in token.morph.get("VerbForm", [])


def _is_participle(token: Token) -> bool:
    """Whether `token` is a participle; what carries an auxiliary of tense and ends as one is, whatever the tagger made
    of it: a noun ("a téléphoné"), an adjective or an infinitive ("avaient négocié")."""
    if token.pos_ in ("VERB", "ADJ", "AUX") and "Part" in token.morph.get("VerbForm", []):
        return True
    misread = token.pos_ in ("NOUN", "ADJ", "VERB") and _PARTICIPLE_END.search(token.lower_)
    return bool(misread) and (
        any(c.dep_ == "aux:tense" and c.lower_ in _FORMS for c in token.children) or follows_avoir(token)
    )


def follows_avoir(token: Token) -> bool:
    """Whether `token`, which the tagger holds for a noun or an infinitive, is a participle in -é: right behind a form
    of avoir, or with an adverb between ("lui a téléphoné", "dit avoir aussitôt téléphoné", "avaient négocié à")."""
    first = token.sent.start
    misread = token.pos_ == "NOUN" or (token.pos_ == "VERB" and "Inf" in token.morph.get("VerbForm", []))
    if not misread or token.i == first or not _E_PARTICIPLE.match(token.lower_):
        return False
    before = token.doc[token.i - 1]
    if before.pos_ == "ADV" and before.i > first:
        before = token.doc[before.i - 1]
    return before.lower_ in _AVOIR and _is_verb(before)


def _is_verb(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX")


@remembered
def auxiliaries(verb: Token) -> list[Token]:
    """Auxiliary and copula forms of `verb`'s group, left to right: those the parser found, else those that stand
    before it with only adverbs, clitics or a subject pronoun between ("a-t-il déclaré", "a ainsi été reçu")."""
    found = [c for c in verb.children if c.dep_.startswith(("aux", "cop")) and c.i < verb.i]
    if found or not _is_participle(verb):
        return found
    out: list[Token] = []
    for i in range(verb.i - 1, max(verb.sent.start, verb.i - _MAX_GAP) - 1, -1):
        token = verb.doc[i]
        low = token.lower_
        if low in _FORMS and _is_verb(token):
            return [token, *out]
        if low in ("été", "eu"):
            out.insert(0, token)
        elif low not in _BETWEEN and token.pos_ != "ADV":
            return []
    return []


@remembered
def governing_verb(token: Token) -> Token | None:
    """The head of the nearest finite clause above `token` (itself included), or None in a verbless sentence.

    It is the lexical verb (or adjective with copula) that carries the tense: "déclaré" in "a déclaré vendredi".
    """
    for head in _upward(token):
        if _is_finite(head) and not head.dep_.startswith(("aux", "cop")):
            return head
        if any(a.lower_ in _FORMS and _FORMS[a.lower_] not in ("infinitive", "participle") for a in auxiliaries(head)):
            return head
    return None


def _upward(token: Token) -> Iterator[Token]:
    """`token` and its ancestors; an auxiliary gives way to its head."""
    yield token
    yield from token.ancestors


def comes_next(words: Sequence[Token], governs: Callable[[Token], bool]) -> bool:
    """Whether the last verb among `words`, which stand before "avant de" and a deed, tells what happened first, so that
    the deed came next: "ils se sont salués avant de signer"; not "a exigé des garanties avant de signer", where a word
    that `governs` deeds leaves it open."""
    last = next((t for t in reversed(words) if t.pos_ in ("VERB", "AUX") and _is_verb(t)), None)
    if last is None or _is_infinitive(last) or tense_of(last) not in OVER or is_negated(last):
        return False
    return not any(governs(t) for t in words[last.i - words[0].i :])


@remembered
def tense_of(verb: Token) -> Tense | None:
    """Tense of the group that `verb` heads, None where neither words nor model tell.

    An infinitive under devoir, aller or venir de, and a participle under "être attendu, prévu", take the tense of
    the whole: near_future or past. A participle of a passive counts by its auxiliary ("est reçu" is present).
    """
    if verb.dep_.startswith("aux") and verb.head.i != verb.i:
        return tense_of(verb.head)
    simple = _semi_auxiliary(verb)
    if simple is not None:
        return simple
    helpers = [a for a in auxiliaries(verb) if a.lower_ in _FORMS or a.lower_ in ("été", "eu") or _is_verb(a)]
    if helpers:
        return _compound(verb, helpers)
    if verb.lower_ in _FORMS and _is_verb(verb):
        if verb.lower_ in _ETRE and verb.i > verb.sent.start and verb.doc[verb.i - 1].lower_ in ("se", "s'", "s’"):
            return _COMPOUND.get(_FORMS[verb.lower_])  # "se sont isolés", whatever the model makes of the participle
        return _bare_auxiliary(verb)
    return _simple(verb)


def _bare_auxiliary(verb: Token) -> Tense | None:
    """Tense of a form of avoir or être that heads its clause, with the participle that may follow it."""
    for token in verb.doc[verb.i + 1 : min(verb.i + 4, verb.sent.end)]:
        if _is_participle(token) and verb.i in {a.i for a in auxiliaries(token)}:
            return _compound(token, [verb])
        if token.lower_ not in _BETWEEN and token.pos_ != "ADV":
            break
    return _FORMS[verb.lower_]


def _compound(verb: Token, helpers: list[Token]) -> Tense | None:
    """Tense of a participle, adjective or noun with its auxiliaries or copula."""
    first = helpers[0].lower_
    base = _FORMS.get(first) or _simple(helpers[0])
    if base is None:
        return None
    is_etre = first[:2] in ("su", "es", "so", "êt", "ét", "se", "fu", "fû")
    if is_etre and helpers[0].i > verb.sent.start and verb.doc[helpers[0].i - 1].lower_ in ("se", "s'", "s’"):
        return _COMPOUND.get(base)  # "se sont vus": the reflexive makes a compound tense whatever the model tags
    if verb.lower_ in _EXPECTED and is_etre and base in ("present", "conditional", "future"):
        return "near_future"
    if any(h.lower_ in ("été", "eu") for h in helpers[1:]) or not is_etre:
        return _COMPOUND.get(base) if _is_participle(verb) or len(helpers) > 1 else base
    if _is_participle(verb) and (_is_reflexive(verb) or verb.lemma_ in MOVEMENT):
        return _COMPOUND.get(base)
    return base


def _is_reflexive(verb: Token) -> bool:
    return any(
        c.lower_ in ("se", "s'", "s’", "me", "m'", "nous", "vous") and c.i < verb.i for c in verb.children
    ) or any(t.lower_ in ("se", "s'") for t in verb.doc[max(verb.sent.start, verb.i - 4) : verb.i])


def _semi_auxiliary(verb: Token) -> Tense | None:
    """near_future or past for devoir, aller, venir de with an infinitive, on either of the two words."""
    modal, infinitive = _pair(verb)
    if modal is None or infinitive is None:
        return None
    lemma, tense = _SEMI[modal.lower_]
    if lemma == "venir":
        between = {t.lower_ for t in verb.doc[modal.i + 1 : infinitive.i]}
        return "past" if tense == "present" and between & {"de", "d'"} else None
    if tense in ("present", "conditional", "future"):
        return "near_future"
    return "imperfect"


def _pair(verb: Token) -> tuple[Token | None, Token | None]:
    """The semi-auxiliary and infinitive that `verb` is one of."""
    if verb.lower_ in _SEMI:
        for token in verb.doc[verb.i + 1 : min(verb.i + 7, verb.sent.end)]:
            if _is_infinitive(token):
                return verb, token
            if token.is_punct or _is_finite(token):
                break
        return None, None
    if _is_infinitive(verb) or (verb.pos_ in ("VERB", "ADJ") and any(_is_infinitive(a) for a in auxiliaries(verb))):
        left = min([verb.i, *(a.i for a in auxiliaries(verb))])
        for i in range(left - 1, max(verb.sent.start, left - 7) - 1, -1):
            token = verb.doc[i]
            if token.lower_ in _SEMI and (token.i == verb.head.i or left - i <= 4 or token.is_ancestor(verb)):
                return token, verb
            if token.is_punct or token.pos_ == "NOUN" or (_is_verb(token) and not _is_infinitive(token)):
                break
    return None, None


def _is_infinitive(token: Token) -> bool:
    return (
        _is_verb(token) and "Inf" in token.morph.get("VerbForm", []) and bool(_INFINITIVE_END.search(token.lower_))
    ) or token.lower_ in ("être", "avoir")


def _simple(verb: Token) -> Tense | None:
    """Tense of a single form: endings that cannot lie, then the model's morphology."""
    low, lemma = verb.lower_, verb.lemma_.lower()
    moods, forms, tenses = verb.morph.get("Mood", []), verb.morph.get("VerbForm", []), verb.morph.get("Tense", [])
    if low in _SEMI:
        return _SEMI[low][1]
    if "Inf" in forms:
        return "infinitive"
    by_ending = _by_ending(verb) if _is_verb(verb) or not forms else None
    if by_ending is not None:
        return by_ending
    if "Part" in forms and low == f"{lemma[:-1]}t" and _is_of_today(verb):
        return "present"  # "réunit", whose participle is "réuni"
    if "Part" in forms:  # no participle of a verb in -er ends as "convoque" does
        return "present" if lemma.endswith("er") and low == lemma[:-1] else "participle"
    if moods and moods[0] in _MOODS and not (moods[0] == "Cnd" and not _CONDITIONAL.search(low)):
        return "present" if moods[0] == "Sub" and _is_indicative(verb) else _MOODS[moods[0]]
    if low.endswith(("ait", "aient")) and _is_verb(verb) and lemma not in VERBS.in_ait:
        return "imperfect"
    if not _is_verb(verb):
        return None
    told = _TENSES.get(tenses[0]) if tenses else ("present" if "Fin" in forms else None)
    if told == "past" and low.endswith("it") and _is_of_today(verb):
        return "present"
    return "present" if told == "future" and not _FUTURE.search(low) else told


def _is_of_today(verb: Token) -> bool:
    """Whether the sentence of `verb` has a word beside which no simple past stands: "Le Conseil se réunit demain"."""
    return any(t.lower_ in GRAMMAR.beside_present for t in verb.sent)


def _is_indicative(verb: Token) -> bool:
    """Whether a form of a verb in -er that the model holds for a subjunctive stands behind no "que": it looks the same
    in the indicative, as in "Mardi, le roi accepte"."""
    if not verb.lemma_.endswith("er") or not verb.lower_.endswith(("e", "es", "ent")):
        return False
    return not any(t.lower_ in _QUE for t in verb.doc[verb.sent.start : verb.i])


def _stem_in_r(lemma: str) -> str:
    """The stem of an infinitive whose imperfect looks like a conditional: "montrer", "ouvrir"; empty for others."""
    return lemma[:-2] if lemma.endswith(("rer", "vrir", "frir")) else ""


def _by_ending(verb: Token) -> Tense | None:
    """The tense where an ending alone tells: "déclarait" is no conditional, "rencontra" no future."""
    low, lemma = verb.lower_, verb.lemma_.lower()
    if verb.is_sent_start and low in ("réunie", "réunies"):
        return "participle"  # "Réunie à Rome, la Ligue a", which the tagger takes for a present
    if (stem := _stem_in_r(lemma)) and low.startswith(stem):
        rest = low[len(stem) :]
        if rest in ("ait", "aient", "ais", "ions", "iez"):
            return "imperfect"
        if rest in ("a", "èrent") and lemma.endswith("er"):
            return "past"
    if verb.pos_ == "VERB" and (_PLAIN_FUTURE.search(low) or _SIMPLE_PAST.search(low)):
        return "future" if _PLAIN_FUTURE.search(low) else "past"
    if low.endswith("issent"):
        return "present"  # the subjunctive of these verbs looks the same
    if low.endswith("ent") and verb.morph.get("Tense", []) == ["Past"] and not low.endswith(("rent", "ment")):
        return "present"
    if low.endswith(("ront", "era", "ira", "vra", "dra")) or (  # "tira" and "livra", of verbs in -rer, were met above
        (low.endswith(("ons", "ez")) and low.removesuffix("ons").removesuffix("ez") in _FUTURE_STEMS)
        or (verb.morph.get("Tense", []) == ["Fut"] and _FUTURE_END.search(low))
    ):
        return "future"
    if low.endswith(VERBS.ends_of_own_future) and any(c.lower_ in ("je", "j'") for c in verb.children):
        return "future"
    if low.endswith(VERBS.ends_of_conditional):
        return "conditional"
    if _CONDITIONAL_END.search(low) and not lemma.endswith("rer"):  # "admettrait", "enverrait", "romprait"
        return "conditional"
    return None
