"""The words of a deed's complement, of its clause and of its condition."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from ..annotate import syntax
from ..annotate.tree import Token
from ..annotate.word_table import GRAMMAR
from .frames.arguments import Arguments

_STOP_AFTER_COMMA: Final = GRAMMAR.after_comma
_QUOTES: Final[frozenset[str]] = frozenset({"«", '"', "“"})
_OF: Final[frozenset[str]] = frozenset({"de", "d'"})
_JUST_OPENED: Final[frozenset[str]] = frozenset({"qui", "dont", "où"})
Range = tuple[int, int]
"""First and last token index, inclusive."""


def content_ranges(args: Arguments, slots: Sequence[str], condition: Range | None) -> list[Range]:
    """Token ranges of the first of `slots` that is filled, one for each coordinated complement with a head of its own.

    "clause" is the whole clause of the head. The condition's words are left out.
    """
    for slot in slots:
        if slot == "clause":
            return [_without(clause_range(args.head), condition, args.head.i)]
        tokens = args.get(slot)
        if slot == "object" and not args.passive:  # "À Rome, X impute ce retard à Y"
            tokens = [t for t in tokens if t.i > args.head.i] or tokens
        if slot == "said" and tokens:
            return [(tokens[0].i, tokens[-1].i)]
        if tokens:
            pairs = _ranges(tokens, slot)
            found = [_without(_after(r, args.head.i, t.i), condition, t.i) for t, r in pairs]
            return [f for f in found if f[1] > f[0] or args.head.doc[f[0]].pos_ in ("NOUN", "PROPN", "VERB")]
    return []


def _ranges(tokens: Iterable[Token], slot: str) -> list[tuple[Token, Range]]:
    out: list[tuple[Token, Range]] = []
    ordered = sorted(tokens, key=lambda t: t.i)
    for token in ordered:
        if out and token.pos_ == "ADJ" and token.dep_ == "conj":
            continue  # "ces prétextes fallacieux, voire absurdes" is one
        if out and token.i <= out[-1][1][1]:
            if slot in ("object", "aim") and out[-1][1][0] < token.i:  # coordinated complements, each of its own
                out[-1] = (out[-1][0], (out[-1][1][0], _before_joint(token, out[-1][0])))
            else:
                continue
        first, last = subtree_range(token)
        if slot == "object" and token.lower_ in ("que", "qu'"):
            first, last = _antecedent_range(token)
        elif slot in ("inf", "pour", "aim") or (slot not in ("que", "object") and syntax.is_infinitive(token)):
            first = min(syntax.group_start(token), token.i)
        elif slot == "que":
            first = _after_que(token, first)
        elif slot == "object" and token.pos_ in ("NOUN", "PROPN"):
            first = max(first, syntax.np_start(token))
        out.append((token, (first, last)))
    return out


def _antecedent_range(que: Token) -> Range:
    """What a relative "que" stands for: its noun, or for "ce que" the words before in the sentence."""
    before = que.nbor(-1) if que.i > que.sent.start else que
    if before.lower_ == "ce" and before.i - 2 > que.sent.start:
        return que.sent.start, before.i - 2
    head = next((a for a in que.ancestors if a.i < que.i), before)
    if head.i > before.i:
        return before.i, before.i
    first = syntax.np_start(head)
    first += que.doc[first].pos_ == "ADP" and que.doc[first].lower_ not in _OF  # "s'entendre sur une trêve, que"
    last = next((t.i - 1 for t in que.doc[head.i + 1 : before.i] if _opens_relative(t)), before.i)
    while last > head.i and que.doc[last].text == ",":
        last -= 1
    return first, max(head.i, last)


def _opens_relative(token: Token) -> bool:
    """Whether a "que" is what a clause between commas has for its object: another's word on the noun before it."""
    return token.lower_ in ("que", "qu'") and token.dep_ == "obj" and token.nbor(-1).text == ","


def _after(given: Range, head: int, token: int) -> Range:
    """A complement right of its verb begins right of it, whatever the tree says."""
    return (max(given[0], head + 1), given[1]) if token > head else given


def _before_joint(token: Token, previous: Token) -> int:
    """Last index before the conjunction that joins `token` to what precedes."""
    i = min(token.i, syntax.np_start(token) if token.pos_ != "VERB" else syntax.group_start(token)) - 1
    while i > previous.i and (
        token.doc[i].is_punct or token.doc[i].lower_ in ("et", "ou", "à", "de", "d'", "ainsi", "que")
    ):
        i -= 1
    return i


def _after_que(verb: Token, first: int) -> int:
    for i in range(first, verb.i):
        if verb.doc[i].lower_ in ("que", "qu'"):
            return i + 1
    return first


def subtree_range(token: Token) -> Range:
    """The contiguous words under `token`, up to a comma that ends the complement or a full stop."""
    doc = token.doc
    indices = [t.i for t in token.subtree]
    first, last = min(indices), max(indices)
    last = min([last, *(_before_joint(t, token) for t in _joined_clauses(token))])
    inside = set(indices)
    start = end = token.i
    while start > first and (start - 1 in inside or doc[start - 1].text in _QUOTES):
        start -= 1
    while end < last:
        following = doc[end + 1]
        if following.text == "," and doc[end].lower_ in _JUST_OPENED:  # "un texte qui, selon eux, menace"
            end += 1
            continue
        if following.text in (";",) or (following.text in (".", "!", "?") and end + 1 >= token.sent.end - 2):
            break
        if following.lower_ == "mais" or (following.text == "," and doc[end + 2].lower_ == "mais"):
            break
        if following.text == "," and _breaks(doc[end + 2] if end + 2 < len(doc) else None):
            break
        if following.text == "," and _is_added(end + 2, token):
            break
        if following.text == "," and (
            _comments(doc[end + 2 : end + 4]) or _tells_of_place(token, doc[end + 2 : end + 3])
        ):
            break
        if (
            following.text == ","
            and token.pos_ in ("NOUN", "PROPN")
            and any(map(_opens_relative, doc[end + 2 : end + 3]))
        ):
            break
        if following.i not in inside and not following.is_punct and following.dep_ in ("ROOT", "nsubj"):
            break
        end += 1
    while end > token.i and (doc[end].is_space or doc[end].text in (",", ".", ";", ":", "–")):
        end -= 1
    return start, end


def _joined_clauses(token: Token) -> list[Token]:
    """Verbs that the tree joins to `token` and that tell of who acts, not of it.

    Finite ones to a noun or an infinitive, participles to an infinitive ("a invité A à partir et offert …"), and to
    a finite verb those of another number ("demande que les troupes partent et refuse …").
    """
    joined = [t for t in token.children if t.dep_ == "conj" and t.i > token.i and t.pos_ == "VERB"]
    joined = [t for t in joined if not any(c.dep_.startswith(("nsubj", "aux")) for c in t.children)]
    if syntax.is_finite(token):
        number = token.morph.get("Number", [])
        return [t for t in joined if syntax.is_finite(t) and t.morph.get("Number", []) not in (number, [])]
    if token.pos_ == "VERB" and not syntax.is_infinitive(token):
        return []
    bare = [t for t in joined if syntax.is_infinitive(token) and t.morph.get("VerbForm", []) == ["Part"]]
    return [t for t in joined if syntax.is_finite(t)] + [t for t in bare if not t.lower_.endswith("ant")]


def _breaks(token: Token | None) -> bool:
    return token is not None and token.lower_ in _STOP_AFTER_COMMA


def _is_added(first: int, token: Token) -> bool:
    """Whether the words after a comma add another deed of who acts: ", sans fixer de date", ", tout en saluant",
    ", affirmant que". A participle that the tree hangs on a noun tells of that noun.
    """
    words = token.doc[first : min(first + 4, token.sent.end)]
    lower = [t.lower_ for t in words]
    if lower[:1] == ["sans"]:
        return True
    at = 2 if lower[:2] == ["tout", "en"] else 1 if lower[:1] == ["en"] else 0
    if at >= len(words) or not words[at].lower_.endswith("ant") or words[at].pos_ not in ("VERB", "AUX"):
        return False
    return bool(at) or words[at].dep_ != "acl"


def _tells_of_place(token: Token, words: Sequence[Token]) -> bool:
    """Whether a comma opens what happens in a place that the noun `token` names: "le retrait d'Irak, où X passe"."""
    return token.pos_ in ("NOUN", "PROPN") and bool(words) and words[0].lower_ == "où"


def _comments(words: Sequence[Token]) -> bool:
    """Whether a comma opens a comment on the whole clause: "…, ce que Rome conteste"."""
    return len(words) > 1 and words[0].lower_ == "ce" and words[1].lower_ in ("que", "qu'", "qui", "dont")


def _without(given: Range, condition: Range | None, keep: int) -> Range:
    """`given` without the words of `condition`, as long as `keep` stays inside."""
    if condition is None:
        return given
    first, last = given
    if first < condition[0] <= last and keep < condition[0]:
        return first, condition[0] - 1
    if first <= condition[1] < last and keep > condition[1]:
        return condition[1] + 1, last
    return given


def clause_range(head: Token) -> Range:
    """The words of the clause of `head`, relative clauses and quoted additions after a break left out."""
    first, last = syntax.clause_borders(head)
    doc = head.doc
    joined = [c for c in head.children if c.dep_ == "conj" and c.i > head.i and syntax.is_finite(c)]
    last = min([last, *(_before_joint(c, head) for c in joined if c.pos_ == "VERB")])
    for i in range(head.i, last):
        added = doc[i].text == "," and (_breaks(doc[i + 1] if i + 1 < len(doc) else None) or _is_added(i + 1, head))
        if doc[i].text == ";" or added:
            last = i - 1
            break
    for i in range(head.i - 1, first - 1, -1):
        if doc[i].text in (";", ":") or (doc[i].text in ("»", '"') and doc[i - 1].text == ","):
            first = i + 1
            break
    while first < head.i and (doc[first].lower_ in ("mais", "et", "car", "ou", "que", "qu'") or doc[first].is_punct):
        first += 1
    return first, max(last, head.i)


def evidence_range(args: Arguments, contents: Iterable[Range], condition: Range | None, noun: Token | None) -> Range:
    """The words that show a deed: subject where it is near, the deed, its complements and its condition."""
    head = args.head
    first, last = syntax.group_start(head), head.i
    if head.pos_ == "ADJ" and head.head.pos_ in ("VERB", "AUX") and 0 < head.i - head.head.i <= 5:
        first = min(first, syntax.group_start(head.head))  # "se dit toujours prêt"
    first = _from_subject(args, first)
    if noun is not None:
        first, last = (
            min(first, syntax.np_start(noun)),
            max(last, subtree_range(noun)[1] if noun.i >= head.i else noun.i),
        )
    for given in contents:
        if _is_commented(given, first, head):
            continue
        last, first = max(last, given[1]), min(first, given[0]) if given[0] > head.i - 40 else first
    for slot, tokens in args.slots.items():
        if slot in ("à", "contre", "avec", "object", "de", "agent", "par") and not args.get("inf"):
            for token in tokens:
                if head.i < token.i < head.i + 20:
                    last = max(last, subtree_range(token)[1])
    if condition is not None:
        first, last = min(first, condition[0]), max(last, condition[1])
    if last == head.i and noun is None:
        last = max(last, min(clause_range(head)[1], head.i + 12))
    return first, last


def _from_subject(args: Arguments, first: int) -> int:
    """The first index of the subject where it stands near before `first`, else `first`."""
    for token in (*args.get("subject"), *(args.get("object") if args.passive else [])):
        if token.i < first and first - token.i <= 14 and not _verb_between(token, first):
            first = min(syntax.np_start(token), token.i)
    return first


def _is_commented(given: Range, first: int, head: Token) -> bool:
    """Whether another's words stand at `given`, and the clause of `head` comments on them: "…, ce que Lima nie"."""
    return any(_comments(head.doc[i : i + 2]) for i in range(given[1] + 1, first + 1))


def _verb_between(token: Token, stop: int) -> bool:
    return any(
        t.pos_ in ("VERB",) and syntax.is_finite(t) and t.dep_ != "acl:relcl" for t in token.doc[token.i + 1 : stop]
    )


def overlap(a: Range, b: Range) -> float:
    """Share of the shorter of two ranges that both hold, 0 to 1."""
    common = min(a[1], b[1]) - max(a[0], b[0]) + 1
    return max(0, common) / max(1, min(a[1] - a[0], b[1] - b[0]) + 1)
