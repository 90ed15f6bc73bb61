"""From words to actors: names, roles, institutions, states, places, in that order of trust.

A name decides over a role, a role with its state over a bare one, and what stays open is left to coreference or kept
with its candidates: never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from spacy.tokens import Doc

from ..knowledge.model import KnowledgeBase
from ..lang.pack import Pack
from ..types import Candidate
from .actors import ActorBook, reference_interval
from .coreference import Resolver
from .gazetteer import Gazetteer, Match, compound_prefixes, surname_of
from .layers import Layers, MentionDraft, layers_of
from .metonymy import VenueJudge
from .names import name_run, title_before
from .roles import RoleFinder, RoleMatch

_JOINTS = frozenset({",", "et", "(", ":"})


class Linker:
    """The linking step: fills `layers.mentions` and `layers.actors` of a parsed `Doc`."""

    needs = ("tokens",)
    gives = ("mentions", "actors")

    def __init__(self, pack: Pack, kb: KnowledgeBase) -> None:
        self._kb = kb
        self._gazetteer = Gazetteer(kb)
        self._roles = RoleFinder(pack)
        self._venues = VenueJudge(pack)
        self._resolver = Resolver(pack)
        prefixes = compound_prefixes(kb)
        self._prefixes = prefixes
        longest = sorted(prefixes, key=len, reverse=True)
        self._compound = re.compile(rf"({'|'.join(map(re.escape, longest)) or '(?!)'})-([a-zà-ÿ-]+)", re.IGNORECASE)
        self._demonyms = {
            word: state.id
            for state in kb.states.values()
            for cell in (state.demonym_m, state.demonym_f, state.demonym_mp, state.demonym_fp)
            for word in cell.split("|")
            if word
        }

    def __call__(self, doc: Doc) -> Doc:
        """Link every mention of `doc`."""
        layers = layers_of(doc)
        book = ActorBook(self._kb, layers.document, reference_interval(layers.document))
        matches = self._gazetteer.find(doc)
        roles = self._roles.find(doc, matches)
        pass_ = _Pass(doc, layers, book, matches)
        pass_.link_full_names()
        pass_.link_roles_with_names(roles)
        pass_.link_surnames()
        pass_.link_new_names()
        pass_.link_institutions(roles)
        self._link_places(pass_)
        self._link_compounds(pass_)
        pass_.flush()
        self._resolver.resolve(doc, layers, book, [r for r in roles if r.head not in pass_.taken_heads])
        layers.actors = book.finished()
        layers.index_mentions()
        return doc

    def _link_places(self, pass_: _Pass) -> None:
        """States, organisations, metonyms, demonyms and places, each as actor or venue."""
        for match in pass_.matches:
            if not pass_.is_free(match.start, match.end):
                continue
            kinds = {e.kind for e in match.entries}
            if kinds & {"person", "surname"} and not kinds & {"place", "metonym", "state"}:
                continue
            places = [e for e in match.entries if e.kind == "place"]
            actors = list(dict.fromkeys(e.id for e in match.entries if e.kind in {"state", "organisation", "metonym", "format"}))  # fmt: skip
            demonym = next((e for e in match.entries if e.kind == "demonym"), None)
            venue, why = False, ""
            if places or kinds & {"metonym", "state"}:
                venue, why = self._venues.judge(pass_.doc, match.start, match.end)
                if places and not actors:
                    venue = True
            if demonym and not actors:
                pass_.add_demonym(match, demonym.id, demonym.gender, demonym.number)
            elif actors or places:
                pass_.add_place_or_actor(match, actors, places, venue, why)

    def _link_compounds(self, pass_: _Pass) -> None:
        """Compound adjectives: "américano-russe" is of both states."""
        for i, token in enumerate(pass_.doc):
            hit = self._compound.fullmatch(token.text) if "-" in token.text else None
            second = self._demonyms.get(hit.group(2).lower()) if hit else None
            if hit and second and pass_.is_free(i, i + 1):
                first = self._prefixes[hit.group(1).lower()]
                pass_.add(MentionDraft(i, i + 1, i, "nationality", members=(pass_.book.known(first), pass_.book.known(second)), number="p", adjective=True))  # fmt: skip


class _Pass:
    """The state of linking one document."""

    def __init__(self, doc: Doc, layers: Layers, book: ActorBook, matches: list[Match]) -> None:
        self.doc, self.layers, self.book, self.matches = doc, layers, book, matches
        self.taken: dict[int, MentionDraft] = {}
        self.taken_heads: set[int] = set()
        self.full_names: dict[str, list[str]] = {}
        self.at = {m.start: m for m in matches}

    def is_free(self, start: int, end: int) -> bool:
        """Whether no mention covers a token of [start, end)."""
        return not any(i in self.taken for i in range(start, end))

    def add(self, mention: MentionDraft) -> MentionDraft:
        """Keep `mention`; it takes its tokens from shorter ones inside it."""
        for i in range(mention.start, mention.end):
            self.taken[i] = mention
        self.layers.mentions.append(mention)
        return mention

    def flush(self) -> None:
        """Drop mentions that a later, longer one swallowed, and sort the rest."""
        live = {id(m) for m in self.taken.values()}
        kept = [m for m in self.layers.mentions if id(m) in live or m.members]
        self.layers.mentions = sorted(kept, key=lambda m: (m.start, -m.end))
        self.layers.index_mentions()

    def text(self, start: int, end: int) -> str:
        """The document's own words over tokens [start, end)."""
        return self.layers.text[self.doc[start].idx : self.doc[end - 1].idx + len(self.doc[end - 1].text)]

    # -- names

    def link_full_names(self) -> None:
        """Full names that the knowledge base knows; two of one name are told apart by the day, or stay open."""
        for match in self.matches:
            ids = [e.id for e in match.entries if e.kind == "person"]
            if ids:
                self._add_person(match.start, match.end, ids, match.surface)

    def _add_person(self, start: int, end: int, ids: list[str], surface: str) -> MentionDraft:
        first, gender = title_before(self.doc, start)
        ids = self._in_office(ids)
        mention = MentionDraft(first, end, end - 1, "name", gender=gender or None)
        if len(ids) == 1:
            mention.actor = self.book.known(ids[0], surface)
            mention.gender = self.book.actors[ids[0]].gender or gender
            for name in {surname_of(surface), surface.split()[-1]}:
                if ids[0] not in self.full_names.setdefault(name, []):
                    self.full_names[name].append(ids[0])
        else:
            mention.candidates = tuple(Candidate(actor=self.book.known(i), why=f"bears the name {surface}") for i in ids)
        return self.add(mention)

    def _in_office(self, ids: list[str]) -> list[str]:
        if len(ids) < 2:
            return ids
        serving = [i for i in ids if self.book.functions(i)]
        return serving if len(serving) == 1 else ids

    def link_surnames(self) -> None:
        """Family names alone: of someone the document names in full, else of the one person then in office."""
        for i, token in enumerate(self.doc):
            if i in self.taken or not token.text[:1].isupper():
                continue
            match = self.at.get(i)
            surnames = [e.id for e in match.entries if e.kind == "surname"] if match else []
            end = match.end if match and surnames else i + 1
            surface = self.doc[i:end].text
            in_text = self.full_names.get(surface, [])
            if len(in_text) == 1:
                first, gender = title_before(self.doc, i)
                person = in_text[0]
                if person in self.book.kb.persons:
                    self.book.known(person, surface)
                else:
                    self.book.surfaces.setdefault(person, set()).add(surface)
                self.add(MentionDraft(first, end, end - 1, "name", actor=person, gender=self.book.actors[person].gender or gender or None))  # fmt: skip
            elif surnames and match and not {e.kind for e in match.entries} & {"place", "state", "demonym", "metonym", "organisation"}:
                self._surname_in_office(i, end, surnames, surface)

    def _surname_in_office(self, start: int, end: int, ids: list[str], surface: str) -> None:
        first, gender = title_before(self.doc, start)
        if self.doc[start].pos_ != "PROPN" and first == start:
            return
        serving = [p for p in dict.fromkeys(ids) if self.book.functions(p)]
        if gender:
            serving = [p for p in serving if (self.book.kb.persons[p].gender or gender) == gender]
        if len(serving) == 1:
            self.add(MentionDraft(first, end, end - 1, "name", actor=self.book.known(serving[0], surface), gender=gender or None, why="the one of this name then in office"))  # fmt: skip
        elif serving:
            self.add(MentionDraft(first, end, end - 1, "name", candidates=tuple(Candidate(actor=self.book.known(p), why=f"then in office, of the name {surface}") for p in serving)))  # fmt: skip

    def link_new_names(self) -> None:
        """Names no table knows, where a title, a verb or a role in apposition makes them a person's."""
        i = 0
        while i < len(self.doc):
            end = name_run(self.doc, i) if i not in self.taken else i
            if end == i:
                i += 1
                continue
            first, gender = title_before(self.doc, i)
            if self.is_free(i, end) and not self._holds_known(i, end) and (first < i or (end - i > 1 and self._acts(i, end))):
                self._add_new(i, end, first=first, gender=gender)
            i = end

    def _holds_known(self, start: int, end: int) -> bool:
        kinds = {"state", "organisation", "metonym", "place", "format", "demonym"}
        return any(e.kind in kinds for i in range(start, end) if (m := self.at.get(i)) for e in m.entries)

    def _acts(self, start: int, end: int) -> bool:
        """Whether a verb stands right beside the name, as beside a subject."""
        after = self.doc[end] if end < len(self.doc) else None
        before = self.doc[start - 1] if start else None
        if after is not None and after.pos_ in {"AUX", "VERB"}:
            return self.doc[end - 1].pos_ == "PROPN"
        return before is not None and before.pos_ == "VERB" and self.doc[start].pos_ == "PROPN"

    def _add_new(self, start: int, end: int, *, first: int, gender: str, role: RoleMatch | None = None) -> MentionDraft:
        name = self.text(start, end)
        body = role.bodies[0] if role and len(role.bodies) == 1 else ""
        known = self.full_names.get(name.split()[-1], [])
        if len(known) == 1 and end - start == 1:
            actor = known[0]
        else:
            actor = self.book.person(name, function=role.function if role else "", body=body, gender=gender)
            for surname in {surname_of(name), name.split()[-1]}:
                if actor not in self.full_names.setdefault(surname, []):
                    self.full_names[surname].append(actor)
        return self.add(MentionDraft(first, end, end - 1, "name", actor=actor, gender=gender or None))

    # -- roles

    def link_roles_with_names(self, roles: Iterable[RoleMatch]) -> None:
        """Roles that a name follows or precedes in apposition: the name says who."""
        for role in roles:
            if role.institution:
                continue
            named = self._names_after(role) or self._name_before(role)
            if not named:
                continue
            self.taken_heads.add(role.head)
            if len(named) == 1:
                self._join(role, named[0])
            else:
                members = tuple(dict.fromkeys(a for m in named for a in m.actors))
                group = MentionDraft(role.start, role.end, role.head, "group", members=members, gender=role.gender, number="p", function=role.function)  # fmt: skip
                for person, body in zip(members, role.bodies, strict=False):
                    self.book.roles.setdefault(person, set()).add((role.function, body))
                self.layers.mentions.append(group)
                for i in range(role.start, role.end):
                    self.taken.setdefault(i, group)

    def _names_after(self, role: RoleMatch) -> list[MentionDraft]:
        """Person mentions right after the role; several where the role is plural."""
        found: list[MentionDraft] = []
        i = role.end
        while i < len(self.doc):
            start = i
            while i < len(self.doc) and (self.doc[i].text in _JOINTS or self.doc[i].is_space) and i - start < 2:
                i += 1
            comma = i > start
            mention = self._person_at(i, role, comma=comma)
            if mention is None:
                break
            found.append(mention)
            i = mention.end
            if role.number == "s" or len(found) >= max(2, len(role.bodies)):
                break
        if len(found) == 1 and role.number == "p" and len(role.bodies) > 1:
            return []
        return found

    def _person_at(self, i: int, role: RoleMatch, *, comma: bool) -> MentionDraft | None:
        if i >= len(self.doc) or self.doc[i].is_sent_start:
            return None
        mention = self.taken.get(i)
        if mention is None and i + 1 < len(self.doc) and self.doc[i].lower_ in {"m", "m.", "mme"}:
            mention = next((self.taken[k] for k in (i + 1, i + 2) if k in self.taken), None)
        if mention is not None:
            fits = mention.how == "name" and self._compatible(mention, role)
            return mention if fits and (not comma or self._closes(mention.end) or role.number == "p") else None
        end = name_run(self.doc, i)
        if end == i or self._holds_known(i, end):
            return None
        if end - i == 1:
            match = self.at.get(i)
            surnames = [e.id for e in match.entries if e.kind == "surname"] if match else []
            fitting = [p for p in surnames if self.book.has_office(p, role.function, role.bodies[0] if role.bodies else "")]
            if len(fitting) == 1:
                return self.add(MentionDraft(i, end, i, "name", actor=self.book.known(fitting[0], self.doc[i].text)))
            if comma or self.doc[i].pos_ != "PROPN":
                return None
        if comma and not (self._closes(end) and all(t.pos_ == "PROPN" for t in self.doc[i:end])):
            return None
        return self._add_new(i, end, first=i, gender=role.gender if role.gender != "x" else "", role=role)

    def _closes(self, end: int) -> bool:
        """Whether an apposition that ends at token `end` is closed there."""
        if end >= len(self.doc):
            return True
        token = self.doc[end]
        return token.is_punct or token.is_space or token.pos_ in {"AUX", "VERB", "PRON", "CCONJ"} or token.is_sent_start is True

    def _name_before(self, role: RoleMatch) -> list[MentionDraft]:
        """The name before a role in apposition: "Emily Horne, porte-parole du Conseil"."""
        if role.determiner in {"indefinite", "possessive", "demonstrative"} or role.number == "p":
            return []
        i = role.start - 1
        if i < 1 or self.doc[i].text not in {",", "("} or not self._closes(role.end):
            return []
        mention = self.taken.get(i - 1)
        if mention is None:
            start = i - 1
            while start > 0 and name_run(self.doc, start - 1) >= i:
                start -= 1
            if i - start < 2 or name_run(self.doc, start) != i or self._holds_known(start, i):
                return []
            mention = self._add_new(start, i, first=start, gender="", role=role)
        return [mention] if mention.how == "name" and self._compatible(mention, role) else []

    def _compatible(self, mention: MentionDraft, role: RoleMatch) -> bool:
        """Whether the named person may hold the role: same state where both are known."""
        if mention.actor is None or not role.bodies or role.former:
            return bool(mention.actor)
        person = self.book.state_of(mention.actor)
        bodies = {self.book.state_of(b) for b in role.bodies} - {""}
        return not person or not bodies or person in bodies

    def _join(self, role: RoleMatch, mention: MentionDraft) -> None:
        """One mention of role and name where they touch; the role's facts go to the person."""
        assert mention.actor is not None
        if not role.former and role.function:
            for body in role.bodies or ("",):
                self.book.roles.setdefault(mention.actor, set()).add((role.function, body))
        start, end = min(role.start, mention.start), max(role.end, mention.end)
        joined = MentionDraft(start, end, role.head if role.start == start else mention.head, "name", actor=mention.actor,
                              gender=mention.gender or (role.gender if role.gender != "x" else None), function=role.function)  # fmt: skip
        self.layers.mentions = [m for m in self.layers.mentions if m is not mention]
        self.add(joined)

    def link_institutions(self, roles: Iterable[RoleMatch]) -> None:
        """Institutions bound to a state: "la diplomatie turque", "le ministère russe des Affaires étrangères"."""
        for role in roles:
            if not role.institution or not self.is_free(role.start, role.end):
                continue
            ids = tuple(self.book.institution(role.institution, body, self.text(role.head, role.end)) for body in role.bodies)
            single = ids[0] if len(ids) == 1 else None
            self.add(MentionDraft(role.start, role.end, role.head, "role", actor=single, members=() if single else ids,
                                  gender=role.gender, number=role.number, function=role.institution))  # fmt: skip
            self.taken_heads.add(role.head)

    # -- states, organisations, places

    def add_demonym(self, match: Match, state: str, gender: str, number: str) -> None:
        """A demonym: capitalised and headed as a noun it is the people, or its state; otherwise an adjective."""
        token = self.doc[match.start]
        before = self.doc[match.start - 1] if match.start else None
        noun = token.text[0].isupper() and (before is None or before.is_sent_start is not None) and token.pos_ != "ADJ" or (token.text[0].isupper() and before is not None and before.lower_ in {"les", "des", "aux", "le", "la", "et", "un"})  # fmt: skip
        actor = self.book.known(state, match.surface if noun else "")
        self.add(MentionDraft(match.start, match.end, match.end - 1, "nationality", actor=actor, gender=gender, number=number, adjective=not noun))  # fmt: skip

    def add_place_or_actor(self, match: Match, actors: list[str], places: list, venue: bool, why: str) -> None:  # type: ignore[type-arg]
        """A state, an organisation, a metonym or a place, as actor or venue."""
        end = match.end
        how = "metonym" if any(e.kind == "metonym" for e in match.entries) else "name"
        place = self.book.place(int(places[0].id)) if places else None
        while end < len(self.doc) and how == "metonym" and (m := self.at.get(end)) and self.doc[end].text[0].islower() and m.entries[0].kind == "demonym":  # fmt: skip
            end += 1
        surface = self.text(match.start, end)
        if venue and (place or how == "metonym" or any(e.kind == "state" for e in match.entries)):
            actor = actors[0] if len(actors) == 1 else None
            if actor:
                self.book.known(actor)
            self.add(MentionDraft(match.start, end, end - 1, how, actor=actor, as_place=True, place=place, why=why))
        elif len(actors) == 1:
            self.add(MentionDraft(match.start, end, end - 1, how, actor=self.book.known(actors[0], surface), why=why, gender=self.book.actors[actors[0]].gender, number=self.book.actors[actors[0]].number or "s"))  # fmt: skip
        elif actors:
            options = tuple(Candidate(actor=self.book.known(a), why=f"«{surface}» may mean it") for a in actors)
            self.add(MentionDraft(match.start, end, end - 1, how, candidates=options, place=place, why=why))
