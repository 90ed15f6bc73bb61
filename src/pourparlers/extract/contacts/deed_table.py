"""The shape of the part of lang/*/contacts.toml on deeds that imply a contact."""

from __future__ import annotations

from ...lang.pack import Table


class DeedWords(Table, frozen=True):
    """Words of deeds that imply a contact.

    `whom`, `to`, `before`, `of`: what is said to somebody, who is the object or follows "à", "devant", "de"; `afar`:
    words of what is said from afar, `papers` those among them that can be handed over;
    `opens`, `beside`: the first words, and all, that say beside whom one stands;
    `speaks`: what one says beside another; `figurative`: words behind which "aux côtés de" tells an alliance;
    `rostrums`: towns where many speak to all the world; `relatives`: words behind which something
    else is told of a town;
    `met`: verbs whose participle behind a name tells whom those who act in its clause met;
    `own`, `houses`: words for the house of him who speaks;
    `it_was`: the words of "c'était";
    `made`: what follows "faire": "a fait valoir devant X", "a fait part à X";
    `hands`: what is given from hand to hand; `heard`: what is said to one who hears it;
    `parts`: words behind which something else than what was done on a journey is told;
    `stays`: words for a stay abroad; `yet`: words that open the telling of one that is not yet or no longer;
    `stayed`: words that tell of one expected that he did not come;
    `aims`: words between a journey and what it is for; `seizes`: verbs for making use of a journey; `them`: pronouns
    for him to whom a deed is done;
    `around`, `sits`: "autour de" and verbs of those who sit there;
    `signs`, `texts`: verbs of signing and what is signed; `tables`: words for where those who meet sit;
    `alike`: the last word of "en faire autant".
    """

    whom: frozenset[str]
    to: frozenset[str]
    before: frozenset[str]
    of: frozenset[str]
    afar: frozenset[str]
    papers: frozenset[str]
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
    parts: frozenset[str]
    made: frozenset[str]
    hands: frozenset[str]
    heard: frozenset[str]
    stays: frozenset[str]
    yet: frozenset[str]
    stayed: frozenset[str]
    aims: frozenset[str]
    seizes: frozenset[str]
    them: frozenset[str]
    around: frozenset[str]
    sits: frozenset[str]
    signs: frozenset[str]
    texts: frozenset[str]
    tables: frozenset[str]
    alike: frozenset[str]
