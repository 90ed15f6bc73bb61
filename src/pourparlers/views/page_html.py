"""The page of an actor as one HTML file that asks for nothing from outside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from ..lang.catalogue import Catalogue
from ..when import WhenError, parse
from .markup import Html, join, tag, typeset
from .page import ActorPage, Count, Held, Saying
from .page_text import say_counts
from .render import shorten
from .rows import Row

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
STYLE = """
:root { color-scheme: light dark; --ink: #1d2126; --paper: #fdfdfb; --soft: #5c6570; --line: #d9dce0; --mark: #7a2e2e; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e6e3; --paper: #17191c; --soft: #a0a8b2; --line: #3a3f46; --mark: #e3a6a0; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 46rem; color: var(--ink); background: var(--paper);
  font: 1.0625rem/1.55 Georgia, "Times New Roman", serif; overflow-wrap: break-word; }
h1 { margin: 0; font-size: 2rem; line-height: 1.2; }
h2 { margin: 3rem 0 1rem; padding-bottom: .3rem; border-bottom: 1px solid var(--line); font-size: 1.35rem; }
h3 { margin: 2rem 0 .75rem; font-size: 1.05rem; color: var(--mark); }
a { color: inherit; text-underline-offset: .15em; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: 1rem 0 0; padding: 0; list-style: none; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem .9rem; margin: .5rem 0 0; }
dt { color: var(--soft); }
dd { margin: 0; min-width: 0; }
article { margin: 0 0 1.75rem; break-inside: avoid; }
article p { margin: 0; }
article:target { outline: 2px solid var(--mark); outline-offset: .5rem; }
blockquote { margin: .3rem 0 .4rem; padding-left: .9rem; border-left: 3px solid var(--line); }
article dl, .soft, .source, nav, .count { font-family: system-ui, sans-serif; font-size: .85rem; }
mark { background: none; color: inherit; font-weight: 600; }
.soft, .source, .count { color: var(--soft); }
ol.brief { margin: 0; padding: 0; list-style: none; }
ol.brief li { margin: 0 0 .8rem; break-inside: avoid; }
@media print {
  :root { --ink: #000; --paper: #fff; --soft: #444; --line: #999; --mark: #000; }
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  nav, .permalink { display: none; }
  h2, h3 { break-after: avoid; }
}
"""


def render_html(page: ActorPage, say: Catalogue) -> str:
    """The page as a whole HTML file, in the language of `say`; all that comes from dispatches is escaped."""
    return str(_Writer(page, say).write())


class _Writer:
    def __init__(self, page: ActorPage, say: Catalogue) -> None:
        self._page, self._say = page, say
        self._here = {saying.id for saying in page.sayings} | {row.id for row in page.contacts}

    def _words(self, key: str, **values: object) -> str:
        return self._own(self._say(key, **values))

    def _own(self, text: str) -> str:
        return typeset(text, self._say.code)

    def write(self) -> Html:
        page = self._page
        head = tag(
            "head",
            tag("meta", charset="utf-8"),
            tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
            tag("meta", http_equiv="Content-Security-Policy", content=POLICY),
            tag("meta", name="referrer", content="no-referrer"),
            tag("title", self._own(page.name)),
            tag("style", Html(STYLE)),
        )
        body = tag("body", self._head(), tag("main", *self._sections()), self._foot())
        return join(Html("<!doctype html>\n"), tag("html", head, body, lang=self._say.code), Html("\n"))

    def _head(self) -> Html:
        page, say = self._page, self._say
        kind = " · ".join(self._own(part) for part in (page.kind, page.state) if part)
        fields = [
            (self._words("page.offices"), _lines(self._office(held) for held in page.offices)),
            (self._words("page.voices"), self._own(say_counts(page.voices)) or None),
            (self._words("page.names"), self._own(", ".join(page.names)) or None),
            ("Wikidata", page.wikidata or None),
        ]
        parts = (("statements", page.sayings), ("contacts", page.contacts), ("positions", page.positions))
        links = [
            tag("li", tag("a", f"{self._words(f'title.{name}')} ({len(items)})", href=f"#{name}"))
            for name, items in parts
            if items
        ]
        nav = tag("nav", tag("ul", *links), aria_label=say("page.contents")) if links else None
        return tag("header", tag("h1", self._own(page.name)), tag("p", kind, class_="soft"), _list(fields), nav)

    def _office(self, held: Held) -> Html:
        title = f"{held.title} ({held.body})" if held.body else held.title
        dates = ", ".join(part for part in (held.dates, held.checked) if part)
        return join(self._own(title), tag("span", f" — {self._own(dates)}", class_="soft") if dates else None)

    def _sections(self) -> Iterator[Html]:
        page = self._page
        if page.sayings:
            yield self._section("statements", len(page.sayings), None, self._sayings())
        if page.contacts:
            yield self._section("contacts", len(page.contacts), page.contact_kinds, [self._brief(page.contacts, False)])
        if page.positions:
            yield self._section("positions", len(page.positions), page.stances, [self._brief(page.positions, True)])
        if not (page.sayings or page.contacts or page.positions):
            yield tag("p", self._words("page.nothing"))

    def _section(self, name: str, n: int, counts: tuple[Count, ...] | None, parts: Iterable[Html]) -> Html:
        heading = tag("h2", self._words(f"title.{name}"), tag("span", f" ({n})", class_="count"), id=f"{name}-title")
        summary = tag("p", self._own(say_counts(counts)), class_="soft") if counts else None
        return tag("section", heading, summary, *parts, id=name, aria_labelledby=f"{name}-title")

    def _sayings(self) -> Iterator[Html]:
        for _, group in groupby(self._page.sayings, key=lambda saying: saying.date):
            sayings = list(group)
            yield tag("h3", _time(self._own(sayings[0].date), sayings[0].value))
            yield from (self._saying(saying) for saying in sayings)

    def _saying(self, saying: Saying) -> Html:
        who = tag("strong", self._own(saying.who)) if saying.who else None
        what = self._own(" · ".join((saying.kind, *saying.acts)))
        link = tag("a", "#", href=f"#{saying.id}", class_="permalink", aria_label=self._words("page.link"))
        quote = [tag("mark", p.text) if p.said else p.text for p in saying.sentence]
        return tag(
            "article",
            tag("p", who, " · " if who else None, tag("span", what, class_="soft"), " ", link),
            tag("blockquote", tag("p", *quote), lang=saying.lang),
            _list(self._fields(saying)),
            tag("p", self._source(saying), class_="source"),
            id=saying.id,
        )

    def _fields(self, saying: Saying) -> Iterator[tuple[str, Html | str | None]]:
        own = self._own
        yield self._words("page.cue"), tag("span", saying.cue, lang=saying.lang) if saying.cue else None
        for name in ("addressee", "medium", "place", "via"):
            yield self._words(f"page.{name}"), own(getattr(saying, name)) or None
        if saying.occasion:
            yield self._words("page.occasion"), self._link(saying.occasion.id, own(saying.occasion.words))
        if saying.within:
            words = tag("q", shorten(saying.within.words), lang=saying.lang)
            who = own(saying.within.who)
            yield self._words("page.within"), join(self._link(saying.within.id, who), ", ", words)
        also = [self._link(also.id, also.source) for also in saying.also]
        yield self._words("page.also"), _lines(also)
        yield self._words("page.basis"), own(saying.basis) or None

    def _link(self, id_: str, words: str) -> Html:
        """A link to what is on this page; bare words for what is not."""
        return tag("a", words, href=f"#{id_}") if id_ in self._here else join(words)

    def _source(self, saying: Saying) -> Html:
        title = tag("cite", shorten(saying.title), lang=saying.lang) if saying.title else None
        parts = [part for part in (saying.outlet, title, self._own(saying.appeared), saying.file) if part]
        return join(*[piece for part in parts for piece in (", ", part)][1:])

    def _brief(self, rows: Iterable[Row], words: bool) -> Html:
        items = []
        for row in rows:
            head = join(_time(self._own(row.date), row.value), " · ", tag("strong", self._own(row.who)))
            tail = "".join(f" · {self._own(part)}" for part in (row.what, row.where, row.status) if part)
            quote = tag("blockquote", tag("p", shorten(row.words)), lang="fr") if words and row.words else None
            source = tag("p", "; ".join(row.sources), class_="source")
            items.append(tag("li", tag("div", head, tail), quote, source, id=row.id))
        return tag("ol", *items, class_="brief")

    def _foot(self) -> Html:
        return tag("footer", tag("p", self._words("page.made"), class_="soft"))


def _list(fields: Iterable[tuple[str, str | None]]) -> Html | None:
    """A list of terms; those without a value are left out."""
    items = [join(tag("dt", term), tag("dd", value)) for term, value in fields if value]
    return tag("dl", *items) if items else None


def _lines(items: Iterable[Html]) -> Html | None:
    parts = list(items)
    return join(*(tag("div", part) for part in parts)) if parts else None


def _time(words: str, value: str | None) -> Html:
    """A date with what machines read, where it is a day, a month or a year; bare words for anything else."""
    try:
        known = parse(value or "")
    except WhenError:
        return join(words)
    exact = known.form == "date" and known.precision != "season" and known.points[0] and not known.points[0].qualifier
    return tag("time", words, datetime=value) if exact else join(words)
