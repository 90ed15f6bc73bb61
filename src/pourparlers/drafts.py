"""What one dispatch says, before its dates are resolved and before dispatches are merged.

A `Reading` is all that the analysis of one document yields. It is a pure function of the document, the
language pack and the knowledge base, so it can be stored, and read again only when one of them changes.
Facts in it are those of `pourparlers.types` with their dates left empty; `Draft.time` points at the expression
of time that dates the fact, because its value may depend on what other documents say.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from .types import (
    Actor,
    Contact,
    Document,
    Event,
    Figure,
    Mention,
    Position,
    Statement,
    Struct,
)
from .vocab import TimeKind

Direction: TypeAlias = Literal["past", "future", "nearest", "same"]
TieKind: TypeAlias = Literal["same", "anniversary", "elapsed", "through", "pair", "offset", "news", "exactly"]
EntryShape: TypeAlias = Literal["inline", "heading", "hour"]
Stamp: TypeAlias = Literal["published", "issued", "written", "updated"]


_DAYS = frozenset({"weekday", "day", "month_day", "day_in_month"})
"""Recipes that give one day."""


class Tie(Struct, frozen=True):
    """What the words say of an expression's day by another one, at index `other` of the same sequence.

    - same: both give one day ("mercredi dernier, le 9 mars"; "dimanche … la séance est fixée au 27 novembre");
    - anniversary: it is the other's day and month in a later year;
    - elapsed: it is the time gone by, on the day of publication, since the other;
    - through: it begins a stretch of days that the other ends ("de jeudi à samedi"); pair: so does it where the other
      is the next day ("mercredi et jeudi");
    - offset: it is so many `days` after the other, before it where negative ("lundi, au lendemain du vote du 6 mai");
    - news: what its clause tells was done so many `days` after it (`other` is itself: "au lendemain du vote du 6 mai,
      elle a reçu l'émissaire");
    - exactly: it is the time, to the day, from the other to what its clause tells ("trois ans jour pour jour après").
    """

    kind: TieKind
    other: int
    days: int = 0


class TimeExpr(Struct, frozen=True):
    """An expression of time with the recipe for its value.

    `start`, `end`: code points in the document. `value` is final (EDTF or ISO 8601) where the words alone give
    it; otherwise `recipe` says how to get it from the day of publication (see `pourparlers.merge.dates`).
    `direction` is what tense and context say of it. `rule` names the rule of lang/*/time.toml that found it.
    `background` says that it dates what was over before the report ("avait averti mercredi", "depuis le 5 mars").
    `anchor` is the index (in the same sequence) of the expression whose day the recipe starts from, None for the day
    of publication: "le même jour", "à 18 heures", "demain" in words said on a day that the text gives.
    `ties` are days that the words tie to this one. `reported` says that it stands beside a verb of saying in the past.
    `over` says that a pluperfect tells what happened on the day of an anchored expression ("deux jours plus tôt, ils
    avaient signé"). `loose` says that its direction is only likely, as no tense tells it: "prévue le 16 mai" may be
    over, "le scrutin du 27 février" still to come. `stamp` is what it says of the page itself: that it was published on
    that day (its own words for it, or the day it bears), written (and printed that day or the next), or last changed.
    `deadline` says that it is a limit: what it dates is done by then ("d'ici à trois mois", "avant le 4 mars"). `entry`
    is the shape of the entry of a chronology, or of a live page, that it opens: what the entry tells is of then.
    """

    start: int
    end: int
    text: str
    kind: TimeKind
    rule: str
    value: str | None = None
    recipe: Recipe | None = None
    direction: Direction = "nearest"
    mod: str | None = None
    anchor: int | None = None
    in_noise: bool = False
    background: bool = False
    ties: tuple[Tie, ...] = ()
    reported: bool = False
    loose: bool = False
    over: bool = False
    stamp: Stamp | None = None
    entry: EntryShape | None = None
    deadline: bool = False

    @property
    def is_day(self) -> bool:
        """Whether it gives one day, and no month or stretch of days."""
        if self.recipe is not None:
            return self.recipe.op in _DAYS
        return len(self.value or "") == len("2022-01-21")


class Recipe(Struct, frozen=True):
    """How a relative or underspecified expression gets its value from an anchor day (`merge.dates.resolve`).

    `op` is one of
    - weekday: day `weekday` (1 Monday … 7 Sunday) in the expression's direction; never the anchor itself where
      `strict` ("vendredi prochain"); `n` weeks away from the anchor's own week where `in_week` is set;
    - day, week, weekend, month, year: the anchor's, `n` of them away (a weekend goes by the direction where `n` is
      0);
    - month_day: `month`, `day` (to `to_month`, `to_day` where set), the year missing; `weekday` where the text gives
      it; `month` None: the day of the month alone; day_in_month: day `day` of the anchor's month;
    - month_only: `month`, the year missing; `approximate` where the text gives an edge of it ("début décembre");
    - week_of: the week of `month`, `day`; season: EDTF season `month` (21 … 24), the year missing; the one going on
      counts where `n` is 0;
    - months: from `month` to `to_month`, the year missing; century: the anchor's, `n` away; feast: `feast` (see
      `pourparlers.annotate.times_feasts`), of `year` where set.
    `exact` keeps the day ("il y a un an, jour pour jour").
    `edge` (START, MID, END) keeps the first two days, the middle one or the last three of a week.
    `part` is appended to a day: a TIMEX3 part (MO, MI, AF, EV, NI) or an hour with its zone (`10:50`, `14:50Z`).
    """

    op: str
    n: int = 0
    month: int | None = None
    day: int | None = None
    to_month: int | None = None
    to_day: int | None = None
    weekday: int | None = None
    part: str | None = None
    strict: bool = False
    in_week: bool = False
    approximate: bool = False
    edge: str | None = None
    exact: bool = False
    feast: str | None = None
    year: int | None = None


class StatementDraft(Struct, frozen=True):
    """A statement, and the index in `Reading.times` of the day it was said (None: not told).

    `since` is the index of the day of the news on which it comments: it was said on that day or later (None: not told).
    """

    fact: Statement
    time: int | None = None
    since: int | None = None


class ContactDraft(Struct, frozen=True):
    """One dispatch's account of a contact (`fact.accounts` is empty until merging).

    `certainty` as in `types.Account`. `sentence` is the [start, end) of the sentence that tells it.
    `before_published`: the words put it before the dispatch without dating it. `loose`: no word tells whether the
    parties saw or called each other ("s'est entretenu avec"). `foretold`: a plan told in the past ("devait se tenir").
    `anew`: one to come beside one that was ("un nouveau rendez-vous"). `apart`: where no `time` dates it, the index of
    a day that the text tells and how many days after it, before it negative, the contact was ("a salué mercredi …, au
    lendemain d'un entretien"). `narrated`: told in the present, which tells of a day to come or, in a narration, of
    one that is over ("le 8 mai, X rencontre Y").
    """

    fact: Contact
    time: int | None = None
    certainty: str = "asserted"
    before_published: bool = False
    sentence: tuple[int, int] = (0, 0)
    loose: bool = False
    foretold: bool = False
    anew: bool = False
    apart: tuple[int, int] | None = None
    narrated: bool = False


class EventDraft(Struct, frozen=True):
    """An event and the index of the expression that dates it."""

    fact: Event
    time: int | None = None


class PositionDraft(Struct, frozen=True):
    """A position and the index of the expression that dates it."""

    fact: Position
    time: int | None = None


class FigureDraft(Struct, frozen=True):
    """A figure and the index of the expression that dates it."""

    fact: Figure
    time: int | None = None


class Reading(Struct, frozen=True):
    """All that one document says, sorted by position in its text.

    `report_days` are indices of the days on which somebody is told to have spoken. `known_span` is the first and last
    day (ISO 8601) on which everybody who acts in the text held an office that the knowledge base knows; None where
    fewer than two of them did, or never together. `known_days` are indices of days that the knowledge base may know,
    with what it gives (ISO 8601): "samedi" of an inauguration; `met_days` the same of meetings of public record.
    """

    document: Document
    actors: tuple[Actor, ...] = ()
    mentions: tuple[Mention, ...] = ()
    times: tuple[TimeExpr, ...] = ()
    statements: tuple[StatementDraft, ...] = ()
    contacts: tuple[ContactDraft, ...] = ()
    events: tuple[EventDraft, ...] = ()
    positions: tuple[PositionDraft, ...] = ()
    figures: tuple[FigureDraft, ...] = ()
    report_days: tuple[int, ...] = ()
    known_span: tuple[str, str] | None = None
    known_days: tuple[tuple[int, tuple[str, ...]], ...] = ()
    met_days: tuple[tuple[int, tuple[str, ...]], ...] = ()
