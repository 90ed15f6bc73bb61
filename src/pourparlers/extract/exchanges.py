"""Written exchanges: who handed which text to whom, and when. What answers what is found when dispatches are merged."""

from __future__ import annotations

from functools import lru_cache

from ..annotate.cue_forms import regular_forms
from ..annotate.layers import Layers, MentionDraft, layers_of
from ..annotate.speakers import can_speak
from ..annotate.tense import FUTURE_LIKE, tense_of
from ..annotate.tree import Doc
from ..annotate.units import Unit, units_of
from ..drafts import ContactDraft
from ..ids import make_id
from ..lang.pack import Pack
from ..types import Contact
from ..vocab import ContactStatus
from .contact_found import Found
from .contact_parties import PartyReader
from .contact_rules import trigger_finder
from .exchange_table import ExchangeTable

_REACH = 80
"""How far from its verb or noun, in code points, a time may stand and still date an exchange."""


@lru_cache(maxsize=8)
def _forms(pack: Pack) -> dict[str, str]:
    table = pack.table("exchanges", ExchangeTable)
    return {form: lemma for lemma in table.verbs for form in table.forms.get(lemma, "").split() or regular_forms(lemma)}


def find_exchanges(doc: Doc, *, pack: Pack) -> list[ContactDraft]:
    """Accounts of texts handed over in `doc`, in order; both ends known, or a sender and a written demand."""
    layers = layers_of(doc)
    reader = _ExchangeReader(doc, layers, pack)
    for unit in units_of(doc, layers):
        reader.read(unit)
    return reader.drafts


class _ExchangeReader:
    """Reads the exchanges of one document."""

    def __init__(self, doc: Doc, layers: Layers, pack: Pack) -> None:
        self._doc, self._layers = doc, layers
        self._table, self._forms = pack.table("exchanges", ExchangeTable), _forms(pack)
        self._words = trigger_finder(pack).table.parties
        self._parties = PartyReader(doc, layers, self._words)
        self.drafts: list[ContactDraft] = []

    def read(self, unit: Unit) -> None:
        """Keep the exchanges of one unit."""
        for i in range(unit.start, unit.end):
            word = self._doc[i].lower_
            if word in self._forms and self._doc[i].pos_ in {"VERB", "AUX", "ADJ"}:
                self._handed(unit, i)
            elif word in self._table.answers or word in self._table.demands:
                self._announced(unit, i)

    def _handed(self, unit: Unit, verb: int) -> None:
        """ "X a remis à Y sa réponse écrite": sender, recipient, text."""
        noun = self._text_after(verb, unit.end)
        found = Found()
        if noun is None or not self._parties.subjects.add_subject(verb, unit.start, found, part="sender"):
            return
        recipients = self._recipients(verb + 1, unit.end)
        for mention in recipients:
            found.add(mention, "recipient")
        alone = not recipients and self._doc[noun].lower_ in self._table.one_ended
        if alone or (recipients and len(found.parties) > 1):
            tense = tense_of(self._doc[verb])
            ahead = tense in FUTURE_LIKE or tense == "infinitive"
            self._keep(unit, found, (verb, noun), "planned" if ahead else "held")

    def _text_after(self, verb: int, stop: int) -> int | None:
        """The noun of a written text that the verb at token `verb` hands over."""
        for j in range(verb + 1, min(stop, verb + 16)):
            word = self._doc[j].lower_
            if self._doc[j].text in {".", ";", ":"}:
                return None
            if word in self._table.nouns:
                near = {t.lower_ for t in self._doc[j + 1 : min(j + 5, stop)]}
                if (word in self._table.written and word not in self._table.drafts) or near & self._table.writing:
                    return j
        return None

    def _recipients(self, first: int, stop: int) -> list[MentionDraft]:
        for j in range(first, min(stop, first + 16)):
            if self._doc[j].lower_ in self._words.to:
                mentions, _ = self._parties.lists.read(j + 1, stop)
                if mentions:
                    return mentions
            if self._doc[j].text in {".", ";", ":"}:
                break
        return []

    def _announced(self, unit: Unit, noun: int) -> None:
        """A text told by its noun: "pour une réponse écrite", "exigences formulées par écrit … par le Kremlin"."""
        after = {t.lower_ for t in self._doc[noun + 1 : min(noun + 7, unit.end)]}
        at = self._doc[noun].idx
        if not after & self._table.by_hand or any(s.start <= at < s.end for d in self.drafts for s in d.fact.evidence):
            return
        found = Found()
        for j in range(noun + 1, min(unit.end, noun + 16)):
            if self._doc[j].lower_ in self._words.agent:
                mentions, _ = self._parties.lists.read(j + 1, unit.end)
                for mention in mentions:
                    found.add(mention, "sender")
        status: ContactStatus = "held" if found.parties else "planned"
        if not found.parties:
            for mention in [m for m in self._layers.mentions if unit.start <= m.start < noun and can_speak(m)][:2]:
                found.add(mention)
        if status == "held" or len(found.parties) > 1:
            self._keep(unit, found, (noun, noun), status)

    def _keep(self, unit: Unit, found: Found, where: tuple[int, int], status: ContactStatus) -> None:
        doc, layers = self._doc, self._layers
        tokens = [t for t in (*where, *found.tokens) if unit.start <= t < unit.end]
        span = layers.span(doc[min(tokens)].idx, doc[max(tokens)].idx + len(doc[max(tokens)].text))
        time = self._time(unit, where)
        fact = Contact(
            id=make_id(
                "contact", layers.document.id, span.start, span.end, "exchange", *(p.actor for p in found.parties)
            ),
            kind="exchange",
            participants=tuple(found.parties),
            status=status,
            mode="written",
            topics=("answer",) if doc[where[1]].lower_ in self._table.answers else (),
            evidence=(span,),
        )
        sentence = (doc[unit.start].idx, doc[unit.end - 1].idx + len(doc[unit.end - 1].text))
        bounded = status == "held" and time is None
        self.drafts.append(ContactDraft(fact=fact, time=time, before_published=bounded, sentence=sentence))

    def _time(self, unit: Unit, where: tuple[int, int]) -> int | None:
        """The date nearest to the verb or the noun, within the unit."""
        anchors = [self._doc[w].idx for w in where]
        first, last = self._doc[unit.start].idx, self._doc[unit.end - 1].idx
        near = [
            (min(abs(t.start - a) for a in anchors), n)
            for n, t in enumerate(self._layers.times)
            if first <= t.start <= last and t.kind in {"DATE", "TIME"} and not t.in_noise
        ]
        best = min(near, default=None)
        return best[1] if best and best[0] < _REACH else None
