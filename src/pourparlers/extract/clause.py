"""Clauses of a parsed dispatch: their words, their time, and who speaks in them.

Shared by the steps that make facts of clauses. Token indices are those of the `Doc`; spans are code points.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from ..annotate import syntax
from ..annotate.insertions import is_inserted
from ..annotate.layers import Layers
from ..annotate.tense import tense_of
from ..annotate.tree import Doc, Token, starts_of
from ..annotate.word_table import NOUNS, VERBS
from ..drafts import StatementDraft
from ..types import Place, Span

MAX_EVIDENCE: Final = 300
"""Longest evidence of a fact made of one clause, in code points."""
_OF: Final = frozenset({"de", "du", "d'", "des"})
_AWAY: Final = NOUNS.stays
_BEFORE: Final = 4
"""Words before a time that tell what it is the time of."""
_EFFECT: Final = NOUNS.effect
_DONE: Final = frozenset({"past", "pluperfect", "past_conditional"})
"""Tenses of what was done once: "depuis mai" is not its day."""
_DATING: Final[frozenset[str]] = frozenset({"DATE", "TIME"})


def token_at(doc: Doc, offset: int) -> Token:
    """The token that covers (or precedes) the code point `offset`."""
    return doc[max(0, bisect_right(starts_of(doc), offset) - 1)]


def span_of(layers: Layers, doc: Doc, first: int, last: int) -> Span:
    """The evidence span of tokens `first` to `last` (inclusive), cut at MAX_EVIDENCE code points on a token limit.

    Marks and spaces at either end are left out.
    """
    while first < last and (doc[first].is_space or (doc[first].is_punct and doc[first].text not in '«“"(')):
        first += 1
    while last > first and (doc[last].is_space or doc[last].text in (",", ";", ":", ".", "–", "—")):
        last -= 1
    start = doc[first].idx
    while last > first and doc[last].idx + len(doc[last].text) - start > MAX_EVIDENCE:
        last -= 1
    return layers.span(start, doc[last].idx + len(doc[last].text))


def content_span(layers: Layers, doc: Doc, first: int, last: int) -> Span:
    """As `span_of`, and quotation marks that open at the start and close at the end are left out."""
    while first < last and (doc[first].is_space or doc[first].is_punct):
        first += 1
    while last > first and (doc[last].is_space or doc[last].is_punct):
        last -= 1
    return span_of(layers, doc, first, last)


_TEXTS: Final = NOUNS.agreements
_MADE: Final = VERBS.made_stems


def time_of(token: Token, layers: Layers, said: Sequence[tuple[int, int]] = ()) -> int | None:
    """Index in `layers.times` of the expression that dates the deed of `token`, None where the clause has none.

    The expression must hang on the deed's own clause: on its verb, on the deed's noun, or on words under them with
    no other finite verb between, and in no clause apart. Of several, the nearest. Expressions in noise do not count.
    `said` are the tokens of what an act of speech says: the days of its clauses, and deadlines, are not the act's own.
    """
    clauses = [r for r in said if any(t.pos_ in ("VERB", "AUX") for t in token.doc[r[0] : r[1] + 1])]
    clauses = [r for r in clauses if not r[0] <= token.i <= r[1]]
    anchors = _anchors(token)
    best: tuple[int, int] | None = None
    sentence = token.sent
    lo, hi = sentence.start_char, sentence.end_char
    for index, time in enumerate(layers.times):
        if time.in_noise or time.kind not in _DATING or not lo <= time.start < hi:
            continue
        first = token_at(token.doc, time.start)
        if syntax.is_aside(first, token, layers.by_token) or is_inserted(first, token) or names_text(first, token):
            continue
        if any(a <= first.i <= b and _is_of_noun(first) for a, b in said):
            continue
        if any(a <= first.i <= b for a, b in clauses) or (said and _is_deadline(first)) or takes_effect(first, token):
            continue
        if syntax.is_bound(first) and (said or _is_done(token)):
            continue
        depth = _depth(first, anchors, token_at(token.doc, time.end - 1).i)
        if depth is None or is_measured(first, token):
            continue
        rank = depth * 100 + abs(first.i - token.i)
        if best is None or rank < best[0]:
            best = (rank, index)
    return best[1] if best else None


def names_text(first: Token, deed: Token) -> bool:
    """Whether a bare year tells which text is meant, that others made long before: "a quitté l'accord de 1998"."""
    if not (first.text.isdigit() and _is_of_noun(first)) or first.i < first.sent.start + 2:
        return False
    text = first.doc[first.i - 2]
    return text.i != deed.i and text.lower_ in _TEXTS and not deed.lower_.startswith(_MADE)


def _is_done(deed: Token) -> bool:
    """Whether the words tell something done once: a past tense, or a participle whose auxiliary stands elsewhere."""
    tense = tense_of(deed)
    return tense in _DONE or (tense == "participle" and "Past" in deed.morph.get("Tense", []))


def is_measured(first: Token, deed: Token) -> bool:
    """Whether the time is that of a deed from which another's is only measured: "au lendemain du sommet de mardi"."""
    return any(a.pos_ == "NOUN" and syntax.is_offset(a) for a in first.ancestors if a.i != deed.i)


def _is_deadline(first: Token) -> bool:
    """Whether "avant" or "d'ici" opens a time expression, or stands right before it."""
    before = {t.lower_ for t in first.doc[max(first.sent.start, first.i - 4) : first.i + 1]}
    return bool(before & {"avant", "ici"})


def _is_of_noun(first: Token) -> bool:
    """Whether the time is a noun's complement: "dénonce les frappes de mardi"."""
    return first.i > first.sent.start and first.doc[first.i - 1].lower_ in _OF


def takes_effect(first: Token, deed: Token) -> bool:
    """Whether the time is that on which what was done takes effect: "ont signé une trêve, applicable le 22 mai"."""
    start = max(first.sent.start, first.i - _BEFORE)
    words = {t.lower_ for t in first.doc[start : first.i + 1]}
    return bool(words & _EFFECT) and deed.i < start - 1


def place_of(
    head: Token, layers: Layers, *, beyond: Sequence[tuple[int, int]] = (), but: Sequence[str] = ()
) -> Place | None:
    """The venue named in the clause of `head`: the first place that hangs on it, else the first under it that syntax
    makes one.

    Another verb's place is none of this deed's ("dénonce les propos tenus à Lima"), and neither are places in the
    token ranges `beyond` (what is said) nor those that stand for an actor of `but` ("reproche à Rome").
    """
    under: Place | None = None
    for token in head.subtree:
        mention = layers.mention_of(token)
        if mention is None or not mention.as_place or mention.place is None:
            continue
        if set(mention.actors) & set(but) or any(a <= token.i <= b and not a <= head.i <= b for a, b in beyond):
            continue
        if _is_elsewhere(token, head) or is_inserted(token, head):
            continue
        if token.head.i == head.i:
            return mention.place  # "après des pourparlers à Oslo, ont signé à Rome"
        under = under or mention.place
    return under


def _is_elsewhere(token: Token, head: Token) -> bool:
    """Whether a verb stands between `token` and `head` that is no participle on `head` itself."""
    for above in token.ancestors:
        if above.i == head.i:
            return False
        if above.lower_ in _AWAY and above.i > head.i:
            return True
        if above.pos_ == "VERB":
            return not (head.pos_ == "NOUN" and above.head.i == head.i and above.dep_ == "acl")
    return False


def _anchors(token: Token) -> dict[int, int]:
    """Tokens a date may hang on, with a penalty: the deed, then the verb it depends on for its occurrence."""
    anchors = {token.i: 0}
    first = syntax.base(token)
    anchors.setdefault(first.i, 1)
    current = first
    for step in range(1, 4):
        head = current.head
        if head.i == current.i or current.dep_ in ("ccomp", "acl:relcl", "advcl", "parataxis"):
            break
        if head.pos_ in ("VERB", "AUX") and first.pos_ not in ("VERB", "AUX"):
            anchors.setdefault(head.i, step)
            break
        if head.pos_ in ("VERB", "AUX") and current.dep_ != "xcomp":
            break
        anchors.setdefault(head.i, step)
        current = head
    return anchors


def _depth(first: Token, anchors: dict[int, int], last: int) -> int | None:
    """Steps from a time expression up to an anchor; None where a finite verb stands between or none is met."""
    current, depth = first, 0
    while depth < 8:
        if current.i in anchors and not first.i <= current.i <= last:
            return depth + 2 * anchors[current.i]
        inside = first.i <= current.i <= last
        if not inside and current.pos_ == "VERB":
            return None
        if current.head.i == current.i:
            return None
        current, depth = current.head, depth + (0 if inside else 1)
    return None


def statement_at(layers: Layers, offset: int) -> StatementDraft | None:
    """The innermost statement whose content holds the code point `offset`."""
    best: StatementDraft | None = None
    size = 1 << 30
    for draft in layers.statements:
        for span in draft.fact.content:
            if span.start <= offset < span.end and span.end - span.start < size:
                best, size = draft, span.end - span.start
    return best


def in_quotes(layers: Layers, offset: int) -> bool:
    """Whether the code point `offset` stands between quotation marks that hold speech."""
    return any(q.start <= offset < q.end and q.speech for q in layers.quotes)
