"""Where a contact stands in one sentence: proposed, planned, held, postponed, cancelled, refused or denied."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from ..annotate import syntax
from ..annotate.tense import FUTURE_LIKE, governing_verb, tense_of
from ..vocab import ContactStatus
from .contact_rules import StatusWords


@dataclass(frozen=True, slots=True)
class Standing:
    """A status, how sure the text is of it, and whether the words put it in a past before the dispatch.

    `told` is False where no word tells a status and a default was taken.
    """

    status: ContactStatus
    certainty: str = "asserted"
    past: bool = False
    told: bool = True


def standing_of_verb(doc: Doc, verb: int, words: StatusWords) -> Standing | None:
    """The standing of a contact told by the verb at token `verb`; None where the words claim none."""
    token = doc[verb]
    tense = tense_of(token)
    negated = syntax.is_negated(token)
    before = _governing_words(doc, verb, 7)
    if tense == "infinitive" or token.morph.get("VerbForm") == ["Inf"]:
        return _of_infinitive(doc, verb, words, negated=negated, before=before)
    if tense == "participle" and token.lower_.endswith("ant"):
        return Standing("held", told=False)
    if negated:
        return Standing("denied")
    if tense in FUTURE_LIKE:
        return Standing("planned")
    if tense == "conditional":
        return Standing("proposed" if before & {"pourrait", "pourraient"} else "planned", "conditional")
    if tense == "past_conditional":
        return Standing("held", "conditional", past=True)
    if tense == "pluperfect":
        return Standing("held", past=True)
    if tense in {"past", "imperfect"}:
        return Standing("held", past=True)
    if before & {"que", "qu'"} and before & (words.proposed | words.refused | {"exige", "exigeait", "exigé", "exigent"}):
        return Standing("proposed")
    if tense == "present":
        return None if before & {"ne", "n'"} else Standing("ongoing", told=False)
    return Standing("held", told=False)


def _governing_words(doc: Doc, i: int, reach: int) -> set[str]:
    """Lower-case words up to `reach` tokens left of `i`, in its own clause."""
    found: set[str] = set()
    for j in range(i - 1, max(-1, i - 1 - reach), -1):
        if doc[j].text in {".", ";", ":", "«", '"'} or doc[j + 1].is_sent_start:
            break
        found.add(doc[j].lower_)
    return found


def _of_infinitive(doc: Doc, verb: int, words: StatusWords, *, negated: bool, before: set[str]) -> Standing | None:
    if before & words.refused or before & {"refus"}:
        return Standing("refused")
    if negated:
        return Standing("denied")
    if before & words.cancelled:
        return Standing("cancelled")
    if before & {"avoir", "être", "après", "s'être"}:
        return Standing("held", past=True)
    if before & {"doit", "doivent", "va", "vont", "compte", "comptent", "prévoit", "devrait", "devraient", "devait", "devaient", "attendu", "attendue", "attendus", "prévu", "accepté", "appelé"}:  # fmt: skip
        return Standing("planned")
    if before & words.proposed or before & {"prêt", "prête", "prêts", "disposé", "ouvert", "pourrait", "pourraient"}:
        return Standing("proposed")
    main = governing_verb(doc[verb])
    tense = tense_of(main) if main is not None and main.i != verb else None
    if tense in FUTURE_LIKE or tense == "present":
        return Standing("planned")
    if before & {"pour", "afin", "avant"} and tense in {"past", "pluperfect", "imperfect"}:
        return Standing("planned" if before & {"avant"} else "held", told=False)
    return None


def standing_of_noun(doc: Doc, noun: int, end: int, words: StatusWords) -> Standing:
    """The standing of a contact noun at token `noun` whose phrase (parties included) ends before token `end`."""
    before = _governing_words(doc, noun, 6)
    after = _words_after(doc, noun, end)
    verb = governing_verb(doc[noun])
    negated_noun = bool(before & {"aucun", "aucune", "ni"}) and "que" not in before
    if _out_of_question(doc, noun):
        return Standing("denied")
    direct = _direct_governor(doc, noun)
    if verb is not None and abs(verb.i - noun) < 40:
        told = _by_verb(doc, noun, verb.i, words, negated_noun=negated_noun, before=before, after=after, direct=direct)
        if told is not None:
            return told
    return _by_context(words, before, after, direct, negated=negated_noun)


_THROUGH = frozenset({"lors", "pendant", "durant", "cours", "occasion"})
_AFTER = frozenset({"après", "issue", "terme", "lendemain", "suite", "depuis", "sortie"})
_BEFORE = frozenset({"avant", "veille", "amont", "vue", "préparer"})


def _introduced(doc: Doc, noun: int) -> set[str]:
    """The words of the preposition that introduces the noun phrase ("au lendemain d'un", "à l'issue de ces")."""
    found: set[str] = set()
    for j in range(noun - 1, max(-1, noun - 7), -1):
        word = doc[j].lower_
        if doc[j + 1].is_sent_start or doc[j].text in {",", ".", ";", ":"} or doc[j].pos_ in {"VERB", "AUX"}:
            break
        found.add(word)
        if word in _THROUGH | _AFTER | _BEFORE | {"pour", "afin"}:
            break
        if doc[j].pos_ in {"NOUN", "PROPN"}:
            break
    return found


def _by_preposition(doc: Doc, noun: int, tense: str | None, *, unconfirmed: bool) -> Standing | None:
    """What the preposition says: after a contact it was held, before it it is planned, during it as the clause goes."""
    words = _introduced(doc, noun)
    ahead = tense in FUTURE_LIKE
    if words & _AFTER:
        return Standing("planned" if ahead and unconfirmed else "held", past=True)
    if words & _BEFORE:
        return Standing("planned")
    if words & _THROUGH:
        return Standing("planned") if ahead else Standing("held", past=True)
    if words & {"pour", "afin"}:
        return Standing("planned") if ahead or tense in {"present", "conditional"} else None
    return None


def _main_verb(doc: Doc, verb: int) -> int:
    """The finite verb that a bare participle hangs under ("devraient être suivis d'une réunion, suivie d'une autre")."""
    token = doc[verb]
    for _ in range(3):
        if tense_of(token) not in {"participle", None}:
            return token.i
        up = governing_verb(token.head) if token.head.i != token.i else None
        if up is None or up.i == token.i:
            break
        token = up
    return verb


def _by_verb(doc: Doc, noun: int, verb: int, words: StatusWords, *, negated_noun: bool, before: set[str], after: set[str], direct: set[str]) -> Standing | None:  # fmt: skip
    verb = _main_verb(doc, verb)
    token = doc[verb]
    tense, form = tense_of(token), token.lower_
    negated = syntax.is_negated(token)
    introduced = _by_preposition(doc, noun, tense, unconfirmed=True)
    if introduced is not None and not negated_noun:
        return introduced
    lemma = syntax.infinitive_of(token.lemma_.lower())
    subject = noun < verb and doc[noun].dep_.startswith("nsubj")
    close = {form} | direct
    if close & words.cancelled:
        return Standing("denied" if negated else "cancelled")
    if close & words.postponed:
        return Standing("postponed")
    if direct & words.refused and not before & {"lors", "après"}:
        return Standing("refused")
    if negated_noun:
        return Standing("denied")
    happens = lemma in words.happens or form in {"lieu", "prévu", "prévue"}
    if negated and happens:
        return Standing("cancelled" if "finalement" in _near(doc, verb) or subject and lemma == "avoir" else "denied")
    if negated and form in words.planned:
        return Standing("denied")
    if direct & words.proposed and not happens:
        return Standing("proposed")
    if happens or subject:
        if tense in FUTURE_LIKE:
            return Standing("planned")
        if tense in {"conditional"}:
            return Standing("planned" if _near(doc, verb) & {"devrait", "devraient"} else "proposed", "conditional")
        if form in words.planned:
            return Standing("planned")
        if tense in {"past", "pluperfect", "imperfect"} and happens:
            return Standing("held", past=True)
        if tense == "present" and happens:
            return Standing("planned" if after & words.planned else "ongoing", told=False)
    del after
    return None


def _near(doc: Doc, verb: int) -> set[str]:
    return {t.lower_ for t in doc[max(0, verb - 6) : verb + 6]}


def _by_context(words: StatusWords, before: set[str], after: set[str], direct: set[str], *, negated: bool) -> Standing:
    if after & words.cancelled:
        return Standing("cancelled")
    if after & words.postponed:
        return Standing("postponed")
    if negated:
        return Standing("denied")
    if before & {"possibilité", "hypothèse", "éventualité", "idée", "éventuel", "éventuelle", "principe", "perspective"} or after & {"éventuel", "éventuelle", "éventuels", "éventuelles", "possible"}:  # fmt: skip
        return Standing("proposed")
    if direct & words.refused:
        return Standing("refused")
    if direct & words.proposed:
        return Standing("proposed")
    if after & words.planned or direct & words.planned or before & {"avant", "amont", "veille", "prochaine", "prochain", "prochains", "prochaines", "préparer"}:
        return Standing("planned")
    if before & words.held:
        return Standing("held", past=True)
    if before & {"un", "une", "des"} and not before & {"le", "la", "cette", "cet"}:
        return Standing("proposed", told=False)
    return Standing("held", told=False)


def _out_of_question(doc: Doc, noun: int) -> bool:
    """ "…, il n'en est pas question", "n'est pas à l'ordre du jour": a contact named to be ruled out."""
    words = [t.lower_ for t in doc[noun].sent if t.i > noun]
    text = " ".join(words)
    return "pas question" in text or "pas à l' ordre du jour" in text or "pas d' actualité" in text


def _words_after(doc: Doc, noun: int, end: int) -> set[str]:
    """Words of the noun's own phrase: a few right after it, and a few after its parties, up to a border."""
    found: set[str] = set()
    for first in (noun + 1, end):
        for j in range(first, min(first + 6, len(doc))):
            if doc[j].text in {".", ";", ":"} or doc[j].is_sent_start:
                break
            if doc[j].text == "," and j > first:
                break
            found.add(doc[j].lower_)
    return found


def _direct_governor(doc: Doc, noun: int) -> set[str]:
    """Words that govern the noun directly: its syntactic head and the two content words before its article."""
    found = {doc[noun].head.lower_} if doc[noun].head.i != noun else set()
    j, taken = noun - 1, 0
    while j >= 0 and taken < 2 and not doc[j + 1].is_sent_start and doc[j].text not in {",", ".", ";", ":"}:
        if doc[j].pos_ in {"VERB", "NOUN", "ADJ"}:
            found.add(doc[j].lower_)
            taken += 1
        j -= 1
    return found
