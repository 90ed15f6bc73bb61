"""What a cue reports: where the reported words begin and end to the right of it."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from .cues import CueGroup
from .layers import Layers
from .units import Unit

_MARKS = frozenset('«»"“”')
_CONJUNCTIONS = frozenset({"mais", "et", "avant", "puis", "tandis", "alors", "tout", "ou"})


@dataclass(frozen=True, slots=True)
class Complement:
    """Tokens [start, end) of what is reported; `form` is que, inf, np, prep or quote; `addressee` its tokens."""

    start: int
    end: int
    form: str
    addressee: tuple[int, int] | None = None


def find_complement(doc: Doc, layers: Layers, unit: Unit, cue: CueGroup, stop: int) -> Complement | None:
    """The complement of `cue` among tokens up to `stop` (exclusive), or None where it reports nothing it may report."""
    begin = _skip_adverbials(doc, layers, cue.end, stop)
    if begin >= stop:
        return None
    takes = cue.kind.takes
    quoted = _starts_quote(doc, layers, begin)
    clause = _find_que(doc, layers, unit, cue, begin, stop)
    if clause is not None and "que" in takes:
        address = (begin, clause) if clause > begin else None
        return _closed(doc, layers, unit, clause, stop, "que", address)
    if "accuse" in takes:
        return _accusation(doc, layers, unit, cue, begin, stop)
    if "ainf" in takes:
        return _exhortation(doc, layers, unit, begin, stop)
    if "inf" in takes and (infinitive := _infinitive(doc, begin, stop)) is not None:
        return _closed(doc, layers, unit, infinitive, stop, "inf")
    if "deinf" in takes and doc[begin].lower_ in {"de", "d'", "à"} and _infinitive(doc, begin + 1, stop) == begin + 1:
        return _closed(doc, layers, unit, begin + 1, stop, "inf")
    if "prep" in takes and doc[begin].lower_ in cue.kind.preps:
        return _closed(doc, layers, unit, begin if cue.kind.keep_prep else begin + 1, stop, "prep")
    if "np" in takes and _is_noun_phrase(doc, begin):
        return _closed(doc, layers, unit, begin, stop, "np")
    if quoted or _quote_within(doc, unit, begin, stop):
        return _closed(doc, layers, unit, begin, stop, "quote")
    return None


def _skip_adverbials(doc: Doc, layers: Layers, i: int, stop: int) -> int:
    """Over adverbs, times, "de son côté", "à la presse", "devant X", "dans un tweet", up to what is reported."""
    while i < stop:
        token = doc[i]
        if token.is_space or token.pos_ == "ADV" and token.lower_ not in {"ne", "n'", "pas"} or _in_time(layers, token.idx):
            i += 1
        elif token.lower_ in {"de", "du"} and i + 2 < stop and doc[i + 1].lower_ in {"son", "sa", "leur", "nouveau"}:
            i += 3 if doc[i + 1].lower_ != "nouveau" else 2
        elif token.lower_ in {"dans", "lors", "devant", "auprès", "sur", "lundi", "par", "depuis", "pendant", "au"} and (end := _phrase_end(doc, i, stop)) > i:
            i = end
        elif token.text == "," and i + 1 < stop and doc[i + 1].lower_ in {"lors", "dans", "à", "devant", "au"} and (close := _next_comma(doc, i + 1, stop)) > i:
            i = close + 1
        else:
            break
    return i


def _phrase_end(doc: Doc, i: int, stop: int) -> int:
    """End of a short adverbial phrase from `i`, when a complement follows it; `i` itself otherwise."""
    for j in range(i + 1, min(i + 10, stop)):
        word = doc[j].lower_
        if word in {"que", "qu'"} or (doc[j].morph.get("VerbForm") == ["Inf"] and doc[j - 1].lower_ not in {"de", "à", "d'", "pour"}):
            return j
        if doc[j].text in _MARKS and doc[i].lower_ not in {"sur", "par"}:
            return i
        if doc[j].is_punct and doc[j].text != ",":
            return i
    return i


def _next_comma(doc: Doc, i: int, stop: int) -> int:
    for j in range(i, min(i + 14, stop)):
        if doc[j].text == ",":
            return j
    return -1


def _in_time(layers: Layers, at: int) -> bool:
    return any(t.start <= at < t.end for t in layers.times)


def _starts_quote(doc: Doc, layers: Layers, i: int) -> bool:
    return any(q.outer_start == doc[i].idx for q in layers.quotes)


def _quote_within(doc: Doc, unit: Unit, begin: int, stop: int) -> bool:
    last = doc[stop - 1].idx
    return any(doc[begin].idx <= q.outer_start <= last for q in unit.quotes)


def _find_que(doc: Doc, layers: Layers, unit: Unit, cue: CueGroup, begin: int, stop: int) -> int | None:
    """The "que" of the reported clause: right after the cue, or after its addressee, before any other verb."""
    reach = min(stop, begin + (16 if {"obj", "que"} & cue.kind.takes else 6))
    for i in range(begin, reach):
        word = doc[i].lower_
        if word in {"que", "qu'"} and doc[i].pos_ in {"SCONJ", "PRON", "ADV"} and not _is_comparative(doc, i):
            return i
        if doc[i].text in _MARKS and i + 1 < reach and doc[i + 1].lower_ in {"que", "qu'"}:
            return i + 1
        if doc[i].pos_ in {"VERB", "AUX"} and doc[i].morph.get("VerbForm") != ["Part"] and not _in_time(layers, doc[i].idx):
            return None
        if doc[i].text in {";", ":", "."} or (doc[i].text == "," and not _is_apposition(doc, i)):
            return None
    return None


def _is_comparative(doc: Doc, i: int) -> bool:
    return any(doc[j].lower_ in {"plus", "moins", "aussi", "autant", "tel", "tels", "telle", "même", "mêmes"} for j in range(max(0, i - 3), i))


def _is_apposition(doc: Doc, i: int) -> bool:
    return i + 1 < len(doc) and doc[i + 1].pos_ in {"PROPN", "NOUN", "DET"} or (i > 0 and doc[i - 1].pos_ == "PROPN")


def _infinitive(doc: Doc, begin: int, stop: int) -> int | None:
    """Start of an infinitive that the cue governs directly ("dit ne pas vouloir", "assure avoir agi")."""
    i = begin
    while i < stop and (doc[i].lower_ in {"ne", "n'", "pas", "plus", "jamais", "se", "s'", "y", "en", "le", "l'", "la", "les"} or doc[i].text in _MARKS):
        i += 1
    if i < stop and doc[i].morph.get("VerbForm") == ["Inf"]:
        return begin + 1 if doc[begin].text in _MARKS and False else begin
    return None


def _accusation(doc: Doc, layers: Layers, unit: Unit, cue: CueGroup, begin: int, stop: int) -> Complement | None:
    """ "accuse X de faire", "menace X de sanctions": what follows "de", X being addressed."""
    if cue.kind.keep_prep and doc[begin].lower_ in {"de", "d'"}:
        return _closed(doc, layers, unit, begin, stop, "np")
    for i in range(begin, min(stop, begin + 22)):
        if doc[i].lower_ in {"de", "d'"} and i > begin and i + 1 < stop:
            infinitive = _infinitive(doc, i + 1, stop)
            covered = layers.by_token.get(i)
            if infinitive is not None or (covered is None and cue.kind.keep_prep and layers.by_token.get(i - 1) is not None):
                start = i if cue.kind.keep_prep else i + 1
                return _closed(doc, layers, unit, start, stop, "inf" if infinitive else "np", (begin, i))
        if doc[i].text in {".", ";", ":"}:
            return None
    return None


def _exhortation(doc: Doc, layers: Layers, unit: Unit, begin: int, stop: int) -> Complement | None:
    """ "exhorte X à faire": what follows "à", X being addressed."""
    for i in range(begin, min(stop, begin + 22)):
        if doc[i].lower_ in {"à", "au", "de", "d'", "aux"} and i + 1 < stop and layers.by_token.get(i) is None:
            infinitive = _infinitive(doc, i + 1, stop)
            if infinitive is not None or (doc[i].lower_ in {"à", "au"} and not _is_addressee(doc, layers, i + 1)):
                return _closed(doc, layers, unit, i, stop, "inf", (begin, i) if i > begin else None)
        if doc[i].text in {".", ";", ":"}:
            return None
    return None


def _is_addressee(doc: Doc, layers: Layers, i: int) -> bool:
    while i < len(doc) and doc[i].lower_ in {"le", "la", "l'", "les"}:
        i += 1
    return layers.by_token.get(i) is not None


def _is_noun_phrase(doc: Doc, i: int) -> bool:
    token = doc[i]
    return token.pos_ in {"DET", "NOUN", "PROPN", "NUM", "PRON", "ADJ"} and token.lower_ not in {"qui", "que", "dont", "où", "lequel"} or token.lower_ in {"des", "du", "l'"} or token.text in _MARKS  # fmt: skip


def _closed(doc: Doc, layers: Layers, unit: Unit, start: int, stop: int, form: str, addressee: tuple[int, int] | None = None) -> Complement | None:  # fmt: skip
    """The complement from `start`, ended before a clause that is no longer reported, punctuation trimmed."""
    end = _end_of(doc, unit, start, stop, form)
    while end > start and (doc[end - 1].is_space or doc[end - 1].text in {",", ".", ";", ":", "–", "—"}):
        end -= 1
    while start < end and doc[start].text in {",", ":"}:
        start += 1
    return Complement(start, end, form, addressee) if end > start else None


def _end_of(doc: Doc, unit: Unit, start: int, stop: int, form: str) -> int:
    inside = [(q.outer_start, q.outer_end) for q in unit.quotes]
    for i in range(start + 1, stop):
        token = doc[i]
        if any(a < token.idx < b for a, b in inside):
            continue
        if token.text in {";", ":"}:
            return i
        if token.text == "," and i + 1 < stop and _leaves(doc, i + 1, stop, form):
            return i
        if token.lower_ in {"et", "mais"} and i > start + 1 and form in {"np", "inf", "prep"} and _is_verb_group(doc, i + 1, stop):
            return i
    return stop


def _leaves(doc: Doc, i: int, stop: int, form: str) -> bool:
    """Whether the clause that begins at `i`, after a comma, is the writer's again."""
    word = doc[i].lower_
    if word in _CONJUNCTIONS:
        return _is_verb_group(doc, i + 1, stop) or word in {"avant", "tandis", "alors", "tout"}
    if word in {"ajoutant", "précisant", "affirmant", "soulignant", "estimant", "assurant", "expliquant", "indiquant", "rappelant", "jugeant",
                "selon", "alors", "tandis", "dénonçant", "promettant", "avertissant", "évoquant", "appelant", "exigeant"}:  # fmt: skip
        return True
    if word in {"ce", "une"} and form != "que" and i + 2 < stop and doc[i + 1].lower_ in {"que", "qu'", "qui", "manière", "demande", "manoeuvre", "accusation", "exigence"}:
        return True
    return False


def _is_verb_group(doc: Doc, i: int, stop: int) -> bool:
    """Whether a finite verb begins at `i`, over a clitic or an adverb: a coordinated predicate of the same subject."""
    while i < stop and (doc[i].pos_ == "ADV" or doc[i].lower_ in {"ne", "n'", "se", "s'", "en", "y", "l'", "le", "lui", "ensuite", "même"}):
        i += 1
    if i >= stop:
        return False
    token = doc[i]
    return token.pos_ in {"VERB", "AUX"} and (token.morph.get("VerbForm") == ["Fin"] or token.lower_ in {"a", "ont", "est", "sont"})
