"""What each stretch of a text is for: title, lead, body, caption, credit, dateline, subhead or page chrome.

Blocks are marked by offsets and nothing is cut. Every character that is not white space lies in exactly one block.
The steps go from what is surest to what is left over: the date header, whole lines (credits, captions, links,
sharing), lists of other items and comments, the title, subheads, then what stands at the edges of a paragraph or
between two of its sentences. What no rule claims is body; the first of it, in a text of several paragraphs, is lead.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ..ingest.header import find_header
from ..types import Block, Struct
from ..vocab import BlockKind
from .block_rules import BlockRules, Pattern
from .captions import credit_tail, has_finite_verb, is_caption
from .lines import Line, ends_sentence, find_letter_glue, is_prose, sentences_of, split_lines, trim
from .titles import glued_title_end, is_rubric, is_subhead, is_title

_LONGEST_LINK = 250
_LINK_END = re.compile(r"[.?!…](?:[»”\"]\s?)?(?:(?=[A-ZÀ-Ý«“\"])|\s+(?=[A-ZÀ-Ý«“\"]))")
_AFTER_SENTENCE = re.compile(r"[.!?…»”\"\)]\s*$")
_BEFORE = re.compile(r"[.!?…][»”\"]?\s+")
_LEAST_GLUED = 40


class Piece(NamedTuple):
    """A block in the making; `signs` where an agency named in it signs the text."""

    kind: BlockKind
    start: int
    end: int
    signs: bool = False


class Marked(Struct, frozen=True):
    """The blocks of a text, its title if it has one, and the agencies that sign it."""

    blocks: tuple[Block, ...]
    title: str | None = None
    agencies: tuple[str, ...] = ()


def find_blocks(text: str, *, rules: BlockRules, title: str | None = None) -> Marked:
    """The blocks of `text`, sorted, apart from each other; `title` is the title its source gives, if any."""
    pieces: list[Piece] = []
    header = find_header(text)
    if header:
        pieces.append(Piece("chrome", header.start, header.end))
    lines = split_lines(text, header.end if header else 0)
    kinds = _mark_lists(lines, [_line_kind(line, rules) for line in lines], rules)
    pieces += [
        Piece(kind, line.start, line.end, signs=kind in ("credit", "chrome"))
        for line, kind in zip(lines, kinds, strict=True)
        if kind
    ]
    rest = [line for line, kind in zip(lines, kinds, strict=True) if not kind]
    heads, running = _split_title(text, rest, title, rules)
    pieces += heads
    pieces += _split_running(text, running, rules)
    return _assemble(text, pieces, rules)


def plain_blocks(text: str) -> Marked:
    """The header and one body block a line: all that can be said of a text in a language without a pack."""
    header = find_header(text)
    first = [Block(kind="chrome", start=header.start, end=header.end)] if header else []
    lines = split_lines(text, header.end if header else 0)
    return Marked(blocks=(*first, *(Block(kind="body", start=x.start, end=x.end) for x in lines)))


# ------------------------------------------------------------------ whole lines


def _line_kind(line: Line, rules: BlockRules) -> BlockKind | None:
    """What the words of a whole line say it is, wherever it stands."""
    if line.size <= 400:
        for pattern in rules.scope("line"):
            if line.size <= pattern.longest and pattern.regex.fullmatch(line.words) and not _is_glued(line, rules):
                return pattern.kind
    return "caption" if is_caption(line, rules) else None


def _is_glued(line: Line, rules: BlockRules) -> bool:
    """Whether a sentence is glued to the end of the line, so that the line is not all of one kind."""
    glue = _glue(line.words, 0, line.size, rules)
    return bool(glue) and line.size - glue[0] >= _LEAST_GLUED and ends_sentence(line.words)


def _mark_lists(lines: list[Line], kinds: list[BlockKind | None], rules: BlockRules) -> list[BlockKind | None]:
    """`kinds` with the lists of other items, the comments and what stands after the article marked as chrome."""
    marked = list(kinds)
    prose = [i for i, line in enumerate(lines) if not kinds[i] and is_prose(line.words)]
    first = prose[0] if prose else len(lines)
    in_list = in_tail = False
    for i, line in enumerate(lines):
        if in_tail:
            marked[i] = "chrome"
        elif _matches(line, rules.scope("tail")):
            marked[i], in_tail = "chrome", i > first
        elif _matches(line, rules.scope("section")):
            marked[i], in_list = "chrome", True
        elif in_list:
            in_list = kinds[i] is not None or not is_prose(line.words)
            marked[i] = (kinds[i] or "chrome") if in_list else kinds[i]
    _mark_end(lines, marked, rules)
    return marked


def _mark_end(lines: list[Line], marked: list[BlockKind | None], rules: BlockRules) -> None:
    """Mark what stands after the last paragraph of prose: videos, comments, and lines among other chrome."""
    prose = [i for i, line in enumerate(lines) if not marked[i] and _is_article(line, rules)]
    if not prose:
        return
    chrome_seen = False
    for i in range(prose[-1] + 1, len(lines)):
        if marked[i] is None and (chrome_seen or _matches(lines[i], rules.scope("after"))):
            marked[i] = "chrome"
        chrome_seen = chrome_seen or marked[i] == "chrome"


def _is_article(line: Line, rules: BlockRules) -> bool:
    return is_prose(line.words) and not _matches(line, rules.scope("after"))


def _matches(line: Line, patterns: tuple[Pattern, ...]) -> bool:
    return any(line.size <= p.longest and p.regex.fullmatch(line.words) for p in patterns)


# ------------------------------------------------------------------ title and subheads


def _split_title(text: str, rest: list[Line], given: str | None, rules: BlockRules) -> tuple[list[Piece], list[Line]]:
    """The section's name, title, subheads and insets among the lines no rule claimed, and the lines that are left."""
    if not rest:
        return [], []
    pieces: list[Piece] = []
    if (
        len(rest) > 2
        and is_rubric(rest[0])
        and is_title(rest[1], rest[2], rules)
        and (not is_title(rest[0], rest[1], rules))
    ):
        pieces.append(Piece("chrome", rest[0].start, rest[0].end))
        rest = rest[1:]
    first, following = rest[0], rest[1] if len(rest) > 1 else None
    size = _title_size(first, following, given, rules)
    running = rest
    if size:
        pieces.append(Piece("title", first.start, first.start + size))
        remainder = trim(text, first.start + size, first.end)
        running = [remainder, *rest[1:]] if remainder else rest[1:]
    left: list[Line] = []
    for i, line in enumerate(running):
        kind = _head_kind(line, running[i + 1] if i + 1 < len(running) else None, rules) if left or size else None
        if kind:
            pieces.append(Piece(kind, line.start, line.end))
        else:
            left.append(line)
    return pieces, left


def _head_kind(line: Line, following: Line | None, rules: BlockRules) -> BlockKind | None:
    """What a line above a paragraph of prose is: the name of a piece set into the page, a subhead, or neither."""
    if following and is_prose(following.words):
        for pattern in rules.scope("inset"):
            if line.size <= pattern.longest and not is_prose(line.words) and pattern.regex.fullmatch(line.words):
                return pattern.kind
    return "subhead" if is_subhead(line, following, rules) else None


def _title_size(first: Line, following: Line | None, given: str | None, rules: BlockRules) -> int | None:
    if given and first.words.startswith(given.strip()):
        return len(given.strip())
    if is_title(first, following, rules):
        return first.size
    return glued_title_end(first.words, rules) if is_prose(first.words) else None


# ------------------------------------------------------------------ inside paragraphs


def _split_running(text: str, running: list[Line], rules: BlockRules) -> list[Piece]:
    """The pieces of the lines of running text: what stands at their edges and between sentences, and body."""
    pieces: list[Piece] = []
    for i, line in enumerate(running):
        claims = _edge_claims(line, rules, first=i == 0) + _inner_claims(line, rules)
        pieces += _with_body(text, line, claims)
    if sum(1 for line in running if is_prose(line.words)) > 1:
        told = (i for i, p in enumerate(pieces) if p.kind == "body" and is_prose(text[p.start : p.end]))
        at = next(told, None)
        if at is not None:
            pieces[at] = pieces[at]._replace(kind="lead")
    return pieces


def _edge_claims(line: Line, rules: BlockRules, *, first: bool) -> list[Piece]:
    """Datelines and credits at the beginning of the first line, credits at the end of any."""
    claims: list[Piece] = []
    at = 0
    while first:
        piece = _start_claim(line, at, rules)
        if not piece:
            break
        claims.append(piece)
        at = piece.end - line.start
        at += len(line.words[at:]) - len(line.words[at:].lstrip())
    tail = line.words[-120:]
    offset = line.end - len(tail)
    for pattern in rules.scope("end"):
        found = next((m for m in pattern.regex.finditer(tail) if m.end() == len(tail)), None)
        if found:
            claims.append(Piece(pattern.kind, offset + found.start("block"), line.end, signs=True))
            return claims
    cut = credit_tail(tail, rules)
    if cut is not None and cut > 0:
        signs = rules.agencies_only.fullmatch(tail[cut:].strip("©|. ")) is not None
        claims.append(Piece("credit", offset + cut, line.end, signs=signs))
    return claims


def _start_claim(line: Line, at: int, rules: BlockRules) -> Piece | None:
    for pattern in rules.scope("start"):
        found = pattern.regex.match(line.words, at)
        if found and not ("place" in pattern.regex.groupindex and rules.is_label(found["place"])):
            return Piece(pattern.kind, line.start + at, line.start + found.end("block"), signs=True)
    return None


def _inner_claims(line: Line, rules: BlockRules) -> list[Piece]:
    """Credits between sentences, captions glued to the paragraph they stand over, and links drawn into the text."""
    claims: list[Piece] = []
    for pattern in rules.scope("inside"):
        claims += [
            Piece(pattern.kind, line.start + m.start("block"), line.start + m.end("block"), signs=True)
            for m in pattern.regex.finditer(line.words)
        ]
    for found in rules.credit_run.finditer(line.words):
        claims.append(_glued_caption(line, found.start("block"), found.end("block"), rules))
    for pattern in rules.scope("link"):
        for found in pattern.regex.finditer(line.words):
            before = line.words[: found.start("block")]
            if not before or _AFTER_SENTENCE.search(before[-4:]):
                end = _link_end(line.words, found.end("block"), rules)
                claims.append(Piece(pattern.kind, line.start + found.start("block"), line.start + end))
    return claims


def _glued_caption(line: Line, start: int, end: int, rules: BlockRules) -> Piece:
    """The credit [start, end) of `line`, with the caption before it if it is one."""
    before = line.words[:start].rstrip()
    if len(before) <= 300 and len(sentences_of(before)) == 1 and not has_finite_verb(before, rules):
        return Piece("caption", line.start, line.start + end)
    signs = rules.agencies_only.fullmatch(line.words[start:end]) is not None
    return Piece("credit", line.start + start, line.start + end, signs=signs)


def _link_end(words: str, start: int, rules: BlockRules) -> int:
    """Where the name of another item, drawn into running text at `start`, ends."""
    limit = min(len(words), start + _LONGEST_LINK)
    glue = _glue(words, start, limit, rules)
    if glue:
        return glue[0]
    stop = _LINK_END.search(words, start, limit)
    if stop:
        return len(words[: stop.end()].rstrip())
    return len(words) if len(words) == limit else start


def _glue(words: str, start: int, end: int, rules: BlockRules) -> list[int]:
    """Where a capital is stuck to a small letter between `start` and `end`, names such as YouTube left out."""
    camel = [(m.start(), m.end()) for m in rules.camel.finditer(words, max(0, start - 20), end)]
    return [at for at in find_letter_glue(words, start=start, end=end) if not any(a < at < b for a, b in camel)]


def _with_body(text: str, line: Line, claims: list[Piece]) -> list[Piece]:
    """`claims` on `line`, the first of two that overlap, with body pieces between them."""
    pieces: list[Piece] = []
    at = line.start
    for claim in sorted(claims, key=lambda p: (p.start, -p.end)):
        if claim.start < at:
            continue
        between = trim(text, at, claim.start)
        pieces += [Piece("body", between.start, between.end)] if between else []
        pieces.append(claim)
        at = claim.end
    left = trim(text, at, line.end)
    return [*pieces, Piece("body", left.start, left.end)] if left else pieces


# ------------------------------------------------------------------ assembly


def _assemble(text: str, pieces: list[Piece], rules: BlockRules) -> Marked:
    """Blocks in order, chrome that follows chrome joined; the title's words; the agencies that sign."""
    ordered = sorted(pieces, key=lambda p: (p.start, p.end))
    header = find_header(text)

    def is_header(block: Block) -> bool:
        return header is not None and block.end == header.end

    blocks: list[Block] = []
    for piece in ordered:
        last = blocks[-1] if blocks else None
        if (
            last
            and last.kind == piece.kind == "chrome"
            and not text[last.end : piece.start].strip()
            and not is_header(last)
        ):
            blocks[-1] = Block(kind="chrome", start=last.start, end=piece.end)
        else:
            blocks.append(Block(kind=piece.kind, start=piece.start, end=piece.end))
    title = next((text[p.start : p.end] for p in ordered if p.kind == "title"), None)
    signed = [name for p in ordered if p.signs for name in rules.agencies_in(text[p.start : p.end])]
    return Marked(blocks=tuple(blocks), title=title, agencies=tuple(dict.fromkeys(signed)))
