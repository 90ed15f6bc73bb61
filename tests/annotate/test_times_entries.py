"""Days of the entries of a chronology: their year, and what is counted from them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from pourparlers.annotate.times import find_times
from pourparlers.annotate.times_entries import mark_entries
from pourparlers.drafts import Recipe, TimeExpr
from pourparlers.lang.pack import Pack, load_pack
from pourparlers.merge.dates_values import value_on

DAY = date(2023, 4, 12)


def values(nlp: Language, pack: Pack, *lines: str) -> dict[str, str | None]:
    times = find_times(nlp("\n\n".join(lines)), pack=pack)
    return {t.text: value_on(t, DAY, times) for t in times}


def test_the_year_is_handed_down(nlp: Language, pack: Pack) -> None:
    found = values(
        nlp, pack,
        "13 août 2020. Les deux ministres signent un protocole à Lima.",
        "Du 3 au 6 septembre. Les deux délégations se retrouvent à Oslo.",
        "16 octobre. Le Pérou dénonce le texte.",
    )  # fmt: skip
    assert found == {
        "13 août 2020": "2020-08-13",
        "3 au 6 septembre": "2020-09-03/2020-09-06",
        "16 octobre": "2020-10-16",
    }


@pytest.mark.parametrize(
    "lines",
    [
        ["13 août 2020. Ils signent.", "16 mars. Le Pérou dénonce le texte.", "2 mai. Oslo le regrette."],  # falls once
        ["Ils ont signé le 13 août 2020, à Lima.", "Le 16 octobre, le Pérou a dénoncé le texte."],  # no entries
        ["13 août 2020. Le Pérou signe, et la Norvège aussi."],  # one alone
    ],
)
def test_no_year_is_handed_down(nlp: Language, pack: Pack, lines: list[str]) -> None:
    assert not {v for k, v in values(nlp, pack, *lines).items() if "2020" not in k and (v or "").startswith("2020")}


def test_the_year_changes_where_the_days_fall(nlp: Language, pack: Pack) -> None:
    found = values(
        nlp, pack,
        "17 novembre 2020 – Le Chili ferme sa frontière.",
        "3 janvier – Le Pérou rappelle son consul.",
        "16 octobre – Oslo propose ses bons offices.",
        "2 février – Les deux ministres se voient.",
    )  # fmt: skip
    assert list(found.values()) == ["2020-11-17", "2021-01-03", "2021-10-16", "2022-02-02"]


def test_each_entry_may_tell_its_year(nlp: Language, pack: Pack) -> None:
    found = values(
        nlp, pack,
        "Mars 2019 – Les deux ministres se voient à Lima.",
        "4 mai – Le Pérou dénonce l'accord.",
        "12 janvier 2020 – Ils se retrouvent à Oslo.",
        "3 février – Nouvel échec.",
    )  # fmt: skip
    assert found == {
        "Mars 2019": "2019-03",
        "4 mai": "2019-05-04",
        "12 janvier 2020": "2020-01-12",
        "3 février": "2020-02-03",
    }


def test_what_is_said_on_the_day_of_an_entry_is_counted_from_it(nlp: Language, pack: Pack) -> None:
    found = values(
        nlp, pack,
        "13 août 2020. Les deux ministres signent un protocole à Lima.",
        "16 octobre. « Nous ne viendrons pas demain », déclare dans la soirée la ministre. Dans la nuit, elle repart.",
    )  # fmt: skip
    assert found["demain"] == "2020-10-17"
    assert found["soirée"] == "2020-10-16TEV"
    assert found["la nuit"] == "2020-10-16TNI"


def test_what_an_entry_quotes_says_nothing_of_its_side(nlp: Language, pack: Pack) -> None:
    lines = (
        "13 août. Les deux ministres ont signé un protocole à Lima.",
        "16 octobre. « Nous ne viendrons pas », a déclaré la ministre. Elle est repartie.",
    )
    times = find_times(nlp("\n\n".join(lines)), pack=pack)
    assert [t.direction for t in times if t.entry] == ["past", "past"]
    ahead = [lines[0], "16 octobre. Ils se reverront à Oslo."]
    times = find_times(nlp("\n\n".join(ahead)), pack=pack)
    assert "past" not in [t.direction for t in times if t.entry]


def test_outside_of_entries_words_keep_their_day(nlp: Language, pack: Pack) -> None:
    found = values(
        nlp, pack,
        "« Nous ne viendrons pas demain », a déclaré la ministre.",
        "13 août 2020. Les deux ministres signent un protocole à Lima.",
        "16 octobre. Le Pérou dénonce le texte.",
    )  # fmt: skip
    assert found["demain"] == "2023-04-13"


@given(st.lists(st.tuples(st.integers(1, 12), st.integers(1, 28)), min_size=2, max_size=6))
def test_a_year_is_handed_down_only_in_order(days: list[tuple[int, int]]) -> None:
    """Whatever the days: either all the entries after the first lie in its year, in their order, or none has one."""
    names = [f"{month}.{day}" for month, day in days]
    text = "\n".join(f"{n}. Ils se voient." for n in names)
    times, at = [], 0
    for n, (name, (month, day)) in enumerate(zip(names, days, strict=True)):
        recipe = Recipe(op="month_day", month=month, day=day)
        times.append(TimeExpr(
            start=at, end=at + len(name), text=name, kind="DATE", rule="date", recipe=recipe if n else None,
            value=None if n else f"2020-{month:02}-{day:02}",
        ))  # fmt: skip
        at += len(name) + len(". Ils se voient.\n")
    told = [t.value for t in mark_entries(times, text, pack=load_pack("fr")) if t.value]
    assert len(told) in (1, len(days))
    assert len(told) == 1 or told in (sorted(set(told)), sorted(set(told), reverse=True))
