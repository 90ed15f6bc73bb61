"""Whom "ils" and "elles" may mean: those whom the text names side by side, or one that is many."""

from __future__ import annotations

from .coreference_table import PronounTable
from .layers import MentionDraft
from .nouns import Item
from .scene import Scene

_CLITICS = 4


def acted_on_both(scene: Scene, item: Item, table: PronounTable) -> set[str]:
    """The two whom the sentence before that of the singular pronoun `item` tells together, where the pronoun's verb has
    "les" or "leur" for an object: "X et Y voulaient partir. Il les a retenus" is neither."""
    after = [t.lower_ for t in scene.doc[item.end : item.end + _CLITICS]]
    plural = {word for word, marks in (*table.objects.items(), *table.dative.items()) if marks.endswith("p")}
    them = next((n for n, word in enumerate(after) if word in plural), None)
    if item.number != "s" or them is None or not table.negations.issuperset(after[:them]):
        return set()
    verb = item.end + them + 1
    pair = scene.pair_before(item.start, reach=1)
    if pair is None or verb >= len(scene.doc) or scene.doc[verb].pos_ not in {"VERB", "AUX", "PRON"}:
        return set()
    return {a for m in pair for a in m.actors}


def named_together(scene: Scene, one: MentionDraft, item: Item) -> list[tuple[str, ...]]:
    """Groups that "ils" may mean: several named together, or one that is many."""
    if len(one.members) > 1:
        genders = {scene.book.actors[m].gender or "x" for m in one.members if m in scene.book.actors}
        return [] if item.gender == "f" and genders == {"m"} else [one.members]
    if one.actor and one.number == "p":
        return [(one.actor,)] if "x" in (scene.gender(one), item.gender) or scene.gender(one) == item.gender else []
    for other in scene.mentions if one.actor else ():
        if other.start < one.start and other.actor and one.actor and scene.is_pair(other, one):
            near = [m for m in scene.mentions if m.end <= item.start and m.actor and not m.adjective]
            all_of = [*scene.list_to(near, other), one]
            genders = {scene.gender(m) for m in all_of}
            fits = item.gender == "x" or (item.gender == "m") == ("m" in genders or "x" in genders)
            return [tuple(dict.fromkeys(m.actor or "" for m in all_of))] if fits else []
    return []
