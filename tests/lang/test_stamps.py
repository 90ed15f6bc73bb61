"""Every example and counter-example of lang/fr/stamps.toml and entries.toml, executed."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest
from spacy.language import Language

from pourparlers.annotate.pipeline import DocMaker, parse_documents
from pourparlers.annotate.times import find_times
from pourparlers.annotate.times_stamps import load_stamps
from pourparlers.annotate.times_table import EntryRule, EntryTable, StampRule, StampTable
from pourparlers.drafts import TimeExpr
from pourparlers.errors import PackError
from pourparlers.lang.pack import Pack, load_pack
from pourparlers.types import Document

PACK = load_pack("fr")
STAMPS = PACK.table("stamps", StampTable).stamps
ENTRIES = PACK.table("entries", EntryTable).entries
TITLE = "Les eaux du Sud"
STORY = "Les deux ministres des Eaux et de la Pêche se sont parlé pendant trois heures, portes closes, sans signer."


def read(nlp: Language, pack: Pack, text: str) -> list[TimeExpr]:
    document = Document(id="d", uri="d", text=text)
    return find_times(next(parse_documents(nlp, DocMaker(nlp, pack), [document])), pack=pack)


def pages(rule: StampRule, line: str) -> Iterator[str]:
    """A page with `line` at each place where the rule looks for it."""
    if {"head", "any"} & {*rule.where}:
        yield f"{TITLE}\n{line}\n\n{STORY}\n\n{STORY}\n"
    if "opening" in rule.where:
        yield f"{TITLE}\n\n{line}\n\n{STORY}\n"
    if "foot" in rule.where:
        yield f"{TITLE}\n\n{STORY}\n\n{STORY}\n\n{line}\n"


def stamps_of(nlp: Language, pack: Pack, rule: StampRule, marked: str) -> list[tuple[str, str | None]]:
    """The stamp of the day between ⟦ and ⟧ in `marked`, on each page; with the page."""
    line = marked.replace("⟦", "").replace("⟧", "")
    at, length = marked.index("⟦"), marked.index("⟧") - marked.index("⟦") - 1
    found = []
    for page in pages(rule, line):
        start = page.index(line) + at
        day = [t for t in read(nlp, pack, page) if start <= t.start < start + length]
        found.append((page, day[0].stamp if day else "no day was read"))
    return found


@pytest.mark.parametrize(("rule", "line"), [(r, e) for r in STAMPS for e in r.examples], ids=lambda v: str(v)[:40])
def test_a_page_gives_itself_the_day(nlp: Language, pack: Pack, rule: StampRule, line: str) -> None:
    # a day at the head of a paragraph told in the past is the page's own: see the test below
    own = {rule.kind, "issued"} if rule.name == "dateline_stop" else {rule.kind}
    assert all(stamp in own for _, stamp in stamps_of(nlp, pack, rule, line))


@pytest.mark.parametrize(("rule", "line"), [(r, c) for r in STAMPS for c in r.counter], ids=lambda v: str(v)[:40])
def test_a_day_that_is_told_is_not_the_page_s(nlp: Language, pack: Pack, rule: StampRule, line: str) -> None:
    assert all(stamp not in {rule.kind, "published", "issued"} for _, stamp in stamps_of(nlp, pack, rule, line))


@pytest.mark.parametrize("rule", ENTRIES, ids=lambda r: r.name)
def test_entries(nlp: Language, pack: Pack, rule: EntryRule) -> None:
    for text in rule.examples:
        opening = [t for t in read(nlp, pack, text) if t.entry]
        lines = text.count("\n") + 1
        assert len(opening) == (lines // 2 if rule.shape == "heading" else lines), text
        assert {t.entry for t in opening} == {rule.shape}
    for text in rule.counter:
        assert not [t.text for t in read(nlp, pack, text) if t.entry], text


def test_rules_have_examples_and_counters() -> None:
    assert all(r.examples and r.counter for r in (*STAMPS, *ENTRIES))


def test_a_bad_pattern_names_its_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    table = PACK.table("stamps", StampTable)
    bad = msgspec.structs.replace(table, stamps=(msgspec.structs.replace(STAMPS[0], before="(("),))
    pack = load_pack("fr")
    monkeypatch.setattr(pack, "table", lambda *_: bad)
    with pytest.raises(PackError, match="published"):
        load_stamps(pack)


@pytest.mark.parametrize(
    ("told", "stamp"),
    [
        ("Lima, mardi 5 mars 2019. La ministre des Eaux est arrivée dans la nuit, sans un mot à la presse.", "issued"),
        ("Lima, mardi 5 mars 2019. Deux ministres se serrent la main dans une salle vide, sans un mot.", "written"),
        ("Lima, mardi 5 mars 2019. C'est à minuit que la ministre des Eaux s'est posée, sans un mot.", "issued"),
    ],
)
def test_a_scene_of_the_day_may_be_printed_on_the_next(nlp: Language, pack: Pack, told: str, stamp: str) -> None:
    assert read(nlp, pack, f"{TITLE}\n\n{told}\n")[0].stamp == stamp


def test_a_weekday_that_is_not_the_day_s_makes_it_doubtful(nlp: Language, pack: Pack) -> None:
    assert read(nlp, pack, f"{TITLE}\nlundi 5 mars 2019\n\n{STORY}\n")[0].stamp is None
    assert read(nlp, pack, f"{TITLE}\nmardi 5 mars 2019\n\n{STORY}\n")[0].stamp == "issued"


def test_the_title_of_a_story_about_a_day_is_no_stamp(nlp: Language, pack: Pack) -> None:
    assert read(nlp, pack, f"Oslo, 4 mars 1979\n\n{STORY}\n")[0].stamp is None
    assert read(nlp, pack, f"Oslo, le 4 mars 1979\n\n{STORY}\n")[0].stamp == "issued"


def test_entries_lie_on_the_side_of_their_tense(nlp: Language, pack: Pack) -> None:
    over = "7 août. – La chancelière a appelé le roi.\n9 août. – Le roi rappelle la chancelière."
    ahead = "7 août. – La chancelière appellera le roi.\n9 août. – Le roi rappelle la chancelière."
    assert {t.direction for t in read(nlp, pack, over)} == {"past"}
    assert {t.direction for t in read(nlp, pack, ahead)} == {"future"}


def test_a_day_of_an_entry_lies_in_its_month(nlp: Language, pack: Pack) -> None:
    times = read(nlp, pack, "20 mai. – Ils signent une trêve, applicable le 22 à 21 h 45.\n29 mai. – Elle tient.")
    bare = next(t for t in times if t.text.startswith("22"))
    assert bare.anchor == 0
    assert bare.recipe is not None
    assert bare.recipe.op == "day_in_month"


@pytest.mark.parametrize(
    ("line", "stamped"),
    [
        ("Par Jeanne Dubois, mardi 5 mars 2019, à Lima", True),
        ("Par Jeanne Dubois, 5 mars 2019, à Lima", False),  # no weekday: it may be of anything
        ("Sommet de Lima, mardi 5 mars 2019, deuxième jour", False),
        ("Le traité que les ministres ont paraphé à Lima, mardi 5 mars 2019, devant la presse", False),
    ],
)
def test_a_short_line_of_its_own_above_the_story_gives_the_day(
    nlp: Language, pack: Pack, line: str, *, stamped: bool
) -> None:
    times = read(nlp, pack, f"{TITLE}\n\n{line}\n\n{STORY}\n\n{STORY}\n")
    assert [t.stamp is not None for t in times if "mars" in t.text] == [stamped]
