"""The shape of lang/*/coreference.toml: words that take up someone named before."""

from __future__ import annotations

from typing import Literal

from ..lang.pack import Table


class GroupRule(Table, frozen=True):
    """A plural that takes up actors named before ("les deux hommes").

    `nouns` stand after a numeral, which counts the members; `words` are whole phrases of `count` members. `kinds`,
    `functions`, `titles` (how an office is called), `gender`: of the actors. `bare`: the rule of a numeral that stands
    alone ("les quatre"). `persons_first`: it may be of sides or of persons; of persons where the sentence right before
    names as many. `floating`: words that stand beside those whom they count, or as a subject alone ("tous deux").
    """

    kinds: frozenset[str]
    words: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    gender: str = ""
    titles: tuple[str, ...] = ()
    bare: bool = False
    functions: frozenset[str] = frozenset()
    persons_first: bool = False
    floating: bool = False
    count: int = 2


class NounRule(Table, frozen=True):
    """A noun for what an actor is ("la rébellion"); `marks`: words in a junta's names, an institution's
    kind, what the head of a realm is called. `home`: an institution of the state that the text is about; `acting`: a
    noun that only names it where it is the subject, or after one of `beside` or a verb of `after` (lemmas), or before
    one of `joined` ("et l'opposition"), since it is also a thing ("le pouvoir").
    """

    words: tuple[str, ...]
    kind: Literal["organisation", "nonstate", "junta", "institution", "realm", "home"]
    marks: tuple[str, ...] = ()
    acting: bool = False
    beside: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    joined: tuple[str, ...] = ()


class WordList(Table, frozen=True):
    """Words alone."""

    words: tuple[str, ...]


class PronounTable(Table, frozen=True):
    """Pronouns, with gender (m, f) and number (s, p). `takes_person`: verbs whose object is a person; `of_persons`:
    whose subject is one; `wishes`: of wishing that another do something; `judged`: adjectives for that. `beside`: of
    the prepositions `strong_after`, those that set somebody beside who acts; of the `impersonal` verbs, those that
    stand for nobody only with "se" (`reflexive`), before "à" and what is to be done (`incumbent`), or before what is
    left (`staying`). `leading`: prepositions before "le premier"; `led`: its article with one."""

    subjects: dict[str, str]
    inverted: dict[str, str]
    strong: dict[str, str]
    strong_after: frozenset[str]
    beside: frozenset[str]
    dative: dict[str, str]
    circle: frozenset[str]
    objects: dict[str, str]
    takes_person: frozenset[str]
    of_persons: frozenset[str]
    judged: frozenset[str]
    wishes: frozenset[str]
    nearest: dict[str, str]
    concerned: dict[str, str]
    first: dict[str, str]
    second: dict[str, str]
    impersonal: frozenset[str]
    reflexive: frozenset[str]
    incumbent: frozenset[str]
    staying: frozenset[str]
    leading: frozenset[str]
    led: frozenset[str]
    modals: frozenset[str]
    impersonal_after: frozenset[str]
    copulas: frozenset[str]
    negations: frozenset[str]


class CustodyRule(Table, frozen=True):
    """Whom a clause of concession says to be held: the object of `verbs` above it, not who acts there.

    `openers`: the words before its pronoun; `states`: lemmas or forms of what is said of him.
    """

    openers: frozenset[str]
    verbs: frozenset[str]
    states: frozenset[str]


class VisitRule(Table, frozen=True):
    """What tells that somebody came: verbs (lemmas) `arriving`, whose subject he is, and `receiving`, whose object."""

    arriving: frozenset[str]
    receiving: frozenset[str]


class BrokerTable(Table, frozen=True):
    """What those do who lead others to agree, and are no side of them: `verbs` say so alone, `holding` with one of
    `held` as an object (lemmas)."""

    verbs: frozenset[str]
    holding: frozenset[str]
    held: frozenset[str]


class DescribedTable(Table, frozen=True):
    """Nouns, by gender and number, of people and bodies that no name tells.

    `sides`: only with "de" and a person's name, who is another; `crowds`: several people; `bodies`: one that acts as a
    whole; `unsaid`: further ones that only keep a pronoun behind them from meaning somebody else; those `of_bodies` are
    nobody but the state or body that sends them; `fighters`: those who are the armed group whose they are ("les
    combattants du Hezbollah").
    """

    sides: dict[str, tuple[str, ...]]
    crowds: dict[str, tuple[str, ...]]
    bodies: dict[str, tuple[str, ...]]
    unsaid: dict[str, tuple[str, ...]]
    of_bodies: frozenset[str]
    fighters: frozenset[str]


class CoreferenceCase(Table, frozen=True):
    """An executed example: whom `words` mean in `text`, published on `day`; no actor where nobody."""

    day: str
    text: str
    words: str
    actors: tuple[str, ...]


class CoreferenceTable(Table, frozen=True):
    """Shape of lang/*/coreference.toml."""

    same_function: dict[str, tuple[str, ...]]
    same_office: dict[str, tuple[str, ...]]
    epithets: frozenset[str]
    epithet_states: dict[str, frozenset[str]]
    callings: frozenset[str]
    above: frozenset[str]
    shared_functions: frozenset[str]
    sent_functions: frozenset[str]
    unnamed_alike: frozenset[str]
    facing: frozenset[str]
    fallen: frozenset[str]
    realms: frozenset[str]
    chief: str
    seats: dict[str, str]
    of_states_only: frozenset[str]
    numerals: dict[str, int]
    group_adjectives: tuple[str, ...]
    two_sided: frozenset[str]
    origins: dict[str, frozenset[str]]
    groups: tuple[GroupRule, ...]
    nouns: tuple[NounRule, ...]
    own_country: WordList
    capital: WordList
    pronouns: PronounTable
    custody: CustodyRule
    visits: VisitRule
    brokers: BrokerTable
    described: DescribedTable
    cases: tuple[CoreferenceCase, ...]
