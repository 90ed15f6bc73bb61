"""The shape of lang/*/stance.toml: constructions by which a party takes a stance. Its first lines explain the keys."""

from __future__ import annotations

from ..lang.pack import Table
from ..vocab import Stance
from .frames import Frame
from .own_stances import Lexicon
from .turns import Turn
from .ultimatums import Otherwise


class StanceRule(Frame, frozen=True, kw_only=True):
    """A frame with the stance it takes and the act of speech it is."""

    stance: Stance
    event: str = ""
    mode: str | None = None
    position: bool = True
    tenses: tuple[str, ...] = ()
    said: bool = False
    inf_words: tuple[str, ...] = ()
    inf_not: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    also_words: tuple[str, ...] = ()
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
    of_party: bool = False


class StanceTable(Table, frozen=True):
    """Shape of lang/*/stance.toml."""

    harm: Lexicon
    otherwise: Otherwise
    rules: tuple[StanceRule, ...]
    turns: tuple[Turn, ...] = ()
