"""Verb groups that an adverbial splits, put together again: "a de son côté appelé", "ont, dès lundi, condamné".

The parser takes such an auxiliary for a verb of having and hangs the participle on the adverbial's noun, so that the
deed loses its subject. Input is the columns of a parse (one item a token; heads as distances), which are changed in
place: the participle takes the place of the auxiliary, which becomes its auxiliary, and the adverbial its circumstance.

An adverbial is known by its shape: a preposition with a determined noun, a time, or a fixed phrase. A noun without
preposition ("a un allié appelé") and a partitive ("a de l'argent caché") are left alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from .token import Morph
from .word_table import GRAMMAR, NOUNS, PHRASES

_HAVE: Final = GRAMMAR.have
_DETERMINERS: Final = GRAMMAR.determiners
_BE: Final = GRAMMAR.etre
_SELF: Final = frozenset({"se", "s'"})
_PREPOSITIONS: Final[frozenset[str]] = frozenset(
    "à au aux en dans dès depuis sur sous après avant lors par pour devant selon".split()
)
_BARE: Final[frozenset[str]] = frozenset("en dès depuis par à au après avant sur selon".split())
"""Prepositions after which a noun may stand without determiner in an adverbial ("en revanche", "dès lundi")."""
_TIMES: Final = NOUNS.times
_PHRASES: Final = PHRASES.set_apart
_ENDINGS: Final = ("é", "i", "u", "is", "us", "it", "rt", "nt", "os")
"""How a past participle without marks of gender and number ends."""
_LONGEST: Final = 7
"""Longest adverbial without commas, in tokens; with commas the double."""
_REACH: Final = 60
"""How far from a verb group its subject and its complements are looked for, in tokens."""
_IN_PHRASE: Final[frozenset[str]] = frozenset({"DET", "NOUN", "PROPN", "ADJ", "NUM", "ADV", "ADP", "PRON"})


def regroup(lower: Sequence[str], pos: list[str], dep: list[str], morph: Sequence[Morph], heads: list[int]) -> None:
    """Mend the groups of "avoir", and of "se" with "être", that an adverbial splits.

    `pos`, `dep` and `heads` are changed in place.
    """
    for i, word in enumerate(lower):
        own = word in _BE and i > 0 and lower[i - 1] in _SELF  # "se sont d'abord parlé"
        if not (own or word in _HAVE) or pos[i] not in ("VERB", "AUX"):
            continue
        above = i + heads[i]
        if above > i and dep[i][:3] == "aux" and "Part" in morph[above].get("VerbForm", []):
            continue  # the parser has joined it to its participle
        at = _participle(i, lower, pos, morph)
        if at is not None and not (i and lower[i - 1] == "y"):  # "il y a, dans la ville, appelé …"
            columns = Columns(lower, pos, dep, heads)
            join(i, at, columns)
            if own:
                _raise(at, columns)


def _participle(i: int, lower: Sequence[str], pos: list[str], morph: Sequence[Morph]) -> int | None:
    """The participle whose auxiliary stands at `i`, past an adverbial; None where none follows."""
    count, start = len(lower), i + 1
    while start < count and pos[start] == "ADV" and start < i + 3:
        start += 1  # "n'a pas", "a aussi"
    if start < count and lower[start] == ",":
        stop = next((j for j in range(start + 2, min(count, start + 2 * _LONGEST)) if lower[j] == ","), None)
        if stop is None or stop + 1 >= count or any(morph[j].finite for j in range(start + 1, stop)):
            return None
        after = stop + 1
        return after if _is_participle(after, lower, pos, morph, agrees=lower[i] in _BE) else None
    end = _adverbial_end(start, lower, pos)
    if end is None:
        return None
    while end < count and pos[end] == "ADV" and end < start + _LONGEST:
        end += 1
    whole = end < count and _is_participle(end, lower, pos, morph, agrees=lower[i] in _BE)
    return end if whole else None


def _adverbial_end(start: int, lower: Sequence[str], pos: list[str]) -> int | None:
    """Index right after the adverbial that opens at `start`; None where none does."""
    for phrase in _PHRASES:
        if tuple(lower[start : start + len(phrase)]) == phrase:
            return start + len(phrase)
    count, j = len(lower), start
    if j + 1 >= count:
        return None
    opens = lower[j] in _PREPOSITIONS
    if opens:
        determined = lower[j] in ("au", "aux") or lower[j + 1] in _DETERMINERS
        if not determined and lower[j] not in _BARE:
            return None
        j += 1
    elif not any(w in _TIMES for w in lower[j : j + 3]):
        return None
    noun = None
    while j < count and j < start + _LONGEST and pos[j] in _IN_PHRASE:
        if j > start + 1 and pos[j] == "ADP":
            break
        if pos[j] in ("NOUN", "PROPN") or lower[j] in _TIMES:
            noun = j
        elif pos[j] == "ADJ" and noun is not None and lower[j].endswith(("é", "és")):
            break  # the participle itself, taken for an adjective
        j += 1
    if noun is None or (not opens and lower[noun] not in _TIMES and lower[noun - 1] not in _TIMES):
        return None
    return j


def _is_participle(at: int, lower: Sequence[str], pos: Sequence[str], morph: Sequence[Morph], *, agrees: bool) -> bool:
    """Whether a word may follow "avoir": a past participle without the marks of gender and number, but where it
    `agrees` with the subject of "être"."""
    word = lower[at].removesuffix("s").removesuffix("e") if agrees else lower[at]
    if pos[at] not in ("VERB", "ADJ", "AUX", "NOUN") or not word.endswith(
        ("é", "i", "u", "is", "us", "it", "rt", "nt", "os")
    ):
        return False
    if word.endswith("nt") and not word.endswith(("aint", "eint", "oint")):
        return False
    return word.endswith("é") or ("Part" in morph[at].get("VerbForm", []) and not morph[at].finite)


class Columns(NamedTuple):
    """A parse by columns: words in lower case, parts of speech, relations, and how far each head stands."""

    lower: Sequence[str]
    pos: list[str]
    dep: list[str]
    heads: list[int]


def join(i: int, at: int, parse: Columns) -> None:
    """Put the participle at `at` in the place of what the words from the auxiliary at `i` to it hang on."""
    lower, pos, dep, heads = parse
    top = i
    while i <= top + heads[top] < at and heads[top]:
        top += heads[top]
    above = top + heads[top]
    if above != at:
        heads[at], dep[at] = (0 if above == top else above - at), dep[top]
    for k in range(max(0, i - _REACH), min(len(heads), at + _REACH)):
        if not i <= k <= at and i <= k + heads[k] < at:  # subject and complements
            heads[k] = at - k
            if k > at and dep[k] == "punct" and pos[k] in ("NOUN", "PROPN"):
                dep[k] = "obj"
    _name_subject(i, at, parse)
    for k in range(i + 1, at):
        if k == top or k + heads[k] == i or not i <= k + heads[k] < at:
            heads[k] = at - k
            if pos[k] in ("NOUN", "PROPN", "PRON", "NUM"):
                dep[k] = "obl:mod" if pos[k - 1] in ("ADP", "DET") or lower[k] in _TIMES else "advmod"
    heads[i], dep[i], pos[i], pos[at] = at - i, "aux:tense", "AUX", "VERB"


def _raise(at: int, parse: Columns) -> None:
    """Make the participle at `at` the verb of its sentence where the parser hangs it on the relative of its subject:
    "Les deux hommes, qui s'étaient vus, se sont d'abord parlé"."""
    _, pos, dep, heads = parse
    verb = at + heads[at]
    while verb < at and dep[verb] != "acl:relcl" and verb + heads[verb] < verb:
        verb += heads[verb]
    noun = verb + heads[verb]
    if verb < at and dep[verb] == "acl:relcl" and pos[noun] in ("NOUN", "PROPN") and not heads[noun]:
        heads[at], dep[at], heads[noun], dep[noun] = 0, "ROOT", at - noun, "nsubj"


def _name_subject(i: int, at: int, parse: Columns) -> None:
    """A noun before the group that the parser takes for an object is the subject where there is no other."""
    _, pos, dep, heads = parse
    before = [k for k in range(max(0, i - _REACH), i) if k + heads[k] == at]
    if not any(dep[k].startswith(("nsubj", "csubj")) for k in before):
        for k in before:
            if dep[k] == "obj" and pos[k] in ("NOUN", "PROPN"):
                dep[k] = "nsubj"
