"""What lies further back than the story: "X a reçu Y. A et B s'étaient vus en mai. Les deux hommes ont parlé"."""

from __future__ import annotations

from collections.abc import Callable

from .scene import Scene
from .tense import tense_of
from .tree import Doc

_BACK = frozenset({"avait", "avaient", "était", "étaient"})
_TWO = 2


def before_background(
    scene: Scene, start: int, end: int, party: Callable[[str], str], left: set[str]
) -> tuple[str, ...]:
    """The persons of the sentence before one that only looks back, where the words [start, end) go on with the story;
    () where that is not so, or where one of them is told of again between.

    `party`: what an actor counts as, "" for nothing; `left`: whom the words cannot mean.
    """
    places = scene.places
    here = places.sentence(start)
    told = [m for m in scene.mentions if places.sentence(m.start) == here - _TWO and m.actor]
    before = [m for m in scene.mentions if m.end <= start and places.sentence(m.start) == here - 1]
    if not before or not told or _looks_back(scene, end):
        return ()
    if not _looks_back(scene, places.sentence_start(before[0].start)):
        return ()
    if _looks_back(scene, places.sentence_start(told[0].start)):
        return ()
    told = [m for m in told if scene.kind(m.actor or "") == "person" and not places.is_quoted(m.start)]
    found = tuple(dict.fromkeys(p for m in told if (p := party(m.actor or ""))))
    again = {a for m in before for a in m.actors}
    return () if (again | left) & set(found) else found


def earlier_clause(doc: Doc, first: int, stop: int) -> tuple[int, int] | None:
    """The tokens, among [first, stop), of a clause between commas on what its speaker had done before, which was not
    when he spoke: "X, qui avait appelé Y la veille, a répété"; but "X, qui l'avait appelé, lui a dit" was then."""
    words = [t.lower_ for t in doc[first:stop]]
    opening = next((i for i in range(1, len(words)) if words[i] == "qui" and words[i - 1] == ","), None)
    if opening is None or "," not in words[opening:]:
        return None
    closing = words.index(",", opening)
    then = not {"lui", "leur"}.isdisjoint(words[closing : closing + 3])
    had = any(tense_of(t) == "pluperfect" for t in doc[first + opening : first + closing])
    return (first + opening, first + closing) if had and not then else None


def _looks_back(scene: Scene, i: int) -> bool:
    """Whether the first verb from token `i` on is in the pluperfect: "s'étaient vus"."""
    verb = next((t for t in scene.doc[i:] if t.pos_ in {"VERB", "AUX"}), None)
    after = scene.doc[verb.i + 1 : verb.i + 3] if verb is not None else ()
    done = any("Part" in t.morph.get("VerbForm", []) for t in after)
    return verb is not None and verb.lower_ in _BACK and done
