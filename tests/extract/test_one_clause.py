"""What one clause says is not told of another: drafts, conditions, reported words, places, who judges."""

from __future__ import annotations

import pytest

from recorded import name_of, record_of

DAY = "2008-03-05"


def events_of(text: str) -> set[tuple[str, str]]:
    return {(e.event_type, e.assertion) for e in record_of((DAY, text)).events}


def stances_of(text: str) -> set[tuple[str, str]]:
    record = record_of((DAY, text))
    return {(p.stance, name_of(record, p.holder)) for p in record.positions}


@pytest.mark.parametrize(
    "text",
    [
        "Le Conseil de sécurité devrait voter une résolution qui entérine la trêve.",
        "Le Conseil de sécurité se réunira afin d'adopter un texte qui condamne le Chili.",
        "La Suède a déposé un projet de résolution qui condamne le Chili.",
    ],
)
def test_what_a_text_would_say_is_no_stance_yet(text: str) -> None:
    assert stances_of(text) == set()
    assert not {e for e in events_of(text) if e[0] in ("AGREE", "ACCUSE")}


def test_an_adopted_text_speaks_for_who_adopts_it() -> None:
    text = "Le Conseil de sécurité a adopté une résolution qui condamne le Chili."
    assert ("accusation", "Conseil de sécurité de l'ONU") in stances_of(text)


def test_a_draft_lifts_no_sanction() -> None:
    assert ("CONCEDE", "hypothetical") in events_of("Le Chili a demandé au Pérou de voter un texte qui lève l'embargo.")
    assert ("CONCEDE", "asserted") in events_of("Le Pérou a voté un texte qui lève l'embargo.")


def test_a_condition_stands_with_what_it_follows() -> None:
    text = "Le Chili a réclamé une trêve et s'est dit prêt à négocier, à condition que le Pérou parte."
    conditions = {p.stance: p.condition is not None for p in record_of((DAY, text)).positions}
    assert conditions["demand"] is False
    assert conditions["offer"] is True


def test_the_main_clause_goes_on_after_a_reported_one() -> None:
    text = "Un ministre chilien a estimé que l'accord était « flou » et a demandé au Pérou de retirer ses soldats."
    record = record_of((DAY, text))
    assert [s.content[0].text for s in record.statements] == [
        "que l'accord était « flou »",
        "de retirer ses soldats",
    ]
    assert [a for e in record.events if e.event_type == "REQUEST" for a in e.actor] == [record.statements[0].speaker]


def test_two_infinitives_under_one_promise() -> None:
    text = "Le Chili s'engage à ne pas imposer de sanctions au Pérou et à retirer ses soldats."
    assert {("SANCTION", "negated"), ("RETREAT", "planned")} <= events_of(text)


def test_a_sentence_has_its_subject_back() -> None:
    text = (
        "Le Premier ministre Jean Chrétien, qui s'est entretenu deux fois avec le président de la Commission, Jacques"
        " Santer, serait disposé à relâcher le bateau si Madrid acceptait de suspendre la pêche."
    )
    assert stances_of(text) == {("offer", "Jean Chrétien")}


def test_a_verdict_is_that_of_who_judges() -> None:
    text = "Selon un diplomate, Lima réclame une île, exigence que Santiago a jugée inacceptable."
    assert "refusal" not in {stance for stance, holder in stances_of(text) if holder != "Chili"}


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Joe Biden s'est dit moins optimiste.", "moins optimiste"),
        (
            "Joe Biden a mis en garde contre un texte qui, selon lui, affaiblit Kiev.",
            "un texte qui, selon lui, affaiblit Kiev",
        ),
        ("Joe Biden s'est engagé à amnistier « en juin » les déserteurs.", "amnistier « en juin » les déserteurs"),
    ],
)
def test_what_is_said_is_said_whole(text: str, content: str) -> None:
    assert [s.content[0].text for s in record_of((DAY, text)).statements] == [content]


@pytest.mark.parametrize("how", ["accusé par Rome d'« ingérence »", "qualifié d'« agent étranger »"])
def test_a_verb_after_words_kept_at_a_distance_reports_nothing(how: str) -> None:
    record = record_of((DAY, f"L'émissaire, {how}, a quitté la Norvège."))
    assert not {"Norvège"} & {name_of(record, s.speaker) for s in record.statements if s.speaker}


def test_where_one_went_is_where_one_met() -> None:
    text = "Angela Merkel, qui avait vu Tony Blair à Rome, a regagné Oslo, où elle a reçu Jacques Chirac."
    places = {c.place.name.fr for c in record_of((DAY, text)).contacts if c.place}
    assert places == {"Rome", "Oslo"}


def test_a_call_to_come_is_planned() -> None:
    (contact,) = record_of((DAY, "Hillary Clinton devrait téléphoner jeudi à Yang Jiechi.")).contacts
    assert contact.status == "planned"


def test_a_letter_to_come_is_planned() -> None:
    text = "Yukihiko Ikeda est attendu jeudi à Lima, où il remettra à Alberto Fujimori une lettre."
    assert {c.status for c in record_of(("1997-04-24", text)).contacts} == {"planned"}


def test_initials_part_no_role_from_its_name() -> None:
    text = "Le commandant des Forces démocratiques syriennes (FDS), Mazloum Abdi, s'est dit prêt à une trêve."
    record = record_of((DAY, text))
    assert {name_of(record, p.holder) for p in record.positions} == {"Mazloum Abdi"}


def test_restraint_answered_by_restraint_is_no_threat() -> None:
    assert stances_of("« Nous répondrons à la retenue par la retenue », a dit George Shultz.") == set()
    assert stances_of("« Nous répondrons à cette agression », a dit George Shultz.") == {("threat", "George Shultz")}


def test_what_is_not_meant_is_not_told() -> None:
    text = "Daniel Ortega a averti que la trêve ne signifiait pas que le Nicaragua renonçait à cette île."
    assert ("CONCEDE", "asserted") not in events_of(text)


def test_a_promise_goes_on_after_quoted_words() -> None:
    text = "L'Iran s'est engagé à suspendre « volontairement » ses activités d'enrichissement et à signer un protocole."
    assert ("AGREE", "planned") in events_of(text)
    assert len(record_of((DAY, text)).positions) == 1


def test_a_condition_in_quoted_words_is_theirs() -> None:
    text = (
        "La Maison Blanche, qui presse l'AIEA de saisir le Conseil de sécurité, a réservé son jugement : « Ce sera un"
        " pas positif si l'engagement est tenu », a dit Scott McClellan."
    )
    assert {e.assertion for e in record_of((DAY, text)).events if e.condition} <= set()
