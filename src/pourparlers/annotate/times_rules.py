"""The rules of lang/*/time.toml, compiled: one expression that finds, one a rule that reads what was found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from os.path import commonprefix
from typing import TypeAlias

from ..errors import PackError
from ..lang.pack import Pack
from .openings import ANY, DIGIT, REACH, opening_at, openings
from .times_table import TimeRule, TimeTable
from .word_table import PHRASES

_WORD = re.compile(r"\w+")
_MOST_MET = 10_000
"""So many openings met are remembered."""
_Reader: TypeAlias = tuple[TimeRule, re.Pattern[str]]


@dataclass(slots=True, unsafe_hash=True)
class Found:
    """One match: the rule, the expression's [start, end) and the named groups that matched, in lower case."""

    rule: TimeRule
    start: int
    end: int
    groups: Mapping[str, str]
    outer_end: int


class Ending:
    """A pattern of how a text ends, tried only where the text has a word with which one of its phrases begins."""

    def __init__(self, pattern: re.Pattern[str], phrases: Iterable[str]) -> None:
        self.search = pattern.search
        self._firsts = frozenset(_WORD.findall(lowered(phrase))[0] for phrase in phrases)

    def ends(self, text: str, words: frozenset[str]) -> bool:
        """Whether `text`, whose words are `words`, ends so."""
        return not words.isdisjoint(self._firsts) and self.search(text) is not None


def words_of(text: str) -> frozenset[str]:
    """The words of `text` in lower case, as `Ending.ends` asks for them."""
    return frozenset(_WORD.findall(lowered(text)))


class TimeRules:
    """The compiled table. Patterns are tried in the table's order at each word."""

    def __init__(self, table: TimeTable, *, path: str = "time.toml") -> None:
        self.table = table
        macros = _macros(table)
        readers: list[tuple[_Reader, frozenset[str]]] = []
        for rule in table.rules:
            pattern = _fill(rule, macros, path)
            try:
                readers.append(((rule, re.compile(pattern)), openings(pattern)))
            except re.error as error:
                raise PackError(f"rule {rule.name!r}: {error}", path=path) from error
        # a rule is tried only where the first letters are those of something that it matches
        self._by_opening = _by_opening(readers)
        self._met: dict[str, Sequence[_Reader]] = {}
        firsts = {opening[0] for _, told in readers for opening in told}
        letters = "".join(map(re.escape, sorted(firsts - {DIGIT}))) if ANY not in firsts else r"\W\w"
        self._openings = re.compile(rf"[\d{letters}](?<!\w.)", re.DOTALL)  # the set first: it is sought fast
        context = table.context
        self.deadline = _before(context.deadline)
        self.ahead = _ending(context.ahead)
        self.until = _ending(context.until)
        self.shortly = _ending(tuple(f"{word} {until}" for word in context.shortly for until in context.until))
        self.limit = Ending(_limit(context.until, context.limits), context.until)
        self.since = _ending(context.since)
        self.onward = _ending(context.onward, loose=False)
        self.measured = re.compile(rf"(?:^|\W)(?:{'|'.join(map(re.escape, context.measured))})\w*(?: \w+)? à$")
        self.due = _ending(context.due, loose=False)
        self.no_feast = _before(context.no_feast, loose=False)
        self.not_years = _before(context.not_years, loose=False)
        self.weak_months = _before(context.weak_months, loose=False)
        speech = "|".join(map(re.escape, context.speech))
        self.speech = re.compile(
            rf"(?P<apart>[,»”\"] ?)?\b(?:{'|'.join(PHRASES.on_occasion)}) (?:d'|de |du )?(?:une? |la |le )?"
            rf"(?:{speech})(?: \w+){{0,2}},? (?:ce )?$",
            re.IGNORECASE,
        )
        self.someday = _before(context.someday, loose=False)

    def find(self, text: str) -> Iterator[Found]:
        """The matches in `text`, left to right, none overlapping another; case does not count."""
        text = lowered(text)
        position = 0
        for opening in self._openings.finditer(text):
            at = opening.start()
            if at < position:
                continue
            for rule, reader in self._readers_at(text, at):
                read = reader.match(text, at)
                if read is not None:
                    groups = {k: v.replace("\n", " ") for k, v in read.groupdict().items() if v is not None}
                    name = next((g for g in ("expr", "expr2") if g in groups), None)
                    start, end = read.span(name) if name else read.span()
                    yield Found(rule, start, end, groups, read.end())
                    position = read.end()
                    break

    def _readers_at(self, text: str, at: int) -> Sequence[_Reader]:
        """The rules that may match at code point `at`, in the table's order."""
        letters = text[at : at + REACH]
        found = self._met.get(letters)
        if found is None:
            key = opening_at(text, at)
            keys = (key, *(key[:n] + ANY for n in range(len(key), -1, -1)))
            found = next((self._by_opening[k] for k in keys if k in self._by_opening), ())
            if len(self._met) < _MOST_MET:
                self._met[letters] = found
        return found


def _by_opening(readers: Sequence[tuple[_Reader, frozenset[str]]]) -> dict[str, list[_Reader]]:
    """The readers, in order, that may match at each opening told, and, under fewer letters and ANY, those that may
    where the letters that follow are of no opening told."""
    told = {opening for _, found in readers for opening in found}
    told |= {opening[:n] + ANY for opening in told for n in range(REACH)}
    by_opening: dict[str, list[_Reader]] = {opening: [] for opening in sorted(told)}
    for reader, found in readers:
        free = tuple(opening.removesuffix(ANY) for opening in found if opening.endswith(ANY))
        for opening in (o for o in told if o in found or o.startswith(free)) if free else found:
            by_opening[opening].append(reader)
    return by_opening


def lowered(text: str) -> str:
    """`text` in lower case, length kept."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


@lru_cache(maxsize=8)
def load_time_rules(pack: Pack) -> TimeRules:
    """The compiled time rules of `pack`; raises PackError naming a rule that does not compile."""
    return TimeRules(pack.table("time", TimeTable), path=f"lang/{pack.code}/time.toml")


def _words(words: Iterable[str]) -> str:
    """An alternation of `words`, the longest first, each ending where a word ends.

    Words that begin alike share what they have in common, so that the engine reads it once; the whole begins with the
    set of first letters, by which it passes over a rule.
    """
    ordered = sorted(set(words))
    groups = {re.escape(letter): [*group] for letter, group in groupby(ordered, key=lambda word: word[0])}
    rest = "|".join(f"(?<={letter}){_branches(group, 1)}" for letter, group in groups.items())
    return f"(?:[{''.join(groups)}](?:{rest}))"


def _branches(words: Sequence[str], common: int) -> str:
    """A pattern of `words`, sorted and alike in their first `common` letters, from there on."""
    groups = [list(group) for _, group in groupby(words, key=lambda word: word[common : common + 1])]
    patterns = []
    for group in groups:
        first, shared = group[0], len(commonprefix(group))  # noqa: RUF071 - letters, not parts of a path
        if shared == common:  # a word that ends here; it sorts first
            patterns.append(r"(?!\w)" if first[-1:].isalnum() else "")
        elif len(group) == 1:
            end = r"(?!\w)" if first[-1].isalnum() else ""
            patterns.append(re.escape(first[common:]).replace(r"\ ", " ") + end)
        else:
            patterns.append(re.escape(first[common:shared]).replace(r"\ ", " ") + _branches(group, shared))
    return f"(?:{'|'.join(reversed(patterns))})"  # a word that goes on before one that ends


def _before(words: tuple[str, ...], *, loose: bool = True) -> re.Pattern[str]:
    """A pattern that matches a text which ends with one of `words` and, where `loose`, article and noun in "de"."""
    ordered = "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))
    more = r"(?:le |la |l'|les |un |une |ce |cette )?(?:\w+ (?:de |du )?)?" if loose else ""
    return re.compile(rf"(?:^|\W)(?:{ordered})(?: |(?<=')){more}$", re.IGNORECASE)


def _ending(words: tuple[str, ...], *, loose: bool = True) -> Ending:
    """As `_before`, tried only where one of `words` may stand."""
    return Ending(_before(words, loose=loose), words)


def _limit(until: tuple[str, ...], limits: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern of a text that ends with a limit, told by one of `limits`, and the article of its day: "avant
    l'expiration de l'ultimatum, le "."""
    first, nouns = ("|".join(re.escape(w) for w in sorted(words, key=len, reverse=True)) for words in (until, limits))
    return re.compile(
        rf"(?<!\w)(?:{first}) (?:le |la |l'|les )?(?:{nouns})(?!\w)[^.;:!?,\n]{{0,40}},? (?:le|du) $", re.I
    )


def _macros(table: TimeTable) -> dict[str, str]:
    number = _words(table.numbers)
    return {
        "weekday": _words(table.weekdays),
        "month": _words(table.months),
        "anymonth": _words([*table.months, *table.short_months]),
        "enmonth": _words(table.english_months),
        "season": _words(table.seasons),
        "rank": _words(table.ranks),
        "feast": _words(table.feasts),
        "day": r"(?:1er|[12]\d|3[01]|0?[1-9])(?!\d)",
        "year": r"(?:19|20)\d\d(?!\d)",
        "num": rf"(?:\d{{1,3}}(?!\d)|{number}(?:[ -](?:et[ -])?{number})*)",
        "collective": _words(table.collectives),
        "unit": _words(table.units),
        "longyear": r"(?:1[5-9]|20)\d\d(?!\d)",
        "part": _words(table.parts),
        "inpart": rf"(?: (?:au |en |dans la |dans l'|à l'|à la )?(?P<part>{_words(table.parts)}))",
        "zone": _words(table.zones),
        "edge": "(?:" + "|".join(sorted(table.edges, key=len, reverse=True)) + ")",
        "approx": "(?:" + "|".join(sorted(table.approximations, key=len, reverse=True)) + ")",
    }


def _fill(rule: TimeRule, macros: Mapping[str, str], path: str) -> str:
    """The rule's pattern with its macros written out and its spaces made to match a line break."""

    def put(match: re.Match[str]) -> str:
        name = match.group(1)
        if name not in macros:
            raise PackError(f"rule {rule.name!r}: there is no word list {name!r}", path=path)
        return macros[name]

    filled = re.sub(r"\{([a-z]+)\}", put, rule.pattern)
    return re.sub(r"(?<!\[) (?![^\[\]]*\])", r"[ \\n]", filled)
