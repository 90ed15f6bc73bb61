"""Newsletters to Documents: messages (.eml) and mailboxes (mbox).

The sender's name is the outlet, the subject the title, and the day the one in the message's `Date`, in the time zone
of the sender. The text is the plain part of the message, else the HTML part; attachments are not read.
"""

from __future__ import annotations

import email
import mailbox
from collections.abc import Iterator
from email.errors import CloseBoundaryNotFoundDefect, MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.policy import compat32
from email.utils import parseaddr
from functools import partial
from pathlib import Path

from ..errors import SourceError
from ..types import Document, Published
from .document import make_document
from .encoding import decode_bytes
from .markup import fragment_text
from .moments import find_day
from .parts import Asked, Part, check_text, main_language, take_whole

MOST_PARTS = 200
"""Parts of one message that are looked at: newsletters have a handful."""
_LONGEST_HEADER = 2000
_LEAST_PLAIN = 0.3
"""A plain part with less of the HTML part's words than this is a pointer to it ("read online"), not the letter."""


def read_message(path: Path, asked: Asked) -> Iterator[Part]:
    """The one message in the file at `path`."""
    data = take_whole(path, asked)
    yield Part(uri=asked.uri, read=partial(_read_bytes, data, asked, asked.uri))


def read_mailbox(path: Path, asked: Asked) -> Iterator[Part]:
    """The messages of the mbox at `path`, in its order. The file is not changed, nor locked."""
    box = mailbox.mbox(path, create=False)
    keys = list(box.iterkeys())
    if not keys:
        raise SourceError("this mailbox holds no message", uri=asked.uri)
    for number, key in enumerate(keys, 1):
        where = f"{asked.uri}#{number}"
        yield Part(uri=where, read=partial(_read_key, box, key, asked, where))


def _read_key(box: mailbox.mbox, key: str, asked: Asked, where: str) -> Document:
    with box.get_file(key) as file:
        data = file.read(asked.max_file + 1)
    if len(data) > asked.max_file:
        raise SourceError(f"this message is larger than {asked.max_file:,} bytes", uri=where)
    return _read_bytes(data, asked, where)


def _read_bytes(data: bytes, asked: Asked, where: str) -> Document:
    """The letter in `data`. Raises SourceError for what is no message, holds no text, or is nested too deep."""
    try:
        message = email.message_from_bytes(data, policy=compat32)
        plain, markup = _bodies(message, asked, where)
    except (RecursionError, MessageError, ValueError, LookupError, AssertionError) as error:
        raise SourceError(f"this message cannot be parsed ({type(error).__name__})", uri=where) from error
    if not any(name in message for name in ("From", "Date", "Subject", "Message-ID")):
        raise SourceError("this is no e-mail message: it has neither sender, nor date, nor subject", uri=where)
    linked = fragment_text(markup, uri=where, max_depth=asked.max_depth) if markup else ""
    text = linked if len(plain) < _LEAST_PLAIN * len(linked) else plain
    if not text.strip() and message.get_content_type() == "multipart/encrypted":
        raise SourceError("this message is encrypted", uri=where)
    raw = _header(message, "Date")
    day = find_day(raw)
    name, address = parseaddr(_header(message, "From"))
    identity = _header(message, "Message-ID").strip().strip("<>")
    return make_document(
        check_text(text, asked, uri=where, what="this message"),
        uri=f"mid:{identity}" if identity else where,
        stated=asked.stated,
        own=Published(value=day, basis="metadata") if day else None,
        title=" ".join(_header(message, "Subject").split()) or None,
        outlet=" ".join(name.split()) or address.rpartition("@")[2] or None,
        language=main_language(_header(message, "Content-Language").split(",")[0]),
        warnings=(
            *((f"the message's date cannot be read: {raw[:40]!r}",) if raw and not day else ()),
            *(("the message breaks off",) if _is_torn(message) else ()),
        ),
    )


def _is_torn(message: Message) -> bool:
    """Whether the end that a message of several parts announces is missing."""
    return any(isinstance(defect, CloseBoundaryNotFoundDefect) for defect in message.defects)


def _bodies(message: Message, asked: Asked, where: str) -> tuple[str, str]:
    """The plain text and the HTML of a message: the first part of each kind that is no attachment."""
    plain = markup = ""
    waiting = [(message, 1)]
    for _ in range(MOST_PARTS):
        if not waiting:
            break
        part, depth = waiting.pop(0)
        if depth > asked.max_depth:
            raise SourceError(f"its parts nest more than {asked.max_depth} deep", uri=where)
        if part.get_content_maintype() == "multipart":
            held = part.get_payload()
            inner = [one for one in held if isinstance(one, Message)] if isinstance(held, list) else []
            waiting = [(one, depth + 1) for one in inner] + waiting
        elif part.get_content_disposition() == "attachment":
            continue
        elif part.get_content_type() == "text/plain" and not plain:
            plain = _decode(part, asked, where)
        elif part.get_content_type() == "text/html" and not markup:
            markup = _decode(part, asked, where)
    return plain, markup


def _decode(part: Message, asked: Asked, where: str) -> str:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes) or not data.strip():
        return ""
    if len(data) > asked.max_bytes:
        raise SourceError(f"the text of this message is larger than {asked.max_bytes:,} bytes", uri=where)
    return decode_bytes(data, uri=where, declared=part.get_content_charset()).text


def _header(message: Message, name: str) -> str:
    """A header's words, decoded; those of a header that cannot be decoded as they stand, "" for none."""
    raw = str(message.get(name) or "")[:_LONGEST_HEADER]
    try:
        return str(make_header(decode_header(raw)))
    except (MessageError, ValueError, LookupError, AssertionError):
        return raw
