"""Which state or organisation of the tables a source's word means: a QID, a code, a name."""

from __future__ import annotations

import csv
from collections import defaultdict
from importlib.resources import files

from pourparlers.knowledge.imports.names import fold
from pourparlers.knowledge.model import KnowledgeBase

__all__ = ["Bodies", "packaged_rows"]

_LINKS = frozenset(
    "of the for de du des d la le les l republic federation kingdom republique federation royaume state etat".split()
)
_LONGEST = 7  # words of a body's name


class Bodies:
    """The states and organisations of a knowledge base, by every word that a source may use for them."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._words: dict[str, str] = {}
        self._names: defaultdict[str, list[str]] = defaultdict(list)
        found: defaultdict[str, set[str]] = defaultdict(set)
        for table in (kb.states, kb.organisations):
            for row in table.values():
                self._words[row.id] = row.id
                if row.wikidata:
                    self._words.setdefault(row.wikidata, row.id)
                for name in (row.name_en, row.name_fr, *row.variants_en, *row.variants_fr):
                    if told := fold(name):
                        found[told].add(row.id)
                        self._names[row.id].append(told)
        for state in kb.states.values():
            if state.iso3:
                self._words.setdefault(state.iso3, state.id)
                self._words.setdefault(state.iso3.lower(), state.id)
        for row_ in packaged_rows("codes"):
            if row_["body"] in self._words:
                self._words.setdefault(row_["code"], row_["body"])
        self._by_name = {name: next(iter(ids)) for name, ids in found.items() if len(ids) == 1}

    def add(self, word: str, body: str) -> None:
        """Know *body* by *word* too, unless the word has a meaning already."""
        self._words.setdefault(word, body)

    def find(self, word: str) -> str:
        """Give the id of the body that *word* means, "" where it means none or more than one."""
        return self._words.get(word) or self._words.get(word.lower()) or self._by_name.get(fold(word), "")

    def stem(self, label: str, body: str) -> str:
        """Give the folded *label* without the body's name at its end or beginning: ``prime minister``."""
        told = fold(label)
        for name in sorted(self._names.get(body, ()), key=len, reverse=True):
            if told.endswith(f" {name}"):
                told = told[: -len(name) - 1]
                break
            if told.startswith(f"{name} "):
                told = told[len(name) + 1 :]
                break
        return _unlinked(told)

    def named_in(self, label: str) -> tuple[str, str]:
        """Give the body whose name ends *label*, and the folded rest; "" where none does."""
        words = fold(label).split()
        for n in range(min(_LONGEST, len(words) - 1), 0, -1):
            body = self._by_name.get(" ".join(words[-n:]), "")
            if body:
                return body, _unlinked(" ".join(words[:-n]))
        return "", ""


def packaged_rows(table: str) -> list[dict[str, str]]:
    """Give the rows of a table that only imports read (``codes``, ``functions``, ``positions``)."""
    text = (files("pourparlers.knowledge") / "data" / f"{table}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _unlinked(told: str) -> str:
    """Give the words without the small ones that tied them to a name: ``president of the republic of``."""
    words = told.split()
    whole = list(words)
    while words and words[-1] in _LINKS:
        words.pop()
    # « president of the republic » is a title of its own: the republic stays where « of the » leads to it.
    for noun in ("republic", "republique", "federation", "state", "etat"):
        if noun in whole[len(words) :]:
            words = [*words, *whole[len(words) : whole.index(noun, len(words)) + 1]]
            break
    return " ".join(words)
