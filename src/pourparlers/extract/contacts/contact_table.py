"""The shape of lang/*/contacts.toml: words that tell a contact and words around them, as data."""

from __future__ import annotations

from ...lang.pack import Table
from ...vocab import ContactKind, ContactMode
from .deed_table import DeedWords
from .faction_table import FactionWords
from .process_table import ProcessWords
from .status_table import StatusWords
from .unheld_table import UnheldWords
from .where_table import WhereWords


class NounRule(Table, frozen=True):
    """Nouns that are a contact.

    `only_next`, `unless_next`: words right after the noun without which, or with which, it is none ("appel à");
    `only_before`, `unless_before`: the same for the word right before it ("de passage", "en contact"). `to`: it may
    say from whom to whom it goes ("un appel de X à Y"); `both`: and is a contact only where it does. `gapped`: a number
    that stands for the noun told before it ("le deuxième"). `aside`: a contact only where "avec" follows and no other
    word near tells it. `unless_of`: nouns that make another thing of it ("groupe de contact").
    """

    forms: tuple[str, ...]
    kind: ContactKind
    mode: ContactMode | None = None
    loose: bool = False
    to: bool = False
    both: bool = False
    gapped: bool = False
    aside: bool = False
    only_next: tuple[str, ...] = ()
    only_before: tuple[str, ...] = ()
    unless_before: tuple[str, ...] = ()
    unless_next: tuple[str, ...] = ()
    unless_of: frozenset[str] = frozenset()

    @property
    def plain(self) -> bool:
        """Whether the forms name contacts by themselves, whatever stands beside them."""
        return not self.gapped and not (self.kind == "talks" and (self.only_next or self.only_before))


class ContactVerbRule(Table, frozen=True):
    """Verbs whose arguments are in contact; see the table for what each flag says."""

    lemmas: tuple[str, ...]
    kind: ContactKind
    object: bool = False
    host: bool = False
    person_object: bool = False
    with_: bool = False
    to: bool = False
    needs_with: bool = False
    needs_phone: bool = False
    needs: tuple[str, ...] = ()
    about: frozenset[str] = frozenset()
    travel: bool = False
    toward: bool = False
    stay: bool = False
    offer: bool = False
    expected: bool = False
    reaches: bool = False
    of: bool = False
    home: bool = False
    before: bool = False
    beside: bool = False
    teams: bool = False
    placed: bool = False
    dated: bool = False
    persons: bool = False
    weak: bool = False
    done: bool = False
    mutual: bool = True
    passive: bool = False
    unless_before: frozenset[str] = frozenset()
    loose: bool = False
    many: bool = False
    unless_to: bool = False
    together: bool = False
    groups: bool = False
    errand: bool = False
    bodies: bool = False
    things: frozenset[str] = frozenset()
    unless_how: frozenset[str] = frozenset()


class MannerWords(Table, frozen=True):
    """Words around a trigger that tell the manner of the contact; `remote` holds functions of offices."""

    phone: frozenset[str]
    video: frozenset[str]
    indirect: frozenset[str]
    in_person: frozenset[str]
    meals: frozenset[str]
    attitudes: frozenset[str]
    lengths: frozenset[str]
    views: frozenset[str]
    days: frozenset[str]
    day_parts: frozenset[str]
    remote: frozenset[str]

    def by_wire(self, *, loose: bool) -> frozenset[str]:
        """Words beside a verb that make a call of it, of one that tells only that they spoke also those of screens."""
        return self.phone | self.video if loose else self.phone


class PartyWords(Table, frozen=True, rename={"with_": "with", "all_": "all"}):
    """Words by which a phrase names the parties."""

    articles: frozenset[str]
    definite: frozenset[str]
    indefinite: frozenset[str]
    theirs: frozenset[str]
    one_sided: frozenset[str]
    joints: frozenset[str]
    between: frozenset[str]
    with_: frozenset[str]
    agent: frozenset[str]
    to: frozenset[str]
    of: frozenset[str]
    topic: frozenset[str]
    of_talks: frozenset[str]
    skipped: frozenset[str]
    delegates: frozenset[str]
    governed: frozenset[str]
    ends: frozenset[str]
    after_parties: frozenset[str]
    group_words: frozenset[str]
    takes_part: frozenset[str]
    passive: frozenset[str]
    then: frozenset[str]
    other: frozenset[str]
    agendas: frozenset[str]
    firstly: tuple[str, ...]
    same_day: tuple[str, ...]
    meanwhile: tuple[str, ...]
    later: tuple[str, ...]
    joined: frozenset[str]
    reported: frozenset[str]
    voices: frozenset[str]
    principals: frozenset[str]
    margin: frozenset[str]
    mediators: frozenset[str]
    under: frozenset[str]
    presence: tuple[str, ...]
    again: frozenset[str]
    apart: frozenset[str]
    titles: frozenset[str]
    hosts: frozenset[str]
    visits: frozenset[str]
    tours: frozenset[str]
    repeated: frozenset[str]
    habits: frozenset[str]
    once: frozenset[str]
    nobody: frozenset[str]
    opens: frozenset[str]
    owned: frozenset[str]
    within: frozenset[str]
    which: frozenset[str]
    camps: frozenset[str]
    persons: frozenset[str]
    all_: frozenset[str]
    same: frozenset[str]
    company: frozenset[str]
    sexes: dict[str, str]
    compounds: tuple[str, ...]
    bands: dict[str, int]
    offices: dict[str, frozenset[str]]
    shuttles: frozenset[str]
    quotes: frozenset[str]
    whom: frozenset[str]
    ours: frozenset[str]
    house: frozenset[str]
    awaits: frozenset[str]
    himself: frozenset[str]
    accounts: frozenset[str]
    aliases: frozenset[str]
    behalf: frozenset[str]
    themselves: frozenset[str]
    facing: tuple[str, ...]
    asides: tuple[str, ...]
    audience: frozenset[str]
    led: frozenset[str]
    commanded: frozenset[str]
    called: frozenset[str]
    arranges: frozenset[str]
    sides: frozenset[str]
    anew: tuple[str, ...]
    anew_verbs: frozenset[str]
    ahead_of: frozenset[str]
    guest: frozenset[str]
    predicate: frozenset[str]
    people: frozenset[str]
    groups: frozenset[str]
    officials: frozenset[str]
    movements: frozenset[str]
    factions: FactionWords
    visitors: dict[str, str]
    collectives: frozenset[str]
    openers: frozenset[str]
    leading: frozenset[str]
    in_post: frozenset[str]
    plans: frozenset[str]
    shelter: frozenset[str]
    soil: frozenset[str]
    errands: frozenset[str]
    twins: dict[str, tuple[str, ...]]
    carries: frozenset[str]
    grants: frozenset[str]
    speaks_to_press: frozenset[str]
    pledges: frozenset[str]
    each: frozenset[str]
    near: frozenset[str]
    fronted: frozenset[str]
    journeying: frozenset[str]
    attends: frozenset[str]
    one_journey: frozenset[str]
    staying: frozenset[str]
    leads: frozenset[str]
    as_for: frozenset[str]
    those: frozenset[str]
    members: tuple[str, ...]
    agreed: frozenset[str]
    joint: frozenset[str]
    common: frozenset[str]
    offers: frozenset[str]
    sends: frozenset[str]
    embassies: frozenset[str]
    counts: dict[str, int]


class DetailCase(Table, frozen=True):
    """An executed example: what a text tells of its one contact."""

    text: str
    duration: str = ""
    topics: tuple[str, ...] = ()
    outcome: tuple[str, ...] = ()


class DetailWords(Table, frozen=True):
    """Words that tell how long a contact was, what it was about and what came of it."""

    lasting: frozenset[str]
    not_lasting: frozenset[str]
    offset: frozenset[str]
    outcomes: tuple[str, ...]
    agreed: tuple[str, ...]
    about: frozenset[str]
    about_to: frozenset[str]
    ends: frozenset[str]
    cases: tuple[DetailCase, ...]


class UrgedWords(Table, frozen=True):
    """Verbs by which somebody urges others to a deed.

    `verbs`: infinitive -> the preposition before the deed; `anyone`: those of them that need nobody to be urged;
    `undoing`: deeds that put an end to a contact; `offers`: verbs whose subject may be one of those urged.
    """

    verbs: dict[str, str]
    anyone: frozenset[str]
    undoing: frozenset[str]
    offers: frozenset[str]


class ContactCase(Table, frozen=True):
    """An executed example: a text and the contacts it tells ("kind status parties @ place", parties sorted)."""

    text: str
    contacts: tuple[str, ...]


class ContactTable(Table, frozen=True):
    """Shape of lang/*/contacts.toml."""

    nouns: tuple[NounRule, ...]
    verbs: tuple[ContactVerbRule, ...]
    forms: dict[str, str]
    words: MannerWords
    parties: PartyWords
    where: WhereWords
    status: StatusWords
    details: DetailWords
    urged: UrgedWords
    unheld: UnheldWords
    deeds: DeedWords
    process: ProcessWords
    cases: tuple[ContactCase, ...]
