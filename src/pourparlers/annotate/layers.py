"""What the annotation steps leave on a spaCy `Doc` for the steps after them.

One `Layers` object travels with each `Doc`, in `doc.user_data`, so that no attribute is registered globally. Token
indices are `Doc` token indices; character offsets are code points of the document's text, which the `Doc`
reproduces exactly (typographic apostrophes are mapped to straight ones, length kept).
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Final

from ..drafts import ContactDraft, EventDraft, FigureDraft, PositionDraft, StatementDraft, TimeExpr
from ..ids import make_id, make_span
from ..types import Actor, Candidate, Document, Place, Span
from ..vocab import NOISE_BLOCKS, MentionHow
from .tree import AnyDoc, Token

_KEY = "pourparlers"
_START: Final = attrgetter("start")


@dataclass(slots=True)
class MentionDraft:
    """A mention while it is being resolved. `start`, `end`: token indices, end exclusive; `head`: its head token.

    `as_place` says that syntax makes the name a venue here, `place` where that is; `adjective` marks a demonym that
    qualifies a noun ("troupes russes"); `members` are the actors of a group ("les deux hommes", "russo-turc");
    `anonymous` marks someone the text only describes; `gender` (m, f, x) and `number` (s, p) come from its words.
    """

    start: int
    end: int
    head: int
    how: MentionHow
    actor: str | None = None
    candidates: tuple[Candidate, ...] = ()
    members: tuple[str, ...] = ()
    as_place: bool = False
    function: str = ""
    gender: str | None = None
    number: str = "s"
    why: str = ""
    place: Place | None = None
    adjective: bool = False
    anonymous: bool = False

    @property
    def actors(self) -> tuple[str, ...]:
        """The resolved actor, or the members of a group, or nothing."""
        return (self.actor,) if self.actor else self.members


@dataclass(slots=True)
class Quoted:
    """Words between quotation marks: [start, end) code points without the marks, [outer_start, outer_end) with."""

    start: int
    end: int
    outer_start: int
    outer_end: int
    closed: bool = True
    depth: int = 0
    speech: bool = True


@dataclass(slots=True)
class Layers:
    """The annotations of one document."""

    document: Document
    text: str
    times: list[TimeExpr] = field(default_factory=list)
    mentions: list[MentionDraft] = field(default_factory=list)
    actors: dict[str, Actor] = field(default_factory=dict)
    quotes: list[Quoted] = field(default_factory=list)
    statements: list[StatementDraft] = field(default_factory=list)
    report_times: list[int] = field(default_factory=list)
    contacts: list[ContactDraft] = field(default_factory=list)
    events: list[EventDraft] = field(default_factory=list)
    positions: list[PositionDraft] = field(default_factory=list)
    figures: list[FigureDraft] = field(default_factory=list)
    by_token: dict[int, MentionDraft] = field(default_factory=dict)
    strangers: set[int] = field(default_factory=set)
    """Tokens of pronouns that mean somebody whom nobody could name."""

    def span(self, start: int, end: int) -> Span:
        """The evidence span [start, end), code points."""
        return make_span(self.document.id, self.text, start, end)

    def is_noise(self, start: int) -> bool:
        """Whether the character at `start` stands in a block of which no fact may be made."""
        return any(b.kind in NOISE_BLOCKS and b.start <= start < b.end for b in self.document.blocks)

    def is_timed(self, token: Token) -> bool:
        """Whether an expression of time covers `token`."""
        i = bisect_right(self.times, token.idx, key=_START) - 1
        return i >= 0 and token.idx < self.times[i].end

    def mention_of(self, token: Token) -> MentionDraft | None:
        """The mention that covers `token`, if any (the longest one)."""
        return self.by_token.get(token.i)

    def index_mentions(self) -> None:
        """Rebuild `by_token` after `mentions` changed; longer mentions win.

        But for a plural noun that names its several one by one ("les présidents russe X et turc Y"): the noun means
        them all, not the first, whose mention it opens.
        """
        self.by_token = {}
        for mention in sorted(self.mentions, key=lambda m: m.end - m.start):
            for i in range(mention.start, mention.end):
                self.by_token[i] = mention
        for group in self.mentions:
            first = self.by_token[group.start]
            if group.how == "group" and first.start == group.start and first.actor in group.members:
                self.by_token.update(dict.fromkeys(range(group.start, group.end), group))


def layers_of(doc: AnyDoc) -> Layers:
    """The layers of `doc`; a `Doc` of somebody else's pipeline gets empty ones, its text as a document."""
    layers = doc.user_data.get(_KEY)
    if not isinstance(layers, Layers):
        document = Document(id=make_id("doc", doc.text), uri="", text=doc.text, language=doc.lang_ or None)
        layers = Layers(document=document, text=doc.text)
        attach_layers(doc, layers)
    return layers


def attach_layers(doc: AnyDoc, layers: Layers) -> None:
    """Put `layers` on `doc`."""
    doc.user_data[_KEY] = layers
