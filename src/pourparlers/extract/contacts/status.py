"""Where a contact stands in one sentence: proposed, planned, held, postponed, cancelled, refused or denied."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ...annotate import syntax
from ...annotate.tense import FUTURE_LIKE, governing_verb, tense_of
from ...annotate.tree import Doc, Token
from ...vocab import ContactStatus
from .status_table import StatusWords

_FUTURE = re.compile(r"(?:[eé]r|ir|dr|vr|rr|tr)(?:a|ont)$")
"""Endings of a French future, which the tagger takes for a simple past now and then ("entretiendra")."""
_BARE = 6
"""At most so many words are a bare outcome."""
_SHORT = 9
"""At most so many words tell shortly that a wish was refused."""
_PURPOSE = 14
"""At most so many tokens stand between an infinitive and the one that tells its purpose."""
_GOVERNED = 12
"""At most so many tokens stand between "il se peut que" and the verb that it governs."""
PAST_TENSES = frozenset({"past", "pluperfect", "imperfect"})


@dataclass(slots=True, unsafe_hash=True)
class Standing:
    """A status, how sure the text is of it, and whether the words put it in a past before the dispatch.

    `told` is False where no word tells a status and a default was taken. `recent`: told in the perfect, the tense of
    the story's own day; `participle`: by a bare participle ("réunis à Abuja").
    """

    status: ContactStatus
    certainty: str = "asserted"
    past: bool = False
    told: bool = True
    recent: bool = False
    participle: bool = False


_OF = frozenset({"de", "d'"})
_BORDERS = frozenset({".", ";", ":", "«", '"'})
_CANCELLED, _POSTPONED, _REFUSED = Standing("cancelled"), Standing("postponed"), Standing("refused")


def standing_of_verb(doc: Doc, verb: int, words: StatusWords) -> Standing | None:
    """The standing of a contact told by the verb at token `verb`; None where the words claim none."""
    token, before = doc[verb], governing_words(doc, verb, 7)
    if _is_denied(doc, verb, words, before):
        return None if before & words.negator else Standing("denied")
    unknown = before & words.that and before & words.nothing and before & words.negator
    if unknown or any(t.lower_ in words.if_ and t.pos_ == "SCONJ" for t in token.lefts):
        return None  # "rien ne dit que X reverra Y", "si X rencontre Y": supposed, not told
    tense = "future" if _is_future(token) else tense_of(token)
    if token.pos_ not in {"VERB", "AUX"} and verb and doc[verb - 1].pos_ == "AUX":
        tense = "past"  # a participle taken for a noun
    if tense == "present" and _is_wished(doc, verb, words):
        return None
    negated = syntax.is_negated(token)
    if governing_words(doc, verb, 3) & words.without:  # "sans rencontrer X", against "sans exclure de rencontrer X"
        return Standing("proposed" if before & words.refused else "denied")
    if tense == "infinitive" or is_infinitive(token) or _is_passive_to_come(doc, verb, tense):
        served = _serves(doc, verb, words)
        if served is not None:  # "a refusé d'aller à Rome pour y voir X"
            return standing_of_verb(doc, served, words)
        return _outcome(doc, verb, words, _of_infinitive(doc, verb, words, negated=negated, before=before))
    if tense == "participle":
        return Standing("held", past=True, told=False, participle=not token.lower_.endswith("ant"))
    if negated and _is_silence(doc, verb, tense, words):
        return None
    if negated:
        return Standing("cancelled" if words_near(doc, verb) & words.finally_ else "denied")
    return _outcome(doc, verb, words, _told(doc, verb, words, tense, before))


def _told(doc: Doc, verb: int, words: StatusWords, tense: str | None, before: set[str]) -> Standing | None:
    """What the finite verb at token `verb`, neither negated nor denied, tells by its `tense` and the words `before`."""
    if before & words.that and _may_be(doc, verb, words):
        return Standing("proposed")  # "il se peut que X rencontre Y"
    if tense in {"present", "subjunctive"} and _is_only_judged(doc, verb, words):
        return None
    if before & words.that and before & words.refused:
        before = before | governing_words(doc, verb, _GOVERNED)  # "n'a pas exclu mardi que X rencontre Y"
    told = _of_tense(tense, words, before)
    if told is not None and tense == "conditional" and _is_future_in_past(doc[verb], words):
        return Standing(told.status)  # "a annoncé qu'il rencontrerait": the future of a past, nothing doubtful
    return told


def _is_only_judged(doc: Doc, verb: int, words: StatusWords) -> bool:
    """Whether the verb at token `verb` tells what is only judged, or not even likely or foreseen: "il est normal que X
    rencontre Y", "il est peu probable que"; not "il n'est pas exclu que"."""
    near = range(max(doc[verb].sent.start, verb - _GOVERNED), verb)
    that = next((j for j in near if doc[j].lower_ in words.that), verb)
    opening = {t.lower_ for t in doc[max(near.start, that - 7) : that]}
    if that == verb or "il" not in opening or not opening & words.seems:
        return False
    told = opening & (words.foreseen | words.proposed | words.refused)
    return not told or bool(opening & (words.negator | words.little) and not opening & words.refused)


def _may_be(doc: Doc, verb: int, words: StatusWords) -> bool:
    """Whether "il se peut que" governs the verb at token `verb`."""
    near = range(max(doc[verb].sent.start + 1, verb - _GOVERNED), verb - 1)
    told = (j for j in near if doc[j].lower_ in words.may and doc[j - 1].lower_ == "se")
    return any(doc[j + 1].lower_ in words.that for j in told)


def _is_passive_to_come(doc: Doc, verb: int, tense: str | None) -> bool:
    """Whether the participle at token `verb` is a passive infinitive that an imperfect governs: "devait être reçu",
    "pouvait alors être reçu"."""
    return tense == "imperfect" and any(t.lower_ == "être" for t in doc[max(0, verb - 2) : verb])


def _is_silence(doc: Doc, verb: int, tense: str | None, words: StatusWords) -> bool:
    """Whether the negated verb tells of a silence, no contact denied: "ne s'étaient pas parlé depuis 2010", "ne
    s'étaient encore jamais vus"."""
    after = doc[verb + 1 : min(verb + 8, doc[verb].sent.end)]
    near = {t.lower_ for t in doc[max(0, verb - 5) : verb + 4]}
    return any(t.lower_ in words.since for t in after) or (tense == "pluperfect" and bool(near & words.so_far))


def _is_future_in_past(token: Token, words: StatusWords) -> bool:
    """Whether the conditional at `token` is the future of what was said in the past ("a annoncé qu'il se rendrait"),
    not the press's own of what it cannot vouch for ("X se rendrait à Y"; so too where neither can be told)."""
    opens = any(t.lower_ in words.that and t.i < token.i for t in token.lefts)
    head = governing_verb(token.head) if opens and token.head.i != token.i else None
    return head is not None and head.i < token.i and tense_of(head) in PAST_TENSES


def _outcome(doc: Doc, verb: int, words: StatusWords, told: Standing | None) -> Standing | None:
    """`told`, unless the sentence ends, or the next one is, a bare word of what became of the plan: "devait voir X :
    annulé", "souhaitait s'expliquer avec X. Fin de non-recevoir."."""
    if told is None or told.status not in {"planned", "proposed"}:
        return told
    end = doc[verb].sent.end
    colon = next((t.i for t in doc[verb + 1 : end] if t.text in {":", ";", "–", "—"}), None)
    own = outcome_told(doc, colon + 1, words) if colon is not None else None
    return own or outcome_told(doc, end, words) or _rebuff(doc, verb, words) or _undoing(doc, verb, words) or told


def _rebuff(doc: Doc, verb: int, words: StatusWords) -> Standing | None:
    """A refusal where the rest of the sentence, or the next one, tells it shortly of the wish at token `verb`:
    "espérait voir X à Rome. Moscou avait refusé.", ", mais Moscou a refusé"."""
    return _REFUSED if _is_ended_by(doc, verb, words.rebuffed) else None


def offered(doc: Doc, verb: int, told: Standing, words: StatusWords) -> Standing:
    """A contact to which the verb at token `verb` invites, which it tells as `told`: refused where the next sentence
    says so shortly ("a invité X à Rome. Il a décliné l'offre."), else proposed."""
    return _rebuff(doc, verb, words) or Standing("proposed", told.certainty)


def _undoing(doc: Doc, verb: int, words: StatusWords) -> Standing | None:
    """A plan given up where the rest of the sentence, or the next one, tells it shortly: "devait aller à Rome. Il a
    fait faux bond."."""
    had_to = {t.lower_ for t in doc[max(doc[verb].sent.start, verb - 5) : verb]} & words.had_to
    if had_to and _is_put_off(doc, verb, words):
        return _POSTPONED
    return _CANCELLED if had_to and _is_ended_by(doc, verb, words.given_up) else None


def _is_put_off(doc: Doc, verb: int, words: StatusWords) -> bool:
    """Whether the last clause of the sentence of token `verb`, or the first of the next one, says shortly that what was
    to be is put off: "devaient se voir le 12. La session a été repoussée, a annoncé Rome"."""
    end = doc[verb].sent.end
    own = next((t.i for t in reversed(doc[verb + 1 : end]) if t.text in {",", ":", ";"}), None)
    for start in ([] if own is None else [own + 1]) + ([end] if end < len(doc) else []):
        clause = [t.lower_ for t in doc[start : doc[start].sent.end]]
        clause = clause[: next((n for n, w in enumerate(clause) if w in {",", ".", ";", ":"}), len(clause))]
        told = " ".join(clause)
        if told.startswith(words.sittings) and any(f" {phrase}" in told for phrase in words.put_off):
            return True
    return False


def _is_ended_by(doc: Doc, verb: int, phrases: tuple[str, ...]) -> bool:
    """Whether the last clause of the sentence of token `verb`, or the next sentence, is short and ends in one of
    `phrases`."""
    end = doc[verb].sent.end
    own = next((t.i for t in reversed(doc[verb + 1 : end]) if t.text in {",", ":", ";"}), None)
    for start in ([] if own is None else [own + 1]) + ([end] if end < len(doc) else []):
        said = [t.lower_ for t in doc[start : doc[start].sent.end] if not t.is_punct and not t.is_space]
        told = " ".join(said)
        if len(said) <= _SHORT and any(told.endswith(f" {phrase}") for phrase in phrases):
            return True
    return False


def outcome_told(doc: Doc, start: int, words: StatusWords) -> Standing | None:
    """What the words from token `start` to the end of their sentence say became of a contact, where they say nothing
    else: "Annulé.", "Fin de non-recevoir."."""
    if start >= len(doc):
        return None
    end = min(doc[start].sent.end, start + 3 * _BARE)
    end = next((t.i for t in doc[start:end] if t.text == ","), end)  # ": refus poli des deux, selon une source"
    tail = [t for t in doc[start:end] if not t.is_punct and not t.is_space]
    if len(tail) > _BARE or any(t.pos_ == "AUX" or "Fin" in t.morph.get("VerbForm", []) for t in tail):
        return None
    said = {t.lower_ for t in [t for t in tail if t.pos_ != "DET"][:3]}
    for bare, status in ((words.cancelled, _CANCELLED), (words.postponed, _POSTPONED), (words.rebuffs, _REFUSED)):
        if said & bare:
            return status
    return None


def _is_wished(doc: Doc, verb: int, words: StatusWords) -> bool:
    """Whether the clause only wishes: "qu'elle parle au gouvernement", after nothing that could govern it."""
    for i in range(verb - 1, max(doc[verb].sent.start, verb - 4) - 1, -1):
        if doc[i].lower_ in words.that:
            return i == doc[verb].sent.start or doc[i - 1].text in {":", "«", '"', ";"}
    return False


def _of_tense(tense: str | None, words: StatusWords, before: set[str]) -> Standing | None:
    """What the tense of a finite verb that is neither negated nor denied tells."""
    if tense in FUTURE_LIKE:
        return Standing("planned")
    if tense == "conditional":
        return Standing("proposed" if before & words.might else "planned", "conditional")
    if tense == "past_conditional":
        return Standing("held", "conditional", past=True)
    if tense in PAST_TENSES:
        return Standing("held", past=True, recent=tense == "past")
    if before & words.that and before & words.refused:
        return Standing("proposed" if is_undone(before, words) else "refused")
    if before & words.that and before & (words.proposed | words.demands):
        return Standing("proposed")
    if tense in {"present", "subjunctive"} and before & words.that and before & words.foreseen:
        return Standing("planned")  # "il est prévu que X rencontre Y"
    if tense == "present":
        return None if before & words.negator else Standing("ongoing", told=False)
    return Standing("held", told=False)


def _is_denied(doc: Doc, verb: int, words: StatusWords, before: set[str]) -> bool:
    """Whether a verb of denial governs the verb: "nie que X ait rencontré Y", "dément avoir rencontré Y"."""
    token = doc[verb]
    if not (before | {token.head.lower_}) & words.denial:
        return False
    return bool(before & words.that) or is_infinitive(token) or any(is_infinitive(t) for t in token.lefts)


def is_infinitive(token: Token) -> bool:
    """Whether a verb is an infinitive, and no participle that the tagger took for one."""
    return "Inf" in token.morph.get("VerbForm", []) and not token.lower_.endswith(("é", "és", "ée", "ées"))


def is_infinite(doc: Doc, i: int) -> bool:
    """Whether the verb at token `i` is an infinitive, also of the past or the passive: "après avoir été reçu"."""
    helpers = (t for t in doc[max(doc[i].sent.start, i - 3) : i] if t.pos_ == "AUX")
    return "Inf" in doc[i].morph.get("VerbForm", []) or any(is_infinitive(t) for t in helpers)


def _is_future(token: Token) -> bool:
    """Whether the ending can only be a future's (only verbs in -rer have a simple past alike: "rencontra")."""
    return bool(_FUTURE.search(token.lower_)) and not token.lemma_.lower().endswith("rer")


def governing_words(doc: Doc, i: int, reach: int, *, border: str = "") -> set[str]:
    """Lower-case words up to `reach` tokens left of `i`, in its own clause; `border` is one more mark that ends it."""
    found: set[str] = set()
    for token in reversed(doc[max(doc[i].sent.start, i - reach) : i]):
        if token.text in _BORDERS or token.text == border:
            break
        found.add(token.lower_)
    return found


def _own_words(doc: Doc, verb: int, before: set[str]) -> set[str]:
    """Those of the words `before` the infinitive at token `verb` that govern it: none ahead of its "avant de", where no
    other infinitive stands: "s'est dit prêt, avant d'être reçu par X"."""
    first = max(doc[verb].sent.start, verb - 7)
    opens = next((t.i for t in reversed(doc[max(first, verb - 5) : verb]) if t.lower_ == "avant"), None)
    if opens is None or any(is_infinitive(t) for t in doc[first:opens]):
        return before
    return before & {t.lower_ for t in doc[opens:verb]}


def _of_infinitive(doc: Doc, verb: int, words: StatusWords, *, negated: bool, before: set[str]) -> Standing | None:
    before = _own_words(doc, verb, before)
    if before & words.refused:
        return Standing("proposed" if is_undone(before, words) else "refused")
    unable = bool(before & words.negator and before & words.unable) and not before & words.that
    if negated or unable or (before & words.negator and before & words.negation):
        return Standing("refused" if before & words.willing else "denied")
    if governing_words(doc, verb, 7, border=",") & words.cancelled:
        return Standing("cancelled")
    just = bool(governing_words(doc, verb, 4) & words.just and governing_words(doc, verb, 2) & _OF)
    if just or before & (words.perfect | words.achieved):  # "viennent de signer"
        return Standing("held", past=True, recent=just)
    if before & words.had_to and (_is_called_off(doc, verb, words) or _is_given_up(doc, verb, words)):
        return Standing("cancelled")
    main = governing_verb(doc[verb])
    planned = None if _is_unforeseen(main, words, that=bool(before & words.that)) else Standing("planned")
    agreed = bool(governing_words(doc, verb, 4) & words.accord)  # "se sont mis d'accord pour se revoir"
    if agreed or before & (words.duty | words.planned) or ("avant" in before and _is_due(doc, verb, words)):
        return planned
    if before & (words.proposed | words.ready | words.might):
        return Standing("proposed")
    offer = _offer_before(doc, verb, words)
    if offer is not None:  # "a proposé mardi à X et à Y de se voir"
        return None if syntax.is_negated(doc[offer]) else Standing("proposed")
    tense = tense_of(main) if main is not None and main.i != verb else None
    if tense in FUTURE_LIKE or tense == "present":
        return planned
    if before & words.before_infinitive and tense in PAST_TENSES:
        return Standing("held", past=True, told=False, recent=tense == "past")
    if main is not None and goes_to(doc, main.i, verb, words) and tense in PAST_TENSES:
        return None if syntax.is_negated(main) else Standing("held", past=True, told=False)  # "est venu à Rome voir X"
    return None


def _serves(doc: Doc, verb: int, words: StatusWords) -> int | None:
    """The journey whose purpose the infinitive at token `verb` tells: "a refusé d'aller à Rome pour y voir X"."""
    first = max(doc[verb].sent.start, verb - _PURPOSE)
    marks = [t.i for t in doc[max(first, verb - 4) : verb] if t.lower_ in words.purpose]
    if not marks:
        return None
    before = next((t for t in reversed(doc[first : marks[-1]]) if t.pos_ in {"VERB", "AUX"}), None)
    fit = before is not None and is_infinitive(before) and lemma_of(doc, before.i) in words.goes
    return before.i if fit and before is not None else None


def _is_due(doc: Doc, verb: int, words: StatusWords) -> bool:
    """Whether the clause before "avant de" and the infinitive at token `verb` tells what was to come: "devait voir X,
    avant de gagner Rome"."""
    finite = (t for t in reversed(doc[doc[verb].sent.start : verb]) if "Fin" in t.morph.get("VerbForm", []))
    last = next(finite, None)
    return last is not None and last.lower_ in words.had_to | words.duty


def _is_unforeseen(main: Token | None, words: StatusWords, *, that: bool) -> bool:
    """Whether the clause of `main` is what nobody plans, `that` opening it: "il n'est pas prévu que X aille voir Y"."""
    if main is None:
        return False
    upper = main.head if main.dep_ == "ccomp" else main if that else None  # "aille" taken for an adjective
    return upper is not None and upper.lower_ in words.planned and syntax.is_negated(upper)


def goes_to(doc: Doc, journey: int, verb: int, words: StatusWords) -> bool:
    """Whether the infinitive at token `verb` says what the journey at token `journey` is for: "est venu voir X"."""
    after = journey < verb and doc[verb].head.i == journey and is_infinitive(doc[verb])
    if any(t.lower_ in words.before for t in doc[max(journey, verb - 4) : verb]):
        return False  # "s'est rendu à Londres, avant de rendre visite à X à Paris"
    return after and lemma_of(doc, journey) in words.goes


def _offer_before(doc: Doc, verb: int, words: StatusWords) -> int | None:
    """The verb of an offer right before "de" and the infinitive at token `verb`, those to whom it goes between them."""
    marks = [t.i for t in doc[max(doc[verb].sent.start, verb - 3) : verb] if t.lower_ in {"de", "d'"}]
    if not marks:
        return None
    before = next((t for t in reversed(doc[doc[verb].sent.start : marks[0]]) if t.pos_ == "VERB"), None)
    apart = before is None or any(t.text in {";", ":"} for t in doc[before.i : verb])
    return before.i if before is not None and not apart and before.lower_ in words.offered else None


def is_undone(before: set[str], words: StatusWords) -> bool:
    """Whether a refusal is itself negated: "n'exclut pas", "n'a jamais refusé", "sans exclure"."""
    return bool(before & words.without) or bool(before & words.negator and before & words.negation)


def _is_given_up(doc: Doc, verb: int, words: StatusWords) -> bool:
    """Whether the sentence goes on to say that it was given up: "devait aller à X ; il y a renoncé"."""
    later = doc[verb + 1 : doc[verb].sent.end]
    return any(t.lower_ in words.cancelled and words.there & {w.lower_ for w in doc[t.i - 3 : t.i]} for t in later)


def _is_called_off(doc: Doc, verb: int, words: StatusWords) -> bool:
    """Whether the sentence has just said that the occasion falls through: "n'ira pas à X, où il devait voir Y"."""
    told = " ".join(t.lower_ for t in doc[doc[verb].sent.start : verb])
    if any(phrase in told for phrase in words.stood_up):
        return True  # "a fait faux bond à X, qu'il devait voir"
    occasion = next((t.i for t in reversed(doc[doc[verb].sent.start : verb]) if t.lower_ in words.whereat), None)
    if occasion is None:
        return False
    before = [t for t in doc[doc[verb].sent.start : occasion] if t.pos_ in {"VERB", "AUX"}]
    stays = (lemma_of(doc, t.i) in words.goes and syntax.is_negated(t) for t in before)
    return any(stays) or any(t.lower_ in words.cancelled for t in before)


def lemma_of(doc: Doc, verb: int) -> str:
    """The infinitive of the verb at token `verb`."""
    return _infinitive(doc[verb].lemma_)


@lru_cache(maxsize=1 << 14)
def _infinitive(lemma: str) -> str:
    return syntax.infinitive_of(lemma.lower())


def words_near(doc: Doc, verb: int) -> set[str]:
    """Lower-case words around token `verb`."""
    return {t.lower_ for t in doc[max(0, verb - 6) : verb + 6]}
