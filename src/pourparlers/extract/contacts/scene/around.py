"""The place and the day of a contact that its own words leave open, from what the dispatch tells around it."""

from __future__ import annotations

from ....annotate.units import Unit
from ....types import Place
from ..rules import Stretch
from ..status import Standing
from ..who.found import Found
from .opening import scene_set
from .scene import Scene
from .signings import signing_told
from .when import Days

_BESIDE = 8
"""At most so many tokens behind its day the place of a clause stands."""


class Around:
    """Looks around the contacts of one document, in its `scene`."""

    def __init__(self, scene: Scene, days: Days) -> None:
        self._scene, self._days = scene, days

    def held(
        self,
        stretch: Stretch,
        found: Found,
        standing: Standing,
        *,
        place: Place | None,
        time: int | None,
        fresh: bool,
    ) -> tuple[Place | None, int | None]:
        """`place` and `time` of what was held, from what was told around it where they are None."""
        if place is not None:
            return place, time
        scene = self._scene
        if standing.status == "ongoing" and time is not None and scene.layers.times[time].direction == "same":
            home = scene.where.home.find()  # "LA HAVANE - X a vu lundi Y. Il rencontre ce mardi Z"
            if scene.was_at(home, {p.actor for p in found.parties}):
                return home, time
        if standing.recent and (opened := scene_set(scene.doc, scene.layers, stretch.unit.start)).town is not None:
            return scene.where.place_of(opened.town), opened.time if time is None else time
        if time is None and fresh and standing.past and stretch.trigger.lemma in self._scene.table.deeds.signs:
            place, time = self._signed()
            if place is not None:
                return place, time
        if stretch.own is None and self._is_on_scene(stretch.unit, standing):
            before = self._scene.scene(stretch.unit, found, standing, time)
            if before is not None and time not in {None, before.time} and self._scene.is_in_margin(stretch):
                before = None  # "vendredi à Paris. Samedi, en marge du G20, il a vu Y": where that is
            place = before.fact.place if before is not None else self._scene.setting(stretch, found, standing)
            place = place or self._scene.hosts.together(stretch, found, standing)
            if time is None and fresh and standing.recent and before is not None:
                time = before.time  # "a reçu X mardi à Rome. Il a ensuite vu Y"
        return place or self._scene.hosts.at_home(stretch, found, standing), time

    def _signed(self) -> tuple[Place | None, int | None]:
        """Where and when the one text of the dispatch is told to have been signed: "la signature à Doha d'un accord",
        then "X et Y avaient signé sous les yeux de Z"."""
        scene = self._scene
        time, town = signing_told(scene.doc, scene.layers, scene.table.where.locatives)
        return (scene.where.place_of(town) if town is not None else None), time

    def to_come(
        self,
        stretch: Stretch,
        found: Found,
        standing: Standing,
        status: str,
        *,
        place: Place | None,
        time: int | None,
    ) -> tuple[Place | None, int | None]:
        """`place` and `time` of what is still to come, from the journey or the contact that leads to it; `status`: the
        one that it has with that journey."""
        if place is not None or standing.status not in {"planned", "proposed"}:
            return place, time
        awaited = self._scene.hosts.awaited(found, stretch.unit, time, status)
        if awaited is not None:
            return awaited.fact.place, awaited.time if time is None else time
        table = self._scene.hosts.same_table(found, stretch) if time is None and standing.status == "planned" else None
        if table is not None:
            return table.fact.place, table.time
        later = self._scene.later(stretch, found, standing, time) if stretch.own is None else None
        return later or self._of_its_day(time, stretch.unit.start), time

    def _of_its_day(self, time: int | None, start: int) -> Place | None:
        """The place told with the day of which the hour `time` is, in a sentence before token `start`: "doivent signer
        jeudi à Rome. X et Y se verront à midi"."""
        doc, layers = self._scene.doc, self._scene.layers
        hour = layers.times[time] if time is not None else None
        if hour is None or hour.kind != "TIME" or hour.anchor is None or layers.times[hour.anchor].start >= hour.start:
            return None
        day = doc.char_span(layers.times[hour.anchor].start, layers.times[hour.anchor].end, alignment_mode="expand")
        if day is None or day.end > start or layers.times[hour.anchor].direction != "future":
            return None
        end = min(day.end + _BESIDE, doc[day.start].sent.end)
        told = self._scene.where.told_in(day.end, end)
        apart = told is not None and any(t.pos_ in {"VERB", "AUX"} or t.text == "," for t in doc[day.end : told[1]])
        return told[0] if told is not None and not apart else None

    def _is_on_scene(self, unit: Unit, standing: Standing) -> bool:
        """Whether a contact may be where the story is: it was held, or a live page tells it."""
        live = standing.status == "ongoing" and self._days.page_day(unit.start) is not None
        return live or standing.status == "held"
