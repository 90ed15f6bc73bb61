"""Which office of the tables a post of the source is, and the offices and organisations that it lacks.

In this order: the user's map, what an earlier import settled (``positions.csv`` in the folder), the
packaged ``positions.csv`` by QID, the posts that a state or organisation names as its heads, an office
of the body with the same title, and the function that the post's title or class tells. Only functions
of ``functions.csv`` make new offices; every other post needs a line in the user's map.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pourparlers.knowledge.imports.bodies import Bodies, packaged_rows
from pourparlers.knowledge.imports.names import clean, fold, free_id, slug
from pourparlers.knowledge.imports.officemap import LEFT_OUT, MapRow
from pourparlers.knowledge.imports.records import SourceBody, SourcePost
from pourparlers.knowledge.imports.staging import Staging
from pourparlers.knowledge.model import KnowledgeBase, Office, Organisation

__all__ = ["Match", "Miss", "Offices"]

_ACTING = ("acting ", "interim ", "caretaker ", "ad interim ")
# A class tells the function of its chief, and these are not: a vice-minister's class is often the minister's.
_LESSER = frozenset(
    "deputy vice assistant shadow former junior adjoint adjointe delegue deleguee parliamentary opposition designate "
    "secretaire undersecretary under envoy spokesperson spouse candidate".split()
)
_DEPTH = 2  # classes of classes
_HEAD_OF_STATE = "head_of_state"
_HEAD_OF_ORGANISATION = "head_of_organisation"


@dataclass(frozen=True, slots=True)
class Match:
    """The office that a post is; ``acting`` where its title says that the holder stands in."""

    office: str
    acting: bool = False


@dataclass(frozen=True, slots=True)
class Miss:
    """Why a post is no office."""

    kind: str
    detail: str


@dataclass(frozen=True, slots=True)
class _Function:
    """A line of functions.csv: names are folded, one that ends in * may go on with « and … »."""

    function: str
    office: str
    wikidata: frozenset[str]
    title_fr_m: str
    title_fr_f: str
    title_en: str
    names: frozenset[str]
    openings: tuple[str, ...]

    def is_told_by(self, stem: str) -> bool:
        """Say whether a title, without its body's name, is one of this function."""
        return stem in self.names or stem.startswith(self.openings)


@dataclass(slots=True)
class Offices:
    """The matching of one import; ``made`` and the other dictionaries hold what the tables lack."""

    kb: KnowledgeBase
    bodies: Bodies
    staging: Staging
    maps: Mapping[str, MapRow]
    settled: Mapping[str, str] = field(default_factory=dict)
    made: dict[str, Office] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    positions: dict[str, str] = field(default_factory=dict)
    _functions: tuple[_Function, ...] = ()
    _titles: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    _heads: dict[str, tuple[str, str]] = field(default_factory=dict)
    _packaged: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._functions = tuple(map(_function, packaged_rows("functions")))
        self._packaged = {row["wikidata"]: row["office"] for row in packaged_rows("positions")}
        titles: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        for office in self.kb.offices.values():
            for title in (office.title_fr_m, office.title_fr_f, office.title_en, *office.variants_fr):
                if stem := self.bodies.stem(title, office.body):
                    titles[office.body, stem].add(office.id)
        self._titles = dict(titles)
        wanted = {row.body for row in self.maps.values() if row.body}
        for body in self.staging.bodies():
            self._learn(body, wanted=body.key in wanted)

    def find(self, key: str, holding_bodies: tuple[str, ...]) -> Match | Miss:
        """Give the office of the post *key*, of whose bodies the holdings may say more; else why there is none."""
        post = self.staging.get(SourcePost, key) or SourcePost(key, 0)
        told = self._mapped(key, post)
        if told is not None:
            return told
        labels = [label for label in (post.name_en, post.name_fr) if label]
        named = " / ".join(dict.fromkeys(labels)) or "no title in the file"
        if key in self._heads:
            function, body = self._heads[key]
            return self._of_function(function, body, post) or Miss("post_unmapped", named)
        body = self._body(post, holding_bodies)
        if not body:
            where = ", ".join((*holding_bodies, *post.bodies, *post.countries, *post.directs)) or "none told"
            return Miss("body_unknown", f"{named}: body {where}")
        return self._titled(labels, body) or self._classed(post, labels, body) or Miss("post_unmapped", named)

    def _mapped(self, key: str, post: SourcePost) -> Match | Miss | None:
        """Give what the maps say of a post, by its key or its QID."""
        for name in (key, post.wikidata):
            row = self.maps.get(name)
            if row and row.office == LEFT_OUT:
                return Miss("left_out", f"{post.name_en or post.name_fr or key}: left out by the map")
            if row and (row.office in self.kb.offices or row.office in self.made or self._make(row)):
                self._settle(key, row.office)
                return Match(row.office)
            if row and row.body:
                return Miss("body_unknown", f"{row.office}: its body {row.body} is in no table and not in the file")
            if self._packaged.get(name) in self.kb.offices:
                return Match(self._packaged[name])
        return None

    def _make(self, row: MapRow) -> bool:
        """Make the office that a line of the map describes; False where its body is unknown."""
        body = self.bodies.find(row.body)
        if not row.function or not body:
            return False
        titles = (row.title_fr_m, row.title_fr_f or row.title_fr_m, row.title_en)
        self.made.setdefault(row.office, Office(row.office, row.function, body, *titles, ()))
        return True

    def _body(self, post: SourcePost, holding_bodies: tuple[str, ...]) -> str:
        """Give the body of a post: what the holding says, the jurisdiction, the organisation, the state, the title."""
        for words in (holding_bodies, post.bodies, post.directs):
            for word in words:
                if body := self.bodies.find(word):
                    return body
        if post.bodies:  # the jurisdiction is known and is none of ours: its state is not the body
            return ""
        for word in post.countries:
            if body := self.bodies.find(word):
                return body
        named = {self.bodies.named_in(label)[0] for label in (post.name_en, post.name_fr)} - {""}
        return named.pop() if len(named) == 1 else ""

    def _titled(self, labels: list[str], body: str) -> Match | None:
        """Give the office of *body* that has one of the titles, or that a function's name tells."""
        for label in labels:
            told = fold(label)
            acting = told.startswith(_ACTING)
            for opening in _ACTING:
                told = told.removeprefix(opening)
            named, rest = self.bodies.named_in(told)
            # « ambassador to Italy » of France: another body's name ends it.
            stems = [told] if named and named != body and rest else [told, self.bodies.stem(told, body)]
            for stem in stems:
                found = self._titles.get((body, stem), set())
                if len(found) == 1:
                    return Match(next(iter(found)), acting)
                for function in self._functions:
                    if function.is_told_by(stem) and (match := self._of_function(function.function, body, None, stem)):
                        return Match(match.office, acting)
        return None

    def _classed(self, post: SourcePost, labels: list[str], body: str) -> Match | None:
        """Give the office of the function that the classes of a post tell."""
        if any(_LESSER.intersection(fold(label).split()) for label in labels):
            return None
        if body in post.directs or any(self.bodies.find(word) == body for word in post.directs):
            return self._of_function(_HEAD_OF_ORGANISATION, body, post)
        for depth, name in self._classes(post):
            label = self.staging.get(SourcePost, name)
            stems = {fold(label.name_en), fold(label.name_fr)} - {""} if label else set()
            for function in self._functions:
                if function.function == _HEAD_OF_STATE and depth > 0 and name not in post.classes:
                    continue
                by_title = function.function != _HEAD_OF_STATE and any(map(function.is_told_by, stems))
                if name in function.wikidata or by_title:
                    return self._of_function(function.function, body, post)
        return None

    def _classes(self, post: SourcePost) -> Iterator[tuple[int, str]]:
        """Give the post itself and its classes, nearest first, each once."""
        seen, level = {post.key}, [post.key]
        for depth in range(_DEPTH + 1):
            for name in level:
                yield depth, name
            following: list[str] = []
            for name in level:
                record = self.staging.get(SourcePost, name)
                following += [parent for parent in (record.classes if record else ()) if parent not in seen]
                seen.update(following)
            level = list(dict.fromkeys(following))

    def _of_function(self, function: str, body: str, post: SourcePost | None, stem: str = "") -> Match | None:
        """Give the one office of a function in a body; made where the body is a state that has none."""
        rule = next(
            (row for row in self._functions if row.function == function and (not stem or row.is_told_by(stem))), None
        )
        name = f"{body}.{rule.office}" if rule else ""
        known = [row.id for row in self.kb.offices_by_post.get((function, body), ())]
        if name in known or name in self.made:
            return Match(name)
        if len(known) == 1 and (rule is None or rule.office == function):
            return Match(known[0])
        if known and (rule is None or rule.office == function):
            return None  # several, and none of the plain name: only the map can tell
        if rule and body in self.kb.states and rule.title_fr_m:
            self.made[name] = Office(name, function, body, rule.title_fr_m, rule.title_fr_f, rule.title_en, ())
            return Match(name)
        if post and function == _HEAD_OF_ORGANISATION and (title := clean(post.name_fr or post.name_en)):
            name = f"{body}.head"
            self.made[name] = Office(name, function, body, title, title, clean(post.name_en), ())
            return Match(name)
        return None

    def _settle(self, key: str, office: str) -> None:
        """Remember that a post is an office, for the next import."""
        if office not in (self._packaged.get(key), self.settled.get(key)):
            self.positions[key] = office

    def settle(self, key: str, match: Match) -> None:
        """Remember a match by function or title under the post's QID, unless the packaged table has it."""
        post = self.staging.get(SourcePost, key)
        if post and post.wikidata and not match.acting:
            self._settle(post.wikidata, match.office)

    def _learn(self, body: SourceBody, *, wanted: bool) -> None:
        """Take what a state or organisation of the source says of its heads; make an organisation that is new."""
        found = self.bodies.find(body.key) or (self.bodies.find(body.wikidata) if body.wikidata else "")
        label = clean(body.name_fr or body.name_en)
        if not found and (body.international or wanted):
            found = self.bodies.find(label) if label else ""
        if not found and label and (wanted or (body.international and body.head_of_organisation)):
            found = self._organisation(body, label).id
        if not found:
            return
        self.bodies.add(body.key, found)
        posts = (("head_of_state", body.head_of_state), ("head_of_government", body.head_of_government))
        if found in self.kb.states:
            for function, keys in posts:
                for key in keys:
                    self._heads.setdefault(key, (function, found))
        for key in body.head_of_organisation:
            self._heads.setdefault(key, (_HEAD_OF_ORGANISATION, found))

    def _organisation(self, body: SourceBody, label: str) -> Organisation:
        """Make a row for an organisation; what the source does not say (article, gender) stays empty."""
        taken = self.kb.organisations.keys() | self.organisations.keys()
        name = free_id(f"org-{slug(body.name_en or label)}", body.wikidata or body.key, taken)
        row = Organisation(
            id=name,
            kind="organisation",
            wikidata=body.wikidata,
            name_fr=label,
            name_en=clean(body.name_en),
            article_fr="",
            gender="",
            number="",
            variants_fr=(),
            variants_en=(),
            parent="",
            state="",
            role_code="IGO" if body.international else "",
            seat="",
        )
        self.organisations[name] = row
        return row


def _function(row: Mapping[str, str]) -> _Function:
    """Give a line of functions.csv."""
    names = [name.strip() for name in row["names"].split("|") if name.strip()]
    plain = frozenset(fold(name.rstrip("*")) for name in names)
    openings = tuple(f"{fold(name)} {link} " for name in names if name.endswith("*") for link in ("and", "et"))
    return _Function(
        function=row["function"],
        office=row["office"],
        wikidata=frozenset(filter(None, row["wikidata"].split("|"))),
        title_fr_m=row["title_fr_m"],
        title_fr_f=row["title_fr_f"],
        title_en=row["title_en"],
        names=plain,
        openings=openings,
    )
