"""From words to actors: names, roles, institutions, states, places, in that order of trust.

A name decides over a role, a role with its state over a bare one, and what stays open is left to coreference or kept
with its candidates: never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ..knowledge.model import KnowledgeBase
from ..lang.pack import Pack
from ..types import Actor, Candidate
from .actors import ActorBook
from .bodies import Bodies, link_bare
from .claims import Claims, Focus
from .coreference import Resolver
from .coreference_table import CoreferenceTable
from .datelines import is_dateline
from .descriptions import Descriptions
from .gazetteer import EntryKind, Gazetteer, Match, compound_prefixes, demonyms_of, given_names
from .layers import MentionDraft, layers_of
from .metonymy import VenueJudge
from .names import is_name_word
from .people import People
from .role_table import RoleTable
from .roles import NUMERALS, UNSURE, RoleFinder, RoleMatch
from .spoken_in import reference_interval
from .tree import Doc, text_of

_NAMES = frozenset({"state", "organisation", "metonym", "format"})
_PEOPLE = frozenset({"person", "surname"})
_NOUN_BEFORE = frozenset({"les", "des", "aux", "le", "la", "l'", "et", "un", "une", "entre", "du", "au", "ni", "chez"})
_OF = frozenset({"de", "d'", "du", "des", "pour", "sur"})
_BESIDE = frozenset({"et", "ou", "avec", "contre", "aux"})
"""Words that join two names of different actors."""
_ROW = re.compile(r"\d+")


class Linker:
    """The linking step: fills `layers.mentions` and `layers.actors` of a parsed `Doc`."""

    needs = ("tokens", "quotes")
    gives = ("mentions", "actors")

    def __init__(self, pack: Pack, kb: KnowledgeBase) -> None:
        self._kb = kb
        self._gazetteer = Gazetteer(kb)
        self._demonyms = demonyms_of(kb)
        self._given = given_names(kb)
        self._roles = RoleFinder(pack, self._demonyms)
        self._venues = VenueJudge(pack)
        self._resolver = Resolver(pack, kb)
        self._made: dict[str, Actor] = {}
        self._prefixes = {**pack.table("roles", RoleTable).prefixes, **compound_prefixes(kb)}
        longest = sorted(self._prefixes, key=len, reverse=True)
        self._compound = re.compile(rf"({'|'.join(map(re.escape, longest)) or '(?!)'})-([a-zà-ÿ-]+)", re.IGNORECASE)
        self._of_bodies = pack.table("roles", RoleTable).of_bodies
        self._origins = pack.table("coreference", CoreferenceTable).origins
        self._own_names = pack.table("roles", RoleTable).own_names
        rules = pack.table("roles", RoleTable).institutions
        self._institutions = {rule.kind: rule for rule in reversed(rules)}
        self._surfaces = {
            name.lower(): org.id for org in kb.organisations.values() if org.kind == "institution"
            for name in (org.name_fr, *org.variants_fr)
        }  # fmt: skip

    def __call__(self, doc: Doc) -> Doc:
        """Link every mention of `doc`."""
        layers = layers_of(doc)
        matches = self._gazetteer.find(doc)
        named = [i for m in matches for i in m.ids("person")]
        interval = reference_interval(self._kb, layers.document, named, times=layers.times)
        book = ActorBook(self._kb, layers.document, interval, self._institutions, self._surfaces, made=self._made)
        focus = Focus(self._kb, matches)
        roles = self._roles.find(doc, matches, focus.pick)
        claims = Claims(
            doc, layers, book, matches, focus,
            given=self._given, humans=self._roles.persons, of_bodies=self._of_bodies, origins=self._origins,
        )  # fmt: skip
        Bodies(claims).link()
        people = People(claims)
        people.link(roles)
        bound = self._link_institutions(claims, roles)
        self._link_places(claims)
        self._link_compounds(claims)
        link_bare(claims, self._own_names)
        told = Descriptions(claims, roles)
        told.link()
        claims.flush()
        bodies = {i for i, m in claims.taken.items() if m.how == "name" and m.actor in self._kb.organisations}
        open_roles = [r for r in roles if r.head not in people.joined | bound | told.heads]
        open_roles = [r for r in open_roles if not (r.anonymous and r.head in bodies)]  # "les rebelles houthis"
        self._resolver.resolve(claims, open_roles)
        layers.actors = book.finished()
        layers.index_mentions()
        return doc

    def _link_institutions(self, claims: Claims, roles: Iterable[RoleMatch]) -> set[int]:
        """Institutions bound to a state ("la diplomatie turque"); the heads of those linked."""
        bound: set[int] = set()
        for role in roles:
            counted = role.number == "p" and claims.doc[max(0, role.head - 1)].lower_ in NUMERALS
            if counted and role.head:  # "les deux dirigeants chypriotes" are persons
                continue
            if (
                not role.institution
                or not role.bodies
                or UNSURE in role.bodies
                or not claims.is_free(role.start, role.end)
            ):
                continue
            surface = claims.words(role.head, role.end) if len(role.bodies) == 1 else ""
            ids = tuple(claims.book.institution(role.institution, body, surface) for body in role.bodies)
            single = ids[0] if len(ids) == 1 else None
            mention = MentionDraft(role.start, role.end, role.head, "role", gender=role.gender, number=role.number)
            mention.actor, mention.members, mention.function = single, () if single else ids, role.institution
            claims.add(mention)
            bound.add(role.head)
        return bound

    def _link_places(self, claims: Claims) -> None:
        """States, organisations, metonyms, demonyms and places, each as actor or venue."""
        for match in claims.matches:
            if match.kinds <= _PEOPLE or not claims.is_free(match.start, match.end):
                continue
            entries = [e for e in match.entries if not e.weak or self._is_supported(claims, match)]
            if "metonym" in match.kinds:
                entries = [e for e in entries if e.kind != "metonym" or not claims.book.is_to_come(e.id)]
                entries = [replace(e, id=claims.book.in_its_day(e.id)) if e.kind == "metonym" else e for e in entries]
            kinds = {e.kind for e in entries}
            if kinds <= _PEOPLE or self._is_given_name(claims, match) or self._is_another_body(claims, match):
                continue
            places = [e.id for e in entries if e.kind == "place"]
            actors = list(dict.fromkeys(e.id for e in entries if e.kind in _NAMES))
            if not actors and "demonym" in kinds:
                self._add_demonym(claims, match)
            elif actors or places:
                self._add_name(claims, match, actors, places, kinds)

    def _is_another_body(self, claims: Claims, match: Match) -> bool:
        """Whether an adjective behind a short name makes it that of another body ("la Commission électorale")."""
        doc = claims.doc
        if match.end - match.start > 1 or doc[match.start].lower_ not in self._own_names or match.end >= len(doc):
            return False
        after = doc[match.end]
        return (
            after.pos_ == "ADJ"
            and after.text.islower()
            and after.text not in self._demonyms
            and match.end not in claims.at
        )

    def _is_given_name(self, claims: Claims, match: Match) -> bool:
        """Whether one word before an unknown name is its first half ("Salvador Ramirez"), not a place one is in."""
        doc, after = claims.doc, match.end
        known = claims.at.get(after)
        named = known is not None and any(e.kind != "surname" for e in known.entries)
        if match.end - match.start > 1 or not is_name_word(doc, after) or named or after in claims.taken:
            return False
        before = doc[match.start - 1].lower_ if match.start else ""
        is_demonym = any(e.kind in {"demonym", "organisation"} for e in match.entries)
        apart = doc[after].is_sent_start is True or doc[after].pos_ != "PROPN"
        return not is_demonym and not apart and not self._venues.is_locative(before)

    def _is_supported(self, claims: Claims, match: Match) -> bool:
        """Whether the text speaks elsewhere of what a weak surface may mean."""
        after = claims.doc[match.end].lower_ if match.end < len(claims.doc) else ""
        kb = claims.book.kb
        for entry in match.entries:
            org = kb.organisations.get(entry.id)
            told = {entry.id, *(kb.formats[entry.id].members[:1] if entry.kind == "format" else ())}
            if org is not None and after not in _OF:
                told |= {org.parent} | ({org.state.lower()} if org.kind == "nonstate" else set())
            if entry.weak and any(claims.focus.count(one) for one in told - {""}):
                return True
        return False

    def _add_demonym(self, claims: Claims, match: Match) -> None:
        """A demonym: capitalised and headed as a noun it is the people, or its state; otherwise an adjective."""
        doc = claims.doc
        token = doc[match.start]
        ids = match.ids("demonym")
        state = claims.focus.pick(ids)
        first = match.start == 0 or token.is_sent_start is True
        before = "" if first else doc[match.start - 1].lower_
        noun = token.text[0].isupper() and (token.pos_ != "ADJ" if first else True)
        noun = noun and (first or before in _NOUN_BEFORE or token.pos_ in {"NOUN", "PROPN"})
        mention = MentionDraft(match.start, match.end, match.end - 1, "nationality", adjective=not noun)
        own = [e for e in match.entries if e.kind == "demonym" and e.id == (state or ids[0])]
        mention.gender = own[0].gender if len({e.gender for e in own}) == 1 else "x"
        plural = {e.number for e in own}
        mention.number = "p" if plural == {"p"} or (plural == {"s", "p"} and before in {"les", "des", "aux"}) else "s"
        if noun and mention.number == "p" and self._is_people_abroad(claims, match.end, ids):
            mention.why = "those of that nation who live in another country"
        elif state:
            mention.actor = claims.book.known(state, match.surface if noun else "")
        else:
            mention.candidates = tuple(
                Candidate(actor=claims.book.known(i), why=f"«{match.surface}» is said of it") for i in ids
            )
        claims.add(mention)

    def _is_people_abroad(self, claims: Claims, end: int, ids: Sequence[str]) -> bool:
        """Whether the noun of a nation that ends at token `end` is of those who live in another country: "les Albanais
        du Kosovo", "les Serbes de Bosnie"; the noun alone means them where the text has told of them before."""
        doc = claims.doc
        told = [m for m in claims.layers.mentions if m.how == "nationality" and m.why and not m.actor]
        if end >= len(doc) or doc[end].lower_ not in _OF - {"pour", "sur"}:
            return any(doc[m.head].lower_ == doc[end - 1].lower_ for m in told)
        led = any(t.lower_ in {"la", "l'"} for t in doc[end + 1 : end + 2])
        where = claims.at.get(end + 1 + led)
        states = set(where.ids("state")) if where is not None else set()
        return bool(states) and not states & set(ids)

    def _add_name(
        self, claims: Claims, match: Match, actors: list[str], places: list[str], kinds: set[EntryKind]
    ) -> None:
        """A state, an organisation, a metonym or a place, as actor or venue."""
        book, doc = claims.book, claims.doc
        how = "metonym" if "metonym" in kinds and not kinds & {"state", "organisation"} else "name"
        actors = self._without_others(claims, match, actors)
        end = self._with_nationality(claims, match) if how == "metonym" else match.end
        surface = claims.words(match.start, end)
        picked = claims.focus.pick(actors) if actors else None
        place = book.place(self._place_row(claims, places, picked)) if places else None
        venue, why = False, ""
        if places or kinds & {"metonym", "state"}:
            venue, why = self._venues.judge(doc, match.start, often=any(e.venue for e in match.entries), end=match.end)
            venue, why = venue or not actors, why if venue or actors else "only a place bears this name"
            if how == "metonym" and is_dateline(claims.layers, doc[match.start].idx):
                venue, why = True, "where the text is written"
        mention = MentionDraft(match.start, end, end - 1, how, place=place, why=why, as_place=venue)  # type: ignore[arg-type]
        if picked:
            mention.actor = book.known(picked, "" if venue else surface)
            actor = book.actors[picked]
            article = doc[match.start - 1].lower_ if match.start else ""
            own = {"la": "f", "le": "m"}.get(article) or {"la ": "f", "le ": "m"}.get(match.surface[:3].lower())
            mention.gender = own or actor.gender or self._gender_of(match)
            mention.number = "p" if article in {"les", "des", "aux"} else actor.number or self._number_of(match)
        elif not venue:
            mention.candidates = tuple(Candidate(actor=book.known(a), why=f"«{surface}» may mean it") for a in actors)
        claims.add(mention)

    def _without_others(self, claims: Claims, match: Match, actors: list[str]) -> list[str]:
        """`actors` that an ambiguous name may mean, without whom the name beside it means: in "Kaboul et les talibans"
        Kaboul is Afghanistan."""
        doc, others = claims.doc, set[str]()
        if len(actors) < 2:
            return actors
        after = match.end + 1 + (match.end + 1 < len(doc) and doc[match.end + 1].pos_ == "DET")
        if match.end < len(doc) and doc[match.end].lower_ in _BESIDE and after in claims.at:
            others |= set(claims.at[after].ids("state", "organisation"))
        joined = match.start - 1 - (match.start > 0 and doc[match.start - 1].pos_ == "DET")
        if joined > 0 and doc[joined].lower_ in _BESIDE:
            named = (m for k in range(max(0, joined - 6), joined) if (m := claims.at.get(k)) and m.end == joined)
            others |= {a for m in named for a in m.ids("state", "organisation")}
        return [a for a in actors if a not in others] or actors

    def _with_nationality(self, claims: Claims, match: Match) -> int:
        end = match.end
        while end < len(claims.doc) and claims.doc[end].text in self._demonyms:
            end += 1
        return end

    def _place_row(self, claims: Claims, rows: Sequence[str], actor: str | None) -> int:
        """Of places of one name, the one in the state that is meant, or that the text speaks of."""
        numbers = [int(r) for r in rows if _ROW.fullmatch(r)]
        states = {claims.book.kb.places[n].state: n for n in reversed(numbers)}
        return states.get(actor or "", states.get(claims.focus.pick(list(states)) or "", numbers[0]))

    def _gender_of(self, match: Match) -> str | None:
        """A state's gender by its name; a capital that stands for it is masculine or feminine as one likes."""
        genders = {e.gender for e in match.entries if e.kind == "state"}
        return genders.pop() if len(genders) == 1 else "x"

    def _number_of(self, match: Match) -> str:
        return "p" if any(e.kind == "state" and e.number == "p" for e in match.entries) else "s"

    def _is_one_person(self, claims: Claims, i: int) -> bool:
        """Whether a compound stands as a noun for somebody of two states ("l'Italo-Suédois"), who is neither state."""
        before = claims.doc[i - 1].lower_ if i else ""
        return claims.doc[i].text[0].isupper() and before in {"le", "la", "l'", "du", "au"}

    def _link_compounds(self, claims: Claims) -> None:
        """Compound adjectives: "américano-russe" is of both states."""
        words = [t.text for t in claims.doc]
        joined = {k for i, word in enumerate(words) if "-" in word for k in (i, i - (word == "-"))}
        for i in sorted(joined - {-1}):
            token = claims.doc[i]
            apart = i + 1 < len(words) and words[i + 1] == "-"
            end = i + 3 if apart and not token.whitespace_ else i + 1
            hit = self._compound.fullmatch(text_of(claims.doc[i:end]))
            second = self._demonyms.get(hit.group(2).lower()) if hit else None
            if hit and second and claims.is_free(i, i + 1) and not self._is_one_person(claims, i):
                other = claims.focus.pick(list(dict.fromkeys(e.id for e in second)))
                if other is None:
                    continue
                members = (claims.book.known(self._prefixes[hit.group(1).lower()]), claims.book.known(other))
                claims.add(MentionDraft(i, end, i, "nationality", members=members, number="p", adjective=True))
