"""Wikidata's entities in JSON: from one line of a dump to what it says of persons, posts and bodies.

The layout is the dump's (an array with one entity a line), JSON lines, or the answer of
``Special:EntityData`` on a line. Only what an import needs is decoded, and lines that can hold
nothing of it are not decoded at all.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

import msgspec
from ahocorasick_rs import BytesAhoCorasick

from pourparlers.knowledge.imports.records import Found, Holding, Note, SourceBody, SourcePerson, SourcePost
from pourparlers.knowledge.imports.times import TimeError, agree, finer, from_wikidata

__all__ = ["Entity", "decode", "make_sieve", "read_entity"]

_HUMAN = "Q5"
_INTERIM = "Q4895105"
_GENDERS = {"Q6581097": "m", "Q2449503": "m", "Q6581072": "f", "Q1052281": "f"}
_POST_CLASSES = frozenset({"Q4164871", "Q294414"})  # position, public office
_INTERNATIONAL = frozenset({"Q484652", "Q245065"})  # international, intergovernmental organisation
_MARKS = tuple(
    f'"{mark}"'.encode() for mark in ("P39", "P279", "P1906", "P1313", "P2388", *_POST_CLASSES, *_INTERNATIONAL)
)
_NO_VALUE = "novalue"


class _Term(msgspec.Struct):
    value: str = ""


class _Terms(msgspec.Struct):
    fr: _Term | None = None
    en: _Term | None = None
    mul: _Term | None = None


class _Aliases(msgspec.Struct):
    fr: list[_Term] = []
    en: list[_Term] = []
    mul: list[_Term] = []


class _DataValue(msgspec.Struct):
    value: msgspec.Raw = msgspec.Raw(b"null")


class _Snak(msgspec.Struct):
    snaktype: str = "value"
    datavalue: _DataValue | None = None


class _Qualifiers(msgspec.Struct):
    P580: list[_Snak] = []
    P582: list[_Snak] = []
    P1001: list[_Snak] = []
    P642: list[_Snak] = []
    P17: list[_Snak] = []
    P5102: list[_Snak] = []
    P2868: list[_Snak] = []
    P3831: list[_Snak] = []


class _Statement(msgspec.Struct):
    mainsnak: _Snak = msgspec.field(default_factory=_Snak)
    rank: str = "normal"
    # PHP writes an empty map as [], so a list may stand wherever a map is looked for.
    qualifiers: _Qualifiers | list[Any] = []


class _Claims(msgspec.Struct):
    P31: list[_Statement] = []
    P39: list[_Statement] = []
    P21: list[_Statement] = []
    P27: list[_Statement] = []
    P570: list[_Statement] = []
    P279: list[_Statement] = []
    P1001: list[_Statement] = []
    P17: list[_Statement] = []
    P2389: list[_Statement] = []
    P1906: list[_Statement] = []
    P1313: list[_Statement] = []
    P2388: list[_Statement] = []


class Entity(msgspec.Struct):
    """The part of an entity that an import reads."""

    id: str
    claims: _Claims | list[Any]
    type: str = "item"
    modified: str = ""
    labels: _Terms | list[Any] = []
    aliases: _Aliases | list[Any] = []


class _Answer(msgspec.Struct):
    entities: dict[str, Entity]


class _Item(msgspec.Struct):
    id: str = ""
    number: int = msgspec.field(default=0, name="numeric-id")


class _Time(msgspec.Struct):
    time: str
    precision: int
    calendarmodel: str = ""


_ENTITY = msgspec.json.Decoder(Entity)
_ENTITIES = msgspec.json.Decoder(list[Entity])
_ANSWER = msgspec.json.Decoder(_Answer)
_ITEM = msgspec.json.Decoder(_Item)
_TIME = msgspec.json.Decoder(_Time)


def make_sieve(wanted: Iterable[str]) -> Callable[[bytes], bool]:
    """Give what says whether a line is worth decoding; *wanted* are QIDs of organisations.

    One pass over the line for all marks: most of a dump's lines are looked at by this alone.
    """
    search = BytesAhoCorasick([*_MARKS, *(f'"{key}"'.encode() for key in wanted)]).find_matches_as_indexes
    return lambda line: bool(search(line))


def decode(line: bytes) -> list[Entity]:
    """Give the entities of a line, without its comma; raises ``msgspec.DecodeError`` where it is none."""
    if line.startswith(b"["):
        return _ENTITIES.decode(line)
    if line.startswith((b'{"entities"', b'{ "entities"')):
        return list(_ANSWER.decode(line).entities.values())
    return [_ENTITY.decode(line)]


def read_entity(entity: Entity, line: int, wanted: Collection[str] = ()) -> Iterator[Found]:
    """Give what *entity* says: a person with the posts held, or a post, a state or an organisation.

    Of organisations only the international ones, those that name their head's post, and the *wanted* QIDs.
    """
    claims = entity.claims
    if not isinstance(claims, _Claims):
        return
    classes = _items(claims.P31)
    if _HUMAN in classes:
        if claims.P39:
            yield from _read_person(entity, claims, line)
        return
    if claims.P39:
        yield Note("not_human", line, entity.id, ", ".join(classes))
    name_fr, name_en = _names(entity)
    parents = tuple(dict.fromkeys((*_items(claims.P279), *classes)))
    if claims.P279 or _POST_CLASSES.intersection(classes):
        places = [_items(rows) for rows in (claims.P1001, claims.P17, claims.P2389)]
        yield SourcePost(entity.id, line, entity.id, name_fr, name_en, parents, *places)
    heads = [_items(rows) for rows in (claims.P1906, claims.P1313, claims.P2388)]
    international = bool(_INTERNATIONAL.intersection(classes))
    if any(heads) or international or entity.id in wanted:
        yield SourceBody(entity.id, line, entity.id, name_fr, name_en, _aliases(entity), international, *heads)


def _read_person(entity: Entity, claims: _Claims, line: int) -> Iterator[Found]:
    """Give a person and the holdings that have dates."""
    name_fr, name_en = _names(entity)
    died = ""
    for statement in _best(claims.P570):
        try:
            died = _time(statement.mainsnak) or died
        except TimeError:
            continue  # a death that cannot be dated tells nothing about a tenure
    yield SourcePerson(
        key=entity.id,
        line=line,
        wikidata=entity.id,
        name_fr=name_fr,
        name_en=name_en,
        aliases=_aliases(entity),
        gender=next((_GENDERS[item] for item in _items(claims.P21) if item in _GENDERS), ""),
        states=_items(claims.P27),
        died=died,
    )
    for statement in claims.P39:
        yield from _read_statement(entity.id, statement, line)


def _read_statement(person: str, statement: _Statement, line: int) -> Iterator[Found]:
    """Give the holding of one statement, or a note that says why there is none."""
    if statement.rank == "deprecated":
        yield Note("deprecated", line, person, "a statement of deprecated rank")
        return
    post = _item(statement.mainsnak)
    if not post:
        yield Note("post_unknown", line, person, "a position without a value")
        return
    more = statement.qualifiers if isinstance(statement.qualifiers, _Qualifiers) else _Qualifiers()
    where = f"{person} {post}"
    if not more.P580:
        yield Note("no_start", line, where, "no start")
        return
    try:
        start = _one_time(more.P580)
        end = _one_time(more.P582) if more.P582 else ""
    except TimeError as error:
        yield Note("date", line, where, str(error))
        return
    if not start:
        yield Note("no_start", line, where, "the start is marked as none")
        return
    places = [item for rows in (more.P1001, more.P642, more.P17) for snak in rows if (item := _item(snak))]
    acting = any(_item(snak) == _INTERIM for rows in (more.P5102, more.P2868, more.P3831) for snak in rows)
    yield Holding(person, post, line, start, end, tuple(places), acting)


def _one_time(snaks: list[_Snak]) -> str:
    """Give the one time that the snaks of a qualifier mean, "" for none; they must agree."""
    found = ""
    for snak in snaks:
        value = _time(snak)
        if found and value and not agree(found, value):
            raise TimeError(f"two dates for one bound: {found}, {value}")
        found = finer(found, value)
    return found


def _time(snak: _Snak) -> str:
    """Give the time of a snak, "" where it says that there is none; unknown times raise ``TimeError``."""
    if snak.snaktype == _NO_VALUE:
        return ""
    if snak.snaktype != "value" or snak.datavalue is None:
        raise TimeError("a day that the source marks as unknown")
    try:
        value = _TIME.decode(snak.datavalue.value)
    except msgspec.MsgspecError as error:
        raise TimeError(f"no time: {error}") from error
    return from_wikidata(value.time, value.precision, value.calendarmodel)


def _item(snak: _Snak) -> str:
    """Give the QID that a snak holds, "" where it holds none."""
    if snak.snaktype != "value" or snak.datavalue is None:
        return ""
    try:
        value = _ITEM.decode(snak.datavalue.value)
    except msgspec.MsgspecError:
        return ""
    return value.id or (f"Q{value.number}" if value.number else "")


def _best(statements: list[_Statement]) -> list[_Statement]:
    """Give the statements of the best rank, deprecated ones never."""
    preferred = [row for row in statements if row.rank == "preferred"]
    return preferred or [row for row in statements if row.rank != "deprecated"]


def _items(statements: list[_Statement]) -> tuple[str, ...]:
    """Give the QIDs of the statements of the best rank."""
    return tuple(item for row in _best(statements) if (item := _item(row.mainsnak)))


def _names(entity: Entity) -> tuple[str, str]:
    """Give the French and the English label; a label for all languages stands in for either."""
    labels = entity.labels if isinstance(entity.labels, _Terms) else _Terms()
    shared = labels.mul.value if labels.mul else ""
    return (labels.fr.value if labels.fr else shared), (labels.en.value if labels.en else shared)


def _aliases(entity: Entity) -> tuple[str, ...]:
    """Give the aliases in French, then those in English and for all languages."""
    aliases = entity.aliases if isinstance(entity.aliases, _Aliases) else _Aliases()
    return tuple(dict.fromkeys(term.value for rows in (aliases.fr, aliases.en, aliases.mul) for term in rows))
