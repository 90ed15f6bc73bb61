"""Frames: constructions of a deed or a stance, as data, and where they stand in a parsed dispatch.

A frame is met by a verb, by a light verb with a noun ("imposer des sanctions") or by a noun alone ("le retrait des
troupes par"). It says which slots hold who does it, to whom, and what. Tables: lang/*/events.toml, stance.toml.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from typing import Final, Generic, TypeVar

from ...annotate import syntax
from ...annotate.layers import Layers, layers_of
from ...annotate.modality import Modality, ModalityReader
from ...annotate.tree import Doc, Span, Token, starts_of
from ...annotate.word_table import NOUNS
from ...drafts import StatementDraft
from ...vocab import NOISE_BLOCKS
from ..clause import token_at
from .args import ArgumentFinder
from .arguments import Arguments, stands_for
from .frame_table import Frame, Light
from .noun_words import adjective_forms, core_noun, forms_among, noun_forms
from .phrases import actors_of, complete_pair, incise_of

_SILENT: Final = frozenset({"PUNCT", "SPACE", "DET", "ADP", "NUM", "CCONJ", "PRON"})
_PERSON, _ACTOR, _STATE = "@person", "@actor", "@state"
"""In `object_words`: any person, anybody that the record knows and the object itself names, any state or place; the
second in `subject_words` too."""
_NOT_AFTER_SPEAKER: Final = ("object", "de", "inf", "que")
"""Slots that nothing after the verb of an incise fills: its words stand before."""
_REACTIONS: Final = NOUNS.reactions
_NOTHING: Final[frozenset[str]] = frozenset()
_BENCH: Final = "pourparlers_bench"


F = TypeVar("F", bound=Frame)


class Match(Generic[F]):
    """A frame met at `head`; `noun` is the noun of a light-verb construction, `args` the arguments."""

    __slots__ = ("args", "frame", "head", "noun")  # no dataclass: mypyc compiles none that is generic

    def __init__(self, frame: F, head: Token, args: Arguments, noun: Token | None = None) -> None:
        self.frame, self.head, self.args, self.noun = frame, head, args, noun

    @property
    def nominal(self) -> bool:
        """Whether a noun alone met the frame."""
        return self.noun is not None and self.noun.i == self.head.i


class Bench:
    """What the steps over frames share in one document, each thing found once: words by kind, arguments, modality.

    It is made when mentions and statements are final, and travels with the `Doc`.
    """

    def __init__(self, doc: Doc, reader: ModalityReader) -> None:
        self.doc, self.layers, self.reader = doc, layers_of(doc), reader
        self.finder = ArgumentFinder(doc, self.layers, reader)
        self.verbs: list[tuple[Token, str]] = []
        self.nouns: list[tuple[Token, frozenset[str]]] = []
        self.adjectives: list[tuple[Token, frozenset[str]]] = []
        noise = self._noise()
        for token in doc:
            pos = token.pos_
            if pos in _SILENT or token.i in noise:
                continue
            lemma = reader.lemma(token)
            if lemma is not None and not token.dep_.startswith(("aux", "cop")):
                self.verbs.append((token, lemma))
            elif lemma is None and (pos == "NOUN" or self._opens_title(token)):
                self.nouns.append((token, noun_forms(token)))
            elif pos == "ADJ":
                self.adjectives.append((token, adjective_forms(token)))
            if lemma is None and pos == "NOUN" and token.lower_.endswith(("é", "és", "ée", "ées", "t", "ts")):
                if any(c.dep_ == "det" and c.i < token.i for c in token.children):
                    continue  # "un prêt"
                self.adjectives.append((token, adjective_forms(token)))
        self.cued = {cue.i: d for d in self.layers.statements if (cue := self._cue_of(d)) is not None}
        self._noun_words: dict[int, set[str]] = {}
        self._verb_args: dict[int, Arguments] = {}
        self._noun_args: dict[int, Arguments] = {}
        self._modality: dict[int, Modality] = {}

    def noun_words(self, sentence: Span) -> set[str]:
        """Forms under which a table may list a word of a sentence as a noun."""
        if sentence.start not in self._noun_words:
            self._noun_words[sentence.start] = forms_among(sentence)
        return self._noun_words[sentence.start]

    def _opens_title(self, token: Token) -> bool:
        """Whether the tagger takes a noun for a name by its capital alone: "Frappes israéliennes sur un camp"."""
        opens = token.i == token.sent.start or all(
            t.is_punct or t.is_space for t in token.doc[token.sent.start : token.i]
        )
        return token.pos_ == "PROPN" and opens and self.layers.mention_of(token) is None

    def _noise(self) -> set[int]:
        """Indices of the tokens that begin in noise."""
        out: set[int] = set()
        blocks = [b for b in self.layers.document.blocks if b.kind in NOISE_BLOCKS]
        starts = starts_of(self.doc) if blocks else []
        for block in blocks:
            out.update(range(bisect_left(starts, block.start), bisect_left(starts, block.end)))
        return out

    def of_verb(self, token: Token) -> Arguments:
        """Arguments of a verb or predicate; "said": the first and last word of what a verb of speech attributes."""
        if token.i not in self._verb_args:
            args = self.finder.of_verb(token)
            said = self.cued.get(token.i)
            if said is not None and said.fact.content:
                span = max(said.fact.content, key=lambda s: s.end - s.start)
                if not span.start <= token.idx < span.end:
                    args.add("said", token_at(self.doc, span.start), token_at(self.doc, span.end - 1))
                who = said.fact.speaker_span
                if span.end <= token.idx and who is not None and who.start > token.idx:
                    for slot in _NOT_AFTER_SPEAKER:  # « … », a promis Lima, citée par une agence
                        args.slots[slot] = [t for t in args.get(slot) if t.i < token.i]
            if args.has("à"):  # "a appelé à New York son homologue": to no deed, and to nobody
                args.slots["à"] = [t for t in args.get("à") if not self._is_venue(t)]
            if args.has("object"):
                doers = {t.i for t in args.get("subject")}
                args.slots["object"] = [
                    t
                    for t in args.get("object")
                    if t.i not in doers and incise_of(t, self.layers) is None and not _is_gapped(t)
                ]
            self._verb_args[token.i] = args
        return self._verb_args[token.i]

    def _is_venue(self, token: Token) -> bool:
        """Whether a token is of a name that is only a place here."""
        mention = self.layers.mention_of(token)
        return mention is not None and mention.as_place and not mention.actors

    def _cue_of(self, draft: StatementDraft) -> Token | None:
        """The verb among the words that attribute a statement ("promet-il"), their last word where none is one."""
        cue = draft.fact.cue
        if cue is None:
            return None
        last = token_at(self.doc, cue.span.end - 1)
        first = token_at(self.doc, cue.span.start)
        words = [t for t in self.doc[first.i : last.i + 1] if self.reader.lemma(t) and not t.dep_.startswith("aux")]
        return words[-1] if words else last

    def of_noun(self, token: Token) -> Arguments:
        """Arguments of a deed's noun."""
        if token.i not in self._noun_args:
            args = self.finder.of_noun(token)
            complete_pair(args, self.layers)
            if token.dep_ == "nmod" and not noun_forms(token.head).isdisjoint(_REACTIONS):
                args.slots["par"] = []  # "la condamnation de l'attaque de X par Y": Y condemns
            self._noun_args[token.i] = args
        return self._noun_args[token.i]

    def modality(self, token: Token) -> Modality:
        """The modality of a deed's head."""
        if token.i not in self._modality:
            above = self._told_beside(token)
            self._modality[token.i] = self.reader.read(token) if above is None else self.modality(above)
        return self._modality[token.i]

    def _told_beside(self, token: Token) -> Token | None:
        """The verb whose auxiliary a participle shares that the tree joins to its infinitive: "a prié Lima de partir
        et offert son aide"."""
        inner = token.head
        if token.dep_ != "conj" or "Part" not in token.morph.get("VerbForm", []) or token.lower_.endswith("ant"):
            return None
        if syntax.group(token) or not syntax.is_infinitive(inner) or not self.reader.lemma(inner.head):
            return None
        helped = any(a.lower_ in ("a", "ont", "avait", "avaient") for a in syntax.group(inner.head))
        return inner.head if helped else None


def bench_of(doc: Doc, reader: ModalityReader) -> Bench:
    """The bench of `doc`, made on the first call."""
    found = doc.user_data.get(_BENCH)
    if not isinstance(found, Bench) or found.reader is not reader:
        found = Bench(doc, reader)
        doc.user_data[_BENCH] = found
    return found


class FrameFinder(Generic[F]):
    """Finds the frames of one table in documents."""

    def __init__(self, frames: Iterable[F]) -> None:
        self._verbs: dict[str, list[F]] = {}
        self._nouns: dict[str, list[F]] = {}
        self._adjectives: dict[str, list[F]] = {}
        self._light: dict[str, list[tuple[Light, F]]] = {}
        for frame in frames:
            for lemma in frame.verbs:
                self._verbs.setdefault(lemma, []).append(frame)
            for lemma in frame.nouns:
                self._nouns.setdefault(lemma, []).append(frame)
            for lemma in frame.adjectives:
                self._adjectives.setdefault(lemma, []).append(frame)
            for light in frame.light:
                for lemma in light.verbs:
                    self._light.setdefault(lemma, []).append((light, frame))
        self._light_words = {
            lemma: _NOTHING.union(*(light.nouns for light, _ in told)) for lemma, told in self._light.items()
        }
        self._noun_words, self._adjective_words = frozenset(self._nouns), frozenset(self._adjectives)

    def find(self, bench: Bench, *, fits: Callable[[Match[F]], bool] | None = None) -> Iterator[Match[F]]:
        """Every match in a document, in the order of its text. A head meets the first frame that `fits`."""
        accept = fits or (lambda _: True)
        used: set[int] = set()
        found: list[Match[F]] = []

        def take(matches: Iterator[Match[F]]) -> None:
            match = next(filter(accept, matches), None)
            if match is not None:
                used.add(match.head.i)
                if match.noun is not None:
                    used.update((match.noun.i, core_noun(match.noun).i))
                elif match.frame.object_words:  # "lève l'embargo": its noun tells no second deed
                    used.update(core_noun(t).i for t in match.args.named("object"))
                found.append(match)

        for token, lemma in bench.verbs:
            light = lemma in self._light and not bench.noun_words(token.sent).isdisjoint(self._light_words[lemma])
            if light or lemma in self._verbs:
                take(self._at_verb(token, lemma, bench))
        for token, forms in bench.nouns:
            if token.i not in used and not forms.isdisjoint(self._noun_words):
                take(self._at_noun(token, forms, bench))
        for token, forms in bench.adjectives:
            if token.i not in used and not forms.isdisjoint(self._adjective_words):
                take(self._at_adjective(token, forms, bench))
        yield from sorted(found, key=lambda m: m.head.i)

    # -- heads ------------------------------------------------------------------------------------------------

    def _at_verb(self, token: Token, lemma: str, bench: Bench) -> Iterator[Match[F]]:
        args = bench.of_verb(token)
        slots: dict[str, tuple[list[Token], frozenset[str]]] = {}
        for light, frame in self._light.get(lemma, ()):
            if light.slot not in slots:
                named = args.named(light.slot)
                slots[light.slot] = named, _NOTHING.union(*(noun_forms(core_noun(t)) for t in named))
            named, forms = slots[light.slot]
            if forms.isdisjoint(light.nouns):
                continue
            noun = next((t for t in named if _is_of(t, light, token)), None)
            if noun is not None:
                joined = _joined(args, bench.of_noun(noun))
                if self._allowed(frame, joined):
                    yield Match(frame, token, joined, noun)
        for frame in self._verbs.get(lemma, ()):
            if self._allowed(frame, args) and self._object_fits(frame, args, bench.layers):
                yield Match(frame, token, args)

    def _at_noun(self, token: Token, forms: frozenset[str], bench: Bench) -> Iterator[Match[F]]:
        args = bench.of_noun(token)
        for form in sorted(forms):
            for frame in self._nouns.get(form, ()):
                if frame.noun_words and not any(
                    not noun_forms(core_noun(t)).isdisjoint(frame.noun_words)
                    for t in (*args.get("de"), *args.get("object"))
                ):
                    continue
                if frame.under_not and token.dep_ == "nmod" and not noun_forms(token.head).isdisjoint(frame.under_not):
                    continue
                if not frame.needs or args.has_any(frame.needs):
                    yield Match(frame, token, args, token)

    def _at_adjective(self, token: Token, forms: frozenset[str], bench: Bench) -> Iterator[Match[F]]:
        args = bench.of_verb(token)
        if not args.has("subject"):
            args = _joined(args, Arguments(token))
            args.add("subject", *bench.finder.controller_of_noun(token))
        for form in sorted(forms):
            for frame in self._adjectives.get(form, ()):
                if "object" in frame.actor:  # "hostile à tout nom comprenant le mot Macédoine": not Macédoine's
                    args.slots["object"] = [t for t in args.get("object") if t.i < token.i]
                if self._allowed(frame, args):
                    yield Match(frame, token, args)

    def _allowed(self, frame: F, args: Arguments) -> bool:
        if frame.reflexive is not None and frame.reflexive != args.reflexive:
            return False
        if frame.passive is not None and frame.passive != args.passive:
            return False
        if frame.needs and not args.has_any(frame.needs):
            return False
        if frame.but and any(
            not noun_forms(core_noun(t)).isdisjoint(words)
            for slot, words in frame.but.items()
            for t in args.named(slot)
        ):
            return False
        if (
            frame.subject_words
            and _ACTOR not in frame.subject_words
            and all(
                noun_forms(core_noun(t)).isdisjoint(frame.subject_words)
                for t in args.get("object" if args.passive else "subject")
            )
        ):
            return False
        if frame.subject_but and any(
            c.lower_.rstrip("es") in frame.subject_but for t in args.get("subject") for c in t.children
        ):
            return False
        if args.has_any(frame.without) or not all(args.has(slot) for slot in frame.also):
            return False
        if frame.finite and not syntax.is_finite(args.head):
            return False
        return frame.negated is None or frame.negated == (_is_denied(args.head) or _is_without(args.head))

    def _object_fits(self, frame: F, args: Arguments, layers: Layers) -> bool:
        if _ACTOR in frame.subject_words and not _names_actor(args.get("subject"), layers):
            return False
        if not frame.object_words:
            return True
        if _PERSON in frame.object_words:
            named = [a for t in args.named("object") for a in actors_of(t, layers)]
            if any(a in layers.actors and layers.actors[a].kind == "person" for a in named):
                return True
        if _ACTOR in frame.object_words and _names_actor(args.named("object"), layers):
            return True
        if _STATE in frame.object_words and any(
            m.as_place or any(layers.actors[a].kind == "state" for a in m.actors if a in layers.actors)
            for t in args.named("object")
            if (m := layers.mention_of(t)) is not None
        ):
            return True
        return any(
            not noun_forms(core_noun(u)).isdisjoint(frame.object_words)
            for t in args.named("object")
            for u in stands_for(t)
        )


def _is_gapped(token: Token) -> bool:
    """Whether a name is the subject of a clause that leaves its verb out: "Lima expulse deux consuls, Quito trois"."""
    doc, i = token.doc, token.i
    if i < 2 or i + 1 >= token.sent.end or doc[i - 1].text != "," or token.pos_ not in ("PROPN", "NOUN"):
        return False
    after = doc[i + 2] if i + 2 < token.sent.end else None
    return doc[i + 1].pos_ == "NUM" and (after is None or after.is_punct)


def _is_denied(head: Token) -> bool:
    """Whether a head is negated, or the verb under which it says what somebody calls himself: "ne se dit pas prêt"."""
    if syntax.is_negated(head):
        return True
    above = head.head
    return head.dep_ == "xcomp" and not syntax.is_infinitive(head) and head.i > above.i and syntax.is_negated(above)


def _is_without(head: Token) -> bool:
    """Whether "sans" denies an infinitive: "sans exclure une rencontre"."""
    first = syntax.group_start(head)
    return syntax.is_infinitive(head) and first > head.sent.start and head.doc[first - 1].lower_ == "sans"


def _names_actor(tokens: Iterable[Token], layers: Layers) -> bool:
    """Whether one of `tokens` itself names somebody whom the record knows, and is no venue."""
    found = [m for t in tokens if (m := layers.mention_of(t) or layers.mention_of(core_noun(t))) is not None]
    return any(m.actors and not m.as_place and not m.adjective for m in found)


def _is_of(token: Token, light: Light, verb: Token) -> bool:
    """Whether `token` is a noun of `light`, with one of the words that must stand beside it or between the two."""
    noun = core_noun(token)
    if noun_forms(noun).isdisjoint(light.nouns):
        return False
    between = noun.doc[min(verb.i, noun.i) + 1 : max(verb.i, noun.i)] if light.along else ()
    if light.along and all(noun_forms(t).isdisjoint(light.along) for t in between):
        return False
    near = noun.doc[noun.i - 1 : min(noun.i + 6, noun.sent.end)] if light.beside else ()
    return not light.beside or any(not (noun_forms(t) | adjective_forms(t)).isdisjoint(light.beside) for t in near)


def _joined(verb: Arguments, noun: Arguments) -> Arguments:
    """The arguments of a light verb with those of its noun; the verb's own subject and object stay."""
    out = Arguments(verb.head, verb.passive, verb.reflexive, verb.first_person)
    for args in (verb, noun):
        for slot, tokens in args.slots.items():
            if args is verb or slot not in ("object", "subject"):
                out.add(slot, *tokens)
    return out
