"""Talks told without their parties: of the sides of the process that the text tells.

"Les pourparlers, ouverts le 3 mars à Gomel, n'ont rien donné": where no contact told before can be meant.
"""

from __future__ import annotations

from ....annotate.layers import Layers
from ....annotate.syntax import infinitive_of
from ....annotate.tree import Doc
from ....drafts import ContactDraft
from ....types import Participant
from ....vocab import ContactKind
from ..accounts import AccountMaker
from ..contact_table import PartyWords
from ..rules import Stretch
from ..status import Standing
from ..who.found import Found
from ..who.process import LASTING, TALKS, Process, begins

_KNOWN = frozenset({"la", "le", "l'", "cette", "ce", "cet", "les", "ces"})
_CARRIER = 10
"""At most so many tokens stand between a verb and the talks that are its object."""
OF_PLACE = 2
"""So many tokens behind its noun the town stands whose talks they are."""


class UntoldReader:
    """Adds to `accounts` the talks of one document whose parties no words beside them tell."""

    def __init__(self, doc: Doc, layers: Layers, words: PartyWords, accounts: AccountMaker, process: Process) -> None:
        self._doc, self._layers, self._words = doc, layers, words
        self._accounts, self._process = accounts, process
        self.talks = frozenset(f for n in accounts.table.nouns if n.kind in TALKS and n.plain for f in n.forms)
        """The nouns that tell talks by themselves."""

    def of_story(self, stretch: Stretch, kind: ContactKind, standing: Standing, article: str) -> None:
        """Talks told without parties, by a day or a place of their own ("Les pourparlers, ouverts le 3 mars à Gomel,
        n'ont rien donné"), are of the sides of the process that the text tells."""
        words, i = self._words, stretch.trigger.i
        if kind in {"meeting", "summit", "talks"} and self._of_pair(stretch, kind, standing, article):
            return
        known = article in words.definite | words.indefinite | {"de"} and not self._is_bare_round(stretch)
        further = kind == "meeting" and article in words.definite and self._is_further(stretch)
        lasting = kind in LASTING or further or (kind == "meeting" and self._is_helped(stretch))
        if not lasting or not known or standing.status in {"denied", "refused"} or not self._leads(stretch):
            return
        time, _ = self._accounts.days.time(i, stretch.left, stretch.right)
        placed = self._accounts.where.place(i, stretch.left, stretch.right, side="after")[0] is not None
        if self._is_over(stretch, standing):
            standing = Standing("held", past=True)
        if not (standing.told and (placed or time is not None)) and not (placed and time is not None):
            return
        before = self._sentence_before(i)
        sides = self._process.near(i, before) if further else self._process.sides(i, of_else=self.is_of_else(stretch))
        if sides:
            self._accounts.keep(stretch, kind, Found(sides, [i]), standing)

    def _of_pair(self, stretch: Stretch, kind: ContactKind, standing: Standing, article: str) -> bool:
        """Keep the meeting of the persons that the sentence before names, as its joint subject and alone, where a day,
        a place or a verb tells it: "X et Y se sont mis d'accord. La rencontre a duré deux heures"."""
        doc, i = self._doc, stretch.trigger.i
        word = doc[i].lower_
        plural = doc[i].morph.get("Number", []) == ["Plur"]
        bare = word in self._accounts.table.process.rounds or plural == (kind != "talks")
        if article not in _KNOWN or bare or standing.status == "denied" or not self._leads(stretch):
            return False
        time, _ = self._accounts.days.time(i, stretch.left, stretch.right)
        placed = self._accounts.where.place(i, stretch.left, stretch.right, side="after")[0] is not None
        if stretch.unit.start == 0 or not (standing.told or time is not None or placed) or self.is_of_else(stretch):
            return False
        pair = self._process.joint_persons(self._sentence_before(i), doc[i].sent.start)
        if self._is_over(stretch, standing):
            standing = Standing("held", past=True)
        if not pair or any(set(pair) & {p.actor for p in d.fact.participants} for d in self._accounts.drafts):
            return False
        self._accounts.keep(stretch, kind, Found([Participant(actor=a, part="party") for a in pair], [i]), standing)
        return True

    def _is_bare_round(self, stretch: Stretch) -> bool:
        """Whether the noun is a sitting that only its day tells apart ("La session de mercredi"): it may be anybody's
        where no talks were told before."""
        i, table = stretch.trigger.i, self._accounts.table
        last = self._doc[stretch.trigger.last or i].lower_
        alone = self._doc[i].lower_ in table.process.rounds and last not in self.talks
        return alone and not self.beside(stretch) & (self._words.again | table.status.held | table.process.following)

    def _is_further(self, stretch: Stretch) -> bool:
        """Whether the noun tells one more of those that there were: "La prochaine rencontre"."""
        return bool(self.beside(stretch) & (self._accounts.table.status.next | self._accounts.table.status.held))

    def _sentence_before(self, i: int) -> int:
        """The first token of the sentence before that of token `i`."""
        here = self._doc[i].sent.start
        return self._doc[here - 1].sent.start if here else 0

    def _is_helped(self, stretch: Stretch) -> bool:
        """Whether a sitting one of several was under somebody's auspices: "Une première réunion s'est tenue à Rome sous
        l'égide de X"."""
        one_of = {t.lower_ for t in self._doc[max(0, stretch.trigger.i - 2) : stretch.trigger.i]} & self._words.again
        return bool(one_of) and any(part == "mediator" for _, part in self._accounts.helpers(stretch))

    def _is_over(self, stretch: Stretch, standing: Standing) -> bool:
        """Whether words beside the noun say that it took place: "les pourparlers, ouverts le 3 mars", "Ouverts mardi,
        les pourparlers", "les derniers pourparlers remontent à mars"."""
        i, doc, table = stretch.trigger.i, self._doc, self._accounts.table
        if doc[stretch.unit.start].lower_ in table.process.opened:
            return True
        after = {t.lower_ for t in doc[i + 1 : min(stretch.right, i + 6)]}
        return not standing.told and bool(after & table.process.opened or self.beside(stretch) & table.status.held)

    def is_of_else(self, stretch: Stretch) -> bool:
        """Whether the noun's phrase says what it is about, which need not be what others were in contact about:
        "discussions budgétaires", "négociations sur le climat"."""
        doc, process, i = self._doc, self._accounts.table.process, stretch.trigger.i
        last = stretch.trigger.last or i
        beside = [doc[j] for j in {i, last} for j in (j - 1, j + 1) if stretch.unit.start <= j < stretch.unit.end]
        about = any(t.pos_ == "ADJ" and t.lower_ not in process.plain | self._words.again for t in beside)
        return about or (last + 1 < stretch.unit.end and doc[last + 1].lower_ in self._words.topic)

    def is_on_else(self, stretch: Stretch, before: ContactDraft) -> bool:
        """Whether the noun's phrase says that it is about what the text had not named by the end of `before`: "Les
        discussions sur les salaires reprendront"."""
        doc, last = self._doc, stretch.trigger.last or stretch.trigger.i
        if last + 1 >= stretch.unit.end or doc[last + 1].lower_ not in self._words.topic:
            return False
        about = next((t.lower_ for t in doc[last + 2 : stretch.unit.end] if t.pos_ in {"NOUN", "PROPN"}), None)
        told = self._layers.text[: before.sentence[1]].lower()
        return about is not None and about not in told

    def _leads(self, stretch: Stretch) -> bool:
        """Whether the noun is what its clause tells of: its subject, or what opens it, also as the sittings of what is
        ("un second tour d'entretiens, commencé"); not where it belongs to somebody ("le dialogue de Shangri-La")."""
        doc, i, words = self._doc, stretch.trigger.i, self._words
        head = i - 2 if i > 1 and doc[i - 2].lower_ in self._accounts.table.process.rounds else i
        last = stretch.trigger.last or i
        after = [t.lower_ for t in doc[last + 1 : last + 3]]
        owned = bool(after) and after[0] in words.of - {"-"} and after[-1] not in words.of_talks
        opens = all(t.pos_ in {"DET", "ADJ", "NUM", "SPACE"} for t in doc[stretch.unit.start : head])
        owned = owned and not self.is_placed(i)
        return not owned and (opens or doc[head].dep_.startswith("nsubj") or self._is_brought_about(i))

    def _is_brought_about(self, i: int) -> bool:
        """Whether the clause tells that the talks at token `i` begin or go on, or who brings their sides together: "la
        reprise des pourparlers", "Rome doit accueillir une nouvelle session"."""
        process, first = self._accounts.table.process, max(self._doc[i].sent.start, i - _CARRIER)
        verbs = (t for t in self._doc[first:i] if t.pos_ in {"VERB", "AUX"})
        lemmas = {infinitive_of(t.lemma_.lower()) for t in verbs}
        return begins(self._doc, i, process) or bool(lemmas & process.convenes)

    def standing(self, stretch: Stretch, standing: Standing) -> Standing:
        """`standing`, or what words around the noun say that are none of its own verb's: "Prévu le 10 août, le dialogue
        est compromis", "La reprise des pourparlers est fixée au 26 juillet"."""
        i, doc, table = stretch.trigger.i, self._doc, self._accounts.table
        opening = doc[stretch.unit.start].lower_ in table.status.planned
        after = {t.lower_ for t in doc[i + 1 : min(stretch.right, i + _CARRIER)]}
        set_ = begins(doc, i, table.process) and after & table.status.planned and not after & table.status.negator
        return Standing("planned") if not standing.told and (opening or set_) else standing

    def is_placed(self, i: int) -> bool:
        """Whether a town right behind the noun at token `i` says which talks they are: "les pourparlers de Vienne"."""
        town = self._layers.by_token.get(i + OF_PLACE) if i + OF_PLACE < len(self._doc) else None
        several = self._doc[i].morph.get("Number", []) == ["Plur"] and self._doc[i].lower_ in self.talks
        return several and town is not None and town.as_place and self._doc[i + 1].lower_ in {"de", "d'", "du"}

    def beside(self, stretch: Stretch) -> set[str]:
        """The words right before the noun and at the end of what says which it is: "le deuxième cycle", "la session
        suivante"."""
        return {self._doc[t].lower_ for t in (stretch.trigger.i - 1, stretch.trigger.last or stretch.trigger.i)}
