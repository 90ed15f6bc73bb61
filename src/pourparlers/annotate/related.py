"""Relatives of "que" that the parser takes for clauses that a verb governs: "propose une trêve, que Quito rejette".

Input is the columns of a parse (one item a token; heads as distances), which are changed in place: the clause hangs on
the noun before its comma, and "que" is the object that its verb lacks. Only where that verb, or the infinitive under
it, has none of its own, and no second comma closes an aside after a verb of saying ("a dit, lundi à Rome, que").
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from .columns import Columns
from .token import Morph

_QUE: Final[frozenset[str]] = frozenset({"que", "qu'"})
_NOUNS: Final[frozenset[str]] = frozenset({"NOUN", "PROPN"})
_INSIDE: Final[frozenset[str]] = frozenset({"nmod", "amod", "flat", "flat:name", "flat:foreign", "acl"})
"""How what stands inside a noun phrase hangs on its head."""
_RELATIVE: Final[frozenset[str]] = frozenset({"acl:relcl", "acl"})
_OBJECTS: Final[frozenset[str]] = frozenset({"obj", "ccomp", "obl:arg", "iobj"})
_BORDERS: Final[frozenset[str]] = frozenset({".", ";", ":", "!", "?", "«", "»", '"'})
_JOINS: Final[frozenset[str]] = frozenset({"et", "mais"})
_REACH: Final = 40


def relate(lower: Sequence[str], pos: list[str], dep: list[str], morph: Sequence[Morph], heads: list[int]) -> None:
    """Hang such relatives on their nouns; `pos`, `dep` and `heads` are changed in place."""
    parse = Columns(lower, pos, dep, morph, heads)
    for i in range(2, len(lower) - 2):
        if lower[i] not in _QUE or heads[i] <= 0:
            continue
        if dep[i] == "mark" and lower[i - 1] == "," and pos[i - 2] in ("NOUN", "PROPN", "ADJ"):
            _relate(i, parse)
        elif dep[i] == "obj" and pos[i] == "PRON" and pos[i - 1] in _NOUNS:
            _hang_near(i, parse)


def _hang_near(que: int, parse: Columns) -> None:
    """Hang on the noun right before it the clause of a relative that the parser gives to the verb above: "a accepté le
    plan que la Ligue avait proposé"."""
    verb = parse.above(que)
    above = parse.above(verb)
    noun = _head(que - 1, above, parse)
    if parse.dep[verb] == "ccomp" and above < que and not _is_under(noun, verb, parse):
        parse.dep[verb], parse.heads[verb] = "acl:relcl", noun - verb


def _relate(i: int, parse: Columns) -> None:
    """Mend the relative that the "que" at `i` opens after a noun and a comma, and one that "et" joins to it."""
    verb = parse.above(i)
    above = parse.above(verb)
    if not above < i or not _lacks_object(verb, parse):
        return
    noun = above
    if parse.dep[verb] not in _RELATIVE:
        aside = any(parse.lower[k] == "," or parse.lower[k] in _BORDERS for k in range(above + 1, i - 1))
        if aside or parse.dep[verb] != "ccomp":
            return
        noun = _head(i - 2, above, parse)
    if parse.pos[noun] not in _NOUNS or _is_under(noun, verb, parse):
        return
    _hang(i, verb, noun, parse)
    for k in range(verb + 1, min(len(parse.heads), verb + _REACH)):
        if parse.lower[k] in _BORDERS:
            return
        if parse.lower[k] not in _QUE or parse.lower[k - 1] not in _JOINS or parse.dep[k] != "mark":
            continue
        other = parse.above(k)
        if other > k and parse.above(other) == verb and _lacks_object(other, parse):
            _hang(k, other, noun, parse)


def _is_under(i: int, top: int, parse: Columns) -> bool:
    """Whether token `i` hangs, however far down, on `top`."""
    for _ in range(_REACH):
        if i == top or not parse.heads[i]:
            return i == top
        i = parse.above(i)
    return True


def _hang(que: int, verb: int, noun: int, parse: Columns) -> None:
    bearer = next((k for k in parse.under(verb, _REACH) if k > verb and parse.morph[k].infinitive), verb)
    parse.pos[que], parse.dep[que], parse.heads[que] = "PRON", "obj", bearer - que
    parse.dep[verb], parse.heads[verb] = "acl:relcl", noun - verb


def _lacks_object(verb: int, parse: Columns) -> bool:
    """Whether the finite verb has a subject before it and neither it nor an infinitive under it has an object."""
    comma = next((k for k in range(verb, min(len(parse.heads), verb + _REACH)) if parse.lower[k] == ","), verb + _REACH)
    own = [k for k in parse.under(verb, _REACH) if k < comma]
    helped = any(parse.dep[k].startswith("aux:tense") for k in own)
    acts = any(parse.dep[k] == "nsubj" and k < verb for k in own)
    if not acts or not (helped or parse.morph[verb].finite):
        return False
    if any(parse.dep[k] in _OBJECTS or parse.dep[k].startswith(("expl", "cop", "aux:pass")) for k in own):
        return False
    led = [k for k in own if k > verb and parse.dep[k] in ("xcomp", "advcl")]
    return all(
        parse.morph[k].infinitive and _OBJECTS.isdisjoint(parse.dep[j] for j in parse.under(k, _REACH)) for k in led
    )


def _head(i: int, above: int, parse: Columns) -> int:
    """The head of the noun phrase that ends at `i`."""
    while parse.dep[i] in _INSIDE and above < parse.above(i) < i:
        i = parse.above(i)
    return i
