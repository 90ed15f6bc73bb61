"""Which written exchange answers which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from ..types import Actor, Contact
from ..when import WhenError, parse
from .accounts import side_of


def link_answers(contacts: Sequence[Contact], actors: Mapping[str, Actor]) -> list[Contact]:
    """`contacts`, where each answer names the text it answers: the last one before it that its recipient sent.

    An answer is an exchange whose noun says so (topic "answer"); where its recipient sent several texts at unknown
    days, it stays unlinked. `actors`, by id, tell the state that an institution writes for.
    """
    texts = [c for c in contacts if c.kind == "exchange"]
    return [_linked(c, texts, actors) if c.kind == "exchange" and "answer" in c.topics else c for c in contacts]


def _linked(answer: Contact, texts: Sequence[Contact], actors: Mapping[str, Actor]) -> Contact:
    parties = {side_of(p.actor, actors) for p in answer.participants if p.part != "sender"}
    sent = [
        t
        for t in texts
        if t.id != answer.id
        and "answer" not in t.topics
        and any(p.part == "sender" and side_of(p.actor, actors) in parties for p in t.participants)
        and _starts(t) <= _starts(answer)
    ]
    if not sent:
        return answer
    dated = [t for t in sent if t.when.value and not t.when.value.startswith("..")]
    chosen = max(dated, key=lambda t: (_starts(t), t.id)) if dated else sent[0] if len(sent) == 1 else None
    return msgspec.structs.replace(answer, answers=chosen.id) if chosen else answer


def _starts(contact: Contact) -> str:
    if not contact.when.value:
        return ""
    try:
        first = parse(contact.when.value).bounds[0]
    except WhenError:
        return ""
    return str(first) if first else ""
