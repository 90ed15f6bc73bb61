"""Names, states and bodies become actors, or stay open."""

from __future__ import annotations

import pytest

from who import Link

NAMED = [
    ("Antony Blinken a salué l'accord.", "Antony Blinken", "antony-blinken"),
    ("Aleksandar Vučić a refusé de signer.", "Aleksandar Vučić", "aleksandar-vucic"),
    ("Aleksandar Vucic a refusé de signer.", "Aleksandar Vucic", "aleksandar-vucic"),
    ("M. Blinken a salué l'accord.", "M. Blinken", "antony-blinken"),
    ("Mme Baerbock a salué l'accord.", "Mme Baerbock", "annalena-baerbock"),
    ("La Russie exige des garanties.", "Russie", "rus"),
    ("Les Russes exigent des garanties.", "Russes", "rus"),
    ("L'Otan a répondu mercredi.", "Otan", "org-nato"),
    ("L'UE a répondu mercredi.", "UE", "org-eu"),
    ("Le M23 a pris la ville.", "M23", "ns-m23"),
    ("La Maison Blanche a démenti.", "Maison Blanche", "inst-white-house"),
    ("Le Quai d'Orsay a démenti.", "Quai d'Orsay", "mfa-fra"),
    ("Le Caire a proposé une trêve.", "Le Caire", "egy"),
]


@pytest.mark.parametrize(("text", "words", "actor"), NAMED)
def test_name(link: Link, text: str, words: str, actor: str) -> None:
    assert link(text).actors(words) == (actor,)


def test_family_name_of_whom_the_text_names_in_full(link: Link) -> None:
    linked = link("Uhuru Kenyatta est arrivé. M. Kenyatta a vu la presse.")
    assert linked.actors("M. Kenyatta") == ("uhuru-kenyatta",)


@pytest.mark.parametrize("surname", ["Kim", "Xi", "Li", "Moon"])
def test_short_surname_alone_names_nobody(link: Link, surname: str) -> None:
    assert link(f"Le vote de {surname} est attendu.").actors(surname) == ()


def test_short_surname_after_the_full_name(link: Link) -> None:
    assert link("Xi Jinping a parlé. Pour Xi, la paix est possible.").actors("Xi") == ("xi-jinping",)


def test_unknown_person_is_an_actor(link: Link) -> None:
    linked = link("Le ministre malien des Affaires étrangères, Boubou Traorédia, a parlé.")
    assert linked.name("Boubou Traorédia") == "Boubou Traorédia"
    actor = linked.actors("Boubou Traorédia")[0]
    assert linked.layers.actors[actor].state == "MLI"


def test_unknown_person_with_hyphens_and_completed_role(link: Link) -> None:
    linked = link("Le commissaire de la Cédéao chargé de la sécurité, Abdel-Karim Musatta, a parlé.")
    assert linked.name("Abdel-Karim Musatta") == "Abdel-Karim Musatta"


def test_unknown_person_after_a_nationality(link: Link) -> None:
    linked = link("La Britannique Stella Al-Karz a écrit un message.")
    assert linked.name("Stella Al-Karz") == "Stella Al-Karz"


def test_persons_named_together(link: Link) -> None:
    linked = link("Emmanuel Macron a vu Vladimir Poutine. MM. Macron et Poutine se sont parlé.")
    assert linked.actors("MM. Macron et Poutine") == ("emmanuel-macron", "vladimir-putin")


@pytest.mark.parametrize("outlet", ["Ouest-France", "Agence France-Presse", "Radio France internationale"])
def test_outlet_is_no_state(link: Link, outlet: str) -> None:
    linked = link(f"Il l'a dit au journal {outlet} mardi.")
    assert "fra" not in {a for m in linked.layers.mentions for a in m.actors}
    assert all(actor.state is None for actor in linked.layers.actors.values() if actor.role_code == "MED")


@pytest.mark.parametrize("word", ["Salvador Ramirez", "Victoria Perkins", "Jordan Ellis"])
def test_given_name_is_no_state(link: Link, word: str) -> None:
    linked = link(f"Selon {word}, la trêve tiendra.")
    assert not {a for m in linked.layers.mentions for a in m.actors} & {"slv", "jor", "syc"}


def test_ambiguous_demonym_is_told_apart_by_the_text(link: Link) -> None:
    assert link("La RDC a répondu. Le gouvernement congolais est prêt.").actors("gouvernement congolais")
    linked = link("La RDC a répondu. Les Congolais sont prêts.")
    assert linked.actors("Congolais") == ("cod",)


def test_ambiguous_demonym_stays_open(link: Link) -> None:
    linked = link("Les Congolais sont prêts.")
    assert linked.actors("Congolais") == ()
    assert {"cod", "cog"} <= linked.candidates("Congolais")


def test_ambiguous_seat_stays_open(link: Link) -> None:
    assert link("Bruxelles espère un accord.").actors("Bruxelles") == ()
    assert link("L'UE attend. Bruxelles espère un accord.").actors("Bruxelles") == ("org-eu",)


def test_compound_adjective_is_of_both(link: Link) -> None:
    assert link("Un dialogue américano-russe s'ouvre.").actors("américano-russe") == ("usa", "rus")
    assert link("Un dialogue euro-russe s'ouvre.").actors("euro-russe") == ("org-eu", "rus")


def test_troops_keep_their_state(link: Link) -> None:
    linked = link("Kiev attend le retrait des troupes russes.")
    actor = linked.actors("troupes russes")[0]
    assert linked.layers.actors[actor].state == "RUS"
    assert linked.layers.actors[actor].kind == "institution"
    assert actor == "mil-rus"


def test_wrong_header_gives_way_to_the_persons_named(link: Link) -> None:
    text = (
        "Depuis 2023, Abdourahamane Tiani et Ali Mahaman Lamine Zeine gouvernent. Le Premier ministre nigérien a parlé."
    )
    assert link(text, "2011-05").actors("Le Premier ministre nigérien") == ("ali-mahaman-lamine-zeine",)


@pytest.mark.parametrize(
    "text",
    [
        "En 2015, François Hollande et Angela Merkel avaient signé. Le président français a vu Joe Biden.",
        "En 2015, François Hollande et Barack Obama avaient signé. Le président français a vu Olaf Scholz.",
    ],
)
def test_past_years_do_not_move_a_right_header(link: Link, text: str) -> None:
    assert link(text).actors("Le président français") == ("emmanuel-macron",)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Bakyt Toroev et Saïd Mirzoronov, chefs des deux polices, ont signé lundi.", "Saïd Mirzoronov"),
        ("Les argentiers des deux pays, Shun Iwasata et Choo Myong-ha, s'étaient vus.", "Choo Myong-ha"),
        ("En face, Lior Schattil, directeur général des services, ne disait rien.", "Lior Schattil"),
        ("À côté, Lior Schattil, alors comme aujourd'hui patron de la police, se taisait.", "Lior Schattil"),
    ],
)
def test_a_name_no_table_knows_is_a_person_by_what_is_told(link: Link, text: str, words: str) -> None:
    linked = link(text)
    assert linked.name(words) == words
    assert linked.layers.actors[linked.actors(words)[0]].kind == "person"


@pytest.mark.parametrize(
    "text",
    [
        "Le Conseil Populaire et la Banque Centrale ont signé lundi.",
        "Royal Highland Navy et Royal Highland Force ont patrouillé lundi.",
        "À Bandar Kalat et Bandar Lenguet, des navires sont bloqués.",
    ],
)
def test_names_of_bodies_and_places_are_no_persons(link: Link, text: str) -> None:
    assert [a.name.fr for a in link(text).layers.actors.values() if a.kind == "person"] == []


def test_another_spelling_of_who_holds_the_office_is_the_same_person(link: Link) -> None:
    text = "Le ministre qatari des Affaires étrangères, cheikh Mohammed ben Abderrahmane al-Thani, a parlé."
    linked = link(text, "2017-06-06")
    assert linked.actors("cheikh Mohammed ben Abderrahmane al-Thani") == ("mohammed-bin-abdulrahman-al-thani",)


def test_another_name_beside_an_office_is_another_person(link: Link) -> None:
    linked = link("Le ministre qatari des Affaires étrangères, Karim ben Ali al-Thani, a parlé.", "2017-06-06")
    assert linked.name("Karim ben Ali al-Thani") == "Karim ben Ali al-Thani"


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Lee Jae-myung, patron de l'opposition, a protesté.", "patron de l'opposition", "Lee Jae-myung"),
        ("Le secrétaire au Trésor, Steven Mnuchin, a tenu séance.", "Le secrétaire au Trésor", "Steven Mnuchin"),
        (
            "Le directeur général de la présidence Antoine Choucairi est arrivé.",
            "Le directeur général de la présidence",
            "Antoine Choucairi",
        ),
    ],
)
def test_what_is_said_of_somebody_beside_his_name_names_him(link: Link, text: str, words: str, name: str) -> None:
    linked = link(text)
    assert linked.name(words) == name
    assert linked.mention(words, exact=True) is not None


def test_a_plural_beside_two_names_is_both(link: Link) -> None:
    linked = link("Bakyt Toroev et Saïd Mirzoronov, chefs des deux polices, ont signé lundi.")
    named = [linked.layers.actors[a].name.fr for a in linked.actors("chefs des deux polices")]
    assert named == ["Bakyt Toroev", "Saïd Mirzoronov"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Le porte-parole du président, Emmanuel Macron, a répondu.", "Le porte-parole du"),
        ("Après avoir vu Emmanuel Macron, le directeur du port est parti.", "le directeur du port"),
    ],
)
def test_somebody_elses_description_names_nobody(link: Link, text: str, words: str) -> None:
    assert link(text).mention(words, exact=True) is None


def test_a_nationality_in_two_words_has_two_capitals(link: Link) -> None:
    assert (
        link("Fumio Kishida a vu Yoon Suk-yeol. Puis le Sud-Coréen est rentré.").name("Sud-Coréen") == "Yoon Suk-yeol"
    )


AGAIN = [
    # the family name first, then alone
    ("La négociatrice chinoise Lan Ruolin est là. Mme Lan a vu la presse. « Non », a dit Lan.", "Lan", "Lan Ruolin"),
    ("Pak Hyon-su, le directeur du port, attendait. Puis M. Pak a signé.", "M. Pak", "Pak Hyon-su"),
    # the first of two family names, and both
    ("La ministre Rosa Elena Ibarra Quirós partira. Mme Ibarra reviendra.", "Mme Ibarra", "Rosa Elena Ibarra Quirós"),
    ("La ministre Rosa Ibarra Quirós partira. Mme Ibarra Quirós reviendra.", "Mme Ibarra Quirós", "Rosa Ibarra Quirós"),
    # an article of the name with a capital at the head of the sentence
    ("Karim al-Tawir, chef du port, a parlé. Al-Tawir l'a redit.", "Al-Tawir", "Karim al-Tawir"),
    # a title makes a name of what the parser takes for any word
    ("La directrice Anne Oulatou l'a dit. Rien n'est sûr, précise Mme Oulatou.", "Mme Oulatou", "Anne Oulatou"),
    # "M. Y" elsewhere proves that "X Y" is somebody
    ("On dénonce l'extradition vers les Etats-Unis d'Alix Saabi. M. Saabi est détenu.", "Alix Saabi", "Alix Saabi"),
    ("Ils parlent du meurtre du militant sikh Hardip Sinh Nijari.", "Hardip Sinh Nijari", "Hardip Sinh Nijari"),
    ("Une rencontre entre Olaf Scholz et Jemison Griir est prévue.", "Jemison Griir", "Jemison Griir"),
    ("Il est arrivé avec Grasa Mashal et le Français Emmanuel Macron.", "Grasa Mashal", "Grasa Mashal"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "name"), AGAIN)
def test_one_name_of_a_newcomer_in_full_and_short(link: Link, text: str, words: str, name: str) -> None:
    linked = link(text)
    assert linked.name(words) == name
    assert [a.name.fr for a in linked.layers.actors.values() if a.kind == "person" and a.name.fr in name] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Un accord lie Olaf Scholz et la Banque Mirador Lemvig.",
        "Olaf Scholz est allé à Port Lemvig.",
        "Le groupe Lemvig Hartal a signé.",
        "« Non », a dit Mme Scholz. La Maison Lemvig se tait.",
    ],
)
def test_what_stands_by_a_person_is_not_always_one(link: Link, text: str) -> None:
    linked = link(text)
    assert not [a.name.fr for a in linked.layers.actors.values() if a.kind == "person" and "Lemvig" in a.name.fr]


BODIES = [
    # in the order of its words, or translated, or of another language
    ("L'Alliance du renouveau du Sud central (ARSC) refuse. L'ARSC exige une amnistie.", "ARSC",
     "Alliance du renouveau du Sud central"),
    ("Un cadre du Mouvement démocratique pourpre (PDM) a parlé. Le PDM refuse.", "PDM",
     "Mouvement démocratique pourpre"),
    ("Le Mouvement Lemvig libre (GAK) a signé. Le GAK rendra ses armes.", "GAK", "Mouvement Lemvig libre"),
    # a body that the tables know, by letters that they do not
    ("L'Union africaine (UAF) a réagi. L'UAF menace.", "UAF", "Union africaine"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "letters", "name"), BODIES)
def test_a_body_is_known_by_the_letters_that_the_text_gives(link: Link, text: str, letters: str, name: str) -> None:
    linked = link(text)
    meant = [m for m in linked.layers.mentions if linked.words(m) == letters]
    assert [linked.layers.actors[m.actor or ""].name.fr for m in meant] == [name, name]


@pytest.mark.parametrize(
    "text",
    [
        "Le produit intérieur brut (PIB) recule. Le PIB baisse.",
        "Marine Vauquelin (RL) a voté. Le RL se tait.",
        "Le député Jean Lemvig, du Port (VK), a voté. Le VK se tait.",
    ],
)
def test_letters_in_brackets_are_no_body_by_themselves(link: Link, text: str) -> None:
    assert [a for a in link(text).layers.actors.values() if a.kind in {"organisation", "group"}] == []


BESIDE = [
    ("Jorge Rodriguez, président de l'Assemblée et chef de la délégation, et Gerardo Bleido, son hôte, ont signé.",
     "président de l'Assemblée", "Jorge Rodriguez"),
    ("Andry Rajoelina, président de la Haute autorité, et Marc Ravalomanana, qu'il a chassé, se parlaient.",
     "président de la Haute autorité", "Andry Rajoelina"),
    ("Le garde des Sceaux, Gérald Darmanin, se rendra à Alger.", "garde des Sceaux", "Gérald Darmanin"),
    ("Andry Rajoelina a parlé. « Non », prévient un conseiller de M. Rajoelina.", "un conseiller de M. Rajoelina",
     "un conseiller de Andry Rajoelina"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "name"), BESIDE)
def test_a_role_is_of_the_name_that_it_belongs_to(link: Link, text: str, words: str, name: str) -> None:
    assert link(text, "2009-08-09").name(words) == name


def test_a_month_in_a_header_gives_way_where_more_serve_in_the_year_told(link: Link) -> None:
    text = "Jeudi 28 février 2008, George W. Bush a salué l'accord. Condoleezza Rice a vu Ban Ki-moon et Mwai Kibaki."
    assert link(f"{text} La secrétaire d'État est partie.", "2012-06").actors("La secrétaire d'État") == (
        "condoleezza-rice",
    )
    assert link(f"{text} Hillary Clinton, Leon Panetta et Nicolas Sarkozy le savent.", "2012-01").actors("Rice")
