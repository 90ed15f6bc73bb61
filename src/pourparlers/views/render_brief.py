"""A briefing as Markdown with footnotes."""

from __future__ import annotations

import re

from ..lang.catalogue import Catalogue
from .briefing import Brief, Line, Note
from .render import plain


def render_brief(brief: Brief, say: Catalogue) -> str:
    """The briefing as Markdown: headings, a bullet a fact, footnotes (`[^1]`) at the end."""
    lines = [f"# {_escape(brief.title)}", "", _escape(brief.scope), ""]
    for section in brief.sections:
        lines += [f"## {_escape(section.title)}", ""]
        if not section.groups:
            lines += [f"*{_escape(section.empty)}*", ""]
        for group in section.groups:
            lines += [f"### {_escape(group.title)}", "", *(_line(line, say) for line in group.lines), ""]
    if brief.notes:
        lines += [f"## {_escape(brief.notes_title)}", "", *(_note(note, say) for note in brief.notes), ""]
    lines.append(f"*{_escape(brief.colophon)}*")
    return "\n".join(lines) + "\n"


def _line(line: Line, say: Catalogue) -> str:
    head = join_head(f"**{_escape(line.who)}**" if line.who else "", _escape(line.what), say)
    words = say("render.quoted", words=_escape(line.words)) if line.words else ""
    body = say("colon").join(part for part in (head, words) if part)
    tail = f" ({_escape(line.tail)})" if line.tail else ""
    return f"- {body}{tail}{''.join(f'[^{n}]' for n in line.notes)}"


def join_head(who: str, what: str, say: Catalogue) -> str:
    """Who and what before a line's words."""
    return say("brief.head", who=who, what=what) if who and what else who or what


def _note(note: Note, say: Catalogue) -> str:
    words = say("render.quoted", words=_escape(note.words))
    return f"[^{note.n}]: {_escape(say_source(note))}{say('colon')}{words} — `{note.fact}`"


def say_source(note: Note) -> str:
    """Outlet, day of publication and file of a note; the file alone for a dispatch without outlet."""
    return ", ".join(part for part in (note.outlet, note.file, note.published) if part)


def _escape(text: str) -> str:
    """Text that Markdown takes as it is, on one line."""
    return re.sub(r"([\\`*_\[\]<>#|])", r"\\\1", plain(text))
