"""An explanation of a merge, for a terminal: the accounts, then a waterfall of weights for each comparison."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ..types import When
from .cast import Cast
from .dates import say_date
from .explain import Explanation, Link, Told
from .judged import say_evidence, say_feature
from .render import plain, shorten
from .rows import make_row

_WIDTH = 32
_LONGEST = 160


def render_explanation(found: Explanation, cast: Cast) -> RenderableType:
    """What was found: whose accounts, what each says, what follows, and the weights behind it."""
    say = cast.say
    parts: list[RenderableType] = []
    for contact in found.contacts:
        row = make_row(contact, cast)
        line = " · ".join(part for part in (row.date, row.who, row.what, row.where, row.status) if part)
        parts.append(Text.assemble((plain(line), "bold"), "  ", (contact.id, "dim")))
        parts += (_render_told(told, cast) for told in found.accounts if told.contact == contact.id)
        parts.append(Text())
    outcome = "alone" if found.outcome == "one" and not found.links else found.outcome
    words = say(f"explain.{outcome}", n=len(found.accounts), threshold=found.threshold)
    parts.append(Text(words, style="bold"))
    for link in found.links:
        parts.append(Padding(Group(*_render_link(link, found.threshold, cast)), (1, 0, 0, 0)))
    return Group(*parts)


def _render_told(told: Told, cast: Cast) -> RenderableType:
    """An account: its number, what it says, the words, where they stand."""
    say = cast.say
    when = say_date(When(value=told.when), say)
    document = cast.documents.get(told.doc)
    published = say_date(When(value=document.published.value if document else None), say)
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(width=4, justify="right")
    grid.add_column(ratio=1)
    head = Text(say("render.quoted", words=shorten(told.span.text, _LONGEST)), style="italic")
    tail = say(
        "explain.told", status=say(f"status.{told.status}"), when=when, source=cast.source(told.doc), day=published
    )
    grid.add_row(Text(f"{told.n}.", style="bold cyan"), Group(head, Text(plain(f"{tail} · {told.id}"), style="dim")))
    return grid


def _render_link(link: Link, threshold: float, cast: Cast) -> Iterator[RenderableType]:
    """A comparison: who is compared, a bar a reason that begins where the one before ends, and the sum."""
    say = cast.say
    sign = "=" if _is_same(link, threshold) else "≠"
    head = Text.assemble((f"{link.a} {sign} {link.b}", "bold cyan"))
    if link.judgement:
        head.append(f"  {link.judgement} ({plain(link.author)})", style="dim")
    yield head
    if link.decided:
        why = "; ".join(r.evidence for r in link.reasons if r.feature == "person")
        words = say(f"explain.person_{link.decided}", author=link.author)
        yield Padding(Text(plain(words + (f" — {why}" if why else "")), style="bold"), (0, 0, 0, 2))
    weighed = [reason for reason in link.reasons if reason.feature != "person"]
    ends = list(accumulate((reason.weight for reason in weighed), initial=0.0))
    low, high = min(0.0, *ends), max(threshold, *ends)
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(no_wrap=True, width=_WIDTH + 1)
    table.add_column(ratio=1)
    for reason, start, end in zip(weighed, ends, ends[1:], strict=False):
        table.add_row(
            say_feature(reason, say), f"{reason.weight:+.1f}", _bar(start, end, low, high, threshold),
            plain(say_evidence(reason, say)),
        )  # fmt: skip
    compared = say("explain.enough" if link.score >= threshold else "explain.short", threshold=threshold)
    verdict = say("explain.forbidden") if link.blocked else compared
    table.add_row(
        Text(say("explain.sum"), style="bold"), Text(f"{link.score:+.1f}", style="bold"),
        _bar(0.0, link.score, low, high, threshold), Text(plain(verdict), style="bold"),
    )  # fmt: skip
    yield Padding(table, (0, 0, 0, 2))


def _is_same(link: Link, threshold: float) -> bool:
    return link.decided == "same" or (link.decided is None and not link.blocked and link.score >= threshold)


def _bar(start: float, end: float, low: float, high: float, threshold: float) -> Text:
    """A bar from `start` to `end` on a scale from `low` to `high`, with a mark at `threshold`."""

    def column(value: float) -> int:
        return round((value - low) / (high - low) * _WIDTH)

    first, last, mark = column(min(start, end)), column(max(start, end)), column(threshold)
    style = "green" if end >= start else "red"
    text = Text()
    for n in range(_WIDTH + 1):
        if first <= n < max(last, first + 1) and start != end:
            text.append("█", style=style)
        else:
            text.append("┊" if n == mark else " ", style="dim")
    return text
