"""Roles: who held the office on the day, never who holds it now."""

from __future__ import annotations

import pytest

from who import Link

ROLES = [
    ("Le ministre russe de la Défense est là.", "Le ministre russe de la Défense", "sergei-shoigu"),
    ("Le chef de la diplomatie russe est arrivé.", "Le chef de la diplomatie russe", "sergey-lavrov"),
    ("Le chef de la diplomatie turque est arrivé.", "Le chef de la diplomatie turque", "mevlut-cavusoglu"),
    ("Le chef de la diplomatie européenne est arrivé.", "Le chef de la diplomatie européenne", "josep-borrell"),
    ("Le chef de la diplomatie de l'UE est là.", "Le chef de la diplomatie de l'UE", "josep-borrell"),
    ("La cheffe de la diplomatie allemande est arrivée.", "La cheffe de la diplomatie allemande", "annalena-baerbock"),
    ("Le chef de l'Etat rwandais est arrivé.", "Le chef de l'Etat rwandais", "paul-kagame"),
    ("Le locataire de l'Élysée a répondu.", "Le locataire de l'Élysée", "emmanuel-macron"),
    ("Le maître du Kremlin a répondu.", "Le maître du Kremlin", "vladimir-putin"),
    ("Le chef du Pentagone a répondu.", "Le chef du Pentagone", "lloyd-austin"),
    ("Le porte-parole du Kremlin a répondu.", "Le porte-parole du Kremlin", "dmitry-peskov"),
    ("La porte-parole de la diplomatie russe est là.", "La porte-parole de la diplomatie russe", "maria-zakharova"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "actor"), ROLES)
def test_role_on_the_day(link: Link, text: str, words: str, actor: str) -> None:
    assert link(text).actors(words) == (actor,)


@pytest.mark.parametrize(
    ("day", "actor"),
    [("2014-06-10", "francois-hollande"), ("2010-06-10", "nicolas-sarkozy"), ("2019-01-10", "emmanuel-macron")],
)
def test_office_goes_by_the_day(link: Link, day: str, actor: str) -> None:
    assert link("Le président français a refusé.", day).actors("Le président français") == (actor,)


@pytest.mark.parametrize(
    ("text", "words", "day", "actor"),
    [
        ("Le dirigeant nord-coréen a cédé.", "Le dirigeant nord-coréen", "2017-06-01", "kim-jong-un"),
        ("Le dirigeant chypriote turc a cédé.", "Le dirigeant chypriote turc", "2017-06-01", "mustafa-akinci"),
        ("Le dirigeant chypriote grec a cédé.", "Le dirigeant chypriote grec", "2017-06-01", "nikos-anastasiades"),
    ],
    ids=["who leads, not who represents", "one nationality of two words", "the other community"],
)
def test_leader_of_a_state(link: Link, text: str, words: str, day: str, actor: str) -> None:
    assert link(text, day).actors(words) == (actor,)


def test_two_offices_in_one_plural(link: Link) -> None:
    linked = link("Les ministres turc et russe de la Défense se sont vus.")
    assert linked.actors("Les ministres turc et russe de la Défense") == ("hulusi-akar", "sergei-shoigu")


def test_plural_of_one_state_is_no_person(link: Link) -> None:
    linked = link("Les dirigeants russes sont prudents. Vladimir Poutine s'est tu.")
    assert "vladimir-putin" not in linked.actors("Les dirigeants russes")


def test_former_minister_is_not_the_current_one(link: Link) -> None:
    linked = link("L'ancien président français a refusé.")
    assert "emmanuel-macron" not in linked.actors("L'ancien président français")


def test_former_president_whom_the_text_names(link: Link) -> None:
    linked = link("Barack Obama a parlé. L'ex-président américain a plaidé pour la paix.")
    assert linked.actors("L'ex-président américain") == ("barack-obama",)


def test_name_beside_the_role_decides(link: Link) -> None:
    linked = link("Le ministre russe des Affaires étrangères, Ivan Petrovski, est arrivé.")
    assert linked.name("Ivan Petrovski") == "Ivan Petrovski"


def test_role_after_a_name_in_a_complement_is_a_subject(link: Link) -> None:
    linked = link("Antony Blinken est là. Avec son homologue turc Mevlüt Cavusoglu, le secrétaire d'État est venu.")
    assert linked.actors("le secrétaire d'État") == ("antony-blinken",)


def test_bare_secretary_of_state_is_american_where_the_text_is(link: Link) -> None:
    linked = link("Sergueï Lavrov est arrivé. Washington attend. Le secrétaire d'État a parlé.")
    assert linked.actors("Le secrétaire d'État") == ("antony-blinken",)


def test_bare_secretary_of_state_elsewhere_names_nobody(link: Link) -> None:
    linked = link("Emmanuel Macron est arrivé. Le secrétaire d'État a parlé.")
    assert linked.actors("Le secrétaire d'État") == ()


@pytest.mark.parametrize(
    ("role", "actor"), [("son homologue russe", "sergey-lavrov"), ("son homologue ukrainien", "dmytro-kuleba")]
)
def test_counterpart(link: Link, role: str, actor: str) -> None:
    assert link(f"Antony Blinken a vu {role}.").actors(role) == (actor,)


def test_own_minister(link: Link) -> None:
    linked = link("Vladimir Poutine a parlé. Son ministre des Affaires étrangères a ajouté un mot.")
    assert linked.actors("Son ministre des Affaires étrangères") == ("sergey-lavrov",)


@pytest.mark.parametrize("words", ["un responsable américain", "une source diplomatique", "des diplomates européens"])
def test_unnamed_source_is_anonymous(link: Link, words: str) -> None:
    linked = link(f"Antony Blinken est arrivé, a dit {words}.")
    actor = linked.actors(words)[0]
    assert linked.layers.actors[actor].kind == "anonymous"


def test_words_that_describe_a_source_are_whole(link: Link) -> None:
    linked = link("L'accord est proche, a dit un diplomate en poste dans la région.")
    assert linked.mention("un diplomate en poste dans la région", exact=True) is not None


def test_same_source_again(link: Link) -> None:
    linked = link("Une responsable américaine a parlé. La responsable a insisté.")
    assert linked.actors("La responsable") == linked.actors("Une responsable américaine")


def test_ambiguous_bare_role_stays_open(link: Link) -> None:
    linked = link("Un accord lie Jean-Yves Le Drian et Sergueï Lavrov. Le ministre est confiant.")
    assert linked.actors("Le ministre") == ()
    assert linked.candidates("Le ministre") == {"jean-yves-le-drian", "sergey-lavrov"}


def test_role_of_a_doubtful_nationality_names_nobody(link: Link) -> None:
    assert link("Le président congolais a parlé.").actors("Le président congolais") == ()
