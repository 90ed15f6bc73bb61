"""Contacts in plain constructions of the agencies that were missed once, and their near-misses."""

from __future__ import annotations

import pytest

from pourparlers.extract.read import Reader
from pourparlers.types import Document, Published


def contacts_of(text: str, day: str, reader: Reader) -> list[str]:
    """Each contact as "kind status parties @ place", its parties sorted."""
    published = Published(value=day, basis="metadata")
    reading = reader.read(Document(id="doc-test", uri="test", text=text, language="fr", published=published))
    facts = [c.fact for c in reading.contacts]
    names = {a.id: a.id if a.kind != "anonymous" else "people" for a in reading.actors}
    told = [(f"{f.kind} {f.status} {' '.join(sorted(names[p.actor] for p in f.participants))}", f.place) for f in facts]
    return [f"{words} @ {place.name.fr}" if place else words for words, place in told]


@pytest.mark.parametrize(
    ("day", "text", "wanted"),
    [
        # a stop on a journey, and its last or first talks
        (
            "2006-07-20",
            "Condoleezza Rice a fait halte mercredi au Caire.",
            ["visit held condoleezza-rice egy @ Le Caire"],
        ),
        (
            "2006-07-20",
            "C'est à Damas que Bernard Kouchner s'est rendu mardi.",
            ["visit held bernard-kouchner syr @ Damas"],
        ),
        (
            "2006-07-20",
            "Condoleezza Rice a entamé mardi à Jérusalem une tournée au Proche-Orient.",
            ["visit held condoleezza-rice isr @ Jérusalem"],
        ),
        (
            "2006-07-20",
            "Condoleezza Rice a achevé mercredi à Rome sa tournée européenne.",
            ["visit held condoleezza-rice ita @ Rome"],
        ),
        ("2006-07-20", "Bernard Kouchner a annulé mardi à Genève sa tournée.", []),
        (
            "2006-07-20",
            "Jeudi soir, au Kremlin, Jacques Chirac bouclait sa tournée par un entretien avec Vladimir Poutine.",
            ["meeting held jacques-chirac vladimir-putin @ Moscou"],
        ),
        # who signed, and before whose eyes
        (
            "2006-07-20",
            "L'accord a été paraphé samedi à Doha par Zalmay Khalilzad et le chef politique des talibans, "
            "le mollah Baradar.",
            ["meeting held abdul-ghani-baradar zalmay-khalilzad @ Doha"],
        ),
        ("2006-07-20", "L'accord a été salué samedi à Doha par Zalmay Khalilzad et le mollah Baradar.", []),
        ("2006-07-20", "Le décret a été signé samedi à Rome par Romano Prodi et Massimo D'Alema.", []),
        (
            "1998-10-24",
            "Benyamin Netanyahu et Yasser Arafat ont signé vendredi à la Maison Blanche, sous les yeux de Bill Clinton "
            "et du roi Hussein, un accord intérimaire.",
            ["meeting held benjamin-netanyahu bill-clinton hussein-of-jordan yasser-arafat @ Washington"],
        ),
        # those in whose presence it was, around whom, at what table
        (
            "1991-10-31",
            "La conférence de Madrid s'est ouverte mercredi en présence de George Bush et de Mikhaïl Gorbatchev.",
            ["summit held george-h-w-bush mikhail-gorbachev @ Madrid"],
        ),
        (
            "2003-06-05",
            "Réunis mercredi à Aqaba autour du roi Abdallah II, George W. Bush, Ariel Sharon et Mahmoud Abbas se sont "
            "engagés à appliquer la feuille de route.",
            ["meeting held abdullah-ii-of-jordan ariel-sharon george-w-bush mahmoud-abbas @ Aqaba"],
        ),
        (
            "2006-07-20",
            "Autour de la table, mardi à Berlin : Angela Merkel, Jacques Chirac et Vladimir Poutine.",
            ["meeting held angela-merkel jacques-chirac vladimir-putin @ Berlin"],
        ),
        ("2006-07-20", "Sur la table, mardi à Berlin : le gaz, le pétrole et le Kosovo.", []),
        # bodies and formats by themselves
        ("2006-07-20", "Les pourparlers à six se sont ouverts mardi à Pékin.", ["talks held fmt-six-party @ Pékin"]),
        ("2006-07-20", "Les pourparlers à six restent utiles, juge Tokyo.", []),
        ("2006-07-20", "Le groupe de contact s'est réuni jeudi à Londres.", ["meeting held people @ Londres"]),
        # people without a name who act for others
        (
            "2006-07-20",
            "Trois présidents ouest-africains ont pressé mardi à Conakry Lansana Conté de partir.",
            ["meeting held lansana-conte people @ Conakry"],
        ),
        (
            "2006-07-20",
            "Trois présidents ouest-africains ont pressé mardi à Conakry Lansana Conté de partir. Le Nigérian Olusegun "
            "Obasanjo conduisait la mission, avec le Ghanéen John Kufuor et le Sénégalais Abdoulaye Wade.",
            ["meeting held abdoulaye-wade john-kufuor lansana-conte olusegun-obasanjo @ Conakry"],
        ),
        (
            "2006-07-20",
            "Les médiateurs de la Cédéao ont exhorté mercredi à Conakry Lansana Conté à partir.",
            ["meeting held lansana-conte org-ecowas @ Conakry"],
        ),
        ("2006-07-20", "La Cédéao a exhorté mercredi à Conakry Lansana Conté à partir.", []),
        ("2006-07-20", "Des ministres ont demandé jeudi à Paris à Jacques Chirac de partir.", []),
        ("2020-03-03", "Jamais un président américain n'avait parlé à un chef taliban.", []),
        # rows, hours spent together, what one met for
        (
            "2000-07-12",
            "Le président américain a eu mercredi plusieurs tête-à-tête, d'abord avec Ehud Barak, puis avec Yasser "
            "Arafat.",
            ["meeting held bill-clinton ehud-barak", "meeting held bill-clinton yasser-arafat"],
        ),
        (
            "2022-02-08",
            "Emmanuel Macron a passé plus de cinq heures lundi au Kremlin avec Vladimir Poutine.",
            ["meeting held emmanuel-macron vladimir-putin @ Moscou"],
        ),
        ("2022-02-08", "Emmanuel Macron a passé deux heures lundi devant la presse.", []),
        (
            "1972-02-22",
            "Henry Kissinger et Le Duc Tho se retrouveront lundi à Paris pour une nouvelle séance secrète.",
            ["meeting planned henry-kissinger le-duc-tho @ Paris"],
        ),
        (
            "2020-03-03",
            "Mark Esper se trouvait mardi à Kaboul auprès d'Ashraf Ghani, avec le patron de l'Otan Jens Stoltenberg.",
            ["meeting held ashraf-ghani jens-stoltenberg mark-esper @ Kaboul"],
        ),
        # what was told on return, leave taken, telephone calls told by other verbs
        (
            "2006-07-20",
            "Kofi Annan a rendu compte mercredi à Paris de sa mission à Jacques Chirac.",
            ["meeting held jacques-chirac kofi-annan @ Paris"],
        ),
        (
            "1996-04-17",
            "Bill Clinton et Jacques Chirac sont restés une heure au téléphone mardi.",
            ["call held bill-clinton jacques-chirac"],
        ),
        (
            "1996-04-17",
            "Jacques Chirac a été en contact téléphonique mardi avec Bill Clinton.",
            ["call held bill-clinton jacques-chirac"],
        ),
        (
            "1996-04-17",
            "Jacques Chirac a sollicité mardi un entretien téléphonique avec Bill Clinton.",
            ["call proposed bill-clinton jacques-chirac"],
        ),
        ("1996-04-17", "Bill Clinton est resté injoignable au téléphone mardi.", []),
        (
            "1996-04-17",
            "Helmut Kohl a pris congé mardi de Jacques Chirac.",
            ["meeting held helmut-kohl jacques-chirac"],
        ),
        ("1996-04-17", "Helmut Kohl a pris congé de ses électeurs.", []),
        # an agenda
        (
            "2006-07-19",
            "Le programme de Condoleezza Rice au Proche-Orient\n\nMercredi 19 juillet\n10h30 : entretien avec Ehud "
            "Olmert à Jérusalem\n15h00 : rencontre avec Mahmoud Abbas à Ramallah",
            [
                "meeting planned condoleezza-rice ehud-olmert @ Jérusalem",
                "meeting planned condoleezza-rice mahmoud-abbas @ Ramallah",
            ],
        ),
        ("2006-07-19", "Les titres de Condoleezza Rice\n\n10h30 : entretien avec Ehud Olmert à Jérusalem", []),
    ],
)
def test_plain_construction_is_read(day: str, text: str, wanted: list[str], reader: Reader) -> None:
    assert sorted(contacts_of(text, day, reader)) == sorted(wanted)
