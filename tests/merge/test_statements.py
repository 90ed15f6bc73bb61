"""The same words in two dispatches are one statement only when speaker, day and occasion agree."""

from __future__ import annotations

from functools import lru_cache
from itertools import permutations

import pytest

from attributed import make_reader
from pourparlers.ids import make_id
from pourparlers.merge.build import build_record
from pourparlers.types import Document, Published, Record

BERLIN = (
    "Le chancelier allemand Olaf Scholz a reçu mardi à Berlin le président français Emmanuel Macron. "
    "À l'issue de leur entretien, Olaf Scholz a déclaré que « la Russie paierait un prix très élevé "
    "si elle attaquait l'Ukraine »."
)
BERLIN_TRANSLATED = (
    "Emmanuel Macron a été reçu mardi à Berlin par Olaf Scholz. À l'issue de cet entretien, Olaf Scholz a averti "
    "qu'une attaque de l'Ukraine aurait pour la Russie un « coût très élevé »."
)
PLAIN = "Olaf Scholz a affirmé mardi que le gazoduc sous la Baltique resterait fermé sans retrait des troupes russes."
PLAIN_AGAIN = "Le gazoduc sous la Baltique restera fermé sans retrait des troupes russes, a dit mardi Olaf Scholz."
LATER = PLAIN_AGAIN.replace("mardi", "jeudi")
UNDATED = PLAIN_AGAIN.replace(" mardi", "")
OTHER = PLAIN_AGAIN.replace("Olaf Scholz", "Emmanuel Macron")
IN_A_LETTER = PLAIN_AGAIN.replace("a dit mardi", "a écrit mardi dans une lettre")
TO_THE_PRESS = PLAIN.replace("mardi", "mardi lors d'une conférence de presse")
LIKE = "Le gazoduc russe est à l'arrêt, a dit mardi Olaf Scholz."
UNNAMED = "Selon un diplomate, le gazoduc sous la Baltique restera fermé sans retrait des troupes russes."


@lru_cache(maxsize=64)
def read(*texts: str) -> Record:
    reader = make_reader()
    published = Published(value="2022-02-11", basis="metadata")
    documents = [
        Document(id=make_id("doc", str(n), t), uri=f"{n}.txt", text=t, language="fr", published=published)
        for n, t in enumerate(texts)
    ]
    return build_record([reader.read(d) for d in documents], program="x", pack="p", knowledge="k")


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        (BERLIN, BERLIN_TRANSLATED, 1),
        (PLAIN, PLAIN_AGAIN, 1),
        (PLAIN, LATER, 0),
        (PLAIN, UNDATED, 0),
        (PLAIN, OTHER, 0),
        (TO_THE_PRESS, IN_A_LETTER, 0),
        (PLAIN, LIKE, 0),
        (UNNAMED, UNNAMED + " Rien d'autre.", 0),
    ],
    ids=["translated", "reworded", "other-day", "no-day", "other-speaker", "other-medium", "other-words", "unnamed"],
)
def test_what_is_one(first: str, second: str, joined: int) -> None:
    record = read(first, second)
    same = {frozenset((s.id, o)) for s in record.statements for o in s.same_as}
    assert len(same) == joined
    docs = {s.id: s.doc for s in record.statements}
    assert all(len({docs[i] for i in pair}) == 2 for pair in same)
    judged = [j for j in record.judgements if j.author == "rule:statements"]
    assert [frozenset(j.pair) for j in judged] == sorted(same, key=sorted)
    assert all({"speaker", "words"} <= {r.feature for r in j.reasons} for j in judged)


def test_same_words_without_a_day_are_one_in_copies_of_a_wire() -> None:
    reader = make_reader()
    first = Document(id="doc-a", uri="a.txt", text=UNDATED, language="fr")
    copy = Document(id="doc-b", uri="b.txt", text=UNDATED + " Avec AFP.", language="fr", copy_of="doc-a")
    record = build_record([reader.read(first), reader.read(copy)], program="x", pack="p", knowledge="k")
    assert sorted(len(s.same_as) for s in record.statements) == [1, 1]
    alone = build_record([reader.read(first)], program="x", pack="p", knowledge="k")
    assert [s.same_as for s in alone.statements] == [()]


def test_order_of_dispatches_makes_no_difference() -> None:
    texts = (PLAIN, PLAIN_AGAIN, LATER)
    reader = make_reader()
    published = Published(value="2022-02-11", basis="metadata")
    readings = [
        reader.read(Document(id=make_id("doc", t), uri="u", text=t, language="fr", published=published)) for t in texts
    ]
    records = [build_record(r, program="x", pack="p", knowledge="k") for r in permutations(readings)]
    assert all(record == records[0] for record in records)


def test_the_occasion_is_the_merged_contact() -> None:
    record = read(BERLIN, BERLIN_TRANSLATED)
    (meeting,) = [c for c in record.contacts if len({a.doc for a in c.accounts}) == 2]
    assert {s.occasion for s in record.statements if s.same_as} == {meeting.id}
    assert {s.said_on.value for s in record.statements if s.same_as} == {"2022-02-08"}
