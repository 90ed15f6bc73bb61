"""Cues of reported speech, by form: which words report, what they report, how they are built.

Forms come from infinitives by regular conjugation, or are listed in lang/*/cues.toml, so that a cue is known by its
form whatever the tagger thinks of it.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from ..lang.pack import Pack, Table

_ENDINGS = "e es ons ez ent é ée és ées ais ait aient a èrent erai era erons eront erait eraient ant er".split()


class VerbRule(Table, frozen=True):
    """Verbs that report in the same ways."""

    lemmas: tuple[str, ...]
    takes: frozenset[str]
    preps: tuple[str, ...] = ()
    incise: bool = False
    reflexive: bool = False
    strong: bool = False
    keep_prep: bool = False


class PhraseRule(Table, frozen=True):
    """Verb phrases that report."""

    words: tuple[str, ...]
    takes: frozenset[str]
    preps: tuple[str, ...] = ()
    incise: bool = False


class SourceRule(Table, frozen=True):
    """Prepositions that name a source; the weak ones only at the head of a sentence."""

    prepositions: tuple[str, ...]
    weak: frozenset[str] = frozenset()


class WordList(Table, frozen=True):
    """A list of words."""

    words: frozenset[str]


class ScareRule(Table, frozen=True):
    """Words before a mark that make it no quotation."""

    before: frozenset[str]


class CueTable(Table, frozen=True):
    """Shape of lang/*/cues.toml."""

    verbs: tuple[VerbRule, ...]
    phrases: tuple[PhraseRule, ...]
    forms: dict[str, str]
    sources: SourceRule
    media: dict[str, tuple[str, ...]]
    anonymity: WordList
    scare: ScareRule


@dataclass(frozen=True, slots=True)
class CueKind:
    """How a lemma reports."""

    lemma: str
    takes: frozenset[str]
    preps: frozenset[str]
    incise: bool
    reflexive: bool
    strong: bool
    keep_prep: bool


@dataclass(frozen=True, slots=True)
class CueGroup:
    """A cue in a text: tokens [start, end) from its auxiliary to its last verb word.

    `clitic` is the inverted subject pronoun ("il" of "a-t-il dit"), `finite` False for a participle or infinitive.
    """

    start: int
    verb: int
    end: int
    kind: CueKind
    clitic: str = ""
    finite: bool = True
    reflexive: bool = False


def regular_forms(infinitive: str) -> set[str]:
    """Forms of a regular verb in -er, with its stem's usual changes (appelle, espère, annonçait, exigeait)."""
    if not infinitive.endswith("er"):
        return {infinitive}
    stem = infinitive[:-2]
    stems = {stem}
    if stem.endswith("c"):
        stems.add(stem[:-1] + "ç")
    if stem.endswith("g"):
        stems.add(stem + "e")
    if len(stem) > 2 and stem[-2] in "eé":
        stems |= {stem[:-2] + "è" + stem[-1], stem + stem[-1]}
    if stem.endswith("y"):
        stems.add(stem[:-1] + "i")
    return {s + ending for s in stems for ending in _ENDINGS} | {infinitive}


class CueFinder:
    """Finds cue groups; compiled once from the pack."""

    def __init__(self, pack: Pack) -> None:
        self.table = pack.table("cues", CueTable)
        self._kinds: dict[str, CueKind] = {}
        for rule in self.table.verbs:
            for lemma in rule.lemmas:
                bare = lemma.removeprefix("se ").removeprefix("s'")
                kind = CueKind(lemma, rule.takes, frozenset(rule.preps), rule.incise, rule.reflexive or bare != lemma, rule.strong, rule.keep_prep)  # fmt: skip
                listed = self.table.forms.get(lemma, "").split()
                for form in (*listed, *(regular_forms(bare) if not listed else (bare,))):
                    self._kinds.setdefault(f"se {form}" if kind.reflexive else form, kind)
        self._phrases = [
            (words.split(), CueKind(words, rule.takes, frozenset(rule.preps), rule.incise, False, False, False))
            for rule in self.table.phrases
            for words in rule.words
        ]

    def find(self, doc: Doc) -> list[CueGroup]:
        """Every cue group of `doc`, in order."""
        found: list[CueGroup] = []
        i = 0
        while i < len(doc):
            group = self._at(doc, i)
            if group is not None:
                found.append(group)
                i = group.end
            else:
                i += 1
        return found

    def _at(self, doc: Doc, i: int) -> CueGroup | None:
        token = doc[i]
        for words, kind in self._phrases:
            if token.lower_ == words[0] and [t.lower_ for t in doc[i : i + len(words)]] == words:
                return self._grouped(doc, i, i + len(words), kind)
        before = doc[i - 1].lower_ if i else ""
        form = token.lower_
        reflexive = self._is_reflexive(doc, i)
        kind_ = (self._kinds.get(f"se {form}") if reflexive else None) or self._kinds.get(form)
        if kind_ is None or (token.pos_ in {"NOUN", "DET", "ADP", "PROPN"} and not self._looks_verbal(doc, i)):
            return None
        if token.pos_ == "ADJ" and not self._has_auxiliary(doc, i) and not self._looks_verbal(doc, i):
            return None
        if before in {"le", "la", "l'", "les", "un", "une", "des", "de", "d'", "cette", "ce", "sa", "son", "par", "du", "au"} and not (
            token.pos_ in {"VERB", "AUX"} and before in {"l'", "le", "la", "les", "de", "d'"}
        ):
            return None
        return self._grouped(doc, i, i + 1, kind_)

    def _looks_verbal(self, doc: Doc, i: int) -> bool:
        """Whether the word stands where only a verb can: after an auxiliary, a clitic, or a proper name or noun with no article."""
        if self._has_auxiliary(doc, i):
            return True
        after = doc[i + 1].lower_ if i + 1 < len(doc) else ""
        before = doc[i - 1] if i else None
        if after in {"que", "qu'", "-t", "-il", "-elle", "-t-il", "-t-elle"} or after.startswith("-t-"):
            return True
        return before is not None and before.pos_ == "PROPN" and doc[i].text.islower() and doc[i].morph.get("Number") != ["Plur"]

    def _has_auxiliary(self, doc: Doc, i: int) -> bool:
        j = i - 1
        while j >= 0 and i - j < 7 and (doc[j].pos_ in {"ADV", "PUNCT"} or doc[j].lower_ in {"pas", "t", "-t", "-il", "-elle", "-ils", "-elles", "été", "d'ores", "et", "déjà", "par", "ailleurs", "de", "son", "côté", "lui", "elle", "d'"} or doc[j].lower_.startswith("-t-")):  # fmt: skip
            if doc[j].text in {",", ".", ";"}:
                return False
            j -= 1
        return j >= 0 and doc[j].lower_ in _AUXILIARIES

    def _is_reflexive(self, doc: Doc, i: int) -> bool:
        return any(doc[j].lower_ in {"se", "s'"} for j in range(max(0, i - 4), i))

    def _grouped(self, doc: Doc, verb: int, end: int, kind: CueKind) -> CueGroup:
        start, clitic = verb, ""
        j = verb - 1
        participle = _is_participle(doc[verb])
        while j >= 0 and verb - j < 9 and not doc[j + 1].is_sent_start:
            word = doc[j].lower_
            if word in _CLITICS or word.startswith("-t-"):
                clitic = clitic or word.removeprefix("-t-").removeprefix("-")
            elif word in _AUXILIARIES and (participle or end - verb > 1 or kind.lemma in {"dire"}):
                start = j
                if j and doc[j - 1].lower_ in {"s'", "se", "n'", "ne", "l'", "lui", "leur"}:
                    start = j - 1
                break
            elif word in {"se", "s'", "n'", "ne", "l'", "lui", "leur", "y", "en", "nous"}:
                start = j
            elif not (doc[j].pos_ == "ADV" or word in {"-t", "t", "été", "pas", "ainsi", "aussi", "d'ores", "et", "déjà", "même", "lui", "elle", "eux", "par", "ailleurs", "de", "son", "côté", "clairement"} or doc[j].lower_.endswith("ment")):  # fmt: skip
                break
            j -= 1
        if not clitic:
            for k in range(end, min(end + 3, len(doc))):
                word = doc[k].lower_
                if word in _CLITICS or word.startswith("-t-"):
                    clitic, end = word.removeprefix("-t-").removeprefix("-"), k + 1
                elif word not in {"-t", "t"}:
                    break
        finite = start < verb or clitic != "" or not (participle or doc[verb].lower_.endswith("ant") or doc[verb].morph.get("VerbForm") == ["Inf"] or doc[verb].lower_ == kind.lemma)  # fmt: skip
        return CueGroup(start, verb, end, kind, clitic, finite, self._is_reflexive(doc, verb))


_AUXILIARIES = frozenset(
    "a ont avait avaient aura auront aurait auraient est sont était étaient sera serait ai avons avez ait aient eu eut "
    "ayant étant".split()
)
_CLITICS = frozenset({"-il", "-elle", "-ils", "-elles", "-on"})


def _is_participle(token: Token) -> bool:
    return token.morph.get("VerbForm") == ["Part"] or token.lower_.endswith(("é", "ée", "és", "ées", "dit", "écrit", "promis", "admis", "répondu", "reconnu", "poursuivi", "soutenu", "conclu", "exclu", "démenti", "prévenu", "averti", "convenu", "maintenu", "cru", "offert", "garanti", "craint", "repris", "défendu", "plaint", "fait", "mis", "laissé"))  # fmt: skip
