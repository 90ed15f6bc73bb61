"""Expressions of time in context: direction, anchors, quotations, noise, offsets."""

from __future__ import annotations

import json
import time
from datetime import date
from pathlib import Path

import pytest
from spacy.language import Language

from pourparlers.annotate.pipeline import DocMaker, parse_documents
from pourparlers.annotate.times import find_times
from pourparlers.drafts import TimeExpr
from pourparlers.lang.pack import Pack
from pourparlers.merge.dates_values import value_on
from pourparlers.types import Block, Document

WEDNESDAY = date(2022, 3, 16)
CASES = Path(__file__).parent / "times_cases.txt"
"""Sentences with all their expressions, written before the rules: "# DAY" of publication, then text|words=value;…"""


def read(nlp: Language, pack: Pack, text: str, *blocks: Block) -> list[TimeExpr]:
    document = Document(id="d", uri="d", text=text, blocks=blocks)
    return find_times(next(parse_documents(nlp, DocMaker(nlp, pack), [document])), pack=pack)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("« Demain, nous irons à Rome », a dit lundi le ministre.", ["2022-03-15", "2022-03-14"]),
        ("Le Kremlin a fait savoir que la visite aurait lieu jeudi ou vendredi.", ["2022-03-17", "2022-03-18"]),
        ("L'Iran a donné jusqu'à vendredi aux Européens pour répondre.", ["2022-03-18"]),
        ("Les combats ont duré jusqu'à dimanche.", ["2022-03-13"]),
        ("Le sommet, initialement prévu lundi, a été reporté au 24 mars.", ["2022-03-14", "2022-03-24"]),
        ("Le Premier ministre se rend vendredi à Berlin, a annoncé mardi son cabinet.", ["2022-03-18", "2022-03-15"]),
        ("Les deux dirigeants ont convenu de se reparler vendredi.", ["2022-03-18"]),
        ("Les deux pays sont convenus de reprendre samedi leurs négociations.", ["2022-03-19"]),
        ("Le conseil, réuni lundi à Rome, se prononcera jeudi.", ["2022-03-14", "2022-03-17"]),
        ("C'est lundi que la Cour rendra sa décision.", ["2022-03-21"]),
        ("C'est à La Haye, lundi, que la Cour rendra sa décision.", ["2022-03-21"]),
        ("La Cour, qui se réunira lundi, n'a rien dit.", ["2022-03-21"]),
        ("Paris a condamné les frappes menées lundi contre Kiev.", ["2022-03-14"]),
        ("Dès lundi, les inspecteurs pourront revenir.", ["2022-03-21"]),
        ("Il aura fallu dix heures, mardi, pour conclure.", ["PT10H", "2022-03-15"]),
        ("Elle l'avait vu deux jours plus tôt à Doha.", ["2022-03-14"]),
        ("Samedi, c'est le roi qui avait appelé son voisin.", ["2022-03-12"]),
        ("Dimanche, les deux hommes se sont isolés.", ["2022-03-13"]),
        ("Mardi, il est allé rendre compte à Rome ; lundi, c'étaient ses alliés.", ["2022-03-15", "2022-03-14"]),
        (
            "Le 2 février, il avait vu le roi. Ils s'étaient quittés une semaine plus tard.",
            ["2022-02-02", "2022-02-09"],
        ),
        ("Ils se sont quittés en 2014. Trois ans plus tard, ils se sont retrouvés.", ["2014", "2017"]),
        # "la veille" and "le lendemain" start from the day of which they are told
        (
            "Ils se sont vus mardi. C'était la troisième fois, après celles du 6 janvier et du 2 février derniers. "
            "L'accord a été signé la veille.",
            ["2022-03-15", "2022-01-06", "2022-02-02", "2022-03-14"],
        ),
        ("Le scrutin du 27 février a tout changé. La veille, il avait promis la paix.", ["2022-02-27", "2022-02-26"]),
        (
            "Il a parlé vendredi dernier. Deux jours plus tôt, elle avait rompu. Il s'en était ému le lendemain.",
            ["2022-03-11", "2022-03-09", "2022-03-10"],
        ),
        (
            "Il est parti samedi. Le lendemain, il a vu le roi. Le surlendemain, il est rentré.",
            ["2022-03-12", "2022-03-13", "2022-03-14"],
        ),
        (
            "Il est arrivé dans la nuit de samedi à dimanche. Il avait appelé la veille.",
            ["2022-03-12TNI", "2022-03-12"],
        ),
        (
            "Mardi, un pont avait sauté. Le roi l'a dit ce mercredi. Le jour même, il avait fui.",
            ["2022-03-15", "2022-03-16", "2022-03-15"],
        ),
        # a limit in a story that looks back
        (
            "Réunis le 4 décembre, les chefs d'État avaient sommé le roi de partir avant le 1er janvier.",
            ["2021-12-04", "2022-01-01"],
        ),
        ("Le roi devait partir avant le 20 février.", ["2022-02-20"]),
        ("Le roi doit partir avant le 20 avril.", ["2022-04-20"]),
        # a day without its month lies in the month told last
        (
            "Depuis le vote du 3 février, tout va mal. Le 6, Anna l'a appelé. Le 8, il a dit non.",
            ["2022-02-03", "2022-02-06", "2022-02-08"],
        ),
        ("Il l'a vue le 25 février. Un vote aura lieu le 3.", ["2022-02-25", "2022-04-03"]),
    ],
    ids=lambda v: v[:40] if isinstance(v, str) else "",
)
def test_values_in_context(nlp: Language, pack: Pack, text: str, values: list[str]) -> None:
    times = read(nlp, pack, text)
    assert [value_on(t, WEDNESDAY, times) for t in times] == values, [(t.text, t.direction) for t in times]


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("Ils se verront d'ici à trois mois.", ["d'ici à trois mois"]),
        ("Ils se verront avant vendredi.", ["vendredi"]),
        ("Ils se verront au plus tard le 4 mai.", ["4 mai"]),
        ("Ils se verront d'ici la fin du mois.", ["fin du mois"]),
        ("Ils ne se verront pas avant vendredi.", []),
        ("Ils se verront dans trois mois.", []),
        ("Ils se verront vendredi avant midi.", []),
        ("Ils se sont vus avant-hier.", []),
    ],
)
def test_a_limit_is_told_from_a_day(nlp: Language, pack: Pack, text: str, limits: list[str]) -> None:
    assert [t.text for t in read(nlp, pack, text) if t.deadline] == limits


def test_sentences_of_the_press(nlp: Language, pack: Pack) -> None:
    """Every expression of every sentence has its words and its value, and there are no others."""
    wrong, day = [], WEDNESDAY
    for line in CASES.read_text(encoding="utf8").splitlines():
        if line.startswith("# "):
            day = date.fromisoformat(line[2:])
            continue
        text, expected = line.split("|")
        wanted = [tuple(e.rsplit("=", 1)) for e in expected.split(";") if e]
        times = read(nlp, pack, text)
        given = [(t.text, value_on(t, day, times)) for t in times]
        pairs = zip(wanted, given, strict=False)
        if len(wanted) != len(given) or any(w[1] != g[1] or not (w[0] in g[0] or g[0] in w[0]) for w, g in pairs):
            wrong.append((text, wanted, given))
    assert not wrong


@pytest.mark.parametrize(
    "text",
    [
        "Le président, 69 ans, a souri.",
        "Un mineur de 14 ans a été tué.",
        "Plus de 2000 civils ont été évacués.",
        "La résolution 1973 du Conseil de sécurité reste en vigueur.",
        "Le groupe 5+1 et le G7 n'en veulent pas.",
        "Le second a répondu que jamais il ne céderait, au moment de partir.",
        "Ils se parleront une seconde fois.",
        "Il a versé 2020 euros.",
        "Le journal Le Soir a révélé l'affaire.",
    ],
)
def test_no_time(nlp: Language, pack: Pack, text: str) -> None:
    assert [t.text for t in read(nlp, pack, text)] == []


def test_an_hour_takes_the_day_told_for_its_fact(nlp: Language, pack: Pack) -> None:
    text = (
        "Les deux présidents se parleront jeudi, a annoncé mardi une porte-parole. "
        'Le palais a précisé que l\'entretien aurait lieu "tard dans la soirée".'
    )
    times = read(nlp, pack, text)
    assert times[-1].anchor == 0
    assert value_on(times[-1], WEDNESDAY, times) == "2022-03-17TEV"


def test_times_in_captions_are_kept_and_marked(nlp: Language, pack: Pack) -> None:
    text = "Le ministre à Vienne, le 2 mars 2022.\n\nIl est parti mardi."
    times = read(nlp, pack, text, Block(kind="caption", start=0, end=37), Block(kind="body", start=39, end=len(text)))
    assert [(t.text, t.in_noise) for t in times] == [("2 mars 2022", True), ("mardi", False)]


def test_typography_is_kept_and_offsets_are_code_points(nlp: Language, pack: Pack) -> None:
    text = "🕊️ L’émissaire est arrivé aujourd’hui, après trois\u00a0jours d’attente."
    times = read(nlp, pack, text)
    assert [t.text for t in times] == ["aujourd’hui", "trois\u00a0jours"]
    assert all(text[t.start : t.end] == t.text for t in times)


def test_background_is_told_apart(nlp: Language, pack: Pack) -> None:
    times = read(nlp, pack, "Il a confirmé mardi ce que son rival avait promis lundi.")
    assert [t.background for t in times] == [False, True]


def test_the_same_day_goes_on_with_its_plane(nlp: Language, pack: Pack) -> None:
    text = "La trêve tient depuis le 3 mars. Le roi s'était tu samedi. Le même jour, il avait reçu la reine."
    times = read(nlp, pack, text)
    assert [times[t.anchor].text for t in times if t.anchor is not None] == ["samedi"]


def test_a_day_beside_a_report_verb_is_told(nlp: Language, pack: Pack) -> None:
    times = read(nlp, pack, "Il a déclaré mardi son refus. Il a reçu lundi la reine. Elle avait dit jeudi son accord.")
    assert [t.reported for t in times] == [True, False, False]


def test_text_without_time_and_empty_text(nlp: Language, pack: Pack) -> None:
    assert read(nlp, pack, "Rien à signaler.") == []
    assert find_times(nlp(""), pack=pack) == []


def test_without_parse_directions_stay_open(nlp: Language, pack: Pack) -> None:
    doc = nlp.make_doc("Il a dit lundi non.")
    for i, token in enumerate(doc):
        token.is_sent_start = i == 0
    assert [t.direction for t in find_times(doc, pack=pack)] == ["nearest"]


@pytest.mark.slow
def test_cost(nlp: Language, pack: Pack) -> None:
    """200 dispatches a CPU second is the floor; half of it here, for slow machines."""
    folder = Path(__file__).resolve().parents[2] / "src" / "pourparlers" / "samples"
    documents = [
        Document(id=p.name, uri=p.name, text=p.read_text(encoding="utf8")) for p in sorted(folder.glob("*.txt"))
    ]
    docs = list(parse_documents(nlp, DocMaker(nlp, pack), documents))
    for doc in docs:
        find_times(doc, pack=pack)
    start = time.process_time()
    for _ in range(5):
        for doc in docs:
            find_times(doc, pack=pack)
    assert 5 * len(docs) / (time.process_time() - start) >= 100


def overlap(a: tuple[int, int], b: tuple[int, int]) -> float:
    common = max(0, min(a[1], b[1]) - max(a[0], b[0]))
    return common / (a[1] - a[0] + b[1] - b[0] - common)


def is_right(values: list[str], found: str | None) -> bool:
    return any(found is not None and (found == v or found.rstrip("~") == v.rstrip("~")) for v in values)


def test_seeds(nlp: Language, pack: Pack, seeds: Path) -> None:
    """Spans F1 at least .97 and values at least .95, with the day of publication given."""
    hit = found = gold = right = 0
    for path in sorted((seeds / "gold").glob("0*.json")):
        told = json.loads(path.read_text(encoding="utf8"))
        times = read(nlp, pack, (seeds / told["file"]).read_text(encoding="utf8"))
        day = date.fromisoformat(told["published"]["iso"])
        scored = [t for t in told["times"] if t["status"] == "scored"]
        other = [t for t in told["times"] if t["status"] != "scored"]
        pairs = [(g, t) for g in scored for t in times if overlap(tuple(g["span"]), (t.start, t.end)) >= 0.4]
        hit += len(pairs)
        gold += len(scored)
        found += sum(all(overlap(tuple(g["span"]), (t.start, t.end)) < 0.4 for g in other) for t in times)
        right += sum(is_right([g["value"], *g["alts"]], value_on(t, day, times)) for g, t in pairs)
    assert 2 * hit / (found + gold) >= 0.97
    assert right / hit >= 0.95
