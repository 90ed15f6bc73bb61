"""Talks told without their parties, and sides that only common words name. Made-up sentences on public events."""

from __future__ import annotations

import pytest

from pourparlers.extract.read import Reader
from pourparlers.ids import make_id
from pourparlers.types import Document, Published


def told(reader: Reader, text: str) -> list[str]:
    """Kind, status, parties by name, place and day's words of each contact of `text`."""
    published = Published(value="2020-09-14", basis="metadata")
    reading = reader.read(Document(id=make_id("doc", text), uri="t", text=text, language="fr", published=published))
    names = {a.id: a.name.fr for a in reading.actors}
    return [
        f"{c.fact.kind} {c.fact.status}: {', '.join(names[p.actor] for p in c.fact.participants)}"
        + (f" @ {c.fact.place.name.fr}" if c.fact.place else "")
        + (f" # {reading.times[c.time].text}" if c.time is not None else "")
        for c in reading.contacts
    ]


DOHA = "Le gouvernement afghan et les talibans ont ouvert samedi à Doha des pourparlers de paix. "
OPENED = "talks held: gouvernement afghan, talibans @ Doha # samedi"


@pytest.mark.parametrize(
    ("after", "contact"),
    [
        ("Les pourparlers sont à l'arrêt. Ils reprendront mercredi à Oslo.",
         "talks planned: gouvernement afghan, talibans @ Oslo # mercredi"),
        ("La reprise est fixée au 26 septembre.", "talks planned: gouvernement afghan, talibans # 26 septembre"),
        ("Les négociateurs se retrouveront lundi.", "meeting planned: gouvernement afghan, talibans # lundi"),
        ("Les équipes de négociateurs doivent s'asseoir à la même table mardi.",
         "talks planned: gouvernement afghan, talibans # mardi"),
    ],
)  # fmt: skip
def test_talks_that_go_on_are_a_further_sitting_of_those_who_sat(reader: Reader, after: str, contact: str) -> None:
    assert told(reader, DOHA + after) == [OPENED, contact]


def test_each_of_several_sittings_has_its_own_day(reader: Reader) -> None:
    text = "L'Éthiopie et la Somalie négocient. Deux sessions, en mai puis en juin, avaient échoué."
    assert told(reader, text)[1:] == ["talks held: Éthiopie, Somalie # mai", "talks held: Éthiopie, Somalie # juin"]


@pytest.mark.parametrize(
    ("after", "contact"),
    [
        ("Un dîner a suivi.", "meeting held: Ronald Reagan, Mikhaïl Gorbatchev @ Genève # mardi"),
        ("L'entretien a été suivi d'un déjeuner de travail.",
         "meeting held: Ronald Reagan, Mikhaïl Gorbatchev @ Genève # mardi"),
        ("Le dîner prévu a été annulé.", "meeting cancelled: Ronald Reagan, Mikhaïl Gorbatchev"),
        ("Ce tête-à-tête, le premier entre un président américain et un dirigeant soviétique, a duré deux heures.",
         "meeting held: Ronald Reagan, Mikhaïl Gorbatchev @ Genève # mardi"),
    ],
)  # fmt: skip
def test_what_came_after_a_contact_was_of_the_same_people(reader: Reader, after: str, contact: str) -> None:
    text = "Ronald Reagan et Mikhaïl Gorbatchev se sont rencontrés mardi à Genève. "
    assert told(reader, text + after)[1:] == [contact]


@pytest.mark.parametrize(
    ("text", "contact"),
    [
        ("Une mission de la Cédéao a été reçue samedi à Kati par la junte.",
         "meeting held: Communauté économique des États de l'Afrique de l'Ouest, la junte @ Kati # samedi"),
        ("Goodluck Jonathan a rencontré samedi à Bamako les militaires au pouvoir.",
         "meeting held: Goodluck Jonathan, militaires @ Bamako # samedi"),
        ("Recep Tayyip Erdogan a reçu mercredi la délégation de l'opposition.",
         "meeting held: Recep Tayyip Erdogan, opposition turque # mercredi"),
        ("Les émissaires de l'armée et des Forces de soutien rapide ont entamé samedi à Djeddah des discussions.",
         "talks held: l'armée, Forces de soutien rapide @ Djeddah # samedi"),
        ("Les émissaires de Kiev et des séparatistes ont siégé quatre heures mardi à Minsk.",
         "talks held: Ukraine, séparatistes @ Minsk # mardi"),
        ("Nicolas Sarkozy a reçu mercredi à l'Elysée une délégation du Conseil national syrien.",
         "meeting held: Nicolas Sarkozy, Conseil national syrien @ Paris # mercredi"),
        ("Le comité ministériel de la Ligue arabe se réunira jeudi au Caire.",
         "meeting planned: Ligue arabe @ Le Caire # jeudi"),
        ("Arménie-Azerbaïdjan : reprise des pourparlers\nLes négociations ont repris jeudi à Vienne.",
         "talks held: Arménie, Azerbaïdjan @ Vienne # jeudi"),
        ("La conférence de Genève, qui réunit Israël, l'Égypte et la Jordanie, s'est ouverte vendredi.",
         "summit held: Israël, Égypte, Jordanie # vendredi"),
        ("Une poignée de main a été échangée lundi à Madrid entre Recep Tayyip Erdogan et Sauli Niinistö.",
         "meeting held: Recep Tayyip Erdogan, Sauli Niinistö @ Madrid # lundi"),
        ("John Kerry et Sergueï Lavrov se sont donné rendez-vous jeudi à Genève.",
         "meeting planned: John Kerry, Sergueï Lavrov @ Genève # jeudi"),
    ],
)  # fmt: skip
def test_sides_that_common_words_name_meet_too(reader: Reader, text: str, contact: str) -> None:
    assert told(reader, text) == [contact]


@pytest.mark.parametrize(
    "text",
    [
        "Emmanuel Macron a regretté l'opposition de Berlin à l'accord.",
        "Emmanuel Macron a rencontré mardi une délégation du Sénat de passage à Berlin.",
        "Le PIB a chuté. La reprise est prévue en octobre.",
        "Les négociations piétinent. Les négociateurs afghans ont quitté Doha. Ils reprendront la route lundi.",
        "Le scrutin est prévu mardi. Il se tiendra à Doha.",
        "Le discours a duré une heure. Un dîner a suivi à Doha.",
        "La ligne de contact a bougé mardi près de Donetsk entre Russes et Ukrainiens.",
        "Guinée-Bissau : reprise des négociations\nLes négociations ont repris jeudi à Bissau.",
        "Téhéran et Washington : la coupe en direct\nLes négociations ont repris jeudi à Mascate.",
        "Russes et Américains se sont donné rendez-vous la semaine prochaine.",
        "Le gouvernement afghan craint les talibans. La mission des négociateurs se terminera lundi.",
    ],
)
def test_what_names_no_side_makes_no_contact(reader: Reader, text: str) -> None:
    assert told(reader, text) == []


@pytest.mark.parametrize(
    ("text", "contact"),
    [
        ("John Kerry et Sergueï Lavrov se sont mis d'accord. La rencontre a duré deux heures à Genève.",
         "meeting held: John Kerry, Sergueï Lavrov @ Genève"),
        ("Boris Eltsine, Leonid Kravtchouk et Stanislaw Chouchkevitch ont proclamé la fin de l'Union. La réunion s'est "
         "tenue dans une datcha.", "meeting held: Boris Eltsine, Leonid Kravtchouk, Stanislaw Chouchkevitch"),
        ("John Kerry et Sergueï Lavrov ont trouvé un accord. Les discussions, entamées jeudi, ont été rudes.",
         "talks held: John Kerry, Sergueï Lavrov # jeudi"),
        ("Slobodan Milosevic a cédé. La rencontre avec Martti Ahtisaari et Viktor Tchernomyrdine a duré une heure.",
         "meeting held: Slobodan Milosevic, Martti Ahtisaari, Viktor Tchernomyrdine"),
        ("Au terme de plus de trois heures de conversation, Juan Manuel Santos et Hugo Chavez se sont tus à Lima.",
         "meeting held: Juan Manuel Santos, Hugo Chavez @ Lima"),
        ("Rome : John Kerry reçu jeudi par Giuseppe Conte", "meeting held: John Kerry, Giuseppe Conte @ Rome # jeudi"),
        ("George Bush a rencontré mardi à Charm el-Cheikh cinq dirigeants arabes.",
         "meeting held: George W. Bush, cinq dirigeants arabes @ Charm el-Cheikh # mardi"),
        ("Le sommet intercoréen s'est tenu vendredi à Panmunjom.",
         "summit held: Corée du Nord, Corée du Sud @ Panmunjom # vendredi"),
        ("La première séance, en format restreint, avait réuni Joe Biden et Vladimir Poutine.",
         "meeting held: Joe Biden, Vladimir Poutine"),
        ("Une réunion du comité de suivi s'est tenue mardi à Bamako.",
         "meeting held: comité de suivi @ Bamako # mardi"),
    ],
)  # fmt: skip
def test_parties_stand_in_the_sentence_before_or_beside(reader: Reader, text: str, contact: str) -> None:
    assert told(reader, text) == [contact]


@pytest.mark.parametrize(
    ("after", "contact"),
    [
        ("La seconde rencontre aura lieu le 21 mai à Kassel.",
         "meeting planned: Willy Brandt, Willi Stoph @ Kassel # 21 mai"),
        ("Un second entretien aura lieu vendredi.", "meeting planned: Willy Brandt, Willi Stoph # vendredi"),
        ("Un dîner à trois avec Walter Scheel est prévu samedi.",
         "meeting planned: Walter Scheel, Willy Brandt, Willi Stoph # samedi"),
        ("Un dîner avec Walter Scheel est prévu samedi.", "meeting planned: Willy Brandt, Walter Scheel # samedi"),
    ],
)  # fmt: skip
def test_one_more_is_told_by_its_rank_or_by_how_many_sit(reader: Reader, after: str, contact: str) -> None:
    assert told(reader, "Willy Brandt et Willi Stoph se sont vus jeudi à Erfurt. " + after)[1:] == [contact]


@pytest.mark.parametrize(
    "text",
    [
        "Emmanuel Macron et Bruno Le Maire ont défendu la réforme. La rencontre est prévue jeudi à Berlin.",
        "Ariel Sharon s'est tu. Hosni Moubarak et Abdallah II les entouraient. La rencontre a duré une heure à Taba.",
        "Emmanuel Macron a promis un plan. Angela Merkel en doute. L'entretien de mardi n'a rien changé.",
        "« Angela Merkel et Emmanuel Macron ont tort », dit Boris Johnson. La rencontre est prévue jeudi à Berlin.",
        "Angela Merkel et Emmanuel Macron y pensent, comme Boris Johnson. La rencontre est prévue jeudi à Berlin.",
    ],
)
def test_of_two_who_are_not_alone_nobody_knows_who_met(reader: Reader, text: str) -> None:
    assert told(reader, text) == []
