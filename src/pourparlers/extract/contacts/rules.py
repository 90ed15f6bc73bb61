"""Words that tell a contact, from lang/*/contacts.toml, and where they stand in a text."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import lru_cache

from ...annotate.cue_forms import regular_forms
from ...annotate.tree import Doc, Token
from ...annotate.units import Unit
from ...annotate.word_table import VERBS
from ...lang.pack import Pack
from .contact_table import ContactTable, ContactVerbRule, NounRule
from .scope import is_gerund
from .who.asides import is_bare_participle

_MARKS = frozenset({"«", "“", '"'})
_DASHES = frozenset({"-", "–", "—", "("})
_ASIDE = 6
"""At most so many tokens stand between "au téléphone" and "avec": "mardi soir"."""
_FUTURES = VERBS.ends_of_contact_verbs
"""Endings that no noun has among the forms of the table, whatever the tagger thinks."""
_OCCASION = 9
"""At most so many tokens before its noun stands what introduces it: "au terme de plus de trois heures d'entretien"."""
_OPENED = 12
"""At most so many tokens after a participle that opens its sentence stands the comma that closes its phrase."""
_SIGNED = 22
"""At most so many tokens behind "ont signé" stands what was signed: "à Rome, sous les yeux de X et de Y, un accord"."""
_GROUP = 9
"""How many tokens before its verb a reflexive may stand: "s'est dès mardi soir à Rome entretenu"."""


@dataclass(slots=True, unsafe_hash=True)
class Trigger:
    """A word at token `i` that tells a contact: exactly one of `noun`, `verb` is set; `reflexive` for "se" + verb.

    `last` is the token of the noun that says of what kind it is ("une séance de discussions"), where there is one.
    """

    i: int
    noun: NounRule | None = None
    verb: ContactVerbRule | None = None
    lemma: str = ""
    reflexive: bool = False
    last: int | None = None


@dataclass(slots=True, unsafe_hash=True)
class Stretch:
    """A trigger and the stretch of its unit, tokens [left, right), that is its own.

    `own`: of a further contact told by the same trigger, the token from which its day and place are looked for.
    """

    unit: Unit
    trigger: Trigger
    left: int
    right: int
    own: int | None = None


class TriggerFinder:
    """Finds triggers; compiled once a pack."""

    def __init__(self, pack: Pack) -> None:
        self.table = pack.table("contacts", ContactTable)
        self._nouns: dict[str, list[NounRule]] = defaultdict(list)
        for noun in self.table.nouns:
            for form in noun.forms:
                self._nouns[form].append(noun)
        self._verbs: dict[str, list[tuple[ContactVerbRule, str]]] = defaultdict(list)
        self._reflexive: dict[str, list[tuple[ContactVerbRule, str]]] = defaultdict(list)
        self._days = self.table.words.days | self.table.words.day_parts
        self._helpers = frozenset({"voir"})
        for rule in self.table.verbs:
            for lemma in rule.lemmas:
                bare = lemma.removeprefix("se ").removeprefix("s'")
                listed = self.table.forms.get(lemma, self.table.forms.get(bare, "")).split()
                target = self._reflexive if bare != lemma else self._verbs
                for form in {*listed, bare} if listed else regular_forms(bare):
                    target[form].append((rule, lemma))
        self._heads = frozenset((*self._nouns, *self._verbs, *self._reflexive))

    def find(self, doc: Doc) -> list[Trigger]:
        """Triggers of `doc`, in order; found once a document."""
        found: list[Trigger] | None = doc.user_data.get(self)
        if found is None:
            found = doc.user_data[self] = self._triggers(doc)
        return found

    def _triggers(self, doc: Doc) -> list[Trigger]:
        heads = [t for t in doc if t.lower_ in self._heads]
        found = [t for token in heads if (t := self._noun(doc, token) or self._verb(doc, token)) is not None]
        nouns = {t.i for t in found if t.noun is not None}
        kinds = {i for i in nouns if self._is_of_another(doc, i, nouns)}
        kinds |= {t.i for t in found if t.noun is not None and t.noun.aside and not self._is_aside(doc, t.i, found)}
        kinds |= {t.last for t in found if t.last is not None and t.last in nouns}  # "une session de pourparlers"
        return [replace(t, last=t.i + 2) if t.i + 2 in kinds else t for t in found if t.i not in kinds]

    def _is_aside(self, doc: Doc, i: int, found: list[Trigger]) -> bool:
        """Whether the word at token `i` tells a contact by itself: "avec" follows it, and no other word of one stands
        near ("s'est entretenu au téléphone avec")."""
        beside = any(t.lower_ in self.table.parties.with_ for t in doc[i + 1 : i + _ASIDE])
        return beside and not any(t.i != i and abs(t.i - i) <= _GROUP for t in found)

    def _is_of_another(self, doc: Doc, i: int, nouns: set[int]) -> bool:
        """Whether the noun at `i` only says of what kind another is: "une séance de discussions" is one contact."""
        return (
            i - 2 in nouns and doc[i - 1].lower_ in self.table.where.of and doc[i].morph.get("Number", []) == ["Plur"]
        )

    def _noun(self, doc: Doc, token: Token) -> Trigger | None:
        rules = self._nouns.get(token.lower_)
        if not rules or (token.pos_ in {"VERB", "AUX"} and not self._has_article(doc, token.i)):
            return None
        if token.i and doc[token.i - 1].pos_ == "PROPN" and token.lower_ in self._verbs:
            return None  # "Kinshasa dialogue avec": the verb, whatever the tagger thinks
        after = " ".join(t.lower_ for t in doc[token.i + 1 : token.i + 3])
        first = after.split(" ")[0]
        for rule in rules:
            if rule.gapped:
                if self._is_gapped(doc, token.i):
                    return Trigger(token.i, noun=rule)
                continue
            if (rule.only_next and not {first, after} & set(rule.only_next)) or (
                {first, after} & set(rule.unless_next) and not self._is_of_contact(doc, token.i)
            ):
                continue
            before = doc[token.i - 1].lower_ if token.i else ""
            if rule.unless_of and token.i > 1 and before == "de" and doc[token.i - 2].lower_ in rule.unless_of:
                continue
            if before in rule.unless_before or (rule.only_before and before not in rule.only_before):
                continue
            told = token.i + 2 if after in rule.only_next else token.i + 1
            last = told if rule.only_next else None  # "un coup de fil de X à Y", "la session suivante"
            return Trigger(token.i, noun=rule, last=last)
        return None

    def _is_gapped(self, doc: Doc, i: int) -> bool:
        """Whether a number at token `i` stands alone behind its article: "le deuxième à Berne", "la suivante se"."""
        if not i or i + 1 >= len(doc) or doc[i - 1].lower_ not in {"le", "la"}:
            return False
        after = doc[i + 1]
        return (
            after.pos_ in {"AUX", "VERB"}
            or after.text == ","
            or after.lower_ in {"s'", "se", "n'", "ne", "à", "au", "en"}
        )

    def _is_dated(self, doc: Doc, i: int) -> bool:
        """Whether "de" after the noun at token `i` only tells its day, those between whom it was behind it: "l'appel du
        31 mars entre", "l'appel de mardi avec"."""
        near, words = {t.lower_ for t in doc[i + 2 : i + 7]}, self.table.parties
        day = i + 2 < len(doc) and (doc[i + 2].text[:1].isdigit() or doc[i + 2].lower_ in self.table.words.days)
        theirs = i > 0 and doc[i - 1].lower_ in words.theirs  # "lors de leur appel de mardi"
        told = theirs or bool(near & (words.between | words.with_))
        return day and doc[i + 1].lower_ in self.table.where.of_the and told

    def _is_of_contact(self, doc: Doc, i: int) -> bool:
        """Whether "de" or "à" after the noun at token `i` tells of the contact, no other thing."""
        return self._is_measured(doc, i) or self._is_dated(doc, i) or self._is_round(doc, i)

    def _is_round(self, doc: Doc, i: int) -> bool:
        """Whether "à" and a number after the noun at token `i` tell how many spoke: "un appel à trois"."""
        counted = i + 2 < len(doc) and doc[i + 2].lower_ in self.table.parties.counts
        after = doc[i + 3].pos_ if counted and i + 3 < len(doc) else ""
        return counted and doc[i + 1].lower_ == "à" and after not in {"NOUN", "PROPN", "ADJ"}

    def _is_measured(self, doc: Doc, i: int) -> bool:
        """Whether "de" after the noun at token `i` tells how long it was, or that views were exchanged: "un échange de
        quarante minutes", "d'une heure", "de vues"."""
        words = {t.lower_ for t in doc[i + 2 : i + 6]}
        first = doc[i + 2] if i + 2 < len(doc) else None
        lasts = bool(words & self.table.words.lengths) and first is not None and first.pos_ in {"NUM", "DET"}
        return lasts or (first is not None and first.lower_ in self.table.words.views)

    def _verb(self, doc: Doc, token: Token) -> Trigger | None:
        form = token.lower_
        if form not in self._verbs and form not in self._reflexive:
            return None
        if token.pos_ == "PROPN" and token.text[:1].isupper() and token.i > token.sent.start:
            return None  # "Stéphane Séjourné"
        if form in VERBS.saw and token.lemma_ in VERBS.lives.values():
            return None
        if self._has_article(doc, token.i) or self._is_told_by_noun(doc, token):
            return None
        selves = [t.i for t in doc[max(0, token.i - _GROUP) : token.i] if t.lower_ in {"se", "s'"}]
        reflexive = any(self._same_group(doc, j, token.i) for j in selves)
        verbal = is_gerund(doc, token.i) or self._is_governed(token)
        verbal = verbal or (token.i > 0 and self._is_after_auxiliary(doc, token.i))
        verbal = verbal or self._is_in_row(doc, token.i) or (form.endswith(_FUTURES) and form not in self._nouns)
        if token.pos_ in {"NOUN", "PROPN", "DET", "ADP"} and not verbal and not self._opens_passive(doc, token):
            return None
        rules = [*self._reflexive.get(form, ()), *self._verbs.get(form, ())] if reflexive else self._verbs.get(form, ())
        for rule, lemma in rules:
            if self._fits(doc, token, rule, lemma, reflexive=reflexive):
                return Trigger(token.i, verb=rule, lemma=lemma, reflexive=reflexive)
        return None

    def _is_told_by_noun(self, doc: Doc, token: Token) -> bool:
        """Whether a contact noun governs the participle `token` with its parties: "un sommet réunissant X et Y"."""
        nouns = {doc[token.i - 1].lower_, token.head.lower_} if token.i else set()
        return token.lower_ in self.table.parties.between and not self._nouns.keys().isdisjoint(nouns)

    @staticmethod
    def _is_governed(token: Token) -> bool:
        """Whether an infinitive hangs on the verb right before it, however it is tagged: "doit téléphoner à"."""
        return token.dep_ == "xcomp" and token.head.i == token.i - 1 and token.lower_.endswith(("er", "ir", "re"))

    def _is_after_auxiliary(self, doc: Doc, i: int) -> bool:
        """Whether an auxiliary stands before token `i`, over adverbs, or a name right before it."""
        j = i - 1
        while j > max(0, i - 4) and doc[j].pos_ == "ADV":
            j -= 1
        return doc[j].pos_ == "AUX" or doc[i - 1].pos_ == "PROPN"

    @staticmethod
    def _is_in_row(doc: Doc, i: int) -> bool:
        """Whether the word at token `i` is a participle in a row, however it is tagged: "a reçu X, téléphoné à Y"."""
        beside = i > 0 and (doc[i - 1].text == "," or doc[i - 1].lower_ == "et") and i + 1 < len(doc)
        return beside and doc[i].lower_.endswith("é") and doc[i + 1].lower_ in {"à", "au", "avec"}

    def _opens_passive(self, doc: Doc, token: Token) -> bool:
        """Whether a word that opens its sentence is a participle, however it is tagged: "Joint lundi par X, Y"."""
        if not (token.is_sent_start and token.text[:1].isupper()):
            return False
        after, where = doc[token.i + 1 : token.i + 4], self.table.where
        if any(t.lower_ in self.table.parties.agent for t in after):
            return True
        placed = bool(after) and (after[0].lower_ in where.locatives | self.table.words.days or after[0].pos_ == "ADV")
        bare = token.dep_ in {"advcl", "acl"} and token.lower_ not in self._nouns  # "Réunis hier à Rome, X et Y ont"
        return placed and bare and any(t.text == "," for t in doc[token.i : token.i + _OPENED])

    def _fits(self, doc: Doc, token: Token, rule: ContactVerbRule, lemma: str, *, reflexive: bool) -> bool:
        """Whether the words around the verb `token` are those that `rule` needs."""
        i = token.i
        if reflexive and lemma in self._helpers and i + 1 < len(doc) and "Inf" in doc[i + 1].morph.get("VerbForm", []):
            return False  # "s'est vu refuser": no meeting
        if reflexive and lemma == "s'appeler" and i + 1 < len(doc) and doc[i + 1].text in _MARKS:
            return False  # "ils se sont appelés « mon ami »", not "se verront « très bientôt »"
        if not self._stands(doc, token, rule, lemma):
            return False
        if rule.needs:
            after = " ".join(t.lower_ for t in doc[i + 1 : min(token.sent.end, i + (_SIGNED if rule.placed else 8))])
            if not _needed(rule.needs).search(after):
                return False
        if rule.about and not any(t.lower_ in rule.about for t in doc[max(0, i - 16) : i + 8]):
            return False
        if rule.errand and (not i or doc[i - 1].lower_ not in self.table.parties.errands):
            return False
        if rule.expected and rule.object and i and doc[i - 1].lower_ in {"l'", "les"}:
            return False  # "Rome, où l'attendait X": his host
        if rule.things and not self._is_of_talk(doc, i, rule.things):
            return False
        if rule.needs_phone:
            first = max(token.sent.start, i - 8) if rule.persons else i  # "C'est au téléphone qu'il avait prévenu X"
            behind = doc[i + 1 : i + 12]  # "sont convenus de se parler par téléphone": still to come
            last = next((t.i for t in behind if "Inf" in t.morph.get("VerbForm", [])), min(len(doc), i + 12))
            near = [t.i for t in doc[first:last] if t.lower_ in self.table.words.phone]
            if not any(self._is_phone(doc, j) for j in near):
                return False
        of_thing = rule.together and token.dep_ == "acl" and token.lower_.rstrip("es").endswith("é")
        bare = not rule.passive or self._is_bare(doc, rule, i)
        passive = bare or any(t.lower_ in self.table.parties.passive for t in doc[max(0, i - 6) : i])
        return passive and not of_thing  # "ont signé un accord négocié par Rome"

    @staticmethod
    def _is_bare(doc: Doc, rule: ContactVerbRule, i: int) -> bool:
        """Whether a verb of one expected has no auxiliary: "X, attendu jeudi à Rome, a"."""
        return rule.expected and rule.passive and is_bare_participle(doc, i)

    def _stands(self, doc: Doc, token: Token, rule: ContactVerbRule, lemma: str) -> bool:
        """Whether "être" is a verb of its own, and one that tells where somebody was has the place beside it; and the
        word before makes no noun's part of it ("le match aller")."""
        before = token.i and doc[token.i - 1].lower_ in rule.unless_before
        how = doc[max(0, token.i - 1) : token.i + 4] if rule.unless_how else ()
        if before or any(t.lower_ in rule.unless_how for t in how):
            return False
        if lemma.startswith("être ") and token.dep_.startswith("aux") and token.head.pos_ in {"VERB", "AUX", "ADJ"}:
            return False  # "s'est entretenu au téléphone avec"; "était jeudi à Rome" hangs on its day
        beside = (rule.stay and rule.dated) or self._is_bare(doc, rule, token.i)  # not "attendu au tournant à Rome"
        return not beside or self._is_there(doc, token.i)

    def _is_there(self, doc: Doc, i: int) -> bool:
        """Whether a place follows the verb at token `i`, over a day at most: "était mardi 3 mars à Rome"."""
        j = i + 1
        while j < min(len(doc) - 1, i + 6) and (doc[j].pos_ in {"ADV", "NUM"} or doc[j].lower_ in self._days):
            j += 1
        named = j + 1 < len(doc) and doc[j + 1].text[:1].isupper()
        brought = doc[j].lower_ in self.table.where.locatives
        inserted = i > 1 and doc[i - 2].text in _DASHES  # "X - elle était jeudi à Rome - a dit"
        return named and brought and not inserted and not (i and doc[i - 1].lower_ in {"c'", "ce"})

    @staticmethod
    def _is_of_talk(doc: Doc, i: int, things: frozenset[str]) -> bool:
        """Whether the object of the verb at token `i`, if it has one, is among `things`: "ont échangé leurs vues"."""
        j = i + 1
        while j < len(doc) and doc[j].pos_ == "ADV":
            j += 1
        if j >= len(doc) or doc[j].lower_ not in {"des", "leurs", "de", "d'", "un", "une", "les", "leur", "quelques"}:
            return True
        return any(t.lower_ in things for t in doc[j + 1 : j + 4])

    def _is_phone(self, doc: Doc, j: int) -> bool:
        """Whether the word for a telephone at token `j` says that it was by one: "au bout du fil", not "au fil des
        jours"."""
        return not (doc[j].lower_ == "fil" and doc[j - 1].lower_ == "au")

    def _has_article(self, doc: Doc, i: int) -> bool:
        """Whether a determiner makes a noun of the word at `i` (an object clitic before a verb is none)."""
        before = doc[i - 1].lower_ if i else ""
        articles = self.table.parties.articles
        clitic = before in {"le", "la", "l'", "les", "leur"}
        return before in articles and doc[i - 1].pos_ == "DET" and (not clitic or doc[i].pos_ == "NOUN")

    def _same_group(self, doc: Doc, j: int, verb: int) -> bool:
        """Whether "se" at `j` is the verb's: it hangs on it, or only auxiliaries, adverbs and clitics stand between."""
        between = doc[j + 1 : verb]
        if doc[j].head.i == verb and not any(t.pos_ == "VERB" for t in between):
            return True
        return all(
            t.pos_ in {"AUX", "ADV", "PRON", "PART", "PUNCT"}
            or t.lower_ in self.table.parties.group_words
            or t.lower_ in {"par", "ailleurs", "aussi", "depuis"}
            for t in between
        )


@lru_cache(maxsize=256)
def _needed(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """The words of one of `phrases`, with at most one other between two, over "ce": "pris place (ce) mardi à la même
    table"."""
    spread = (r"(?:(?: ce(?:tte)?)? \S+)? ".join(map(re.escape, phrase.split(" "))) for phrase in phrases)
    return re.compile(rf"(?<!\w)(?:{'|'.join(spread)})(?!\w)")


@lru_cache(maxsize=8)
def trigger_finder(pack: Pack) -> TriggerFinder:
    """The finder of `pack`, compiled once."""
    return TriggerFinder(pack)


def is_occasion(doc: Doc, noun: int, table: ContactTable) -> bool:
    """Whether the noun at token `noun` is introduced as the occasion of what the clause tells ("lors d'un entretien").

    In "après six heures de discussions" it is; in "après la suspension des discussions" the suspension is.
    """
    for j in range(noun - 1, max(-1, noun - _OCCASION), -1):
        lasted = doc[j].lower_ in table.where.at_length and j > 0 and doc[j - 1].lower_ == "au"
        at_table = doc[j].lower_ in table.deeds.around and doc[noun].lower_ in table.words.meals
        if doc[j].lower_ in table.where.during or lasted or at_table:
            return True
        if doc[j].pos_ == "NOUN" and doc[noun - 1].lower_ in table.parties.definite:
            return False
    return False
