"""Who speaks for whom on which day, and which statements a question brings."""

from __future__ import annotations

from pathlib import Path

import pytest

from pourparlers.api import Pourparlers
from pourparlers.errors import ConfigError, NotFoundError
from pourparlers.extract.positions.issues import find_issue, meets
from pourparlers.ids import make_id, make_span
from pourparlers.knowledge.model import KnowledgeBase
from pourparlers.lang.pack import Pack
from pourparlers.store.stems import find_terms, holds
from pourparlers.types import Actor, Document, Header, Mention, Named, Published, Record, Statement, When
from pourparlers.views.sayings import Asked, select
from pourparlers.views.standing import Standing, find_actor

TEXT = (
    "Il faut retirer les soldats des territoires conquis. Le dialogue avec Kiev reprendra. "
    "Les otages sont libres. L'Alliance atlantique progresse. L'élargissement du port est fini."
)
DOC = make_id("doc", TEXT)


def actor(id_: str, name: str, **more: object) -> Actor:
    return Actor(id=id_, name=Named(fr=name, en=name), **more)  # type: ignore[arg-type]


ACTORS = (
    actor("rus", "Russie", kind="state", state="RUS", aliases=("Moscou",)),
    actor("usa", "États-Unis", kind="state", state="USA"),
    actor("xkx", "Kosovo", kind="state", state_names=("Kosovo", "Kosovo")),
    actor("cod", "République démocratique du Congo", kind="state", state="COD"),
    actor("ukr", "Ukraine", kind="state", state="UKR", aliases=("Kiev",)),
    actor("org-eu", "Union européenne", kind="organisation"),
    actor("sergey-lavrov", "Sergueï Lavrov", state="RUS", state_names=("Russie", "Russia")),
    actor("antony-blinken", "Antony Blinken", state="USA", aliases=("Tony Blinken",)),
    actor("josep-borrell", "Josep Borrell", state="ESP", state_names=("Espagne", "Spain")),
    actor("albin-kurti", "Albin Kurti", state_names=("Kosovo", "Kosovo")),
    actor("person-1", "Jeanne Untel", state="GBR", state_names=("Royaume-Uni", "United Kingdom")),
    actor("person-2", "Paul Martin"),
    actor("person-3", "Luc Martin"),
    actor("inst-kremlin", "Kremlin", kind="institution", state="RUS"),
    actor("ns-m23", "M23", kind="group", state="COD"),
    actor("anon-1", "un responsable russe", kind="anonymous", state="RUS"),
)


def said(words: str, n: int, **more: object) -> Statement:
    start = TEXT.index(words)
    span = make_span(DOC, TEXT, start, start + len(words))
    return Statement(id=f"st-{n}", doc=DOC, content=(span,), **more)  # type: ignore[arg-type]


KIEV = TEXT.index("Kiev")
RECORD = Record(
    header=Header(schema="1.0", program="1", pack="p", knowledge="k"),
    documents=(Document(id=DOC, uri="a.txt", text=TEXT, published=Published(value="2022-03-10")),),
    actors=ACTORS,
    mentions=(Mention(id="m-1", doc=DOC, start=KIEV, end=KIEV + 4, text="Kiev", actor="ukr", how="metonym"),),
    statements=(
        said("Il faut retirer les soldats des territoires conquis", 1, speaker="sergey-lavrov", addressee=("usa",)),
        said("Le dialogue avec Kiev reprendra", 2, speaker="josep-borrell", co_speakers=("antony-blinken",)),
        said("Les otages sont libres", 3, speaker="ns-m23", medium="speech", kind="direct"),
        said("L'Alliance atlantique progresse. L'élargissement du port est fini", 4, addressee=("antony-blinken",)),
    ),
)


@pytest.mark.parametrize(
    ("who", "whom", "day", "answer"),
    [
        ("sergey-lavrov", "rus", "2022-03-10", True),
        ("sergey-lavrov", "usa", "2022-03-10", False),
        ("antony-blinken", "usa", "2022-03-10", True),
        ("antony-blinken", "usa", "2019-05-01", False),  # in no office between 2017 and 2021
        ("josep-borrell", "org-eu", "2022-03-10", True),
        ("josep-borrell", "Espagne", "2022-03-10", False),
        ("josep-borrell", "Espagne", "2019-02-01", True),
        ("albin-kurti", "xkx", "2022-03-10", True),
        ("person-1", "Royaume-Uni", "2022-03-10", True),
        ("inst-kremlin", "rus", "2022-03-10", True),
        ("anon-1", "rus", "2022-03-10", True),
        ("ns-m23", "cod", "2022-03-10", False),
        ("rus", "rus", "2022-03-10", True),
        ("rus", "sergey-lavrov", "2022-03-10", False),
        ("antony-blinken", "sergey-lavrov", "2022-03-10", False),
    ],
)
def test_who_speaks_for_whom(who: str, whom: str, day: str, answer: bool, kb: KnowledgeBase) -> None:
    found = find_actor(ACTORS, whom, kb)
    assert Standing(RECORD, kb).speaks_for(who, found, (day, day)) is answer


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("2022-03", ("2022-03-01", "2022-03-31")),
        ("../2022-03-04", ("2022-03-04", "2022-03-04")),
        ("2022-03-04/..", ("2022-03-04", "2022-03-04")),
        (None, ("2022-03-10", "2022-03-10")),
    ],
)
def test_the_days_on_which_an_office_is_asked_for(value: str | None, days: object, kb: KnowledgeBase) -> None:
    assert Standing(RECORD, kb).days(When(value=value), DOC) == days
    assert Standing(RECORD, kb).days(When(), "doc-none") is None


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("russie", "rus"),
        ("RUS", "rus"),
        ("Moscou", "rus"),
        ("Lavrov", "sergey-lavrov"),
        ("tony blinken", "antony-blinken"),
        ("Royaume-Uni", "gbr"),
        ("Union europeenne", "org-eu"),
        ("person-2", "person-2"),
        ("Luc Martin", "person-3"),
    ],
)
def test_the_one_actor_of_a_name(wanted: str, found: str, kb: KnowledgeBase) -> None:
    assert find_actor(ACTORS, wanted, kb).id == found


def test_a_name_that_fits_nobody_or_several(kb: KnowledgeBase) -> None:
    with pytest.raises(NotFoundError, match=r"fits 2 actors: Paul Martin \(person-2\), Luc Martin \(person-3\)"):
        find_actor(ACTORS, "Martin", kb)
    with pytest.raises(NotFoundError, match="near it: Antony Blinken; "):
        find_actor(ACTORS, "Antony Blinkn", kb)
    with pytest.raises(NotFoundError, match="near it: Sergueï Lavrov; "):
        find_actor(ACTORS, "lavrof", kb)
    with pytest.raises(NotFoundError, match="no actor of this name; `pourparlers actors`"):
        find_actor(ACTORS, "Zzyzx", kb)
    with pytest.raises(NotFoundError):
        find_actor(ACTORS, "Japon", kb)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (Asked(), "1234"),
        (Asked(speaker="Russie"), "1"),
        (Asked(speaker="États-Unis"), "2"),
        (Asked(speaker="Antony Blinken"), "2"),
        (Asked(speaker="Espagne"), ""),
        (Asked(to="USA"), "14"),
        (Asked(to="Blinken"), "4"),
        (Asked(about="soldat retiré"), "1"),
        (Asked(about="territoires conquise"), "1"),
        (Asked(about="territoire conquis"), "1"),
        (Asked(about='"territoire conquis"'), "1"),
        (Asked(about='"conquis territoire"'), ""),
        (Asked(about="retrait des troupes"), "1"),
        (Asked(about="troop withdrawal"), "1"),
        (Asked(about='"retrait des troupes"'), ""),
        (Asked(about="troop-withdrawal"), "1"),
        (Asked(about="Ukraine"), "2"),
        (Asked(about="Kiev"), "2"),
        (Asked(about="élargissement de l'Otan"), ""),  # its words stand in two sentences
        (Asked(medium="speech"), "3"),
        (Asked(kind="direct"), "3"),
        (Asked(speaker="USA", about="Ukraine"), "2"),
        (Asked(speaker="USA", about="otages"), ""),
    ],
    ids=repr,
)
def test_what_a_question_brings(asked: Asked, found: str, kb: KnowledgeBase, pack: Pack) -> None:
    statements = select(RECORD, asked, kb=kb, pack=pack).statements
    assert "".join(statement.id[-1] for statement in statements) == found


@pytest.mark.parametrize("words", ["", " ", "« »", "?!"])
def test_about_nothing_is_no_question(words: str, kb: KnowledgeBase, pack: Pack) -> None:
    with pytest.raises(ConfigError, match="at least one word"):
        select(RECORD, Asked(about=words), kb=kb, pack=pack)


def test_issues_have_names(pack: Pack) -> None:
    assert find_issue("Retrait des troupes", pack=pack) == find_issue("troop withdrawal", pack=pack)
    assert find_issue("le prix du beurre", pack=pack) is None
    # The first issue met is another: of all that a text meets, each can be asked for.
    assert meets("des sanctions et le retrait des troupes", "troop-withdrawal", pack=pack)
    assert meets("des sanctions et le retrait des troupes", "sanctions", pack=pack)
    assert not meets("une plainte", "sanctions", pack=pack)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ('negociation "geneve ont"', True),
        ("RETIRER", True),
        ("retirée", True),
        ("conquise", True),
        ("œuvre", True),
        ("cœur", False),
        ('"ont geneve"', False),
        ("gene", False),
        ("retirer partir", False),
    ],
)
def test_terms_hold_in_other_forms(question: str, answer: bool) -> None:
    text = "Les négociations de Genève ont repris ; les troupes retirées des villes conquis à l'œuvre"
    assert holds(text, find_terms(question)) is answer


@pytest.mark.slow
def test_the_samples_answer(samples: Path) -> None:
    with Pourparlers(samples) as record:
        russian = {s.speaker for s in record.statements(speaker="Russie")}
        assert {"rus", "sergey-lavrov", "dmitry-peskov", "inst-kremlin"} <= russian
        assert not russian & {"ukr", "usa", "dmytro-kuleba"}
        assert {s.speaker for s in record.statements(speaker="Antony Blinken")} == {"antony-blinken"}
        assert record.statements(speaker="Espagne") == ()
        assert {"josep-borrell", "enrique-mora"} <= {s.speaker for s in record.statements(speaker="UE")}
        march = record.statements(speaker="RUS", about="Kiev", since="2022-03-01", until="2022-03-31")
        assert march
        assert all("2022" in (s.said_on.value or "") for s in march)
        assert all(s.medium == "communique" for s in record.statements(medium="communique"))
        rows = record.statement_rows(about="sanctions", kind="mixed", lang="fr")
        assert {row.kind for row in rows} == {"mixed"}
