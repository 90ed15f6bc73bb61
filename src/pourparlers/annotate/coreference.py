"""Who is meant by a role that no name accompanies, inside one document; pronouns and groups are `anaphora`'s.

A role takes up whoever the text names and who holds it, else who held it on the day; of two, both as candidates.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ..knowledge.model import KnowledgeBase
from ..lang.pack import Pack
from ..types import Candidate
from .anaphora import Anaphora
from .bare_roles import fitting, of_the_lead
from .claims import Claims
from .coreference_table import CoreferenceTable
from .datelines import seat_of
from .described import DESCRIBED, Described
from .epithets import called, elected, is_alike, is_of_another, just_acting, just_introduced, leaders_of, taken_up
from .formers import fallen_holders, former_holders, is_fallen, then_holders
from .layers import MentionDraft
from .nationals import one_sent
from .nouns import Item
from .phrases import description_end
from .relations import name_by_owner, relate, told_beside, with_owner
from .roles import UNSURE, RoleMatch
from .salience import clause_subject
from .scene import Scene, clear_first
from .titled import titled_so
from .visits import visitor_again

_LEADERS = frozenset({"group_leader", "head_of_state", "head_of_government"})
_HEADS = {"presidency": "head_of_state", "foreign_ministry": "foreign_minister", "defence_ministry": "defence_minister"}
"""The office that heads each kind of institution of a state."""


class Resolver:
    """Resolves the roles that no name accompanies, then what else takes somebody up, in order of the text."""

    def __init__(self, pack: Pack, kb: KnowledgeBase) -> None:
        self._table = pack.table("coreference", CoreferenceTable)
        self._anaphora = Anaphora(self._table, kb)
        self._described = Described(pack)

    def resolve(self, claims: Claims, roles: Iterable[RoleMatch]) -> None:
        """Add to the mentions those of `roles`, of pronouns, groups and periphrases."""
        scene = Scene(claims)
        todo: list[RoleMatch | Item] = [r for r in roles if not r.institution or not r.bodies]
        todo += self._anaphora.find(scene)
        todo += self._described.find(scene)
        todo.sort(key=lambda item: (item.start, not isinstance(item, RoleMatch) and item.kind in DESCRIBED, -item.end))
        groups = {i.start: i for i in todo if not isinstance(i, RoleMatch) and i.kind == "group"}
        early: set[int] = set()
        for item in todo:
            if isinstance(item, RoleMatch):
                if self._is_group(scene, item, groups, early):
                    continue
                role, group = item, groups.get(item.end) or groups.get(item.end + 1)
                if group is not None and item.number == "p" and not item.bodies:
                    early.add(group.start)
                    role = self._of_group(scene, item, group)
                mention = _Role(scene, role, self._table).resolve()
                if mention is not None and not scene.is_covered(mention.start, mention.end):
                    scene.place(mention)
            elif item.kind in DESCRIBED:
                self._described.add(scene, item)
            elif item.start not in early:
                self._anaphora.resolve(scene, item)
        self._anaphora.mend(scene, [i for i in todo if not isinstance(i, RoleMatch)])

    def _is_group(self, scene: Scene, role: RoleMatch, groups: dict[int, Item], early: set[int]) -> bool:
        """Whether the role only names a group that the text tells of ("les deux dirigeants chypriotes")."""
        group = next((g for g in groups.values() if g.start <= role.head < g.end), None)
        if group is None or role.number != "p" or len(role.bodies) > 1:
            return False
        if group.start not in early:
            early.add(group.start)
            self._anaphora.resolve(scene, group)
        return True

    def _of_group(self, scene: Scene, role: RoleMatch, group: Item) -> RoleMatch:
        """The role bound to the states of the group after it ("les ministres des deux pays")."""
        self._anaphora.resolve(scene, group)
        found = next((m for m in scene.mentions if m.how == "group" and m.start == group.start), None)
        states = found.members if found is not None else ()
        bound = states and all(s in scene.book.kb.states for s in states) and scene.doc[group.start - 1].lower_ == "des"
        return replace(role, bodies=states, bare=False) if bound else role


class _Role:
    """One role noun phrase, and who is meant by it."""

    def __init__(self, scene: Scene, role: RoleMatch, table: CoreferenceTable) -> None:
        self._scene, self._role, self._book = scene, role, scene.book
        self._table = table
        self._functions = table.same_function.get(role.function, (role.function,))
        if role.function == "head_of_state" and scene.doc[role.head].lower_ in table.of_states_only:
            self._functions = (role.function,)  # whoever presides a body is no "chef de l'État"
        seat = table.seats.get(role.bodies[0], "") if role.bodies else ""
        if seat and role.function in _LEADERS:
            self._functions = (seat,)
        chief = table.chief in scene.claims.words(role.start, role.end)
        self._is_shared = role.function in table.shared_functions and not chief
        self._mention = MentionDraft(role.start, role.end, role.head, "role", gender=role.gender, number=role.number)
        self._mention.function = role.function

    def resolve(self) -> MentionDraft | None:
        """The mention with whom it means; None where the words name nobody."""
        role = self._role
        if UNSURE in role.bodies:
            return None
        if role.homologue:
            return self._homologue()
        if role.relation or role.institution:
            return self._related()
        if role.determiner == "indefinite" or (role.determiner == "none" and role.number == "p" and role.anonymous):
            return self._described(anonymous=True)
        if role.determiner == "none" and not role.bodies:
            return None
        if role.anonymous or (not role.function and role.bodies):
            return self._compatriot()
        if role.former and role.number == "s":
            return self._former(former_holders(self._scene, role, self._functions))
        if is_fallen(self._scene, role, self._table.fallen) and role.number == "s":
            return self._former(fallen_holders(self._scene, role, self._functions))
        if role.coming:
            self._mention.actor = elected(self._scene, role, self._functions)
            return self._mention if self._mention.actor else self._described(anonymous=False)
        if role.number == "p" and len(role.bodies) < 2:
            return self._plural()
        if role.determiner == "possessive" and not role.demonym:
            return self._owned()
        return self._bare() if role.bare else self._office(role.bodies)

    def _related(self) -> MentionDraft | None:
        if self._role.relation == "visitor" and self._role.determiner == "definite":
            return visitor_again(self._scene, self._role, self._mention, self._table.visits)
        return relate(self._scene, self._role, self._mention, self._subjects())

    # -- the text only describes

    def _described(self, *, anonymous: bool, body: str = "") -> MentionDraft:
        role, doc = self._role, self._scene.doc
        body = body or (role.bodies[0] if len(role.bodies) == 1 and not role.default_body else "")
        end = description_end(doc, role.end, self._scene.claims.taken) if anonymous else role.end
        words = self._scene.claims.words(role.start, end)
        if anonymous:
            end, words = with_owner(self._scene, role.start, end)
        titled = titled_so(self._scene, role)  # "le conseiller du Kremlin": "X, conseiller diplomatique du Kremlin"
        self._mention.actor = titled or self._book.described(
            words, doc[role.start].idx, body=body, gender=role.gender, number=role.number
        )
        self._mention.anonymous, self._mention.end = anonymous and not titled, end
        return self._mention

    def _plural(self) -> MentionDraft | None:
        """Several of one body: its institution for "dirigeants", else described; bare plurals name nobody."""
        role = self._role
        if not role.bodies or role.default_body:
            self._mention.actor = leaders_of(self._scene, role, _LEADERS)
            return self._mention if self._mention.actor else None
        if role.function == "group_leader":
            self._mention.actor = self._book.institution(
                "government", role.bodies[0], self._scene.claims.words(role.head, role.end)
            )
            return self._mention
        return self._described(anonymous=False)

    def _compatriot(self) -> MentionDraft | None:
        """ "Le diplomate espagnol", "la responsable": the unnamed one met before, else a person named of that state."""
        role, book, scene = self._role, self._book, self._scene
        states = {book.state_of(b) for b in role.bodies}
        again = self._unnamed_again(states)
        if again:
            self._mention.actor, self._mention.anonymous = again, book.actors[again].kind == "anonymous"
            return self._mention
        if (one := called(scene, role, self._table.callings, self._table.above)) is not None:
            self._mention.actor = one
            return self._mention
        if role.number == "s" and role.demonym and role.determiner in {"definite", "demonstrative"}:
            found = [(p, s) for p, s in scene.people(role.start, gender=role.gender) if book.state_of(p) in states]
            if found:
                self._mention.actor = clear_first(found)
                if self._mention.actor is None:
                    self._mention.candidates = self._options(p for p, _ in found[:3])
                return self._mention
        return self._described(anonymous=role.anonymous) if role.bodies else None

    def _unnamed_again(self, states: set[str]) -> str | None:
        """The unnamed person last met who agrees ("cette source", "la responsable"), whatever noun named them."""
        role, book = self._role, self._book
        source = role.determiner == "demonstrative" and role.gender == "f"
        for mention in reversed(self._scene.mentions):
            if mention.end > role.start or not mention.actor or not mention.anonymous:
                continue
            if book.actors[mention.actor].kind != "anonymous" or (
                states and book.state_of(mention.actor) not in states | {""}
            ):
                continue
            alike = source or is_alike(self._scene, role, mention, self._table.unnamed_alike)
            if source or (alike and self._scene.agrees(mention, role.gender, role.number)):
                return mention.actor
        return None

    def _former(self, holders: Sequence[str]) -> MentionDraft:
        """A former holder: one the text names and who held the office, never today's; of several it stays open."""
        if not holders:
            return self._described(anonymous=False)
        self._mention.actor = holders[0] if len(holders) == 1 else None
        self._mention.candidates = self._options(holders[:3]) if len(holders) > 1 else ()
        return self._mention

    # -- offices

    def _named(self, bodies: Sequence[str]) -> list[str]:
        """Persons named before who hold the office in one of `bodies`, the most present first."""
        book = self._book
        people = [p for p, _ in self._scene.people(self._role.start, gender=self._role.gender)]
        offices = [(f, b) for f in self._functions for b in self._bodies(bodies)]
        return [p for p in people if any(book.has_office(p, *office) for office in offices)]

    def _bodies(self, bodies: Sequence[str]) -> list[str]:
        """The bodies with the institution meant within each, where the words name one ("du ministère russe …")."""
        organ = self._role.organ
        bodies = [*bodies, *(self._book.state_of(b) for b in bodies if self._function_within(b))]
        inside = [self._book.institution_id(organ, b) for b in bodies if organ and b in self._book.kb.states]
        return [*(i for i in inside if i), *bodies]

    def _function_within(self, body: str) -> str:
        """The office of the state that heads an institution ("le chef du Pentagone"); empty for none."""
        state = self._book.state_of(body)
        seat = self._table.seats.get(body, "")
        if seat and self._role.function in {"head_of_state", "head_of_organisation", seat}:
            return seat
        if body not in self._book.kb.organisations or state not in self._book.kb.states:
            return ""
        kinds = [k for k in _HEADS if self._book.institution_id(k, state) == body]
        return _HEADS[kinds[0]] if kinds and self._role.function in {"head_of_organisation", _HEADS[kinds[0]]} else ""

    def _holders(self, body: str) -> list[Candidate]:
        """Who held the office then; persons the text names before the knowledge base's."""
        within = self._function_within(body)
        if within and within not in self._functions:
            self._functions = (*self._functions, within)
        if named := self._named((body,)) or then_holders(self._scene, self._role, self._functions, body):
            return [Candidate(actor=named[0], why="named in this text")]
        if sent := one_sent(self._scene, self._role, body, self._table.sent_functions):
            return [Candidate(actor=sent, why="the one of it just named")]
        if self._is_shared:
            theirs = [p for p, _ in self._scene.people(self._role.start) if self._book.serves(p, body)]
            sole = len(theirs) == 1 and body in self._book.kb.organisations  # of several envoys of a state, none
            return [Candidate(actor=p, why="the one person of it that the text names") for p in theirs if sole]
        found: dict[str, Candidate] = {}
        state, heads = body in self._book.kb.states, self._role.function
        if heads == "group_leader" and state:
            return self._book.leaders_of(body)
        if heads == "head_of_organisation" and self._role.organ and not state:
            return []  # "le chef de la mission de l'ONU": of a part of it
        offices = self._table.same_office.get(self._role.function, self._functions)
        for one in self._bodies((body,)):
            for function in (*offices, *([within] if within else [])):
                found = found or {c.actor: c for c in self._book.holders_of(function, one)}
            governs = self._role.function == "head_of_government"
            if not found and governs and not self._book.has_post("head_of_government", one):
                found = {c.actor: c for c in self._book.holders_of("head_of_state", one)}  # "le chef de l'exécutif"
        return list(found.values())

    def _office(self, bodies: Sequence[str]) -> MentionDraft:
        """The holder of the office in each body: one the text names, else who held it then."""
        book, members = self._book, list[str]()
        for n, body in enumerate(bodies):
            options = self._holders(body)
            if len(options) == 1:
                one = options[0].actor
                members.append(book.known(one) if one in book.kb.persons else one)
            elif len(bodies) == 1 and options:
                self._mention.candidates = self._options(o.actor for o in options)
                return self._mention
            elif len(bodies) == 1:
                return self._described(anonymous=False, body=body)
            else:
                at = self._scene.doc[self._role.start].idx
                words = self._scene.claims.words(self._role.start, self._role.end)
                members.append(book.described(words, at * 10 + n, body=body, gender=self._role.gender))
        self._mention.actor = members[0] if len(members) == 1 else None
        self._mention.members = tuple(dict.fromkeys(members)) if len(members) > 1 else ()
        return self._mention

    def _options(self, ids: Iterable[str]) -> tuple[Candidate, ...]:
        book = self._book
        return tuple(
            Candidate(actor=book.known(i) if i in book.kb.persons else i, why="may be meant")
            for i in dict.fromkeys(ids)
        )

    def _bare(self) -> MentionDraft | None:
        """A role without its body: the default body's holder, else the last person of such an office who stands out."""
        role, scene, book = self._role, self._scene, self._book
        if role.default_body:
            if named := self._named(role.bodies):
                self._mention.actor = named[0]
                return self._mention
            if scene.claims.focus.count(role.bodies[0]):
                return self._office(role.bodies)
        if is_of_another(scene, role, self._table.realms):
            self._mention.actor = just_introduced(scene, role)
            return self._mention if self._mention.actor else None
        if not role.function:
            self._mention.actor = taken_up(scene, role, self._table.epithets, self._table.epithet_states)
            return self._mention if self._mention.actor else None
        ranked = scene.people(role.start, gender=role.gender)
        realms = book.realms_of(scene.doc[role.head].lower_) if role.function == "head_of_state" else frozenset()
        if realms:  # "l'émir", "le roi": only of a state whose head bears the title
            ranked = [(p, s) for p, s in ranked if book.state_of(p) in realms]
            told = {a for m in scene.mentions if m.end <= role.start for a in m.actors if a in realms}
            if not ranked and len(told) == 1:
                return self._office(tuple(told))
        fits = of_the_lead(scene, role, fitting(scene, role, ranked, frozenset(self._functions)))
        if not fits:
            self._mention.actor = called(scene, role, self._table.callings, self._table.above)
            seat = None if self._mention.actor else seat_of(scene, role)
            return self._office((seat,)) if seat else self._mention if self._mention.actor else None
        self._mention.actor = clear_first(fits) or just_acting(scene, role.start, {p for p, _ in fits})
        if self._mention.actor is None:
            self._mention.candidates = self._options(p for p, _ in fits[:3])
        return self._mention

    def _owned(self) -> MentionDraft | None:
        """ "Son ministre": of the state, body or person the sentence before is about."""
        scene, role = self._scene, self._role
        owner = scene.claims.book
        theirs = scene.doc[role.start].lower_ in {"leur", "leurs"}
        for mention in (m for m in self._subjects() if not (theirs and scene.is_person(m.actor or ""))):
            assert mention.actor is not None
            body = mention.actor if mention.actor in owner.kb.organisations else owner.state_of(mention.actor)
            options = self._holders(body) if body else []
            if len(options) == 1:
                found = options[0].actor
                self._mention.actor = owner.known(found) if found in owner.kb.persons else found
                return self._mention
            if body:
                self._described(anonymous=False, body=body)
                name_by_owner(scene, self._mention, mention)
                return self._mention
        return None if role.bare else self._office(role.bodies)

    def _subjects(self) -> list[MentionDraft]:
        """Subjects before the role, nearest first, of its own sentence and the one before."""
        scene, start = self._scene, self._role.start
        here = scene.places.sentence(start)
        near = [m for m in scene.mentions if m.end <= start and m.actor and not m.as_place and not m.adjective]
        voice = scene.places.is_quoted(start)
        near = [m for m in near if here - scene.places.sentence(m.start) <= 1 and scene.places.is_subject(m)]
        return [m for m in reversed(near) if voice or not scene.places.is_quoted(m.start)]

    # -- counterparts

    def _homologue(self) -> MentionDraft | None:
        """ "son homologue russe": the office of the person spoken of, in the state named; else the other holder."""
        scene, role, book = self._scene, self._role, self._book
        if role.number == "p" and len(role.bodies) < 2:  # "ses homologues (européens)": several, none of them told
            return self._described(anonymous=False) if role.bodies else self._mention
        subject = clause_subject(scene.doc, scene.places, scene.mentions, scene.doc[role.start])
        people = [p for p, _ in scene.people(role.start)]
        ahead = [m.actor for m in scene.mentions if m.start >= role.end and m.actor and scene.is_person(m.actor)]
        first = [subject.actor] if subject and subject.actor in people else []
        order = dict.fromkeys([*first, *people[:3], *ahead[:1]])
        for person in order:
            functions = book.functions(person) if person else set()
            if not person or not functions or (role.bodies and book.state_of(person) in role.bodies):
                continue
            if role.bodies:
                return self._counterparts(functions)
            others = [p for p in people if p != person and book.functions(p) & functions]
            self._mention.actor = told_beside(scene, person, others, role.start) or next(iter(others), None)
            if others:
                return self._mention
            break
        if role.bodies or self._scene.doc[role.head].lower_ not in self._table.facing:
            return self._counterparts(set()) if role.bodies else None
        return relate(scene, replace(role, relation="host"), self._mention, self._subjects())

    def _counterparts(self, functions: set[str]) -> MentionDraft:
        self._functions = tuple(sorted(functions))
        members: list[str] = []
        options: list[str] = []
        for body in self._role.bodies:
            found = [c.actor for c in self._holders(body)]
            if len(found) == 1:
                members.append(self._book.known(found[0]) if found[0] in self._book.kb.persons else found[0])
            else:
                options += found
        if len(members) == 1 and len(self._role.bodies) == 1:
            self._mention.actor = members[0]
        elif members and not options:
            self._mention.members = tuple(members)
        self._mention.candidates = self._options(options)
        return self._mention
