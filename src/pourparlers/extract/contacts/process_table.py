"""The words of a process in lang/*/contacts.toml: talks that go on in several sittings."""

from __future__ import annotations

from ...lang.pack import Table


class ProcessWords(Table, frozen=True):
    """Words of talks that go on in several sittings.

    `nouns`, `verbs`: what makes the two beside it the sides of a process, within `reach` tokens; `opposes`: verbs that
    set one against the other; `makes`: verbs that do so with such a noun as their object, beside those of `takes_part`;
    `rounds`: one sitting of it; `opened`: participles by which it is under way or over; `either`: numbers that mean one
    of two persons as well; `resumes`: verbs by which it goes on; `beginnings`: nouns that say so; `convenes`: verbs by
    which others bring the sides together; `plain`: adjectives that do not say what talks are about; `following`: the
    next sitting; `games`: where two are no sides of a process; `goes_on`, `sits`: verbs by themselves, and with "se",
    that say of talks told before that they go on or take place ("Ils reprendront jeudi"); `follows`: verbs of what
    comes after a contact ("Un dîner a suivi"); `faces`: phrases of a title that say that two talk; `occasions`: what is
    told of those who met besides contacts.
    """

    nouns: frozenset[str]
    verbs: frozenset[str]
    opposes: frozenset[str]
    makes: frozenset[str]
    reach: int
    rounds: frozenset[str]
    opened: frozenset[str]
    either: frozenset[str]
    plain: frozenset[str]
    following: frozenset[str]
    resumes: frozenset[str]
    beginnings: frozenset[str]
    games: frozenset[str]
    faces: tuple[str, ...]
    goes_on: frozenset[str]
    sits: frozenset[str]
    takes_place: frozenset[str]
    follows: frozenset[str]
    occasions: frozenset[str]
    convenes: frozenset[str]
