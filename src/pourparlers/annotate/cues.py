"""Cues of reported speech, by form: which words report, what they report, how they are built.

Forms come from infinitives by regular conjugation, or are listed in lang/*/cues.toml, so that a cue is known by its
form whatever the tagger thinks of it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from ..lang.pack import Pack
from .cue_forms import BOTH, FINITE, FUTURE, GERUND, INFINITIVE, PART, CueGroup, CueKind, shaped_forms
from .cue_table import CueTable
from .layers import Quoted
from .syntax import is_parenthetic
from .view import View
from .wished import is_only_wished
from .word_table import GRAMMAR, VERBS

_STILL: Final = VERBS.ceases
_OPENERS = frozenset({":", ";", ".", "!", "?", "…", "–", "—", "-", "et"})


def _in_name(view: View, i: int) -> bool:
    """Whether token `i` is inside somebody's name, or leads in another of his: "Ousmane Traoré, dit Balla",
    "X, dit « le Balafré », a", "le chef rebelle X, dit Y." where both are known to be one."""
    named = view.mention(i)
    if named is not None and named.how == "name" and named.start < i < named.end - 1:
        return True
    owner = view.mention(i - 2) if i > 1 and view.low[i] in {"dit", "dite"} and view.low[i - 1] == "," else None
    if owner is None or i + 2 >= view.size:
        return False
    if not view.is_mark(i + 1):
        other = view.mention(i + 1)
        alias = owner.actor is not None and other is not None and other.actor == owner.actor
        return alias and owner.how == "name"
    close = next((j for j in range(i + 3, min(i + 6, view.size - 1)) if view.is_mark(j)), 0)
    return close > 0 and view.low[close + 1] == "," and view.text[close - 1].istitle()


class CueFinder:
    """Finds cue groups; compiled once from the pack."""

    def __init__(self, pack: Pack) -> None:
        self.table = pack.table("cues", CueTable)
        self._words = self.table.words
        self._forms: dict[str, tuple[CueKind, str]] = {}
        for rule in self.table.verbs:
            for lemma in rule.lemmas:
                bare = lemma.removeprefix("se ").removeprefix("s'")
                kind = CueKind(
                    lemma, rule.takes, frozenset(rule.preps), rule.incise, rule.reflexive or bare != lemma,
                    rule.strong, rule.keep_prep, rule.negatable, rule.document,
                )  # fmt: skip
                for form, shape in self._listed(lemma, bare):
                    self._forms.setdefault(f"se {form}" if kind.reflexive else form, (kind, shape))
        self._asides: dict[str, list[list[str]]] = {}
        for words in self.table.words.asides:
            self._asides.setdefault(words.split()[-1], []).append(words.split())
        self._lead_ins: dict[str, list[list[str]]] = {}
        for words in self.table.words.lead_ins:
            self._lead_ins.setdefault(words.split()[-1], []).append(words.split())
        self._phrases: dict[str, list[tuple[list[str], CueKind]]] = {}
        for phrase in self.table.phrases:
            for text in phrase.words:
                parts = text.split()
                kind = CueKind(text, phrase.takes, frozenset(phrase.preps), phrase.incise, False, phrase.strong, False)
                self._phrases.setdefault(parts[0], []).append((parts, kind))

        self._triggers = {form.removeprefix("se ") for form in self._forms} | self._phrases.keys()

    def _listed(self, lemma: str, bare: str) -> list[tuple[str, str]]:
        listed = self.table.forms.get(lemma, self.table.forms.get(bare, "")).split()
        if not listed:
            return shaped_forms(bare)
        infinitive = [(bare, INFINITIVE)] if bare not in listed else []
        return [*infinitive, *((form, self._shape_of(form)) for form in listed)]

    def _shape_of(self, form: str) -> str:
        if form in self._words.two_faced:
            return BOTH
        if form in self._words.participles:
            return PART
        if form.endswith("ant"):
            return GERUND
        return FUTURE if form.endswith(("ra", "ront")) else FINITE

    def find(self, view: View) -> list[CueGroup]:
        """Every cue group of the document, in order."""
        found: list[CueGroup] = []
        end = 0
        triggers = self._triggers
        for i, word in enumerate(view.low):
            if i < end or word not in triggers or (word == "dit" and _in_name(view, i)):
                continue
            group = self._at(view, i, found)
            if group is not None and self._words.conceals.isdisjoint(view.low[group.end : group.end + 4]):
                found.append(group)
                end = group.end
        known = {i for g in found for i in range(g.start, g.end)}
        opened = [g for q in view.outer if (g := self._after_quote(view, q)) is not None and g.verb not in known]
        return sorted([*found, *opened], key=lambda g: g.start) if opened else found

    def _after_quote(self, view: View, quote: Quoted) -> CueGroup | None:
        """The verb right after a quotation that opens its clause (« A », grince X), whatever verb it is.

        A comma parts it from the marks, unless the quoted words end with a mark of their own (« A ! » grince X).
        """
        i = view.token_at(quote.outer_start)
        before = view.previous(i, 0)
        opens = before is None or "\n" in view.layers.text[view.idx[before] : quote.outer_start]
        if not quote.closed or not (opens or view.text[before or 0] in _OPENERS or view.is_mark(before or 0)):
            return None
        i = view.token_at(quote.outer_end - 1) + 1
        own = view.layers.text[quote.end - 1] in "!?…"
        if i < view.size and view.text[i] == ",":
            i += 1
        elif not own:
            return None
        first = i
        while i < view.size and i - first < 9 and self._may_precede(view, i):
            i += 1
        if i + 1 >= view.size or view.low[i] in self._words.auxiliaries:
            return None
        named = view.mention(i + 1)  # beside a name, a noun that looks like a verb is one
        beside = named is not None and named.how == "name" and view.low[i].endswith("e") and view.mention(i) is None
        if view.pos[i] not in ("VERB", "AUX") and not beside:
            return None
        auxiliary = any(w in self._words.auxiliaries for w in view.low[first:i])
        if not (auxiliary or view.finite[i] or beside) or view.infinitive[i] or view.low[i].endswith("ant"):
            return None
        kind = CueKind(view.doc[i].lemma_, frozenset(), frozenset(), True, False, False, False, open=True)
        group = self._grouped(view, i, i + 1, kind, PART if auxiliary else FINITE)
        return None if group.start < first or self._is_future(view, group) else group

    def _may_precede(self, view: View, i: int) -> bool:
        words, low = self._words, view.low[i]
        lists = (words.auxiliaries, words.before_verb, words.within_group, words.inverted)
        return low in ("-t", "t") or any(low in told for told in lists) or view.pos[i] == "ADV" or view.timed[i]

    def _at(self, view: View, i: int, found: list[CueGroup]) -> CueGroup | None:
        if view.low[i + 1 : i + 2] and view.low[i + 1] in self._words.addressed:
            return None  # "Que demandez-vous à Paris ?"
        for parts, kind in self._phrases.get(view.low[i], ()):
            clitic, after = self._inverted_after(view, i + 1)
            if clitic and view.low[after : after + len(parts) - 1] == parts[1:]:  # "fait-on savoir"
                group = self._grouped(view, i, after + len(parts) - 1, kind, FINITE)
                return self._settled(view, replace(group, clitic=clitic), found)
            if view.low[i : i + len(parts)] == parts:
                shape = (
                    BOTH
                    if parts[0] in self._words.two_faced
                    else PART
                    if parts[0] in self._words.participles
                    else FINITE
                )
                return self._settled(view, self._grouped(view, i, i + len(parts), kind, shape), found)
        plain, reflexive = self._forms.get(view.low[i]), self._forms.get(f"se {view.low[i]}")
        known = plain or reflexive
        if known is None:
            return None
        group = self._grouped(view, i, i + 1, *known)
        if group.reflexive:
            if reflexive is None:
                return None
            group = replace(group, kind=reflexive[0])
        elif plain is None:
            return None
        return self._settled(view, group, found)

    def _settled(self, view: View, group: CueGroup, found: list[CueGroup]) -> CueGroup | None:
        """The group where its form stands as a verb here; None for a noun, an adjective, a future, and in "comme le lui
        demande X", where another clause tells what."""
        if is_parenthetic(view.doc[group.verb]):
            return None
        if group.kind.lemma == "offrir" and not self._words.served.isdisjoint(view.low[group.end : group.end + 5]):
            return None
        auxiliary = group.start < group.verb and any(
            w in self._words.auxiliaries for w in view.low[group.start : group.verb]
        )
        shape = group.shape
        if shape == BOTH:
            shape = PART if auxiliary else FINITE
        if shape != group.shape:
            group = replace(group, shape=shape)
        if shape == FUTURE or self._is_future(view, group):
            return None
        if shape == PART:
            if auxiliary and self._is_passive(view, group):
                group = replace(group, passive=True)
            if auxiliary:  # "après avoir dit que", "ayant dit que" have no subject of their own
                bare = {"avoir", "être", "ayant", "étant"} & set(view.low[group.start : group.verb])
                return replace(group, finite=False) if bare else group
            if self._gapped(view, group, found):
                return group
            return replace(group, coordinated=True) if self._shares_auxiliary(view, group, found) else None
        if shape == INFINITIVE:
            return self._infinitive(view, group)
        if shape == GERUND:
            return (
                replace(group, finite=False)
                if view.pos[group.verb] not in ("NOUN", "ADJ") or view.low[group.start - 1] == "en"
                else None
            )
        return group if self._stands_as_verb(view, group) and not is_only_wished(view, group) else None

    def _is_passive(self, view: View, group: CueGroup) -> bool:
        words = view.low[group.start : group.verb]
        if group.reflexive or group.kind.lemma in self._words.with_be:
            return False
        return "été" in words or any(w in self._words.be for w in words)

    def _infinitive(self, view: View, group: CueGroup) -> CueGroup | None:
        """An infinitive that tells what was said: after "sans", "avant de", "et de", or a verb that adds little."""
        low, i = view.low, group.start
        before = low[i - 1] if i else ""
        for parts in self._lead_ins.get("de" if before == "d'" else before, ()):
            first = i - len(parts)
            if first >= 0 and low[first : i - 1] == parts[:-1]:
                start = first
                group_words = self._words.auxiliaries | self._words.before_verb | self._words.negated_by
                clitic = low[first - 1] if first and low[first - 1] in self._words.inverted else ""
                start -= bool(clitic)
                group = replace(group, clitic=clitic.removeprefix("-t-").removeprefix("-"))
                while start > 0 and (low[start - 1] in group_words or low[start - 1] in GRAMMAR.still):
                    start -= 1
                negated = any(w in self._words.negations for w in low[start:first]) and parts[0] not in _STILL
                return replace(group, start=start, negated=group.negated or negated, shape=FINITE)
        second = low[i - 2] if i > 1 else ""
        told = before in ("de", "d'") and (
            second == "avant"
            or (second == "et" and (i < 3 or view.doc[i - 2].is_sent_start or view.text[i - 3] in ",.»"))
            or self._is_narrative(view, i - 1)
        )
        if before == "sans" and group.end < view.size and view.low[group.end] in ("de", "d'"):
            return None  # "sans annoncer de mesures": none are announced
        if before in self._words.governing_infinitive:
            return replace(group, finite=False, negated=group.kind.negatable)  # "sans exclure" excludes nothing
        return replace(group, finite=False) if told else None

    @staticmethod
    def _is_narrative(view: View, of: int) -> bool:
        """Whether the "de" at token `of` follows "Et" and who speaks, heading a sentence ("Et X de conclure")."""
        first = view.doc[of].sent.start
        first += view.is_mark(first)
        if view.low[first] != "et" or not 1 < of - first < 9:
            return False
        between = [j for j in range(first + 1, of) if view.mention(j) is None]
        return not any(view.pos[j] in ("VERB", "AUX") or view.text[j] in ",;:" for j in between)

    def _is_future(self, view: View, group: CueGroup) -> bool:
        return any(w in self._words.unreal_auxiliaries for w in view.low[group.start : group.verb])

    def _shares_auxiliary(self, view: View, group: CueGroup, found: list[CueGroup]) -> bool:
        """Whether a participle without auxiliary is coordinated with a compound cue ("a répondu … et réclamé …")."""
        i = group.start - 1
        if i < 0 or view.low[i] not in ("et", "mais", "puis", ","):
            return False
        if view.pos[group.verb] not in ("VERB", "AUX"):
            return False
        sentence = view.doc[group.verb].sent.start
        return any(g.start >= sentence and g.start < g.verb and g.shape == PART for g in found[-3:])

    def _gapped(self, view: View, group: CueGroup, found: list[CueGroup]) -> bool:
        """Whether a participle has its own subject and the auxiliary of the cue before ("A a dit X, B répondu Y")."""
        named = view.mention(group.start - 1) if group.start else None
        if named is None or named.adjective or not named.actors or named.end != group.start or not found:
            return False
        before = named.start - 1 - (view.low[named.start - 1] in self._words.determiners)
        last, here = found[-1], view.doc[group.verb].sent.start
        helped = last.shape == PART and last.start < last.verb and not last.passive and last.start >= here
        return helped and before > last.verb and view.low[before] in (",", ";", "et", "mais", "puis")

    def _stands_as_verb(self, view: View, group: CueGroup) -> bool:
        i = group.verb
        before = view.low[group.start - 1] if group.start else ""
        after = view.low[i + 1] if i + 1 < view.size else ""
        goes_on = after in self._words.auxiliaries or (i + 1 < view.size and view.finite[i + 1])
        if i and view.low[i - 1] in self._words.determiners and goes_on and not group.clitic:
            return False  # "l'annonce a été mal reçue"
        if group.clitic or after in ("que", "qu'") or group.start < i:
            return True
        article = before in self._words.determiners
        second = view.low[group.start - 2] if group.start > 1 else ""
        if before in ("l'", "le", "la", "les") and second in self._words.prepositions:
            return False  # "après l'annonce du plan"
        if after == ":" and view.pos[i] == "ADJ" and not article and before not in ("de", "d'", "du", "au", "par"):
            return True  # the tagger's "Un pêcheur raconte/ADJ : …"
        if view.pos[i] in ("VERB", "AUX"):
            return not article or before in ("l'", "le", "la", "les")
        if article or before in ("de", "d'", "du", "au", "par"):
            return False
        mention = view.mention(i - 1) if i else None
        if mention is not None and not mention.adjective and view.pos[i] != "PROPN":
            return True
        beside = i + 1 < view.size and (view.pos[i + 1] in ("DET", "PROPN") or view.mention(i + 1) is not None)
        if self._mistaken(view, group, before):
            return True
        closed = i > 1 and (view.is_mark(i - 1) or (before == "," and view.is_mark(i - 2)))
        nicknamed = i + 2 < view.size and view.is_mark(i + 1) and view.mention(i + 2) is not None
        apart = (
            nicknamed
            or after == ","
            or (i + 1 < view.size and view.pos[i + 1] == "ADP" and after not in ("de", "d'", "du", "des"))
        )
        if closed and apart and group.kind.incise:
            return True  # « A », lâche, au téléphone, X
        return (before in (",", "–", "—") or before in ("»", '"', "”")) and beside

    def _mistaken(self, view: View, group: CueGroup, before: str) -> bool:
        """Whether a form that the tagger took for another word can only be the verb here: a small word for a name, an
        adjective that no noun is beside ("…, rétorque dans un communiqué X"), a noun without article that urges
        somebody to do something ("et menace de partir", "et presse X de partir")."""
        i, joined = group.verb, before in ("et", "mais", "puis", ",")
        if view.pos[i] in ("PROPN", "X"):
            return view.text[i].islower() and bool(group.kind.takes)
        if view.pos[i] == "ADJ" and before == "," and group.kind.incise and view.low[i] not in self._words.adjectives:
            return i + 1 < view.size and (view.pos[i + 1] == "ADP" or view.timed[i + 1])
        if not joined or not group.kind.takes & {"accuse", "ainf"}:
            return False
        named = view.mention(i + 1) or view.mention(i + 2)
        of = named.end if named is not None and named.start > i else i + 1
        if of + 1 >= view.size or view.low[of] not in ("de", "d'", "à"):
            return False
        of += 1
        while of + 1 < view.size and view.low[of] in self._words.before_verb | {"le", "la", "les", "pas"}:
            of += 1
        return view.infinitive[of]

    def _grouped(self, view: View, verb: int, end: int, kind: CueKind, shape: str) -> CueGroup:
        words = self._words
        low = view.low
        start, clitic, reflexive, negated = verb, "", False, False
        j = verb - 1
        while j >= 0 and verb - j < 9:
            word = low[j]
            if word in words.inverted:
                clitic = clitic or word.removeprefix("-t-").removeprefix("-")
            elif word in words.auxiliaries:
                if shape in (PART, BOTH):
                    start = j
                    continue_from = self._clitics_before(view, j)
                    reflexive = reflexive or any(low[k] in ("se", "s'") for k in range(continue_from, j))
                    negated = negated or any(low[k] in words.negations for k in range(continue_from, j))
                    start = continue_from
                break
            elif word in words.before_verb or (j == verb - 1 and self._is_clitic(view, j)):
                start = j
                reflexive = reflexive or word in ("se", "s'")
                negated = negated or word in words.negations
            elif shape not in (PART, BOTH):
                break
            elif (opening := self._before_aside(view, j)) < j:
                j = opening
                continue
            elif not (word in words.within_group or view.timed[j] or view.pos[j] == "ADV"):
                break
            j -= 1
        if not clitic:
            clitic, end = self._inverted_after(view, end)
        return CueGroup(start, verb, end, kind, clitic, True, reflexive, negated, False, shape)

    def _inverted_after(self, view: View, end: int) -> tuple[str, int]:
        """The inverted pronoun right after token `end` - 1 and the token after it; empty and `end` where none is."""
        for k in range(end, min(end + 3, view.size)):
            cut = view.low[k] == "-"  # "assurent-elles", which the tokeniser cuts in three
            if "".join(view.low[k : k + 1 + cut]) in self._words.inverted:
                return view.low[k + cut].removeprefix("-t-").removeprefix("-"), k + 1 + cut
            if view.low[k] not in ("-t", "t"):
                break
        return "", end

    def _before_aside(self, view: View, j: int) -> int:
        """The token before an aside that ends at `j`, between commas or not ("a, pour sa part, dit"); else `j`."""
        last = j - (view.text[j] == ",")
        for phrase in self._asides.get(view.low[last], ()):
            first = last + 1 - len(phrase)
            if first > 0 and view.low[first : last + 1] == phrase:
                return first - 1 - (last < j and view.text[first - 1] == ",")
        if last < j and view.timed[last]:
            while view.timed[last] or view.low[last] in ("le", "la", "ce"):
                last -= 1
            return last - 1 if view.text[last] == "," else j
        return j

    def _clitics_before(self, view: View, j: int) -> int:
        while j > 0 and (view.low[j - 1] in self._words.before_verb or self._is_clitic(view, j - 1)):
            j -= 1
        return j

    @staticmethod
    def _is_clitic(view: View, j: int) -> bool:
        """Whether token `j` is an object pronoun before its verb, no article ("X les accuse de")."""
        return view.low[j] in ("le", "la", "les") and view.pos[j] == "PRON" and view.pos[j + 1] in ("VERB", "AUX")
