"""The day of a contact: shared with a report, measured from another day, the same as that of the contact before it."""

from __future__ import annotations

import pytest

from pourparlers.drafts import ContactDraft
from pourparlers.extract.read import Reader
from pourparlers.ids import make_id
from pourparlers.merge.build import build_record
from pourparlers.types import Document, Published

OSLO = "Emmanuel Macron a salué mercredi la trêve"


def days(reader: Reader, text: str, published: str = "2022-02-10") -> list[str | None]:
    """The days of the contacts that `text` tells, in the order in which it tells them."""
    document = Document(
        id=make_id("doc", text), uri="test", text=text, language="fr",
        published=Published(value=published, basis="metadata"),
    )  # fmt: skip
    reading = reader.read(document)
    record = build_record([reading], program="x", pack="p", knowledge="k")
    when = {a.id: a.when.value for c in record.contacts for a in c.accounts}

    def place(draft: ContactDraft) -> int:
        return draft.fact.evidence[0].start

    return [when[d.fact.id] for d in sorted(reading.contacts, key=place)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # the day of a contact is also that of what is reported of it
        ("Emmanuel Macron avait vu Olaf Scholz le 26 janvier à Bonn et lui avait promis son aide.", ["2022-01-26"]),
        ("Emmanuel Macron avait appelé Olaf Scholz le 26 janvier, jour de l'annonce du plan.", ["2022-01-26"]),
        # the day of words goes on to a contact only where somebody is named who takes part
        ("L'Élysée a indiqué mardi que le budget baisserait. Joe Biden a vu Olaf Scholz.", ["../2022-02-10"]),
        ("Olaf Scholz a indiqué mardi que le budget baisserait. Joe Biden a vu le chancelier.", ["2022-02-08"]),
        # the noun of a contact that somebody had goes on like the verb, one that is told of only does not
        ("Joe Biden a vu mardi Mario Draghi. Il a eu un entretien avec Olaf Scholz.", ["2022-02-08", "2022-02-08"]),
        (
            "Joe Biden a reçu mardi Mario Draghi. Il s'est entretenu en tête-à-tête avec Olaf Scholz.",
            ["2022-02-08", "2022-02-08"],
        ),
        (
            "Samedi, Ankara avait démenti. « Nous n'y sommes pour rien », avait dit Recep Tayyip Erdogan. Il avait "
            "reçu Olaf Scholz.",
            ["2022-02-05"],
        ),
        # measured from the day of the main clause, or from a dated event
        (
            "Au lendemain d'un entretien avec Olaf Scholz, Joe Biden est arrivé mardi à Rome.",
            ["2022-02-07", "2022-02-08"],
        ),
        (
            "Joe Biden a rencontré mardi à Genève Vladimir Poutine, trois jours après avoir participé au sommet du "
            "G7 en Cornouailles.",
            ["2022-02-08", "2022-02-05"],
        ),
        ("Deux jours avant le vote du 26 janvier, Joe Biden avait reçu Olaf Scholz.", ["2022-01-24"]),
        ("Quelques jours avant le sommet du 26 janvier, Joe Biden avait reçu Olaf Scholz.", ["../2022-02-10"]),
        # a break before, and a clause beside
        ("Les pourparlers entre Kiev et Moscou, rompus en janvier, ont repris mardi à Lima.", ["2022-02-08"]),
        (
            "Joe Biden a reçu mardi Olaf Scholz. Pendant ce temps, Kamala Harris recevait Mario Draghi.",
            ["2022-02-08", "2022-02-08"],
        ),
        ("Joe Biden recevait de son côté Olaf Scholz. Mardi, il a plu.", ["../2022-02-10"]),
        # a length of time opens a further contact with its day
        (
            "Joe Biden a passé lundi deux heures avec Olaf Scholz et trois heures, mardi matin, avec Mario Draghi.",
            ["2022-02-07", "2022-02-08"],
        ),
        # "la veille" of what was over before goes on from its day
        (
            "Joe Biden est arrivé mercredi à Rome. Le 4 février, il avait reçu Olaf Scholz. Il avait vu la veille "
            "Mario Draghi.",
            ["2022-02-09", "2022-02-04", "2022-02-03"],
        ),
        # announced for a day, or put off from it
        ("La visite d'Olaf Scholz à Rome, annoncée pour lundi, a été confirmée mercredi.", ["2022-02-14"]),
        ("L'entretien entre Joe Biden et Olaf Scholz, prévu le 14 février, est reporté sine die.", ["2022-02-14"]),
        ("L'entretien entre Joe Biden et Olaf Scholz, prévu le 14 février, est reporté au 20 février.", ["2022-02-20"]),
        ("Joe Biden a reporté mardi son entretien avec Olaf Scholz.", [None]),
        # the day on which one agreed to it, not its own
        ("Joe Biden a accepté mardi de rencontrer Olaf Scholz.", [None]),
        ("Joe Biden devait mardi rencontrer Olaf Scholz.", ["2022-02-08"]),
        # what goes on since a day is not on that of an arrival beside it
        (
            "Joe Biden est arrivé mardi à Rome, où Olaf Scholz et Mario Draghi négocient depuis lundi.",
            ["2022-02-08", None],
        ),
        ("Mardi, Joe Biden s'est entretenu depuis Rome avec Olaf Scholz.", ["2022-02-08"]),
        # the agent of the main verb is not that of the participle before it
        (
            "Reçu mardi à l'Élysée par Emmanuel Macron, Olaf Scholz a été accueilli mercredi par Mario Draghi.",
            ["2022-02-08", "2022-02-09"],
        ),
        # a day of the month that was told before
        (
            "Joe Biden a vu Mario Draghi le 3 février. Il verra Olaf Scholz le 20 du même mois.",
            ["2022-02-03", "2022-02-20"],
        ),
        # but not where the report alone has it
        ("Emmanuel Macron, qui a vu Olaf Scholz, a promis mardi son aide.", ["../2022-02-10"]),
        # a day that opens its clause
        ("Emmanuel Macron court l'Europe pour plaider sa cause : mardi, il a vu Olaf Scholz.", ["2022-02-08"]),
        (
            "Mardi, Emmanuel Macron a vu Olaf Scholz à Berlin, samedi il verra Mario Draghi.",
            ["2022-02-08", "2022-02-12"],
        ),
        # from weekday to weekday
        ("Emmanuel Macron et Olaf Scholz se retrouveront, de lundi à mercredi, à Bonn.", ["2022-02-14/2022-02-16"]),
        # measured from the day of its sentence
        (f"{OSLO}, au lendemain d'un entretien avec Olaf Scholz.", ["2022-02-08"]),
        (f"{OSLO}, à la veille d'une rencontre avec Olaf Scholz.", ["2022-02-10"]),
        (f"{OSLO}, deux jours après une rencontre avec Olaf Scholz.", ["2022-02-07"]),
        (f"{OSLO}, à trois jours d'un sommet avec Olaf Scholz.", ["2022-02-12"]),
        # no whole number of days, or no day to measure from
        (f"{OSLO}, moins de deux jours après une rencontre avec Olaf Scholz.", ["../2022-02-10"]),
        (f"{OSLO}, deux semaines après une rencontre avec Olaf Scholz.", ["../2022-02-10"]),
        ("Emmanuel Macron a salué la trêve, au lendemain d'un entretien avec Olaf Scholz.", ["../2022-02-10"]),
        # on the day of the clause that the one behind its colon explains
        ("Le ton est monté d'un cran mardi : Olaf Scholz a reçu Emmanuel Macron à Berlin.", ["2022-02-08"]),
        ("Mardi, il est venu à bout de l'affaire ; Olaf Scholz avait reçu Emmanuel Macron.", ["../2022-02-10"]),
        # and not on that of the one behind it
        ("Emmanuel Macron a vu Olaf Scholz : Londres, parti en 2020, n'a plus de siège.", ["../2022-02-10"]),
        ("Emmanuel Macron a vu Olaf Scholz : Londres est sorti en 2020 du marché.", ["../2022-02-10"]),
        ("Emmanuel Macron a vu Olaf Scholz : lundi, à Nice, où il était arrivé samedi.", ["2022-02-07"]),
        # not on that of its announcement
        ("La réunion entre Emmanuel Macron et Olaf Scholz, annoncée lundi, a eu lieu à Nice.", ["../2022-02-10"]),
        ("La réunion entre Emmanuel Macron et Olaf Scholz annoncée lundi aura lieu mardi à Nice.", ["2022-02-15"]),
        # a journey on that of the reception that it led to
        ("Antony Blinken avait été dépêché à Paris, où Emmanuel Macron l'avait reçu le 5 février.", ["2022-02-05"] * 2),
        # while the clause goes on
        ("« Nous aiderons », a promis mercredi Emmanuel Macron en recevant Olaf Scholz à Paris.", ["2022-02-09"]),
        # of the news, which follows it
        (
            "Emmanuel Macron a proposé mardi une trêve. L'annonce intervient au lendemain d'un appel de Joe Biden à "
            "Vladimir Poutine.",
            ["2022-02-07"],
        ),
        # behind a bound that has its own time, on no day of a relative, on none of the next stop
        (
            "Emmanuel Macron et Olaf Scholz se sont vus pour la première fois depuis mai, mardi soir, à Nice.",
            ["2022-02-08"],
        ),
        ("La veille du sommet, qui s'est ouvert mardi, Emmanuel Macron avait reçu Olaf Scholz.", ["../2022-02-10"]),
        (
            "Emmanuel Macron ira samedi à Berlin, où il sera reçu par Olaf Scholz, et le lendemain à Rome.",
            ["2022-02-12"] * 2,
        ),
        (
            "Emmanuel Macron s'est entretenu mardi avec Olaf Scholz et, dans la journée de mercredi, avec Joe Biden.",
            ["2022-02-08", "2022-02-09"],
        ),
        ("Emmanuel Macron a reçu George W. Bush mardi à Nice.", ["2022-02-08"]),
        # on the day on which the past of the story goes on
        ("Samedi, Paris avait démenti. Emmanuel Macron avait appelé Olaf Scholz.", ["2022-02-05"]),
        ("Samedi, Paris avait démenti. Emmanuel Macron a appelé Olaf Scholz.", ["../2022-02-10"]),
        ("Samedi, Paris avait démenti.\n\nEmmanuel Macron avait appelé Olaf Scholz.", ["../2022-02-10"]),
        # a stretch of days is no mark of what stands before it
        ("Emmanuel Macron accueille Olaf Scholz du 19 au 21 février à Nice.", ["2022-02-19/2022-02-21"]),
        # the new month of what is put off, told before the old day
        (
            "Paris a repoussé à mars la session de négociations avec Berlin qui devait s'ouvrir le 12 février.",
            ["2022-03"],
        ),
        # on the day of the contact just told
        (
            "Emmanuel Macron a reçu Olaf Scholz mercredi. Plus tôt dans la journée, il avait vu Mario Draghi.",
            ["2022-02-09", "2022-02-09"],
        ),
        (
            "Emmanuel Macron a reçu Olaf Scholz mercredi. Deux heures plus tôt, il avait vu Mario Draghi.",
            ["2022-02-09", "2022-02-09"],
        ),
        (
            "Emmanuel Macron a reçu Olaf Scholz mercredi. Peu avant, Boris Johnson avait vu Mario Draghi.",
            ["2022-02-09", "../2022-02-10"],
        ),
    ],
)
def test_the_day_of_a_contact(reader: Reader, text: str, told: list[str | None]) -> None:
    assert days(reader, text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # so many days after something that bears its day, there or where it was named before
        ("Trois jours après l'attentat du 2 février, Emmanuel Macron a appelé Olaf Scholz.", ["2022-02-05"]),
        ("Emmanuel Macron a appelé Olaf Scholz trois jours après l'attentat du 2 février.", ["2022-02-05"]),
        ("Au lendemain du vote du 2 février, Emmanuel Macron a reçu Olaf Scholz à Nice.", ["2022-02-03"]),
        ("La veille du scrutin du 2 février, Emmanuel Macron avait appelé Olaf Scholz.", ["2022-02-01"]),
        (
            "L'attentat du 2 février a tout arrêté. Deux jours après l'attentat, Emmanuel Macron a reçu Olaf Scholz.",
            ["2022-02-04"],
        ),
        # "depuis" bounds what was so since, not the meeting since which it was so
        (
            "Emmanuel Macron et Olaf Scholz ne se sont plus parlé depuis leur tête-à-tête du 2 février à Nice.",
            ["2022-02-02"],
        ),
        # of something without a day, whatever day was told before
        (
            "Le vote a eu lieu le 2 février à Bonn. Au lendemain de l'attentat, Emmanuel Macron a appelé Olaf Scholz.",
            ["../2022-02-10"],
        ),
        # a day of its own stands
        ("Emmanuel Macron a reçu Olaf Scholz mardi à Nice, au lendemain du vote.", ["2022-02-08"]),
        # "la veille" counts from the day of the main clause that follows, whatever was told before
        ("Emmanuel Macron, qui avait appelé la veille Olaf Scholz, a exclu mardi tout retrait.", ["2022-02-07"]),
        (
            "Lundi, Paris avait protesté. Emmanuel Macron, qui avait appelé la veille Olaf Scholz, a exclu mercredi "
            "tout retrait.",
            ["2022-02-08"],
        ),
        ("Après avoir reçu la veille Olaf Scholz, Emmanuel Macron s'est tu mardi.", ["2022-02-07"]),
        (
            "Mardi, Emmanuel Macron, qui avait appelé la veille Olaf Scholz, a jugé l'accord proche.",
            ["2022-02-07"],
        ),
        (
            "Cinq jours après son entretien avec Mario Draghi, le 2 février, Emmanuel Macron a vu Olaf Scholz à Nice.",
            ["2022-02-02", "2022-02-07"],
        ),
        # the day that opens a sentence is that of its main clause, whatever a relative tells
        ("Mardi, Emmanuel Macron, dont le pays préside l'Union, a reçu Olaf Scholz à Nice.", ["2022-02-08"]),
        (
            "Mardi, Emmanuel Macron, qui avait appelé la veille Mario Draghi, a reçu Olaf Scholz à Nice.",
            ["2022-02-07", "2022-02-08"],
        ),
        # what was over before it is not of that day, nor is a plan of the day of a participle beside it
        (
            "Le 2 février, Emmanuel Macron, qui avait vu Mario Draghi, recevait Olaf Scholz à Nice.",
            ["../2022-02-10", "2022-02-02"],
        ),
        ("Condamné lundi à Lyon, Emmanuel Macron a demandé à rencontrer Olaf Scholz.", [None]),
        ("Arrivé lundi à Nice, Emmanuel Macron y a rencontré Olaf Scholz.", ["2022-02-07"]),
        ("Emmanuel Macron s'est dit prêt lundi à rencontrer Olaf Scholz.", [None]),
        # the day on which it took place, not that for which it was planned
        ("La réunion entre Paris et Berlin, initialement prévue lundi, aura lieu mercredi à Nice.", ["2022-02-16"]),
        ("La réunion entre Paris et Berlin prévue lundi a finalement eu lieu mercredi à Nice.", ["2022-02-09"]),
        ("La réunion entre Paris et Berlin, prévue lundi à Nice, a inquiété mercredi Varsovie.", ["2022-02-14"]),
        # what is foreseen for a day is not said on it
        ("Un sommet entre Emmanuel Macron et Olaf Scholz est prévu lundi à Nice.", ["2022-02-14"]),
        (
            "Le sommet entre Emmanuel Macron et Olaf Scholz, qui devait s'ouvrir demain, est repoussé aux 21 et 22 "
            "février.",
            ["2022-02-21/2022-02-22"],
        ),
    ],
)
def test_a_day_counted_from_another(reader: Reader, text: str, told: list[str | None]) -> None:
    assert days(reader, text) == told
