"""From which day an expression of time starts: an hour, "le lendemain", "demain" in words said on another day."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

import msgspec

from ..drafts import Direction, Recipe
from .times_rules import Found
from .times_values import Meaning
from .word_table import NOUNS

_QUOTED: Final = re.compile(r"«[^«»\n]*»|“[^“”\n]*”|\"[^\"\n]*\"")
_DAY_OPS: Final = frozenset({"weekday", "day", "month_day", "day_in_month"})
_SPOKEN_OPS: Final = frozenset({"weekday", "day", "week", "weekend", "month", "year"})
_CLOSE: Final = 160
_LIVE: Final = re.compile(r"(?:^|\n)[ \t]*$")
_MONTH: Final = re.compile(r"\d{4}-\d\d~?")
_YEAR: Final = re.compile(r"\d{4}(?:-|$)")
_FULL_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d(?:T.*)?")


_BESIDE: Final = re.compile(r",? (?:à l'|au |dans la |dans l'|en |à |vers |le )?")
"""What stands between a day and the hour or part of it that belongs to it."""
_SAME_DAY: Final = Recipe(op="day")


_BESIDE_DAYS: Final = 2
_OPENED: Final = re.compile(r"(?:, qui|(?:(?:^|\s)Après|, après) (?:avoir|être|s['’]être))\b[^,;:]*$")
"""A relative, or what was done before, that a comma will close."""
_LATE: Final = frozenset({"EV", "NI"})
"""Parts at the end of a day: what had been so then was not so on the day of the story."""
_DAY_TOLD: Final = re.compile(rf"\b(?:{'|'.join(NOUNS.told_stretches)}) (?:du|de|d['’]) ?$", re.I)
"""Before a day that is itself what the sentence tells of: "La journée du mardi 3 mai"."""
_MAIN: Final = re.compile(
    r"(?!.*(?:\b(?:que|qui|où|dont|car|si|quand|lorsque|alors)\b|[;:«»\"“”]|\bqu['’]))[^,]*,.*", re.S
)
"""What leads from such a clause to the day of the main one: no other clause begins there."""


@dataclass(slots=True)
class Draft:
    """An expression while its direction and anchor are sought. `sentence` is the range of its sentence, `lasting` says
    that something goes on since it ("depuis le 5 mars"), `told` that its clause is in a past tense, `over` in the
    pluperfect, `deadline` that it is a limit, `back` that the limit is set in a story that looks back, `present` that a
    plain present tells it, `apposed` that only a participle stands before it ("Arrivé mardi matin, le roi a vu")."""

    found: Found
    meaning: Meaning
    direction: Direction
    sentence: tuple[int, int]
    anchor: int | None = None
    background: bool = False
    reported: bool = False
    loose: bool = False
    lasting: bool = False
    over: bool = False
    told: bool = False
    deadline: bool = False
    back: bool = False
    present: bool = False
    apposed: bool = False
    due: bool = False


def is_day(d: Draft) -> bool:
    """Whether the expression gives one day of its own."""
    if d.meaning.kind not in ("DATE", "TIME") or d.meaning.anaphoric == "hour":
        return False
    if d.meaning.recipe is not None:
        return d.meaning.recipe.op in _DAY_OPS and d.meaning.recipe.to_day is None
    return bool(d.meaning.value and _FULL_DAY.fullmatch(d.meaning.value))


def anchor_hours(drafts: list[Draft], text: str) -> None:
    """Hours and parts of the day take the day told beside them, "le lendemain" and "deux jours plus tôt" the last one
    told. An hour looks in its own sentence first, then back for a day that lies on its side of the report; one that
    opens a line of a live page stands alone.
    """
    for i, d in enumerate(drafts):
        before = [j for j in range(i - 1, -1, -1) if is_day(drafts[j]) or _is_coarse(drafts[j], d)]
        if d.meaning.anaphoric == "hour" and not _LIVE.search(text[max(0, d.found.start - 40) : d.found.start]):
            if (told := _of_main_story(drafts, i, text)) is not None:
                d.anchor = told
                continue
            same = [j for j, e in enumerate(drafts) if j != i and e.sentence == d.sentence and is_day(e)]
            fitting = [j for j in same if drafts[j].direction == d.direction] or same
            near = sorted(fitting, key=lambda j: (abs(j - i), j))
            back = [
                j for j in before if _is_of_story(drafts[j], d, text) and _fits_side(drafts[j].direction, d.direction)
            ]
            near += [j for j in back if d.sentence[0] - drafts[j].found.end < 5 * _CLOSE]
            if i and is_day(drafts[i - 1]) and _BESIDE.fullmatch(text, drafts[i - 1].found.end, d.found.start):
                near = [i - 1]  # "mercredi …, puis le lendemain à l'aube"
            d.anchor = near[0] if near else None
        elif d.meaning.anaphoric == "day" and i and _is_beside(drafts[i - 1], d, text):
            # "le 9 août, quatre jours plus tôt, ils s'étaient vus": counted from the story, the day beside says which
            d.anchor, d.meaning = i - 1, replace(d.meaning, recipe=_SAME_DAY)
        elif d.meaning.anaphoric == "day" and (ahead := _told_ahead(drafts, i, text)) is not None:
            d.anchor = ahead
        elif d.meaning.anaphoric == "day":
            near = [j for j in before if d.sentence[0] - drafts[j].found.end < 5 * _CLOSE]
            if not d.meaning.recipe or not d.meaning.recipe.n:  # "le même jour" is never that of the dispatch
                past = [j for j in before if drafts[j].direction != "future"]
                if d.told and not set(near) & set(past):
                    near = [j for j in past if not drafts[j].background]
            near = [j for j in near if _may_anchor(drafts, j, d)]
            d.anchor = _told_before(drafts, i, near, text) if near else None
            d.anchor = _told_last(drafts, d, near) if d.anchor is None else d.anchor
        elif d.back:
            anchor_limit(drafts, i)
        elif d.found.rule.name == "day_same_month" or (d.found.rule.name == "day_alone" and d.direction != "future"):
            _join_month(drafts, i)


def _is_of_story(day: Draft, d: Draft, text: str) -> bool:
    """Whether an hour of another sentence may be of `day`: one of the story, or one before it that the sentence right
    before is about ("La journée de mardi avait été longue. A midi, …"), or whose evening has its pluperfect too."""
    if not day.background or day.apposed:
        return True
    if _DAY_TOLD.search(text, day.sentence[0], day.found.start) is not None:
        return True
    near = not text[day.sentence[1] : d.sentence[0]].strip() and "\n" not in text[day.sentence[1] : d.sentence[0]]
    part = d.meaning.recipe.part if d.meaning.recipe is not None else None
    return d.background and near and part in _LATE and not day.lasting


def _of_main_story(drafts: list[Draft], i: int, text: str) -> int | None:
    """The day from which "la veille" counts, for an hour behind the semicolon that ends what was over then: "La veille,
    il avait rencontré X ; il était attendu dans la soirée à Rome". None where it is not so."""
    d, e = drafts[i], drafts[i - 1] if i else None
    if e is None or e.sentence != d.sentence or e.meaning.anaphoric != "day" or not e.over or d.background:
        return None
    back = e.meaning.recipe is not None and e.meaning.recipe.op == "day" and e.meaning.recipe.n < 0
    return e.anchor if back and ";" in text[e.found.end : d.found.start] else None


def _told_ahead(drafts: list[Draft], i: int, text: str) -> int | None:
    """The day of the main clause that follows the relative or participle in which "la veille" or "le lendemain" stands:
    "X, qui avait reçu la veille Y, s'est rendu mardi à Rome". None where a day before it in its sentence tells already
    from which it counts."""
    d, recipe = drafts[i], drafts[i].meaning.recipe
    if recipe is None or recipe.op != "day" or not recipe.n or abs(recipe.n) > _BESIDE_DAYS:
        return None
    if any(is_day(e) and e.sentence == d.sentence for e in drafts[:i]):
        return None
    after = next((j for j in range(i + 1, len(drafts)) if is_day(drafts[j])), None)
    if after is None or drafts[after].sentence != d.sentence or drafts[after].direction != "past":
        return None
    if not _names_weekday(drafts[after]) or drafts[after].meaning.anaphoric or drafts[after].background:
        return None
    opened = _OPENED.search(text, d.sentence[0], d.found.start) is not None
    return after if opened and _MAIN.fullmatch(text, d.found.end, drafts[after].found.start) else None


def _told_before(drafts: list[Draft], i: int, near: list[int], text: str) -> int | None:
    """The dated day of the sentence right before, in its paragraph, from which "la veille" goes on where both are told
    as over before the report: "Le 6 mars, ils s'étaient rendus à Rome. Ils avaient été reçus la veille à Oslo"."""
    d, e, recipe = drafts[i], drafts[near[0]], drafts[i].meaning.recipe
    back = recipe is not None and recipe.op == "day" and -_BESIDE_DAYS <= recipe.n < 0
    if (
        not (back and d.over and e.background and not e.lasting and near[0] == i - 1)
        or _names_weekday(e)
        or e.meaning.anaphoric
    ):
        return None
    between = text[e.sentence[1] : d.sentence[0]] if e.sentence != d.sentence else "\n"
    return near[0] if not between.strip() and "\n" not in between else None


def anchor_narration(drafts: list[Draft], text: str) -> None:
    """A day or a month without its year goes on from what was told before it in its paragraph, where both are told in
    one present and that has its year: "En janvier 2018, il réunit les chefs. Un mois plus tard, à Rome, le ministre
    promet, le 20 février, de signer"."""
    for i, d in enumerate(drafts):
        recipe = d.meaning.recipe
        if recipe is None or recipe.op not in ("month_day", "month_only") or recipe.weekday or "dir" in d.found.groups:
            continue
        if d.anchor is not None or d.direction != "future" or not (d.present or d.loose):
            continue
        last = next((j for j in range(i - 1, -1, -1) if _dates_story(drafts[j])), None)
        if last is None or "\n" in text[drafts[last].found.end : d.found.start]:
            continue
        month = recipe.month is not None
        if not _goes_on(drafts[last]) or not (month or _has_month(drafts[last])):
            continue
        if not month:
            d.meaning = replace(d.meaning, recipe=msgspec.structs.replace(recipe, op="day_in_month"))
        d.anchor, d.direction = last, "nearest"


def _dates_story(d: Draft) -> bool:
    """Whether the expression says when: no length of time, and no hour of a day told elsewhere."""
    return d.meaning.kind in ("DATE", "TIME") and d.meaning.anaphoric != "hour"


def _goes_on(d: Draft) -> bool:
    """Whether a present tells the expression in a year that the text gives, by itself or by what it starts from."""
    if d.anchor is not None:
        recipe = d.meaning.recipe
        counted = d.meaning.anaphoric == "day" and recipe is not None and recipe.op in ("year", "month", "week", "day")
        return (counted and d.present) or d.direction == "nearest"
    return d.present and bool(_YEAR.match(d.meaning.value or ""))


def _is_beside(day: Draft, d: Draft, text: str) -> bool:
    """Whether a length of time between commas only tells how far the dated day right before it lies."""
    recipe = day.meaning.recipe
    dated = day.meaning.value is not None or (recipe is not None and recipe.op == "month_day")
    apart = text[day.found.end : d.found.start] == ", " and text[d.found.end : d.found.end + 1] in ",.;)"
    return d.found.rule.name in ("earlier", "later") and is_day(day) and dated and apart


def _may_anchor(drafts: list[Draft], j: int, d: Draft) -> bool:
    """Whether "le lendemain" or "la veille" of `d` may start from day `j`.

    It is itself no such word, but for "deux jours plus tôt … le lendemain" in one pluperfect; and "la veille" of
    another sentence starts from no day that is only referred back to ("celles du 6 avril et du 22 mai derniers")."""
    e, recipe = drafts[j], d.meaning.recipe
    n = recipe.n if recipe else 0
    if e.meaning.anaphoric and n == 0 and e.anchor is not None:
        return True  # "Le lendemain, Malte accepte. Le même jour, …": the day that goes on from another
    if e.meaning.anaphoric:
        back = e.meaning.recipe is not None and e.meaning.recipe.op == "day" and e.meaning.recipe.n < 0
        return n == 1 and back and e.over and d.over
    if n >= 0 or e.sentence == d.sentence:
        return True
    return _names_weekday(e) or not any(x.sentence == e.sentence and _refers_back(x) for x in drafts)


def _names_weekday(d: Draft) -> bool:
    return d.meaning.recipe is not None and d.meaning.recipe.op in ("weekday", "day")


def _refers_back(d: Draft) -> bool:
    """Whether a noun's complement gives a day with its year, or as the last of its name: no day of the story."""
    return d.loose and is_day(d) and (d.meaning.value is not None or "dir" in d.found.groups)


def anchor_limit(drafts: list[Draft], i: int) -> None:
    """A limit set in a story that looks back ("avaient sommé le roi de partir avant le 1er janvier") lies after the day
    told before it; without one, near the report."""
    d = drafts[i]
    recipe = d.meaning.recipe
    if recipe is None or recipe.op not in ("month_day", "month_only") or recipe.month is None:
        return
    near = [
        j
        for j in range(i - 1, -1, -1)
        if is_day(drafts[j]) and drafts[j].direction != "future" and d.sentence[0] - drafts[j].found.end < 5 * _CLOSE
    ]
    d.anchor, d.direction = (near[0], "future") if near else (None, "nearest")


def _join_month(drafts: list[Draft], i: int) -> None:
    """A day without its month that is over ("le 6, elle l'a appelé") lies in the month told last: a writer who changes
    the month names it."""
    d = drafts[i]
    last = next((j for j in range(i - 1, -1, -1) if _has_month(drafts[j])), None)
    if last is None or d.meaning.recipe is None or d.sentence[0] - drafts[last].found.end >= 5 * _CLOSE:
        return
    recipe = msgspec.structs.replace(d.meaning.recipe, op="day_in_month")
    d.anchor, d.meaning = last, replace(d.meaning, recipe=recipe)


def _has_month(d: Draft) -> bool:
    """Whether the expression gives a month, or a day in one."""
    recipe, value = d.meaning.recipe, d.meaning.value
    if d.meaning.kind not in ("DATE", "TIME"):
        return False
    if recipe is not None:
        named = recipe.op in ("month_day", "month_only") and recipe.month is not None and recipe.to_day is None
        return named or recipe.op == "day_in_month"
    return bool(value and (_MONTH.fullmatch(value) or _FULL_DAY.fullmatch(value)))


def _told_last(drafts: list[Draft], d: Draft, near: list[int]) -> int | None:
    """Which of the days `near`, nearest first, "le lendemain" starts from.

    One of its own sentence if there is one, else the last that is no background. "Le même jour, il avait …" goes on
    with what was over before, "le lendemain" with whatever was told last, "la veille" with what the text is about; what
    is still to come "le même jour" is not on the day on which somebody said so.
    """
    recipe = d.meaning.recipe
    n = recipe.n if recipe else 0
    any_plane = bool(recipe and recipe.op == "year") or (n == 0 and d.background)
    ahead = n > 0 or (recipe is not None and recipe.op == "weekday" and d.direction == "future")
    if d.told:  # what is over cannot lie a day after today, nor after what is to come
        excluded = ("future", "same" if n > 0 else "future")
        past = [j for j in near if drafts[j].direction not in excluded]
        # without a day that is over, it counts from the one just told in a present, which may be of a story
        near = past or [j for j in near[:1] if n < 0 and drafts[j].present]
    if n == 0 and d.due and near and drafts[near[0]].reported:
        near = [j for j in near if drafts[j].direction == "future"] or near
    pool = [j for j in near if drafts[j].sentence == d.sentence] or near
    if n == 0 and d.background:
        pool = [j for j in pool if drafts[j].direction != "same"] or pool  # "il avait …" is not told of today
    for j in pool:
        e = drafts[j]
        if any_plane or not e.background or (ahead and not e.lasting):
            return j
    return pool[0] if pool else None


def _fits_side(day: Direction, hour: Direction) -> bool:
    """Whether an hour on side `hour` of the report may belong to a day on side `day`."""
    return day == hour == "future" or (hour == "past" and day in ("past", "nearest"))


def _is_coarse(d: Draft, relative: Draft) -> bool:
    """Whether `d` gives a year or month, from which "trois ans plus tard" or "le mois suivant" may start."""
    recipe, meaning = relative.meaning.recipe, d.meaning
    if recipe is None or meaning.kind != "DATE" or relative.meaning.anaphoric != "day":
        return False
    if recipe.op == "year":
        return bool(meaning.value and meaning.value[:4].isdigit())
    if recipe.op != "month":
        return False
    return bool(_MONTH.fullmatch(meaning.value or "")) or bool(meaning.recipe and meaning.recipe.op == "month_only")


def anchor_quotes(drafts: list[Draft], text: str) -> None:
    """A relative date between quotation marks starts from the day the words were said, where the report tells it."""
    marks = [(m.start(), m.end()) for m in _QUOTED.finditer(text)]
    if not marks:
        return
    inside = [next((q for q in marks if q[0] < d.found.start < q[1]), None) for d in drafts]
    for i, d in enumerate(drafts):
        quote = inside[i]
        if quote is None or d.anchor is not None or not d.meaning.recipe or d.meaning.recipe.op not in _SPOKEN_OPS:
            continue
        said = [
            j
            for j, e in enumerate(drafts)
            if inside[j] is None and is_day(e) and e.direction == "past" and e.meaning.recipe is not None
            and (0 <= e.found.start - quote[1] < _CLOSE or (e.sentence == d.sentence and e.found.end <= quote[0]))
            and "\n\n" not in text[min(quote[1], e.found.start) : max(quote[0], e.found.start)]
        ]  # fmt: skip
        if said:
            d.anchor = min(said, key=lambda j: (abs(drafts[j].found.start - d.found.start), j))
