"""Judgements in words: what a reason says, what a person decided."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from ..lang.catalogue import Catalogue
from ..merge.corrections import DATES
from ..merge.identities import read_actor
from ..types import Judgement, Place, Reason, When
from .cast import Cast
from .dates import say_date

_EVIDENCE: Final[dict[str, re.Pattern[str]]] = {
    "same_parties": re.compile("the same parties"),
    "larger_table": re.compile("two of those at a larger table"),
    "among": re.compile("the parties of one are among those of the other"),
    "other_persons": re.compile("other persons"),
    "one_person": re.compile("only one person in common"),
    "same_states": re.compile("the same states, told at another level"),
    "one_party": re.compile("the one party told is among the other's"),
    "few_parties": re.compile("too few parties in common"),
    "moved": re.compile("moved to another day"),
    "same_day": re.compile("the same day, (?P<a>.+)"),
    "fits": re.compile("(?P<a>.+) fits (?P<b>.+)"),
    "undated": re.compile("neither is dated"),
    "one_undated": re.compile("one is not dated"),
    "both_at": re.compile("both at (?P<a>.+)"),
    "both_in": re.compile("both in (?P<a>.+)"),
    "not": re.compile("(?P<a>.+) is not (?P<b>.+)"),
    "one_dispatch": re.compile("told in one dispatch"),
    "same_days": re.compile("dispatches of the same days"),
    "days_apart": re.compile(r"dispatches (?P<a>\d+) days apart"),
}
"""What `merge.compare` says for evidence, by the key of it in the catalogue (`reason.*`)."""


def find_evidence(evidence: str) -> tuple[str, dict[str, str]] | None:
    """The key of a rule's evidence in the catalogue and what stands in its gaps; None for words of a person's own."""
    for key, pattern in _EVIDENCE.items():
        if match := pattern.fullmatch(evidence):
            return key, match.groupdict()
    return None


def say_evidence(reason: Reason, say: Catalogue) -> str:
    """A reason's evidence in the language of the interface."""
    found = find_evidence(reason.evidence)
    return say(f"reason.{found[0]}", **found[1]) if found and reason.feature != "person" else reason.evidence


def say_feature(reason: Reason, say: Catalogue) -> str:
    """What a reason looks at."""
    return say.get(f"feature.{reason.feature}", reason.feature)


def say_reason(reason: Reason, say: Catalogue) -> str:
    """A reason with its weight and its evidence; a person's is not weighed."""
    if reason.feature == "person":
        return say("judgement.why", why=reason.evidence)
    return say(
        "card.weight", feature=say_feature(reason, say), weight=reason.weight, evidence=say_evidence(reason, say)
    )


def say_value(judgement: Judgement, cast: Cast) -> str:
    """The value that a correction gives, in words."""
    say, value = cast.say, judgement.value
    if judgement.field in DATES:
        return say_date(When(value=value), say)
    if value is None:
        return say("judgement.nothing")
    if judgement.field == "place":
        return cast.place(msgspec.json.decode(value, type=Place))
    if judgement.field == "status":
        return say(f"status.{value}")
    if judgement.field == "name":
        return value
    if judgement.field == "same":
        return cast.call(read_actor(value))
    return cast.name(value)


def say_correction(judgement: Judgement, cast: Cast) -> str:
    """A correction on one line: what is mended, to what, by whom, and why."""
    say = cast.say
    line = say(
        "judgement.correction",
        field=say.get(f"field.{judgement.field}", judgement.field or ""),
        value=say_value(judgement, cast),
        author=judgement.author,
    )
    if judgement.field == "same" and judgement.anchors:
        line = say("judgement.called", words=judgement.anchors[0].text, line=line)
    if judgement.field == "same" and judgement.sides:
        line = say("judgement.within", line=line, docs=", ".join(cast.source(doc) for doc in judgement.sides[0]))
    why = "".join(f" — {reason.evidence}" for reason in judgement.reasons)
    return f"{line}{why}"


def say_merge(judgement: Judgement, cast: Cast) -> str:
    """A person's merge or split on one line: how many accounts of which contacts, by whom, and why."""
    say = cast.say
    sides = judgement.sides or tuple((one,) for one in judgement.pair)
    line = say(
        f"judgement.{judgement.verdict}",
        a=sides[0][0],
        n=say("judgement.accounts", n=len(sides[0])),
        b=sides[1][0],
        m=say("judgement.accounts", n=len(sides[1])),
        author=judgement.author,
    )
    return line + "".join(f" — {reason.evidence}" for reason in judgement.reasons)
