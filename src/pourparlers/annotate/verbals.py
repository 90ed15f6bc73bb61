"""Verbs of talking and eating together that the tagger takes for nouns, adjectives or names, read as what they are:
"Après avoir téléphoné à X", "X lui téléphona", "X dîne avec Y", "X compte déjeuner avec Y".

Forms that no noun has are verbs wherever they stand; those that a noun has too ("le déjeuner avec", "son téléphone")
only where the words around leave no other reading. Verbs that the model holds for infinitives though they do not end
as one ("négocia") get the features of their endings. Input is the columns of a parse (one item a token; heads as
distances), which are changed in place.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from .cue_forms import shaped_forms
from .misnamed import Parse
from .regroup import Columns, join
from .token import Morph, morph_of
from .word_table import GRAMMAR, VERBS

_FINITE: Final = "Mood=Ind|Number=Sing|Person=3|VerbForm=Fin|Tense="
_FEATURES: Final[dict[str, Morph]] = {
    end: morph_of(features)
    for end, features in {
        "er": "VerbForm=Inf",
        "ant": "Tense=Pres|VerbForm=Part",
        "é": "Tense=Past|VerbForm=Part",
        "a": f"{_FINITE}Past",
        "èrent": f"{_FINITE}Past",
        "e": f"{_FINITE}Pres",
        "ent": f"{_FINITE}Pres",
        "ait": f"{_FINITE}Imp",
        "aient": f"{_FINITE}Imp",
        "era": f"{_FINITE}Fut",
        "eront": f"{_FINITE}Fut",
    }.items()
}
"""What an ending tells, of verbs in -er."""
_ENDINGS: Final = sorted(_FEATURES, key=len, reverse=True)
_FORMS: Final[dict[str, str]] = {
    form: lemma
    for lemma in VERBS.taken_for_nouns
    for form, _ in shaped_forms(lemma)
    if any(form.endswith(end) for end in _ENDINGS)
}
_NOUNS_TOO: Final = VERBS.also_nouns
_INTENDS: Final = VERBS.intends
_SEEN: Final = VERBS.saw
_LIVES: Final = VERBS.lives
_AVOIR: Final = GRAMMAR.avoir
_MODALS: Final = GRAMMAR.modals
_CLITICS: Final[frozenset[str]] = frozenset({"se", "s'", "lui", "leur", "le", "la", "les", "l'", "y", "en", "ne", "n'"})
_PLACES: Final[frozenset[str]] = frozenset({"y", "en"})
_BEFORE_FINITE: Final[frozenset[str]] = frozenset(
    {"qui", "il", "elle", "on", "ils", "elles", "lui", "leur", "se", "s'"}
)
_TO_WHOM: Final[frozenset[str]] = frozenset({"lui", "leur"})
_LINKS: Final[frozenset[str]] = frozenset({"à", "au", "aux", "avec", "ensemble"})
_MARKS: Final[frozenset[str]] = frozenset({"de", "d'", "à"})
_NAMES: Final[frozenset[str]] = frozenset({"PROPN", "NOUN", "ADJ", "ADV", "X"})
_VERB: Final[frozenset[str]] = frozenset({"VERB", "AUX"})
_REACH, _STEPS, _PHRASE, _ASIDE = 40, 8, 4, 12


class _Parse(NamedTuple):
    words: Sequence[str]
    lower: Sequence[str]
    lemma: list[str]
    pos: list[str]
    dep: list[str]
    morph: list[Morph]
    heads: list[int]

    def above(self, i: int) -> int:
        return i + self.heads[i]


def mend_verbs(words: Sequence[str], lower: Sequence[str], lemma: list[str], columns: Parse) -> None:
    """Make verbs of such forms; all but the words are changed in place."""
    pos, dep, morph, heads = columns
    parse = _Parse(words, lower, lemma, pos, dep, morph, heads)
    for i, word in enumerate(lower):
        if pos[i] == "VERB":
            if (morph[i].infinitive and not word.endswith(("r", "re"))) or word in _SEEN:
                _mend_features(i, parse)
        elif word in _FORMS and words[i] == word and pos[i] != "AUX":
            _make_verb(i, parse)
        elif word in _INTENDS and _intends(i, parse):
            lemma[i] = _INTENDS[word]
            _make_finite(i, parse, _features_of(word))


def _features_of(word: str) -> Morph:
    """What the ending of a verb in -er tells."""
    bare = word.removesuffix("s").removesuffix("e")
    word = bare if bare.endswith("é") else word
    return next((_FEATURES[end] for end in _ENDINGS if word.endswith(end)), _FEATURES["e"])


def _mend_features(i: int, parse: _Parse) -> None:
    """Give a verb that is no infinitive the features of its ending ("négocia", "en échangeant"), and the simple past of
    "voir", which is a present of "vivre" too, its own where it has an object: "vit X", "les revit"."""
    word = parse.lower[i]
    bare = word.removesuffix("s").removesuffix("e")
    if word in _SEEN:
        after = parse.words[i + 1] if i + 1 < len(parse.words) else ""
        seen = after[:1].isupper() or (i > 0 and parse.lower[i - 1] in _CLITICS)
        if seen or (after and parse.pos[i + 1] == "DET" and parse.lemma[i] in _SEEN.values()):
            parse.morph[i], parse.lemma[i] = _FEATURES["a"], _SEEN[word]
        elif not after or parse.pos[i + 1] == "ADP":
            parse.lemma[i] = _LIVES[_SEEN[word]]
    elif parse.lemma[i] == f"{word}r":
        parse.morph[i] = _FEATURES["e"]
    elif bare.endswith("é") or word.endswith(("ant", "èrent")) or (word.endswith("a") and not word.endswith("ra")):
        parse.morph[i] = _features_of(word)


def _make_verb(i: int, parse: _Parse) -> None:
    """Make a verb of the form at `i`, where it is one there."""
    features = _features_of(parse.lower[i])
    if features.finite:
        if _is_told(i, parse):
            parse.lemma[i] = _FORMS[parse.lower[i]]
            _make_finite(i, parse, features)
    elif features.infinitive:
        if _is_governed(i, parse):
            _make_infinitive(i, parse, features)
    elif "Past" in features.get("Tense", []):
        _make_participle(i, parse, features)


def _is_told(i: int, parse: _Parse) -> bool:
    """Whether a finite form is a verb where it stands: one that a noun has too, only behind its subject or a clitic and
    before its complement: "Olaf Scholz téléphone à X", "lui téléphone mardi", not "le dialogue avec X"."""
    if not i or parse.lower[i - 1] in ("-", "'"):
        return False
    if parse.lower[i] not in _NOUNS_TOO:
        return parse.pos[i - 1] != "DET" or parse.lower[i - 1] in _CLITICS
    before = parse.lower[i - 1]
    if before in _TO_WHOM:
        return parse.pos[i - 1] != "DET" and _ends_name(i - 2, parse)
    subject = before in _BEFORE_FINITE or _ends_name(i - 1, parse) or (before == "," and _closes_aside(i - 1, parse))
    direct = _FORMS[parse.lower[i]] in VERBS.with_object_as_noun
    return subject and (_has_object(i, parse) if direct else _is_completed(i, parse))


def _closes_aside(comma: int, parse: _Parse) -> bool:
    """Whether the comma closes what another one opened behind the subject of a clause that has no verb yet: "Le
    chancelier allemand, Olaf Scholz, rencontre"."""
    for k in range(comma - 1, max(0, comma - _ASIDE), -1):
        if parse.morph[k].finite or parse.lower[k] in (".", ";", ":", "et"):
            return False
        if parse.lower[k] == ",":
            return not any(parse.morph[j].finite for j in range(max(0, k - _ASIDE), k)) and _ends_name(k - 1, parse)
    return False


def _ends_name(i: int, parse: _Parse) -> bool:
    """Whether a name ends at `i`, or a noun with its adjective: "le président turc"."""
    if i < 0:
        return False
    named = parse.words[i][:1].isupper() and parse.pos[i] in _NAMES and parse.lower[i] not in GRAMMAR.small
    described = parse.pos[i] == "ADJ" and i > 0 and parse.pos[i - 1] == "NOUN"
    return named or described or parse.lower[i] in _BEFORE_FINITE


def _is_completed(i: int, parse: _Parse) -> bool:
    """Whether "à", "avec" or "ensemble" follows, over a day: "dîne mardi soir avec"."""
    for k in range(i + 1, min(len(parse.lower), i + 2 + _PHRASE)):
        if parse.lower[k] in _LINKS:
            return True
        if parse.pos[k] not in ("NOUN", "ADJ", "ADV", "NUM") or not parse.words[k].islower():
            return False
    return False


def _has_object(i: int, parse: _Parse) -> bool:
    """Whether a name or a determiner follows, over a day: "rencontre mercredi son homologue"."""
    for k in range(i + 1, min(len(parse.lower), i + 2 + _PHRASE)):
        if parse.pos[k] == "DET" or parse.lower[k] in GRAMMAR.determiners or parse.words[k][:1].isupper():
            return True
        if parse.pos[k] not in ("NOUN", "ADJ", "ADV", "NUM"):
            return False
    return False


def _is_governed(i: int, parse: _Parse) -> bool:
    """Whether an infinitive is one where it stands: one that is a noun too, only under a verb, or "avant de", and
    before its complement: "a refusé de dîner avec X", not "un dîner avec X"."""
    if parse.lower[i] not in _NOUNS_TOO:
        return not (i and parse.pos[i - 1] == "DET" and parse.lower[i - 1] not in _CLITICS | _MARKS)
    k = i - 1
    while k > 0 and parse.lower[k] in _PLACES:
        k -= 1
    if k > 0 and parse.lower[k] in _MARKS:
        k -= 1
        if parse.lower[k] == "avant":
            return _is_completed(i, parse)
    verb = k >= 0 and (parse.pos[k] == "VERB" or parse.lower[k] in _MODALS or parse.lower[k] in _INTENDS)
    return verb and _is_completed(i, parse)


def _make_infinitive(i: int, parse: _Parse, features: Morph) -> None:
    parse.pos[i], parse.morph[i], parse.lemma[i] = "VERB", features, _FORMS[parse.lower[i]]
    if parse.lower[i - 1] in _MARKS and parse.above(i - 1) == i:
        parse.pos[i - 1], parse.dep[i - 1] = "ADP", "mark"
    above = parse.above(i)
    if above != i:
        parse.dep[i] = "xcomp" if parse.pos[above] in _VERB else "acl"


def _make_participle(i: int, parse: _Parse, features: Morph) -> None:
    """Make a participle of the form at `i` behind its auxiliary, over adverbs: "après avoir aussitôt téléphoné"."""
    k = i - 1
    while k > 0 and k > i - _PHRASE and parse.pos[k] == "ADV":
        k -= 1
    if k < 0 or parse.lower[k] not in _AVOIR:
        return
    parse.morph[i], parse.lemma[i] = features, _FORMS[parse.lower[i]]
    if parse.above(k) == i:
        parse.pos[i], parse.pos[k], parse.dep[k] = "VERB", "AUX", "aux:tense"
    else:
        join(k, i, Columns(parse.lower, parse.pos, parse.dep, parse.heads))


def _intends(i: int, parse: _Parse) -> bool:
    """Whether a form of intending that a noun has too stands between its subject and an infinitive: "Olaf Scholz compte
    lui téléphoner"."""
    k = i + 1
    while k < len(parse.lower) and parse.lower[k] in _CLITICS:
        k += 1
    if k >= len(parse.lower) or not _ends_name(i - 1, parse):
        return False
    return parse.lower[k].endswith(("er", "ir", "re")) and (parse.morph[k].infinitive or parse.lower[k] in _FORMS)


def _make_finite(i: int, parse: _Parse, features: Morph) -> None:
    """Make the word at `i` the verb of its clause, the name before it its subject."""
    dep, heads, pos = parse.dep, parse.heads, parse.pos
    pos[i], parse.morph[i] = "VERB", features
    last = i - 1
    while last > 0 and parse.lower[last] in _CLITICS:
        pos[last], dep[last], heads[last] = "PRON", "iobj" if parse.lower[last] in _TO_WHOM else dep[last], i - last
        last -= 1
    top = i
    for _ in range(_STEPS):
        above = parse.above(top)
        if above == top or above > i or pos[above] in _VERB:
            break
        top = above
    if above > i:
        return  # hangs on what follows: nobody knows of which clause it is
    if top != i:
        dep[i], heads[i] = dep[top], (0 if parse.above(top) == top else parse.above(top) - i)
        if dep[i] not in ("ROOT", "conj", "ccomp", "advcl", "parataxis", "acl:relcl"):
            dep[i] = "ccomp"
        for k in range(i + 1, min(len(heads), i + _REACH)):
            if top <= parse.above(k) < i:
                heads[k] = i - k
                if pos[k] == "VERB" and parse.morph[k].infinitive:
                    dep[k] = "xcomp"
                elif dep[k] in ("nmod", "flat:name", "appos", "dep"):
                    dep[k] = "obl:mod"
        heads[top], dep[top] = i - top, "obl:mod"
    _name_subject(i, last, top, parse)


def _name_subject(i: int, last: int, top: int, parse: _Parse) -> None:
    """Make what ends at `last` the subject of the verb at `i`."""
    subject = last
    for _ in range(_STEPS):
        above = parse.above(subject)
        if above == i or not (top <= above < subject) or parse.lower[subject - 1] == ",":
            break
        subject = above
    own = any(parse.dep[k].startswith("nsubj") and parse.above(k) == i for k in range(max(0, i - _REACH), i))
    if own or parse.pos[subject] in ("PUNCT", "CCONJ"):
        return
    parse.heads[subject], parse.dep[subject] = i - subject, "nsubj"
