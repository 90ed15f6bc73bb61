"""Where a word that tells a contact stands: in quoted speech, in a question."""

from __future__ import annotations

from ...annotate.layers import Layers
from ...annotate.tree import Doc
from ...annotate.units import Unit

_NARROW = 4
"""At most so many tokens after its verb stands the "que" that restricts it."""
_CLITIC = 3
"""At most so many tokens before its verb an object pronoun stands."""
_PRONOUNS = frozenset({"l'", "le", "la", "les"})
_CLITICS = frozenset({"se", "s'", "le", "la", "l'", "les", "lui", "leur", "y"})
_ASIDE = 16
"""At most so many tokens behind an infinitive are its own."""
_FEW = 6
"""So many quoted words are the writer's sentence still."""


def is_quoted(layers: Layers, doc: Doc, unit: Unit, i: int) -> bool:
    """Whether token `i` of `unit` stands in quoted speech."""
    at = doc[i].idx
    return any(q.start <= at < q.end and len(layers.text[q.start : q.end].split()) > _FEW for q in unit.quotes)


def ends_asking(doc: Doc, i: int) -> bool:
    """Whether the sentence of token `i` is a question: "X a-t-il rencontré Y ?" tells of no meeting."""
    return "?" in {t.text for t in doc[i].sent[-2:]}


def only_before(doc: Doc, verb: int, j: int) -> bool:
    """Whether the "que" at token `j` restricts the verb at token `verb`: "n'a rencontré que X", not "n'a pas dit
    que"."""
    group = {t.lower_ for t in doc[max(doc[verb].sent.start, verb - 5) : verb]}
    denied = {t.lower_ for t in doc[max(doc[verb].sent.start, verb - 5) : j]} & {
        "pas",
        "plus",
        "jamais",
        "aucun",
        "aucune",
    }
    return j - verb <= _NARROW and bool(group & {"ne", "n'"}) and not denied


def has_object_pronoun(doc: Doc, verb: int) -> bool:
    """Whether an object pronoun stands before the verb at token `verb` ("les recevra", "l'a reçu"), whatever the tagger
    takes it for."""
    group = doc[max(doc[verb].sent.start, verb - _CLITIC) : verb]
    found = [t.i + 2 if doc[t.i + 1].lower_ == "y" else t.i + 1 for t in group if t.lower_ in _PRONOUNS]
    return any(j == verb or doc[j].pos_ == "AUX" for j in found)  # "les recevra", "l'y a reçu"


def host_beside(doc: Doc, i: int, end: int, receives: frozenset[str]) -> int | None:
    """The token of the relative behind token `i`, before token `end`, that says that one of the parties received the
    other: "s'est entretenu avec X, qui le recevait à Rome"; None where none does."""
    for j in (t.i for t in doc[i:end] if t.lower_ == "qui"):
        after = [t.lower_ for t in doc[j + 1 : min(end, j + 4)]]
        if after and after[0] in _PRONOUNS and receives.intersection(after):
            return j
    return None


def is_gerund(doc: Doc, i: int) -> bool:
    """Whether the verb at token `i` is a gerund: "en recevant", "en s'entretenant", "en le recevant"."""
    if not doc[i].lower_.endswith("ant") or not i:
        return False
    return doc[i - 1].lower_ == "en" or (i > 1 and doc[i - 1].lower_ in _CLITICS and doc[i - 2].lower_ == "en")


def opens_deed(doc: Doc, j: int) -> bool:
    """Whether "avant de" at token `j` opens another deed, and what stands behind its infinitive is of that one: "a
    parlé à la presse, avant de dîner avec X"; not "s'est entretenu, avant de quitter Rome, avec X"."""
    if doc[j].lower_ != "avant" or j + 2 >= len(doc) or doc[j + 1].lower_ not in {"de", "d'"}:
        return False
    end = doc[j].sent.end
    deed = next((t.i for t in doc[j + 2 : min(end, j + 6)] if t.lower_.endswith(("er", "ir", "re"))), None)
    if deed is None:
        return False
    rest = doc[deed + 1 : min(end, deed + _ASIDE)]
    beside = next((t.i for t in rest if t.lower_ == "avec"), None)
    return doc[beside - 1].text != "," if beside is not None else all(t.text != "," for t in rest)
