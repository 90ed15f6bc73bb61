"""Plurals that take up actors named before: "les deux hommes", "les trois pays parrains", "ses deux interlocuteurs".

The members are whom the text named together, as many as the words count; else the last ones named, where these are no
more and no fewer; else those that the text is most about. Where one more may be meant the words stay open.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import msgspec

from ..knowledge.model import KnowledgeBase
from ..types import Candidate
from .background import before_background
from .coreference_table import CoreferenceTable, GroupRule
from .couples import apart_from, brokers, couple_of, in_turn, is_beside_unknown, told_again
from .gazetteer import fold_accents
from .layers import MentionDraft
from .salience import rank
from .scene import Scene
from .word_table import PHRASES

_SHARE, _SIDES, _CLEAR = 0.5, 0.25, 0.35  # how present one more may be, of the last member: a host is nearly a side
_NEAR, _FAR, _OFTEN = 3, 8, 3
_CONTRACTED = ("des", "aux")
_BETWEEN = frozenset(
    ", et ainsi que puis avec à au aux de du des d' le la l' les son sa leur ses - / ou ; par chez « »".split()
)
_OPENING_WITH = frozenset({"après", "avant", "depuis", "malgré", "sans", "selon", "dès"})
"""Words that open a sentence with a circumstance: a comma ends it, and joins nothing."""
_JOINED = frozenset({"et", ",", "-", "puis", "que", "avec"})
_GAP, _PAIR, _CROWD = 4, 2, 2
_PEOPLE, _VOICE = ("person", "anonymous"), "spokesperson"
_BEFORE = frozenset({"les", "des", "aux", "ces", "ses", "leurs"})
_OF = [["de"], ["d'"], ["du"], ["des"]]
_ALONE = frozenset({"VERB", "AUX", "ADV", "PRON", "PUNCT", "CCONJ"})


@dataclass(slots=True, unsafe_hash=True)
class GroupWords:
    """Words [start, end) that mean `count` actors of the kinds of `rule`, all of `states` where any are given."""

    start: int
    end: int
    rule: GroupRule
    count: int
    states: frozenset[str] = frozenset()


class Groups:
    """Finds such words and tells whom they mean; one object for all documents."""

    def __init__(self, table: CoreferenceTable, kb: KnowledgeBase) -> None:
        self._kb = kb
        self._numerals = table.numerals
        self._around = frozenset(map(fold_accents, table.group_adjectives))
        self._two_sided, self._brokers = table.two_sided, table.brokers
        self._nouns: dict[str, GroupRule] = {}
        self._phrases: dict[str, list[tuple[list[str], GroupRule]]] = {}
        for rule in table.groups:
            for noun in rule.nouns:
                self._nouns[fold_accents(noun)] = rule
            for phrase in rule.words:
                words = fold_accents(phrase).replace("'", "' ").split()
                for first in (words[0], *(_CONTRACTED if words[0] == "les" else ())):
                    self._phrases.setdefault(first, []).append(([first, *words[1:]], rule))
        for found in self._phrases.values():
            found.sort(key=lambda phrase: -len(phrase[0]))
        self._any = next(rule for rule in table.groups if rule.bare)
        self.firsts = _BEFORE.union(self._phrases)  # the words that the words of a group may begin with

    # -- finding

    def find(self, scene: Scene, words: list[str], i: int) -> GroupWords | None:
        """The group named from token `i` on; `words`: those of the document in lower case without diacritics."""
        for phrase, its in self._phrases.get(words[i], ()):
            end = i + len(phrase)
            if words[i:end] == phrase and words[end : end + 1] not in _OF and end not in scene.claims.at:
                return GroupWords(i + (words[i] in _CONTRACTED), end, its, its.count)
        if words[i] not in _BEFORE or i + 1 >= len(words):
            return None
        count = self._numerals.get(words[i + 1], 0)
        if not count:
            return None
        start, end = i + (words[i] in _CONTRACTED), i + 2
        while end < len(words) and words[end] in self._around:
            end += 1
        if (end >= len(words) or words[end] not in self._nouns) and end > i + 2 and words[end - 1] in self._nouns:
            end -= 1  # "les deux voisins": the adjective is the noun
        rule = self._nouns.get(words[end]) if end < len(words) else None
        if rule is not None:
            end = self._noun_end(words, end)
            states = self._states_at(scene, end)
            if self._is_of_region(scene, words, end) or self._is_of_matter(scene, rule, end):
                return None  # "les deux dirigeants du Caucase", "les trois ministres de l'Eau": not those named last
            return GroupWords(start, end + bool(states), rule, count, states)
        after = scene.doc[end] if end < len(words) else None
        stands = end == i + 2 and after is not None and (after.pos_ in _ALONE) and not after.text.isdigit()
        return GroupWords(start, end, self._any, count) if stands and words[i] in {"les", "des", "aux"} else None

    def _is_of_region(self, scene: Scene, words: Sequence[str], i: int) -> bool:
        """Whether token `i` and the next one say of which region of several states they are: "du Proche-Orient"."""
        match = scene.claims.at.get(i + 1) if i + 1 < len(words) and words[i] in {"du", "de", "d'", "des"} else None
        places = [self._kb.places[int(p)] for p in match.ids("place")] if match is not None else []
        return bool(places) and all(p.kind == "region" and not p.state for p in places)

    def _is_of_matter(self, scene: Scene, rule: GroupRule, i: int) -> bool:
        """Whether what follows token `i` tells in charge of what the holders of the offices of `rule` are."""
        after = [t.lower_ for t in scene.doc[i : i + 2]]
        told = rule.functions and after and (after[0] in {"du", "des"} or after in (["de", "la"], ["de", "l'"]))
        noun = i + (1 if after[:1] != ["de"] else 2)
        matter = noun < len(scene.doc) and scene.doc[noun].pos_ in {"NOUN", "PROPN"}
        return bool(told) and matter and noun not in scene.claims.at

    def _states_at(self, scene: Scene, i: int) -> frozenset[str]:
        """The states of a nationality at token `i`; none where it may be of too many."""
        match = scene.claims.at.get(i)
        if match is None or not match.surface.islower():
            return frozenset()
        parts = {s.id for s in self._kb.states.values() if f"|{match.surface} " in f"|{s.demonym_mp}"}
        return frozenset(match.ids("demonym")) | parts  # "chypriotes" also of those called "chypriotes turcs"

    def _noun_end(self, words: Sequence[str], noun: int) -> int:
        end = noun + next((len(p) for p in PHRASES.offices if tuple(words[noun : noun + len(p)]) == p), 1)
        while end < len(words) and words[end] in self._around:
            end += 1
        return end

    # -- resolving

    def resolve(self, scene: Scene, item: GroupWords, mention: MentionDraft) -> None:
        """Give `mention` its members, or candidates where more actors than the words count may be meant."""
        if item.rule.floating:
            turns = in_turn(scene, item.start, item.end)
            told = self._couple(scene, item, apart_from(scene, item.start, item.end)) if turns else ()
            mention.members = self._known(scene, self._beside(scene, item) or told)
            if mention.members or not turns:
                return
        left = apart_from(scene, item.start, item.end)
        sided = "nonstate" in item.rule.kinds
        mention.members = told_again(scene, item.start, item.end) if sided else ()
        if mention.members:
            return
        left |= {scene.book.state_of(a) for a in left if not self._serves(scene, a)}
        left |= brokers(scene, item.start, self._brokers) if sided else set()
        members = self._listed(scene, item)
        if not members and is_beside_unknown(scene, item.start):
            return
        if not members and "person" in item.rule.kinds:
            members = before_background(scene, item.start, item.end, lambda a: self._party(scene, a, item), left)
            members = members if len(members) == item.count else ()
        people = () if members else self._persons(scene, item, left)
        members = members or people or self._together(scene, item, left)
        apart = "person" not in item.rule.kinds and not people and not self._is_just_told(scene, item, left)
        if members and (apart or self._is_crowded(scene, item, members)):
            members = self._foremost(scene, item, left) or self._couple(scene, item, left) or members
        if apart and (sides := self._compound(scene, item, left)):
            members = sides
        if members := members or self._couple(scene, item, left):
            mention.members = self._known(scene, members)
            return

        def fits(one: MentionDraft) -> list[tuple[str, ...]]:
            found = dict.fromkeys(self._party(scene, a, item, loose=True) for a in one.actors)
            return [(a,) for a in found if a and a not in left]

        ranked = rank(scene.places, scene.mentions, item.start, fade=0.85, fits=fits)
        named = [entity[0] for entity, _ in ranked]
        if len(ranked) < item.count or item.rule.bare or (item.count > _PAIR and len(ranked) > item.count):
            return
        share = _SIDES if sided else _SHARE
        if len(ranked) > item.count and ranked[item.count][1] >= share * ranked[item.count - 1][1]:
            mention.candidates = tuple(
                Candidate(actor=a, why="present in the text") for a in self._known(scene, named[: item.count + 1])
            )
            return
        mention.members = self._known(scene, named[: item.count])

    def _beside(self, scene: Scene, item: GroupWords) -> tuple[str, ...]:
        """Whom "tous deux" counts: the persons whom its own sentence names before it; where it is the subject, those
        whom the sentence before names, or the sides that it names together."""
        if own := self._last_named(scene, item, set(), reach=0):
            return own
        alone = scene.doc[item.start].is_sent_start or scene.doc[item.start - 1].text in {",", ";"}
        any_kind = replace(item, rule=self._any)
        series = [
            s for s, at in self._series(scene, any_kind, set()) if scene.places.sentence(item.start) - at <= alone
        ]
        return self._last_named(scene, item, set(), reach=1) if alone and not series else series[-1] if series else ()

    def _listed(self, scene: Scene, item: GroupWords) -> tuple[str, ...]:
        """The members where the words go on to name them: "les trois pays: X, Y et Z"."""
        doc = scene.doc
        if item.end + 1 >= len(doc) or doc[item.end].text not in {":", ",", "(", "–", "—"}:
            return ()
        run: list[MentionDraft] = []
        starts = {m.start for m in scene.mentions if m.how == "name"}
        for one in scene.mentions:
            if one.start <= item.end or not one.actors or one.adjective or (run and one.start < run[-1].end):
                continue
            if one.how == "nationality" and one.end in starts:
                continue  # "le Grec X"
            if not run and any(w not in _BETWEEN - {","} for w in self._between(scene, item.end + 1, one.start)):
                return ()
            if run and not self._is_joined(scene, run[-1], one):
                break
            run.append(one)
        listed = len(run) > 1 and doc[run[-1].start - 1].lower_ in {"et", "la", "le", "l'", "les"}
        parties = tuple(dict.fromkeys(self._party(scene, a, item) for m in run for a in m.actors))
        return parties if listed and all(parties) and len(parties) == item.count else ()

    def _persons(self, scene: Scene, item: GroupWords, left: set[str]) -> tuple[str, ...]:
        """The persons whom the sentence right before names, where the words may be of sides or of persons."""
        if not item.rule.persons_first:
            return ()
        rule = msgspec.structs.replace(item.rule, kinds=frozenset({"person"}))
        people, here = replace(item, rule=rule), scene.places.sentence(item.start)
        near = [s for s, at in self._series(scene, people, left) if here - at <= _NEAR]
        return self._last_named(scene, people, left, reach=1) or (near[-1] if near else ())

    def _is_just_told(self, scene: Scene, item: GroupWords, left: set[str]) -> bool:
        """Whether as many as the words count are named together in this sentence or the one before."""
        return any(scene.places.sentence(item.start) - at <= 1 for _, at in self._series(scene, item, left))

    def _is_crowded(self, scene: Scene, item: GroupWords, members: tuple[str, ...]) -> bool:
        """Whether the sentence that names persons of an office together names several more, of other offices: "X a vu
        le pape, puis le président Y, puis le chef du gouvernement, Z. Les deux présidents": not surely X and Y."""
        if not (item.rule.functions or item.rule.titles):
            return False
        near = [m for m in scene.mentions if m.end <= item.start and m.actor and scene.kind(m.actor) == "person"]
        last = max((scene.places.sentence(m.start) for m in near if m.actor in members), default=-1)
        others = {m.actor for m in near if scene.places.sentence(m.start) == last} - set(members)
        return len(others) >= _CROWD

    def _foremost(self, scene: Scene, item: GroupWords, left: set[str]) -> tuple[str, ...]:
        """Those whom the whole text names far more often than any other of the kind: its two sides."""
        named: Counter[str] = Counter()
        for one in scene.mentions:
            if one.as_place or one.adjective or len(one.actors) != 1:
                continue
            party = self._party(scene, one.actors[0], item, loose=True)
            named[party] += bool(party) and party not in left
        ranked = named.most_common(item.count + 1)
        if item.rule.bare or len(ranked) < item.count or ranked[item.count - 1][1] < _OFTEN:
            return ()
        rest = ranked[item.count][1] if len(ranked) > item.count else 0
        if rest > _CLEAR * ranked[item.count - 1][1]:
            return ()
        return tuple(party for party, _ in ranked[: item.count])

    def _compound(self, scene: Scene, item: GroupWords, left: set[str]) -> tuple[str, ...]:
        """The sides that the one adjective of two states before the words names: "le sommet israélo-palestinien"."""
        before = [m for m in scene.mentions if m.end <= item.start and m.adjective and len(m.members) > 1]
        adjectives = [m for m in before if scene.doc[m.start - 1].lower_ in self._two_sided]
        named = {tuple(dict.fromkeys(self._party(scene, a, item) for a in m.members)) for m in adjectives}
        sides = next(iter(named)) if len({frozenset(n) for n in named}) == 1 else ()
        return sides if len(sides) == item.count and all(sides) and not left & {*sides} else ()

    def _couple(self, scene: Scene, item: GroupWords, left: set[str]) -> tuple[str, ...]:
        """The two of the kind whom the text keeps naming together, where the words count two."""
        if item.count != _PAIR or item.rule.bare:
            return ()
        told = {a for m in scene.mentions if m.end <= item.start for a in m.actors}
        if "nonstate" in item.rule.kinds and any(scene.book.is_institution(a, "opposition") for a in told):
            return ()  # "les deux camps" may be of one state
        return couple_of(scene, item.start, lambda a: self._party(scene, a, item, loose=True), left)

    def _known(self, scene: Scene, actors: Sequence[str]) -> tuple[str, ...]:
        return tuple(scene.book.known(a) if a in self._kb.states else a for a in actors)

    def _together(self, scene: Scene, item: GroupWords, left: set[str]) -> tuple[str, ...]:
        """As many actors of the kind as the words count that the text named together, last; persons also side by side
        in the sentences right before."""
        own = self._last_named(scene, item, left, reach=0) if "person" in item.rule.kinds else ()
        if own:
            return own
        series = self._series(scene, item, left)
        here = scene.places.sentence(item.start)
        near = [s for s, at in series if here - at <= (1 if "person" in item.rule.kinds else _FAR)]
        if near:
            return near[-1]
        if "person" in item.rule.kinds and (last := self._last_named(scene, item, left)):
            lead = scene.places.sentence(scene.mentions[0].start) + 1
            one = len({frozenset(s) for s, _ in series}) == 1 and series[0][1] <= lead
            acts = any(
                scene.places.is_subject(m) and {*m.actors} & {*last} and here - scene.places.sentence(m.start) == 1
                for m in scene.mentions
            )
            if one and not acts and self._opens_paragraph(scene, item.start):
                return series[0][0]  # the two of the lead, the only ones ever named together
            together = self._last_named(scene, item, left, reach=1) or not self._couple(scene, item, left)
            return last if together else self._couple(scene, item, left)
        far = [s for s, at in series if here - at <= _NEAR]
        if not far and len({frozenset(s) for s, _ in series}) == 1:
            far = [series[0][0]]  # the only ones that the text ever names together
        return far[-1] if far else ()

    def _opens_paragraph(self, scene: Scene, i: int) -> bool:
        """Whether token `i` begins a paragraph that is not the first."""
        at = scene.places.sentence_start(i)
        return i - at <= 1 and "\n" in scene.layers.text[max(0, scene.doc[at].idx - 2) : scene.doc[at].idx]

    def _series(self, scene: Scene, item: GroupWords, left: set[str]) -> list[tuple[tuple[str, ...], int]]:
        """Series of the right kind and length before the words, each with the number of its sentence."""
        found, run = list[tuple[tuple[str, ...], int]](), list[MentionDraft]()
        before = [m for m in scene.mentions if m.end <= item.start and m.actors and not m.as_place and not m.adjective]

        def close() -> None:
            actors = [a for m in run for a in m.actors]
            if len({*actors}) < item.count:
                return
            parties = [self._party(scene, a, item) for a in actors]
            kept, joined = tuple(dict.fromkeys(parties)), len(run) != _PAIR or self._is_row(scene, *run)
            if all(parties) and len(kept) == item.count and not set(kept) & left and joined:
                found.append((kept, scene.places.sentence(run[0].start)))

        for one in before:
            if scene.places.is_quoted(one.start) and not scene.places.is_quoted(item.start):
                continue
            if run and not self._is_joined(scene, run[-1], one):
                close()
                run = []
            if not run or one.start >= run[-1].end:
                run.append(one)
        if run:
            close()
        return found

    def _is_joined(self, scene: Scene, one: MentionDraft, two: MentionDraft) -> bool:
        if two.start < one.end:
            return True
        between = self._between(scene, one.end, two.start)
        joined = any(w in _JOINED for w in between)
        if between == [","] and one.start and scene.doc[one.start - 1].lower_ in _OPENING_WITH:
            return False  # "Après Chisinau, Washington relance": no row
        return joined and len(between) <= _GAP and all(w in _BETWEEN for w in between)

    def _is_row(self, scene: Scene, one: MentionDraft, two: MentionDraft) -> bool:
        """Whether more than a comma joins the two: "A la demande de X, Y" and "Pour X, Y" are no row."""
        return two.start < one.end or any(w in _JOINED - {","} for w in self._between(scene, one.end, two.start))

    def _between(self, scene: Scene, start: int, end: int) -> list[str]:
        """The words of [start, end) but nationalities ("X, le Turc Y")."""
        at = scene.claims.at
        return [t.lower_ for t in scene.doc[start:end] if not (t.i in at and "demonym" in at[t.i].kinds)]

    def _last_named(self, scene: Scene, item: GroupWords, left: set[str], *, reach: int = _NEAR) -> tuple[str, ...]:
        """The persons of the sentences right before, once they are as many as the words count; none if more.

        Those of several sentences are meant together only where each is a subject.
        """
        here = scene.places.sentence(item.start)
        found: dict[str, bool] = {}
        at, sentences = here, 0
        for one in reversed(scene.mentions):
            if one.end > item.start or one.as_place or scene.places.is_quoted(one.start):
                continue
            sentence = scene.places.sentence(one.start)
            if (sentence != at and len(found) >= item.count) or here - sentence > reach:
                break
            at = sentence
            for actor in one.actors:
                if _VOICE in scene.book.functions(actor):
                    continue  # who speaks for one of the two
                if scene.kind(actor) == "person" and (party := self._party(scene, actor, item)):
                    sentences |= 1 << (here - at)
                    found[party] = found.get(party, False) or scene.places.is_subject(one)
        members = tuple(reversed(tuple(a for a in found if a not in left)))
        several = sentences & (sentences - 1) > 0 and not all(found.values())
        return members if len(members) == item.count and not several else ()

    def _serves(self, scene: Scene, actor: str) -> bool:
        """Whether a person serves an international body: of no side here."""
        return scene.is_person(actor) and scene.book.serves_organisation(actor)

    def _party(self, scene: Scene, actor: str, item: GroupWords, *, loose: bool = False) -> str:
        """What `actor` counts as for the group: itself, its state, or nothing; where sides are named together, persons
        are none (but where `loose`)."""
        kind, rule = scene.kind(actor), item.rule
        if item.states and scene.book.state_of(actor) not in item.states:
            return ""
        if kind == "nonstate":
            return actor if "nonstate" in rule.kinds else ""
        if rule.bare:
            return actor if kind not in {"media", "format", ""} else ""
        if "state" in rule.kinds:
            is_side = "nonstate" in rule.kinds and not loose
            acts = {"state", "institution"} if is_side else {"state", "institution", *_PEOPLE}
            of_state = kind in acts and not self._serves(scene, actor)
            state = scene.book.state_of(actor) if of_state else ""
            return state if state in self._kb.states else ""
        if kind not in rule.kinds or (rule.gender and scene.book.actors[actor].gender not in {rule.gender, None, "x"}):
            return ""
        fits = not rule.functions or bool(scene.book.functions(actor) & rule.functions)
        titled = not rule.titles or any(t.startswith(rule.titles) for t in scene.book.titles(actor))
        return actor if fits and titled else ""
