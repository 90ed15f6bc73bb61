"""The card of one object, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ..store.links import Item, find_docs, find_when
from ..types import Actor, Contact, Document, Event, Fact, Figure, Judgement, Position, Statement, When
from ..when import precision_of
from .card import Card, Passage
from .cast import Cast
from .dates import say_date
from .judged import say_correction, say_reason
from .render import keep_space, plain
from .rows import make_row, sort_facts

_HIGHLIGHT = "bold reverse"


def render_card(card: Card, cast: Cast) -> RenderableType:
    """The object's fields, its evidence highlighted in its sentence, the basis of its date, and why it is one."""
    say, item = cast.say, card.item
    kind = str(type(item).__struct_config__.tag)
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="bold", no_wrap=True)
    table.add_column(ratio=1)
    for name, value in _find_fields(item, cast):
        if value:
            table.add_row(say(f"card.{name}"), plain(value))
    parts: list[RenderableType] = [Text(f"{say(f'type.{kind}')} {item.id}", style="bold cyan"), table]
    if card.passages:
        parts.append(_title(say("card.evidence")))
        parts += (_render_passage(passage, cast) for passage in card.passages)
    if isinstance(item, Contact):
        parts += _render_history(item, cast)
    if card.reasons:
        parts.append(_title(say("card.reasons")))
        parts += (line for judgement in card.reasons for line in _render_judgement(judgement, cast))
    if card.corrections:
        parts.append(_title(say("card.corrections")))
        parts += (Padding(Text(plain(say_correction(j, cast))), (0, 0, 0, 2)) for j in card.corrections)
    if card.facts:
        parts.append(_title(f"{say('card.facts')} ({len(card.facts)})"))
        for fact in sort_facts(card.facts, cast):
            row = make_row(fact, cast)
            line = " · ".join(part for part in (row.date, row.who, row.what, row.where, row.status) if part)
            parts.append(Padding(Text.assemble(plain(line), "  ", (row.id, "dim")), (0, 0, 0, 2)))
    return Group(*parts)


def _find_fields(item: Item, cast: Cast) -> Iterator[tuple[str, str]]:
    """Names (keys of `card.*`) and values of what is said of `item` before its evidence."""
    say = cast.say
    match item:
        case Contact() | Statement() | Event() | Position() | Figure():
            row = make_row(item, cast)
            yield from (("who", row.who), ("what", row.what), ("where", row.where), ("status", row.status))
            yield from _find_dates(find_when(item), cast)
            if find_when(item).basis == "joint":
                yield "decided_by", "; ".join(_find_deciding(item, cast))
            if isinstance(item, Statement) and item.within:
                yield "within", item.within
            if isinstance(item, Statement):
                yield from (("occasion", item.occasion or ""), ("same_as", ", ".join(item.same_as)))
            if isinstance(item, Contact) and item.part_of:
                yield "part_of", item.part_of
            yield "sources", "; ".join(cast.sources(find_docs(item)))
        case Document():
            yield from (("title", item.title or ""), ("language", item.language or ""))
            published = When(value=item.published.value, candidates=item.published.candidates)
            yield "published", say_date(published, say)
            yield "basis", say(f"basis.{item.published.basis or 'none'}")
            if len(item.published.candidates) > 1:
                yield "candidates", ", ".join(item.published.candidates)
            if item.published.decided_by:
                yield "decided_by", ", ".join(cast.source(doc) for doc in item.published.decided_by)
            yield from (("duplicate_of", item.duplicate_of or ""), ("copy_of", item.copy_of or ""))
            yield "replaced_by", item.replaced_by or ""
            yield "sources", "; ".join(f"{s.outlet}, {s.uri}" if s.outlet else s.uri for s in item.sources)
            yield "warnings", "; ".join(item.warnings)
        case Actor():
            yield "names", ", ".join(dict.fromkeys((cast.name(item.id), item.name.fr, item.name.en, *item.aliases)))
            yield "kind", " · ".join(filter(None, (say(f"actor.{item.kind}"), item.state, item.office, item.wikidata)))


def _find_dates(when: When, cast: Cast) -> Iterator[tuple[str, str]]:
    say = cast.say
    value = f" ({when.value})" if when.value else ""
    yield "date", say_date(when, say) + value
    precision = "candidates" if not when.value and when.candidates else precision_of(when.value)
    yield "precision", say(f"precision.{precision}") if precision else ""
    yield "basis", say(f"basis.{when.basis or 'none'}")
    if len(when.candidates) > 1:
        yield "candidates", ", ".join(when.candidates)


def _find_deciding(item: Fact, cast: Cast) -> tuple[str, ...]:
    """The dispatches that decided the day of those which tell the fact."""
    known = (cast.documents.get(doc) for doc in find_docs(item))
    return cast.sources({by for document in known if document is not None for by in document.published.decided_by})


def _title(words: str) -> RenderableType:
    return Padding(Text(words, style="bold underline"), (1, 0, 0, 0))


def _render_passage(passage: Passage, cast: Cast) -> RenderableType:
    text = Text(keep_space(passage.before))
    text.append(keep_space(passage.span.text), style=_HIGHLIGHT)
    text.append(keep_space(passage.after))
    where = f"{cast.source(passage.span.doc)} [{passage.span.start}:{passage.span.end}]"
    return Padding(Group(text, Text(plain(where), style="dim")), (0, 0, 0, 2))


def _render_history(contact: Contact, cast: Cast) -> Iterator[RenderableType]:
    if len(contact.history) < 2:
        return
    yield _title(cast.say("card.history"))
    for change in contact.history:
        day = say_date(When(value=change.as_of), cast.say)
        words = f"{cast.say(f'status.{change.status}')} — {day}, {cast.source(change.doc)}"
        yield Padding(Text(plain(words)), (0, 0, 0, 2))


def _render_judgement(judgement: Judgement, cast: Cast) -> Iterator[RenderableType]:
    say = cast.say
    verdict = say(f"card.verdict_{judgement.verdict}")
    yield Padding(Text(plain(f"{verdict} ({judgement.author}) · {' + '.join(judgement.pair)}")), (0, 0, 0, 2))
    for reason in judgement.reasons:
        words = say_reason(reason, say)
        yield Padding(Text(plain(words), style="dim"), (0, 0, 0, 4))
