"""The day and the place of a contact that what is told around it gives: a sentence before, the occasion, a title."""

from __future__ import annotations

import pytest

from pourparlers.extract.read import Reader
from pourparlers.ids import make_id
from pourparlers.merge.build import build_record
from pourparlers.types import Contact, Document, Published


def contacts(reader: Reader, text: str, published: str) -> dict[str, Contact]:
    """The contacts of `text`, by the name of the party told last in their words."""
    document = Document(
        id=make_id("doc", text), uri="test", text=text, language="fr",
        published=Published(value=published, basis="metadata"),
    )  # fmt: skip
    record = build_record([reader.read(document)], program="x", pack="p", knowledge="k")
    names = {a.id: a.name.fr for a in record.actors}
    return {names[p.actor]: c for c in record.contacts for p in c.participants}


@pytest.mark.parametrize(
    ("text", "party", "day"),
    [
        # a weekday with a part of the day is a day of the story too
        ("Joe Biden a quitté lundi Madrid. Mercredi matin, la foule l'attendait. Il a vu Mario Draghi.",
         "Mario Draghi", "2022-02-09"),
        ("Joe Biden a signé mardi à 18 heures le décret. Il a vu Mario Draghi.", "Mario Draghi", "2022-02-08"),
        ("Samedi soir, Ankara avait démenti. Recep Tayyip Erdogan avait reçu Olaf Scholz.",
         "Olaf Scholz", "2022-02-05"),
        # what a bare perfect tells behind an evening may have been on the next day
        ("Joe Biden a signé mardi soir le décret. Il a ensuite appelé Mario Draghi.", "Mario Draghi", "2022-02-08"),
        ("Joe Biden a signé mardi soir le décret. Il a appelé Mario Draghi.", "Mario Draghi", "../2022-02-11"),
        # nor is it of a day that is told as one before, or of one that somebody names
        ("Joe Biden a quitté Madrid. Mardi encore, il y dormait. Il a vu Mario Draghi.",
         "Mario Draghi", "../2022-02-11"),
        # what is to come "le même jour" is not on the day on which somebody said so
        ("Joe Biden recevra lundi Mario Draghi, a annoncé jeudi Washington. Il doit voir le même jour Olaf Scholz.",
         "Olaf Scholz", "2022-02-14"),
        ("Joe Biden a reçu jeudi Mario Draghi. Il doit voir le même jour Olaf Scholz.", "Olaf Scholz", "2022-02-10"),
        # what took place at a gathering from which a day is counted
        ("Joe Biden a parlé jeudi, au lendemain d'un sommet au cours duquel il a vu Mario Draghi.",
         "Mario Draghi", "2022-02-09"),
        ("Joe Biden a parlé jeudi, au lendemain d'un sommet. Vendredi, il a vu Mario Draghi.",
         "Mario Draghi", "2022-02-11"),
        # the day for which a journey was set that is off
        ("Joe Biden n'ira finalement pas en Italie. Washington a annoncé mardi l'annulation du déplacement qu'il "
         "devait y effectuer jeudi.", "Joe Biden", "2022-02-10"),
        # "passé" behind an hour is no deed
        ("La journée du mardi 8 février avait été longue. A midi passé, Joe Biden recevait Mario Draghi.",
         "Mario Draghi", "2022-02-08"),
        ("Mario Draghi et Joe Biden se sont vus le 3 à Rome.", "Mario Draghi", "2022-02-03"),
        ("Joe Biden a reçu Mario Draghi. C'était mardi, à Rome.", "Mario Draghi", "2022-02-08"),
        ("Joe Biden a reçu lundi Mario Draghi. C'était mardi.", "Mario Draghi", "2022-02-07"),
        ("Les dirigeants de l'Otan, réunis en sommet mardi à Rome, ont averti Moscou. Joe Biden s'était entretenu en "
         "marge du sommet avec Mario Draghi.", "Mario Draghi", "2022-02-08"),
        # words said between do not part a day from what was over on it
        ('Samedi, Ankara avait donné une autre version. " Nous ne savons rien ", avait dit Recep Tayyip '
         "Erdogan. Il avait reçu Olaf Scholz.", "Olaf Scholz", "2022-02-05"),
        # the day of which a sentence tells
        ("La journée du mardi 8 février avait été longue. Peu avant midi, Joe Biden recevait Mario Draghi.",
         "Mario Draghi", "2022-02-08"),
        ("La soirée de mardi avait mal commencé. Joe Biden avait reçu Mario Draghi.", "Mario Draghi", "2022-02-08"),
        # an evening behind a semicolon is not of the day before, unless it was over too
        ("Joe Biden a vu mercredi Mario Draghi. La veille, il avait dîné à Rome ; il était attendu dans la soirée à "
         "Paris chez Emmanuel Macron.", "Emmanuel Macron", "2022-02-09"),
        ("Joe Biden a vu mercredi Mario Draghi. La veille, il avait dîné à Rome ; il avait vu dans la soirée "
         "Emmanuel Macron.", "Emmanuel Macron", "2022-02-08"),
        # the occasion has been told
        ("Joe Biden a reçu mercredi Mario Draghi. Avant l'entretien, il avait vu Olaf Scholz.",
         "Olaf Scholz", "2022-02-09"),
        ("Mardi, Joe Biden a dîné avec Mario Draghi. Après le dîner, il a reçu Olaf Scholz.",
         "Olaf Scholz", "2022-02-08"),
        ("Mardi, Joe Biden a dîné avec Mario Draghi. Après le dîner de samedi, il avait reçu Olaf Scholz.",
         "Olaf Scholz", "2022-02-05"),
        ("En janvier, Joe Biden avait reçu Mario Draghi, en marge de la visite à Paris d'Olaf Scholz.",
         "Olaf Scholz", "2022-01"),
        # a stretch of days before a colon
        ("Joe Biden avait fait sa tournée la semaine dernière : Rome, pour voir Mario Draghi, puis Berlin, où Olaf "
         "Scholz l'avait reçu.", "Olaf Scholz", "2022-01-31/2022-02-06"),
        # set for a day behind a comma, whatever town stands between
        ("Emmanuel Macron maintient son déplacement à Varsovie, prévu fin mai.", "Emmanuel Macron", "2022-05~"),
        # the day for which one is invited, not that on which one was
        ("Emmanuel Macron a invité Olaf Scholz le 2 mars à Paris.", "Olaf Scholz", "2022-03-02"),
        ("Prochaine étape : Berlin. Olaf Scholz y a convié Emmanuel Macron le 2 mars.",
         "Emmanuel Macron", "2022-03-02"),
        ("Emmanuel Macron avait invité Olaf Scholz le 2 mars à Paris.", "Olaf Scholz", "2021-03-02"),
        # from one day to another
        ("La visite d'Olaf Scholz à Rome a été reportée du 3 au 10 mars.", "Olaf Scholz", "2022-03-10"),
        ("L'entretien entre Joe Biden et Olaf Scholz, qui devait se tenir lundi, aura lieu finalement jeudi.",
         "Olaf Scholz", "2022-02-17"),
        ("L'entretien entre Joe Biden et Olaf Scholz, initialement prévu mercredi, a été avancé à mardi.",
         "Olaf Scholz", "2022-02-11/.."),
        ("Joe Biden doit se rendre mercredi à Berlin. Il aura un entretien avec Olaf Scholz.",
         "Olaf Scholz", "2022-02-16"),
        # a chronology that ends with the day before
        ("3 janvier 2022. Joe Biden appelle Mario Draghi.\n4 février. Il pleut.\nHier jeudi. A Paris, Olaf Scholz est "
         "reçu par Emmanuel Macron.", "Olaf Scholz", "2022-02-10"),
    ],
)  # fmt: skip
def test_the_day_that_is_told_around(reader: Reader, text: str, party: str, day: str) -> None:
    assert contacts(reader, text, "2022-02-11")[party].when.value == day


@pytest.mark.parametrize(
    ("text", "party", "place"),
    [
        # the gathering in whose margin they met, told with its town
        ("Les chefs du G20 ont clos dimanche à Brisbane leur sommet annuel. Angela Merkel avait reçu Joko Widodo en "
         "marge du sommet.", "Joko Widodo", "Brisbane"),
        ("Barack Obama a rencontré mardi Shinzo Abe en marge du G20. Le sommet de Brisbane s'est achevé mercredi.",
         "Shinzo Abe", "Brisbane"),
        # a part of the house
        ("Emmanuel Macron a ouvert mardi les portes de l'Élysée à Vladimir Poutine.", "Vladimir Poutine", "Paris"),
        ("Juan Manuel Santos a ouvert mardi les portes de la Casa de Nariño à Álvaro Uribe.",
         "Alvaro Uribe", "Bogota"),
        ("Joe Biden a reçu mardi Olaf Scholz dans les jardins de la Maison Blanche.", "Olaf Scholz", "Washington"),
        # "y" takes up a house that speaks
        ("Rien ne l'annonçait, à en croire l'Élysée. Le 15 juin, Boris Johnson y dînait avec Emmanuel Macron.",
         "Boris Johnson", "Paris"),
        # a body that sits at its seat, unless before screens
        ("Le Conseil de sécurité s'est réuni mardi à huis clos.", "Conseil de sécurité de l'ONU", "New York"),
        ("Le Conseil de sécurité s'est réuni mardi par visioconférence.", "Conseil de sécurité de l'ONU", None),
        # what one does before one leaves
        ("Avant de quitter Amman, Joe Biden a vu mardi Olaf Scholz.", "Olaf Scholz", "Amman"),
        ("Avant de quitter Amman, Joe Biden a salué mardi l'accord. Il avait vu Olaf Scholz.", "Olaf Scholz", None),
        # the journey on which they were to speak
        ("Antony Blinken a reporté mardi son voyage à Pékin. L'Américain devait avoir des entretiens dimanche avec le "
         "ministre des Affaires étrangères, Qin Gang.", "Qin Gang", "Pékin"),
        # who receives those who will meet receives them there
        ("Nicolas Maduro et Irfaan Ali doivent se retrouver samedi à Kingstown. Ralph Gonsalves les accueillera.",
         "Ralph Gonsalves", "Kingstown"),
        ("Nicolas Maduro et Irfaan Ali doivent se retrouver samedi à Kingstown. Ralph Gonsalves accueillera lundi "
         "Luiz Inacio Lula da Silva.", "Luiz Inacio Lula da Silva", None),
    ],
)  # fmt: skip
def test_the_place_that_is_told_around(reader: Reader, text: str, party: str, place: str | None) -> None:
    found = contacts(reader, text, "2022-02-11")[party].place
    assert (found.name.fr if found is not None else None) == place


@pytest.mark.parametrize(
    ("text", "party", "day"),
    [
        # what is put off without a new day was to be on the old one
        ("La rencontre entre Joe Biden et Mario Draghi, prévue lundi à Rome, a été reportée.",
         "Mario Draghi", "2022-02-14"),
        ("Le sommet entre Joe Biden et Mario Draghi prévu jeudi a été repoussé.", "Mario Draghi", "2022-02-10"),
        ("L'Inde et le Pakistan ont repoussé vendredi la rencontre de leurs ministres, prévue le lendemain à Lahore.",
         "Pakistan", "2022-02-12"),
        ("La rencontre entre Joe Biden et Mario Draghi, prévue lundi à Rome, a été reportée à jeudi.",
         "Mario Draghi", "2022-02-17"),
        ("Joe Biden a reporté mardi sa rencontre avec Mario Draghi.", "Mario Draghi", None),
        # a day set off by "c'est", or told by words of more than one word
        ("C'est le 3 février que Joe Biden a rencontré Mario Draghi.", "Mario Draghi", "2022-02-03"),
        ("Réunis mercredi soir à Rome, Joe Biden et Mario Draghi ont parlé.", "Mario Draghi", "2022-02-09"),
        # a relative's day is not that of the report around it
        ("Joe Biden a accusé Mario Draghi, qu'il a rencontré lundi soir à Rome, de mentir.",
         "Mario Draghi", "2022-02-07"),
    ],
)  # fmt: skip
def test_the_day_that_its_own_clause_tells(reader: Reader, text: str, party: str, day: str | None) -> None:
    assert contacts(reader, text, "2022-02-11")[party].when.value == day


@pytest.mark.parametrize(
    ("text", "value", "candidates"),
    [
        # a dateline without its year, news on its weekday or the day before, offices that tell some years
        ("PARIS, 14 déc (AFP) - Jacques Chirac a reçu jeudi à l'Elysée Slobodan Milosevic, Alija Izetbegovic et Franjo "
         "Tudjman.", "1995-12-14", ()),
        ("PARIS, 14 déc (AFP) - Jacques Chirac a reçu lundi à l'Elysée Slobodan Milosevic, Alija Izetbegovic et Franjo "
         "Tudjman.", None, ()),
        # one of two dated contacts told again by its weekday
        ("Angela Merkel a téléphoné à Alexandre Loukachenko le 15 novembre, puis deux jours plus tard. Après le second "
         "entretien, mercredi dernier, Minsk a promis un geste. La chancelière a reçu dimanche Kaja Kallas.",
         None, ("2021-11-21", "2021-11-22")),
        ("Angela Merkel a téléphoné à Alexandre Loukachenko le 15 novembre, puis deux jours plus tard. Après un autre "
         "entretien, mercredi dernier, Minsk a promis un geste. La chancelière a reçu dimanche Kaja Kallas.",
         None, ()),
    ],
)  # fmt: skip
def test_the_day_of_publication(reader: Reader, text: str, value: str | None, candidates: tuple[str, ...]) -> None:
    document = Document(id=make_id("doc", text), uri="test", text=text, language="fr")
    record = build_record([reader.read(document)], program="x", pack="p", knowledge="k")
    assert (record.documents[0].published.value, record.documents[0].published.candidates) == (value, candidates)
