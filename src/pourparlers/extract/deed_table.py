"""The shape of the part of lang/*/contacts.toml on deeds that imply a contact."""

from __future__ import annotations

from ..lang.pack import Table


class DeedWords(Table, frozen=True):
    """Words of deeds that imply a contact.

    `whom`, `to`, `before`, `of`: what is said to somebody, who is the object or follows "à", "devant", "de"; `afar`:
    words of what is said from afar; `opens`, `beside`: the first words, and all, that say beside whom one stands;
    `speaks`: what one says beside another; `figurative`: words behind which "aux côtés de" tells an alliance;
    `rostrums`: towns where many speak to all the world; `relatives`: words behind which something
    else is told of a town;
    `met`: verbs whose participle behind a name tells whom those who act in its clause met;
    `own`, `houses`: words for the house of him who speaks;
    `it_was`: the words of "c'était";
    `around`, `sits`: "autour de" and verbs of those who sit there.
    """

    whom: frozenset[str]
    to: frozenset[str]
    before: frozenset[str]
    of: frozenset[str]
    afar: frozenset[str]
    opens: frozenset[str]
    beside: tuple[str, ...]
    speaks: frozenset[str]
    figurative: frozenset[str]
    rostrums: frozenset[str]
    relatives: frozenset[str]
    met: frozenset[str]
    own: frozenset[str]
    houses: frozenset[str]
    it_was: tuple[str, ...]
    around: frozenset[str]
    sits: frozenset[str]
