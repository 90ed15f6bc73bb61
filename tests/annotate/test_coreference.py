"""Pronouns, groups and nouns that take somebody up."""

from __future__ import annotations

import pytest

from who import Link

MEANT = [
    ("L'Élysée a confirmé un appel. La présidence a précisé sa durée.", "La présidence", ("inst-elysee",)),
    ("Sergueï Lavrov est arrivé. « Nous sommes prêts », a-t-il dit.", "-il", ("sergey-lavrov",)),
    ("Le texte est prêt, a dit Josep Borrell. Selon lui, tout est possible.", "lui", ("josep-borrell",)),
    ("Le Kremlin, lui, se tait.", "lui", ("inst-kremlin",)),
    ("La Turquie accueille les pourparlers. Elle refuse les sanctions.", "Elle", ("tur",)),
    ("Olaf Scholz et Joe Biden sont à Kiev. Ils ont plaidé pour la paix.", "Ils", ("olaf-scholz", "joe-biden")),
    ("Josep Borrell a parlé. Le diplomate espagnol s'est dit confiant.", "Le diplomate espagnol", ("josep-borrell",)),
    ("Joe Biden a parlé. La France suit l'Américain.", "Américain", ("joe-biden",)),
    ("Le M23 a pris la ville. La rébellion avance.", "La rébellion", ("ns-m23",)),
    ("La Cédéao s'est réunie. L'organisation régionale menace.", "L'organisation régionale", ("org-ecowas",)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "actors"), MEANT)
def test_meant(link: Link, text: str, words: str, actors: tuple[str, ...]) -> None:
    assert link(text).actors(words) == actors


NOBODY = [
    ("Emmanuel Macron a parlé. La présidence de séance est vacante.", "La présidence"),
    ("Emmanuel Macron a parlé. Il faut une trêve.", "Il"),
    ("Emmanuel Macron a parlé. Il y a urgence.", "Il"),
    ("Emmanuel Macron a parlé. Il est possible que la trêve tienne.", "Il"),
    ("Emmanuel Macron a parlé. Elle tiendra.", "Elle"),
    ("Annalena Baerbock et Liz Truss se sont vues. Le premier accord date de 2014.", "Le premier"),
    ("Emmanuel Macron et Vladimir Poutine se sont vus. Le premier ministre est absent.", "Le premier"),
    ("Le Turc a répondu.", "Turc"),
    ("Antony Blinken est arrivé. Le Turc a répondu.", "Turc"),
    ("Le mouvement de grève continue. Le M23 avance.", "Le mouvement"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words"), NOBODY)
def test_nobody_meant(link: Link, text: str, words: str) -> None:
    linked = link(text)
    mention = linked.mention(words, exact=True)
    assert mention is None or mention.actors == ()


def test_two_leaders_are_those_the_text_is_about(link: Link) -> None:
    text = "Vladimir Poutine et Joe Biden se sont parlé. Joe Biden a rappelé. Les deux dirigeants se reverront."
    assert set(link(text).actors("Les deux dirigeants")) == {"vladimir-putin", "joe-biden"}


def test_two_countries_among_three_stay_open(link: Link) -> None:
    linked = link("La Russie, l'Ukraine et la Turquie négocient. Les deux pays espèrent un accord.")
    assert linked.actors("Les deux pays") == ()
    assert len(linked.candidates("Les deux pays")) > 2


def test_host_is_not_of_the_two(link: Link) -> None:
    text = "La Russie et l'Ukraine ont négocié. La Turquie veut aider les deux parties."
    assert set(link(text).actors("les deux parties")) == {"rus", "ukr"}


def test_outlet_is_no_party(link: Link) -> None:
    linked = link("La Serbie et le Kosovo ont parlé, selon l'AFP. Les deux parties restent prudentes.")
    assert set(linked.actors("Les deux parties")) == {"srb", "xkx"}


def test_capital_by_its_country_is_a_place(link: Link) -> None:
    linked = link("Ils se sont vus dans la capitale angolaise.")
    mention = linked.mention("la capitale angolaise")
    assert mention is not None
    assert mention.as_place
    assert mention.place is not None
    assert mention.place.name.fr == "Luanda"


def test_words_in_quotation_marks_are_another_voice(link: Link) -> None:
    text = "« Vladimir Poutine doit partir », a dit Joe Biden. Il était à Varsovie."
    assert link(text).actors("Il") == ("joe-biden",)


def test_two_as_present_stay_open(link: Link) -> None:
    linked = link("Un accord lie Olaf Scholz et Joe Biden. Il reviendra.")
    assert linked.actors("Il") == ()


HOLDERS = [
    # a former holder again, by the bare noun
    ("2024-02-06", "L'ancien président chilien Sebastián Piñera est mort. L'ancien président avait 74 ans.",
     "L'ancien président", ("sebastian-pinera",)),
    ("2013-07-05", "Mohamed Morsi est détenu. Le président déchu n'a pas été revu.", "Le président déchu",
     ("mohamed-morsi",)),
    # those in power, and who opposes them, where the text is about one state
    ("2018-05-21", "Caracas a expulsé deux diplomates. Le régime accuse l'étranger.", "Le régime", ("government-ven",)),
    ("2018-05-21", "Caracas a expulsé un diplomate. Un accord lie le pouvoir et l'opposition vénézuélienne."
     " L'opposition a protesté.", "L'opposition", ("opposition-ven",)),
]  # fmt: skip


@pytest.mark.parametrize(("day", "text", "words", "actors"), HOLDERS)
def test_who_holds_or_held_power_is_taken_up(
    link: Link, day: str, text: str, words: str, actors: tuple[str, ...]
) -> None:
    linked = link(text, day)
    assert [m.actors for m in linked.layers.mentions if linked.words(m) == words][-1] == actors


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Emmanuel Macron a parlé. L'ancien président est absent.", "L'ancien président"),
        ("Caracas négocie. Nicolas Maduro a pris le pouvoir en 2013.", "le pouvoir"),
        ("La France et le Mali négocient. L'opposition est absente.", "L'opposition"),
    ],
)
def test_power_that_nobody_named_holds(link: Link, text: str, words: str) -> None:
    linked = link(text)
    mention = linked.mention(words, exact=True)
    assert mention is None or not any(linked.layers.actors[a].kind != "anonymous" for a in mention.actors)


@pytest.mark.parametrize(
    "text",
    [
        "Emmanuel Macron a parlé. Le président de la fédération sportive a protesté.",
        "Emmanuel Macron a parlé. Le président du parti a protesté.",
    ],
)
def test_who_heads_something_else_is_not_the_head_of_state(link: Link, text: str) -> None:
    assert link(text).actors("Le président") == ()


def test_who_heads_the_country_is(link: Link) -> None:
    assert link("Emmanuel Macron a parlé. Le président de la République reviendra.").actors("Le président") == (
        "emmanuel-macron",
    )
    assert link("Emmanuel Macron a parlé. Le président du pays hôte reviendra.").actors("Le président") == (
        "emmanuel-macron",
    )


def test_two_countries_are_the_two_that_the_text_is_about_not_a_pair_of_long_ago(link: Link) -> None:
    text = (
        "Moscou et Ankara ont rompu. La Turquie a averti la Russie. La Russie a sanctionné la Turquie."
        " La Turquie a répondu à la Russie. La Russie et le Kazakhstan ont signé un traité. La Turquie proteste."
        " La Russie se tait. La Turquie attend. Les deux pays se parlent peu."
    )
    assert set(link(text).actors("Les deux pays")) == {"rus", "tur"}


def test_a_party_that_the_text_abbreviates_is_a_movement(link: Link) -> None:
    text = "Un cadre du Mouvement démocratique pourpre (MDP) a parlé. Le MDP refuse. Le mouvement manifestera."
    assert link(text).name("Le mouvement") == "Mouvement démocratique pourpre"


def test_a_newcomer_is_described_after_the_fact(link: Link) -> None:
    told = "Berne négocie. Lisa Mazonne accuse la Suisse. « Non », ironise la présidente du parti."
    assert link(told).name("la présidente") == "Lisa Mazonne"
    two = "Lisa Mazonne et Anna Vauquelin accusent la Suisse. « Non », ironise la présidente du parti."
    assert link(two).name("la présidente") == ""
    said = "Lisa Mazonne, conseillère de l'ONU, accuse la Suisse. « Non », ironise la présidente du parti."
    assert link(said).name("la présidente") == ""


def test_a_spokeswoman_of_somebody_is_not_the_one_told_of_before(link: Link) -> None:
    told = "Agnès Romatet, la porte-parole du Quai d'Orsay, a dit non. La porte-parole de Federica Mogherini hésite."
    assert link(told).name("La porte-parole de Federica Mogherini") == "La porte-parole de Federica Mogherini"


def test_several_counterparts_are_not_the_one_whom_the_base_knows(link: Link) -> None:
    told = link("Javad Zarif est reparti de Vienne. Le ministre a écrit à ses homologues européens.")
    mention = told.mention("ses homologues européens")
    assert mention is None or all(actor.startswith("anon") for actor in mention.actors)
