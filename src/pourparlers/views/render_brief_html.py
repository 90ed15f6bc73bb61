"""A briefing as one HTML file that asks for nothing from outside, its notes linked both ways."""

from __future__ import annotations

from collections.abc import Iterator

from ..lang.catalogue import Catalogue
from .briefing import Brief, Line, Note, Section
from .markup import Html, join, tag, typeset
from .page_html import POLICY, STYLE
from .render_brief import join_head, say_source


def render_brief_html(brief: Brief, say: Catalogue) -> str:
    """The briefing as a whole HTML file, in the language of `say`; all that comes from dispatches is escaped."""
    writer = _Writer(say)
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", http_equiv="Content-Security-Policy", content=POLICY),
        tag("meta", name="referrer", content="no-referrer"),
        tag("title", brief.title),
        tag("style", Html(STYLE)),
    )
    body = tag(
        "body",
        tag("header", tag("h1", writer.own(brief.title)), tag("p", writer.own(brief.scope), class_="soft")),
        tag("main", *(writer.section(section) for section in brief.sections), writer.notes(brief)),
        tag("footer", tag("p", writer.own(brief.colophon), class_="soft")),
    )
    return str(join(Html("<!doctype html>\n"), tag("html", head, body, lang=brief.lang), Html("\n")))


class _Writer:
    def __init__(self, say: Catalogue) -> None:
        self._say = say
        self._cited: set[int] = set()

    def own(self, text: str) -> str:
        """Words of the program, as they are printed."""
        return typeset(text, self._say.code)

    def section(self, section: Section) -> Html:
        """A part of the briefing."""
        groups = (
            join(tag("h3", self.own(group.title)), tag("ul", *(self._line(line) for line in group.lines)))
            for group in section.groups
        )
        empty = None if section.groups else tag("p", self.own(section.empty), class_="soft")
        return tag("section", tag("h2", self.own(section.title)), empty, *groups)

    def _line(self, line: Line) -> Html:
        who = tag("strong", line.who) if line.who else None
        # The head is put together in words first, as a language orders them, and then the name is set apart.
        head, _, tail = join_head("\0", line.what, self._say).partition("\0") if who else (line.what, "", "")
        words = self._say("render.quoted", words=line.words) if line.words else None
        colon = self.own(self._say("colon")) if words and (line.who or line.what) else None
        place = f" ({line.tail})" if line.tail else None
        return tag("li", self.own(head), who, self.own(tail), colon, words, place, *self._marks(line))

    def _marks(self, line: Line) -> Iterator[Html]:
        for n in line.notes:
            first = None if n in self._cited else f"cited-{n}"
            self._cited.add(n)
            yield tag("sup", tag("a", str(n), href=f"#note-{n}", id=first))

    def notes(self, brief: Brief) -> Html | None:
        """The notes, numbered."""
        if not brief.notes:
            return None
        notes = (self._note(note) for note in brief.notes)
        return tag("section", tag("h2", self.own(brief.notes_title)), tag("ol", *notes))

    def _note(self, note: Note) -> Html:
        words = self._say("render.quoted", words=note.words)
        text = f"{say_source(note)}{self.own(self._say('colon'))}{words} "
        back = tag("a", "↩", href=f"#cited-{note.n}", aria_label=str(note.n)) if note.n in self._cited else None
        return tag("li", text, tag("code", note.fact), " ", back, id=f"note-{note.n}", value=str(note.n))
