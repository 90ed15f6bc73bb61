"""Persons by name: full names, family names, names no table knows, and the roles that stand beside a name."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from ..types import Candidate
from .claims import Claims
from .gazetteer import surname_of
from .layers import MentionDraft
from .names import is_name_word, is_plural_title, name_run, title_before
from .roles import UNSURE, RoleMatch

_JOINTS = frozenset({",", "et", "(", ":"})
_CLOSING = frozenset({"AUX", "VERB", "PRON", "CCONJ"})
_NOT_A_NAME = frozenset({"place", "state", "demonym", "metonym", "organisation", "format"})
_SHORT = 4
_ALONE = "the one of this name then in office"
_ASIDE = 8


class People:
    """The persons of one document."""

    def __init__(self, claims: Claims) -> None:
        self._claims, self._doc, self._book = claims, claims.doc, claims.book
        self._full: dict[str, list[str]] = {}
        self._names: dict[str, str] = {}
        self.joined: set[int] = set()

    def link(self, roles: Sequence[RoleMatch]) -> None:
        """Every mention of a person by name, with the role beside it where there is one."""
        for match in self._claims.matches:
            ids = match.ids("person")
            if ids:
                self._add_person(match.start, match.end, ids, match.surface)
        for role in reversed([r for r in roles if not r.institution]):
            self._link_role(role)
        self._link_surnames()
        self._link_new_names()
        self._link_lists()

    # -- names

    def _add_person(self, start: int, end: int, ids: list[str], surface: str) -> MentionDraft:
        """A full name that the knowledge base knows; two of one name are told apart by the day, or stay open."""
        first, gender = title_before(self._doc, start)
        ids = self._in_office(ids)
        mention = MentionDraft(first, end, end - 1, "name", gender=gender or None)
        if len(ids) == 1:
            mention.actor = self._book.known(ids[0], surface)
            mention.gender = self._book.actors[ids[0]].gender or gender or None
            self._remember(ids[0], surface)
        else:
            mention.candidates = tuple(
                Candidate(actor=self._book.known(i), why=f"bears the name {surface}") for i in ids
            )
        return self._claims.add(mention)

    def _remember(self, actor: str, name: str) -> None:
        person = self._book.kb.persons.get(actor)
        single = {v for v in person.variants_fr if " " not in v} if person else set()
        self._names[name] = actor
        for surname in {surname_of(name), name.rsplit(maxsplit=1)[-1], *single}:
            known = self._full.setdefault(surname, [])
            if actor not in known:
                known.append(actor)

    def _in_office(self, ids: list[str]) -> list[str]:
        serving = [i for i in ids if self._book.functions(i)] if len(ids) > 1 else []
        return serving if len(serving) == 1 else ids

    def _link_surnames(self) -> None:
        """Family names alone: of someone the document names in full, else of the one person then in office."""
        taken = self._claims.taken
        for i, token in enumerate(self._doc):
            if i in taken or not token.text[:1].isupper():
                continue
            match = self._claims.at.get(i)
            surnames = match.ids("surname") if match else []
            end = match.end if match and surnames else i + 1
            if part := self._part_of_name(i):
                self._add_again(i, part[0], part[1], self._doc[i : part[0]].text)
                continue
            surface = self._doc[i:end].text
            in_text = self._full.get(surface, [])
            if len(in_text) == 1:
                self._add_again(i, end, in_text[0], surface)
            elif surnames and match and not {e.kind for e in match.entries if not e.weak} & _NOT_A_NAME:
                self._surname_in_office(i, end, surnames, surface)

    def _part_of_name(self, i: int) -> tuple[int, str] | None:
        """(end, person) of the first words of a name given in full elsewhere, after a title ("M. Hassan Cheikh")."""
        if title_before(self._doc, i)[0] == i:
            return None
        end = name_run(self._doc, i)
        while end > i:
            if not any(k in self._claims.taken for k in range(i, end)):
                words = self._doc[i:end].text
                whole = words in self._full
                found = {a for name, a in self._names.items() if name.startswith(words + " ")}
                if len(found) == 1 and not whole:
                    return end, found.pop()
            end -= 1
        return None

    def _add_again(self, start: int, end: int, person: str, surface: str) -> None:
        first, gender = title_before(self._doc, start)
        self._book.surfaces.setdefault(person, set()).add(surface)
        own = self._book.actors[person].gender
        self._claims.add(MentionDraft(first, end, end - 1, "name", actor=person, gender=own or gender or None))

    def _surname_in_office(self, start: int, end: int, ids: list[str], surface: str) -> None:
        """A family name that no full name introduces: it needs a title, or to be no other word and stand alone."""
        first, gender = title_before(self._doc, start)
        alone = not is_name_word(self._doc, start - 1) or self._doc[start].is_sent_start
        if first == start and (
            self._doc[start].pos_ != "PROPN" or len(surface) <= _SHORT or not alone or is_name_word(self._doc, end)
        ):
            return
        serving = [p for p in dict.fromkeys(ids) if self._book.functions(p)]
        if gender:
            serving = [p for p in serving if (self._book.kb.persons[p].gender or gender) == gender]
        if len(serving) == 1:
            actor = self._book.known(serving[0], surface)
            own = self._book.kb.persons[actor].gender
            mention = MentionDraft(first, end, end - 1, "name", actor=actor, gender=own or gender or None, why=_ALONE)
            self._claims.add(mention)
        elif serving:
            options = tuple(
                Candidate(actor=self._book.known(p), why=f"then in office, of the name {surface}") for p in serving
            )
            self._claims.add(MentionDraft(first, end, end - 1, "name", candidates=options))

    def _link_new_names(self) -> None:
        """Names no table knows, where a title, a nationality or a verb makes them a person's."""
        i = 0
        while i < len(self._doc):
            end = name_run(self._doc, i) if i not in self._claims.taken else i
            if end == i:
                i += 1
                continue
            first, gender = title_before(self._doc, i)
            if self._claims.is_free(i, end) and not self._claims.holds_known(i, end):
                if first < i or (end - i > 1 and self._acts(i, end)):
                    self._add_new(i, end, first=first, gender=gender)
            elif end - i > 2 and self._claims.is_free(i + 1, end) and (demonym := self._nationality_noun(i)):
                self._add_new(i + 1, end, first=i + 1, gender=demonym[1], body=demonym[0])
            i = end

    def _nationality_noun(self, i: int) -> tuple[str, str] | None:
        """(state, gender) of a demonym used as a noun before a name ("la Britannique X")."""
        match = self._claims.at.get(i)
        before = self._doc[i - 1].lower_ if i else ""
        entries = (
            [e for e in match.entries if e.kind == "demonym" and e.number == "s"]
            if match and match.end == i + 1
            else []
        )
        state = self._claims.focus.pick(list(dict.fromkeys(e.id for e in entries))) if entries else None
        if before not in {"le", "la", "l'"} or state is None or self._claims.holds_known(i + 1, i + 2):
            return None
        genders = {e.gender for e in entries if e.id == state}
        return state, "f" if before == "la" else "m" if before == "le" else genders.pop() if len(genders) == 1 else ""

    def _acts(self, start: int, end: int) -> bool:
        """Whether a verb stands right beside the name, as beside a subject."""
        after = self._doc[end] if end < len(self._doc) else None
        before = self._doc[start - 1] if start else None
        if after is not None and after.lower_ in {"se", "s'", "ne", "n'"} and end + 1 < len(self._doc):
            after = self._doc[end + 1]
        if after is not None and after.pos_ in {"AUX", "VERB"}:
            return self._doc[end - 1].pos_ == "PROPN"
        return before is not None and before.pos_ == "VERB" and self._doc[start].pos_ == "PROPN"

    def _add_new(
        self, start: int, end: int, *, first: int, gender: str, function: str = "", body: str = ""
    ) -> MentionDraft:
        name = self._claims.text(start, end)
        known = self._full.get(name.split()[-1], [])
        if len(known) == 1 and end - start == 1:
            actor = known[0]
        else:
            actor = self._book.person(name, function=function, body=body, gender=gender)
            self._remember(actor, name)
        return self._claims.add(MentionDraft(first, end, end - 1, "name", actor=actor, gender=gender or None))

    def _link_lists(self) -> None:
        """ "MM. X et Y" names them together: one mention more, of the group."""
        by_start = {m.start: m for m in self._claims.layers.mentions if m.how == "name" and m.actor}
        for first in list(by_start.values()):
            if not is_plural_title(self._doc, first.start):
                continue
            members, end = [first], first.end
            while (
                end + 1 < len(self._doc) and self._doc[end].lower_ in {"et", ","} and (other := by_start.get(end + 1))
            ):
                members.append(other)
                end = other.end
            actors = tuple(dict.fromkeys(m.actor for m in members if m.actor))
            if len(actors) > 1:
                gender = "f" if all(m.gender == "f" for m in members) else "m"
                self._claims.add_beside(
                    MentionDraft(first.start, end, first.head, "group", members=actors, gender=gender, number="p")
                )

    # -- roles beside names

    def _link_role(self, role: RoleMatch) -> None:
        named = self._names_after(role) or self._name_before(role)
        if not named:
            return
        self.joined.add(role.head)
        if len(named) == 1:
            self._join(role, named[0])
            return
        members = tuple(dict.fromkeys(a for m in named for a in m.actors))
        for person, body in zip(members, role.bodies, strict=False):
            self._book.roles.setdefault(person, set()).add((role.function, body))
        group = MentionDraft(role.start, role.end, role.head, "group", members=members, gender=role.gender, number="p")
        group.function = role.function
        self._claims.add_beside(group)

    def _names_after(self, role: RoleMatch) -> list[MentionDraft]:
        """Persons named right after the role, or after what completes it and a comma; several where it is plural."""
        found: list[MentionDraft] = []
        i, aside = role.end, self._aside_end(role)
        while i < len(self._doc):
            start = i
            while i < len(self._doc) and (self._doc[i].text in _JOINTS or self._doc[i].is_space) and i - start < 2:
                i += 1
            if i > start and self._is_anothers(role, i):
                break
            mention = self._person_at(i, role, comma=i > start)
            if mention is None and not found and aside is not None:
                i, aside = aside, None
                continue
            if mention is None:
                break
            found.append(mention)
            i = mention.end
            if role.number == "s" or len(found) >= max(2, len(role.bodies)):
                break
        return [] if len(found) == 1 and role.number == "p" and len(role.bodies) > 1 else found

    def _is_anothers(self, role: RoleMatch, i: int) -> bool:
        """Whether the name at `i` is not who is known to hold a governed office ("un conseiller du président, X")."""
        if role.start < 2 or self._doc[role.start - 1].lower_ not in {"du", "de", "d'"} or role.former:
            return False
        if self._doc[role.start - 2].pos_ not in {"NOUN", "ADJ"} or not role.function or not role.bodies:
            return False
        held = [c.actor for body in role.bodies for c in self._book.holders_of(role.function, body)]
        names = {surname_of(n) for a in held for n in (self._book.kb.persons[a].name_fr,)}
        run = self._doc[i : max(name_run(self._doc, i, with_of=True), i + 1)].text
        return bool(names) and not any(name in run for name in names)

    def _aside_end(self, role: RoleMatch) -> int | None:
        """The comma that ends what completes the role ("l'émissaire de l'ONU pour le Sahel, X"), if there is one."""
        for i in range(role.end, min(role.end + _ASIDE, len(self._doc))):
            token = self._doc[i]
            if token.text == "," and i > role.end:
                return i
            if (
                token.is_punct
                or token.is_space
                or token.is_sent_start
                or _is_finite(token)
                or token.pos_ in {"PRON", "CCONJ", "SCONJ"}
            ):
                return None
            mention = self._claims.taken.get(i)
            if mention is not None and mention.how == "name":
                return None
        return None

    def _person_at(self, i: int, role: RoleMatch, *, comma: bool) -> MentionDraft | None:
        if i >= len(self._doc) or self._doc[i].is_sent_start:
            return None
        taken = self._claims.taken
        mention = taken.get(i)
        if mention is None and i + 1 < len(self._doc) and self._doc[i].lower_ in {"m", "m.", "mme"}:
            mention = next((taken[k] for k in (i + 1, i + 2) if k in taken), None)
        if mention is not None:
            fits = mention.how == "name" and self._is_compatible(mention, role)
            sure = not comma or self._closes(mention.end) or role.number == "p"
            return mention if fits and sure and mention.start in {i, i + 1, i + 2} else None
        end = name_run(self._doc, i, with_of=True)
        if end == i or self._claims.holds_known(i, end):
            return None
        if end - i == 1:
            return self._surname_at(i, role, comma=comma)
        if comma and not self._closes(end):
            return None
        body = role.bodies[0] if len(role.bodies) == 1 and role.bodies[0] != UNSURE else ""
        gender = role.gender if role.gender != "x" else ""
        function = role.function if not role.former else f"former {role.function}"
        return self._add_new(i, end, first=i, gender=gender, function=function, body=body)

    def _surname_at(self, i: int, role: RoleMatch, *, comma: bool) -> MentionDraft | None:
        """A single word after a role: the family name of whoever has that role, or a name no table knows."""
        match = self._claims.at.get(i)
        surnames = match.ids("surname") if match else []
        body = role.bodies[0] if role.bodies else ""
        fitting = [p for p in surnames if self._book.has_office(p, role.function, body)]
        fitting = fitting or [p for p in self._full.get(self._doc[i].text, []) if p in surnames or not surnames]
        if len(fitting) == 1 and match is not None:
            gender = self._book.kb.persons[fitting[0]].gender if fitting[0] in self._book.kb.persons else ""
            actor = (
                self._book.known(fitting[0], self._doc[i].text) if fitting[0] in self._book.kb.persons else fitting[0]
            )
            return self._claims.add(MentionDraft(i, match.end, i, "name", actor=actor, gender=gender or None))
        if comma or self._doc[i].pos_ != "PROPN" or surnames:
            return None
        return self._add_new(
            i, i + 1, first=i, gender=role.gender if role.gender != "x" else "", function=role.function, body=body
        )

    def _closes(self, end: int) -> bool:
        """Whether an apposition that ends at token `end` is closed there."""
        if end >= len(self._doc):
            return True
        token = self._doc[end]
        return token.is_punct or token.is_space or token.pos_ in _CLOSING or token.is_sent_start is True

    def _name_before(self, role: RoleMatch) -> list[MentionDraft]:
        """The name before a role in apposition: "Emily Horne, porte-parole du Conseil"."""
        if role.determiner in {"possessive", "demonstrative"} or role.number == "p":
            return []
        i = role.start - 1
        if i < 1 or self._doc[i].text not in {",", "("}:
            return []
        mention = self._claims.taken.get(i - 1)
        acts = role.determiner == "definite" and role.end < len(self._doc) and self._doc[role.end].pos_ in _CLOSING
        if acts:  # "avec X, le ministre a dit": the role is a subject, no apposition
            return []
        if mention is not None and mention.how == "name" and mention.actor and self._has(mention.actor, role):
            return [mention]
        if role.determiner == "indefinite" or not self._closes(role.end) or (role.anonymous and not role.bodies):
            return []
        if mention is None:
            start = i - 1
            while start > 0 and (back := next((k for k in (1, 2) if name_run(self._doc, start - k) >= i), 0)):
                start -= back
            if i - start < 2 or name_run(self._doc, start) != i or self._claims.holds_known(start, i):
                return []
            body = role.bodies[0] if len(role.bodies) == 1 and role.bodies[0] != UNSURE else ""
            mention = self._add_new(start, i, first=start, gender="", function=role.function, body=body)
        return [mention] if mention.how == "name" and self._is_compatible(mention, role) else []

    def _has(self, person: str, role: RoleMatch) -> bool:
        """Whether the knowledge base knows the person to hold, or have held, the role."""
        if not role.function:
            return False
        if role.bare and not role.bodies and role.determiner == "definite":
            return self._book.has_office(person, role.function, "") or self._book.had_office(person, role.function, "")
        held = self._book.had_office if role.former else self._book.has_office
        return any(held(person, role.function, body) for body in role.bodies if body != UNSURE)

    def _is_compatible(self, mention: MentionDraft, role: RoleMatch) -> bool:
        """Whether the named person may hold the role: same state where both are known, same gender."""
        if mention.actor is None or (
            mention.gender in {"m", "f"} and role.gender in {"m", "f"} and mention.gender != role.gender
        ):
            return False
        if not role.bodies or role.former:
            return True
        person = self._book.state_of(mention.actor)
        if any(b in self._book.kb.organisations and not self._book.state_of(b) for b in role.bodies):
            return True  # an international body's people are of any state
        bodies = {self._book.state_of(b) for b in role.bodies} - {""}
        return not person or not bodies or person in bodies

    def _join(self, role: RoleMatch, mention: MentionDraft) -> None:
        """One mention of role and name where they touch; the role's facts go to the person."""
        assert mention.actor is not None
        if role.function:
            function = f"former {role.function}" if role.former else role.function
            for body in role.bodies or ("",):
                self._book.roles.setdefault(mention.actor, set()).add((function, body))
                if role.organ and body in self._book.kb.states:
                    organ = self._book.institution_id(role.organ, body)
                    self._book.roles[mention.actor].add((function, organ or body))
        start, end = min(role.start, mention.start), max(role.end, mention.end)
        gender = mention.gender or (role.gender if role.gender != "x" else None)
        function = f"former {role.function}" if role.former and role.function else role.function
        head = role.head if role.start == start else mention.head
        joined = MentionDraft(start, end, head, "name", actor=mention.actor, gender=gender)
        joined.function = mention.function or function
        self._claims.remove(mention)
        self._claims.add(joined)


def _is_finite(token: Token) -> bool:
    return token.pos_ in {"VERB", "AUX"} and "Part" not in str(token.morph.get("VerbForm", []))
