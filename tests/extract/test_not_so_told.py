"""Words that look like a threat, a statement or an agreement of somebody and are none; who else is accused;
chronologies that a full stop and a hyphen open."""

from __future__ import annotations

import pytest

from recorded import name_of, record_of

DAY = "2012-03-05"


@pytest.mark.parametrize(
    ("text", "stances"),
    [
        ("La politique de la Chine menace de déstabiliser la région.", []),
        ("Une décision de Vladimir Poutine menace de ruiner l'accord.", []),
        ("La Chine menace de fermer le détroit.", ["threat"]),
        ("L'accord prévoit le retrait des troupes.", []),
    ],
)
def test_what_a_matter_threatens_is_nobodys_threat(text: str, stances: list[str]) -> None:
    assert [p.stance for p in record_of((DAY, text)).positions] == stances


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Les deux ministres l'ont annoncé côte à côte.", []),
        ("Le ministre britannique s'est montré prudent.", []),
        ("Le ministre britannique s'est dit prudent.", ["prudent"]),
        ("C'est un accord qui prévoit le retrait des troupes.", []),
        ("Le plan prévoit que les deux armées reculeront.", ["que les deux armées reculeront"]),
    ],
)
def test_what_is_told_of_a_manner_or_a_text_is_no_statement(text: str, told: list[str]) -> None:
    assert [s.content[0].text for s in record_of((DAY, text)).statements] == told


@pytest.mark.parametrize(
    ("text", "accused"),
    [
        ("Le président Laurent Gbagbo accuse la France et le Burkina Faso de complot.", {"France", "Burkina Faso"}),
        ("L'Iran accuse l'Irak et l'Arabie saoudite de soutenir les rebelles.", {"Irak", "Arabie saoudite"}),
        ("L'Iran accuse l'Irak de complot.", {"Irak"}),
    ],
)
def test_both_are_accused(text: str, accused: set[str]) -> None:
    record = record_of(("2003-03-05", text))
    assert [{name_of(record, a) for a in p.addressee} for p in record.positions] == [accused]


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("Les États-Unis ont présenté un projet de résolution autorisant le recours à la force contre l'Irak.", []),
        ("Le Conseil de sécurité a autorisé le recours à la force contre l'Irak.", ["THREATEN"]),
        (
            "L'accord a été conclu au terme de discussions entre Warren Christopher et deux de ses homologues.",
            ["CONSULT"],
        ),
        ("L'accord a été conclu entre la Serbie et le Kosovo.", ["AGREE"]),
    ],
)
def test_what_nobody_known_says_is_no_event(text: str, types: list[str]) -> None:
    assert [e.event_type for e in record_of(("1995-03-05", text)).events if e.event_type != "CONSULT"] == [
        t for t in types if t != "CONSULT"
    ]


@pytest.mark.parametrize(
    ("text", "issues"),
    [
        ("Le ministre turc a menacé la Grèce de graves conséquences politiques.", ["graves consequences politiques"]),
        ("Les Bosniaques refusent de céder le corridor de Brcko.", ["ceder corridor brcko"]),
        ("L'Iran réclame la levée du blocus de Gaza, où l'ONU compte cent morts.", ["levee blocus gaza"]),
    ],
)
def test_the_issue_is_that_of_the_words(text: str, issues: list[str]) -> None:
    assert [p.issue for p in record_of((DAY, text)).positions] == issues


def test_a_full_stop_and_a_hyphen_open_an_entry() -> None:
    text = (
        "Les dates\n\n6 mai 2004. - Joe Biden se tait.\n\n"
        "27 mai 2005. - Le président bulgare, Gueorgui Parvanov, rencontre à Tripoli le colonel Kadhafi."
    )
    record = record_of(("2007-07-25", text))
    assert [(c.status, c.when.value) for c in record.contacts] == [("held", "2005-05-27")]


INTERVIEW = (
    "Entretien de M. Hubert Védrine avec RTL\n\nQ - Que demandez-vous ?\n"
    "R - Nous appelons le gouvernement birman à libérer Mme Suu Kyi.\n\nQ - Et ensuite ?\n"
    "R - Nous refusons tout chantage."
)


def test_the_answers_of_an_interview_are_of_whom_its_title_names() -> None:
    record = record_of(("1998-03-04", INTERVIEW))
    told = [(p.stance, name_of(record, p.holder)) for p in record.positions]
    assert sorted(told) == [("demand", "Hubert Védrine"), ("refusal", "Hubert Védrine")]
    assert [s.medium for s in record.statements] == ["interview", "interview"]


def test_of_two_nobody_is_taken_for_the_one_who_answers() -> None:
    text = INTERVIEW.replace("M. Hubert Védrine", "MM. Hubert Védrine et Alain Richard")
    assert record_of(("1998-03-04", text)).statements == ()


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Oscar Arias a reçu séparément Manuel Zelaya et Roberto Micheletti. Ils ne se sont pas vus.",
         {"Manuel Zelaya", "Roberto Micheletti"}),
        ("« Je n'ai pas vu Manuel Zelaya », a dit Roberto Micheletti.", {"Manuel Zelaya", "Roberto Micheletti"}),
    ],
)  # fmt: skip
def test_who_did_not_see_each_other(text: str, parties: set[str]) -> None:
    record = record_of(("2009-07-17", text))
    told = [{name_of(record, p.actor) for p in c.participants} for c in record.contacts if c.status == "denied"]
    assert told == [parties]


def test_a_verb_behind_a_condition_is_of_whom_threatens() -> None:
    text = "L'Inde a menacé l'Italie de sanctions si Rome maintient son refus, et a rappelé son ambassadeur."
    record = record_of(("2013-03-13", text))
    told = [{name_of(record, a) for a in e.actor} for e in record.events if e.event_type == "SANCTION"]
    assert told == [{"Inde"}]


@pytest.mark.parametrize(
    ("text", "issue"),
    [
        ("De passage à Nairobi le 18 février, Condoleezza Rice a menacé le Kenya de sanctions.", "sanctions"),
        ("Condoleezza Rice a menacé le Kenya de sanctions.", "sanctions"),
    ],
)
def test_where_somebody_was_is_not_what_is_threatened(text: str, issue: str) -> None:
    assert [p.issue for p in record_of(("2008-02-28", text)).positions] == [issue]


def test_the_other_of_a_clause_past_a_semicolon_promises_nothing() -> None:
    text = "Londres jure qu'ils croisaient en eaux irakiennes ; Téhéran, qu'ils avaient violé les siennes."
    assert record_of(("2007-04-06", text)).positions == ()


def test_both_of_two_names_agree() -> None:
    text = "Zoran Zaev et Alexis Tsipras sont convenus de se rencontrer à Skopje en septembre."
    record = record_of(("2018-06-17", text))
    assert [len(e.actor) for e in record.events if e.event_type == "AGREE"] == [2]


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Donald Trump annonce un cessez-le-feu entre l'Inde et le Pakistan.", {"Inde", "Pakistan"}),
        ("L'Inde annonce un cessez-le-feu.", {"Inde"}),
        ("L'Allemagne et la France ont signé l'accord en qualité de témoins.", set()),
    ],
)
def test_who_ceases_fire_or_agrees_is_a_side(text: str, actors: set[str]) -> None:
    record = record_of(("2025-05-10", text))
    assert {name_of(record, a) for e in record.events for a in e.actor} == actors
