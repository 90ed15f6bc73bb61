"""Roles beside names, and persons whom no table knows: what makes words a person's name, and what does not."""

from __future__ import annotations

import pytest
from spacy.language import Language

from pourparlers.knowledge.model import KnowledgeBase
from pourparlers.lang.pack import Pack
from who import Link, make_link


@pytest.fixture(scope="module")
def link(nlp: Language, pack: Pack, kb: KnowledgeBase) -> Link:
    return make_link(nlp, pack, kb)


NAMED = [
    ("La séance, selon Camille Darrieux, est levée.", "Camille Darrieux", "Camille Darrieux"),
    ("Tout est perdu pour Sandrine Vasselot, 34 ans, infirmière.", "Sandrine Vasselot", "Sandrine Vasselot"),
    ("« On verra », raconte Bertille, vendeuse à Nantes.", "Bertille", "Bertille"),
    ("Pierre Vasselot était assis au fond.", "Pierre Vasselot", "Pierre Vasselot"),
    ("Le médiateur, le Norvégien Anders Holmgaard, repart.", "médiateur", "Anders Holmgaard"),
    ("Le secrétaire d'État Julien Vasselot refuse.", "secrétaire d'État", "Julien Vasselot"),
    ("Julien Vasselot, ambassadeur de France à Oslo, a signé.", "ambassadeur de France", "Julien Vasselot"),
    ("Julien Vasselot, son ministre du Commerce, a signé.", "ministre du Commerce", "Julien Vasselot"),
    ("Chez Julien Vasselot, leur hôte, ils ont dîné.", "hôte", "Julien Vasselot"),
    ("Julien Vasselot, devenu leur négociateur en chef, a signé.", "négociateur en chef", "Julien Vasselot"),
    ("Son collègue norvégien, Anders Holmgaard, repart.", "collègue", "Anders Holmgaard"),
    ("Le représentant démocrate Andrew Holmgaard repart.", "représentant démocrate", "Andrew Holmgaard"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "name"), NAMED)
def test_named(link: Link, text: str, words: str, name: str) -> None:
    assert link(text).name(words) == name


def test_given_name_shows_the_gender(link: Link) -> None:
    linked = link("Pékin a reçu l'ambassadeur britannique, Catherine Holmgaard. Celle-ci a protesté.")
    assert linked.name("Celle-ci") == "Catherine Holmgaard"


def test_list_is_no_apposition(link: Link) -> None:
    linked = link("Ont signé Julien Vasselot, son ministre du Commerce, et Anders Holmgaard.")
    assert linked.name("son ministre du Commerce") != "Julien Vasselot"


def test_plural_roles_each_with_its_nationality(link: Link) -> None:
    text = "Les Premiers ministres grec, Kyriakos Mitsotakis, et italien, Mario Draghi, se sont vus."
    assert set(link(text).actors("Les Premiers ministres")) == {"kyriakos-mitsotakis", "mario-draghi"}


def test_plural_role_takes_family_names(link: Link) -> None:
    text = "Les ministres russe et turc, MM. Lavrov et Cavusoglu, se sont vus."
    assert set(link(text).actors("ministres russe et turc")) == {"sergey-lavrov", "mevlut-cavusoglu"}


def test_list_after_titles_takes_new_names(link: Link) -> None:
    linked = link("MM. Anders Holmgaard et Ömür Vasselet négocient.")
    assert len(linked.actors("MM. Anders Holmgaard et Ömür Vasselet")) == 2


def test_no_monsieur_for_an_emir(link: Link) -> None:
    text = "Tamim ben Hamad Al-Thani et Mohammed ben Abderrahmane Al-Thani sont à Doha. M. Al-Thani a parlé."
    assert link(text).actors("M. Al-Thani") == ("mohammed-bin-abdulrahman-al-thani",)


def test_family_name_with_its_article_in_small_letters(link: Link) -> None:
    linked = link("Anouar al-Vasselet est à Moscou. M. al-Vasselet repart.")
    assert linked.name("M. al-Vasselet") == "Anouar al-Vasselet"


SIDES = [
    ("Les délégations grecque et turque sont arrivées.", "délégations grecque et turque", {"grc", "tur"}),
    ("La partie grecque refuse.", "partie grecque", {"grc"}),
    ("Le camp turc refuse.", "camp turc", {"tur"}),
    ("La partie est perdue pour les Grecs.", "La partie", set()),
]


@pytest.mark.parametrize(("text", "words", "actors"), SIDES)
def test_sides_are_their_states(link: Link, text: str, words: str, actors: set[str]) -> None:
    assert set(link(text).actors(words)) == actors


def test_institution_is_named_as_french_does(link: Link) -> None:
    assert link("Le gouvernement grec refuse.").name("Le gouvernement grec") == "gouvernement grec"


def test_somebody_of_two_states_is_neither(link: Link) -> None:
    assert link("Le texte plaît à l'Italo-Suédois.").actors("Italo-Suédois") == ()


SHORT = [
    ("L'Union européenne hésite. La Commission tranchera.", "Commission", ("org-eu-commission",)),
    ("La Commission tranchera lundi.", "Commission", ()),
]


@pytest.mark.parametrize(("text", "words", "actors"), SHORT)
def test_short_name_where_the_whole_is_told(link: Link, text: str, words: str, actors: tuple[str, ...]) -> None:
    assert link(text).actors(words) == actors
