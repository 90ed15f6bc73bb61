"""The ledger of a negotiation: issue by issue, who demands what since when, and who answered, refused or is silent.

A projection of positions. Stances of one side on one issue are one claim, whoever of its officials voiced it and in
however many dispatches; what answers it stands under it, and whoever was addressed and has not answered is silent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from ..errors import NotFoundError
from ..fold import find_stems, fold_name
from ..merge.answers import ANSWERS
from ..merge.parties import parties_of, side_name
from ..store.links import find_bounds
from ..store.order import find_key
from ..types import Position, Record, Struct, When
from ..vocab import Stance
from .cast import Cast, find_sides
from .dates import say_date
from .rows import say_matter

_ORDER: Sequence[Stance] = (
    "demand", "condition", "offer", "promise", "threat", "accusation", "refusal", "acceptance", "denial", "support",
    "concern",
)  # fmt: skip
_UNDONE: Mapping[Stance, frozenset[Stance]] = {
    "refusal": frozenset({"acceptance"}),
    "acceptance": frozenset({"refusal"}),
    "offer": frozenset({"refusal"}),
    "promise": frozenset({"refusal"}),
}
"""What a side takes back when it later takes the other stance on the same issue."""


class Voice(Struct, frozen=True):
    """One position as the ledger shows it: `id` opens its words (`pourparlers show ID`)."""

    id: str
    who: str
    stance: Stance
    date: str
    value: str | None
    words: str
    condition: str
    sources: tuple[str, ...]


class Answer(Struct, frozen=True):
    """What another side answered: its latest voice."""

    side: str
    voice: Voice


class Claim(Struct, frozen=True):
    """A side's stance on an issue. `voices` by date, the last one last; `withdrawn` by a later stance of its own.

    `ids` are those of all its positions; a brief ledger has of their voices the last alone.
    """

    side: str
    stance: Stance
    addressees: tuple[str, ...]
    since: str
    value: str | None
    ids: tuple[str, ...]
    voices: tuple[Voice, ...]
    answers: tuple[Answer, ...]
    silent: tuple[str, ...]
    withdrawn: bool


class Matter(Struct, frozen=True):
    """An issue (its key, and its name where the lexicon has one) and the claims made on it."""

    issue: str
    name: str
    claims: tuple[Claim, ...]


class Ledger(Struct, frozen=True):
    """The matters, those of the lexicon first, the most disputed before others.

    `left_out` counts positions whose dispatch may be later than `as_of`.
    """

    matters: tuple[Matter, ...]
    as_of: str | None = None
    left_out: int = 0


def make_ledger(
    record: Record,
    cast: Cast,
    *,
    issue: str | None = None,
    between: Sequence[str] = (),
    as_of: str | None = None,
    brief: bool = False,
) -> Ledger:
    """The ledger of `record` (positions, actors, documents); `cast` names the lexicon's issues.

    `issue` is a key, a name, or words that the issue or the content holds; `between` are names of actors, whose sides'
    claims on each other and on everybody are kept; `as_of` an ISO day: only what dispatches published by then say. A
    `brief` ledger tells the last voice of each claim alone. Raises NotFoundError for an issue nobody speaks of and an
    actor the record lacks.
    """
    known = [p for p in record.positions if p.holder is not None]
    told = [p for p in known if as_of is None or _is_told_by(p, cast, as_of)]
    chosen = [p for p in told if issue is None or _is_about(p, issue, cast.issues)]
    if issue is not None and told and not chosen:
        raise NotFoundError(f"{issue}: no position on such an issue; `pourparlers ledger` without --issue lists them")
    sides = frozenset(s for name in between for s in find_sides(cast.actors.values(), name))
    maker = _Maker(chosen, cast, sides, brief=brief)
    by_issue: dict[str, list[Position]] = defaultdict(list)
    for position in chosen:
        by_issue[position.issue].append(position)
    matters = [
        Matter(issue=k, name=cast.issues.get(k) or _name(found), claims=claims)
        for k, found in by_issue.items()
        if (claims := maker.claims(found))
    ]
    matters.sort(key=lambda m: (m.issue not in cast.issues, -len({c.side for c in m.claims}), -len(m.claims), m.name))
    return Ledger(matters=tuple(matters), as_of=as_of, left_out=len(known) - len(told))


def _name(positions: Sequence[Position]) -> str:
    """What to call an issue that the lexicon lacks: the words of its first position."""
    return say_matter(min(positions, key=lambda p: p.id))


def _is_told_by(position: Position, cast: Cast, day: str) -> bool:
    """Whether a dispatch surely published by `day` tells the position."""
    for span in position.evidence:
        bounds = find_bounds(cast.documents[span.doc].published.value)
        if bounds is not None and bounds[1] <= day:
            return True
    return False


def _is_about(position: Position, wanted: str, names: Mapping[str, str]) -> bool:
    name = names.get(position.issue, "")
    if wanted == position.issue or fold_name(wanted) == fold_name(name):
        return True
    held = find_stems(" ".join([position.issue, name, *(s.text for s in position.content)]))
    return set(find_stems(wanted)) <= set(held)


class _Maker:
    """Makes the claims of one selection of positions."""

    def __init__(self, positions: Sequence[Position], cast: Cast, sides: frozenset[str], *, brief: bool) -> None:
        self._by_id = {p.id: p for p in positions}
        self._cast, self._sides, self._brief = cast, sides, brief

    def claims(self, positions: Iterable[Position]) -> tuple[Claim, ...]:
        """The claims on one issue; what answers another side's claim is told there and not again."""
        groups: dict[tuple[str, Stance], list[Position]] = defaultdict(list)
        for position in positions:
            for side in sorted(self._holders(position)):
                groups[(side, position.stance)].append(position)
        answers = {key: self._answers(found) for key, found in groups.items()}
        answering = {answer.id for found in answers.values() for _, answer in found}
        made = [
            self._claim(*key, self._sorted(found), groups, answers[key])
            for key, found in groups.items()
            if (key[1] in ANSWERS or not {p.id for p in found} <= answering)
            and self._is_wanted(key[0], found, answers[key])
        ]
        return tuple(sorted(made, key=lambda c: (_ORDER.index(c.stance), find_key(When(value=c.value)), c.side)))

    def _holders(self, position: Position) -> frozenset[str]:
        return parties_of((position.holder, *position.co_holders), self._cast.actors)

    def _sorted(self, positions: Iterable[Position]) -> list[Position]:
        return sorted(positions, key=lambda p: (find_key(self._when(p)), p.id))

    def _when(self, position: Position) -> When:
        """Since when: the position's own date, else up to the day its dispatch was published."""
        if position.since.value or position.since.candidates:
            return position.since
        published = self._cast.documents[position.evidence[0].doc].published.value
        return When(value=f"../{published}" if published and "/" not in published else None, basis="bounded")

    def _claim(
        self,
        side: str,
        stance: Stance,
        positions: Sequence[Position],
        groups: Mapping[tuple[str, Stance], Sequence[Position]],
        answers: Sequence[tuple[str, Position]],
    ) -> Claim:
        asked = self._asked(side, positions)
        answered = {a for a, _ in answers}
        first = self._when(positions[0])
        later = [q for s in _UNDONE.get(stance, ()) for q in groups.get((side, s), ())]
        last = find_key(self._when(positions[-1]))
        return Claim(
            side=side,
            stance=stance,
            addressees=tuple(sorted(asked)),
            since=say_date(first, self._cast.say),
            value=first.value,
            ids=tuple(p.id for p in positions),
            voices=tuple(self._voice(p) for p in (positions[-1:] if self._brief else positions)),
            answers=tuple(Answer(side=s, voice=self._voice(p)) for s, p in answers),
            silent=tuple(sorted(asked - answered)) if stance in ANSWERS else (),
            withdrawn=any(q.since.value and q.since.basis != "bounded" and find_key(q.since) > last for q in later),
        )

    def _answers(self, positions: Sequence[Position]) -> list[tuple[str, Position]]:
        """The latest answer of each side, by side."""
        found: dict[str, Position] = {}
        ids = dict.fromkeys(i for p in positions for i in p.answered_by if i in self._by_id)
        for answer in self._sorted(self._by_id[i] for i in ids):
            for side in self._holders(answer):
                found[side] = answer
        return sorted(found.items())

    def _voice(self, position: Position) -> Voice:
        docs = dict.fromkeys(s.doc for s in position.evidence)
        when = self._when(position)
        return Voice(
            id=position.id,
            who=self._cast.names((position.holder, *position.co_holders)),
            stance=position.stance,
            date=say_date(when, self._cast.say),
            value=when.value,
            words=" […] ".join(s.text for s in position.content) or position.evidence[0].text,
            condition=position.condition.text if position.condition else "",
            sources=self._cast.sources(docs),
        )

    def _asked(self, side: str, positions: Iterable[Position]) -> frozenset[str]:
        """The sides that positions of `side` are addressed to."""
        return parties_of((a for p in positions for a in p.addressee), self._cast.actors) - {side}

    def _is_wanted(self, side: str, positions: Sequence[Position], answers: Iterable[tuple[str, Position]]) -> bool:
        """Whether a claim is held by a side asked for, and concerns another one of them or everybody."""
        if not self._sides:
            return True
        if side not in self._sides:
            return False
        addressees = self._asked(side, positions)
        return not addressees or bool((self._sides - {side}) & {*addressees, *(a for a, _ in answers)})


def name_of(side: str, cast: Cast) -> str:
    """What to call a side in the language of the interface."""
    name = side_name(side, cast.actors)
    return name.en if cast.say.code == "en" else name.fr
