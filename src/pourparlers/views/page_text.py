"""The page of an actor for a terminal, as Markdown and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

import msgspec
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from ..lang.catalogue import Catalogue
from .page import ActorPage, Count, Held, Piece, Saying
from .render import escape_markdown, keep_space, plain, shorten
from .rows import Row


def say_quoted(words: str, say: Catalogue) -> str:
    """Words in quotation marks; as they are where the dispatch's own marks stand around them."""
    return words if words[:1] in '«“"' else say("render.quoted", words=words)


def render_page(page: ActorPage, say: Catalogue) -> RenderableType:
    """The page for a terminal."""
    parts: list[RenderableType] = [Text(plain(page.name), style="bold cyan")]
    parts += [Text(plain(line)) for line in _head(page, say)]
    for name, items, counts in _sections(page):
        parts.append(Padding(Text(f"{say(f'title.{name}')} ({len(items)})", style="bold underline"), (1, 0, 0, 0)))
        if counts:
            parts.append(Text(plain(say_counts(counts)), style="dim"))
        if name == "statements":
            for date, group in groupby(page.sayings, key=lambda saying: saying.date):
                parts.append(Text(plain(date), style="bold"))
                parts += (_render_saying(saying, say) for saying in group)
        else:
            parts += (_render_brief(row, words=name == "positions") for row in items if isinstance(row, Row))
    if not _sections(page):
        parts.append(Text(say("page.nothing")))
    return Group(*parts)


def _render_saying(saying: Saying, say: Catalogue) -> RenderableType:
    head = Text(plain(saying.who), style="bold")
    head.append((" · " if saying.who else "") + " · ".join((saying.kind, *saying.acts)), style="not bold dim")
    words = say_quoted(saying.words, say) if saying.direct else saying.words
    lines: list[RenderableType] = [head, Text(plain(words), style="italic")]
    sentence = plain("".join(keep_space(piece.text) for piece in saying.sentence))
    if not saying.direct and sentence != plain(saying.words):
        lines.append(Text.assemble((f"{say('page.sentence')}{say('colon')}", "dim"), sentence))
    lines += [Text.assemble((f"{name}{say('colon')}", "dim"), plain(value)) for name, value in _fields(saying, say)]
    lines.append(Text(plain(f"{say_source(saying, say)} · {saying.id}"), style="dim"))
    return Padding(Group(*lines), (0, 0, 1, 2))


def _render_brief(row: Row, *, words: bool) -> RenderableType:
    head = Text(plain(row.date), style="bold")
    head.append(
        "".join(f" · {plain(part)}" for part in (row.who, row.what, row.where, row.status) if part), style="not bold"
    )
    lines = [head]
    if words and row.words:
        lines.append(Text(shorten(row.words), style="italic"))
    lines.append(Text(plain(f"{'; '.join(row.sources)} · {row.id}"), style="dim"))
    return Padding(Group(*lines), (0, 0, 0, 2))


def render_page_markdown(page: ActorPage, say: Catalogue) -> str:
    """The page as Markdown."""
    lines = [f"# {escape_markdown(page.name)}", ""]
    lines += [f"- {escape_markdown(line)}" for line in _head(page, say)]
    for name, items, counts in _sections(page):
        lines += ["", f"## {say(f'title.{name}')} ({len(items)})", ""]
        lines += [escape_markdown(say_counts(counts)), ""] if counts else []
        if name == "statements":
            for date, group in groupby(page.sayings, key=lambda saying: saying.date):
                lines += [f"### {escape_markdown(date)}", ""]
                for saying in group:
                    lines += _mark_saying(saying, say)
        else:
            for row in items:
                lines += _mark_brief(row, words=name == "positions") if isinstance(row, Row) else ()
    if not _sections(page):
        lines += ["", say("page.nothing")]
    return "\n".join(lines).rstrip() + "\n"


def _mark_saying(saying: Saying, say: Catalogue) -> Iterator[str]:
    words = "".join(_mark_piece(piece) for piece in saying.sentence)
    who = f"**{escape_markdown(saying.who)}** · " if saying.who else ""
    yield from (who + escape_markdown(" · ".join((saying.kind, *saying.acts))), "", f"> {words}", "")
    fields = [f"- {name}{say('colon')}{escape_markdown(value)}" for name, value in _fields(saying, say)]
    yield from fields
    yield from ([""] if fields else [])
    yield from (f"— {escape_markdown(say_source(saying, say))} (`{saying.id}`)", "")


def _mark_piece(piece: Piece) -> str:
    """What was said in bold; Markdown wants no space inside the stars."""
    text = keep_space(piece.text)
    bare = text.strip()
    if not piece.said or not bare:
        return " ".join(escape_markdown(part) for part in text.split(" "))
    return f"{' ' if text[:1] == ' ' else ''}**{escape_markdown(bare)}**{' ' if text[-1:] == ' ' else ''}"


def _mark_brief(row: Row, *, words: bool) -> Iterator[str]:
    tail = "".join(f" · {escape_markdown(part)}" for part in (row.who, row.what, row.where, row.status) if part)
    yield f"- **{escape_markdown(row.date)}**{tail}"
    if words and row.words:
        yield f"  > {escape_markdown(shorten(row.words))}"
        yield ""
    yield f"  — {escape_markdown('; '.join(row.sources))} (`{row.id}`)"


def render_page_json(page: ActorPage) -> str:
    """The page as one JSON object with the names of its fields."""
    return msgspec.json.format(msgspec.json.encode(page), indent=1).decode() + "\n"


def _head(page: ActorPage, say: Catalogue) -> Iterator[str]:
    """Who it is, in lines."""
    colon = say("colon")
    yield " · ".join(part for part in (page.kind, page.state) if part)
    for held in page.offices:
        yield _say_office(held)
    if page.voices:
        yield f"{say('page.voices')}{colon}{say_counts(page.voices)}"
    if page.names:
        yield f"{say('page.names')}{colon}{', '.join(page.names)}"
    if page.wikidata:
        yield f"Wikidata{colon}{page.wikidata}"


def _say_office(held: Held) -> str:
    title = f"{held.title} ({held.body})" if held.body else held.title
    dates = ", ".join(part for part in (held.dates, held.checked) if part)
    return f"{title} — {dates}" if dates else title


def _sections(page: ActorPage) -> list[tuple[str, tuple[Saying, ...] | tuple[Row, ...], tuple[Count, ...]]]:
    """The parts that hold something: their names, what they hold, how much of each kind."""
    parts: list[tuple[str, tuple[Saying, ...] | tuple[Row, ...], tuple[Count, ...]]] = [
        ("statements", page.sayings, ()),
        ("contacts", page.contacts, page.contact_kinds),
        ("positions", page.positions, page.stances),
    ]
    return [part for part in parts if part[1]]


def _fields(saying: Saying, say: Catalogue) -> Iterator[tuple[str, str]]:
    """What is known of how it was said."""
    within = also = ""
    if saying.within:
        within = f"{saying.within.who}, {say_quoted(shorten(saying.within.words), say)}"
    if saying.also:
        also = "; ".join(f"{other.source} ({other.id})" for other in saying.also)
    values = {
        "cue": saying.cue, "addressee": saying.addressee, "medium": saying.medium, "place": saying.place,
        "occasion": saying.occasion.words if saying.occasion else "",
        "via": saying.via, "within": within, "also": also, "basis": saying.basis,
    }  # fmt: skip
    yield from ((say(f"page.{name}"), value) for name, value in values.items() if value)


def say_source(saying: Saying, say: Catalogue) -> str:
    """The dispatch: outlet, title, day of publication, file."""
    title = say_quoted(shorten(saying.title), say) if saying.title else ""
    return ", ".join(part for part in (saying.outlet, title, saying.appeared, saying.file) if part)


def say_counts(counts: Iterable[Count]) -> str:
    """Names with how many of each."""
    return " · ".join(f"{count.name} ({count.n})" for count in counts)
