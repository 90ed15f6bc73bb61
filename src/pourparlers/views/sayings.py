"""Which statements a question asks for: by whom, to whom, about what, through which medium."""

from __future__ import annotations

import re
from collections.abc import Callable

from ..errors import ConfigError
from ..extract.positions.issues import find_issue, meets
from ..fold import fold_name
from ..knowledge.model import KnowledgeBase
from ..lang.pack import Pack
from ..store.stems import find_terms, holds
from ..types import Actor, Record, Statement, Struct
from ..vocab import Medium, StatementKind
from .standing import Standing, find_actor, keep

_MARKS = re.compile(r'["«»]')
_PIECE = re.compile(r"[^.;!?…]+")


class Asked(Struct, frozen=True):
    """A question about statements; None asks nothing. `speaker` and `to` name an actor, `about` is in words."""

    speaker: str | None = None
    to: str | None = None
    about: str | None = None
    medium: Medium | None = None
    kind: StatementKind | None = None

    @property
    def is_empty(self) -> bool:
        """Whether it asks for everything."""
        return self == Asked()


def select(record: Record, asked: Asked, *, kb: KnowledgeBase, pack: Pack) -> Record:
    """`record` with the statements that `asked` wants; its mentions must be there where `about` is given.

    Raises NotFoundError for a `speaker` or `to` that is unknown or fits several, ConfigError for an empty `about`.
    """
    standing = Standing(record, kb)
    tests: list[Callable[[Statement], bool]] = []
    if asked.speaker is not None:
        speaker = find_actor(record.actors, asked.speaker, kb)
        tests.append(lambda s: standing.is_said_by(s, speaker))
    if asked.to is not None:
        to = find_actor(record.actors, asked.to, kb)
        tests.append(lambda s: standing.is_said_to(s, to))
    if asked.medium is not None:
        tests.append(lambda s: s.medium == asked.medium)
    if asked.kind is not None:
        tests.append(lambda s: s.kind == asked.kind)
    if asked.about is not None:
        tests.append(_make_about(record, asked.about, pack))
    return keep(record, (s for s in record.statements if all(test(s) for test in tests)))


def _make_about(record: Record, words: str, pack: Pack) -> Callable[[Statement], bool]:
    """Whether a statement holds every word, meets the issue of that name, or names the actor of that name."""
    terms = find_terms(words)
    if not terms:
        raise ConfigError(f"about {words!r}: write at least one word")
    # Words in quotation marks are asked for as they are.
    bare = not _MARKS.search(words)
    issue = find_issue(words, pack=pack) if bare else None
    named = _find_named(record, words) if bare else set()

    def is_about(statement: Statement) -> bool:
        texts = [span.text for span in statement.content]
        if statement.id in named or holds("\n".join(texts), terms):
            return True
        # Within one sentence: the groups of an issue's words mean nothing when they stand far apart.
        pieces = (piece for text in texts for piece in _PIECE.findall(text))
        return issue is not None and any(meets(piece, issue, pack=pack) for piece in pieces)

    return is_about


def _find_ids(actors: tuple[Actor, ...], words: str) -> set[str]:
    """Ids of the actors that have this name, code or alias."""
    key = fold_name(words)
    return {
        actor.id
        for actor in actors
        if actor.id == words
        or key in {fold_name(name) for name in (actor.name.fr, actor.name.en, *actor.aliases)}
        or (actor.kind == "state" and key == fold_name(actor.state or ""))
        or (actor.kind == "person" and key == fold_name(actor.name.fr).split()[-1])
    }


def _find_named(record: Record, words: str) -> set[str]:
    """Ids of the statements in whose content one of these actors is named."""
    wanted = _find_ids(record.actors, words)
    places: dict[str, list[tuple[int, int]]] = {}
    for mention in record.mentions:
        if mention.actor in wanted or wanted & set(mention.members):
            places.setdefault(mention.doc, []).append((mention.start, mention.end))
    return {
        statement.id
        for statement in record.statements
        if any(span.start <= a and b <= span.end for span in statement.content for a, b in places.get(span.doc, ()))
    }
