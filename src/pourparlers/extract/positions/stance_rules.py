"""The shape of lang/*/stance.toml: constructions by which a party takes a stance. Its first lines explain the keys."""

from __future__ import annotations

from ...lang.pack import Table
from ...vocab import Stance
from ..frames.frame_table import Frame


class Lexicon(Table, frozen=True):
    """Words that tell a threat, a promise, a refusal, an offer or blame in what a party says of itself or others."""

    nouns: frozenset[str]
    verbs: frozenset[str]
    gifts: frozenset[str]
    refused: frozenset[str]
    openings: tuple[str, ...]
    parties: frozenset[str]
    blame: frozenset[str]
    strikes: frozenset[str]
    unhesitating: frozenset[str]
    lessons: frozenset[str]
    retorts: frozenset[str]
    wrongs: frozenset[str]
    harms: frozenset[str]
    orders: frozenset[str]


class Turn(Table, frozen=True, kw_only=True):
    """A turn of phrase: `words`, sequences of lower-case tokens ("|" parts choices at one place), or a noun of `nouns`
    with one of `adjectives` beside it that says what something is.

    `negative`: a negation before it is part of it; `bare`: it counts at the head of a sentence that nobody says too;
    `predicate`: it says what something is.
    `subjects`: lemmas of which its sentence must hold one, where there are any.
    """

    id: str
    stance: Stance
    event: str = ""
    mode: str | None = None
    words: tuple[str, ...] = ()
    nouns: frozenset[str] = frozenset()
    adjectives: frozenset[str] = frozenset()
    negative: bool = False
    bare: bool = False
    predicate: bool = False
    subjects: frozenset[str] = frozenset()
    examples: tuple[str, ...] = ()
    counter: tuple[str, ...] = ()


class Otherwise(Table, frozen=True):
    """Words before a clause of what is to come, and before a noun or an infinitive, in lower case."""

    clause: tuple[str, ...]
    phrase: tuple[str, ...]
    examples: tuple[str, ...] = ()
    counter: tuple[str, ...] = ()


class StanceRule(Frame, frozen=True, kw_only=True):
    """A frame with the stance it takes and the act of speech it is."""

    stance: Stance
    event: str = ""
    mode: str | None = None
    position: bool = True
    tenses: tuple[str, ...] = ()
    said: bool = False
    inf_words: frozenset[str] = frozenset()
    inf_not: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    also_words: frozenset[str] = frozenset()
    harm: bool = False
    future: bool = False
    need_content: bool = False
    participle: bool = False
    unwilling: bool = False
    only: bool = False
    forward: bool = False
    fragment: bool = False
    addressed: bool = False
    own: bool | None = None
    conditioned: bool = False
    gift: bool = False
    bare: bool = False
    implied: bool = False
    near: tuple[str, ...] = ()
    not_done: bool = False
    nothing_done: bool = False
    of_thing: bool = False
    of_party: bool = False
    narrated: bool = False
    not_of: frozenset[str] = frozenset()


class StanceTable(Table, frozen=True):
    """Shape of lang/*/stance.toml."""

    harm: Lexicon
    otherwise: Otherwise
    rules: tuple[StanceRule, ...]
    turns: tuple[Turn, ...] = ()
