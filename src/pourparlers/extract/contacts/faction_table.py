"""The words of sides without a name in lang/*/contacts.toml: "la junte", "la délégation du régime"."""

from __future__ import annotations

from ...lang.pack import Table


class FactionWords(Table, frozen=True):
    """Words by which a side or a body without a name is told.

    `alone`: nouns that are a side by themselves ("la junte"); `sending`: those whose delegates sit ("le régime");
    `stances`: nouns that with "de" or "à" are none; `seated`: by whom a side sits, besides embassies; `in_power`: what
    makes people a side; `conclaves`: how a body of several is called ("groupe de contact"); `regions`: whose officials
    are a party though of no one state ("les dirigeants arabes"); `among`: adjectives of what two states do with one
    another ("le sommet intercoréen"), and their ISO codes.
    """

    alone: frozenset[str]
    sending: frozenset[str]
    stances: frozenset[str]
    seated: frozenset[str]
    in_power: tuple[str, ...]
    conclaves: tuple[str, ...]
    regions: frozenset[str]
    among: dict[str, tuple[str, ...]]
