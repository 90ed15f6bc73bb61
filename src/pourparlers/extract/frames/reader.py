"""Frames: constructions of a deed or a stance, as data, and where they stand in a parsed dispatch.

A frame is met by a verb, by a light verb with a noun ("imposer des sanctions") or by a noun alone ("le retrait des
troupes par"). It says which slots hold who does it, to whom, and what. Tables: lang/*/events.toml, stance.toml.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, Generic, TypeVar

from ...annotate import syntax
from ...annotate.layers import Layers
from ...annotate.tree import Token
from .arguments import Arguments, stands_for
from .bench import Bench
from .frame_table import Frame, Light
from .gates import asked_words
from .noun_words import adjective_forms, core_noun, noun_forms

_PERSON, _ACTOR, _STATE = "@person", "@actor", "@state"
"""In `object_words`: any person, anybody that the record knows and the object itself names, any state or place; the
second in `subject_words` too."""
_NOTHING: Final[frozenset[str]] = frozenset()


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


class FrameFinder(Generic[F]):
    """Finds the frames of one table in documents."""

    def __init__(self, frames: Iterable[F], *, asked: Callable[[F], Sequence[frozenset[str]]] | None = None) -> None:
        """`asked`: what a frame asks of the words about its verb beside `asked_words`."""
        self._verbs: dict[str, list[tuple[F, list[frozenset[str]]]]] = {}
        self._nouns: dict[str, list[F]] = {}
        self._adjectives: dict[str, list[F]] = {}
        self._light: dict[str, list[tuple[Light, F]]] = {}
        for frame in frames:
            wanted = [*asked_words(frame), *(asked(frame) if asked is not None else ())]
            for lemma in frame.verbs:
                self._verbs.setdefault(lemma, []).append((frame, wanted))
            for lemma in frame.nouns:
                self._nouns.setdefault(lemma, []).append(frame)
            for lemma in frame.adjectives:
                self._adjectives.setdefault(lemma, []).append(frame)
            for light in frame.light:
                for lemma in light.verbs:
                    self._light.setdefault(lemma, []).append((light, frame))
        self._light_by_noun = {lemma: _by_noun(told) for lemma, told in self._light.items()}
        self._light_nouns = {lemma: frozenset(places) for lemma, places in self._light_by_noun.items()}
        self._noun_words, self._adjective_words = frozenset(self._nouns), frozenset(self._adjectives)

    def find(
        self,
        bench: Bench,
        *,
        stands: Callable[[F, Token], bool] | None = None,
        fits: Callable[[Match[F]], bool] | None = None,
    ) -> Iterator[Match[F]]:
        """Every match in a document, in the order of its text. A head meets the first frame that `fits`.

        `stands` is what a frame asks of its head alone, told before arguments are found.
        """
        accept = fits or (lambda _: True)
        may_stand = stands or _stands_anyhow
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
            if lemma in self._light or lemma in self._verbs:
                take(self._at_verb(token, lemma, bench, may_stand))
        for token, forms in bench.nouns:
            if token.i not in used and not forms.isdisjoint(self._noun_words):
                take(self._at_noun(token, forms, bench, may_stand))
        for token, forms in bench.adjectives:
            if token.i not in used and not forms.isdisjoint(self._adjective_words):
                take(self._at_adjective(token, forms, bench, may_stand))
        yield from sorted(found, key=lambda m: m.head.i)

    # -- heads ------------------------------------------------------------------------------------------------

    def _at_verb(
        self, token: Token, lemma: str, bench: Bench, stands: Callable[[F, Token], bool]
    ) -> Iterator[Match[F]]:
        words = bench.words_about(token)
        for light, frame in self._light_among(lemma, words):
            if not stands(frame, token):
                continue
            args = bench.of_verb(token)
            noun = next((t for t in args.named(light.slot) if _is_of(t, light, token)), None)
            if noun is not None:
                joined = _joined(args, bench.of_noun(noun))
                if self._allowed(frame, joined):
                    yield Match(frame, token, joined, noun)
        for frame, wanted in self._verbs.get(lemma, ()):
            for asked in wanted:  # no generator: of all lines this one is run most
                if words.isdisjoint(asked):
                    break
            else:
                if not stands(frame, token):
                    continue
                args = bench.of_verb(token)
                if self._allowed(frame, args) and self._object_fits(frame, args, bench.layers):
                    yield Match(frame, token, args)

    def _light_among(self, lemma: str, words: set[str]) -> list[tuple[Light, F]]:
        """The light verbs of `lemma` of whose nouns one is among `words`, in the order of the table."""
        nouns = self._light_nouns.get(lemma, _NOTHING) & words
        if not nouns:
            return []
        told, by_noun = self._light[lemma], self._light_by_noun[lemma]
        return [told[n] for n in sorted({n for noun in nouns for n in by_noun[noun]})]

    def _at_noun(
        self, token: Token, forms: frozenset[str], bench: Bench, stands: Callable[[F, Token], bool]
    ) -> Iterator[Match[F]]:
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
                if (not frame.needs or args.has_any(frame.needs)) and stands(frame, token):
                    yield Match(frame, token, args, token)

    def _at_adjective(
        self, token: Token, forms: frozenset[str], bench: Bench, stands: Callable[[F, Token], bool]
    ) -> Iterator[Match[F]]:
        args = bench.of_verb(token)
        if not args.has("subject"):
            args = _joined(args, Arguments(token))
            args.add("subject", *bench.finder.controller_of_noun(token))
        for form in sorted(forms):
            for frame in self._adjectives.get(form, ()):
                own = args
                if "object" in frame.actor:  # "hostile à tout nom comprenant le mot Macédoine": not Macédoine's
                    own = _joined(args, Arguments(token))  # what the bench holds is for others too
                    own.slots["object"] = [t for t in args.get("object") if t.i < token.i]
                if self._allowed(frame, own) and stands(frame, token):
                    yield Match(frame, token, own)

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
            named = [a for t in args.named("object") if (m := layers.mention_of(t)) is not None for a in m.actors]
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


def _stands_anyhow(_frame: object, _head: Token) -> bool:
    return True


def _by_noun(told: Iterable[tuple[Light, Frame]]) -> dict[str, list[int]]:
    """The places in `told` at which a light verb has a noun: a sentence holds few of them."""
    places: dict[str, list[int]] = {}
    for n, (light, _) in enumerate(told):
        for noun in light.nouns:
            places.setdefault(noun, []).append(n)
    return places


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
