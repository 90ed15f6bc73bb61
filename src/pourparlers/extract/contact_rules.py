"""Words that tell a contact, from lang/*/contacts.toml, and where they stand in a text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc, Token

from ..annotate.cues import regular_forms
from ..lang.pack import Pack, Table
from ..vocab import ContactKind, ContactMode


class NounRule(Table, frozen=True):
    """Nouns that are a contact. `needs_parties`: only with "entre", "avec" or a subject that meets."""

    forms: tuple[str, ...]
    kind: ContactKind
    mode: ContactMode | None = None
    needs_parties: bool = False
    loose: bool = False


class ContactVerbRule(Table, frozen=True):
    """Verbs whose arguments are in contact; see the table for what each flag says."""

    lemmas: tuple[str, ...]
    kind: ContactKind
    object: bool = False
    reciprocal: bool = False
    host: bool = False
    person_object: bool = False
    with_: bool = False
    to: bool = False
    needs_with: bool = False
    needs_phone: bool = False
    travel: bool = False
    passive: bool = False
    loose: bool = False


class Words(Table, frozen=True):
    """A set of words."""

    words: frozenset[str]


class StatusWords(Table, frozen=True):
    """Words that govern a contact noun and tell its status."""

    cancelled: frozenset[str]
    postponed: frozenset[str]
    refused: frozenset[str]
    proposed: frozenset[str]
    planned: frozenset[str]
    held: frozenset[str]
    happens: frozenset[str]


class ContactTable(Table, frozen=True):
    """Shape of lang/*/contacts.toml."""

    nouns: tuple[NounRule, ...]
    verbs: tuple[ContactVerbRule, ...]
    forms: dict[str, str]
    phone: Words
    video: Words
    indirect: Words
    secret: Words
    remote: Words
    venues: Words
    status: StatusWords
    negation: Words


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word at token `i` that tells a contact: exactly one of `noun`, `verb` is set; `reflexive` for "se" + verb."""

    i: int
    noun: NounRule | None = None
    verb: ContactVerbRule | None = None
    lemma: str = ""
    reflexive: bool = False
    press: bool = False


class TriggerFinder:
    """Finds triggers; compiled once a pack."""

    def __init__(self, pack: Pack) -> None:
        self.table = pack.table("contacts", ContactTable)
        self._nouns = {form: rule for rule in self.table.nouns for form in rule.forms}
        self._verbs: dict[str, tuple[ContactVerbRule, str]] = {}
        self._reflexive: dict[str, tuple[ContactVerbRule, str]] = {}
        for rule in self.table.verbs:
            for lemma in rule.lemmas:
                bare = lemma.removeprefix("se ").removeprefix("s'")
                listed = self.table.forms.get(lemma, self.table.forms.get(bare, "")).split()
                target = self._reflexive if bare != lemma else self._verbs
                for form in listed or regular_forms(bare):
                    target.setdefault(form, (rule, lemma))

    def find(self, doc: Doc) -> list[Trigger]:
        """Triggers of `doc`, in order."""
        return [t for token in doc if (t := self._noun(doc, token) or self._verb(doc, token)) is not None]

    def _noun(self, doc: Doc, token: Token) -> Trigger | None:
        rule = self._nouns.get(token.lower_)
        if rule is None or token.pos_ in {"VERB", "AUX"} and not _has_article(doc, token.i):
            return None
        if token.i and doc[token.i - 1].pos_ == "PROPN" and token.lower_ in self._verbs:
            return None  # "Kinshasa dialogue avec": the verb, whatever the tagger thinks
        after = [t.lower_ for t in doc[token.i + 1 : token.i + 4]]
        if token.lower_ in {"conférence", "point"} and after[:2] == ["de", "presse"]:
            return Trigger(token.i, noun=rule, press=True)
        if token.lower_ == "coup" and after[:2] != ["de", "fil"]:
            return None
        if token.lower_ in {"appel", "appels"} and (after[:1] and after[0] in {"à", "aux", "au", "d'", "de", "du"} and "fil" not in after):
            return None
        if token.lower_ in {"échange", "échanges"} and after[:1] in (["de"], ["d'"]):
            return None
        if token.i and doc[token.i - 1].lower_ in {"rendez-vous", "donner"}:
            return None
        return Trigger(token.i, noun=rule)

    def _verb(self, doc: Doc, token: Token) -> Trigger | None:
        form = token.lower_
        reflexive = any(doc[j].lower_ in {"se", "s'"} for j in range(max(0, token.i - 5), token.i) if _same_group(doc, j, token.i))
        found = (self._reflexive.get(form) if reflexive else None) or self._verbs.get(form)
        beside_name = token.i > 0 and doc[token.i - 1].pos_ == "PROPN"
        if found is None or (token.pos_ in {"NOUN", "PROPN", "DET", "ADP"} and not beside_name) or _has_article(doc, token.i):
            return None
        rule, lemma = found
        if rule.passive and not any(t.lower_ in {"est", "sont", "était", "étaient"} for t in doc[max(0, token.i - 3) : token.i]):
            return None
        return Trigger(token.i, verb=rule, lemma=lemma, reflexive=reflexive)


def _has_article(doc: Doc, i: int) -> bool:
    before = doc[i - 1].lower_ if i else ""
    return before in {"un", "une", "des", "cette", "cet", "ce", "leur", "son", "sa"} or (
        before in {"le", "la", "l'", "les"} and doc[i].pos_ == "NOUN"
    )


def _same_group(doc: Doc, j: int, verb: int) -> bool:
    """Whether only auxiliaries, adverbs and clitics stand between "se" at `j` and the verb."""
    return all(t.pos_ in {"AUX", "ADV", "PRON", "PART"} or t.lower_ in {"d'ores", "et", "déjà", "y", ",", "par", "ailleurs", "aussi", "depuis"} for t in doc[j + 1 : verb])  # fmt: skip


@lru_cache(maxsize=8)
def trigger_finder(pack: Pack) -> TriggerFinder:
    """The finder of `pack`, compiled once."""
    return TriggerFinder(pack)
