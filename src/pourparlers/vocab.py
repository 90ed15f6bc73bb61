"""The closed vocabularies of the record: one enumeration a notion, in the field's own words.

Sources: kinds, statuses and stances are ours (see docs/design.md); TIMEX3 kinds are TimeML's; event types,
modes, contexts, scales and quads are those of the PLOVER codebook; Goldstein values are those published
with CAMEO's root codes. Wire values are the enumeration's values and are stable: a change is a release note.
"""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

BlockKind: TypeAlias = Literal["title", "lead", "body", "caption", "credit", "dateline", "subhead", "chrome"]
PublishedBasis: TypeAlias = Literal["header", "metadata", "url", "text", "joint", "updated"]
WhenBasis: TypeAlias = Literal["explicit", "relative", "joint", "metadata", "bounded", "corrected"]
ActorKind: TypeAlias = Literal[
    "state", "person", "organisation", "institution", "group", "format", "document", "anonymous"
]
MentionHow: TypeAlias = Literal["name", "role", "nationality", "metonym", "pronoun", "group", "periphrasis"]
TimeKind: TypeAlias = Literal["DATE", "TIME", "DURATION", "SET"]
StatementKind: TypeAlias = Literal["direct", "partial", "mixed", "indirect"]
Medium: TypeAlias = Literal[
    "press_conference", "communique", "interview", "speech", "call", "letter", "social_media", "leak",
    "report", "unknown",
]  # fmt: skip
ContactKind: TypeAlias = Literal[
    "meeting", "talks", "summit", "call", "visit", "consultation", "mediation", "exchange", "press_conference"
]
Part: TypeAlias = Literal["party", "host", "visitor", "mediator", "sender", "recipient", "represented", "absent"]
ContactStatus: TypeAlias = Literal[
    "proposed", "planned", "ongoing", "held", "postponed", "cancelled", "refused", "denied"
]
ContactMode: TypeAlias = Literal["in_person", "phone", "video", "written", "indirect"]
Assertion: TypeAlias = Literal[
    "asserted", "planned", "conditional", "hypothetical", "negated", "denied", "accused", "reported"
]
Stance: TypeAlias = Literal[
    "demand", "offer", "promise", "threat", "condition", "refusal", "acceptance", "denial", "accusation",
    "support", "concern",
]  # fmt: skip
EventType: TypeAlias = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
JudgementKind: TypeAlias = Literal["merge", "correction"]
Verdict: TypeAlias = Literal["same", "different"]

NOISE_BLOCKS: Final[frozenset[str]] = frozenset({"caption", "credit", "dateline", "chrome"})
"""Blocks that yield no contact, statement, event, position or figure. Their dates are still times."""

PLOVER_SCALE: Final[dict[str, float]] = {
    "AGREE": 2.5, "CONSULT": 2.5, "SUPPORT": 5.0, "CONCEDE": 4.5, "COOPERATE": 9.5, "AID": 10.0,
    "RETREAT": 6.5, "REQUEST": 0.0, "ACCUSE": -3.0, "REJECT": -2.0, "THREATEN": -3.5, "PROTEST": -5.0,
    "SANCTION": -6.0, "MOBILIZE": -5.5, "COERCE": -7.0, "ASSAULT": -9.0,
}  # fmt: skip
"""PLOVER's default scale of each event type (PLOVER codebook; ACCUSE is negative, see docs/design.md)."""

PLOVER_MODES: Final[dict[str, dict[str, float]]] = {
    "AGREE": {},
    "CONSULT": {"visit": 4.0, "third-party": 1.0, "multilateral": 4.0, "phone": 1.5},
    "SUPPORT": {},
    "CONCEDE": {},
    "COOPERATE": {},
    "AID": {},
    "RETREAT": {"withdraw": 8.0, "release": 6.5, "disarm": 10.0, "ceasefire": 7.5, "access": 6.5, "resign": 4.5},
    "REQUEST": {"assist": 0.5, "change": -1.0, "yield": -1.0, "meet": 0.0},
    "ACCUSE": {"disapprove": -2.0, "investigate": -3.5, "allege": -3.5},
    "REJECT": {"assist": -1.5, "change": -2.0, "yield": -2.0, "meet": -2.0},
    "THREATEN": {"restrict": -3.0, "arrest": -3.5, "relations": -3.5, "expel": -3.5, "violence": -3.5, "territory": -4.0},  # noqa: E501
    "PROTEST": {"demo": -5.0, "strike": -5.0, "riot": -7.0, "hunger": -4.5, "boycott": -4.5, "obstruct": -4.5, "vandalize": -4.5},  # noqa: E501
    "SANCTION": {"convict": -6.0, "withdraw": -6.0, "discontinue": -6.0, "expel": -5.5},
    "MOBILIZE": {"troops": -6.5, "weapons": -6.5, "police": -5.5, "militia": -6.0},
    "COERCE": {
        "seize": -7.0, "restrict": -7.0, "arrest": -7.0, "deport": -7.0, "withhold": -7.0, "cyber": -7.0,
        "censor": -6.5, "curfew": -6.5, "misinformation": -6.5, "martial-law": -7.5,
    },
    "ASSAULT": {
        "abduct": -8.5, "torture": -8.5, "sexual": -8.5, "destroy": -8.5, "beat": -7.5, "crowd-control": -7.5,
        "primitive": -8.0, "firearms": -9.0, "explosives": -9.0, "targeted": -9.5, "suicide-attack": -9.5,
        "aerial": -9.5, "drone": -9.5, "heavy-weapons": -9.5, "unconventional": -10.0,
    },
}  # fmt: skip
"""PLOVER's modes of each event type, each with its own scale."""

PLOVER_CONTEXTS: Final[frozenset[str]] = frozenset(
    """military intelligence executive legislative election political_institutions pro_democracy pro_autocracy
    economic legal reparations human_rights rights_freedoms repression human_security gender lgbt
    religion_ethnicity inequality diplomatic territory peacekeeping health asylum migration disasters
    natural_resource environment technology terrorism cbrn cyber misinformation crime corruption illegal_drugs
    trafficking""".split()
)

QUADS: Final[dict[str, int]] = (
    dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), 1)
    | dict.fromkeys(("COOPERATE", "AID", "RETREAT"), 2)
    | dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), 3)
    | dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), 4)
)
"""1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict."""

GOLDSTEIN: Final[dict[str, float]] = {
    "AGREE": 4.0, "CONSULT": 1.0, "SUPPORT": 3.5, "COOPERATE": 6.0, "AID": 7.0, "CONCEDE": 5.0, "RETREAT": 5.0,
    "REQUEST": -5.0, "ACCUSE": -2.0, "REJECT": -4.0, "THREATEN": -6.0, "PROTEST": -6.5, "MOBILIZE": -7.2,
    "SANCTION": -4.0, "COERCE": -7.0, "ASSAULT": -9.0,
}  # fmt: skip
"""Goldstein value of the CAMEO root each type comes from (ASSAULT: 18 and 19 are -9, 20 is -10)."""


def plover_scale(event_type: str, mode: str | None) -> float:
    """PLOVER's scale of `event_type`, or of its `mode` where the codebook gives the mode one of its own.

    Raises KeyError for an event type that PLOVER does not have.
    """
    own = PLOVER_MODES[event_type].get(mode) if mode else None
    return PLOVER_SCALE[event_type] if own is None else own
