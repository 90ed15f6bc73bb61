"""The ledger for a terminal, in Markdown, as CSV and as JSON."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from .cast import Cast
from .ledger import Claim, Ledger, Voice, name_of
from .render import csv_line, escape_markdown, plain, shorten

_LONGEST = 160
_STYLES = {
    "demand": "bold yellow", "condition": "yellow", "offer": "green", "promise": "green", "acceptance": "bold green",
    "support": "green", "threat": "bold red", "accusation": "red", "refusal": "bold red", "denial": "red",
}  # fmt: skip
_COLUMNS = (
    "issue", "side", "stance", "addressees", "since", "withdrawn", "position", "who", "date", "words", "condition",
    "sources", "answered_by", "answer", "answer_position", "silent",
)  # fmt: skip


def render_text(ledger: Ledger, cast: Cast) -> RenderableType:
    """Matter by matter: who takes which stance since when, the words, who answered what, and who is silent."""
    parts: list[RenderableType] = []
    for matter in ledger.matters:
        parts.append(Rule(Text(plain(matter.name), style="bold"), align="left", style="dim"))
        parts += (Padding(_render_claim(claim, cast), (0, 0, 1, 2)) for claim in matter.claims)
    return Group(*parts, *(Text(line, style="dim") for line in _closing(ledger, cast)))


def _render_claim(claim: Claim, cast: Cast) -> RenderableType:
    say, last = cast.say, claim.voices[-1]
    head = Text(plain(name_of(claim.side, cast)), style="bold")
    head.append(f" {say(f'stance.{claim.stance}')}", style=_STYLES.get(claim.stance, ""))
    if claim.addressees:
        head.append(f" → {plain(_names(claim.addressees, cast))}")
    head.append(f" · {say('ledger.since', date=claim.since)}" if claim.value else "")
    if len(claim.voices) > 1:
        head.append(f" · {say.count('ledger.voices', len(claim.voices))}", style="dim")
    if claim.withdrawn:
        head.append(f" · {say('ledger.withdrawn')}", style="dim")
    lines: list[RenderableType] = [head, _render_words(last, cast)]
    for answer in claim.answers:
        line = Text("  ↳ ").append(plain(name_of(answer.side, cast)), style="bold")
        line.append(f" {say(f'stance.{answer.voice.stance}')}", style=_STYLES.get(answer.voice.stance, ""))
        line.append(f" · {answer.voice.date}" if answer.voice.value else "")
        lines += (line, Padding(_render_words(answer.voice, cast), (0, 0, 0, 4)))
    lines += (Text(f"  ↳ {plain(name_of(s, cast))}{say('colon')}{say('ledger.silent')}", "dim") for s in claim.silent)
    return Group(*lines)


def _render_words(voice: Voice, cast: Cast) -> RenderableType:
    say = cast.say
    words = Text(say("render.quoted", words=shorten(voice.words, _LONGEST)), style="italic")
    if voice.condition:
        words.append(f" ({say('ledger.condition', words=shorten(voice.condition, _LONGEST))})", style="not italic")
    source = plain(voice.sources[0]) if voice.sources else ""
    return Group(words, Text(f"{plain(voice.who)} · {source} · {voice.id}", style="dim"))


def _names(sides: tuple[str, ...], cast: Cast) -> str:
    return ", ".join(name_of(s, cast) for s in sides)


def _closing(ledger: Ledger, cast: Cast) -> Iterator[str]:
    if ledger.left_out:
        yield cast.say.count("ledger.left_out", ledger.left_out)


def render_markdown(ledger: Ledger, cast: Cast) -> str:
    """The ledger as Markdown: a heading a matter, a bullet a claim, its words quoted, answers below it."""
    say = cast.say
    title = say("title.ledger_as_of", day=ledger.as_of) if ledger.as_of else say("title.ledger")
    lines = [f"# {title}", ""]
    for matter in ledger.matters:
        lines += [f"## {escape_markdown(matter.name)}", ""]
        for claim in matter.claims:
            lines += _markdown_claim(claim, cast)
        lines.append("")
    return "\n".join([*lines, *(f"*{line}*" for line in _closing(ledger, cast))])


def _markdown_claim(claim: Claim, cast: Cast) -> Iterator[str]:
    say = cast.say
    to = f" → {_names(claim.addressees, cast)}" if claim.addressees else ""
    since = f", {say('ledger.since', date=claim.since)}" if claim.value else ""
    undone = f" ({say('ledger.withdrawn')})" if claim.withdrawn else ""
    told = escape_markdown(say(f"stance.{claim.stance}") + to + since + undone)
    yield f"- **{escape_markdown(name_of(claim.side, cast))}** {told}"
    for voice in claim.voices:
        yield from _markdown_words(voice, "  ", cast)
    for answer in claim.answers:
        when = f", {answer.voice.date}" if answer.voice.value else ""
        told = escape_markdown(say(f"stance.{answer.voice.stance}") + when)
        yield f"  - **{escape_markdown(name_of(answer.side, cast))}** {told}"
        yield from _markdown_words(answer.voice, "    ", cast)
    for side in claim.silent:
        yield f"  - {escape_markdown(name_of(side, cast))}{say('colon')}*{say('ledger.silent')}*"


def _markdown_words(voice: Voice, indent: str, cast: Cast) -> Iterator[str]:
    condition = f" ({cast.say('ledger.condition', words=voice.condition)})" if voice.condition else ""
    yield f"{indent}> {escape_markdown(cast.say('render.quoted', words=plain(voice.words)) + plain(condition))}"
    yield f"{indent}> — {escape_markdown(voice.who)}, {escape_markdown('; '.join(voice.sources))} (`{voice.id}`)"
    yield ""


def render_csv(ledger: Ledger, cast: Cast) -> Iterator[str]:
    """One line a voice and answer, names of columns first: for a spreadsheet or a statistics program."""
    yield csv_line(_COLUMNS)
    for matter in ledger.matters:
        for claim in matter.claims:
            silent = _names(claim.silent, cast)
            for voice in claim.voices:
                start = [
                    matter.issue, name_of(claim.side, cast), claim.stance, _names(claim.addressees, cast),
                    claim.value or "", "1" if claim.withdrawn else "", voice.id, voice.who, voice.value or "",
                    voice.words, voice.condition, "; ".join(voice.sources),
                ]  # fmt: skip
                answers = [(name_of(a.side, cast), str(a.voice.stance), a.voice.id) for a in claim.answers]
                for answer in answers or [("", "", "")]:
                    yield csv_line([*start, *answer, silent])


def render_json(ledger: Ledger) -> str:
    """The ledger as one JSON object."""
    return msgspec.json.format(msgspec.json.encode(ledger), indent=1).decode() + "\n"
