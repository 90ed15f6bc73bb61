"""What stands in an insertion of the sentence, between the subject and its verb, and tells nothing of that verb.

The parser hangs words of an insertion on the noun before it: "la ministre, dont le pays vote jeudi, répète que". The
commas and dashes around it are surer. Input is a parsed `Doc`, and nothing else of it but words and parts of speech.
"""

from __future__ import annotations

from typing import Final

from .tree import Token, remembered

_RELATIVE: Final = frozenset(
    {"qui", "que", "qu'", "dont", "où", "lequel", "laquelle", "lesquels", "lesquelles", "auquel", "auxquels"}
)
_DASHES: Final = frozenset({"-", "–", "—"})
_LONGEST: Final = 45
"""How many tokens an insertion may have."""
_GROUP: Final = 5
"""How many tokens of a verb's group may stand before the verb: "n'a toutefois pas", "l'en aurait"."""
_ENDS: Final = frozenset({",", ";", ":", "«", "»", "(", ")"})
_LIGHT: Final = frozenset({"ADV", "AUX", "PRON", "PUNCT"})


@remembered
def closing(token: Token) -> Token | None:
    """The finite verb right behind the comma or dash that closes the insertion in which `token` stands, None where it
    stands in none: "X, dont le pays vote jeudi, a dit", "X - il était samedi à Rome - a dit"."""
    sentence = token.sent
    first = max(sentence.start, token.i - _LONGEST)
    last = min(sentence.end, token.i + _LONGEST)
    return _after_relative(token, first, last) or _after_dashes(token, first, last)


def is_inserted(token: Token, told: Token) -> bool:
    """Whether `token` stands in an insertion that is over where the verb `told`, or its clause, begins."""
    verb = closing(token)
    return verb is not None and told.sent.start == token.sent.start and told.i >= verb.i


def of_participle(token: Token, stop: int, present: frozenset[str]) -> bool:
    """Whether the time at `token` is that of a participle which a comma closes before token `stop`: "X, arrivé lundi à
    Rome, a dit", "Battu lundi, X a dit"; not of one of `present`, who speak there and then ("X, interrogé lundi")."""
    doc, first = token.doc, token.sent.start
    if not any(t.text == "," for t in doc[token.i + 1 : stop]):
        return False
    i = token.i - 1
    while i >= max(first, token.i - _GROUP) and "Part" not in doc[i].morph.get("VerbForm", []):
        if doc[i].text in _ENDS or doc[i].pos_ in ("NOUN", "AUX") or "Fin" in doc[i].morph.get("VerbForm", []):
            return False
        i -= 1
    if i < max(first, token.i - _GROUP) or doc[i].lower_.endswith("ant") or doc[i].lower_ in present:
        return False
    before = i - (i > first and doc[i - 1].pos_ == "ADV")
    return before == first or doc[before - 1].text == ","


def _after_relative(token: Token, first: int, last: int) -> Token | None:
    doc = token.doc
    opening = None
    for j in range(token.i - 1, first, -1):
        if doc[j].text in (";", ":", "»", "«", '"'):
            return None
        if doc[j].lower_ in _RELATIVE and _is_behind_comma(doc[j], first):
            opening = j
            break
    if opening is None or not any(t.pos_ in ("VERB", "AUX") for t in doc[opening : token.i + _GROUP]):
        return None
    for j in range(token.i + 1, last):
        if doc[j].text in (";", ":", "»", "«", '"'):
            return None
        if doc[j].text == "," and (verb := _verb_behind(doc[j], last)) is not None:
            return verb
    return None


def _after_dashes(token: Token, first: int, last: int) -> Token | None:
    doc = token.doc
    opening = next((j for j in range(token.i - 1, first, -1) if doc[j].text in _DASHES and _is_apart(doc[j])), None)
    if opening is None:
        return None
    closed = next((j for j in range(token.i + 1, last) if doc[j].text in _DASHES and _is_apart(doc[j])), None)
    if closed is None or doc[closed].text != doc[opening].text:
        return None
    behind = doc[closed + 1] if closed + 1 < last and doc[closed + 1].text == "," else doc[closed]
    return _verb_behind(behind, last)


def _is_behind_comma(word: Token, first: int) -> bool:
    """Whether a comma stands right before the relative `word`, or before its preposition: ", avec lequel"."""
    doc, i = word.doc, word.i
    if doc[i - 1].text == ",":
        return True
    return i - 2 >= first and doc[i - 2].text == "," and doc[i - 1].pos_ == "ADP"


def _is_apart(dash: Token) -> bool:
    """Whether a dash stands between spaces, and is no hyphen."""
    before = dash.nbor(-1) if dash.i else None
    return before is not None and bool(before.whitespace_) and (bool(dash.whitespace_) or dash.nbor(1).text == ",")


def _verb_behind(mark: Token, last: int) -> Token | None:
    """The finite verb whose group begins right behind `mark`."""
    doc = mark.doc
    for j in range(mark.i + 1, min(last, mark.i + 1 + _GROUP)):
        token = doc[j]
        if token.pos_ in ("VERB", "AUX") and "Fin" in token.morph.get("VerbForm", []):
            return token
        if token.pos_ not in _LIGHT or token.lower_ in _RELATIVE or token.text == "," or token.text in _DASHES:
            return None
    return None
