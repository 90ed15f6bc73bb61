"""Written exchanges: who handed which text to whom, and when; an answer says what it answers once dispatches are merged."""

from __future__ import annotations

from functools import lru_cache

from spacy.tokens import Doc

from ..annotate.cues import regular_forms
from ..annotate.layers import Layers, MentionDraft, layers_of
from ..annotate.tense import FUTURE_LIKE, tense_of
from ..annotate.units import Unit, find_units
from ..drafts import ContactDraft
from ..ids import make_id
from ..lang.pack import Pack, Table
from ..types import Contact, Participant
from ..vocab import ContactStatus
from .contact_parties import Found, read_list, subject_parties


class ExchangeCase(Table, frozen=True):
    """An executed example: does `text` tell an exchange of texts?"""

    text: str
    exchange: bool


class ExchangeTable(Table, frozen=True):
    """Shape of lang/*/exchanges.toml."""

    verbs: tuple[str, ...]
    nouns: frozenset[str]
    written: frozenset[str]
    answers: frozenset[str]
    writing: frozenset[str]
    forms: dict[str, str]
    cases: tuple[ExchangeCase, ...]


@lru_cache(maxsize=8)
def _forms(pack: Pack) -> dict[str, str]:
    table = pack.table("exchanges", ExchangeTable)
    return {form: lemma for lemma in table.verbs for form in table.forms.get(lemma, "").split() or regular_forms(lemma)}


def find_exchanges(doc: Doc, *, pack: Pack) -> list[ContactDraft]:
    """Accounts of texts handed over in `doc`, in order; both ends known, or a sender and a written demand."""
    layers = layers_of(doc)
    table, forms = pack.table("exchanges", ExchangeTable), _forms(pack)
    drafts: list[ContactDraft] = []
    for unit in find_units(doc, layers):
        for i in range(unit.start, unit.end):
            if doc[i].lower_ in forms and doc[i].pos_ in {"VERB", "AUX", "ADJ"}:
                draft = _handed(doc, layers, unit, i, table)
            elif doc[i].lower_ in table.answers or doc[i].lower_ in {"exigences", "demandes", "propositions"}:
                draft = _announced(doc, layers, unit, i, table, drafts)
            else:
                continue
            if draft is not None:
                drafts.append(draft)
    return drafts


def _text_near(doc: Doc, first: int, stop: int, table: ExchangeTable) -> int | None:
    """The noun of a written text among tokens [first, stop)."""
    for j in range(first, stop):
        word = doc[j].lower_
        if doc[j].text in {".", ";", ":"}:
            return None
        if word in table.nouns:
            near = {t.lower_ for t in doc[j + 1 : min(j + 5, stop)]}
            if (word in table.written and word not in {"projet", "projets"}) or near & table.writing:
                return j
    return None


def _handed(doc: Doc, layers: Layers, unit: Unit, verb: int, table: ExchangeTable) -> ContactDraft | None:
    """ "X a remis à Y sa réponse écrite": sender, recipient, text."""
    noun = _text_near(doc, verb + 1, min(unit.end, verb + 16), table)
    if noun is None:
        return None
    sender = Found()
    if not subject_parties(doc, layers, verb, unit.start, sender, part="sender"):
        return None
    recipients = _after_to(doc, layers, verb + 1, unit.end)
    if not recipients and doc[noun].lower_ not in {"projet", "projets", "lettre"}:
        return None
    for mention in recipients:
        sender.add(mention, "recipient")
    if recipients and len(sender.parties) < 2:
        return None
    tense = tense_of(doc[verb])
    status: ContactStatus = "planned" if tense in FUTURE_LIKE or tense == "infinitive" else "held"
    return _draft(doc, layers, unit, sender, (verb, noun), status, answer=doc[noun].lower_ in table.answers)


def _after_to(doc: Doc, layers: Layers, first: int, stop: int) -> list[MentionDraft]:
    for j in range(first, min(stop, first + 16)):
        if doc[j].lower_ in {"à", "au", "aux"}:
            mentions, _ = read_list(doc, layers, j + 1, stop)
            if mentions:
                return mentions
        if doc[j].text in {".", ";", ":"}:
            break
    return []


def _announced(doc: Doc, layers: Layers, unit: Unit, noun: int, table: ExchangeTable, before: list[ContactDraft]) -> ContactDraft | None:  # fmt: skip
    """A text told by its noun: "pour une réponse écrite", "exigences formulées par écrit … par le Kremlin"."""
    after = {t.lower_ for t in doc[noun + 1 : min(noun + 7, unit.end)]}
    if not after & {"écrite", "écrites", "écrit", "écrits"}:
        return None
    if any(noun_in(d, doc[noun].idx) for d in before):
        return None
    found = Found()
    for j in range(noun + 1, min(unit.end, noun + 16)):
        if doc[j].lower_ == "par":
            mentions, _ = read_list(doc, layers, j + 1, unit.end)
            for m in mentions:
                found.add(m, "sender")
    if not found.parties:
        seen = [m for m in layers.mentions if unit.start <= m.start < noun and not m.as_place and not m.adjective]
        for m in seen[:2]:
            found.add(m)
        if len(found.parties) < 2:
            return None
        return _draft(doc, layers, unit, found, (noun, noun), "planned", answer=doc[noun].lower_ in table.answers)
    return _draft(doc, layers, unit, found, (noun, noun), "held", answer=doc[noun].lower_ in table.answers)


def noun_in(draft: ContactDraft, at: int) -> bool:
    """Whether the account's evidence holds the code point `at`."""
    return any(s.start <= at < s.end for s in draft.fact.evidence)


def _draft(doc: Doc, layers: Layers, unit: Unit, found: Found, where: tuple[int, int], status: ContactStatus, *, answer: bool) -> ContactDraft:  # fmt: skip
    tokens = [t for t in (*where, *found.tokens) if unit.start <= t < unit.end]
    first, last = min(tokens), max(tokens)
    time = _time(doc, layers, unit, where)
    start, end = doc[first].idx, doc[last].idx + len(doc[last].text)
    parties = tuple(Participant(actor=p.actor, part=p.part) for p in found.parties)
    fact = Contact(
        id=make_id("contact", layers.document.id, start, end, "exchange", *(p.actor for p in parties)), kind="exchange",
        participants=parties, status=status, mode="written", topics=("answer",) if answer else (), evidence=(layers.span(start, end),),
    )  # fmt: skip
    sentence = (doc[unit.start].idx, doc[unit.end - 1].idx + len(doc[unit.end - 1].text))
    return ContactDraft(fact=fact, time=time, before_published=status == "held" and time is None, sentence=sentence)


def _time(doc: Doc, layers: Layers, unit: Unit, where: tuple[int, int]) -> int | None:
    """The date nearest to the verb or the noun, within the unit."""
    anchors = [doc[w].idx for w in where]
    first, last = doc[unit.start].idx, doc[unit.end - 1].idx
    near = [
        (min(abs(t.start - a) for a in anchors), n)
        for n, t in enumerate(layers.times)
        if first <= t.start <= last and t.kind in {"DATE", "TIME"} and not t.in_noise
    ]
    best = min(near, default=None)
    return best[1] if best and best[0] < 80 else None
