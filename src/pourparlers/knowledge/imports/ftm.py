"""FollowTheMoney entities as OpenSanctions publishes them: one JSON object a line, or nested.

Taken: ``Person``, ``Position``, ``Occupancy``, ``Organization`` and ``PublicBody``; other schemata are
left aside. Of an ``Occupancy`` without an end, the status must not say that it ended or is unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from pourparlers.knowledge.imports.names import clean, is_latin
from pourparlers.knowledge.imports.records import Found, Holding, Note, SourceBody, SourcePerson, SourcePost
from pourparlers.knowledge.imports.times import TimeError, agree, finer, from_text

__all__ = ["Entity", "decode", "modified", "read_entity"]

_QID = re.compile(r"Q[1-9]\d*\Z")
_GENDERS = {"male": "m", "female": "f"}
_INTERNATIONAL = "gov.igo"


class Entity(msgspec.Struct):
    """An entity; its properties are lists of words, or of entities where the file nests them."""

    id: str
    schema: str
    properties: dict[str, list[Any]]
    caption: str = ""
    last_seen: str | None = None
    last_change: str | None = None


_ENTITY = msgspec.json.Decoder(Entity)


def decode(line: bytes) -> Entity:
    """Give the entity of a line; raises ``msgspec.DecodeError`` where it is none."""
    return _ENTITY.decode(line)


def modified(entity: Entity) -> str:
    """Give the newest day on which the entity says that it was seen or changed, "" for none."""
    told = [entity.last_seen or "", entity.last_change or "", *_words(entity, "modifiedAt")]
    return max((day[:10] for day in told), default="")


def read_entity(entity: Entity, line: int) -> Iterator[Found]:
    """Give what *entity*, and what is nested in it, says."""
    for values in entity.properties.values():
        for value in values:
            if isinstance(value, dict):
                try:
                    inner = msgspec.convert(value, Entity)
                except msgspec.ValidationError as error:
                    yield Note("line", line, entity.id, str(error))
                    continue
                if inner.schema == "Occupancy" and entity.schema == "Person":
                    inner.properties.setdefault("holder", [entity.id])
                yield from read_entity(inner, line)
    if entity.schema == "Person":
        yield _read_person(entity, line)
    elif entity.schema == "Position":
        yield _read_post(entity, line)
    elif entity.schema == "Occupancy":
        yield from _read_occupancy(entity, line)
    elif entity.schema in {"Organization", "PublicBody"}:
        name, others = _names(entity)
        international = _INTERNATIONAL in _words(entity, "topics")
        yield SourceBody(entity.id, line, _wikidata(entity), name, name, others, international)


def _read_person(entity: Entity, line: int) -> SourcePerson:
    """Give a person."""
    name, others = _names(entity)
    states = (word for key in ("country", "citizenship", "nationality") for word in _words(entity, key))
    try:
        died = _one_date(entity, "deathDate")
    except TimeError:
        died = ""  # as for Wikidata: a death that cannot be dated tells nothing about a tenure
    return SourcePerson(
        key=entity.id,
        line=line,
        wikidata=_wikidata(entity),
        name_fr=name,
        name_en=name,
        aliases=others,
        gender=next((_GENDERS[word] for word in _words(entity, "gender") if word in _GENDERS), ""),
        states=tuple(dict.fromkeys(states)),
        died=died,
    )


def _read_post(entity: Entity, line: int) -> SourcePost:
    """Give a post; one of a part of a state has that part as its body."""
    name, _ = _names(entity)
    areas, countries = _words(entity, "subnationalArea"), _words(entity, "country")
    return SourcePost(
        key=entity.id,
        line=line,
        wikidata=_wikidata(entity),
        name_fr=name,
        name_en=name,
        bodies=tuple(areas),
        countries=tuple(countries) if len(countries) == 1 else (),
        directs=tuple(_references(entity, "organization")),
    )


def _read_occupancy(entity: Entity, line: int) -> Iterator[Found]:
    """Give the holding of an occupancy, or a note that says why there is none."""
    holders, posts = _references(entity, "holder"), _references(entity, "post")
    if len(holders) != 1 or len(posts) != 1:
        yield Note("line", line, entity.id, "an occupancy needs one holder and one post")
        return
    where = f"{holders[0]} {posts[0]}"
    try:
        start, end = _one_date(entity, "startDate"), _one_date(entity, "endDate")
    except TimeError as error:
        yield Note("date", line, where, str(error))
        return
    statuses = set(_words(entity, "status"))
    if not start:
        yield Note("no_start", line, where, "no start")
    elif not end and statuses and "current" not in statuses:
        yield Note("date", line, where, f"no end, and the status is {', '.join(sorted(statuses))}")
    else:
        yield Holding(holders[0], posts[0], line, start, end)


def _one_date(entity: Entity, name: str) -> str:
    """Give the one date of a property, "" for none; several must agree."""
    found = ""
    for word in _words(entity, name):
        value = from_text(word)
        if found and not agree(found, value):
            raise TimeError(f"two dates in {name}: {found}, {value}")
        found = finer(found, value)
    return found


def _names(entity: Entity) -> tuple[str, tuple[str, ...]]:
    """Give the name to show, in Latin letters where there is one, and the others."""
    names = list(dict.fromkeys(clean(word) for word in (entity.caption, *_words(entity, "name")) if word))
    # Without a name the caption is the name of the schema.
    names = [name for name in names if name and name != entity.schema]
    first = next(filter(is_latin, names), "")
    others = (*names, *(clean(word) for word in _words(entity, "alias")))
    return first, tuple(dict.fromkeys(name for name in others if name and name != first))


def _words(entity: Entity, name: str) -> list[str]:
    """Give the values of a property that are words."""
    return [value for value in entity.properties.get(name, ()) if isinstance(value, str)]


def _references(entity: Entity, name: str) -> list[str]:
    """Give the ids of the entities that a property names or nests."""
    values = entity.properties.get(name, ())
    told = (value.get("id") if isinstance(value, dict) else value for value in values)
    return list(dict.fromkeys(word for word in told if isinstance(word, str)))


def _wikidata(entity: Entity) -> str:
    """Give the QID of an entity, from its property or its id."""
    return next((word for word in (*_words(entity, "wikidataId"), entity.id) if _QID.match(word)), "")
