"""A briefing as Markdown with footnotes."""

from __future__ import annotations

from ..lang.catalogue import Catalogue
from .briefing import Brief, Line, Note
from .render import escape_markdown


def render_brief(brief: Brief, say: Catalogue) -> str:
    """The briefing as Markdown: headings, a bullet a fact, footnotes (`[^1]`) at the end."""
    lines = [f"# {escape_markdown(brief.title)}", "", escape_markdown(brief.scope), ""]
    for section in brief.sections:
        lines += [f"## {escape_markdown(section.title)}", ""]
        if not section.groups:
            lines += [f"*{escape_markdown(section.empty)}*", ""]
        for group in section.groups:
            lines += [f"### {escape_markdown(group.title)}", "", *(_line(line, say) for line in group.lines), ""]
    if brief.notes:
        lines += [f"## {escape_markdown(brief.notes_title)}", "", *(_note(note, say) for note in brief.notes), ""]
    lines.append(f"*{escape_markdown(brief.colophon)}*")
    return "\n".join(lines) + "\n"


def _line(line: Line, say: Catalogue) -> str:
    head = join_head(f"**{escape_markdown(line.who)}**" if line.who else "", escape_markdown(line.what), say)
    words = say("render.quoted", words=escape_markdown(line.words)) if line.words else ""
    body = say("colon").join(part for part in (head, words) if part)
    tail = f" ({escape_markdown(line.tail)})" if line.tail else ""
    return f"- {body}{tail}{''.join(f'[^{n}]' for n in line.notes)}"


def join_head(who: str, what: str, say: Catalogue) -> str:
    """Who and what before a line's words."""
    return say("brief.head", who=who, what=what) if who and what else who or what


def _note(note: Note, say: Catalogue) -> str:
    words = say("render.quoted", words=escape_markdown(note.words))
    return f"[^{note.n}]: {escape_markdown(say_source(note))}{say('colon')}{words} — `{note.fact}`"


def say_source(note: Note) -> str:
    """Outlet, day of publication and file of a note; the file alone for a dispatch without outlet."""
    return ", ".join(part for part in (note.outlet, note.file, note.published) if part)
