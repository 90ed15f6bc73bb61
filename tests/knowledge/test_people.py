"""Known facts: who held what, and how the press spells them."""

from __future__ import annotations

import pytest

from pourparlers.knowledge.check import check
from pourparlers.knowledge.load import load_knowledge
from pourparlers.knowledge.model import KnowledgeBase
from pourparlers.knowledge.roles import find_offices, holders


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return load_knowledge()


FACTS = [
    ("usa.foreign_minister", "2022-01-21", "Antony Blinken"),
    ("usa.foreign_minister", "2025-02-18", "Marco Rubio"),
    ("usa.foreign_minister", "2015-07-14", "John Kerry"),
    ("usa.head_of_state", "2021-12-30", "Joe Biden"),
    ("usa.head_of_state", "2018-06-12", "Donald Trump"),
    ("usa.head_of_state", "2025-05-20", "Donald Trump"),
    ("usa.defence_minister", "2022-02-20", "Lloyd Austin"),
    ("usa.national_security_adviser", "2022-03-14", "Jake Sullivan"),
    ("usa.deputy_foreign_minister", "2022-01-10", "Wendy Sherman"),
    ("usa.iran_envoy", "2022-02-01", "Robert Malley"),
    ("rus.foreign_minister", "2022-01-21", "Sergueï Lavrov"),
    ("rus.foreign_minister", "2025-03-01", "Sergueï Lavrov"),
    ("rus.head_of_state", "2022-02-24", "Vladimir Poutine"),
    ("rus.head_of_state", "2010-06-01", "Dmitri Medvedev"),
    ("rus.head_of_government", "2022-01-10", "Mikhaïl Michoustine"),
    ("rus.defence_minister", "2022-03-01", "Sergueï Choïgou"),
    ("rus.defence_minister", "2024-06-01", "Andreï Belooussov"),
    ("inst-kremlin.spokesperson", "2021-12-29", "Dmitri Peskov"),
    ("mfa-rus.spokesperson", "2022-01-19", "Maria Zakharova"),
    ("ukr.head_of_state", "2022-01-21", "Volodymyr Zelensky"),
    ("ukr.head_of_state", "2015-02-11", "Petro Porochenko"),
    ("ukr.foreign_minister", "2022-01-07", "Dmytro Kouleba"),
    ("ukr.foreign_minister", "2025-01-15", "Andriï Sybiga"),
    ("ukr.defence_minister", "2022-02-10", "Oleksiï Reznikov"),
    ("inst-state-dept.spokesperson", "2021-12-29", "Ned Price"),
    ("inst-state-dept.spokesperson", "2024-03-01", "Matthew Miller"),
    ("inst-nsc-usa.spokesperson", "2021-12-29", "Emily Horne"),
    ("inst-white-house.spokesperson", "2022-02-11", "Jen Psaki"),
    ("inst-white-house.spokesperson", "2023-02-11", "Karine Jean-Pierre"),
    ("gbr.head_of_government", "2022-09-10", "Liz Truss"),
    ("gbr.head_of_government", "2022-02-10", "Boris Johnson"),
    ("gbr.head_of_government", "2024-08-01", "Keir Starmer"),
    ("gbr.foreign_minister", "2022-02-10", "Liz Truss"),
    ("gbr.foreign_minister", "2024-01-10", "David Cameron"),
    ("gbr.head_of_state", "2022-09-07", "Elizabeth II"),
    ("fra.foreign_minister", "2022-03-10", "Jean-Yves Le Drian"),
    ("fra.foreign_minister", "2022-06-01", "Catherine Colonna"),
    ("fra.foreign_minister", "2016-01-15", "Laurent Fabius"),
    ("fra.foreign_minister", "2016-03-01", "Jean-Marc Ayrault"),
    ("fra.foreign_minister", "2024-10-01", "Jean-Noël Barrot"),
    ("fra.head_of_state", "2022-02-07", "Emmanuel Macron"),
    ("fra.head_of_government", "2024-10-01", "Michel Barnier"),
    ("deu.head_of_government", "2021-12-01", "Angela Merkel"),
    ("deu.head_of_government", "2022-02-15", "Olaf Scholz"),
    ("deu.head_of_government", "2025-05-20", "Friedrich Merz"),
    ("deu.foreign_minister", "2022-01-18", "Annalena Baerbock"),
    ("ita.head_of_government", "2022-12-01", "Giorgia Meloni"),
    ("isr.head_of_government", "2022-03-05", "Naftali Bennett"),
    ("isr.head_of_government", "2023-10-07", "Benjamin Netanyahu"),
    ("irn.head_of_state", "2022-01-20", "Ebrahim Raïssi"),
    ("irn.foreign_minister", "2015-07-14", "Mohammad Javad Zarif"),
    ("irn.foreign_minister", "2025-05-01", "Abbas Araghchi"),
    ("irn.supreme_leader", "2022-01-20", "Ali Khamenei"),
    ("tur.head_of_state", "2022-03-10", "Recep Tayyip Erdogan"),
    ("tur.foreign_minister", "2022-03-10", "Mevlüt Cavusoglu"),
    ("chn.head_of_state", "2022-02-04", "Xi Jinping"),
    ("chn.foreign_minister", "2023-05-01", "Qin Gang"),
    ("sau.crown_prince", "2022-07-15", "Mohammed ben Salmane"),
    ("syr.head_of_state", "2016-12-01", "Bachar al-Assad"),
    ("syr.head_of_state", "2025-03-01", "Ahmad al-Chareh"),
    ("mli.head_of_state", "2022-01-10", "Assimi Goïta"),
    ("ner.head_of_state", "2023-06-01", "Mohamed Bazoum"),
    ("ner.head_of_state", "2023-08-15", "Abdourahamane Tiani"),
    ("cod.head_of_state", "2025-01-28", "Félix Tshisekedi"),
    ("rwa.head_of_state", "2025-01-28", "Paul Kagame"),
    ("ns-m23.president", "2025-01-28", "Bertrand Bisimwa"),
    ("ns-afc.leader", "2025-01-28", "Corneille Nangaa"),
    ("ns-hamas.political_leader", "2023-11-01", "Ismaïl Haniyeh"),
    ("ns-rsf-sdn.leader", "2023-04-20", "Mohamed Hamdane Daglo"),
    ("sdn.head_of_state", "2023-04-20", "Abdel Fattah al-Burhane"),
    ("ns-polisario.leader", "2021-04-20", "Brahim Ghali"),
    ("org-un.head", "2022-01-21", "Antonio Guterres"),
    ("org-un.envoy_yemen", "2022-01-21", "Hans Grundberg"),
    ("org-un.envoy_libya", "2018-01-21", "Ghassan Salamé"),
    ("org-nato.head", "2022-01-12", "Jens Stoltenberg"),
    ("org-nato.head", "2025-01-12", "Mark Rutte"),
    ("org-eu.foreign_policy_chief", "2022-01-12", "Josep Borrell"),
    ("org-eu.foreign_policy_chief", "2025-01-12", "Kaja Kallas"),
    ("org-eu-commission.head", "2022-01-12", "Ursula von der Leyen"),
    ("org-osce.chair", "2022-01-13", "Zbigniew Rau"),
    ("org-iaea.head", "2022-03-05", "Rafael Grossi"),
    ("org-au.head", "2022-03-05", "Moussa Faki Mahamat"),
    ("org-au.head", "2025-04-05", "Mahmoud Ali Youssouf"),
    # before 2000
    ("usa.head_of_state", "1991-01-16", "George H. W. Bush"),
    ("usa.foreign_minister", "1991-01-09", "James Baker"),
    ("sun.head_of_state", "1989-12-03", "Mikhaïl Gorbatchev"),
    ("rus.head_of_state", "1993-10-04", "Boris Eltsine"),
    ("rus.foreign_minister", "1992-06-01", "Andreï Kozyrev"),
    ("fra.head_of_state", "1990-09-24", "François Mitterrand"),
    ("fra.foreign_minister", "1995-11-21", "Hervé de Charette"),
    ("deu.head_of_government", "1990-10-03", "Helmut Kohl"),
    ("gbr.head_of_government", "1990-08-02", "Margaret Thatcher"),
    ("isr.head_of_government", "1993-09-13", "Yitzhak Rabin"),
    ("irn.head_of_state", "1991-02-04", "Akbar Hachémi Rafsandjani"),
    ("yug.head_of_state", "1999-03-24", "Slobodan Milosevic"),
    ("org-nato.head", "1999-03-24", "Javier Solana"),
    ("org-un.head", "1995-07-11", "Boutros Boutros-Ghali"),
    ("org-eu-commission.head", "1992-02-07", "Jacques Delors"),
    ("prk.supreme_leader", "2018-06-12", "Kim Jong-un"),
    # the Cold War
    ("sun.supreme_leader", "1986-10-11", "Mikhaïl Gorbatchev"),
    ("sun.head_of_state", "1986-10-11", "Andreï Gromyko"),
    ("sun.supreme_leader", "1983-09-01", "Iouri Andropov"),
    ("fra.head_of_state", "1963-01-22", "Charles de Gaulle"),
    ("ddr.supreme_leader", "1970-03-19", "Walter Ulbricht"),
    ("csk.head_of_state", "1990-02-26", "Vaclav Havel"),
    ("org-un.head", "1962-10-28", "U Thant"),
]


@pytest.mark.parametrize(("office", "day", "name"), FACTS, ids=[f"{o}@{d}" for o, d, _ in FACTS])
def test_one_person_held_the_office_on_the_day(kb: KnowledgeBase, office: str, day: str, name: str) -> None:
    found = [holder for holder in holders(kb, office, day, day) if not holder.acting]
    assert [(kb.persons[holder.person].name_fr, holder.certain) for holder in found] == [(name, True)]


@pytest.mark.parametrize(
    ("surface", "person"),
    [
        ("Volodymyr Zelenski", "volodymyr-zelensky"),
        ("Zelenskyy", "volodymyr-zelensky"),
        ("Serguei Lavrov", "sergey-lavrov"),
        ("MBS", "mohammed-bin-salman"),
        ("Ben Salmane", "mohammed-bin-salman"),
        ("Kim Jong Un", "kim-jong-un"),
        ("Hemedti", "mohamed-hamdan-dagalo"),
        ("Le Drian", "jean-yves-le-drian"),
        ("Xi", "xi-jinping"),
        ("Aleksandar Vučić", "aleksandar-vucic"),
        ("Sissi", "abdel-fattah-el-sisi"),
    ],
)
def test_other_spellings_are_known(kb: KnowledgeBase, surface: str, person: str) -> None:
    assert surface in kb.persons[person].variants_fr


@pytest.mark.parametrize("name", ["Liz Truss", "Catherine Colonna", "Maria Zakharova", "Annalena Baerbock"])
def test_women_are_marked(kb: KnowledgeBase, name: str) -> None:
    assert [person.gender for person in kb.persons.values() if person.name_fr == name] == ["f"]


@pytest.mark.parametrize(
    ("person", "office", "day"),
    [
        ("boris-johnson", "gbr.foreign_minister", "2022-02-10"),
        ("angela-merkel", "deu.head_of_government", "2022-02-15"),
        ("donald-trump", "usa.head_of_state", "2022-02-15"),
        ("antony-blinken", "usa.foreign_minister", "2025-03-01"),
        ("jean-yves-le-drian", "fra.foreign_minister", "2023-07-01"),
    ],
)
def test_former_holders_are_not_listed(kb: KnowledgeBase, person: str, office: str, day: str) -> None:
    assert person not in {holder.person for holder in holders(kb, office, day, day)}


def test_every_state_of_the_first_dispatches_has_the_four_offices(kb: KnowledgeBase) -> None:
    functions = ("head_of_state", "head_of_government", "foreign_minister", "defence_minister")
    missing = [
        (state, f) for state in ("fra", "deu", "gbr", "rus", "ukr") for f in functions if not find_offices(kb, f, state)
    ]
    assert missing == []


def test_the_tables_have_no_error(kb: KnowledgeBase) -> None:
    assert [problem for problem in check(kb) if problem.level == "error"] == []


def test_the_tables_are_large_enough(kb: KnowledgeBase) -> None:
    assert len(kb.tenures) >= 1500
    assert len(kb.persons) >= 1200


def test_a_person_has_one_row_only(kb: KnowledgeBase) -> None:
    items = [person.wikidata for person in kb.persons.values() if person.wikidata]
    assert len(items) == len(set(items))


def test_no_cell_has_a_curly_apostrophe(kb: KnowledgeBase) -> None:
    words = [office.title_fr_m for office in kb.offices.values()] + [person.name_fr for person in kb.persons.values()]
    assert [word for word in words if "’" in word] == []
