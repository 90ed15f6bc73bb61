"""What stands beside a deed or a contact is none of it: how it is done, when, where, whose leader, which others."""

from __future__ import annotations

import pytest

from attributed import make_reader
from pourparlers.ids import make_id
from pourparlers.lang.pack import load_pack
from pourparlers.merge.build import build_record
from pourparlers.text.analyse import analyse_text
from pourparlers.types import Document, Published, Record

DAY = "2005-09-19"


def record_of(text: str, day: str = DAY) -> Record:
    published = Published(value=day, basis="metadata")
    document = Document(id=make_id("doc", text), uri="t", text=text, language="fr", published=published)
    reading = make_reader().read(analyse_text(document, pack=load_pack("fr")))
    return build_record([reading], program="t", pack="fr", knowledge="k")


def name_of(record: Record, actor: str | None) -> str:
    return next((a.name.fr for a in record.actors if a.id == actor), "")


def contacts_of(text: str, day: str = DAY) -> list[tuple[str, set[str]]]:
    record = record_of(text, day)
    return [(c.kind, {name_of(record, p.actor) for p in c.participants}) for c in record.contacts]


@pytest.mark.parametrize(
    "text",
    [
        "Le président Abdelaziz Bouteflika a appelé au téléphone Meles Zenawi.",
        "Condoleezza Rice a appelé lundi à New York ses homologues chinois et russe, Li Zhaoxing et Sergueï Lavrov.",
    ],
)
def test_a_telephone_call_asks_for_nothing(text: str) -> None:
    record = record_of(text)
    assert (record.positions, record.statements) == ((), ())


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Moshe Dayan a pour sa part plaidé pour un retrait.", "un retrait"),
        ("Le Chili a refusé tout net l'octroi d'un prêt au Pérou.", "l'octroi d'un prêt au Pérou"),
        ("La Chine a appelé la Corée du Nord au calme.", "au calme"),
    ],
)
def test_manner_is_no_matter(text: str, content: str) -> None:
    (position,) = record_of(text).positions
    assert position.content[0].text.removeprefix("pour ") in {content, content.removeprefix("un ")}


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Le président a rejeté le plan de la junte, dont le chef, Ousmane Traoré, a réclamé un délai.",
            "Ousmane Traoré",
        ),
        ("La junte, dont le chef, Ousmane Traoré, a pris la fuite, a réclamé un délai.", ""),
    ],
)
def test_whose_leader_asks(text: str, speaker: str) -> None:
    record = record_of(text)
    asked = [name_of(record, p.holder) for p in record.positions if p.stance == "demand"]
    assert asked == [speaker] if speaker else "Ousmane Traoré" not in asked


@pytest.mark.parametrize(
    ("text", "day", "kind", "parties"),
    [
        (
            "Jimmy Carter a reçu Ezer Weizman. Anouar el-Sadate s'était rendu à Jérusalem en novembre 1977. Depuis, "
            "les négociations entre les deux pays, ouvertes à Ismaïlia le jour de Noël, se sont enlisées.",
            "1978-09-13",
            "talks",
            {"Égypte", "Israël"},
        ),
        (
            "Éthiopie-Érythrée : la guerre reprend\n\nRichard Holbrooke avait rencontré Issayas Afeworki à Asmara. Les "
            "négociations entre les deux pays se sont ouvertes le 5 mai à Alger.",
            "2000-05-18",
            "talks",
            {"Éthiopie", "Érythrée"},
        ),
    ],
)
def test_countries_are_no_persons(text: str, day: str, kind: str, parties: set[str]) -> None:
    assert (kind, parties) in contacts_of(text, day)


def test_heads_of_state_are_no_ministers() -> None:
    text = (
        "À l'invitation de son homologue algérien, M. Ahmed Attaf, M. Jean-Noël Barrot s'est rendu à Alger dimanche. "
        "Cette visite suit celle du 31 mars, au cours de laquelle les deux chefs d'État étaient convenus d'un dialogue."
    )
    assert all(parties != {"Jean-Noël Barrot", "Ahmed Attaf"} for _, parties in contacts_of(text, "2025-04-06"))
    told = "Xi Jinping a reçu Vladimir Poutine lundi. Les deux chefs d'État se sont revus mardi à Pékin."
    assert all(p == {"Xi Jinping", "Vladimir Poutine"} for _, p in contacts_of(told, "2022-02-05"))


def test_leaders_of_a_region_are_not_those_named_last() -> None:
    told = "Jimmy Carter a reçu mardi Menahem Begin. Les deux dirigeants{} se sont parlé mercredi."
    region = contacts_of(told.format(" du Proche-Orient"), "1978-09-14")
    assert len(region) == 1
    assert len(contacts_of(told.format(""), "1978-09-14")) == 2


def test_talks_opened_long_ago_are_not_the_last_meeting() -> None:
    told = (
        "Bertie Ahern avait vu Tony Blair à Londres mercredi dernier. George Mitchell a fixé à jeudi le terme de ces "
        "discussions, {}."
    )
    assert len(contacts_of(told.format("commencées il y a vingt-deux mois"), "1998-04-07")) == 1


def test_who_acts_in_a_meeting_is_of_it() -> None:
    text = (
        "Christopher Hill a parlé à la presse. Il avait loué Kim Kye-gwan, devant le Chinois Wu Dawei ; lors d'un "
        "tête-à-tête, il avait refusé l'octroi d'un réacteur."
    )
    assert all(parties != {"Kim Kye-gwan", "Wu Dawei"} for _, parties in contacts_of(text))


def test_whom_an_unknown_president_means() -> None:
    told = (
        "Le porte-parole algérien, Redha Malek, salue la paix. Le président {} mardi à Rabat, où il a été reçu par {}."
    )
    assert contacts_of(told.format("du G.P.R.A. se trouvait", "Emmanuel Macron"), "2022-11-02") == []
    known = contacts_of(told.format("algérien se trouvait", "le roi Mohammed VI"), "2022-11-02")
    assert known == [("meeting", {"Abdelmadjid Tebboune", "Mohammed VI"})]


def test_le_premier_of_two_is_not_in_an_apposition() -> None:
    text = (
        "Redwan Hussein, le conseiller à la sécurité nationale du Premier ministre Abiy Ahmed, et Getachew Reda, le "
        "porte-parole des rebelles, ont signé. Ce dernier a concédé un recul. Le premier a appelé à éviter toute haine."
    )
    record = record_of(text, "2022-11-02")
    assert {name_of(record, p.holder) for p in record.positions} == {"Redwan Hussein"}


@pytest.mark.parametrize(
    ("text", "day", "named"),
    [
        ("L'Américain Christopher Hill est à Pékin. M. Hill a rejeté l'offre.", DAY, "Christopher Hill"),
        ("Le ministre australien est à Pékin. M. Hill a rejeté l'offre.", DAY, "Robert Hill"),
        (
            "Le président Leopoldo Galtieri a reçu Alexander Haig. Le général Galtieri a rejeté l'offre.",
            "1982-04-19",
            "Leopoldo Galtieri",
        ),
    ],
)
def test_a_family_name_is_of_whom_the_text_names(text: str, day: str, named: str) -> None:
    record = record_of(text, day)
    assert [name_of(record, p.holder) for p in record.positions] == [named]


@pytest.mark.parametrize(
    ("text", "stances"),
    [
        ("« Nous y avions fait les trois quarts du chemin », revendique un diplomate omanais.", []),
        ("Le Mali revendique un siège permanent.", ["demand"]),
        ("Pervez Musharraf a dit qu'il n'y aurait aucun progrès tant que l'Inde ne l'admettrait pas.", []),
        ("L'Inde n'admet pas ce texte.", ["refusal"]),
        ("Le roi a loué son allié, Panos Kammenos, hostile à tout nom comprenant le mot Macédoine.", []),
        ("La Grèce est hostile à tout nom comprenant le mot Macédoine.", ["refusal"]),
    ],
)
def test_what_takes_no_stance(text: str, stances: list[str]) -> None:
    found = [p for p in record_of(text).positions if p.stance in {"demand", "refusal"}]
    assert [p.stance for p in found] == stances


@pytest.mark.parametrize(
    ("text", "kind", "assertions"),
    [
        (
            "Salva Kiir a signé mercredi l'accord que Riek Machar avait paraphé lundi.",
            "AGREE",
            ["asserted", "asserted"],
        ),
        (
            "Nicolas Sarkozy a demandé à Hugo Chavez, joint jeudi au téléphone, de tout faire pour qu'Ingrid "
            "Betancourt soit libérée.",
            "RETREAT",
            ["hypothetical"],
        ),
        ("Ingrid Betancourt a été libérée.", "RETREAT", ["asserted"]),
    ],
)
def test_what_is_only_wished_is_not_done(text: str, kind: str, assertions: list[str]) -> None:
    assert [e.assertion for e in record_of(text).events if e.event_type == kind] == assertions


def test_whose_words_they_are() -> None:
    text = (
        "Le premier ministre Junichiro Koizumi n'a pas exclu de se rendre à Pyongyang, mais il n'en est « pas question "
        "dans l'immédiat », a corrigé son porte-parole Hiroyuki Hosoda."
    )
    record = record_of(text)
    assert {name_of(record, s.speaker) for s in record.statements if s.quoted} == {"Hiroyuki Hosoda"}


def test_a_country_before_the_colon_of_a_title_is_its_matter() -> None:
    told = "{} : Salva Kiir signe, avec « des réserves »\n\nLa paix est là."
    assert all(s.speaker is None for s in record_of(told.format("Soudan du Sud")).statements)


def test_their_session_of_three_is_of_three() -> None:
    text = "Jimmy Carter a vu Anouar el-Sadate et Menahem Begin. Leur séance à trois, jeudi dernier, a duré une heure."
    sat = [parties for _, parties in contacts_of(text, "1978-09-13")]
    assert all(len(parties) == 3 for parties in sat)
