"""Who is meant by a role, a pronoun or a demonstrative, inside one document.

Rules look back over the mentions already linked, nearest first, and agree in gender, number and office. Where two
remain, the mention keeps both as candidates.
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc

from ..lang.pack import Pack, Table
from ..types import Candidate
from .actors import ActorBook
from .layers import Layers, MentionDraft
from .roles import RoleMatch


class GroupRule(Table, frozen=True):
    """A plural that takes up actors named before ("les deux hommes"): its words and the kinds it takes up."""

    words: tuple[str, ...]
    kinds: frozenset[str]
    count: int = 2


class CoreferenceTable(Table, frozen=True):
    """Shape of lang/*/coreference.toml."""

    same_function: dict[str, tuple[str, ...]]
    groups: tuple[GroupRule, ...]
    demonstrative_sources: frozenset[str]


class Resolver:
    """Resolves the roles that no name accompanies, then plural and demonstrative mentions."""

    def __init__(self, pack: Pack) -> None:
        self._table = pack.table("coreference", CoreferenceTable)
        self._groups = [(words.split(), rule) for rule in self._table.groups for words in rule.words]

    def resolve(self, doc: Doc, layers: Layers, book: ActorBook, roles: Iterable[RoleMatch]) -> None:
        """Add to `layers` the mentions of `roles` and of groups, in order of the text."""
        todo: list[RoleMatch | tuple[int, int, GroupRule]] = [r for r in roles if not r.institution]
        todo += self._find_groups(doc)
        todo.sort(key=lambda item: item.start if isinstance(item, RoleMatch) else item[0])
        for item in todo:
            mention = self._role(doc, layers, book, item) if isinstance(item, RoleMatch) else _group(doc, layers, book, item)
            if mention is None:
                continue
            layers.mentions = [m for m in layers.mentions if m.end <= mention.start or m.start >= mention.end or m.members]
            layers.mentions.append(mention)
            layers.mentions.sort(key=lambda m: (m.start, -m.end))

    def _find_groups(self, doc: Doc) -> list[tuple[int, int, GroupRule]]:
        found = []
        lowered = [t.lower_ for t in doc]
        for words, rule in self._groups:
            first = words[0]
            for i, word in enumerate(lowered):
                if word == first and lowered[i : i + len(words)] == words:
                    found.append((i, i + len(words), rule))
        return found

    def _role(self, doc: Doc, layers: Layers, book: ActorBook, role: RoleMatch) -> MentionDraft | None:
        words = layers.text[doc[role.start].idx : doc[role.end - 1].idx + len(doc[role.end - 1].text)]
        mention = MentionDraft(role.start, role.end, role.head, "role", gender=role.gender, number=role.number, function=role.function)  # fmt: skip
        before = [m for m in layers.mentions if m.end <= role.start and not m.as_place]
        if role.homologue:
            return self._homologue(layers, book, role, mention, before)
        if role.determiner == "indefinite" or (role.determiner == "none" and role.number == "p" and role.anonymous):
            return self._described(book, doc, role, mention, words, anonymous=True)
        if role.determiner == "none" and not role.bodies:
            return None
        if role.anonymous:
            found = self._anonymous_again(book, role, before)
            if found:
                mention.actor, mention.anonymous = found, book.actors[found].kind == "anonymous"
                return mention
            return self._described(book, doc, role, mention, words, anonymous=True) if role.bodies else None
        if role.former:
            return self._described(book, doc, role, mention, words, anonymous=False)
        return self._office(doc, book, role, mention, before, words)

    def _described(self, book: ActorBook, doc: Doc, role: RoleMatch, mention: MentionDraft, words: str, *, anonymous: bool) -> MentionDraft:  # fmt: skip
        body = role.bodies[0] if len(role.bodies) == 1 and not role.default_body else ""
        mention.actor = book.described(words, doc[role.start].idx, body=body, gender=role.gender, number=role.number)
        mention.anonymous = anonymous
        return mention

    def _anonymous_again(self, book: ActorBook, role: RoleMatch, before: list[MentionDraft]) -> str | None:
        """The anonymous person last met who agrees ("cette source", "la responsable"), whatever noun named them."""
        agreeing = [m for m in before if m.actor and book.actors[m.actor].kind == "anonymous" and m.anonymous]
        if role.bodies:
            state = book.state_of(role.bodies[0])
            agreeing = [m for m in agreeing if m.actor and book.state_of(m.actor) in {state, ""}]
        demonstrative_source = role.determiner == "demonstrative" and role.gender == "f"
        fitting = [m for m in agreeing if demonstrative_source or _agree(m, role)]
        ids = list(dict.fromkeys(m.actor for m in reversed(fitting) if m.actor))
        return ids[0] if ids else None

    def _office(self, doc: Doc, book: ActorBook, role: RoleMatch, mention: MentionDraft, before: list[MentionDraft], words: str) -> MentionDraft | None:  # fmt: skip
        """The person of an office: one the text names, else who held it then; bare roles look back only."""
        functions = self._table.same_function.get(role.function, (role.function,))
        if role.bare:
            found = self._look_back(book, functions, role, before)
            if found:
                mention.actor = found
                return mention
            if not role.default_body:
                return None
        named = [m.actor for m in before if m.actor in book.actors and book.actors[m.actor].kind == "person"]
        later = [m.actor for m in (mm for mm in reversed(before)) if m.actor]
        people = dict.fromkeys([p for p in reversed(named) if p])
        body_ids = role.bodies
        fits = [p for p in people if any(book.has_office(p, f, b) for f in functions for b in body_ids)]
        if len(body_ids) == 1 and len(fits) >= 1:
            mention.actor = fits[0]
            return mention
        members: list[str] = []
        for body in body_ids:
            found_here = [p for p in fits if any(book.has_office(p, f, body) for f in functions)]
            options = [Candidate(actor=p, why="named in this text") for p in found_here[:1]] or book.holders_of(role.function, body)
            if len(options) == 1:
                members.append(book.known(options[0].actor) if options[0].actor in book.kb.persons else options[0].actor)
            elif len(body_ids) == 1 and options:
                mention.candidates = tuple(Candidate(actor=book.known(o.actor), why=o.why) for o in options)
            elif not options or len(body_ids) > 1:
                members.append(self._unnamed(book, doc, role, words, body))
        if len(members) == 1:
            mention.actor = members[0]
        else:
            mention.members = tuple(dict.fromkeys(members))
        del later
        return mention

    def _unnamed(self, book: ActorBook, doc: Doc, role: RoleMatch, words: str, body: str) -> str:
        return book.described(words, doc[role.start].idx if len(role.bodies) == 1 else doc[role.start].idx * 10 + role.bodies.index(body), body=body, gender=role.gender)  # fmt: skip

    def _look_back(self, book: ActorBook, functions: Iterable[str], role: RoleMatch, before: list[MentionDraft]) -> str | None:  # fmt: skip
        """The last person before who has one of `functions` and agrees in gender."""
        wanted = set(functions)
        for mention in reversed(before):
            if not mention.actor or mention.actor not in book.actors or mention.adjective:
                continue
            actor = book.actors[mention.actor]
            if actor.kind not in {"person", "anonymous"} or not _agree(mention, role):
                continue
            if mention.function in wanted or book.functions(mention.actor) & wanted:
                return mention.actor
        return None

    def _homologue(self, layers: Layers, book: ActorBook, role: RoleMatch, mention: MentionDraft, before: list[MentionDraft]) -> MentionDraft | None:  # fmt: skip
        """ "son homologue russe": the office of the person before, in the state named; without a state, the other holder."""
        people = [m for m in reversed(before) if m.actor and book.actors[m.actor].kind == "person"]
        ahead = [m for m in layers.mentions if m.start >= role.end and m.actor and book.actors[m.actor].kind == "person"]
        for antecedent in (*people[:3], *ahead[:1]):
            assert antecedent.actor is not None
            functions = book.functions(antecedent.actor)
            own = book.state_of(antecedent.actor)
            if not functions or (role.bodies and own in role.bodies):
                continue
            if not role.bodies:
                others = [m.actor for m in people if m.actor != antecedent.actor and book.functions(m.actor or "") & functions]
                mention.actor = others[0] if others else None
                return mention if others else None
            return self._counterparts(book, role, mention, functions, people)
        return mention if role.bodies and self._counterparts(book, role, mention, set(), people) else None

    def _counterparts(self, book: ActorBook, role: RoleMatch, mention: MentionDraft, functions: set[str], people: list[MentionDraft]) -> MentionDraft:  # fmt: skip
        members: list[str] = []
        open_: list[Candidate] = []
        for body in role.bodies:
            named = [m.actor for m in people if m.actor and any(book.has_office(m.actor, f, body) for f in functions)]
            options = [Candidate(actor=named[0], why="named in this text")] if named else [
                c for f in sorted(functions) for c in book.holders_of(f, body)
            ]  # fmt: skip
            ids = list(dict.fromkeys(c.actor for c in options))
            if len(ids) == 1:
                members.append(book.known(ids[0]) if ids[0] in book.kb.persons else ids[0])
            else:
                open_ += options
        if len(members) == 1 and len(role.bodies) == 1:
            mention.actor = members[0]
        elif members:
            mention.members = tuple(members)
        mention.candidates = tuple(Candidate(actor=book.known(c.actor), why=c.why) for c in open_ if c.actor in book.kb.persons)
        return mention


def _agree(mention: MentionDraft, role: RoleMatch) -> bool:
    gender_ok = not mention.gender or "x" in (mention.gender, role.gender) or mention.gender == role.gender
    return gender_ok and (mention.number == role.number or not mention.number)


def _group(doc: Doc, layers: Layers, book: ActorBook, item: tuple[int, int, GroupRule]) -> MentionDraft | None:
    """A plural takes up the last `count` distinct actors of its kinds; a group mention just before counts whole."""
    start, end, rule = item
    found: list[str] = []
    for mention in reversed([m for m in layers.mentions if m.end <= start]):
        if mention.as_place and "state" not in rule.kinds:
            continue
        for actor in reversed(mention.actors):
            kind = book.actors[actor].kind
            state = book.state_of(actor)
            taken = state if rule.kinds == {"state"} and state else actor if kind in rule.kinds else ""
            if taken and taken not in found:
                found.append(book.known(taken) if taken in book.kb.states else taken)
        if len(found) >= rule.count:
            members = tuple(reversed(found[: rule.count]))
            return MentionDraft(start, end, end - 1, "group", members=members, number="p", gender="x")
    return None
