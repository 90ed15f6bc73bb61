"""Whether an expression of time lies before or after the day of the report: prepositions, participles, tense."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..drafts import Direction
from .insertions import closing
from .tense import auxiliaries, follows_avoir, governing_verb, tense_of
from .times_rules import TimeRules, words_of
from .times_undone import OF_NOUN, GivenUp, opens_with_participle
from .tree import Doc, Token, text_of
from .word_table import VERBS, Tense

_BY_TENSE: Final[dict[Tense, Direction]] = {
    "past": "past", "pluperfect": "past", "imperfect": "past", "past_conditional": "past",
    "present": "future", "future": "future", "near_future": "future", "conditional": "future", "subjunctive": "future",
}  # fmt: skip
_JOINED: Final = frozenset({",", "et", "puis", "mais"})
_SUBJECTS: Final = frozenset({"il", "elle", "ils", "elles", "on"})
_CLOSING: Final = frozenset("»”")
_HAD_TO: Final = VERBS.past_looks_ahead
_OPENS_CLAUSE: Final = frozenset({"dont", "où"})
_STOPS: Final = frozenset({".", "!", "?", "…"})
_OVER: Final[frozenset[Tense]] = frozenset({"past", "pluperfect", "imperfect"})
_SINCE: Final = "dès"
"""The one word among those that begin something which holds no verb, as "à partir de" does."""
_AHEAD: Final[frozenset[Tense]] = frozenset({"future", "near_future", "conditional"})
_MODALS: Final = VERBS.modals
_FUTURE_END: Final = re.compile(r"(?<=\w\w)(?:e|i|d|t|v)r(?:ont|a)$")
"""Endings that among common words only a future has ("front" and "affront" end otherwise)."""
_POSSESSIVES: Final = frozenset({"son", "sa", "mon", "ma", "notre", "votre", "cette"})
"""What stands before a noun alone."""
_CLITICS: Final = frozenset({"le", "la", "les", "l'", "l’", "lui", "leur", "y", "en", "s'", "se"})
_REACH: Final = 30
_LOOKBACK: Final = 60
_NEAR_WORDS: Final = 8


class DirectionFinder:
    """Direction of the expressions of one `Doc`."""

    def __init__(self, doc: Doc, rules: TimeRules) -> None:
        self._doc, self._rules = doc, rules
        self._announced = rules.table.context.announced
        self._unit_words = [[unit] for unit in rules.table.units]
        self._verbs: dict[tuple[int, int], Token | None] = {}
        self._tenses: dict[int, Tense | None] = {}
        self._carrying: dict[int, bool] = {}
        self._given_up = GivenUp(doc, rules, self)
        self._parsed = any(token.dep_ for token in doc) and any(len(token.morph) for token in doc)

    def direction(self, text: str, first: int, last: int) -> tuple[Direction, bool]:
        """Direction of the expression of tokens [first, last], "nearest" where nothing tells, and whether it dates
        what was over before the report. `text` is what precedes it in its sentence."""
        before = text[-_LOOKBACK:]
        if (
            self._parsed
            and opens_with_participle(self._doc, first, last, self._announced, self._rules)
            and not any(self.carries(t) for t in self._doc[first - 1 : first])
        ):
            return "past", True
        direction = self._side(before, first, last)
        if direction != "past":
            return direction, False
        if self._rules.since.search(before):
            return direction, True
        verb = self.verb(first, last) if self._parsed else None
        return direction, verb is not None and self.tense(verb) in ("pluperfect", "participle")

    def is_report(self, first: int, last: int) -> bool:
        """Whether tokens [first, last] stand right beside a verb of saying in the perfect: "a déclaré mardi"."""
        if not self._parsed:
            return False
        near = [*range(first - 1, max(-1, first - 4), -1), *range(last + 1, min(len(self._doc), last + 6))]
        sentence = self._doc[first].sent
        for i in near:
            token = self._doc[i]
            if not sentence.start <= i < sentence.end or token.is_punct:
                continue
            if self.carries(token):
                return token.lemma_ in self._rules.table.context.saying and self.tense(token) == "past" and i < first
        return False

    def _side(self, before: str, first: int, last: int) -> Direction:
        rules, words = self._rules, words_of(before)
        if rules.ahead.ends(before, words):
            return "future"
        if rules.since.ends(before, words):
            return "past"
        if not self._parsed:
            return "nearest"
        if rules.onward.ends(before, words):
            return self._of_onward(first, last)
        verb = self.verb(first, last)
        told = self._given_up.of_speech(before, first) or self._of_noun(before, first, last, verb)
        if told is not None or self._given_up.dates(before, first, last, verb):
            return told or "nearest"
        if rules.due.ends(before, words) and verb is not None and self.tense(verb) in ("past", "present"):
            return "future"
        until = rules.until.ends(before, words) and not rules.shortly.ends(before, words)
        limit = rules.limit.ends(before, words) and not (verb is not None and self.tense(verb) in _OVER)
        if limit or (until and not (verb is not None and verb.lemma_ in rules.table.context.lasting)):
            return "future"
        if verb is None:
            return "nearest"
        if self.tense(verb) == "infinitive" and verb.i != first - 1 and OF_NOUN.search(before):
            return "nearest"  # "de recevoir la mission, après le coup de force du 26 juillet"; not "de signer jeudi"
        if (set_for := self._given_up.of_set(verb, before, first, last)) is not None:
            return set_for
        if self._given_up.is_heralded(verb, first):
            return "future"
        return self._of_verb(verb, before)

    def _of_noun(self, before: str, first: int, last: int, verb: Token | None) -> Direction | None:
        """The side of what dates a noun: one whose outcome is told ("le fruit d'échanges, samedi") is over, a month as
        complement in the present ("le maintien des règles de mai") the nearest; None of any other."""
        tense = self.tense(verb) if verb is not None else None
        if tense not in _AHEAD and self._is_of_outcome(first):
            return "past"
        is_month = first == last and self._doc[first].lower_ in self._rules.table.months
        return "nearest" if is_month and tense == "present" and OF_NOUN.search(before) else None

    def _is_of_outcome(self, first: int) -> bool:
        """Whether token `first` dates, with no verb between, a noun whose outcome is told: "à l'issue d'une rencontre,
        samedi à Rome"."""
        outcome = self._rules.table.context.outcome
        for token in self.left(first):
            near = [t.lower_ for t in self._doc[max(0, token.i - 2) : token.i + 1]]
            if " ".join(near) in outcome or " ".join(near[1:]) in outcome:
                return True
            if self.carries(token) and token.lower_ != "est":
                return False
        return False

    def _of_onward(self, first: int, last: int) -> Direction:
        """ "à compter de mardi", "dès jeudi": ahead, unless the clause is over ("dès jeudi, il avait prévenu")."""
        alone = first > 1 and _SINCE in (self._doc[first - 1].lower_, self._doc[first - 2].lower_)
        verb = next((t for t in self.left(first if alone else first - 2) if self.carries(t)), None)
        if verb is None or self.tense(verb) in ("infinitive", "participle", "present", None):
            after = self._doc[last + 1 : min(self._doc[first].sent.end, last + 1 + _REACH)]
            told = [t for t in after if self.carries(t) and self.tense(t) not in ("infinitive", "participle", None)]
            verb = told[0] if told and verb is None else verb
        if verb is None or verb.lemma_ in self._rules.table.context.saying:
            return "future"  # "a annoncé un visa à partir du 1er janvier"
        return "past" if self.tense(verb) in ("past", "pluperfect", "imperfect") else "future"

    def is_ahead(self, first: int, last: int) -> bool:
        """Whether the verb that goes with tokens [first, last] is a future: "se retrouveront ce vendredi", against
        "arrivent ce lundi", which tells of the day itself."""
        verb = self.verb(first, last) if self._parsed else None
        if verb is None:
            return False
        return verb.lower_ in self._announced or self.tense(verb) in (
            "future",
            "near_future",
            "conditional",
            "infinitive",
        )

    def is_over(self, first: int, last: int) -> bool:
        """Whether a pluperfect goes with tokens [first, last]: what it tells is over whenever the text was written."""
        verb = self.verb(first, last) if self._parsed else None
        return verb is not None and self.tense(verb) == "pluperfect"

    def looks_back(self, first: int) -> bool:
        """Whether the clause before token `first` is a pluperfect, or had something to come: "avaient sommé le roi de
        partir avant le 1er janvier", "il devait partir avant le 1er janvier"."""
        verbs = (t for t in self.left(first) if self.carries(t) or t.lower_ in _HAD_TO)
        told = next((t for t in verbs if self.tense(t) not in ("infinitive", "participle", None)), None)
        if told is None or not self._parsed:
            return False
        had_to = any(t.lower_ in _HAD_TO for t in self._doc[max(told.sent.start, told.i - 3) : told.i + 1])
        return self.tense(told) == "pluperfect" or had_to

    def is_deadline(self, before: str) -> bool:
        """Whether what ends with `before` makes the expression behind it a limit; "pas avant mardi" is none."""
        words = before[-_LOOKBACK:]
        found = self._rules.deadline.search(words)
        if found is None or words[: found.start() + 1].split()[-1:] in self._unit_words:
            return False  # "deux jours avant le sommet du 11" counts from it
        return not set(words.lower().split()[-_NEAR_WORDS:]) & self._rules.table.context.not_until

    def is_told_past(self, first: int) -> bool:
        """Whether the sentence that begins at or right after token `first` is told in the past, none of it in the
        present: "C'est" that sets something off aside."""
        at = next((t.i for t in self._doc[first:] if t.is_alpha), None) if self._parsed else None
        if at is None:
            return False
        stop = next((t.i for t in self._doc[at:] if t.text in _STOPS), len(self._doc))
        told = [t for t in self._doc[at:stop] if self.carries(t) and t.lower_ != "est"]
        tenses = {self.tense(t) for t in told}
        return bool(tenses & _OVER) and "present" not in tenses

    def tenses_in(self, start: int, end: int) -> set[Tense]:
        """The tenses of the verbs that stand in [start, end) code points, none where nothing was parsed."""
        span = self._doc.char_span(start, end, alignment_mode="contract") if self._parsed else None
        told = (self.tense(t) for t in (span if span is not None else ()) if self.carries(t))
        return {tense for tense in told if tense is not None}

    def tells_ahead(self, start: int, end: int) -> bool:
        """Whether [start, end) code points tell something to come."""
        return bool(self.tenses_in(start, end) & _AHEAD)

    def is_loose(self, before: str, first: int, last: int) -> bool:
        """Whether no tense puts tokens [first, last] on their side: a participle alone announces them ("la visite
        prévue le 16 mai"), or they are a noun's complement ("le scrutin du 27 février"). `before` precedes them."""
        if OF_NOUN.search(before) and not self._rules.since.search(before):
            return True
        if before.endswith(", le ") and self._is_set_off(first, last):
            return True
        verb = self.verb(first, last) if self._parsed else None
        return verb is not None and verb.lower_ in self._announced and not auxiliaries(verb)

    def is_present(self, first: int, last: int) -> bool:
        """Whether a plain present goes with tokens [first, last]: it tells of a day to come, or, in a narration, of one
        just past ("les deux camps se retrouvent le 8 mai")."""
        verb = self.verb(first, last) if self._parsed else None
        return verb is not None and self.tense(verb) == "present" and verb.lower_ not in self._announced

    def _is_set_off(self, first: int, last: int) -> bool:
        """Whether commas set tokens [first, last] with their article off behind a noun: "le limogeage, le 10 septembre,
        du conseiller pourrait": of the deed that the noun tells, not of the verb."""
        after = self._doc[last + 1] if last + 1 < len(self._doc) else None
        return first > 2 and after is not None and after.text == "," and self._doc[first - 3].pos_ == "NOUN"

    def _of_verb(self, verb: Token, before: str) -> Direction:
        tense = self.tense(verb)
        if verb.lower_ in self._announced and (
            tense in ("near_future", "participle", "imperfect", None) or not auxiliaries(verb)
        ):
            around = text_of(self._doc[max(verb.sent.start, verb.i - 3) : min(verb.sent.end, verb.i + 3)]).lower()
            was = tense == "imperfect" or any(w in around for w in self._rules.table.context.formerly)
            return "nearest" if was or self._is_undone(verb) else "future"
        if verb.lemma_ in self._rules.table.context.dating:
            return "past"
        if tense == "present" and verb.lemma_ in self._rules.table.context.saying and not self._is_reflexive(verb):
            return "past"
        if verb.lemma_ in self._rules.table.context.moved and before.endswith(
            ("au ", "à ", "pour ", "pour le ", "jusqu'au ")
        ):
            return "future"
        if tense == "participle":
            return self._of_participle(verb)
        if tense == "infinitive":
            return self._of_infinitive(verb, before)
        if tense == "future" and any(a.lower_ in ("aura", "auront") for a in auxiliaries(verb)):
            return "nearest"  # "il aura fallu dix heures, samedi": the future perfect of newspapers looks back
        if tense == "imperfect" and any(t.lower_ in _HAD_TO for t in self._doc[max(0, verb.i - 5) : verb.i + 1]):
            return "nearest"
        return _BY_TENSE.get(tense, "nearest") if tense else "nearest"

    def _is_reflexive(self, verb: Token) -> bool:
        """Whether the verb turns back on its subject: "la réunion de jeudi s'annonce tendue" reports nothing."""
        return verb.i > verb.sent.start and self._doc[verb.i - 1].lower_ in ("s'", "s’", "se")

    def _is_undone(self, announced: Token) -> bool:
        """Whether what was announced is told as long undone: "prévue le 16 mai, avait été annulée"."""
        after = self._doc[announced.i + 1 : min(announced.sent.end, announced.i + 1 + _REACH)]
        verb = next((t for t in after if self.carries(t) and self.tense(t) not in ("infinitive", "participle")), None)
        return verb is not None and self.tense(verb) == "pluperfect"

    def _of_participle(self, verb: Token) -> Direction:
        """A past participle tells of the past; "suivi de" and a present participle go by their clause."""
        if verb.lemma_ in VERBS.flanking:
            first = next((t for t in self.left(verb.i) if self.carries(t) and self.tense(t) != "infinitive"), None)
            return _BY_TENSE.get(self.tense(first) or "past", "nearest") if first is not None else "nearest"
        if verb.lower_.endswith("ant") and not verb.lower_.endswith("tenant"):
            above = governing_verb(verb.head) if verb.head.i != verb.i else None
            if above is not None and above.i != verb.i:
                return _BY_TENSE.get(self.tense(above) or "present", "nearest")
            return "nearest"
        return "past"

    def _of_infinitive(self, verb: Token, before: str) -> Direction:
        """An infinitive lies ahead of verbs that announce, and with its clause otherwise."""
        if verb.i > verb.sent.start and self._doc[verb.i - 1].lemma_ == "faire":
            return _BY_TENSE.get(self.tense(self._doc[verb.i - 1]) or "past", "past")  # "a fait savoir jeudi"
        above = self._right_before(verb) or (governing_verb(verb.head) if verb.head.i != verb.i else None)
        if above is None or above.i == verb.i:
            above = next(
                (
                    t
                    for t in self.left(verb.i)
                    if self.carries(t) and self.tense(t) not in ("infinitive", "participle", None)
                ),
                None,
            )
        if above is None:
            return "future"
        tense = self.tense(above)
        if above.lemma_ in _MODALS and tense in ("past", "pluperfect", "past_conditional"):
            return "past"  # "avait dû reporter sa visite en février", "aurait dû partir le 8"
        gone = above.lemma_ == "aller" and tense in _OVER and above.i == verb.head.i  # "est allé voir X mardi"
        if (above.lemma_ in self._rules.table.context.intent and not gone) or before.rstrip().endswith(
            ("dès", "partir de", "compter de")
        ):
            return "future"
        return _BY_TENSE.get(tense, "future") if tense else "future"

    def _right_before(self, infinitive: Token) -> Token | None:
        """The finite verb right before an infinitive, pronouns aside, which governs it whatever the parser says: "que X
        compte revoir en juillet, n'a pas été consulté"."""
        i = infinitive.i - 1
        while i > infinitive.sent.start and self._doc[i].lower_ in _CLITICS:
            i -= 1
        token = self._doc[i]
        if i < infinitive.sent.start or token.pos_ != "VERB" or not self.carries(token):
            return None
        return None if self.tense(token) in ("infinitive", "participle", None) else token

    def verb(self, first: int, last: int) -> Token | None:
        """The verb that tokens [first, last] most likely go with, looked for once."""
        if (first, last) not in self._verbs:
            self._verbs[first, last] = self._find_verb(first, last)
        return self._verbs[first, last]

    def _find_verb(self, first: int, last: int) -> Token | None:
        """The verb nearest to the left in the sentence, not across the end of a quotation; else the nearest finite one
        to the right; else what the parser says."""
        opens = self._opens_own_clause(first, last)
        left = next((t for t in self.left(first) if self.carries(t)), None) if not opens else None
        if left is not None and left.lower_ in ("est", "était", "c'est") and self._is_cleft(left, last):
            left = None
        if left is not None:
            return left
        sentence = self._doc[first].sent
        cleft = False
        for token in self._doc[last + 1 : min(sentence.end, last + 1 + _REACH)]:
            if not self.carries(token) or self.tense(token) in ("infinitive", "participle", None):
                continue
            if closing(token) is not None and closing(self._doc[first]) is None:
                continue  # "Mardi, le roi, dont le fils préside l'Union, a reçu X"
            if not cleft and token.lower_ in ("est", "était") and self._doc[token.i - 1].lower_ in ("c'", "c’"):
                cleft = True  # "Samedi, c'est le roi qui avait appelé": the clause after it carries the tense
                continue
            return token
        return governing_verb(self._doc[first])

    def _opens_own_clause(self, first: int, last: int) -> bool:
        """Whether tokens [first, last] begin a clause behind a colon, or a clause joined to another, whose subject is
        the pronoun right behind them: "voyage : mardi, il a vu X, mercredi il verra Y"."""
        if not first or self._doc[first - 1].text == ":":
            return bool(first)
        after = next((t for t in self._doc[last + 1 : last + 3] if t.text != ","), None)
        joined = self._doc[first - 1].lower_ in _JOINED
        return joined and after is not None and after.lower_ in _SUBJECTS and after.i < self._doc[first].sent.end

    def _is_cleft(self, verb: Token, last: int) -> bool:
        """ "C'est mardi que …": the clause after it carries the tense."""
        previous = self._doc[verb.i - 1].lower_ if verb.i else ""
        if previous in ("n'", "n’") and verb.i > 1:  # "ce n'est que lundi que"
            previous = self._doc[verb.i - 2].lower_
        ahead = self._doc[last + 1 : min(last + 1 + _NEAR_WORDS, verb.sent.end)]
        # "C'est mardi que", "C'est à Berlin, le 12 juin, que", "C'est mardi à Berlin que"
        that = next((t for t in ahead if t.lower_ in ("que", "qu'") or t.pos_ in ("VERB", "AUX")), None)
        return previous in ("c'", "ce") and that is not None and that.lower_ in ("que", "qu'")

    def left(self, first: int) -> Iterator[Token]:
        """Tokens to the left in the sentence, nearest first, up to a semicolon, a relative or the end of a
        quotation."""
        start = self._doc[first].sent.start
        for i in range(first - 1, max(start, first - _REACH) - 1, -1):
            token = self._doc[i]
            if (token.text in _CLOSING and first - i > 1) or token.text == ";" or token.lower_ in _OPENS_CLAUSE:
                return
            yield token

    def tense(self, verb: Token) -> Tense | None:
        """`tense_of`, worked out once a word."""
        if verb.i not in self._tenses:
            self._tenses[verb.i] = tense_of(verb)
        return self._tenses[verb.i]

    def carries(self, token: Token) -> bool:
        """Whether `token` is a verb that is no auxiliary of another, worked out once a word."""
        if token.i not in self._carrying:
            self._carrying[token.i] = self._is_carrier(token)
        return self._carrying[token.i]

    def _is_carrier(self, token: Token) -> bool:
        if token.lower_ in self._announced:
            return True
        unlike = token.pos_ in ("NOUN", "ADJ", "ADV") and token.lower_.endswith(("ra", "ront"))
        if unlike and _FUTURE_END.search(token.lower_) and self.tense(token) == "future":
            return True  # a future that the tagger does not know ("rapiéceront")
        if token.pos_ == "NOUN":
            helped = any(c.dep_ == "aux:tense" for c in token.children) or follows_avoir(token)
            return helped and self.tense(token) is not None
        if token.pos_ not in ("VERB", "AUX"):
            return False
        if token.dep_.startswith("aux") or (token.i and self._doc[token.i - 1].lower_ in _POSSESSIVES):
            return False  # "son offre" is no verb, whatever the tagger holds
        if token.dep_ == "cop":
            return not auxiliaries(token)
        return token.is_alpha or "-" in token.text
