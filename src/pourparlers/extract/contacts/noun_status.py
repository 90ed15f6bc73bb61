"""Where a contact told by a noun stands: by its preposition, by the verb that governs it, by the words around."""

from __future__ import annotations

from dataclasses import dataclass

from ...annotate import syntax
from ...annotate.tense import FUTURE_LIKE, auxiliaries, governing_verb, tense_of
from ...annotate.tree import Doc, Token
from ...vocab import ContactStatus
from .introduced import introduced_as
from .noun_around import (
    article_of,
    as_predicate,
    direct_governor,
    has_opened,
    is_of_deed,
    is_supposed,
    is_under_way,
    undone_in_title,
    words_after,
)
from .status import PAST_TENSES, Standing, governing_words, is_infinitive, is_undone, lemma_of, words_near
from .status_table import StatusWords
from .thought_of import as_thought_of

_OF = frozenset({"de", "d'", "du", "des"})
_OPENED = frozenset({"ouvert"})
_THAT = frozenset({"que", "qu'"})
_CLITICS = frozenset({"s'", "se", "n'", "ne"})


@dataclass(frozen=True, slots=True)
class _Around:
    """Lower-case words around a contact noun: before it, after it and its parties, and those that govern it directly.

    `introduced`: those before it up to a comma. `negated`: the noun's own determiner denies it ("aucune rencontre").
    `verb`: the token of the verb whose subject the phrase plainly is, whatever the parser makes of it.
    """

    before: set[str]
    after: set[str]
    direct: set[str]
    negated: bool
    introduced: set[str]
    article: str
    verb: int | None = None


def standing_of_noun(doc: Doc, noun: int, end: int, words: StatusWords) -> Standing:
    """The standing of a contact noun at token `noun` whose phrase (parties included) ends before token `end`."""
    return as_thought_of(doc, noun, end, words, _standing(doc, noun, end, words))


def _standing(doc: Doc, noun: int, end: int, words: StatusWords) -> Standing:
    before = governing_words(doc, noun, 6)
    if before & _OPENED and has_opened(doc, noun):
        before -= _OPENED
    without = bool(governing_words(doc, noun, 2) & words.without)
    negated = without or (bool(before & words.none) and not before & words.that) or _has_no(doc, noun, words)
    after_plan = _verb_after_plan(doc, noun, words)
    own = _verb_after(doc, noun, end, words) if after_plan is None else after_plan
    around = _Around(
        before,
        words_after(doc, noun, end),
        direct_governor(doc, noun),
        negated,
        governing_words(doc, noun, 6, border=","),
        article_of(doc, noun),
        own,
    )
    if is_supposed(doc, noun, words):
        return Standing("proposed")
    if (ahead := as_predicate(doc, noun)) is not None:
        return ahead
    if _out_of_question(doc, noun, words):
        return Standing("denied")
    fallen = _falls_through(doc, noun, words)
    if fallen is not None:
        return Standing(fallen)
    came = None if negated else _came_of_plan(doc, noun, words)
    if came is not None:
        return came
    if is_under_way(doc, noun, words):
        return Standing("ongoing")
    if noun and doc[noun].lower_ in words.appointment and doc[noun - 1].lower_ in {"a", "ont"}:
        return Standing("planned")  # "a rendez-vous mardi avec"
    verb = doc[own] if own is not None else governing_verb(doc[noun]) or _verb_behind(doc, noun)
    if verb is not None and abs(verb.i - noun) < 40:
        told = _by_verb(doc, noun, _main_verb(doc, verb.i), words, around)
        if told is not None:
            return told
    if after_plan is not None:
        return Standing("planned")
    told = undone_in_title(doc, noun, words) or _by_context(words, around)
    return Standing("proposed", told=False) if not told.told and is_of_deed(doc, noun) else told


def _has_no(doc: Doc, noun: int, words: StatusWords) -> bool:
    """Whether "pas de" determines the noun ("Pas de nouveau tête-à-tête en vue"); "plus de" counts unless "ne" stands
    before it ("plus de trois rencontres", against "n'aura plus d'entretien")."""
    j = noun - 1
    while j > 0 and doc[j].pos_ == "ADJ":
        j -= 1
    opens = j > 0 and doc[j - 1].text == "Point" and doc[j - 1].is_sent_start  # "Point de sommet à Rome."
    if j < 1 or doc[j].lower_ not in {"de", "d'"} or not (doc[j - 1].lower_ in words.negation or opens):
        return False
    return doc[j - 1].lower_ not in words.counting or bool(governing_words(doc, j, 5) & words.negator)


def _verb_after(doc: Doc, noun: int, end: int, words: StatusWords) -> int | None:
    """The verb right after a phrase that begins its sentence: its subject is the phrase ("Le sommet prévu entre X et Y
    a tourné court"), which the parser loses in long names."""
    if not _opens(doc, noun) or not noun < end < len(doc) or not _is_finite(doc, end):
        return None
    return _end_of_verb(doc, end, words)


def _verb_after_plan(doc: Doc, noun: int, words: StatusWords) -> int | None:
    """The verb after a relative that tells a plan: "La rencontre que X et Y devaient avoir lundi est annulée"."""
    if _next(doc, noun) not in _THAT or not _opens(doc, noun):
        return None
    finite = [i for i in range(noun + 1, doc[noun].sent.end) if _is_finite(doc, i)]
    return _end_of_verb(doc, finite[1], words) if len(finite) > 1 and doc[finite[0]].lower_ in words.foretold else None


def _verb_behind(doc: Doc, noun: int) -> Token | None:
    """The verb of a sentence that a word above the noun at token `noun` opens, where the parser only sets it beside
    that word: "Autour d'un dîner à Rome, X et Y ont parlé de"."""
    head = doc[noun].head
    after = (t for t in doc[noun + 1 : doc[noun].sent.end] if t.dep_ == "parataxis" and t.head.i == head.i)
    return next(after, None) if head.i == doc[noun].sent.start and head.i < noun else None


def _opens(doc: Doc, noun: int) -> bool:
    """Whether the noun's phrase begins its sentence."""
    return all(t.pos_ in {"DET", "ADJ", "NUM", "PUNCT", "SPACE"} for t in doc[doc[noun].sent.start : noun])


def _is_finite(doc: Doc, i: int) -> bool:
    """Whether the token is a verb that has a subject: one that has a tense of its own."""
    verb = doc[i]  # an infinitive has the tense of the verb that it belongs to
    finite = verb.pos_ in {"AUX", "VERB"} and not is_infinitive(verb)
    return finite and tense_of(verb) not in {None, "infinitive", "participle"}


def _end_of_verb(doc: Doc, first: int, words: StatusWords) -> int:
    """The verb of which the token `first` is the auxiliary, or itself."""
    for j in range(first, min(first + 6, doc[first].sent.end)):
        if doc[j].is_punct:
            break
        if first in {a.i for a in auxiliaries(doc[j])}:
            passive = doc[j].pos_ == "AUX" and doc[j].head.i == j + 1 and j + 1 < doc[first].sent.end
            return j + 1 if passive and doc[j + 1].lower_ in words.revealed else j  # "ont été révélés"
    return first


def _main_verb(doc: Doc, verb: int) -> int:
    """The finite verb that a bare participle hangs under ("devraient être suivis d'une réunion")."""
    token = doc[verb]
    for _ in range(3):
        if tense_of(token) not in {"participle", None}:
            return token.i
        up = governing_verb(token.head) if token.head.i != token.i else None
        if up is None or up.i == token.i:
            break
        token = up
    return verb


def _by_verb(doc: Doc, noun: int, verb: int, words: StatusWords, around: _Around) -> Standing | None:
    """What the preposition before the noun, then the verb that governs it, say; None where they say nothing."""
    token = doc[verb]
    introduced = introduced_as(doc, noun, "future" if _is_ahead(doc, verb, words) else tense_of(token), words)
    if introduced is not None and not around.negated:
        return introduced
    if token.lower_ in words.brings and verb < noun and tense_of(token) in PAST_TENSES and not around.negated:
        return Standing("held", past=True)  # "avait été précédée d'un dîner"
    set_ = doc[noun].lower_ in words.appointment  # "un rendez-vous a été fixé"
    deed = _by_deed(doc, noun, verb, words, around) if (verb < noun or set_) and not syntax.is_negated(token) else None
    return deed or _by_governor(doc, noun, verb, words, around) or _by_tense(doc, noun, verb, words, around)


def _is_ahead(doc: Doc, verb: int, words: StatusWords) -> bool:
    """Whether the verb is an infinitive that words of duty or intent govern: "compte aborder la question lors de"."""
    if doc[verb].lower_ in words.duty:
        return any(is_infinitive(t) for t in doc[verb + 1 : min(verb + 6, doc[verb].sent.end)])
    before = governing_words(doc, verb, 4) if is_infinitive(doc[verb]) else frozenset()
    return bool(before & words.duty) and not before & (words.refused | words.cancelled)


def _by_deed(doc: Doc, noun: int, verb: int, words: StatusWords, around: _Around) -> Standing | None:
    """What is done with the contact that is the verb's object: "a manqué son rendez-vous avec X", "a convoqué un
    sommet"."""
    direct = all(t.pos_ not in {"NOUN", "PROPN"} for t in doc[verb + 1 : noun])
    own = direct and _next(doc, noun) not in words.among
    if own and doc[verb].lower_ in words.missed and not around.introduced & words.through:
        return Standing("cancelled")
    if words.absent & around.before and _OF & around.before:
        return Standing("denied")  # "était absent de la réunion avec X"
    if doc[noun].lower_ in words.appointment and lemma_of(doc, verb) in words.arranged:
        return Standing("planned")
    if lemma_of(doc, verb) in words.hails and not around.after & words.planned and tense_of(doc[verb]) in PAST_TENSES:
        return Standing("held", past=True, told=False)
    if direct and lemma_of(doc, verb) in words.expects and tense_of(doc[verb]) in {"present", "imperfect"}:
        return Standing("planned")
    if own and lemma_of(doc, verb) in words.shuns and around.direct & {doc[verb].lower_}:
        return Standing("refused")
    if lemma_of(doc, verb) in words.leaves and doc[verb].pos_ == "VERB" and _OF & around.before:
        return Standing("planned") if tense_of(doc[verb]) in FUTURE_LIKE else Standing("held", past=True)
    called = doc[noun].lower_ in words.assemblies and lemma_of(doc, verb) in words.convokes
    return Standing("planned") if called and tense_of(doc[verb]) in {"past", "present"} else None


def _by_governor(doc: Doc, noun: int, verb: int, words: StatusWords, around: _Around) -> Standing | None:
    """Verbs that decide by what they mean: annulled, put off, refused, denied, kept on the agenda."""
    token = doc[verb]
    negated = syntax.is_negated(token)
    close = {token.lower_} | around.direct
    if token.lower_ in words.kept and not negated:
        return Standing("planned")
    if not negated and (aimed := _aimed_at(doc, noun, verb, words)) is not None:
        return aimed
    ends = words.cancelled | words.postponed
    if words_near(doc, verb) & words.risks and {t.lower_ for t in doc[verb : verb + 5]} & ends:
        return Standing("planned")  # "pourrait être repoussé": not yet
    if close & words.cancelled:
        return Standing("denied" if negated else "cancelled")
    if close & words.postponed or (token.lower_ in words.waits and _is_subject(doc, noun, verb, around)):
        return Standing("postponed")  # "le sommet attendra"
    by = any(t.lower_ in words.by for t in doc[max(verb, noun - 3) : noun])
    if by and lemma_of(doc, verb) in words.rounds_off and not negated and tense_of(token) in {"present", *PAST_TENSES}:
        return Standing("held", past=True)  # "boucle sa tournée par un entretien avec X"
    if around.direct & words.denial and not negated:
        return Standing("denied")
    if around.direct & words.refused and not around.before & (words.through | words.after):
        return Standing("proposed" if negated or is_undone(around.before, words) else "refused")
    if (around.before | _before_carrier(doc, noun)) & words.ready and not around.negated:
        return Standing("proposed")  # "s'est dit prêt à ouvrir les négociations"
    return _denied(doc, noun, verb, words, around)


def _denied(doc: Doc, noun: int, verb: int, words: StatusWords, around: _Around) -> Standing | None:
    """What a negation of the noun or of its verb tells: that it was not, was called off or put off."""
    token, negated = doc[verb], syntax.is_negated(doc[verb])
    if around.negated or (negated and token.lower_ in words.planned | words.considered):
        return Standing("denied")
    attends = _happens(doc, verb, words) or (verb < noun and lemma_of(doc, verb) in words.goes)
    if negated and any(t.lower_ == "avant" for t in doc[verb + 1 : verb + 4]):
        return Standing("postponed")  # "ne reprendront pas avant mercredi"
    if negated and attends and not _has_else(doc, noun, verb, words):
        called_off = words_near(doc, verb) & words.finally_ or (
            _is_subject(doc, noun, verb, around) and lemma_of(doc, verb) == "avoir"
        )
        return Standing("cancelled" if called_off else "denied")
    return None


def _aimed_at(doc: Doc, noun: int, verb: int, words: StatusWords) -> Standing | None:
    """Where the noun stands that an infinitive under `verb` takes: "ont décidé de relancer les pourparlers", "a proposé
    aux deux parties de reprendre à Rome, en mai, les négociations"."""
    if not any(is_infinitive(t) for t in doc[verb + 1 : noun]):
        return None
    if doc[verb].lower_ in words.resolved:
        return Standing("planned")
    return Standing("proposed") if doc[verb].lower_ in words.proposed else None


def _before_carrier(doc: Doc, noun: int) -> set[str]:
    """Words before the infinitive that carries the noun over a place or a day: "prêt à abriter à Genève des"."""
    carrier = next((j for j in range(noun - 2, max(0, noun - 8), -1) if is_infinitive(doc[j])), None)
    return governing_words(doc, carrier, 6) if carrier is not None else set()


def _by_tense(doc: Doc, noun: int, verb: int, words: StatusWords, around: _Around) -> Standing | None:
    """Verbs that decide by their tense: "aura lieu", "s'est tenue", "est prévue"."""
    happens, tense = _happens(doc, verb, words) and not _has_else(doc, noun, verb, words), tense_of(doc[verb])
    untimely = bool((around.before | around.after) & words.untimely)
    if (around.direct & words.proposed and not happens) or untimely:
        return Standing("proposed")
    if not (happens or _is_subject(doc, noun, verb, around)):
        return None
    if tense == "past_conditional" and happens:
        return Standing("held", "conditional", past=True)
    if tense == "present" and lemma_of(doc, verb) in words.dates_back and not around.negated:
        return Standing("held", past=True)
    if doc[verb].lower_ in words.underway:
        return Standing("held" if tense in PAST_TENSES else "ongoing")
    if doc[verb].lower_ in words.going_on and _next(doc, verb) in words.weekdays and happens:
        return Standing("ongoing")
    if tense in PAST_TENSES and lemma_of(doc, verb) in words.ends and not around.negated:
        return Standing("held", past=True)
    if doc[verb].lower_ in words.revealed and tense in PAST_TENSES and not around.negated:
        return Standing("held", past=True)  # "des contacts ont été révélés"
    settled = doc[verb].lower_ in words.settled and not syntax.is_negated(doc[verb])
    if tense in FUTURE_LIKE or doc[verb].lower_ in words.planned or settled:
        return Standing("planned")
    if tense == "conditional":
        return Standing("planned" if words_near(doc, verb) & words.should else "proposed", "conditional")
    if happens and tense in PAST_TENSES:
        return Standing("held", past=True)
    return _now(doc[verb].lower_, words, around) if happens and tense == "present" else None


def _now(verb: str, words: StatusWords, around: _Around) -> Standing:
    """What a verb in the present says of a contact of which it says that it takes place: "a lieu", "peut aboutir"."""
    if verb in words.can:
        return Standing("proposed")  # "seule une rencontre peut mettre fin à la guerre"
    return Standing("planned" if around.after & words.planned else "ongoing", told=False)


def _has_else(doc: Doc, noun: int, verb: int, words: StatusWords) -> bool:
    """Whether the verb "avoir", whose subject the noun is, has another thing than a place in time: "n'aurait aucun
    sens", not "n'aura pas lieu", "n'a pas abouti"."""
    after = {t.lower_ for t in doc[verb + 1 : verb + 5]}
    return noun < verb and lemma_of(doc, verb) == "avoir" and not after & words.takes_place


def _happens(doc: Doc, verb: int, words: StatusWords) -> bool:
    """Whether the verb says that its contact takes place."""
    return lemma_of(doc, verb) in words.happens or doc[verb].lower_ in words.takes_place


def _is_subject(doc: Doc, noun: int, verb: int, around: _Around) -> bool:
    return noun < verb and (doc[noun].dep_.startswith("nsubj") or around.verb == verb)


def _by_context(words: StatusWords, around: _Around) -> Standing:
    """What the words around say where no verb does; held, or proposed for "une rencontre", is only supposed."""
    before, after, direct = around.before, around.after, around.direct
    if after & words.cancelled:
        return Standing("cancelled")
    if after & words.postponed:
        return Standing("postponed")
    if around.negated:
        return Standing("denied")
    if direct & words.refused:
        return Standing("proposed" if is_undone(before, words) else "refused")
    if before & words.ready:
        return Standing("proposed")
    if (before | after) & words.untimely:
        return Standing("proposed")
    if before & words.maybe or after & words.maybe_after or direct & words.proposed:
        return Standing("proposed")
    if (after | direct) & words.planned or around.introduced & words.before or before & words.next:
        return Standing("planned")
    if before & words.held or around.introduced & (words.through | words.after):
        return Standing("held", past=True)
    some = around.article in words.any_ or (before & words.one and not before & words.known)
    supposed: ContactStatus = "proposed" if some and around.article not in words.known_article else "held"
    return Standing(supposed, told=False)


def _out_of_question(doc: Doc, noun: int, words: StatusWords) -> bool:
    """ "…, il n'en est pas question", "n'est pas à l'ordre du jour": a contact named to be ruled out."""
    text = " ".join(t.lower_ for t in doc[noun].sent if t.i > noun)
    return any(phrase in text for phrase in words.ruled_out)


def _falls_through(doc: Doc, noun: int, words: StatusWords) -> ContactStatus | None:
    """What the noun's sentence, whatever stands between, says of what does not take place: "Les pourparlers que X et Y
    devaient tenir samedi n'auront pas lieu", "… pas lieu à cette date"; None where it says nothing of the kind."""
    if any(t.pos_ in {"VERB", "AUX"} for t in doc[doc[noun].sent.start : noun]):
        return None
    text = " ".join(t.lower_ for t in doc[noun : doc[noun].sent.end])
    at = max(text.find(phrase) for phrase in words.falls_through)
    if at < 0:
        return None
    return "postponed" if any(phrase in text[at:] for phrase in words.not_then) else "cancelled"


def _came_of_plan(doc: Doc, noun: int, words: StatusWords) -> Standing | None:
    """What became of that which the noun that opens its sentence names, whatever day it was planned for: "La réunion,
    prévue lundi, s'est tenue mercredi", whose participle the parser takes for the verb. None where nothing tells."""
    sentence = doc[noun + 1 : doc[noun].sent.end]
    first = next((t.i for t in sentence if t.lower_ in _CLITICS or _is_finite(doc, t.i)), None)
    planned = {t.lower_ for t in sentence if first is not None and t.i < first} & words.planned
    if first is None or not planned or not _opens(doc, noun):
        return None
    told = [t.lower_ for t in doc[first : doc[noun].sent.end]]
    plain = " ".join(word for word in told if word not in words.negation | words.negator)
    if not plain.startswith(words.took_place):
        return None
    return Standing("cancelled") if told[0] in words.negator else Standing("held", past=True)


def _next(doc: Doc, i: int) -> str:
    """The word behind token `i`, in lower case; none at the end."""
    return doc[i + 1].lower_ if i + 1 < len(doc) else ""
