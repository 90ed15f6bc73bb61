"""Whom a name may mean: the rows of the knowledge base that a person's words find.

Accents, case and hyphens make no difference. Nothing is resolved here by context or date, as it is in a dispatch.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..fold import fold_name
from .model import KnowledgeBase, Office

__all__ = ["Found", "find_rows"]

_SMALL = frozenset("de d du des la le les l of the s".split())


@dataclass(frozen=True, slots=True)
class Found:
    """A row: its table, the id of what it means, its names in French and English ("" where the table has none).

    Of a metonym, `place` is the id of the state that the word lies in when it is only a place ("" for a word that is
    no place), and `often` whether it often is.
    """

    table: str
    id: str
    name_fr: str
    name_en: str
    place: str = ""
    often: bool = False


def find_rows(kb: KnowledgeBase, words: str) -> list[Found]:
    """The rows of `kb` that `words` name: by id, name, variant, a person's last name, a title, a metonym.

    A title may come with whose it is: "ministre français des Affaires étrangères", "foreign minister of Russia".
    """
    return [*_named(kb, fold_name(words)), *_offices(kb, words), *_metonyms(kb, fold_name(words))]


def _named(kb: KnowledgeBase, key: str) -> Iterator[Found]:
    for table in ("states", "organisations", "persons", "formats"):
        for row in getattr(kb, table).values():
            names = {fold_name(n) for n in (row.id, row.name_fr, row.name_en, *row.variants_fr)}
            if key in names or (table == "persons" and key == fold_name(row.name_fr).split()[-1]):
                yield Found(table, row.id, row.name_fr, row.name_en)


def _offices(kb: KnowledgeBase, words: str) -> Iterator[Found]:
    key, asked = fold_name(words), _content(words)
    for office in kb.offices.values():
        titles = [_content(t) for t in (office.title_fr_m, office.title_fr_f, office.title_en, *office.variants_fr)]
        told = [asked - title for title in titles if title and title <= asked]
        if key == fold_name(office.id) or (told and any(rest <= _whose(kb, office) for rest in told)):
            yield Found("offices", office.id, office.title_fr_m, office.title_en)


def _whose(kb: KnowledgeBase, office: Office) -> frozenset[str]:
    """Words that may say whose an office is: its body's names, and its state's demonyms."""
    state, body = kb.states.get(office.body), kb.organisations.get(office.body)
    if state is not None:
        demonyms = "|".join((state.demonym_m, state.demonym_f, state.demonym_mp, state.demonym_fp)).split("|")
        return _content(" ".join((state.name_fr, state.name_en, *state.variants_fr, *state.variants_en, *demonyms)))
    return _content(" ".join((body.name_fr, body.name_en, *body.variants_fr))) if body is not None else frozenset()


def _metonyms(kb: KnowledgeBase, key: str) -> Iterator[Found]:
    for row in kb.metonyms:
        if key == fold_name(row.surface_fr):
            yield Found("metonyms", row.actor, row.surface_fr, "", row.place_state, row.place_use == "often")


def _content(words: str) -> frozenset[str]:
    return frozenset(fold_name(words).replace("'", " ").split()) - _SMALL
