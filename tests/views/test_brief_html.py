from __future__ import annotations

import re

import msgspec
import pytest

from exported import RECORD, SAID
from pourparlers.lang.catalogue import load_catalogue
from pourparlers.lang.pack import Pack
from pourparlers.types import Document, Record
from pourparlers.views.briefing import Scope, make_brief
from pourparlers.views.render_brief import render_brief
from pourparlers.views.render_brief_html import render_brief_html

replace = msgspec.structs.replace


def render(record: Record, pack: Pack, lang: str = "en") -> str:
    say = load_catalogue(lang)
    return render_brief_html(make_brief(record, Scope(), pack=pack, say=say), say)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_it_says_what_the_markdown_says(pack: Pack, lang: str) -> None:
    html, say = render(RECORD, pack, lang), load_catalogue(lang)
    brief = make_brief(RECORD, Scope(), pack=pack, say=say)
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))
    for section in brief.sections:
        for group in section.groups:
            for line in group.lines:
                assert line.who in text
                assert " ".join(line.words.split()).replace("'", "&#x27;") in text
    assert len(brief.notes) == html.count('id="note-') == render_brief(brief, say).count("\n[^")
    assert f'<html lang="{lang}">' in html


def test_notes_lead_there_and_back(pack: Pack) -> None:
    html = render(RECORD, pack)
    ids = set(re.findall(r' id="([^"]+)"', html))
    targets = set(re.findall(r'href="#([^"]+)"', html))
    assert targets
    assert targets <= ids


def test_it_asks_for_nothing_from_outside_and_runs_nothing(pack: Pack) -> None:
    hostile = '<script>alert(1)</script>"><img src=http://evil.example/x onerror=alert(1)>'
    documents: tuple[Document, ...] = tuple(replace(d, outlet=hostile, title=hostile) for d in RECORD.documents)
    said = replace(SAID, content=(replace(SAID.content[0], text=hostile),))
    html = render(replace(RECORD, documents=documents, statements=(said,), events=()), pack)
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert not re.search(r'(?:src|href)="(?!#)', html)
    assert "default-src 'none'" in html.replace("&#x27;", "'")
