"""The rules of lang/*/blocks.toml: their shape, and compiled once for a language pack."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from ..lang.pack import Pack, Table
from ..vocab import BlockKind

Scope = Literal["line", "section", "tail", "after", "inset", "start", "end", "inside", "link"]


class Agency(Table, frozen=True):
    """A news agency and the forms in which it signs."""

    name: str
    forms: tuple[str, ...]


class Vocabulary(Table, frozen=True):
    """Words by what they tell about the stretch they stand in; see blocks.toml for each."""

    photo: tuple[str, ...]
    small: frozenset[str]
    not_credit: frozenset[str]
    months: tuple[str, ...]
    labels: frozenset[str]
    camel: tuple[str, ...]
    openers: tuple[str, ...]
    before_names: frozenset[str]


class Finite(Table, frozen=True):
    """How a finite verb is known without a parser: its form, or its ending unless the word is listed."""

    forms: frozenset[str]
    endings: tuple[str, ...]
    not_finite: frozenset[str]


class CaptionTable(Table, frozen=True):
    """What only captions say, with executed examples of captions."""

    cues: tuple[str, ...]
    examples: tuple[str, ...]
    counter: tuple[str, ...]


class Shaped(Table, frozen=True):
    """Executed examples of blocks that are known by their shape and place, not by words."""

    examples: tuple[str, ...]
    counter: tuple[str, ...]


class Rule(Table, frozen=True, kw_only=True):
    """One pattern. `longest` caps the length of a line that may match, in code points."""

    name: str
    kind: BlockKind
    scope: Scope
    pattern: str
    longest: int = 200
    examples: tuple[str, ...]
    counter: tuple[str, ...]


class BlockTable(Table, frozen=True):
    """Shape of lang/*/blocks.toml."""

    agencies: tuple[Agency, ...]
    vocabulary: Vocabulary
    finite: Finite
    caption: CaptionTable
    title: Shaped
    subhead: Shaped
    rules: tuple[Rule, ...]


class Pattern:
    """A compiled rule."""

    def __init__(self, rule: Rule, parts: dict[str, str]) -> None:
        self.name, self.kind, self.scope, self.longest = rule.name, rule.kind, rule.scope, rule.longest
        self.regex = re.compile(_fill(rule.pattern, parts))


class BlockRules:
    """The compiled table: patterns by scope, and the words that the engine asks about."""

    def __init__(self, table: BlockTable) -> None:
        words = table.vocabulary
        self.words = words
        self.finite = table.finite
        self._agency_of = {form: a.name for a in reversed(table.agencies) for form in a.forms}
        agency = rf"(?<!\w){_any_of(tuple(self._agency_of))}(?!\w)"
        place = r"[A-ZÀ-Ý][\w’\x27-]+(?:[ ](?:[A-ZÀ-Ý][\w’\x27-]*|de|du|la|le|les|sur|en|aux)){0,3}"
        parts = {
            "agencies": r"%agency%(?:(?:\s?[/,&+-]\s?|,? et |,? and |,? avec )(?:l[’\x27])?%agency%)*",
            "agency": agency,
            "photo": rf"(?<!\w){_any_of(words.photo)}(?!\w)",
            "month": _any_of(words.months),
            "place": rf"(?:{place})",
            "opener": rf"(?:(?:{_any_of(words.openers)})\s|L[’\x27]|[«“\"])",
        }
        compiled = [Pattern(rule, parts) for rule in table.rules]
        self.by_scope: dict[str, tuple[Pattern, ...]] = {
            scope: tuple(p for p in compiled if p.scope == scope) for scope in {p.scope for p in compiled}
        }
        names = r"(?:[A-ZÀ-Ý][\w’\x27.-]+ ){0,3}[A-ZÀ-Ý][\w’\x27.-]+"
        mark = _any_of((*self._agency_of, *words.photo))
        openers = _any_of(words.openers)
        self.agency = re.compile(agency)
        self.agencies_only = re.compile(_fill("%agencies%", parts))
        self.credit_word = re.compile(rf"(?<!\w){mark}(?!\w)")
        self.credit_run = re.compile(
            rf"(?<=[.!?…»”\"])\s+(?P<block>(?:{names}\s?/\s?)?{mark}(?:\s?[/,-]\s?{mark}|\s{mark})*)(?=\s+{parts['opener']})"
        )
        self.opener = re.compile(rf"(?<=[\w»”\"?!])\s+(?=(?:(?:{openers})\s+|L[’\x27])[a-zà-ÿ«“\"\d])")
        self.camel = re.compile(_any_of(words.camel))
        self.caption_cue = re.compile(_fill("|".join(table.caption.cues), parts))
        endings = _any_of(table.finite.endings)
        self._finite_ending = re.compile(rf"[^\W\d_]{{2,}}{endings}")

    def scope(self, scope: Scope) -> tuple[Pattern, ...]:
        """The patterns tried at `scope`, in the order of the table."""
        return self.by_scope.get(scope, ())

    def is_label(self, words: str) -> bool:
        """Whether `words`, where a place might stand, are a label ("VIDÉO") or the name of an agency."""
        return words.casefold() in self.words.labels or words in self._agency_of

    def agencies_in(self, words: str) -> tuple[str, ...]:
        """The agencies that `words` name, in their order, each once."""
        return tuple(dict.fromkeys(self._agency_of[m[0]] for m in self.agency.finditer(words)))

    def is_finite(self, word: str) -> bool:
        """Whether `word`, in lower case and without elision, is a finite verb beyond reasonable doubt."""
        if word in self.finite.forms:
            return True
        return word not in self.finite.not_finite and self._finite_ending.fullmatch(word) is not None


def _fill(pattern: str, parts: dict[str, str]) -> str:
    """`pattern` with %name% replaced by the alternatives of that name."""
    for _ in range(2):  # %agencies% is made of %agency%
        for part, alternatives in parts.items():
            pattern = pattern.replace(f"%{part}%", alternatives)
    return pattern


def _any_of(words: tuple[str, ...]) -> str:
    """A group that matches any of `words`, the longest first."""
    return "(?:" + "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w))) + ")"


@lru_cache(maxsize=8)
def load_block_rules(pack: Pack) -> BlockRules:
    """The compiled block rules of `pack`; raises PackError where its table is wrong."""
    return BlockRules(pack.table("blocks", BlockTable))
