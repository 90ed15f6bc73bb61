"""The shape of lang/*/cues.toml: verbs and phrases that report, sources, media, and the little words around them."""

from __future__ import annotations

from ..lang.pack import Table
from ..vocab import Medium


class VerbRule(Table, frozen=True):
    """Verbs that report in the same ways; see the head of cues.toml for what each key says."""

    lemmas: tuple[str, ...]
    takes: frozenset[str]
    preps: tuple[str, ...] = ()
    incise: bool = False
    reflexive: bool = False
    strong: bool = False
    keep_prep: bool = False
    negatable: bool = False
    document: bool = False


class PhraseRule(Table, frozen=True):
    """Verb phrases that report, word by word."""

    words: tuple[str, ...]
    takes: frozenset[str]
    preps: tuple[str, ...] = ()
    incise: bool = False
    strong: bool = False


class SourceRule(Table, frozen=True):
    """Prepositions that name a source; the weak ones only at the head of a sentence; phrases that point back to one.

    `verdicts`: words of the luck of whom "pour X" names, on which the writer judges rather than X.
    """

    prepositions: tuple[str, ...]
    weak: frozenset[str] = frozenset()
    anaphoric: tuple[str, ...] = ()
    verdicts: frozenset[str] = frozenset()


class NounLists(Table, frozen=True):
    """Nouns by what they may do in an attribution."""

    documents: frozenset[str]
    treaties: frozenset[str]
    sources: frozenset[str]
    speaking: frozenset[str]
    services: frozenset[str]
    organs: frozenset[str]
    sayings: frozenset[str]
    agent_endings: tuple[str, ...]
    either_gender: tuple[str, ...]
    not_agents: frozenset[str]
    messages: frozenset[str]
    joint: frozenset[str]
    generic: frozenset[str]
    of_offices: dict[str, tuple[str, ...]]
    continuing: frozenset[str]
    answering: frozenset[str]


class ScareRule(Table, frozen=True):
    """Words before a mark that make it no quotation; those that name a thing before a name in marks.

    `works_before` and `works_after`: what stands before (less its colon) or after the title of something to read.
    """

    before: frozenset[str]
    things: frozenset[str]
    gatherings: frozenset[str]
    signs: frozenset[str]
    calls: frozenset[str]
    works_before: tuple[str, ...]
    works_after: tuple[str, ...]


class Words(Table, frozen=True):
    """Little words of the language that the rules of attribution look at."""

    auxiliaries: frozenset[str]
    unreal_auxiliaries: frozenset[str]
    inverted: frozenset[str]
    summons: tuple[str, ...]
    to_others: frozenset[str]
    addressed: frozenset[str]
    subject_pronouns: frozenset[str]
    before_verb: frozenset[str]
    within_group: frozenset[str]
    between: frozenset[str]
    prepositions: frozenset[str]
    adjuncts: frozenset[str]
    determiners: frozenset[str]
    indefinite: frozenset[str]
    felt: frozenset[str]
    degrees: frozenset[str]
    relatives: frozenset[str]
    negations: frozenset[str]
    negated_by: frozenset[str]
    qualities: frozenset[str]
    object_pronouns: frozenset[str]
    before_time: frozenset[str]
    no_appeal: frozenset[str]
    comparatives: frozenset[str]
    conjunctions: frozenset[str]
    subordinators: frozenset[str]
    circumstances: tuple[str, ...]
    summing_up: frozenset[str]
    asides: tuple[str, ...]
    bearing: frozenset[str]
    dative: frozenset[str]
    first_of_two: frozenset[str]
    second_of_two: frozenset[str]
    participles: frozenset[str]
    two_faced: frozenset[str]
    governing_infinitive: frozenset[str]
    wishing: frozenset[str]
    wish_openers: frozenset[str]
    titles: frozenset[str]
    lead_ins: tuple[str, ...]
    platforms: frozenset[str]
    be: frozenset[str]
    with_be: frozenset[str]
    tonic: frozenset[str]
    protasis: frozenset[str]
    provisos: tuple[str, ...]
    continuing: frozenset[str]
    other_days: frozenset[str]
    uttered: frozenset[str]
    governed: frozenset[str]
    present: frozenset[str]
    holding_forth: frozenset[str]
    same_day: tuple[str, ...]
    conceals: frozenset[str]
    served: frozenset[str]
    adjectives: frozenset[str]
    asked: frozenset[str]
    answered: frozenset[str]


class CueCase(Table, frozen=True):
    """A sentence that tests execute: every statement of it, or the first one that `content` is found in.

    `speaker` is the name of the speaker or one of his aliases; `nobody` says that the speaker stays unknown, `within`
    that the words are relayed in another statement, `none` that nothing is stated. `addressee` is "-" for nobody.
    """

    text: str
    speaker: str = ""
    content: str = ""
    kind: str = ""
    medium: str = ""
    addressee: str = ""
    via: str = ""
    count: int | None = None
    none: bool = False
    nobody: bool = False
    within: bool = False


class CueTable(Table, frozen=True):
    """Shape of lang/*/cues.toml."""

    verbs: tuple[VerbRule, ...]
    phrases: tuple[PhraseRule, ...]
    forms: dict[str, str]
    sources: SourceRule
    nouns: NounLists
    media: dict[Medium, tuple[str, ...]]
    scare: ScareRule
    words: Words
    cases: tuple[CueCase, ...] = ()
