"""Score a record against gold: the measures of the project, one tally each.

The measures and their names are those of the project's scoring tool, so that figures can be compared; a test runs
both on one record where the tool is at hand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import msgspec

from ..errors import DataError
from ..exports.jsonl import read_jsonl
from ..types import Contact, Event, Position, Record, Statement
from .clusters import Item, home_of, score_clusters
from .contacts import score_meetings, score_non_contacts
from .gold import Deed, GoldDocument, GoldSet, Meeting, Quote, Range, Stand, load_gold
from .match import Names, is_date, medium_of, overlap, pair, touches, trim, walk_spans
from .mentions import MentionScorer, group_by_document
from .tally import Scores, Tallies

_ANONYMOUS = re.compile(r"anonym|^(une?|des) ", re.I)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NOT_MET = {"press_conference", "exchange"}
"""Kinds of contact that gold does not hold."""
_WRITE_ONE = "write one with `pourparlers export -o FILE`"
_WHOLE_SENTENCES = 500
"""Evidence longer than this many characters is no help in telling which event is meant."""


def score_files(record: Path, gold: Path) -> Scores:
    """Score the export `record` against the folder `gold`; raises DataError where one of them cannot be read."""
    try:
        with record.open("rb") as lines:
            decoded = read_jsonl(lines)
    except FileNotFoundError:
        raise DataError(f"no such export; {_WRITE_ONE}", path=record) from None
    except IsADirectoryError:
        raise DataError(f"this is a folder; the record is one file: {_WRITE_ONE}", path=record) from None
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise DataError(f"not an export of pourparlers ({error}); {_WRITE_ONE}", path=record) from error
    return score(decoded, load_gold(gold))


def score(record: Record, gold: GoldSet) -> Scores:
    """Every measure of `record` against `gold`. A gold document that the record lacks counts as missed."""
    tallies, absent = Tallies(), list[str]()
    names = Names(gold.names)
    by_file = {document.uri.rsplit("/", 1)[-1]: document for document in record.documents}
    mentions = group_by_document(record.mentions)
    who = MentionScorer(tallies, names, {actor.id: actor for actor in record.actors})
    items: list[Item] = []
    stances = {stand.type for document in gold.documents for stand in document.positions or ()}
    for wanted in gold.documents:
        found = by_file.get(wanted.file)
        if found is None:
            absent.append(wanted.file)
            tallies.miss("not in the record, counted as missed", wanted.file)
        one = _Dispatch(
            record, wanted, tallies, names, doc=found.id if found else "", text=(found.text or "") if found else ""
        )
        one.score_published(found.published.value if found else None)
        one.score_quotes()
        one.score_statements()
        one.score_times()
        for account, contact in one.score_contacts():
            home = home_of(account, wanted.file, gold.together.contacts, names) if gold.together else None
            items += [(home, contact.id)] if home else []
        one.score_positions(stances)
        one.score_events()
        who.add(wanted, mentions.get(found.id, ()) if found else (), (found.text or "") if found else "")
    if gold.together:
        meetings = [
            msgspec.structs.replace(c, date=c.when, scored=c.core)
            for c in gold.together.contacts
            if c.kind != "press_conference"
        ]
        given = [c for c in record.contacts if c.kind not in _NOT_MET and c.status != "denied"]
        score_meetings(tallies, names, record, meetings, given, where="together", tag="merged ")
    mixed = score_clusters(tallies, items)
    faults = {"published day wrong": tallies.wrong_days, "contacts merged falsely": mixed}
    scores = tallies.finish(**_count_faults(record), **faults)
    return msgspec.structs.replace(scores, asked=len(gold.documents), absent=tuple(absent))


def _count_faults(record: Record) -> dict[str, int]:
    """What must never be: words that are not the text's, facts that stand on nothing."""
    texts = {document.id: document.text for document in record.documents}

    def is_wrong(doc: str, start: int, end: int, words: str) -> bool:
        text = texts.get(doc)
        return text is None or text[start:end] != words

    parts = [getattr(record, name) for name in record.__struct_fields__]
    wrong = sum(is_wrong(s.doc, s.start, s.end, s.text) for part in parts for s in walk_spans(part))
    bare = sum(not statement.content for statement in record.statements)
    for facts in (record.contacts, record.events, record.positions, record.figures):
        bare += sum(not fact.evidence for fact in facts)
    return {"evidence that does not match its text": wrong, "facts without evidence": bare}


class _Dispatch:
    """One gold document and what the record says of it (`doc` is empty where it says nothing)."""

    def __init__(
        self, record: Record, gold: GoldDocument, tallies: Tallies, names: Names, *, doc: str, text: str
    ) -> None:
        self._record, self._gold, self._tallies, self._names = record, gold, tallies, names
        self._doc, self._text = doc, text
        self._actors = {actor.id: actor for actor in record.actors}
        self._statements = [statement for statement in record.statements if statement.doc == doc]

    def score_published(self, value: str | None) -> None:
        """The day of publication, where it is given to the day."""
        day = self._gold.published.iso if self._gold.published else None
        if not day:
            return
        sure = bool(_DAY.fullmatch(value or ""))
        self._tallies.add("published day", hit=int(value == day), given=int(sure), gold=1)
        self._tallies.wrong_days += sure and value != day

    def score_quotes(self) -> None:
        """Words between quotation marks, and who said them."""
        wanted = [quote for quote in self._gold.quotes if quote.kind in {"direct", "partial"}]
        given = [
            (statement, (span.start, span.end))
            for statement in self._statements
            if statement.kind in {"direct", "partial", "mixed"}
            for span in statement.quoted
        ]
        pairs = pair(wanted, given, lambda quote, answer: self._near(quote.span, answer[1]), 0.5)
        doubtful = [
            n["span"]
            for n in self._gold.not_quotes
            if isinstance(n, dict) and n.get("scored") is False and n.get("span")
        ]
        soft = {j for i, j in pairs if not wanted[i].scored}
        soft |= {j for j, (_, span) in enumerate(given) if any(self._near(d, span) >= 0.5 for d in doubtful)}
        hits = [(i, j) for i, j in pairs if wanted[i].scored]
        total = sum(quote.scored for quote in wanted)
        right = sum(self._is_speaker(wanted[i], given[j][0]) for i, j in hits)
        self._tallies.add("quote span", hit=len(hits), given=len(given) - len(soft), gold=total)
        self._tallies.add("quote+speaker", hit=right, given=len(given) - len(soft), gold=total)
        found = {i for i, _ in hits}
        for i, quote in enumerate(wanted):
            if quote.scored and i not in found:
                self._tallies.miss("quote", self._gold.file, self._words(quote.span))

    def _is_speaker(self, quote: Quote, statement: Statement) -> bool:
        speakers = (statement.speaker, *statement.co_speakers)
        if any(self._names.is_same(quote.speaker, self._actors.get(s or "")) for s in speakers):
            return True
        if statement.anonymous and _ANONYMOUS.search(quote.speaker or ""):
            return True
        given = self._actors.get(statement.speaker or "")
        self._tallies.miss(
            "speaker", self._gold.file, self._words(quote.span), f"{quote.speaker} ≠ {given.name.fr if given else None}"
        )
        return False

    def score_statements(self) -> None:
        """All that is reported: a direct statement span by span, the others from first to last word."""
        wanted = [quote for quote in self._gold.quotes if quote.kind in {"direct", "mixed", "indirect"}]
        partial = [quote for quote in self._gold.quotes if quote.kind == "partial"]
        given: list[Range] = []
        given_by: list[Statement] = []
        for statement in self._statements:
            spans = [(span.start, span.end) for span in statement.content]
            spans = spans if statement.kind == "direct" else [_hull(spans)]
            given += spans
            given_by += [statement] * len(spans)
        pairs = pair(wanted, given, lambda quote, span: self._near(quote.span, span), 0.5)
        used = {j for _, j in pairs}
        rest = [span for j, span in enumerate(given) if j not in used]
        free = len({j for i, j in pairs if not wanted[i].scored})
        free += len(pair(partial, rest, lambda quote, span: self._near(quote.span, span), 0.3))
        self._score_circumstances([(wanted[i], given_by[j]) for i, j in pairs if wanted[i].scored])
        hits = sum(wanted[i].scored for i, _ in pairs)
        self._tallies.add("statement", hit=hits, given=len(given) - free, gold=sum(q.scored for q in wanted))
        found = {i for i, _ in pairs}
        for i, quote in enumerate(wanted):
            if quote.scored and i not in found:
                self._tallies.miss("statement", self._gold.file, self._words(quote.span))

    def _score_circumstances(self, pairs: Sequence[tuple[Quote, Statement]]) -> None:
        """The day, the medium and the addressee of the statements found, where the gold tells them."""
        for quote, statement in pairs:
            where = (self._gold.file, self._words(quote.span))
            if quote.said_on and _DAY.fullmatch(quote.said_on):
                day = statement.said_on.value or ""
                sure, right = bool(_DAY.fullmatch(day)), day == quote.said_on
                self._tallies.add("said on", hit=right, given=sure, gold=1)
                if not right:
                    self._tallies.miss("said on", *where, f"{quote.said_on} ≠ {day}")
            if (medium := medium_of(quote.medium)) is not None:
                told, right = statement.medium != "unknown", statement.medium == medium
                self._tallies.add("medium", hit=right, given=told, gold=1)
                if not right:
                    self._tallies.miss("medium", *where, f"{medium} ≠ {statement.medium}")
            if quote.addressee:
                heard = [self._actors.get(a) for a in statement.addressee]
                right = any(self._names.is_same(quote.addressee, a, lenient=True) for a in heard)
                self._tallies.add("addressee", hit=right, given=bool(heard), gold=1)
                if not right:
                    names = ", ".join(a.name.fr for a in heard if a)
                    self._tallies.miss("addressee", *where, f"{quote.addressee} ≠ {names}")

    def score_times(self) -> None:
        """Expressions of time and their values."""
        if self._gold.times is None:
            return
        wanted = self._gold.times
        given = [time for time in self._record.times if time.doc == self._doc]
        pairs = pair(wanted, given, lambda mark, time: overlap(mark.span, (time.start, time.end)), 0.4)
        scored = [(i, j) for i, j in pairs if wanted[i].status == "scored"]
        total = sum(mark.status == "scored" for mark in wanted)
        counted = len(given) - (len(pairs) - len(scored))
        right = 0
        for i, j in scored:
            mark, value = wanted[i], given[j].value
            if any(is_date(one, value) or one == value for one in (mark.value, *mark.alts)):
                right += 1
            else:
                self._tallies.miss("time", self._gold.file, self._words(mark.span), f"{mark.value} ≠ {value}")
        found, matched = {i for i, _ in pairs}, {j for _, j in pairs}
        for i, mark in enumerate(wanted):
            if mark.status == "scored" and i not in found:
                self._tallies.miss("time not found", self._gold.file, self._words(mark.span), str(mark.value))
        for j, time in enumerate(given):
            if j not in matched:
                self._tallies.miss("no such time", self._gold.file, self._words((time.start, time.end)))
        self._tallies.add("time span", hit=len(scored), given=counted, gold=total)
        self._tallies.add("time value", hit=right, given=counted, gold=total)

    def score_contacts(self) -> list[tuple[Meeting, Contact]]:
        """Contacts that this dispatch tells, and those that it denies; returns the former with those found for them."""
        if self._gold.contacts is None:
            return []
        given = [
            contact
            for contact in self._record.contacts
            if contact.kind not in _NOT_MET
            and contact.status != "denied"
            and any(span.doc == self._doc for span in contact.evidence)
        ]
        meetings = list(self._gold.contacts)
        found = score_meetings(
            self._tallies, self._names, self._record, meetings, given, where=self._gold.file, doc=self._doc
        )
        score_non_contacts(self._tallies, self._names, self._record, self._gold.non_contacts, given, doc=self._doc)
        return found

    def score_positions(self, stances: set[str]) -> None:
        """Positions, and who holds them; stances that the gold does not use are left aside."""
        if self._gold.positions is None:
            return
        wanted = self._gold.positions
        given = [
            position
            for position in self._record.positions
            if _stance(position, stances) in stances and any(span.doc == self._doc for span in position.evidence)
        ]

        def near(stand: Stand, position: Position) -> float:
            if _stance(position, stances) != stand.type:
                return 0.0
            spans = [span for span in (*position.evidence, *position.content) if span.doc == self._doc]
            return max((overlap(stand.span, (span.start, span.end)) for span in spans), default=0.0)

        pairs = pair(wanted, given, near, 0.2)
        counted = len(given) - sum(not wanted[i].scored for i, _ in pairs)
        total = sum(stand.scored for stand in wanted)
        hits = [(i, j) for i, j in pairs if wanted[i].scored]
        held = 0
        for i, j in hits:
            holders = (given[j].holder, *given[j].co_holders)
            held += any(self._names.is_same(wanted[i].issuer, self._actors.get(h or ""), lenient=True) for h in holders)
        self._tallies.add("position", hit=len(hits), given=counted, gold=total)
        self._tallies.add("position+holder", hit=held, given=counted, gold=total)

    def score_events(self) -> None:
        """Types of events. Of speech acts and contacts gold codes only some: the others are no mistake."""
        if self._gold.events is None:
            return
        given = [event for event in self._record.events if any(span.doc == self._doc for span in event.evidence)]

        def near(deed: Deed, event: Event) -> float:
            if event.event_type != deed.type:
                return 0.0
            spans = (
                (s.start, s.end) for s in event.evidence if s.doc == self._doc and s.end - s.start < _WHOLE_SENTENCES
            )
            return max((overlap(deed.span, span) + 0.01 * touches(span, deed.span) for span in spans), default=0.0)

        pairs = pair(self._gold.events, given, near, 0.01)
        known = {j for _, j in pairs}
        told = [stand.span for stand in self._gold.positions or ()]
        told += [span for span in self._contact_spans if span]
        soft = sum(
            j not in known and any(touches((s.start, s.end), span) for s in event.evidence for span in told)
            for j, event in enumerate(given)
        )
        self._tallies.add("event type", hit=len(pairs), given=len(given) - soft, gold=len(self._gold.events))

    @property
    def _contact_spans(self) -> list[Range | None]:
        meetings = [meeting.span for meeting in self._gold.contacts or ()]
        return meetings + [word.span for word in self._gold.non_contacts]

    def _near(self, wanted: Range, given: Range) -> float:
        """How much two spans share, marks at their ends aside."""
        return overlap(trim(self._text, *wanted), trim(self._text, *given)) if self._text else 0.0

    def _words(self, span: Range) -> str:
        return " ".join(self._text[slice(*span)].split())[:80]


def _hull(spans: list[Range]) -> Range:
    return (min(start for start, _ in spans), max(end for _, end in spans)) if spans else (0, 0)


def _stance(position: Position, stances: set[str]) -> str:
    """The stance in the gold's terms: gold that has no promises counts them among the offers."""
    return "offer" if position.stance == "promise" and "promise" not in stances else position.stance
