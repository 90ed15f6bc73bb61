"""What reads like a fact of somebody and is none of his: nicknames, rebels, bodies, contacts broken off."""

from __future__ import annotations

import pytest

from attributed import make_reader
from pourparlers.ids import make_id
from pourparlers.lang.pack import load_pack
from pourparlers.merge.accounts import accounts_of
from pourparlers.merge.compare import compare
from pourparlers.text.analyse import analyse_text
from pourparlers.types import Document, Published
from recorded import name_of, record_of

DAY = "2012-03-05"


def contacts_of(text: str, day: str = DAY) -> list[tuple[str, set[str]]]:
    record = record_of((day, text))
    return [(c.status, {name_of(record, p.actor) for p in c.participants}) for c in record.contacts]


def speakers_of(text: str) -> list[str]:
    record = record_of((DAY, text))
    return [name_of(record, s.speaker) for s in record.statements]


def test_a_nickname_belongs_to_the_name() -> None:
    text = "Le chef rebelle, Ousmane Traoré, dit Balla, et son rival, Moussa Koné, ont été reçus vendredi à Bamako."
    record = record_of((DAY, text))
    assert record.statements == ()


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("Les rebelles soudanais ont refusé de s'asseoir à la table.", "Les rebelles soudanais"),
        ("Christine Lagarde a applaudi. La Présidence salue le compromis.", "Présidence"),
        ("Alexandre Ankvab, un homme à qui Tbilissi refuse toute légitimité, est arrivé.", "Géorgie"),
    ],
)
def test_who_takes_the_stance(text: str, holder: str) -> None:
    record = record_of((DAY, text))
    assert [name_of(record, p.holder) for p in record.positions] == [holder]


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("La Norvège a rompu tout contact avec Pékin.", []),
        ("Varsovie a annoncé la suspension des contacts bilatéraux avec Moscou.", []),
        ("Les contacts entre Rabat et Alger ont repris lundi à Genève.", ["held"]),
        ("L'émissaire refuse de prendre la lettre d'Angela Merkel à Alexis Tsipras.", ["refused"]),
        ("Le porte-parole refuse de commenter la lettre d'Angela Merkel à Alexis Tsipras.", ["held"]),
        ("Quant à un rendez-vous entre Danois et Suédois, nul n'y songe.", ["denied"]),
        (
            "Evo Morales a reçu mardi Sebastian Piñera à La Paz. Lima reproche à Quito d'avoir menti lors des"
            " pourparlers sur la frontière, en 2007.",
            ["held"],
        ),
    ],
)
def test_contacts_that_are_none(text: str, statuses: list[str]) -> None:
    assert [status for status, _ in contacts_of(text)] == statuses


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        # what befalls somebody is not said by him
        ("Jacob Zuma est attendu « dans les prochains jours » à Kiev.", [""]),
        ("La commission sera créée « dans les plus brefs délais », a assuré Jacob Zuma.", ["Jacob Zuma"]),
        ("Jacob Zuma est décidé à agir « sans plus attendre ».", ["Jacob Zuma"]),
        ("Jacob Zuma est venu « écouter les deux camps ».", ["Jacob Zuma"]),
        ("Quand Laurent Fabius était premier ministre, Jacques Chirac le disait « pressé ».", ["Jacques Chirac"]),
        ("La Bolivie et le Chili ont paraphé lundi à Arica une « charte des deux rives ».", []),
        ("Islande : « Nos pêcheurs ont été trahis »", [""]),
        ("Berlin a demandé à Moscou le retrait des troupes, sans annoncer de mesures.", ["Allemagne"]),
    ],
)
def test_who_says_it(text: str, speakers: list[str]) -> None:
    assert speakers_of(text) == speakers


NOT_JEUDI = f"../{DAY}", f"2012-03-01/{DAY}"
JEUDI = ("2012-03-01",)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Angela Merkel, dont le pays s'est abstenu jeudi, a répété que l'armée restait.", NOT_JEUDI),
        ("Angela Merkel - elle était jeudi à Rome - a répété que l'armée restait.", NOT_JEUDI),
        ("L'accord, que cent pays discutaient jeudi, bute. « Non, merci bien », a dit John Kerry.", NOT_JEUDI),
        ("Angela Merkel, dont le pays s'est abstenu, a répété jeudi que l'armée restait.", JEUDI),
        ("Angela Merkel, qui a reçu jeudi David Cameron, est lasse. « Rien ne va », a-t-elle dit.", JEUDI),
    ],
)
def test_the_day_of_an_insertion_dates_nothing_else(text: str, days: tuple[str, ...]) -> None:
    record = record_of((DAY, text))
    assert [s.said_on.value in days for s in record.statements] == [True]


def test_a_bound_in_what_is_said_dates_no_accusation() -> None:
    record = record_of((DAY, "La Suède s'est levée, accusant le Chili d'« actes hostiles » incessants depuis 1963."))
    assert [p.since.value for p in record.positions] == [f"../{DAY}"]


@pytest.mark.parametrize(
    ("text", "day", "place"),
    [
        (
            "Carl Bildt l'a redit mardi à son retour de Rome, où il avait eu un échange avec Franco Frattini.",
            f"../{DAY}",
            "Rome",
        ),
        ("L'idée a été relancée mardi à Rome, où Carl Bildt avait vu Franco Frattini.", "2012-02-28", "Rome"),
        ("Le ministre a vu Carl Bildt à Rome ; le 2 mars, Carl Bildt a vu Franco Frattini.", "2012-03-02", None),
    ],
)
def test_the_day_and_place_of_another_clause(text: str, day: str, place: str | None) -> None:
    record = record_of((DAY, text))
    named = ({name_of(record, p.actor) for p in c.participants} for c in record.contacts)
    contact = next(c for c, names in zip(record.contacts, named, strict=True) if "Franco Frattini" in names)
    assert (contact.when.value, contact.place.name.fr if contact.place else None) == (day, place)


def test_a_stay_beside_a_deed_is_not_its_place() -> None:
    record = record_of((DAY, "Carl Bildt a dénoncé « un échec cinglant » de Franco Frattini, alors en visite à Rome."))
    assert [e.place for e in record.events if e.event_type == "ACCUSE"] == [None]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Le sommet de Paris « de soutien aux réfugiés » s'est ouvert devant Angela Merkel.", []),
        ("Angela Merkel signera mercredi le traité « 2 + 4 ».", []),
        (
            "Franco Frattini a abondé dans ce sens, tandis qu'Angela Merkel réclamait une trêve « immédiate ».",
            ["Angela Merkel"],
        ),
        (
            "Angela Merkel, que ses rivaux accusent de naïveté, s'est félicitée d'« un accord historique ».",
            ["Angela Merkel"],
        ),
    ],
)
def test_words_that_are_somebody_elses_or_nobodys(text: str, said: list[str]) -> None:
    assert speakers_of(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "Angela Merkel exige la démission du ministre ou, à défaut, un nouveau scrutin.",
        "La Suède propose en contrepartie de relever les soldats norvégiens.",
        "Entre la guerre et un contrôle insuffisant faute de coopération, la Suède exige un vote.",
    ],
)
def test_words_that_are_no_condition(text: str) -> None:
    assert [p.condition for p in record_of((DAY, text)).positions] == [None]


def test_a_refusal_to_say_is_none_to_meet() -> None:
    record = record_of((DAY, "Carl Bildt a refusé de dire si une nouvelle rencontre était prévue."))
    assert (record.positions, record.events) == ((), ())


def test_tuesday_of_an_unknown_week_is_no_thursday() -> None:
    told = [
        ("2012-03", "Des diplomates suédois, chiliens et russes tenaient mardi des consultations à Moscou."),
        ("2012-03-09", "Vladimir Poutine a accordé une audience à Carl Bildt à Moscou le 8 mars."),
    ]
    found = []
    for day, text in told:
        published = Published(value=day, basis="metadata")
        document = Document(id=make_id("doc", text), uri="t", text=text, language="fr", published=published)
        reading = make_reader().read(analyse_text(document, pack=load_pack("fr")))
        found += accounts_of(reading, published, {a.id: a for a in reading.actors})
    talks, audience = found
    assert compare(talks, audience).blocked
    assert talks.days[0] <= audience.days[0] <= talks.days[1]


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("Patrice Talon, dépêché jeudi par la Cédéao, n'a pu se rendre à Niamey.", ["denied"]),
        ("Patrice Talon n'a pu que recevoir Macky Sall.", ["held"]),
        ("Patrice Talon devait voir Macky Sall, avant de gagner Pékin.", ["planned", "planned"]),
        ("Patrice Talon a vu Macky Sall, avant de gagner Pékin.", ["held", "held"]),
        ("Patrice Talon et la ministre Hilda Solis sont partis. Macky Sall a appelé les deux hommes lundi.", []),
        ("Patrice Talon et Faure Gnassingbé sont partis. Macky Sall a appelé les deux hommes lundi.", ["held", "held"]),
    ],
)
def test_what_was_not_held(text: str, statuses: list[str]) -> None:
    assert [status for status, _ in contacts_of(text)] == statuses


def test_a_match_is_no_assault() -> None:
    record = record_of((DAY, "En football, les Éléphants affronteront le Mali. Le Tchad affronte le Soudan."))
    assert [[name_of(record, a) for a in e.actor] for e in record.events] == [["Tchad"]]


def test_who_believes_to_know() -> None:
    text = "Vladimir Poutine se tait. Il aurait quitté la capitale, croit savoir une agence."
    assert speakers_of(text) == ["une agence"]


def test_a_commission_of_another_kind() -> None:
    text = "L'Union européenne attend. La Commission électorale exige un report. La Commission salue le vote."
    record = record_of((DAY, text))
    holders = [name_of(record, p.holder) for p in record.positions if p.stance == "demand"]
    assert "Commission européenne" not in holders


def test_a_name_after_dit_says_nothing() -> None:
    text = "Juan Manuel Santos a serré la main du chef rebelle Rodrigo Londoño, dit Timochenko."
    assert not record_of((DAY, text)).statements


def test_selon_lui_in_a_relative_is_whose_sentence_it_is() -> None:
    text = (
        "« La guerre est finie », a lancé Rodrigo Londoño. Alvaro Uribe a dénoncé un texte qui, selon lui, « blesse la "
        "paix ». Il menace de faire campagne pour le non."
    )
    record = record_of((DAY, text))
    said = {q.text: name_of(record, s.speaker) for s in record.statements for q in s.quoted}
    assert said == {"La guerre est finie": "Rodrigo Londoño", "blesse la paix": "Alvaro Uribe"}
    threats = [p for p in record.positions if p.stance == "threat"]
    assert {name_of(record, p.holder) for p in threats} <= {"Alvaro Uribe"}


def test_moscow_was_the_soviet_union() -> None:
    for day, state in (("1978-07-18", "Union soviétique"), ("1994-07-18", "Russie")):
        record = record_of((day, "Moscou exige le retrait des troupes."))
        assert {name_of(record, p.holder) for p in record.positions} == {state}


def test_who_is_hit_by_sanctions_is_not_attacked() -> None:
    record = record_of(
        (DAY, "Vladimir Poutine, frappé mercredi de nouvelles sanctions américaines, a réuni ses alliés.")
    )
    assert "ASSAULT" not in {e.event_type for e in record.events}


def test_what_is_denied_over_an_adverb_was_not_done() -> None:
    record = record_of((DAY, "Sergueï Lavrov dément toutefois que l'Iran ait refusé cette offre."))
    assert "refusal" not in {p.stance for p in record.positions}
    assert {name_of(record, a) for e in record.events for a in e.actor} == {"Sergueï Lavrov"}


def test_where_one_spoke_is_not_to_whom() -> None:
    record = record_of((DAY, "Sergueï Lavrov a dit à Tunis qu'il n'appliquerait pas l'accord."))
    assert [p.addressee for p in record.positions] == [()]


def test_where_one_accused_is_not_of_what() -> None:
    text = "A Jérusalem, Naftali Bennett a imputé ce « fiasco » à Benyamin Nétanyahou."
    record = record_of((DAY, text))
    words = [text[s.start : s.end] for p in record.positions for s in p.content]
    assert words
    assert not any("Jérusalem" in w for w in words)


def test_planes_of_food_are_no_weapons() -> None:
    record = record_of((DAY, "L'Iran a envoyé cinq avions de vivres. La Russie a envoyé six avions de combat."))
    assert [f.quantity.low for f in record.figures if f.what == "weapons"] == [6]


def test_whose_release_is_demanded_is_not_asked_for_it() -> None:
    told = "Emmanuel Macron a exigé la libération de Benyamin Nétanyahou."
    record = record_of((DAY, told))
    assert [(p.stance, p.addressee) for p in record.positions] == [("demand", ())]
    record = record_of((DAY, "Emmanuel Macron a exigé de l'Iran la libération de Benyamin Nétanyahou."))
    assert [name_of(record, a) for p in record.positions for a in p.addressee] == ["Iran"]


@pytest.mark.parametrize(
    ("text", "holders"),
    [
        ("La Chine a bloqué un texte français exigeant la libération des otages.", {"France"}),
        ("Riyad a ignoré un appel de l'Iran réclamant des excuses.", {"Iran"}),
        ("L'Algérie a reçu jeudi Angela Merkel, réclamant des excuses.", {"Algérie"}),
    ],
)
def test_a_text_demands_what_it_says_and_not_who_blocks_it(text: str, holders: set[str]) -> None:
    record = record_of((DAY, text))
    assert {name_of(record, p.holder) for p in record.positions if p.stance == "demand"} == holders
    assert {name_of(record, s.speaker) for s in record.statements} <= holders


@pytest.mark.parametrize(
    "text",
    [
        "Soudan : la « dernière chance » de Djeddah\nLes combats ont repris mardi.",
        "Gaza : du « plan Biden » à l'impasse\nLes combats ont repris mardi.",
        "Irlande du Nord : de la « trêve complète » à l'accord",
    ],
)
def test_a_place_before_a_colon_says_nothing(text: str) -> None:
    assert speakers_of(text) == []


def test_what_a_person_says_after_a_colon_is_said() -> None:
    assert speakers_of("Emmanuel Macron : pas de « naïveté » face à Pékin") == ["Emmanuel Macron"]


def test_a_source_vouches_for_the_aside_that_it_closes_alone() -> None:
    text = "Le président Bouteflika, hospitalisé à Genève selon une chaîne suisse, n'a fait aucune apparition."
    record = record_of(("2019-03-01", text))
    assert not any("apparition" in c.text for s in record.statements for c in s.content)


def test_an_office_is_not_whom_its_own_sentence_names_beside_it() -> None:
    text = (
        "Entretien avec M. Ebrahim Raïssi, Président de la République islamique d'Iran. Le Président de la République "
        "s'est entretenu ce jour avec M. Ebrahim Raïssi. Le Président de la République a exigé une trêve."
    )
    record = record_of(("2022-09-20", text))
    assert "Ebrahim Raïssi" not in {name_of(record, s.speaker) for s in record.statements}
    assert "Ebrahim Raïssi" not in {name_of(record, p.holder) for p in record.positions}


@pytest.mark.parametrize(
    "text",
    [
        "« Rien n'avancera tant que l'Iran ne libérera pas les otages », a prévenu Emmanuel Macron.",
        "« Pas de trêve avant que le Hamas ne libère les otages », a dit Benyamin Nétanyahou.",
        "Kiev maintiendra la loi martiale jusqu'à ce que Moscou retire ses troupes.",
    ],
)
def test_what_is_waited_for_is_neither_done_nor_refused(text: str) -> None:
    record = record_of((DAY, text))
    assert {e.assertion for e in record.events if e.event_type == "RETREAT"} == {"hypothetical"}


def test_what_may_be_waited_for_is_still_a_condition() -> None:
    text = "« Rien n'avancera tant que l'Iran ne libérera pas les otages », a prévenu Emmanuel Macron."
    assert [p.stance for p in record_of((DAY, text)).positions] == ["condition"]


def test_who_tells_of_others_denies_nothing_of_his_own() -> None:
    text = "Le Hezbollah, qui n'est pas partie aux discussions, respectera la pause, croit savoir la chaîne Al-Jazira."
    assert record_of((DAY, text)).positions == ()


def test_a_king_is_not_his_country() -> None:
    text = "Le roi Hussein de Jordanie a reçu Yitzhak Rabin. La Jordanie a renoncé à réclamer le retour des réfugiés."
    record = record_of(("1994-10-18", text))
    assert {name_of(record, a) for e in record.events if e.event_type == "CONCEDE" for a in e.actor} == {"Jordanie"}
