"""Cues as they stand in a text, and the forms of the verbs among them."""

from __future__ import annotations

from dataclasses import dataclass

FINITE, PART, GERUND, INFINITIVE, FUTURE, BOTH = "finite", "part", "gerund", "infinitive", "future", "both"
_ENDINGS = {
    **dict.fromkeys(["e", "es", "ons", "ez", "ent", "ais", "ait", "aient", "a", "èrent"], FINITE),
    **dict.fromkeys(["é", "ée", "és", "ées"], PART),
    **dict.fromkeys(["era", "erai", "erons", "eront"], FUTURE),
    **dict.fromkeys(["erait", "eraient"], FINITE), "ant": GERUND, "er": INFINITIVE,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CueKind:
    """How a lemma reports; the fields are those of `cue_table.VerbRule`.

    `open` marks a verb that no table knows and that reports only because it stands right after a quotation.
    """

    lemma: str
    takes: frozenset[str]
    preps: frozenset[str]
    incise: bool
    reflexive: bool
    strong: bool
    keep_prep: bool
    negatable: bool = False
    document: bool = False
    open: bool = False


@dataclass(slots=True, unsafe_hash=True)
class CueGroup:
    """A cue in a text: tokens [start, end) from its auxiliary to its last verb word.

    `clitic` is the inverted subject pronoun ("il" of "a-t-il dit"); `finite` is False for a participle, gerund or
    infinitive; `negated` says that "ne" stands in the group; `coordinated` that it shares the auxiliary or the
    subject of a verb before it ("a répondu … et réclamé …");
    `passive` that its subject does not speak ("a été accusé").
    """

    start: int
    verb: int
    end: int
    kind: CueKind
    clitic: str = ""
    finite: bool = True
    reflexive: bool = False
    negated: bool = False
    coordinated: bool = False
    shape: str = FINITE
    passive: bool = False


def regular_forms(infinitive: str) -> set[str]:
    """Forms of a regular verb in -er, with its stem's usual changes (appelle, espère, annonçait, exigeait)."""
    return {form for form, _ in shaped_forms(infinitive)}


def shaped_forms(infinitive: str) -> list[tuple[str, str]]:
    """Forms of a verb with the shape of each; of an irregular one only the infinitive."""
    if not infinitive.endswith("er"):
        return [(infinitive, INFINITIVE)]
    stem = infinitive[:-2]
    stems = {stem}
    if stem.endswith("c"):
        stems.add(stem[:-1] + "ç")
    if stem.endswith("g"):
        stems.add(stem + "e")
    if len(stem) > 2 and stem[-2] in "eé":
        stems |= {stem[:-2] + "è" + stem[-1], stem + stem[-1]}
    if stem.endswith("y"):
        stems.add(stem[:-1] + "i")
    return [(s + ending, shape) for s in stems for ending, shape in _ENDINGS.items()]
