"""Marks that quote nobody: titles, names of things, words kept at a distance."""

from __future__ import annotations

from .cue_table import ScareRule
from .layers import Layers, Quoted
from .tree import Doc


def mark_scare_quotes(doc: Doc, layers: Layers, rule: ScareRule) -> None:
    """Clear `speech` on the quotations of `doc` that name or distance rather than quote."""
    for quote in layers.quotes:
        quote.speech = not _is_scare(doc, layers.text, quote, rule)


_BESIDE = 24
"""How much of the text on each side tells a title of something to read, in code points."""
_NAME = 4
"""Longest form of address, in words."""
_FAR = 9
_SIGNED_ARTICLES = frozenset({"un", "une", "le", "la", "l'", "leur"})
_CLITICS = frozenset({"l'", "le", "la", "les"})
_LINKS = frozenset({"de", "d'", "du", "des", "pour", "sur", "contre"})
_THAT = frozenset({"que", "qu'"})
_SAID = frozenset({"NON", "OUI", "STOP", "ASSEZ", "HALTE"})


def _is_named_thing(doc: Doc, text: str, quote: Quoted, i: int) -> bool:
    """Whether an article stands before capitalised words without a verb, as before a name (la « Ligue du Sud »)."""
    if i < 0 or doc[i].lower_ not in ("la", "le", "l'", "du", "au", "les") or text[quote.end - 1] in ".!?…":
        return False
    inner = doc.char_span(quote.start, quote.end, alignment_mode="expand")
    return inner is not None and all(t.pos_ not in ("VERB", "AUX", "PRON") for t in inner)


def _is_address(doc: Doc, quote: Quoted, rule: ScareRule, count: int, *, capital: bool) -> bool:
    """Whether the words are how people call one another: "ils se donnent du « cher ami »", "se dire « Maître »"."""
    span = doc.char_span(quote.outer_start, quote.outer_start + 1, alignment_mode="expand")
    i = span.start - 1 if span is not None else -1
    given = i > 0 and doc[i].lower_ in ("du", "de", "des")
    verb = i - given
    if verb < 1 or doc[verb].pos_ != "VERB" or count > _NAME:
        return False
    lemma = doc[verb].lemma_.lower()
    before = verb - 1 - (doc[verb - 1].pos_ == "AUX")
    mutual = before >= 0 and doc[before].lower_ in ("se", "s'")
    named = not given and lemma in rule.calls and doc[verb].head.i != verb
    if named and any(t.lower_ in _THAT and t.pos_ == "PRON" for t in doc[max(0, before - 3) : before + 1]):
        return True  # "l'homme que ses partisans appellent « le notaire »"
    if not given and before >= 0 and doc[before].lower_ in _CLITICS and lemma in rule.calls:
        return True  # "ses adversaires l'appellent « le notaire »"
    if given:
        return lemma == "donner" and (mutual or doc[before].lower_ in ("lui", "leur"))
    return mutual and (lemma in rule.calls or (lemma == "dire" and capital and count == 1))


def _is_work(text: str, quote: Quoted, rule: ScareRule) -> bool:
    """Whether what stands around it makes it the title of something to read or see: "« X », éd. du Port, 212 p."."""
    after = text[quote.outer_end : quote.outer_end + _BESIDE].lstrip(" ,(\u00a0\u202f").lower()
    before = text[max(0, quote.outer_start - _BESIDE) : quote.outer_start].rstrip(" :\u00a0\u202f").lower()
    return after.startswith(tuple(rule.works_after)) or before.endswith(tuple(rule.works_before))


def _is_signed(doc: Doc, quote: Quoted, rule: ScareRule) -> bool:
    """Whether the marks hold the name of a text that is signed or adopted: "ont paraphé une « charte du port »"."""
    span = doc.char_span(quote.outer_start, quote.outer_start + 1, alignment_mode="expand")
    i = (span.start if span is not None else 0) - 1
    if i < 1 or doc[i].lower_ not in _SIGNED_ARTICLES:
        return False
    for j in range(i - 1, max(-1, i - _FAR), -1):
        if doc[j].text in ",;:." or doc[j].is_sent_start:
            break
        if doc[j].pos_ == "VERB":
            return doc[j].lemma_.lower() in rule.signs
    return False


def _is_entitled(doc: Doc, i: int, first: str, rule: ScareRule) -> bool:
    """Whether a gathering with its article and its place stands before the marks, and they open with a preposition
    that goes on from it: "le sommet de Paris « pour la mer »"."""
    if first not in _LINKS or i < 3 or doc[i - 1].lower_ not in ("de", "d'", "du"):
        return False
    return doc[i - 2].lower_ in rule.gatherings and doc[i - 3].lower_ in ("le", "la", "l'")


def _is_scare(doc: Doc, text: str, quote: Quoted, rule: ScareRule) -> bool:
    if _is_work(text, quote, rule):
        return True
    words = text[quote.start : quote.end].split()
    if len(words) > 6 or not words:
        return not words
    if _is_signed(doc, quote, rule):
        return True
    if _is_address(doc, quote, rule, len(words), capital=words[0][:1].isupper()):
        return True
    span = doc.char_span(quote.outer_start, quote.outer_start + 1, alignment_mode="expand")
    i = (span.start if span is not None else 0) - 1
    beside = doc[i].pos_ if i >= 0 else ""
    governed = i >= 0 and doc[i].lower_ in ("de", "d'", "du", "le", "la", "l'")
    i -= governed
    before = {doc[j].lower_ for j in range(max(0, i - (beside == "ADJ")), i + 1)}
    infinitive = words[0].islower() and words[0].endswith(("er", "ir", "oir", "dre", "tre"))
    if (
        i > 0
        and doc[i].pos_ == "VERB"
        and (doc[i - 1].pos_ == "AUX" or doc[i - 1].lower_ in ("se", "s'") or infinitive)
    ):
        before = set()  # "a dit « regretter »" reports, "le groupe dit « des Onze »" names
    capital = words[0][:1].isupper() or words[0][:1].isdigit()
    owned = beside == "DET" or (i >= 0 and doc[i].lower_ in ("son", "sa", "ses", "leur"))
    if _is_entitled(doc, i + governed, words[0].lower(), rule):
        return True
    if owned and not governed and len(words) > 1 and words[0].lower() in rule.things:
        return True  # "le « plan de paix »": the thing's own name
    named = before & rule.before or (capital and before & rule.things)
    if named and not text[quote.start : quote.end].endswith((".", "!", "?")):
        return True
    if (
        not (span is not None and span[0].is_sent_start)
        and len(words) == 1
        and words[0].isalpha()
        and words[0].isupper()
        and 2 <= len(words[0]) <= 6
        and words[0] not in _SAID
    ):
        return True  # an acronym, or somebody's initials
    if len(words) > 1 and capital and _is_named_thing(doc, text, quote, i + governed):
        return True
    name = words[0][:1].isupper() and all(w[:1].isupper() or w[:1].isdigit() for w in words if len(w) > 3)
    if len(words) > 1 and name and any(len(w) > 3 for w in words):
        return True
    return len(words) == 1 and words[0][:1].isupper() and beside == "NOUN"
