"""Pronouns, groups and nouns that take up actors named before: "a-t-il dit", "les deux hommes", "la rébellion".

Each is resolved to the actor that agrees with it and stands out as the one the text is about; where two are about as
present, it stays open with both as candidates.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from ..knowledge.model import KnowledgeBase
from ..types import Candidate
from .cataphora import is_after_unnamed, told_after
from .clitics import acting_beside, as_for, echo, inverted_subject, wished_of
from .coreference_table import CoreferenceTable, NounRule
from .couples import couple_of, relative_subject
from .custody import Custody
from .gazetteer import fold_accents, folded_words
from .groups import Groups
from .layers import MentionDraft
from .nationals import find_origins, from_there, national
from .nouns import Item, Kind, Nouns, own_country
from .plurals import acted_on_both, named_together
from .pronoun_forms import PronounForms, is_led, is_verb
from .salience import clause_subject, rank
from .scene import Scene, clear_first
from .topics import (
    NO_ACTORS,
    acting_next,
    asked_about,
    asker_before,
    is_of_unnamed,
    is_unnamed_before,
    nearest,
    own_voice,
    sent_before,
    subject_before,
    told_to,
    topic_before,
)

_NEAR = 3
_JOINED = 4
_VERBAL = frozenset({"VERB", "AUX"})
_DESCRIBING = frozenset({"noun", "own", "capital", "origin"})
_PERSON_FIRST, _UNSURE, _TOLD_OF = 3.0, 0.5, 0.3
_CLOSING = frozenset({".", "!", "?", ";", ":", "«", '"', "“"})
_BESIDE = frozenset({"dative", "object", "with"})
"""Kinds of pronouns that mean another than who acts."""
_ONESELF = frozenset({"se", "s'"})
_WHOM = ([",", "qu'"], [",", "que"])


class Anaphora:
    """Finds and resolves such words; one object for all documents."""

    def __init__(self, table: CoreferenceTable, kb: KnowledgeBase) -> None:
        self._table, self._kb = table, kb
        self._phrases: dict[tuple[str, str], list[tuple[list[str], Kind, str, NounRule | None]]] = defaultdict(list)
        self._groups = Groups(table, kb)
        for noun in table.nouns:
            self._add(noun.words, "noun", "xs", noun)
        self._add(table.own_country.words, "own", "xs", None)
        self._add(table.capital.words, "capital", "xs", None)
        kinds: tuple[tuple[Kind, dict[str, str]], ...] = (
            ("nearest", table.pronouns.nearest), ("concerned", table.pronouns.concerned),
            ("first", table.pronouns.first), ("second", table.pronouns.second),
        )  # fmt: skip
        for kind, forms in kinds:
            for words, marks in forms.items():
                self._add((words,), kind, marks, None)
        for found in self._phrases.values():
            found.sort(key=lambda phrase: -len(phrase[0]))
        self._nouns, self._custody = Nouns(kb), Custody(table.custody)
        self._firsts = self._groups.firsts.union(first for first, _ in self._phrases)
        said = table.described
        crowds = (*said.bodies.items(), *said.crowds.items(), *said.unsaid.items())
        self._unnamed = {word: marks for marks, words in crowds for word in words}
        used = table.pronouns
        self._forms = PronounForms(used)
        self._pronouns = used.circle | {*used.inverted, *used.objects, *used.subjects, *used.strong, *used.dative}

    def _add(self, phrases: tuple[str, ...], kind: Kind, marks: str, rule: NounRule | None) -> None:
        for phrase in phrases:
            words = fold_accents(phrase).replace("'", "' ").split()
            self._phrases[words[0], words[1] if len(words) > 1 else ""].append((words, kind, marks, rule))

    # -- finding

    def find(self, scene: Scene) -> list[Item]:
        """Every such expression in the document of `scene`, in order, none overlapping another."""
        doc = scene.doc
        words = folded_words(doc)
        found: list[Item] = []
        end = 0
        for i, token in enumerate(doc):
            if i < end or not (words[i] in self._firsts or token.lower_ in self._pronouns):
                continue
            item = self._phrase(words, i) or self._group_at(scene, words, i) or self._forms.find(scene, token)
            if item is not None and not scene.is_covered(item.start, item.end) and self._may_stand(scene, item):
                found.append(item)
                end = item.end
        demonyms = (m for m in scene.mentions if m.how == "nationality" and not m.adjective and m.number == "s")
        found += [self._demonym(scene, m) for m in demonyms if self._is_singled_out(scene, m)]
        return found + find_origins(scene, self._table.origins)

    def _phrase(self, words: list[str], i: int) -> Item | None:
        second = words[i + 1] if i + 1 < len(words) else ""
        for phrase, kind, marks, rule in (
            *self._phrases.get((words[i], second), ()),
            *self._phrases.get((words[i], ""), ()),
        ):
            if words[i : i + len(phrase)] == phrase:
                return Item(i, i + len(phrase), kind, marks[0], marks[1], rule)
        return None

    def _group_at(self, scene: Scene, words: list[str], i: int) -> Item | None:
        found = self._groups.find(scene, words, i)
        return Item(found.start, found.end, "group", "x", "p", group=found) if found else None

    def _may_stand(self, scene: Scene, item: Item) -> bool:
        """Whether "le premier" stands alone, not before its noun, and no words tell whose "la rébellion" is."""
        after = scene.doc[item.end] if item.end < len(scene.doc) else None
        if after is None:
            return True
        if item.kind in {"first", "second"}:
            if after.lower_ == "pas":
                return False  # "le premier pas"
            counted = after.pos_ in {"NOUN", "ADJ", "PROPN", "NUM"}
            if is_led(scene.doc, item.start, self._table.pronouns) and (not counted or scene.places.is_timed(after.i)):
                return True
            if after.text in _CLOSING:  # "a tonné le premier.", never "il est arrivé le premier."
                return scene.places.is_subject(MentionDraft(item.start, item.end, item.end - 1, "pronoun"))
            return after.pos_ in _VERBAL | {"ADV", "PRON"} or after.text == ","
        if item.rule is not None and item.rule.acting and not self._acts(scene, item, item.rule):
            return False
        if item.kind in {"nearest", "noun"}:
            owned = after.pos_ in {"PROPN", "ADJ"} or after.lower_ in {"de", "d'", "du", "des"}
            realm = item.rule is not None and item.rule.kind == "realm"  # "le royaume chérifien" is the name of one
            return not owned and scene.claims.taken.keys().isdisjoint({item.end, item.end - realm})
        return True

    def _acts(self, scene: Scene, item: Item, rule: NounRule) -> bool:
        """Whether the noun is a subject, or stands where an actor does ("entre le pouvoir et l'opposition")."""
        before = scene.doc[item.start - 1].lower_ if item.start else ""
        urged = bool(item.start) and scene.doc[item.start - 1].lemma_.lower() in rule.after
        own = MentionDraft(item.start, item.end, item.end - 1, "role")
        said = " ".join(t.lower_ for t in scene.doc[item.end : item.end + _JOINED])
        joined = bool(rule.joined) and said.startswith(rule.joined)
        return before in rule.beside or urged or joined or scene.places.is_subject(own)

    def _from_there(self, scene: Scene, item: Item, mention: MentionDraft) -> None:
        from_there(scene, item, mention, self._table.origins)

    def _is_singled_out(self, scene: Scene, mention: MentionDraft) -> bool:
        before = scene.doc[mention.start - 1].lower_ if mention.start else ""
        return before in {"le", "la", "l'", "du", "au"}

    def _demonym(self, scene: Scene, mention: MentionDraft) -> Item:
        before = scene.doc[mention.start - 1].lower_ if mention.start else ""
        gender = {"la": "f", "l'": mention.gender or "x"}.get(before, "m")
        return Item(mention.start, mention.end, "demonym", gender, "s", None, mention)

    # -- resolving

    def resolve(self, scene: Scene, item: Item) -> None:
        """Add to the mentions of `scene` whom `item` means; nothing where the words mean nobody found."""
        if item.kind == "demonym":
            national(scene, item)
            return
        if scene.is_covered(item.start, item.end) or any(
            m.how == "group" and m.start == item.start for m in scene.mentions
        ):
            return
        how = "group" if item.kind == "group" else "periphrasis" if item.kind in _DESCRIBING else "pronoun"
        mention = MentionDraft(item.start, item.end, item.end - 1, how, number=item.number, gender=item.gender)  # type: ignore[arg-type]
        if item.group is not None:
            self._groups.resolve(scene, item.group, mention)
            if mention.members or mention.candidates:
                scene.place(mention)
            return
        if item.kind == "circle" and item.mention is not None:
            mention.actor = item.mention.actor
            scene.place(mention)
            return
        {
            "noun": self._nouns.resolve, "own": own_country, "capital": self._nouns.capital,
            "origin": self._from_there, "first": self._of_pair, "second": self._of_pair,
            "nearest": nearest, "concerned": nearest,
        }.get(item.kind, self._pronoun_meant)(scene, item, mention)  # fmt: skip
        if mention.actors or mention.candidates or mention.as_place:
            scene.place(mention)

    def _pronoun_meant(self, scene: Scene, item: Item, mention: MentionDraft) -> None:
        """Whoever agrees and is most present, persons before states and bodies."""
        if item.kind == "strong" and self._is_echoed(scene, item, mention):
            return
        if item.kind in {"pronoun", "object"} and item.number == "s":
            fronted, mention.actor = told_after(scene, item)
            if fronted:
                return
        left: set[str] | None = set()
        if scene.doc[item.start].lower_.startswith("-"):  # "lui a-t-il répondu": two persons
            beside = range(item.start - _NEAR, item.start)
            left = {a for m in scene.mentions if m.start in beside and m.how == "pronoun" for a in m.actors}
            left |= asker_before(scene, item.start)
        elif item.kind == "pronoun":
            if self._is_told(scene, item, mention):
                return
            left = wished_of(scene, item, self._table.pronouns)[0] | scene.acted_on(item.start)
            left |= (
                told_to(scene, item.start)
                | self._custody.keeper(scene, item.start)
                | acted_on_both(scene, item, self._table.pronouns)
            )
            if item.start > 2 and [t.text for t in scene.doc[item.start - 2 : item.start]] in _WHOM:
                left |= {a for m in scene.mentions if m.end == item.start - 2 for a in m.actors}  # "À X, qu'il a vu"
        elif item.kind in _BESIDE:
            left = self._acting(scene, item, mention)
        if left is not None:
            weighed = self._weighed(scene, item, left)
            if not weighed and left and item.number == "s" and self._is_beside_pronoun(scene, item):
                weighed = self._only_other(scene, item, left)
            self._decide(scene, item, mention, weighed)

    def _is_echoed(self, scene: Scene, item: Item, mention: MentionDraft) -> bool:
        """Whether the words before the strong pronoun `item` settle whom it means: ", lui,", "quant à lui", "selon lui"
        after "dit-il"."""
        before = scene.doc[item.start - 1].lower_
        if before in {",", "à"}:
            (echo if before == "," else as_for)(scene, item.start, mention)
            return True
        mention.actor = scene.told_by(item.start, item.gender, item.number)
        return mention.actor is not None

    def _acting(self, scene: Scene, item: Item, mention: MentionDraft) -> set[str] | None:
        """Who acts beside the object `item`, whom it does not mean; None where nobody tells, or where `mention` now has
        whom it means."""
        token = scene.doc[item.start]
        subject = acting_beside(scene, token)
        acting = set(subject.actors) if subject else set()
        if item.kind == "with":
            return acting or None
        left = relative_subject(scene, item.start) or acting
        if item.kind == "dative" and token.i and scene.doc[token.i - 1].lower_ in {"que", "qu'"}:
            if subject is not None and subject.actor and scene.is_person(subject.actor):
                mention.actor = subject.actor  # "a refusé l'offre que lui faisait X": who refused
            return None
        left |= inverted_subject(scene, token.i + 1) | self._teller(scene, token.i + 1)
        left |= own_voice(scene, token.i)
        return None if item.kind == "object" and not left else left  # "avant de le rejoindre": who acts is told later

    def _is_told(self, scene: Scene, item: Item, mention: MentionDraft) -> bool:
        """Whether the words around the subject pronoun `item` settle whom it means, whom `mention` then gets: somebody
        in a question before it, of whom another wishes, or nobody known."""
        mention.actor = asked_about(scene, item) or wished_of(scene, item, self._table.pronouns)[1]
        if mention.actor or is_unnamed_before(scene, item, self._unnamed) or is_after_unnamed(scene, item):
            return True
        if is_of_unnamed(scene, item):
            scene.layers.strangers.add(item.start)
            return True
        return False

    def mend(self, scene: Scene, items: Iterable[Item]) -> None:
        """Give pronouns of `items` before a role the one whom it turned out to mean; take "lui" from whom a role
        inverted with its verb turned out to mean: "lui a dit le président"."""
        for item in [i for i in items if i.kind in {"pronoun", "object"} and i.number == "s"]:
            if not any(m.start == item.start for m in scene.mentions) and told_after(scene, item)[1]:
                self.resolve(scene, item)
        for mention in [m for m in scene.mentions if m.how == "pronoun" and m.actor and m.end - m.start == 1]:
            number = self._table.pronouns.dative.get(scene.doc[mention.start].lower_)
            told = inverted_subject(scene, mention.end) if number else set()
            if number and mention.actor in told and is_verb(scene.doc, mention.end):
                item = Item(mention.start, mention.end, "dative", "x", number)
                mention.actor, mention.candidates = None, ()
                self._decide(scene, item, mention, self._weighed(scene, item, told))

    def _decide(
        self, scene: Scene, item: Item, mention: MentionDraft, weighed: list[tuple[tuple[str, ...], float]]
    ) -> None:
        """Give `mention` the likeliest of `weighed`; of two as likely, the subject of the sentence before, else both as
        candidates; where there is none, the subject of the sentence after the first of a text."""
        goes_on = item.kind == "pronoun" and not scene.doc[item.start].lower_.startswith("-")
        if not weighed:
            if goes_on:
                self._told_next(scene, item, mention)
            return
        best = weighed[0][0]
        alike = len(weighed) > 1 and (item.kind == "with" or clear_first([(e[0], s) for e, s in weighed]) is None)
        if alike:
            first = subject_before(scene, item) if goes_on else None
            if first is None or not any(e == (first,) for e, _ in weighed):
                mention.candidates = tuple(
                    Candidate(actor=e[0], why="agrees and stands near") for e, _ in weighed[:3] if len(e) == 1
                )
                return
            best = (first,)
        mention.actor = best[0] if len(best) == 1 else None
        mention.members = best if len(best) > 1 else ()

    def _told_next(self, scene: Scene, item: Item, mention: MentionDraft) -> None:
        """Whom the pronoun of a text's first words means: the subject of the sentence that follows ("Il devait
        rentrer. Mardi, X a fait poser son avion à Lahore")."""
        if item.number == "p" and scene.doc[item.end : item.end + 1] and scene.doc[item.end].lower_ in _ONESELF:
            mention.members = couple_of(scene, item.start, lambda a: self._one_of(scene, a, item), set())
            if mention.members:
                return
        acting = acting_next(scene, item.start)
        named = any(self._fitting(scene, m, item, set()) for m in scene.mentions if m.end <= item.start)
        found = [f for m in acting for f in self._fitting(scene, m, item, set())]
        found = [f for f in found if scene.is_person(f[0]) or len(f) > 1]
        if found and not named:
            best = max(found, key=len) if item.number == "p" else found[0]
            mention.actor, mention.members = (best[0], ()) if len(best) == 1 else (None, best)

    def _one_of(self, scene: Scene, actor: str, item: Item) -> str:
        """The person `actor`, where "ils" or "elles" may mean him or her beside another."""
        gender = scene.book.actors[actor].gender if scene.is_person(actor) else None
        return actor if scene.is_person(actor) and not (item.gender == "f" and gender == "m") else ""

    def _teller(self, scene: Scene, i: int) -> set[str]:
        """Whom the inverted pronoun of the verb at token `i` means, where that is clear: "lui a-t-il dit"."""
        marks = next(((t, m) for t in scene.doc[i : i + 3] if (m := self._table.pronouns.inverted.get(t.lower_))), None)
        if marks is None:
            return set()
        token, form = marks
        told = self._weighed(scene, Item(token.i, token.i + 1, "pronoun", form[0], form[1]), set())
        best = clear_first([(e[0], s) for e, s in told])
        return {best} if best else set()

    def _is_beside_pronoun(self, scene: Scene, item: Item) -> bool:
        """Whether `item` is the object of a clause whose subject is not told anew: "il lui a promis", or a dative."""
        before = {m.how for m in scene.mentions if m.end == item.start}
        return item.kind == "dative" or (item.kind == "object" and "pronoun" in before)

    def _only_other(self, scene: Scene, item: Item, left: set[str]) -> list[tuple[tuple[str, ...], float]]:
        """The one person beside those of `left` whom the sentences shortly before name, where nobody nearer may be
        meant: "X a retenu Y. Il a insisté. Il lui a promis"."""
        near = scene.people(item.start, reach=_NEAR, skip=left)
        fits = [(p, s) for p, s in near if scene.kind(p) == "person"]
        if len(fits) != 1 or len(near) != 1:
            return []
        agrees = any(m.actor == fits[0][0] and self._fitting(scene, m, item, left) for m in scene.mentions)
        return [((fits[0][0],), fits[0][1])] if agrees else []

    def _weighed(self, scene: Scene, item: Item, left: set[str]) -> list[tuple[tuple[str, ...], float]]:
        """Whom `item` may mean, the likeliest first; never those of `left`."""
        token = scene.doc[item.start]
        unsure: set[tuple[str, ...]] = set()

        def fits(one: MentionDraft) -> list[tuple[str, ...]]:
            found = self._fitting(scene, one, item, left)
            if item.gender == "f" and scene.gender(one) == "x":
                unsure.update(found)
            return found

        ranked = rank(scene.places, scene.mentions, item.start, fade=0.5, fits=fits, reach=_reach(item))
        weighed = [(e, s * (_PERSON_FIRST if scene.is_person(e[0]) else 1.0)) for e, s in ranked]
        if token.lower_.startswith("-"):  # "La Suède ne cédera rien, a-t-elle dit": rather who speaks of it
            told = clause_subject(scene.doc, scene.places, scene.mentions, token)
            host = set(told.actors) if told else set()
            weighed = [(e, s * (_TOLD_OF if host & set(e) else 1.0)) for e, s in weighed]
        if item.kind == "pronoun" and (topic := topic_before(scene, item, self._table.pronouns.of_persons)):
            weighed = [(e, s * (_PERSON_FIRST if e == (topic,) else 1.0)) for e, s in weighed]
        sent = sent_before(scene, item.start) if item.kind == "object" else None
        weighed = [(e, s * (_UNSURE if e in unsure else _PERSON_FIRST if e == (sent,) else 1.0)) for e, s in weighed]
        weighed.sort(key=lambda pair: -pair[1])
        return weighed

    def _fitting(self, scene: Scene, one: MentionDraft, item: Item, left: set[str]) -> list[tuple[str, ...]]:
        """Whom the pronoun `item` may mean of those that `one` names; `left` act in its clause."""
        if one.adjective or not one.actors or not left.isdisjoint(one.actors):
            return []
        if item.number == "p":
            return named_together(scene, one, item)
        if not one.actor or not scene.agrees(one, item.gender, "s"):
            return []
        person = scene.is_person(one.actor)
        if scene.kind(one.actor) in NO_ACTORS or (item.kind == "object" and not person):
            return []
        sides = {scene.book.state_of(a) for a in left if not scene.is_person(a)} - {""}
        its_own = person and scene.book.state_of(one.actor) in sides  # "la junte lui reproche": no one of its own
        theirs = item.kind == "dative" and one.actor in {scene.book.state_of(a) for a in left}  # who says it to himself
        return [] if its_own or theirs else [(one.actor,)]

    def _of_pair(self, scene: Scene, item: Item, mention: MentionDraft) -> None:
        """ "Le premier", "le second": of two coordinated shortly before."""
        pair = scene.pair_before(item.start)
        chosen = pair[0 if item.kind == "first" else 1] if pair else None
        if pair and item.kind == "second" and not scene.is_pair(*pair):
            return  # of three or more, "le second" is not the last
        if chosen is not None and scene.agrees(chosen, item.gender, "s"):
            mention.actor = chosen.actor


def _reach(item: Item) -> int:
    """How many sentences back whom `item` means may be named."""
    return 1 if item.kind in _BESIDE else _NEAR
