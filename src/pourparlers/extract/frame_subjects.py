"""Who does a deed: its own subject, a relative's antecedent, a controller, or the name that stands before it."""

from __future__ import annotations

import re
from typing import Final

from ..annotate import syntax
from ..annotate.layers import Layers, MentionDraft
from ..annotate.modality import ModalityReader
from ..annotate.tree import Doc, Token
from .phrases import actors_of, conjuncts, incise_of

_OBJECT_CONTROL: Final[frozenset[str]] = frozenset(
    {
        "accuser", "exhorter", "appeler", "sommer", "presser", "inviter", "empêcher", "soupçonner", "suspecter",
        "inciter", "pousser", "encourager", "dissuader", "contraindre", "obliger", "forcer", "autoriser", "prier",
        "supplier", "voir", "laisser", "faire", "blâmer", "inculper",
    }
)  # fmt: skip
"""Verbs whose object does what their infinitive says."""
_DATIVE_CONTROL: Final[frozenset[str]] = frozenset(
    {
        "demander", "ordonner", "permettre", "reprocher", "interdire", "enjoindre", "conseiller", "recommander",
        "intimer", "exiger",
    }
)  # fmt: skip
"""Verbs whose complement in "à" (exiger: "de") does what their infinitive says."""
REFLEXIVES: Final[frozenset[str]] = frozenset({"se", "s'"})
_ETRE: Final[frozenset[str]] = frozenset(
    {
        "convenir", "parvenir", "arriver", "partir", "venir", "aller", "entrer", "sortir", "revenir", "devenir",
        "intervenir", "rester", "tomber", "retourner",
    }
)  # fmt: skip
"""Verbs whose compound past takes "être": with it they are no passives."""
_PARTICIPLE: Final = re.compile(r"(?:[éiut]|is|us|os)(?:e|s|es)?$")


def takes_subject_wrong(verb: Token, child: Token) -> bool:
    """Whether the tree's subject is none: a dative clitic ("et lui a remis"), a noun after "et" and its verb."""
    if child.lower_ in ("lui", "leur") and syntax.group_start(verb) <= child.i < verb.i:
        return True
    first = syntax.group_start(verb)
    joined = verb.dep_ == "conj" and first > verb.sent.start and verb.doc[first - 1].lower_ in ("et", "mais", "puis")
    return joined and child.i > verb.i and child.pos_ == "NOUN" and syntax.is_finite(verb)


def heading_end(head: Token) -> int:
    """Index right after the nearest colon left of `head` in its sentence, else that of the sentence's first token."""
    return next((i + 1 for i in range(head.i - 1, head.sent.start, -1) if head.doc[i].text == ":"), head.sent.start)


def inverted_subject(verb: Token) -> Token | None:
    """The noun after its verb that the tree takes for an object and that is its subject: in a relative of "que" ("le
    discours qu'applaudissait Lima") and after a reflexive without a subject ("à Oslo se sont affrontés …")."""
    noun = syntax.antecedent(verb)
    subjects = [c for c in verb.children if c.dep_.startswith("nsubj") and c != noun]
    if not syntax.is_finite(verb):
        return None
    if any(c.lower_ not in ("lui", "leur") and c.i >= heading_end(verb) for c in subjects):
        return None
    after = next((c for c in verb.children if c.dep_ == "obj" and c.i > verb.i), None)
    if after is None or after.pos_ not in ("NOUN", "PROPN") or syntax.np_start(after) > verb.i + 2:
        return None
    first = syntax.group_start(verb)
    while first > verb.sent.start and verb.doc[first - 1].is_space:
        first -= 1
    if first > verb.sent.start and verb.doc[first - 1].text in ("?", "!", "»"):
        return after  # « … ? » lui demande une journaliste
    reflexive = any(t.lower_ in REFLEXIVES for t in verb.doc[first : verb.i])
    if reflexive and verb.dep_ != "conj" and first > verb.sent.start:
        before = verb.doc[first - 1]
        return after if before.pos_ in ("NOUN", "PROPN", "NUM") or before.text == "," else None
    return after if noun is not None or syntax.is_parenthetic(verb) else None


class SubjectFinder:
    """Finds subjects and voice in one document."""

    def __init__(self, doc: Doc, layers: Layers, reader: ModalityReader) -> None:
        self._doc = doc
        self._layers = layers
        self._reader = reader

    def _preposition_of(self, mention: MentionDraft) -> str:
        """The preposition before a mention: that of its top token, or the one right before its first."""
        before = self._doc[mention.start - 1] if mention.start else None
        if before is not None and before.i and before.nbor(-1).lower_ in syntax.PHRASAL:
            return f"{before.nbor(-1).lower_} {syntax.plain(before.lower_)}"
        if before is not None and before.pos_ == "DET" and mention.start > 1:
            before = self._doc[mention.start - 2] if before.lower_ not in ("des", "du", "au", "aux") else before
        if before is not None and (before.pos_ == "ADP" or before.lower_ in ("du", "des", "au", "aux", "d'")):
            return syntax.plain(before.lower_)
        first = self._doc[mention.start].lower_
        return syntax.plain(first) if first in ("du", "au", "aux") else ""

    # -- subjects ---------------------------------------------------------------------------------------------

    def _subjects(self, verb: Token, passive: bool) -> list[Token]:
        """Subject of `verb`: its own, a relative's antecedent, a conjunct's, a controller's, or the line's."""
        own = self._hung(verb)
        if own:
            return self._own_subject(verb, own[0])
        if verb.dep_ == "acl:relcl" and any(t.lower_ == "qui" for t in verb.doc[max(0, verb.i - 6) : verb.i]):
            return conjuncts(verb.head)
        first = syntax.base(verb)
        finite = syntax.is_finite(verb) or verb.lower_ in self._reader.forms
        if first.i != verb.i and self._reader.lemma(first) is not None and not self._is_passive(first) | passive:
            if finite and not syntax.is_finite(first):
                first = next((a for a in first.ancestors if self._reader.lemma(a) and syntax.is_finite(a)), first)
            if first.i != verb.i:
                found = self._subjects(first, passive)
                if found:
                    return found
        found = self._borrowed(verb, first, passive)
        if found:
            return found
        if verb.dep_ == "xcomp" and not finite and self._reader.lemma(verb.head) is not None:
            return self._subjects(verb.head, False)
        if verb.dep_ == "acl" and verb.head.i < verb.i and (passive or self._is_active_participle(verb)):
            return conjuncts(verb.head)
        if finite or verb.dep_ == "ROOT":
            return self._on_the_line(verb)
        return []

    def _borrowed(self, verb: Token, first: Token, passive: bool) -> list[Token]:
        """The subject of the verb whose auxiliary is shared, that of a gerund's clause ("a répliqué en renvoyant un
        consul"), or who controls an infinitive."""
        sharing = self._shares_auxiliary(verb)
        if sharing is not None:
            return self._subjects(sharing, passive)
        if verb.lower_.endswith("ant") and verb.i and verb.nbor(-1).lower_ == "en":
            above = next((a for a in verb.ancestors if self._reader.lemma(a) is not None), None)
            return self._purposeful(above) if above is not None else []
        return self._controller(first) if syntax.is_infinitive(verb) else []

    @staticmethod
    def _is_active_participle(verb: Token) -> bool:
        """Whether a clause hung on a noun as a participle is told of it in the active ("ayant déployé")."""
        if verb.i and verb.nbor(-1).lower_ in syntax.INVERTED:
            return True
        return any(t.lower_.endswith("ant") for t in (verb, *syntax.group(verb)))

    def _shares_auxiliary(self, verb: Token) -> Token | None:
        """The verb whose auxiliary a bare participle after "et" shares where the tree joins it to a noun: "a cité son
        ambassadeur à Oslo et expulsé celui de Lima"."""
        if (
            syntax.group(verb)
            or "Part" not in verb.morph.get("VerbForm", [])
            or verb.dep_ not in ("conj", "acl", "amod")
        ):
            return None
        i = verb.i - 1
        while i > verb.sent.start and verb.doc[i].pos_ == "ADV":
            i -= 1
        if verb.doc[i].lower_ not in ("et", "puis") or self._reader.lemma(verb.head) is not None:
            return None
        for j in range(i - 1, verb.sent.start, -1):
            token = verb.doc[j]
            if self._reader.lemma(token) is not None and any(a.dep_ == "aux:tense" for a in syntax.group(token)):
                return token
        return None

    @staticmethod
    def _hung(verb: Token) -> list[Token]:
        """The subjects that the tree hangs on `verb`, or on its auxiliary ("nous restons ouverts")."""
        own = [
            c
            for c in verb.children
            if c.dep_.startswith("nsubj") and not c.dep_.startswith("nsubj:caus") and not takes_subject_wrong(verb, c)
        ]
        if len(own) > 1:
            own = [c for c in own if c.i >= heading_end(verb)] or own
        if (inverted := inverted_subject(verb)) is not None:
            return [inverted]
        return own or [c for a in verb.children if a.dep_.startswith("aux") for c in a.children if c.dep_ == "nsubj"]

    def _own_subject(self, verb: Token, subject: Token) -> list[Token]:
        """What the parser gives, unless that names nobody and a relative clause stands between name and verb."""
        found = self._antecedents(verb, subject)
        start = syntax.group_start(verb) - 1
        if self._before_relative(verb, start) < start - 2 and not any(actors_of(t, self._layers) for t in found):
            return self._on_the_line(verb) or found
        return found

    def _antecedents(self, verb: Token, subject: Token) -> list[Token]:
        """A relative pronoun stands for the noun before it; others stand for themselves with their conjuncts."""
        if subject.lower_ == "qui" or "Rel" in subject.morph.get("PronType", []):
            if verb.dep_ in ("acl:relcl", "acl") and verb.head.i < subject.i:
                return [self._nearest_head(subject, verb.head)]
            before = subject.doc[subject.i - 1] if subject.i else subject
            if before.text == "," and subject.i > 1:
                before = subject.doc[subject.i - 2]
            return [before]
        found = conjuncts(subject)
        mention = self._layers.mention_of(subject)
        if (
            len(found) == 1
            and mention is not None
            and self._is_plural(verb)
            and "Plur" not in subject.morph.get("Number", [])
        ):
            if subject.i > verb.i:
                return [*found, *self._joined_after(mention)]  # "l'accord qu'ont signé Lima et Quito"
            return [*self._joined_before(mention), *found]  # "…, ce que Lima et Quito ont nié"
        return found

    @staticmethod
    def _is_plural(verb: Token) -> bool:
        """Whether the finite word of the group of `verb` is a plural."""
        return any("Plur" in t.morph.get("Number", []) and syntax.is_finite(t) for t in (verb, *syntax.group(verb)))

    def _nearest_head(self, pronoun: Token, head: Token) -> Token:
        """The antecedent: the parser's, unless a name stands right before the pronoun ("Kigali, qui nie")."""
        i = pronoun.i - 1
        while i > 0 and self._doc[i].text in (",", "»", '"', ")"):
            i -= 1
        mention = self._layers.by_token.get(i)
        if mention is not None and not mention.adjective and not mention.as_place:
            return self._doc[mention.head]
        return head

    def _controller(self, verb: Token) -> list[Token]:
        """Who does what the infinitive `verb` says."""
        governor = verb.head
        if self._se_voir(verb):
            return self._subjects(governor, False)
        if self._is_purpose(verb):
            governor = next((a for a in verb.ancestors if self._reader.lemma(a) is not None), verb)
            return self._purposeful(governor) if governor.i != verb.i else []
        if governor.i == verb.i or self._reader.lemma(governor) is None:
            if governor.dep_ == "obj" and (self._reader.lemma(governor.head) or "") in _OBJECT_CONTROL:
                return conjuncts(governor)  # "accuse depuis mardi les Russes d'amasser": the tree hangs it on them
            if governor.i != verb.i and governor.pos_ in ("NOUN", "ADJ", "PROPN"):
                return self.controller_of_noun(governor)
            return []
        lemma = self._reader.lemma(governor) or ""
        if lemma in _OBJECT_CONTROL:
            if self._is_passive(governor):
                return self._subjects(governor, True)
            objects = [c for c in governor.children if c.dep_ in ("obj", "iobj") and c.pos_ != "VERB"]
            return [t for o in objects for t in conjuncts(o)]
        if lemma in _DATIVE_CONTROL:
            wanted = ("de",) if lemma == "exiger" else ("à",)
            found = [
                c
                for c in governor.children
                if c.lower_ in ("lui", "leur")
                or (c.i > governor.i and syntax.preposition(c) in wanted and c.pos_ in ("NOUN", "PROPN"))
            ]
            if found:
                return found
            if lemma != "demander":
                return []
        if self._is_reflexive(governor) and lemma == "voir":
            return []
        return self._subjects(governor, False)

    @staticmethod
    def _is_purpose(verb: Token) -> bool:
        """Whether "pour" or "afin de" opens the infinitive: who does it is who does the deed above."""
        start = syntax.group_start(verb)
        words = [t.lower_ for t in verb.doc[max(verb.sent.start, start - 2) : start]]
        return words[-1:] == ["pour"] or words in (["afin", "de"], ["afin", "d'"])

    def _purposeful(self, governor: Token) -> list[Token]:
        """Who does a deed with a purpose: in the passive its agent, where one is named."""
        agents = [c for c in governor.children if c.dep_ == "obl:agent"] if self._is_passive(governor) else []
        return [t for a in agents for t in conjuncts(a)] or self._subjects(governor, False)

    def controller_of_noun(self, noun: Token) -> list[Token]:
        """ "le refus de Paris de négocier", "prêt à négocier": the noun's own actor or its clause's subject."""
        if noun.pos_ == "ADJ" or any(c.dep_ == "cop" for c in noun.children):
            own = [c for c in noun.children if c.dep_.startswith("nsubj")]
            if own:
                return conjuncts(own[0])
            if self._reader.lemma(noun.head) is not None and noun.head.i != noun.i:
                return self._subjects(noun.head, False)
        inside = [c for c in noun.children if c.dep_ == "nmod" and syntax.preposition(c) == "de"]
        linked = [c for c in inside if actors_of(c, self._layers)]
        if linked:
            return linked
        if self._reader.lemma(noun.head) is not None and noun.head.i != noun.i:
            return self._subjects(noun.head, False)
        return conjuncts(noun) if self._layers.mention_of(noun) is not None else []

    def _on_the_line(self, verb: Token) -> list[Token]:
        """The nearest mention left of the verb that no preposition, finite verb or mark keeps away from it."""
        i = self._before_relative(verb, syntax.group_start(verb) - 1)
        steps = 0
        joined = i >= verb.sent.start and self._doc[i].lower_ in ("et", "mais", "puis")
        while i >= verb.sent.start and steps < (50 if joined else 25):
            token = self._doc[i]
            told = token.lower_ in self._reader.forms and self._reader.lemma(token) is not None
            if (told or (token.pos_ in ("VERB", "AUX") and syntax.is_finite(token))) and token.i != verb.i:
                return self._subjects(token, False) if joined and token.dep_ != "acl:relcl" else []
            if joined:
                i -= 1
                continue
            if token.text in (";", ":") or token.lower_ in ("que", "qu'", "si"):
                return []
            mention = self._layers.by_token.get(i)
            told_by = incise_of(token, self._layers) if mention is not None and i < verb.i - 1 else None
            if told_by is not None and told_by < token.idx and self._doc[verb.i].idx > told_by:
                while i > verb.sent.start and self._doc[i].idx >= told_by:
                    i -= 1
                i -= self._doc[i].text == ","
                continue
            if mention is not None and not mention.as_place and not mention.adjective:
                if not self._preposition_of(mention):
                    return [*self._joined_before(mention), self._doc[mention.head]]
                i = mention.start
            i -= 1
            steps += 1
        inverted = verb.doc[verb.i + 1] if verb.i + 1 < verb.sent.end else None
        after_mark = verb.i > verb.sent.start and verb.doc[verb.i - 1].text in (",", "»")
        if inverted is not None and after_mark and self._layers.by_token.get(inverted.i):
            return [inverted]
        return []

    def _before_relative(self, verb: Token, i: int) -> int:
        """Where to look for a subject: left of a relative clause that a comma closes right before the verb."""
        while i > verb.sent.start and self._doc[i].pos_ == "ADV":
            i -= 1
        if self._doc[i].text != ",":
            return i
        for j in range(i - 1, verb.sent.start, -1):
            if self._doc[j].lower_ in ("qui", "dont", "où", "que", "qu'") and self._doc[j - 1].text == ",":
                return j - 2
        return i

    def _joined_before(self, mention: MentionDraft) -> list[Token]:
        """Mentions coordinated before `mention`: "les Occidentaux et les Ukrainiens"."""
        i = mention.start - 1
        while i > 0 and self._doc[i].pos_ == "DET":
            i -= 1
        if i <= 0 or self._doc[i].lower_ not in ("et", "comme", "ou"):
            return []
        before = self._layers.by_token.get(i - 1)
        if before is None or before.adjective or before.as_place or self._preposition_of(before):
            return []
        return [self._doc[before.head]]

    def _joined_after(self, mention: MentionDraft) -> list[Token]:
        """The mention coordinated right after `mention`."""
        i = mention.end
        if i >= len(self._doc) or self._doc[i].lower_ != "et":
            return []
        i += 1
        while i < len(self._doc) and self._doc[i].pos_ == "DET" and i not in self._layers.by_token:
            i += 1
        after = self._layers.by_token.get(i)
        return [self._doc[after.head]] if after is not None and not after.adjective and not after.as_place else []

    # -- voice ------------------------------------------------------------------------------------------------

    def _is_passive(self, verb: Token) -> bool:
        if verb.lower_ in self._reader.forms and not _PARTICIPLE.search(verb.lower_.removesuffix("t")):
            return False
        if verb.i and verb.nbor(-1).lower_ in syntax.INVERTED:
            return False  # "Lima a-t-elle attaqué"
        if any(c.dep_ in ("aux:pass", "nsubj:pass") for c in verb.children):
            return not self._is_reflexive(verb) and self._reader.lemma(verb) not in _ETRE
        if verb.dep_ == "acl" and not syntax.group(verb) and "Part" in verb.morph.get("VerbForm", []):
            return bool(_PARTICIPLE.search(verb.lower_)) and not verb.lower_.endswith(("ant", "ent"))
        return verb.dep_ == "xcomp" and self._se_voir(verb)

    def _se_voir(self, verb: Token) -> bool:
        """ "s'est vu refuser l'entrée": the subject bears the deed."""
        return self._reader.lemma(verb.head) == "voir" and self._is_reflexive(verb.head)

    @staticmethod
    def _is_reflexive(verb: Token) -> bool:
        start = syntax.group_start(verb)
        return any(t.lower_ in REFLEXIVES and t.pos_ != "SCONJ" for t in verb.doc[start : verb.i])
