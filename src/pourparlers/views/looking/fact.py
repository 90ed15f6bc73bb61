"""One fact with all that speaks for it: its words in their sentences, its date's basis, accounts, judgements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from ...store.links import find_spans, find_when
from ...types import Account, Contact, Event, Fact, Judgement, Negotiation, Span, StanceChange, StatusChange, When
from ...when import precision_of
from ..card import make_passage
from ..cast import Cast, find_file
from ..dates import say_date
from ..explain import Explanation, Link
from ..explain import Told as ToldAccount
from ..judged import say_correction, say_evidence, say_feature, say_merge, say_reason
from .facts import RowMaker
from .wire import Name
from .wire_pages import Decided, Explained, FactPage, Pair, Quote, Told, Weighed


def make_fact_page(
    fact: Fact,
    rows: RowMaker,
    *,
    acts: Sequence[Event],
    answers: Sequence[Fact],
    answered_by: Sequence[Fact],
    related: Sequence[Fact],
    dossiers: Sequence[Negotiation],
    judgements: Sequence[Judgement],
) -> FactPage:
    """The page of `fact`. `rows` knows its documents, with their texts, and all actors; the rest is given in order."""
    cast = rows.cast
    return FactPage(
        row=rows.make(fact, act=acts[0] if acts else None),
        object=msgspec.to_builtins(fact),
        evidence=tuple(_quote(span, cast) for span in dict.fromkeys(find_spans(fact))),
        dating=tuple(_say_dating(fact, cast)),
        history=tuple(_say_history(fact, cast)),
        accounts=tuple(_say_account(a, cast) for a in fact.accounts) if isinstance(fact, Contact) else (),
        answers=tuple(rows.make(other) for other in answers),
        answered_by=tuple(rows.make(other) for other in answered_by),
        related=tuple(rows.make(other) for other in (*acts, *related)),
        dossiers=tuple(Name(id=n.id, name=n.name.en if cast.say.code == "en" else n.name.fr) for n in dossiers),
        judgements=tuple(say_judgement(judgement, cast) for judgement in judgements),
    )


def _quote(span: Span, cast: Cast) -> Quote:
    document = cast.documents.get(span.doc)
    passage = make_passage(span, (document.text if document else None) or "")
    return Quote(
        document=span.doc,
        outlet=document.outlet if document else None,
        name=find_file(document) if document else span.doc,
        published=document.published.value if document else None,
        before=passage.before,
        quote=span.text,
        after=passage.after,
    )


def _say_dating(fact: Fact, cast: Cast) -> Iterator[str]:
    """What the date of a fact stands on, line by line."""
    say, when = cast.say, find_when(fact)
    colon = say("colon")
    yield f"{say('card.date')}{colon}{say_date(when, say)}" + (f" ({when.value})" if when.value else "")
    precision = "candidates" if not when.value and when.candidates else precision_of(when.value)
    if precision:
        yield f"{say('card.precision')}{colon}{say(f'precision.{precision}')}"
    basis = when.basis or "none"
    yield f"{say('card.basis')}{colon}{say(f'basis.{basis}')}"
    if len(when.candidates) > 1:
        days = ", ".join(say_date(When(value=day), say) for day in when.candidates)
        yield f"{say('card.candidates')}{colon}{days}"
    for doc in dict.fromkeys(span.doc for span in find_spans(fact)):
        document = cast.documents.get(doc)
        if document is None:
            continue
        published = When(value=document.published.value, candidates=document.published.candidates)
        words = say(f"basis.{document.published.basis or 'none'}")
        line = f"{cast.source(doc)}{colon}{say('card.published')} {say_date(published, say)} ({words})"
        if document.published.decided_by:
            by = "; ".join(cast.sources(document.published.decided_by))
            line += f", {say('card.decided_by')}{colon}{by}"
        yield line


def _say_history(fact: Fact, cast: Cast) -> Iterator[Told]:
    """The statuses of a contact, or the stances of a position, as dispatches gave them one after the other."""
    for change in getattr(fact, "history", ()):
        if not isinstance(change, StatusChange | StanceChange):
            continue
        key = change.status if isinstance(change, StatusChange) else change.stance
        kind = "status" if isinstance(change, StatusChange) else "stance"
        yield Told(
            document=change.doc,
            source=cast.source(change.doc),
            as_of=change.as_of,
            as_of_text=say_date(When(value=change.as_of), cast.say),
            status=cast.say(f"{kind}.{key}"),
            status_key=key,
            date=None,
            date_text="",
            where="",
            who="",
            quote=change.span.text,
        )


def _say_account(account: Account, cast: Cast) -> Told:
    """What one dispatch says of a contact."""
    document = cast.documents.get(account.doc)
    published = document.published.value if document else None
    return Told(
        document=account.doc,
        source=cast.source(account.doc),
        as_of=published,
        as_of_text=say_date(When(value=published), cast.say),
        status=cast.say(f"status.{account.status}"),
        status_key=account.status,
        date=account.when.value,
        date_text=say_date(account.when, cast.say),
        where=cast.place(account.place),
        who=cast.participants(account.participants),
        quote=" […] ".join(span.text for span in account.evidence),
        id=account.id,
    )


def say_judgement(judgement: Judgement, cast: Cast) -> Decided:
    """A judgement in words."""
    by_rule = judgement.author.startswith("rule")
    if judgement.kind == "correction":
        text = say_correction(judgement, cast)
    elif judgement.sides:
        text = say_merge(judgement, cast)
    else:
        text = cast.say(f"card.verdict_{judgement.verdict}")
    return Decided(
        id=judgement.id,
        kind=judgement.kind,
        verdict=judgement.verdict,
        author=judgement.author,
        text=text,
        reasons=tuple(say_reason(reason, cast.say) for reason in judgement.reasons),
        decided_at=judgement.decided_at,
        withdrawn_at=judgement.withdrawn_at,
        withdrawable=not by_rule and judgement.withdrawn_at is None,
    )


def make_explained(found: Explanation, cast: Cast) -> Explained:
    """An explanation with its weights, for a picture of them."""
    ids = {told.n: told.id for told in found.accounts}
    outcome = "alone" if found.outcome == "one" and not found.links else found.outcome
    contacts = {a.id: a for contact in found.contacts for a in contact.accounts}
    return Explained(
        threshold=found.threshold,
        outcome=cast.say(f"explain.{outcome}", n=len(found.accounts), threshold=found.threshold),
        accounts=tuple(_say_told(told, contacts, cast) for told in found.accounts),
        pairs=tuple(_say_link(link, ids, found.threshold, cast) for link in found.links),
    )


def _say_told(told: ToldAccount, accounts: Mapping[str, Account], cast: Cast) -> Told:
    return msgspec.structs.replace(_say_account(accounts[told.id], cast), quote=told.span.text)


def _say_link(link: Link, ids: Mapping[int, str], threshold: float, cast: Cast) -> Pair:
    say = cast.say
    compared = "forbidden" if link.blocked else "enough" if link.score >= threshold else "short"
    decision = say(f"explain.{compared}", threshold=threshold)
    if link.decided:
        decision = say(f"explain.person_{link.decided}", author=link.author)
    reasons = (
        Weighed(name=say_feature(reason, say), weight=reason.weight, words=say_evidence(reason, say))
        for reason in link.reasons
    )
    return Pair(
        a=ids[link.a],
        b=ids[link.b],
        reasons=tuple(reasons),
        total=link.score,
        blocked=link.blocked,
        decision=decision,
        author=link.author,
    )
