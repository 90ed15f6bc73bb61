"""Which written exchange answers which."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from ..types import Contact
from ..when import WhenError, parse


def link_answers(contacts: Sequence[Contact]) -> list[Contact]:
    """`contacts`, where each answer names the text it answers: the last one before it that its recipient sent.

    An answer is an exchange whose noun says so (topic "answer"); where its recipient sent several texts at unknown
    days, it stays unlinked.
    """
    texts = [c for c in contacts if c.kind == "exchange"]
    return [_linked(c, texts) if c.kind == "exchange" and "answer" in c.topics else c for c in contacts]


def _linked(answer: Contact, texts: Sequence[Contact]) -> Contact:
    parties = {p.actor for p in answer.participants if p.part != "sender"}
    sent = [
        t
        for t in texts
        if t.id != answer.id
        and "answer" not in t.topics
        and any(p.part == "sender" and _same_side(p.actor, parties) for p in t.participants)
        and _starts(t) <= _starts(answer)
    ]
    if not sent:
        return answer
    dated = [t for t in sent if t.when.value and not t.when.value.startswith("..")]
    chosen = max(dated, key=lambda t: (_starts(t), t.id)) if dated else sent[0] if len(sent) == 1 else None
    return msgspec.structs.replace(answer, answers=chosen.id) if chosen else answer


def _same_side(actor: str, parties: set[str]) -> bool:
    """Whether an actor is a party or the presidency, ministry or government of one."""
    return (
        actor in parties
        or any(actor.endswith(f"-{p}") for p in parties)
        or (actor == "inst-kremlin" and "rus" in parties)
    )


def _starts(contact: Contact) -> str:
    if not contact.when.value:
        return ""
    try:
        first = parse(contact.when.value).bounds[0]
    except WhenError:
        return ""
    return str(first) if first else ""
