"""Verbs that the parser joins to the wrong one, joined to the right one: words that only one verb can share.

A main clause goes on after a reported one ("a jugé que l'accord était flou et a demandé"), and the parser hangs the
second verb in the reported clause, so that it is told by nobody and of another. Input is the columns of a parse (one
item a token; heads as distances), which are changed in place. Only what the words themselves settle is changed: the
same auxiliary after a clause in another tense, the same preposition before two infinitives, a sentence left without its
verb, what an infinitive lacks right after a quotation.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from .token import Morph, morph_of
from .word_table import GRAMMAR, NOUNS, VERBS

_HELPERS: Final[frozenset[str]] = frozenset({"a", "ont"})
_TOLD: Final[frozenset[str]] = frozenset({"Imp", "Cnd"})
_MARKS: Final[frozenset[str]] = frozenset({"à", "de", "d'"})
_IF: Final[frozenset[str]] = frozenset({"si", "s'"})
_QUE: Final[frozenset[str]] = frozenset({"que", "qu'"})
_CLITICS: Final[frozenset[str]] = frozenset(
    {"se", "s'", "ne", "n'", "le", "la", "l'", "les", "lui", "leur", "y", "en", "pas", "plus"}
)
_MODALS: Final = GRAMMAR.modals
_MEALS: Final = NOUNS.meals
_ARTICLES: Final[frozenset[str]] = frozenset(
    "des du un une le la les l' de d' son sa ses leur leurs ce cet cette ces tout toute toutes tous".split()
)
_INFINITIVE: Final = "VerbForm=Inf"
_PRESENT: Final = "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin"
_JOINED: Final[frozenset[str]] = frozenset({"conj", "ccomp", "advcl"})
_URGES: Final = VERBS.urges_as_noun
_OBJECT: Final[frozenset[str]] = frozenset({"le", "la", "les", "l'"})
_NEVER_SUBJECT: Final[frozenset[str]] = frozenset(
    {"avec", "à", "au", "aux", "par", "dans", "sur", "contre", "chez", "auprès", "devant"}
)
"""Prepositions before what is no subject."""
_OF_NOUNS: Final[frozenset[str]] = frozenset({"det", "cop", "case", "amod", "nummod", "acl", "acl:relcl"})
_NAMED: Final[frozenset[str]] = frozenset({"flat:name", "flat:foreign", "amod", "nmod"})
_STEPS: Final = 12


class _Columns(NamedTuple):
    lower: Sequence[str]
    pos: list[str]
    dep: list[str]
    morph: list[Morph]
    heads: list[int]

    def above(self, i: int) -> int:
        return i + self.heads[i]

    def under(self, i: int) -> list[int]:
        first = max(0, i - 60)
        return [k for k, way in enumerate(self.heads[first : i + 60], first) if k + way == i and way]


def rejoin(lower: Sequence[str], pos: list[str], dep: list[str], morph: list[Morph], heads: list[int]) -> None:
    """Join again verbs that stand in a coordination which is not theirs; all but `lower` are changed in place."""
    parse = _Columns(lower, pos, dep, morph, heads)
    for i, relation in enumerate(dep):
        if lower[i] == "»":
            _give_object(i, parse)
        if pos[i] == "NOUN" and i and lower[i - 1] in _MODALS and lower[i].endswith("er") and lower[i] not in _MEALS:
            pos[i], morph[i] = "VERB", morph_of(_INFINITIVE)  # "devra téléphoner"
        if pos[i] == "NOUN" and _is_infinitive(i, parse):
            pos[i], dep[i], morph[i] = "VERB", "xcomp", morph_of(_INFINITIVE)  # "s'engage à amnistier les captifs"
        if pos[i] == "NOUN" and lower[i] in _URGES:
            _make_verb(i, parse)
        if pos[i] == "NOUN" and lower[i][-1:] == "e":
            _mend_present(i, parse)
        if relation == "conj" and pos[i] == "PROPN" and heads[i] < 0:
            _join_object(i, parse)
        if relation not in _JOINED or pos[i] not in ("VERB", "AUX") or heads[i] >= 0:
            continue
        to = None
        if relation == "conj":
            to = _of_infinitive(i, parse) if morph[i].infinitive else _after_told(i, parse)
        if to is not None:
            heads[i] = to - i
        elif not morph[i].infinitive and _is_main(i, parse):
            _take_root(i, parse)


def _join_object(i: int, parse: _Columns) -> None:
    """Join the name at `i` to the object right before "et" where the parser hangs it on their verb: "accuse Oslo et le
    Burkina Faso de complot"."""
    verb, k = parse.above(i), i - 1
    while k > verb and parse.lower[k] in _ARTICLES:
        k -= 1
    if parse.pos[verb] != "VERB" or k <= verb or parse.lower[k] != "et":
        return
    top = k - 1
    while top > verb and parse.above(top) < top and parse.dep[top] in _NAMED:
        top = parse.above(top)
    if top > verb and parse.dep[top] == "obj" and parse.above(top) == verb and parse.pos[top] == "PROPN":
        parse.heads[i] = top - i


def _is_infinitive(i: int, parse: _Columns) -> bool:
    """Whether a word in -er that the tagger takes for a noun is what a verb before "à" takes, with an object of its own
    behind: no noun stands so without an article."""
    if not 1 < i < len(parse.lower) - 1 or not parse.lower[i].endswith("er") or parse.lower[i - 1] != "à":
        return False
    opened = parse.lower[i + 1] in _ARTICLES or parse.lower[i + 1] == "«"
    above = parse.above(i)
    return opened and above < i and parse.pos[above] in ("VERB", "ADJ") and parse.lower[i] not in _MEALS


def _mend_present(i: int, parse: _Columns) -> None:
    """Make a word in -e that the tagger takes for a noun the present that it is, where its clause shows it."""
    if parse.lower[i] == "menace":
        _give_subject(i, parse)
    if parse.pos[i] == "NOUN" and parse.dep[i] == "ROOT" and _has_both(i, parse):
        parse.pos[i], parse.morph[i] = "VERB", morph_of(_PRESENT)


def _has_both(i: int, parse: _Columns) -> bool:
    """Whether what the tagger takes for a noun has a subject, an object or an aside before it, and nothing that a noun
    has: "Le président, X Y, rencontre à Tripoli le colonel Z"."""
    under = parse.under(i)
    if any(parse.dep[k] in _OF_NOUNS for k in under) or parse.lower[i - 1 if i else 0] in _ARTICLES:
        return False
    subject = any(parse.dep[k] == "nsubj" and k < i and parse.pos[k] in ("NOUN", "PROPN") for k in under)
    return subject and (parse.lower[i - 1] == "," or any(parse.dep[k] == "obj" and k > i for k in under))


def _make_verb(i: int, parse: _Columns) -> None:
    """Make one of `_URGES` the verb that it is where "de" and an infinitive follow, right away or past the name of whom
    it urges: "Il la presse de signer", "Rome presse Ali Bongo de partir"."""
    lower, heads = parse.lower, parse.heads
    clitic = i - 1 if i and lower[i - 1] in _OBJECT else i
    if clitic < 1 or parse.pos[clitic - 1] not in ("PROPN", "NOUN", "PRON"):
        return
    end = i + 1
    while clitic == i and end < min(len(lower), i + 7) and parse.pos[end] in ("PROPN", "DET", "NOUN", "ADJ"):
        end += 1
    deed = end + 1
    while deed < min(len(lower), end + 4) and lower[deed] in _CLITICS:
        deed += 1
    told = clitic < i or end > i + 1
    if not told or deed >= len(lower) or lower[end] not in ("de", "d'") or not parse.morph[deed].infinitive:
        return
    subject = clitic - 1
    while (
        parse.dep[subject] in ("flat:name", "flat:foreign", "amod", "nmod")
        and subject - 4 < parse.above(subject) < subject
    ):
        subject = parse.above(subject)
    if parse.above(subject) not in (subject, i) or parse.above(i) not in (subject, i):
        return  # inside another clause, whose words stand in the tree as nobody knows
    heads[i], parse.dep[i] = 0, "ROOT"
    parse.pos[i], parse.morph[i] = "VERB", morph_of(_PRESENT)
    parse.dep[subject], heads[subject] = "nsubj", i - subject
    parse.dep[deed], heads[deed] = "xcomp", i - deed
    if clitic < i:
        parse.pos[clitic], parse.dep[clitic], heads[clitic] = "PRON", "obj", 1
    else:
        named = next(k for k in range(i + 1, end) if parse.pos[k] in ("PROPN", "NOUN"))
        parse.dep[named], heads[named] = "obj", i - named


def _give_subject(i: int, parse: _Columns) -> None:
    """Make "menace" a verb where it closes a relative and an infinitive follows: "Quito, qui a rappelé son consul,
    menace de fermer la frontière". The tagger takes it for a noun, and the sentence has no verb."""
    lower, heads = parse.lower, parse.heads
    if not 3 < i < len(lower) - 2 or lower[i - 1] != "," or lower[i + 1] not in _MARKS:
        return
    which = next((k for k in range(i - 2, max(1, i - 60), -1) if lower[k] == "qui" and lower[k - 1] == ","), 0)
    if not which or "." in lower[which:i] or not parse.morph[i + 2].infinitive:
        return
    told, both = (
        parse.above(which),
        parse.dep[parse.above(which)] == "ROOT",
    )  # the tree gives it the subject too
    named = (k for k in parse.under(told) if k < which and parse.dep[k].startswith("nsubj"))
    subject = next(named, told) if both else parse.above(told)
    if subject >= which or (not both and (parse.dep[told] != "acl:relcl" or parse.dep[subject] != "ROOT")):
        return
    parse.dep[told], heads[told] = "acl:relcl", subject - told
    parse.pos[i], parse.dep[i], parse.morph[i], heads[i] = "VERB", "ROOT", morph_of(_PRESENT), 0
    parse.dep[subject], heads[subject] = "nsubj", i - subject
    parse.dep[i + 2], heads[i + 2] = "xcomp", -2


def _of_infinitive(i: int, parse: _Columns) -> int | None:
    """The infinitive with the same preposition as that at `i`, which the parser joins to a noun between them: "à ne
    pas livrer d'armes à Quito et à lever l'embargo"."""
    mark = _mark(i, parse)
    above = parse.above(i)
    if mark is None or parse.pos[above] not in ("NOUN", "PROPN"):
        return None
    for _ in range(_STEPS):
        if parse.heads[above] >= 0:
            return None
        above = parse.above(above)
        if parse.pos[above] == "VERB":
            same = parse.morph[above].infinitive and _mark(above, parse) == mark
            return above if same else None
    return None


def _mark(infinitive: int, parse: _Columns) -> str | None:
    """The preposition right before an infinitive and its clitics."""
    k = infinitive - 1
    while k > 0 and parse.lower[k] in _CLITICS:
        k -= 1
    return {"d'": "de"}.get(parse.lower[k], parse.lower[k]) if k >= 0 and parse.lower[k] in _MARKS else None


def _after_told(i: int, parse: _Columns) -> int | None:
    """The main verb whose auxiliary the verb at `i` has too, where the clause it is joined to is told in another tense:
    "a jugé que le pacte était flou et a demandé", "a promis une aide si Rome signe, et a rappelé"."""
    own = [k for k in parse.under(i) if parse.dep[k] == "aux:tense"]
    inner = parse.above(i)
    if not own:
        return _after_gerund(i, inner, parse)
    subject = any(parse.dep[k].startswith(("nsubj", "expl:subj")) for k in parse.under(i))
    if subject or parse.lower[own[0]] not in _HELPERS:
        return None
    opened = {parse.lower[k] for k in parse.under(inner) if k < inner}
    on_condition = not opened.isdisjoint(_IF) and not any(parse.dep[k] == "aux:tense" for k in parse.under(inner))
    if not on_condition and (not _is_told(inner, parse) or opened.isdisjoint(_QUE)):
        return None
    above = parse.above(inner)
    if not above < inner or parse.pos[above] != "VERB":
        return None
    same = any(parse.dep[k] == "aux:tense" and parse.lower[k] == parse.lower[own[0]] for k in parse.under(above))
    return above if same else None


def _after_gerund(i: int, inner: int, parse: _Columns) -> int | None:
    """The main verb whose auxiliary the participle after ", et" at `i` shares, where the parser joins it to what a
    gerund says: "a rejeté ce plan, jugeant que Rome avait menti, et menacé de partir"."""
    joined = i > 1 and parse.lower[i - 1] == "et" and parse.lower[i - 2] == ","
    if not joined or "Part" not in parse.morph[i].get("VerbForm", []) or parse.lower[i].endswith("ant"):
        return None
    gerund = parse.above(inner)
    if not gerund < inner or not parse.lower[gerund].endswith("ant") or parse.dep[gerund] not in ("advcl", "acl"):
        return None
    above = parse.above(gerund)
    helped = any(parse.dep[k] == "aux:tense" and parse.lower[k] in _HELPERS for k in parse.under(above))
    return above if above < gerund and helped else None


def _give_object(mark: int, parse: _Columns) -> None:
    """Give the noun after a closing mark to the infinitive that lacks it: "promet d'ouvrir « vite » des ponts"."""
    if not 2 < mark < len(parse.lower) - 2 or parse.lower[mark + 1] not in _ARTICLES:
        return
    noun = parse.above(mark + 1)
    above = parse.above(noun)
    opening = next((k for k in range(mark - 1, max(0, mark - 8), -1) if parse.lower[k] == "«"), 0)
    verb = opening - 1
    if not opening or not noun > mark or not above < verb or parse.pos[noun] != "NOUN":
        return
    bare = parse.pos[verb] == "VERB" and parse.morph[verb].infinitive and parse.above(verb) == above
    inside = range(opening + 1, mark)
    adverbial = parse.pos[opening + 1] in ("ADP", "ADV") and all(parse.pos[k] not in ("VERB", "AUX") for k in inside)
    if bare and adverbial:
        parse.heads[noun], parse.dep[noun] = verb - noun, "obj"


def _is_told(i: int, parse: _Columns) -> bool:
    """Whether the verb or predicate at `i` is told in an imperfect, a pluperfect or a conditional."""
    forms = [i, *(k for k in parse.under(i) if parse.dep[k].startswith(("aux", "cop")))]
    return any(
        parse.morph[k].finite and not _TOLD.isdisjoint(parse.morph[k].get("Tense", []) + parse.morph[k].get("Mood", []))
        for k in forms
    )


def _is_main(i: int, parse: _Columns) -> bool:
    """Whether the finite verb at `i` is that of a sentence which the parser leaves with a noun and its relative: "Le
    roi, qui disait qu'il ne cédait pas, doit partir"."""
    top, relative = i, False
    for _ in range(_STEPS):
        if not parse.heads[top]:
            break
        relative = parse.dep[top] == "acl:relcl"
        top = parse.above(top)
    if not relative or parse.heads[top] or top >= i or parse.pos[top] not in ("NOUN", "PROPN"):
        return False
    under = parse.under(i)
    own = [k for k in under if parse.dep[k].startswith(("nsubj", "cc", "mark")) and not _is_brought(k, parse)]
    if own or not _is_finite(i, parse):
        return False
    first = min([i, *(k for k in under if parse.dep[k].startswith(("aux", "expl")))])
    while first > 0 and parse.lower[first - 1] in _CLITICS:
        first -= 1
    return first > 0 and parse.lower[first - 1] == ","


def _is_brought(i: int, parse: _Columns) -> bool:
    """Whether a preposition makes what the parser takes for a subject none: "qui a vu Y avec le roi, serait prêt"."""
    return parse.pos[i] in ("NOUN", "PROPN") and any(
        parse.dep[k] == "case" and parse.lower[k] in _NEVER_SUBJECT for k in parse.under(i)
    )


def _is_finite(i: int, parse: _Columns) -> bool:
    return any(
        parse.morph[k].finite for k in (i, *(k for k in parse.under(i) if parse.dep[k].startswith(("aux", "cop"))))
    )


def _take_root(i: int, parse: _Columns) -> None:
    """Make the verb at `i` the root of its sentence, and the noun that was it its subject."""
    top = i
    while parse.heads[top]:
        top = parse.above(top)
    for k in parse.under(i):
        if parse.dep[k].startswith("nsubj") and _is_brought(k, parse):  # it completes the relative's verb
            parse.heads[k], parse.dep[k] = parse.above(i) - k, "obl:mod"
    parse.heads[i], parse.dep[i] = 0, "ROOT"
    parse.heads[top], parse.dep[top] = i - top, "nsubj"
