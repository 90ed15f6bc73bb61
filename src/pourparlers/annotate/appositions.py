"""Roles that stand beside a name: "le ministre russe, X", "X, ambassadeur à Washington", "les ministres, X et Y"."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, Protocol

from .claims import Claims
from .gazetteer import fold_accents, surname_of
from .layers import MentionDraft
from .names import is_name_word, name_run
from .roles import NUMERALS, UNSURE, RoleMatch
from .tree import Token, text_of
from .word_table import NOUNS, PHRASES, VERBS

_JOINTS = frozenset({",", "et", "(", ":"})
_CLOSING = frozenset({"AUX", "VERB", "PRON", "CCONJ"})
_ASIDE, _ALIKE = 8, 3
_TITLES: Final = NOUNS.titles_before
_BE: Final = VERBS.becomes
_NOW: Final = PHRASES.now


class _Names(Protocol):
    full: dict[str, list[str]]

    def add_new(
        self, start: int, end: int, *, first: int, gender: str, function: str = "", body: str = ""
    ) -> MentionDraft:
        """A mention of a person no table knows."""
        ...

    def remember(self, actor: str, name: str) -> None:
        """Know `actor` by `name` in this document."""
        ...


class Appositions:
    """Joins roles to the names beside them, in one document. `joined`: the heads of the roles that found a name."""

    def __init__(self, claims: Claims, people: _Names) -> None:
        self._claims, self._doc, self._book, self._people = claims, claims.doc, claims.book, people
        self.joined: set[int] = set()

    def link(self, role: RoleMatch) -> None:
        """Join `role` to the name or names beside it, if there are any."""
        after = self._of_both(role) or ([] if self._is_closed(role) else self._names_after(role))
        named = after or self._name_before(role)
        if not named and role.default_body:  # "le secrétaire d'État X": of X's own state
            role = replace(role, bodies=(), default_body=False, function="minister")
            named = self._names_after(role)
        if not named:
            return
        self.joined.add(role.head)
        if len(named) == 1:
            self._join(role, named[0])
            return
        members = tuple(dict.fromkeys(a for m in named for a in m.actors))
        for person, body in zip(members, role.bodies, strict=False):
            self._book.roles.setdefault(person, set()).add((role.function, body))
        end = role.end
        if len(role.bodies) == 1:  # "les ministres grec, X, et turc, Y"
            end = next((k for k in range(role.head + 1, role.end) if self._is_nationality(k)), end)
        group = MentionDraft(role.start, end, role.head, "group", members=members, gender=role.gender, number="p")
        group.function = role.function
        self._claims.add_beside(group)
        if end < role.end:
            self._join(replace(role, number="s"), named[0])

    def _of_both(self, role: RoleMatch) -> list[MentionDraft]:
        """The person of whom "et" says a second role, without article, between this one and the name: "le Premier
        ministre danois et président de l'Union, X"."""
        i = role.end
        if role.number != "s" or i + 1 >= len(self._doc) or self._doc[i].lower_ != "et":
            return []
        other = self._claims.taken.get(i + 1)
        bare = self._doc[i + 1].text.islower() and self._doc[i + 1].pos_ != "DET"  # "le président et le général X"
        joined = other is not None and other.start == i + 1 and other.how == "name" and bare
        return [other] if joined and other is not None and self._is_compatible(other, role) else []

    def _is_closed(self, role: RoleMatch) -> bool:
        """Whether a name and a comma stand before the role, and ", et" after what completes it: "X, président de
        l'Assemblée et chef de la délégation, et Y" is X's. Not "X, son ministre, et Y": whose minister is he?"""
        comma = role.start - 1
        if comma > 0 and self._doc[comma].lower_ == "et":  # the second of two roles
            back = [t for t in self._doc[max(0, comma - _ASIDE) : comma] if t.text == "," or _is_finite(t)]
            comma = back[-1].i if back else 0
        if role.number != "s" or role.determiner == "possessive" or comma < 1 or self._doc[comma].text != ",":
            return False
        name = self._claims.taken.get(comma - 1)
        if not is_name_word(self._doc, comma - 1) or (name is not None and name.how != "name"):
            return False
        rest = self._doc[role.end : role.end + 2 * _ASIDE]
        stop = next((t for t in rest if t.is_punct or t.is_space or t.is_sent_start or _is_finite(t)), None)
        return stop is not None and stop.text == "," and text_of(self._doc[stop.i + 1 : stop.i + 2]) == "et"

    def _names_after(self, role: RoleMatch) -> list[MentionDraft]:
        """Persons named right after the role, or after what completes it and a comma; several where it is plural."""
        found: list[MentionDraft] = []
        count = NUMERALS.get(self._doc[max(0, role.head - 1)].lower_, 0) if role.number == "p" else 0
        i, aside = self._past_initials(role.end), self._aside_end(role)
        while i < len(self._doc):
            start = i
            while i < len(self._doc) and (self._doc[i].text in _JOINTS or self._doc[i].is_space) and i - start < 2:
                i += 1
            if i > start and (role.determiner == "demonstrative" or self._is_anothers(role, i)):
                break
            if i > start and role.determiner == "none" and self._doc[max(0, role.start - 1)].lower_ in _BE:
                break  # "Quand X était ministre, Y": it is said of X
            if i > start and not found and self._is_of_agent(role, i):
                self._people.add_new(i, name_run(self._doc, i, with_of=True), first=i, gender="")
                break
            past = self._past_nationality(role, i, start, bool(found))
            if past > i and found:
                role = replace(role, bodies=tuple(self._claims.at[i].ids("demonym")))
            i = past
            mention = self._person_at(i, role, comma=i > start)
            if mention is None and not found and aside is not None:
                i, aside = aside, None
                continue
            if mention is None:
                break
            found.append(mention)
            i = mention.end
            if role.number == "s" or len(found) >= (count or max(2, len(role.bodies))):
                break
        if count > 1 and len(found) not in {0, count}:
            return []
        one_of = self._doc[max(0, role.start - 1)].lower_ in {"un", "une"}
        return [] if len(found) == 1 and role.number == "p" and not one_of else found

    def _past_initials(self, i: int) -> int:
        """The token after initials in brackets that stand at `i`: "le chef du Front populaire (FP), X"; else `i`."""
        inside = self._doc[i : i + 3]
        held = len(inside) == 3 and inside[0].text == "(" and inside[1].text.isupper() and inside[2].text == ")"
        return i + 3 if held else i

    def _past_nationality(self, role: RoleMatch, i: int, start: int, is_next: bool) -> int:
        """The token after a nationality that stands before the name: "le médiateur, le Norvégien X"; of a plural role
        after its first name "les ministres grec, X, et turc, Y"."""
        j = i
        if not is_next and i > start and j < len(self._doc) and self._doc[j].lower_ in {"le", "la", "l'"}:
            j += 1
        elif not (is_next and role.number == "p"):
            return i
        if not self._is_nationality(j):
            return i
        match = self._claims.at[j]
        return match.end + (is_next and match.end < len(self._doc) and self._doc[match.end].text == ",")

    def _is_nationality(self, i: int) -> bool:
        match = self._claims.at.get(i)
        return match is not None and all(e.kind == "demonym" for e in match.entries)

    def _is_of_agent(self, role: RoleMatch, i: int) -> bool:
        """Whether a new name at `i`, after a comma, is that of who acts for a bare role: "le porte-parole du président,
        X, a dit"."""
        doc, of = self._doc, role.head - 1
        if not role.bare or of < 1 or doc[of].lower_ != "du" or i in self._claims.taken:
            return False
        return doc[of - 1].pos_ == "NOUN" and name_run(doc, i, with_of=True) > i + 1

    def _is_anothers(self, role: RoleMatch, i: int) -> bool:
        """Whether the name at `i` is not who is known to hold a governed office ("un conseiller du président, X"), or
        "et" joins him with an article: "entre le président et le général X"."""
        if role.number == "s" and self._doc[i - 1].lower_ == "et" and text_of(self._doc[i : i + 1]) in {"le", "la"}:
            return True
        if role.start < 2 or self._doc[role.start - 1].lower_ not in {"du", "de", "d'"} or role.former:
            return False
        if self._doc[role.start - 2].pos_ not in {"NOUN", "ADJ"} or not role.function or not role.bodies:
            return False
        held = [c.actor for body in role.bodies for c in self._book.holders_of(role.function, body)]
        names = {surname_of(n) for a in held for n in (self._book.kb.persons[a].name_fr,)}
        run = text_of(self._doc[i : max(name_run(self._doc, i, with_of=True), i + 1)])
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
        if mention is None and i + 1 < len(self._doc) and self._doc[i].text == "cheikh":
            i, mention = i + 1, taken.get(i + 1)
        if mention is None and i + 1 < len(self._doc) and self._doc[i].lower_ in _TITLES:
            mention = next((taken[k] for k in (i + 1, i + 2) if k in taken), None)
        if mention is None and role.number == "p" and self._doc[i].lower_ in _TITLES:
            title, i = i, i + (2 if text_of(self._doc[i + 1 : i + 2]) == "." else 1)
            named = self._surname_at(i, role, comma=comma) if i < len(self._doc) else None
            if named is not None:
                named.start = title
                self._claims.taken.update(dict.fromkeys(range(title, i), named))
            return named
        apart = comma and self._doc[i - 1].text == ","
        if mention is None and apart and role.function and self._doc[i].lower_ in _TITLES:
            return self._titled(i, role)
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
        if (held := self._so_named(i, end, role)) is not None:
            self._people.remember(held, text_of(self._doc[i:end]))
            known = self._book.known(held, text_of(self._doc[i:end]))
            return self._claims.add(
                MentionDraft(i, end, end - 1, "name", actor=known, gender=self._book.actors[known].gender)
            )
        body = role.bodies[0] if len(role.bodies) == 1 and role.bodies[0] != UNSURE else ""
        gender = role.gender if role.gender != "x" else ""
        function = role.function if not role.former else f"former {role.function}"
        return self._people.add_new(i, end, first=i, gender=gender, function=function, body=body)

    def _titled(self, i: int, role: RoleMatch) -> MentionDraft | None:
        """A new person behind the title at token `i`, set off by commas: "l'ambassadeur de France, M. Duval,"."""
        first = i + (2 if text_of(self._doc[i + 1 : i + 2]) == "." else 1)
        end = name_run(self._doc, first, with_of=True)
        if end == first or self._claims.holds_known(first, end) or not self._closes(end):
            return None
        body = role.bodies[0] if len(role.bodies) == 1 and role.bodies[0] != UNSURE else ""
        function = role.function if not role.former else f"former {role.function}"
        gender = role.gender if role.gender != "x" else ""
        return self._people.add_new(first, end, first=i, gender=gender, function=function, body=body)

    def _so_named(self, start: int, end: int, role: RoleMatch) -> str | None:
        """The one holder of the office of `role` then, whose name [start, end) spells otherwise than the base: with the
        same family name, and a first name that begins alike ("Mohammed ben Abderrahmane al-Thani")."""
        held = {c.actor for body in role.bodies for c in self._book.holders_of(role.function, body)}
        if role.former or not role.function or len(held) != 1:
            return None
        person = held.pop()
        if person not in self._book.kb.persons:
            return None
        spelt = [fold_accents(t.lower_) for t in self._doc[start:end] if t.text != "-"]
        known = fold_accents(self._book.kb.persons[person].name_fr).lower().replace("-", " ").split()
        return person if spelt[-1] == known[-1] and spelt[0][:_ALIKE] == known[0][:_ALIKE] else None

    def _surname_at(self, i: int, role: RoleMatch, *, comma: bool) -> MentionDraft | None:
        """A single word after a role: the family name of whoever has that role, or a name no table knows."""
        match = self._claims.at.get(i)
        surnames = match.ids("surname") if match else []
        body = role.bodies[0] if role.bodies else ""
        fitting = [p for p in surnames if self._book.has_office(p, role.function, body)]
        fitting = fitting or [p for p in self._people.full.get(self._doc[i].text, []) if p in surnames or not surnames]
        if not fitting and role.number == "p":
            states = {self._book.state_of(b) for b in role.bodies}
            fitting = [p for p in surnames if self._book.functions(p) and self._book.state_of(p) in states]
        if len(fitting) == 1 and match is not None:
            gender = self._book.kb.persons[fitting[0]].gender if fitting[0] in self._book.kb.persons else ""
            actor = (
                self._book.known(fitting[0], self._doc[i].text) if fitting[0] in self._book.kb.persons else fitting[0]
            )
            return self._claims.add(MentionDraft(i, match.end, i, "name", actor=actor, gender=gender or None))
        if comma or self._doc[i].pos_ != "PROPN" or surnames:
            return None
        return self._people.add_new(
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
        if role.determiner == "demonstrative" or role.number == "p":
            return []
        i = role.start - 1
        while i > 0 and self._doc[i].lower_ in _NOW:
            i -= 1
        owned = role.determiner == "possessive"
        if owned and (role.homologue or not self._is_set_off(role)):
            return []
        if i < 1 or self._doc[i].text not in {",", "("}:
            return []
        mention = self._claims.taken.get(i - 1)
        acts = (
            role.determiner == "definite"
            and i == role.start - 1
            and role.end < len(self._doc)
            and self._doc[role.end].pos_ in _CLOSING
        )
        if acts:  # "avec X, le ministre a dit": the role is a subject, no apposition
            return []
        if mention is not None and mention.how == "name" and mention.actor and self._has(mention.actor, role):
            return [mention]
        if (
            role.determiner == "indefinite"
            or not self._closes(self._complement_end(role))
            or (role.anonymous and not role.bodies)
        ):
            return []
        if mention is None:
            start = i - 1
            while start > 0 and (back := next((k for k in (1, 2) if name_run(self._doc, start - k) >= i), 0)):
                if self._is_nationality(start - back):
                    break
                start -= back
            if i - start < 2 or name_run(self._doc, start) != i or self._claims.holds_known(start, i):
                return []
            body = role.bodies[0] if len(role.bodies) == 1 and role.bodies[0] != UNSURE else ""
            mention = self._people.add_new(start, i, first=start, gender="", function=role.function, body=body)
        return [mention] if mention.how == "name" and self._is_compatible(mention, role) else []

    def _is_set_off(self, role: RoleMatch) -> bool:
        """Whether a comma or the sentence's end closes what begins with "son": a list would go on with "et"."""
        after = self._doc[role.end : role.end + 2]
        if not after or after[0].text in {".", ";", "!", "?", ")"}:
            return True
        goes_on = len(after) > 1 and after[1].lower_ in {"et", "ou"}
        afresh = text_of(self._doc[role.end + 2 : role.end + 3]) in {"de", "d'", "du", "des", "à", "au", "aux", "avec"}
        return after[0].text == "," and (not goes_on or afresh)

    def _complement_end(self, role: RoleMatch) -> int:
        """Where the words end that tell where or for what the role is ("ambassadeur du Qatar à Washington")."""
        i = role.end
        if i >= len(self._doc) or self._doc[i].lower_ not in {"à", "au", "aux", "en", "pour", "auprès", "chez"}:
            return i
        for j in range(i + 1, min(i + _ASIDE, len(self._doc))):
            token = self._doc[j]
            if token.is_punct or token.is_space or token.is_sent_start:
                return j
            if token.pos_ in {"VERB", "AUX", "PRON", "SCONJ"}:
                return i
        return i

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
