"""Who does deeds told beside a clause, in presents that the tagger mistakes, and by texts that speak."""

from __future__ import annotations

import pytest

from pourparlers.extract.read import Reader
from pourparlers.merge.build import build_record
from pourparlers.types import Document


def deeds_of(text: str, reader: Reader) -> list[tuple[str, str, list[str], list[str]]]:
    reading = reader.read(Document(id="doc-test", uri="test", text=text, language="fr"))
    record = build_record([reading], program="test", pack="p", knowledge="k")
    known = {a.id: a.name.fr for a in record.actors}
    return [
        (e.event_type, e.assertion, [known[a] for a in e.actor], [known[a] for a in e.recipient]) for e in record.events
    ]


@pytest.mark.parametrize(
    ("text", "deed"),
    [
        (
            "Après avoir expulsé douze diplomates russes, la Lettonie appelle ses voisins à l'imiter.",
            ("SANCTION", "asserted", ["Lettonie"], ["diplomates russes"]),
        ),
        (
            "En envahissant le Koweït, l'Irak a violé le droit international.",
            ("ASSAULT", "asserted", ["Irak"], ["Koweït"]),
        ),
        (
            "Avant d'attaquer le Koweït, l'Irak avait massé des troupes à la frontière.",
            ("ASSAULT", "planned", ["Irak"], ["Koweït"]),
        ),
        ("L'Inde a répliqué en bombardant le Pakistan.", ("ASSAULT", "asserted", ["Inde"], ["Pakistan"])),
        ("Que Vladimir Poutine retire ses chars.", ("RETREAT", "hypothetical", ["Vladimir Poutine"], [])),
        (
            "Le Canada somme Ryad de libérer un opposant ; le Maroc renvoie l'ambassadeur canadien.",
            ("SANCTION", "asserted", ["Maroc"], ["l'ambassadeur canadien"]),
        ),
        (
            "L'Arabie saoudite ferme son ambassade en Suède.",
            ("SANCTION", "asserted", ["Arabie saoudite"], ["Suède"]),
        ),
        ("L'aviation turque pilonne la côte grecque.", ("ASSAULT", "asserted", ["Turquie"], ["Grèce"])),
        ("La Zambie s'est retirée des pourparlers.", ("REJECT", "asserted", ["Zambie"], [])),
        (
            "Le Japon adopte de nouvelles sanctions contre la Corée du Nord.",
            ("SANCTION", "asserted", ["Japon"], ["Corée du Nord"]),
        ),
        ("Le Hamas a pris en otage des civils israéliens.", ("ASSAULT", "asserted", ["Hamas"], ["Israël"])),
        ("Frappes israéliennes sur un camp de réfugiés.", ("ASSAULT", "asserted", ["Israël"], [])),
        (
            "Assassinat à Ankara d'un diplomate russe.",
            ("ASSAULT", "asserted", [], ["un diplomate russe"]),
        ),
        ("Rupture des relations entre l'Iran et le Canada.", ("SANCTION", "asserted", ["Iran", "Canada"], [])),
        ("Suspension de l'aide américaine au Pakistan.", ("SANCTION", "asserted", ["États-Unis"], ["Pakistan"])),
        (
            "Le Conseil de sécurité a adopté une résolution condamnant l'invasion du Koweït.",
            ("ACCUSE", "asserted", ["Conseil de sécurité de l'ONU"], []),  # the Koweït is not accused
        ),
        (
            "Le Maroc et l'Égypte ont rompu leurs relations avec le Qatar, qu'ils accusent de soutenir le terrorisme.",
            ("ACCUSE", "asserted", ["Maroc", "Égypte"], ["Qatar"]),
        ),
    ],
)
def test_deed(text: str, deed: tuple[str, str, list[str], list[str]], reader: Reader) -> None:
    assert deed in deeds_of(text, reader)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Que veut la Russie ? La Suède l'ignore.", "RETREAT"),
        ("L'Irak menace de nouvelles sanctions le Koweït.", "SANCTION"),
        ("La trêve doit permettre d'acheminer l'aide en Somalie.", "AID"),
        ("Le ministre turc a quitté la salle à midi.", "PROTEST"),
        ("L'Inde a exigé leur retrait.", "RETREAT"),
        ("Boris Johnson a suspendu sa démission.", "RETREAT"),
    ],
)
def test_no_deed_is_told_as_done(text: str, kind: str, reader: Reader) -> None:
    assert [d for d in deeds_of(text, reader) if d[0] == kind and d[1] == "asserted" and d[2]] == []
