"""Written exchanges: who handed which text to whom, and when. What answers what is found when dispatches are merged."""

from __future__ import annotations

from functools import lru_cache

from ..annotate import syntax
from ..annotate.cue_forms import regular_forms
from ..annotate.layers import Layers, MentionDraft, layers_of
from ..annotate.speakers import can_speak
from ..annotate.tense import FUTURE_LIKE, governing_verb, tense_of
from ..annotate.tree import Doc
from ..annotate.units import Unit, units_of
from ..drafts import ContactDraft
from ..ids import make_id
from ..lang.pack import Pack
from ..types import Contact
from ..vocab import ContactStatus
from .contacts.rules import trigger_finder
from .contacts.status import standing_of_verb
from .contacts.who.found import Found
from .contacts.who.parties import PartyReader
from .exchange_table import ExchangeTable

_REACH = 80
"""How far from its verb or noun, in code points, a time may stand and still date an exchange."""
_PHRASE = 16
"""At most so many tokens lie between a verb and its text, or a text and those whom it names."""
_STOPS = frozenset({".", ";", ":"})


@lru_cache(maxsize=8)
def _forms(pack: Pack) -> dict[str, str]:
    table = pack.table("exchanges", ExchangeTable)
    lemmas = dict.fromkeys((*table.verbs, *table.getting, *table.answering, *table.addressing, *table.made_to))
    return {form: lemma for lemma in lemmas for form in table.forms.get(lemma, "").split() or regular_forms(lemma)}


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
        contacts = trigger_finder(pack).table
        self._words, self._status = contacts.parties, contacts.status
        self._parties = PartyReader(doc, layers, self._words)
        self._telling = self._table.nouns.union(self._forms)
        self.drafts: list[ContactDraft] = []

    def read(self, unit: Unit) -> None:
        """Keep the exchanges of one unit."""
        told = len(self.drafts)
        for i in range(unit.start, unit.end):
            word = self._doc[i].lower_
            if word not in self._telling:
                continue
            lemma = self._forms.get(word)
            if lemma is not None and self._doc[i].pos_ in {"VERB", "AUX", "ADJ"}:
                self._verb(unit, i, lemma)
            elif word in self._table.nouns:
                if len(self.drafts) == told:
                    self._text(unit, i)
                if word in self._table.answers or word in self._table.demands:
                    self._announced(unit, i)

    def _verb(self, unit: Unit, i: int, lemma: str) -> None:
        """What the verb at token `i` tells: a text handed over, received, answered, or somebody written to."""
        made = self._table.made_to.get(lemma)
        acting = i if made is None else self._made(i)
        if acting is None or not self._is_told(acting):
            return
        if lemma in self._table.getting:
            self._got(unit, i)
        elif lemma in self._table.answering and self._answered(unit, i):
            return
        elif lemma in self._table.addressing:
            self._wrote(unit, i)
        else:
            self._handed(unit, i, acting, made or lemma)

    def _made(self, i: int) -> int | None:
        """The form of "faire" right before the infinitive at token `i`: "a fait parvenir"."""
        return next((j for j in (i - 1, i - 2) if j >= 0 and self._doc[j].lemma_ == "faire"), None)

    def _is_told(self, verb: int) -> bool:
        """Whether the verb at token `verb` is neither negated nor refused: "n'a pas remis", "a refusé d'envoyer"."""
        if syntax.is_negated(self._doc[verb]):
            return False
        standing = standing_of_verb(self._doc, verb, self._status)
        return standing is None or standing.status not in {"denied", "refused", "cancelled"}

    def _handed(self, unit: Unit, verb: int, acting: int, lemma: str) -> None:
        """ "X a remis à Y sa réponse écrite": sender, recipient, text."""
        any_text = lemma in self._table.handing
        noun = self._text_after(verb, unit.end, any_text=any_text)
        found, purpose = Found(), self._purpose(acting)
        doer = acting if purpose is None else purpose
        if noun is None or not self._parties.subjects.add_subject(doer, unit.start, found, part="sender"):
            return
        recipients = self._recipients(verb + 1, unit.end)
        if not recipients:
            recipients = self._to_whom(acting) if purpose is None else self._summoned(purpose, acting)
        for mention in recipients:
            found.add(mention, "recipient")
        alone = not recipients and self._doc[noun].lower_ in self._table.one_ended
        if alone or (recipients and len(found.parties) > 1):
            self._keep(unit, found, (verb, noun), self._standing(acting))

    def _purpose(self, verb: int) -> int | None:
        """The verb above an infinitive of purpose: "a convoqué Y pour lui remettre"; its subject is who hands over."""
        token = self._doc[verb]
        near = {t.lower_ for t in self._doc[max(0, verb - 3) : verb]}
        head = governing_verb(token) if tense_of(token) == "infinitive" and near & self._table.purpose else None
        return head.i if head is not None and head.i < verb else None

    def _summoned(self, head: int, verb: int) -> list[MentionDraft]:
        """Whom "lui" or "leur" before the infinitive at token `verb` means: the object of the verb at `head`."""
        if not any(t.lower_ in {"lui", "leur"} for t in self._doc[max(head, verb - 3) : verb]):
            return []
        start = next((j for j in range(head + 1, verb) if self._layers.by_token.get(j) is not None), verb)
        return self._parties.lists.read(start, verb)[0]

    def _got(self, unit: Unit, verb: int) -> None:
        """ "X a reçu de Y une lettre", "X a reçu la réponse de Y"."""
        noun = self._text_after(verb, min(unit.end, verb + 8), any_text=True)
        if noun is None or self._doc[noun].lower_ in self._table.drafts:
            return
        senders = [m for at in (noun + 1, verb + 1) if (m := self._of(at, unit.end))]
        found = Found()
        if not senders or not self._parties.subjects.add_subject(verb, unit.start, found, part="recipient"):
            return
        for mention in senders[0]:
            found.add(mention, "sender")
        if len(found.parties) > 1:
            self._keep(unit, found, (verb, noun), self._standing(verb))

    def _of(self, i: int, stop: int) -> list[MentionDraft]:
        """Those whom "de" right at token `i`, over a day, names."""
        while i < stop and self._layers.is_timed(self._doc[i]):
            i += 1
        of = i < stop and self._doc[i].lower_ in {"de", "d'", "du", "des"}
        return self._parties.lists.read(i + 1, stop)[0] if of else []

    def _answered(self, unit: Unit, verb: int) -> bool:
        """ "X a répondu par écrit à Y", "X a répondu à la lettre de Y"; whether it is such an answer."""
        near = " ".join(t.lower_ for t in self._doc[verb + 1 : min(unit.end, verb + 8)])
        letter = next(
            (j for j in range(verb + 2, min(unit.end, verb + 6)) if self._doc[j].lower_ in self._table.written), None
        )
        to_letter = letter is not None and {t.lower_ for t in self._doc[verb + 1 : letter]} & self._words.to
        by_hand = any(phrase in near for phrase in self._table.in_writing)
        if not by_hand and not to_letter:
            return False
        found = Found()
        if not self._parties.subjects.add_subject(verb, unit.start, found, part="sender"):
            return True
        whom = self._of(letter + 1, unit.end) if to_letter and letter is not None else []
        for mention in whom or self._recipients(verb + 1, unit.end) or self._to_whom(verb):
            found.add(mention, "recipient")
        if len(found.parties) > 1:
            self._keep(unit, found, (verb, verb), self._standing(verb), answer=True)
        return True

    def _wrote(self, unit: Unit, verb: int) -> None:
        """ "X a écrit lundi à Y": a letter, where a person or a body is named."""
        if self._doc[verb - 1].lower_ in self._words.agent:
            return  # "par écrit"
        found = Found()
        whom = self._recipients(verb + 1, min(unit.end, verb + 7)) or self._to_whom(verb)
        if not whom or not self._parties.subjects.add_subject(verb, unit.start, found, part="sender"):
            return
        for mention in whom:
            found.add(mention, "recipient")
        if len(found.parties) > 1:
            self._keep(unit, found, (verb, verb), self._standing(verb))

    def _standing(self, verb: int) -> ContactStatus:
        tense = tense_of(self._doc[verb])
        standing = standing_of_verb(self._doc, verb, self._status) if tense == "infinitive" else None
        if standing is not None and standing.status == "held":
            return "held"  # "après avoir remis"
        return "planned" if tense in FUTURE_LIKE or tense == "infinitive" else "held"

    def _text_after(self, verb: int, stop: int, *, any_text: bool) -> int | None:
        """The noun of a written text that the verb at token `verb` hands over; `any_text`: whatever may be one."""
        for j in range(verb + 1, min(stop, verb + _PHRASE)):
            word = self._doc[j].lower_
            if self._doc[j].text in _STOPS:
                return None
            if word in self._table.nouns:
                near = {t.lower_ for t in self._doc[j + 1 : min(j + 5, stop)]}
                sure = (word in self._table.written and word not in self._table.drafts) or near & self._table.writing
                if sure or (any_text and not self._is_signal(j)) or self._is_plain_message(j):
                    return j
        return None

    def _is_signal(self, noun: int) -> bool:
        """Whether a text is none but a sign: "un message de fermeté", "un signal clair"."""
        after = self._doc[noun + 1] if noun + 1 < len(self._doc) else None
        sign = after is not None and (after.pos_ == "ADJ" or after.lower_ in {"de", "d'"})
        return self._doc[noun].lower_ in self._table.signals and sign

    def _is_plain_message(self, noun: int) -> bool:
        """Whether a message is told with nothing but its recipient: "a envoyé un message à Y"."""
        return self._doc[noun].lower_ in self._table.signals and not self._is_signal(noun)

    def _recipients(self, first: int, stop: int) -> list[MentionDraft]:
        towns: list[MentionDraft] = []
        for j in range(first, min(stop, first + _PHRASE)):
            if self._doc[j].lower_ in self._words.to:
                mentions, _ = self._parties.lists.read(j + 1, stop)
                town = bool(mentions) and all(m.how == "metonym" for m in mentions)
                if mentions and not town:
                    return mentions  # "a remis à Vienne à X une lettre": not to Vienna
                towns = towns or mentions
            if self._doc[j].text in _STOPS:
                break
        return towns

    def _to_whom(self, verb: int) -> list[MentionDraft]:
        """Whom "lui" or "leur" before the verb means, where that was found: "lui a remis une lettre"."""
        start = self._parties.subjects.verb_group(verb).start
        clitics = (self._layers.by_token.get(t.i) for t in self._doc[start:verb] if t.lower_ in {"lui", "leur"})
        told = next((m for m in clitics if m is not None and m.actors), None)
        return [told] if told is not None else []

    def _text(self, unit: Unit, noun: int) -> None:
        """A text told by its noun, with both ends: "la lettre de X à Y", "une lettre adressée lundi par X à Y", "la
        réponse que X a remise à Y", "dans une lettre à Y, X a"."""
        if self._doc[noun].lower_ in self._table.drafts or self._is_signal(noun):
            return
        found, handed = Found(), self._handed_over(noun, unit.end)
        first = handed + 1 if handed is not None else noun + 1
        for mention in self._of(noun + 1, unit.end):
            found.add(mention, "sender")
        after = max([noun, *found.tokens]) + 1
        relative = handed is not None and self._doc[noun + 1].lower_ in self._words.whom
        if relative and handed is not None:
            self._parties.subjects.add_subject(handed, noun + 2, found, part="sender")
        whom, by = self._ends(first if handed is not None else after, unit.end, far=handed is not None)
        for mention in by:
            found.add(mention, "sender")
        if not whom or (handed is None and self._doc[noun].lower_ not in self._table.written):
            return
        if not found.parties:
            self._add_writer(unit, noun, found)
        sent = bool(found.parties)
        for mention in whom:
            found.add(mention, "recipient")
        verb = handed if handed is not None and not self._is_bare(handed) else None
        if sent and len(found.parties) > 1 and (verb is None or self._is_told(verb)):
            status = self._standing(verb) if verb is not None else "held"
            self._keep(unit, found, (noun, noun), "refused" if self._is_turned_down(noun) else status)

    def _is_turned_down(self, noun: int) -> bool:
        """Whether somebody refuses the text told at token `noun`, or to take or carry it ("refuse de prendre la
        lettre"), not to speak of it ("refuse de commenter la lettre")."""
        verb = governing_verb(self._doc[noun])
        if verb is None or verb.i > noun or verb.head.i == noun:
            return False
        between = self._doc[verb.i + 1 : noun]
        if verb.lower_ in self._status.refused and not any(tense_of(t) == "infinitive" for t in between):
            return True
        taking = next((t for t in reversed(between) if tense_of(t) == "infinitive"), verb)
        verb, lemma = taking, taking.lemma_.lower()
        near = {t.lower_ for t in self._doc[max(verb.sent.start, verb.i - 3) : verb.i]}
        return lemma in self._table.taking and bool(near & self._status.refused)

    def _add_writer(self, unit: Unit, noun: int, found: Found) -> None:
        """Add who tells something in the text told at token `noun`: "dans une lettre à Y, X a"; no pronoun that only a
        guess could take up."""
        subjects, writer = self._parties.subjects, Found()
        if not subjects.add_after_comma(noun, unit.end, writer, part="sender"):
            subjects.add_governing_subject(noun, unit.start, unit.end, writer, part="sender")
        first = min(writer.tokens, default=-1)
        own = self._layers.by_token.get(first)
        if first >= unit.start and (own is None or own.how != "pronoun"):
            found.parties, found.tokens = writer.parties, [*found.tokens, *writer.tokens]

    def _is_bare(self, verb: int) -> bool:
        """Whether the verb at token `verb` is a participle without an auxiliary: "une lettre adressée à Y"."""
        return tense_of(self._doc[verb]) == "participle"

    def _handed_over(self, noun: int, stop: int) -> int | None:
        """The verb by which a text told by its noun is handed over: "adressée", "a été remise", "que X a remise"."""
        for j in range(noun + 1, min(stop, noun + 12)):
            lemma = self._forms.get(self._doc[j].lower_)
            handed = lemma in self._table.verbs and self._doc[j].pos_ in {"VERB", "AUX", "ADJ"}
            if handed and "Part" in self._doc[j].morph.get("VerbForm", ["Part"]):
                return j
            if self._doc[j].text in _STOPS or (self._doc[j].text == "," and j > noun + 1):
                return None
        return None

    def _ends(self, i: int, stop: int, *, far: bool) -> tuple[list[MentionDraft], list[MentionDraft]]:
        """Those to whom and by whom the words from token `i` on tell a text to go, over days; right at `i`, unless
        `far`."""
        whom: list[MentionDraft] = []
        by: list[MentionDraft] = []
        end = min(stop, i + (_PHRASE if far else 3))
        while i < end:
            word = self._doc[i].lower_
            timed = self._layers.is_timed(self._doc[i])
            if word in self._words.to or word in self._words.agent:
                mentions, after = self._parties.lists.read(i + 1, stop)
                if mentions and word in self._words.to and not whom:
                    whom = mentions
                elif mentions and word in self._words.agent and not by:
                    by = mentions
                i, end = (after, max(end, after + 4)) if mentions else (i + 1, end)
                continue
            if self._doc[i].text in _STOPS | {","} or (self._doc[i].pos_ in {"VERB", "AUX"} and not timed):
                break
            i += 1
        return whom, by

    def _announced(self, unit: Unit, noun: int) -> None:
        """A text told by its noun: "pour une réponse écrite", "exigences formulées par écrit … par le Kremlin"."""
        after = {t.lower_ for t in self._doc[noun + 1 : min(noun + 7, unit.end)]}
        at = self._doc[noun].idx
        if not after & self._table.by_hand or any(s.start <= at < s.end for d in self.drafts for s in d.fact.evidence):
            return
        found = Found()
        for j in range(noun + 1, min(unit.end, noun + _PHRASE)):
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

    def _keep(
        self, unit: Unit, found: Found, where: tuple[int, int], status: ContactStatus, *, answer: bool = False
    ) -> None:
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
            topics=("answer",) if answer or doc[where[1]].lower_ in self._table.answers else (),
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
