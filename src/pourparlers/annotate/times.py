"""Expressions of time: where they stand, and the value or the recipe for it.

In: a parsed `Doc`. Out: `TimeExpr`s sorted by position, spans without article or preposition, offsets in code points.
The words are data (lang/*/time.toml); here is what words alone do not decide: ages, counts, quotations, anchors.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from typing import Final

from ..drafts import Direction, Recipe, TimeExpr
from ..fold import put_plain
from ..lang.pack import Pack
from .layers import Layers, layers_of
from .times_anchors import Draft, anchor_hours, anchor_narration, anchor_quotes, is_day
from .times_direction import DirectionFinder
from .times_entries import mark_entries
from .times_present import Narration, settle_narration
from .times_rules import Found, TimeRules, load_time_rules
from .times_stamps import stamp_times
from .times_ties import tie_times
from .times_values import Meaning, meaning_of
from .tree import Doc, starts_of
from .word_table import NOUNS, PHRASES

_MARKS: Final = {"’": "'", "‘": "'", "ʼ": "'", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "‑": "-"}
_LOOKBACK: Final = 60
_NEAR: Final = 5
"""At most so many tokens before a stretch of days stands the verb that puts off."""
_SENTENCE: Final = re.compile(rf" (?:{'|'.join(PHRASES.penalties)})(?!\w)")
"""What follows years that somebody has to serve, not his age: "condamné à cinq ans de prison"."""
_HALF_DAY: Final = re.compile(rf" au (?:{'|'.join(PHRASES.half_days)})(?!\w)")
_AT: Final = re.compile(r",? (?:à|vers|dès) ")
_AFTER_DAY: Final = re.compile(rf"[.;] ?|, (?!(?:{'|'.join(NOUNS.streets)})\b)[\wÀ-ÿ«]| (?:à|au|aux|en) ")
_IN_PLACE: Final = re.compile(r",? (?:à|au|aux|en) (?:l[ae] |l['’])?[A-ZÀ-Ý]")
_COUNT: Final = re.compile(rf" (?:{'|'.join(NOUNS.measures)})\b| \d{{3}}\b|°")
_OF_YEAR: Final = re.compile(rf"(?:^|\W)(?:{'|'.join(PHRASES.before_year)})(?: à)?\s$")
_OF_OLD_YEAR: Final = re.compile(rf"(?:^|\W)(?:{'|'.join(PHRASES.before_old_year)})\s$")


def find_times(doc: Doc, *, pack: Pack) -> list[TimeExpr]:
    """The expressions of time in `doc`, sorted by position, none overlapping another.

    `doc` should carry the parser's annotation; without it every direction that words leave open is "nearest".
    Raises PackError where the pack's table time.toml is wrong.
    """
    rules = load_time_rules(pack)
    layers = _layers_of(doc)
    raw = layers.text if layers is not None else doc.text
    text = put_plain(raw, _MARKS)
    founds = [f for f in rules.find(text) if _is_time(f, text, rules)]
    if not founds:
        return []
    finder = DirectionFinder(doc, rules)
    drafts = _read(doc, text, founds, rules, finder)

    def is_ahead(start: int, end: int) -> bool:
        sentences = ((s.start_char, s.end_char) for s in doc.sents)
        return any(finder.tells_ahead(first, last) for first, last in sentences if start <= first < end)

    settle_narration(drafts, text, is_ahead)
    _agree(drafts)
    anchor_hours(drafts, text)
    anchor_quotes(drafts, text)
    anchor_narration(drafts, text)
    quiet = layers.is_noise if layers is not None else lambda _: False
    times = [
        TimeExpr(
            start=d.found.start, end=d.found.end, text=raw[d.found.start : d.found.end], kind=d.meaning.kind,
            rule=d.found.rule.name, value=d.meaning.value, recipe=d.meaning.recipe, direction=d.direction,
            mod=d.meaning.mod, anchor=d.anchor, background=d.background, reported=d.reported,
            in_noise=quiet(d.found.start), loose=d.loose, over=d.over, deadline=d.deadline,
        )
        for d in drafts
    ]  # fmt: skip
    starts = starts_of(doc)

    def is_past(t: TimeExpr) -> bool:
        first, last = _tokens(starts, t.start, t.end)
        return finder.direction(text[doc[first].sent.start_char : t.start], first, last)[0] == "past"

    def goes_on_past(offset: int) -> bool:
        return finder.is_told_past(max(0, bisect_right(starts, offset - 1)))

    tied = tie_times(times, text, pack=pack, is_past=is_past)
    captions = [b for b in layers.document.blocks if b.kind == "caption"] if layers is not None else []
    stamped = stamp_times(
        tied, text, pack=pack, table=rules.table, is_past=goes_on_past,
        in_caption=lambda at: any(b.start <= at < b.end for b in captions),
    )  # fmt: skip
    return mark_entries(stamped, text, pack=pack, finder=finder)


def _tokens(starts: list[int], start: int, end: int) -> tuple[int, int]:
    """Indices of the first and last token of [start, end) code points."""
    first = max(0, bisect_right(starts, start) - 1)
    return first, max(first, bisect_right(starts, end - 1) - 1)


def _layers_of(doc: Doc) -> Layers | None:
    """The document's layers where the `Doc` has some; their text is its own, typographic marks untouched."""
    try:
        return layers_of(doc)
    except ValueError:
        return None


def _is_time(found: Found, text: str, rules: TimeRules) -> bool:
    """Whether the words around the match leave it a time: no age, no count, no name."""
    name = found.rule.name
    before = text[max(0, found.start - 50) : found.start]
    if name == "the_part":
        return text[found.start].islower()
    if name == "month":
        named = found.groups["month"] == "mars" and rules.weak_months.search(before)
        return text[found.start].islower() and not named
    if name == "feast":
        return _is_feast(found, text, before, rules)
    if name == "day_alone":
        return bool(re.match(_AFTER_DAY, text[found.end : found.end + 14]))
    if name == "year":
        return _is_year(found, text, before, rules)
    if name in ("duration", "time_before", "time_after"):
        unit = found.groups["unit"]
        if unit == "seconde" and found.groups["num"] == "une":
            return False
        if found.groups["num"] == "un" and unit == "jour" and "half" not in found.groups:
            return bool(rules.someday.search(before))
        if unit not in ("ans", "an") or rules.measured.search(before.rstrip().lower()):
            return True
        return not _is_age(found, text, before, rules)
    if name == "vague_duration" and text[found.start : found.start + 3].lower() == "des":
        return before.rstrip().endswith(PHRASES.during)
    return True


def _is_feast(found: Found, text: str, before: str, rules: TimeRules) -> bool:
    """Whether the name of a feast stands for its day: with its capital where it is one word, and in no other name."""
    if rules.no_feast.search(before):
        return False
    feast = found.groups["feast"]
    lower = " " in feast or feast == "ramadan"
    return (lower or text[found.start].isupper()) and not re.match(r"[ -][A-ZÀ-Ý]", text[found.end : found.end + 2])


def _is_age(found: Found, text: str, before: str, rules: TimeRules) -> bool:
    """ "un mineur de 14 ans", "le président, 69 ans,", "âgé de", "à 45 ans", "les moins de 18 ans"."""
    after = text[found.end : found.end + 2]
    stripped = before.rstrip().lower()
    if _SENTENCE.match(text, found.end):
        return False
    if re.search(
        r"âgée?s? d(?:e|')$|l'âge de$|(?:^|\W)à$|(?:les|des|aux) (?:plus|moins) de$|fêt\w+ (?:ses|leurs)$", stripped
    ):
        return True
    if stripped.endswith((",", "(")) and after[:1] in (",", ")", "."):
        return True
    person = re.search(r"(\w+)(?: \w+)? d(?:e|')$", before.rstrip())
    return bool(person and _is_person(person, rules))


def _is_person(match: re.Match[str], rules: TimeRules) -> bool:
    words = match.group(0).split()
    return any(w.removesuffix("s") in rules.table.context.people or w in rules.table.context.people for w in words)


def _is_year(found: Found, text: str, before: str, rules: TimeRules) -> bool:
    """Four digits are a year unless a count, a text's number or an amount: what stands beside them tells."""
    after = text[found.end : found.end + 40]
    if found.groups["year"] < "1900" and not _OF_OLD_YEAR.search(before):
        return False
    if rules.not_years.search(before) or before[-1:] in "-/@#$€." or re.search(r"\d $", before):
        return False
    if _COUNT.match(after):
        return False
    follows = re.match(r" ([a-zà-ÿ]{3,}[sx])\b", after)
    if follows is None or _OF_YEAR.search(before):
        return True
    return follows.group(1) in _AFTER_YEAR


_AFTER_YEAR: Final = frozenset(
    {
        "mais",
        "dans",
        "sous",
        "après",
        "depuis",
        "vers",
        "dès",
        "sans",
        "plus",
        "pas",
        "lors",
        "puis",
        "alors",
        "les",
        "des",
        "aux",
    }
)


def _read(doc: Doc, text: str, founds: list[Found], rules: TimeRules, finder: DirectionFinder) -> list[Draft]:
    """Meaning and direction of every match."""
    starts = starts_of(doc)
    narration = Narration(doc, text, rules, finder)
    drafts: list[Draft] = []
    for found in founds:
        meaning = _settled(meaning_of(found, rules.table), doc, found, rules, starts)
        if meaning is None:
            continue
        half = found.rule.name == "day_alone" and _HALF_DAY.match(text, found.end)  # "le 2 au soir" is no address
        first, last = _tokens(starts, found.start, found.end)
        dated = half or _follows_date(drafts) or _is_of_deed(doc, first, text[found.end :])
        if found.rule.name == "day_alone" and text[found.end] in ", " and not dated:
            continue
        sentence = doc[first].sent
        joined = _joined(drafts[-1], found, meaning, text) if drafts else None
        if joined is not None:
            drafts[-1] = joined
            continue
        direction, background = meaning.direction, False
        side: Direction | None = None
        if direction is None or meaning.anaphoric == "day":
            needs = meaning.kind in ("DATE", "TIME") and meaning.anaphoric != "day"
            before = text[sentence.start_char : found.start]
            direction = direction or "nearest"
            if needs or meaning.anaphoric == "day":
                side, background = finder.direction(before, first, last)
                direction = side if needs else direction
        elif direction == "past" and meaning.kind in ("DATE", "TIME"):
            background = finder.direction(text[sentence.start_char : found.start], first, last) == ("past", True)
        weekday = meaning.recipe is not None and meaning.recipe.op == "weekday" and meaning.direction is None
        if weekday and direction == "future" and finder.is_present(first, last):
            direction = "past" if narration.is_over(finder.verb(first, last), first, last) else direction
        if found.rule.name == "this_weekday" and not finder.is_ahead(first, last):
            direction = "same"
        if direction != "nearest" and _is_in_brackets(found, meaning, text):
            direction = "nearest"
        limits = (sentence.start_char, sentence.end_char)
        reported = direction == "past" and not background and finder.is_report(first, last)
        loose = finder.is_loose(text[sentence.start_char : found.start], first, last)
        if meaning.direction is None and direction == "future" and _is_bare_date(meaning):
            loose = loose or finder.is_present(first, last)
        present = meaning.kind == "DATE" and finder.is_present(first, last)
        over = meaning.anaphoric == "day" and finder.is_over(first, last)
        limit = _is_limit(found, meaning, text[sentence.start_char : found.start], finder)
        lasting = background and bool(rules.since.search(text[sentence.start_char : found.start][-_LOOKBACK:]))
        drafts.append(
            Draft(
                found, meaning, direction, limits, background=background, present=present, reported=reported,
                loose=loose, lasting=lasting, over=over, told=side == "past", due=side == "future", deadline=limit,
                back=limit and finder.looks_back(first),
                apposed=background and not lasting and len(text[sentence.start_char : found.start].split()) == 1,
            )
        )  # fmt: skip
    return drafts


def _is_moved(doc: Doc, found: Found, rules: TimeRules, starts: list[int]) -> bool:
    """Whether a stretch of days tells from which day to which something is put off: "a été reporté du 3 au 10"."""
    first, _ = _tokens(starts, found.start, found.end)
    before = [t for t in doc[max(doc[first].sent.start, first - _NEAR) : first] if t.pos_ == "VERB"]
    context = rules.table.context
    moved = bool(before) and before[-1].lemma_ in context.moved and before[-1].lower_.startswith(context.undone)
    return moved and doc[first - 1].lower_ == "du"


def _settled(meaning: Meaning | None, doc: Doc, found: Found, rules: TimeRules, starts: list[int]) -> Meaning | None:
    """`meaning`, of the last day alone where a stretch of days tells from which day to which something is put off."""
    r = meaning.recipe if meaning is not None and found.rule.name == "range" else None
    if meaning is None or r is None or r.op != "month_day" or not (r.to_month and r.to_day):
        return meaning
    if not _is_moved(doc, found, rules, starts):
        return meaning
    return replace(meaning, recipe=Recipe(op="month_day", month=r.to_month, day=r.to_day), direction="future")


def _is_in_brackets(found: Found, meaning: Meaning, text: str) -> bool:
    """Whether a month or a day of one opens a bracket: "(fin décembre, ndlr)" is of no verb around."""
    dated = meaning.recipe is not None and meaning.recipe.op in ("month_only", "month_day")
    return dated and text[max(0, found.start - 4) : found.start].rstrip().endswith(("(", "(le"))


def _is_bare_date(meaning: Meaning) -> bool:
    """Whether it is a day and its month, no weekday beside them ("le 8 mai")."""
    recipe = meaning.recipe
    return recipe is not None and recipe.op == "month_day" and recipe.month is not None and recipe.weekday is None


def _is_limit(found: Found, meaning: Meaning, before: str, finder: DirectionFinder) -> bool:
    """Whether the expression is a limit by which something is done; an hour alone limits nothing that days tell."""
    if meaning.kind not in ("DATE", "TIME") or meaning.anaphoric == "hour" or found.rule.name == "this_part":
        return False
    return found.groups.get("until") is not None or finder.is_deadline(before)


def _follows_date(drafts: list[Draft]) -> bool:
    """Whether the last expression gives a day or a month, in which a bare "le 17," may lie."""
    last = next((d for d in reversed(drafts) if d.meaning.kind == "DATE" or is_day(d)), None)
    recipe = last.meaning.recipe if last is not None else None
    return last is not None and (is_day(last) or bool(recipe and recipe.op == "month_only"))


def _is_of_deed(doc: Doc, first: int, after: str) -> bool:
    """Whether a bare day stands between a verb that is over, to come or reflexive and a place: "se sont vus le 10 à
    Rome", "arrivera le 10 à Rome", not "habite le 10 à Rome"."""
    if first < 2 or not _IN_PLACE.match(after):
        return False
    verb = doc[first - 2]
    told = "Part" in verb.morph.get("VerbForm", []) or "Fut" in verb.morph.get("Tense", [])
    itself = {t.lower_ for t in doc[max(0, first - 4) : first - 2]} & {"se", "s'"}
    return verb.pos_ in {"VERB", "AUX"} and (told or bool(itself))


def _joined(day: Draft, found: Found, meaning: Meaning, text: str) -> Draft | None:
    """`day` with the hour that stands right behind it ("vendredi à 18 heures"), None where it is no such pair."""
    if found.rule.do != "clock" or not _AT.fullmatch(text[day.found.end : found.start]):
        return None
    both = day.meaning.at(meaning)
    if both is None:
        return None
    return replace(day, found=replace(day.found, end=found.end), meaning=both)


def _agree(drafts: list[Draft]) -> None:
    """A weekday whose direction nothing tells takes that of the same weekday elsewhere in the text, where all agree."""
    told: dict[int, set[Direction]] = {}
    for d in drafts:
        if d.meaning.recipe and d.meaning.recipe.op == "weekday" and d.direction != "nearest":
            told.setdefault(d.meaning.recipe.weekday or 0, set()).add(d.direction)
    for d in drafts:
        if d.meaning.recipe and d.meaning.recipe.op == "weekday" and d.direction == "nearest":
            directions = told.get(d.meaning.recipe.weekday or 0, set())
            if len(directions) == 1:
                d.direction = next(iter(directions))
