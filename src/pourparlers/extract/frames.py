"""Frames: constructions of a deed or a stance, as data, and where they stand in a parsed dispatch.

A frame is met by a verb, by a light verb with a noun ("imposer des sanctions") or by a noun alone ("le retrait des
troupes par"). It says which slots hold who does it, to whom, and what. Tables: lang/*/events.toml, stance.toml.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final, Generic, TypeVar

from spacy.tokens import Doc, Token

from ..annotate import syntax
from ..annotate.layers import Layers, layers_of
from ..annotate.modality import ModalityReader
from ..lang.pack import Table
from .clause import statement_at
from .frame_args import ArgumentFinder, Arguments, actors_of

_NOUN_ACTOR: Final = ("par", "adjective", "possessive")
_NOUN_RECIPIENT: Final = ("contre", "à", "envers", "sur", "vers")
_WORDS: Final = ("NOUN", "PROPN", "ADJ")


class Light(Table, frozen=True):
    """A verb that says little with a noun that says the deed; `slot` is where the noun stands."""

    verbs: tuple[str, ...]
    nouns: tuple[str, ...]
    slot: str = "object"


class Frame(Table, frozen=True):
    """A construction. `needs`: slots of which one must be filled; `without`: slots that must be empty.

    `object_words` restricts the object to nouns of these lemmas. `noun_de` says whose part a noun's "de" plays:
    actor, recipient, or none. `nouns_bare`: whether a noun alone counts without actor words beside it.
    """

    id: str
    verbs: tuple[str, ...] = ()
    light: tuple[Light, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    reflexive: bool | None = None
    object_words: tuple[str, ...] = ()
    actor: tuple[str, ...] = ("subject",)
    recipient: tuple[str, ...] = ("object", "à", "contre")
    content: tuple[str, ...] = ()
    noun_de: str = ""
    negated: bool | None = None
    examples: tuple[str, ...] = ()
    counter: tuple[str, ...] = ()


F = TypeVar("F", bound=Frame)


@dataclass(frozen=True, slots=True)
class Match(Generic[F]):
    """A frame met at `head`; `noun` is the noun of a light-verb construction, `args` the arguments."""

    frame: F
    head: Token
    args: Arguments
    noun: Token | None = None

    @property
    def nominal(self) -> bool:
        """Whether a noun alone met the frame."""
        return self.noun is not None and self.noun.i == self.head.i


class FrameFinder(Generic[F]):
    """Finds the frames of one table in documents."""

    def __init__(self, frames: Iterable[F], reader: ModalityReader) -> None:
        self._reader = reader
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

    def find(self, doc: Doc, *, fits: Callable[[Match[F]], bool] | None = None) -> Iterator[Match[F]]:
        """Every match in `doc`, in the order of the text, none in noise. A head meets the first frame that `fits`."""
        accept = fits or (lambda _: True)
        layers = layers_of(doc)
        finder = ArgumentFinder(doc, layers, self._reader)
        used: set[int] = set()
        verbal: list[tuple[Token, str]] = []
        for token in doc:
            if token.is_punct or token.is_space or token.dep_.startswith("aux") or token.dep_ == "cop":
                continue
            lemma = self._reader.lemma(token)
            if lemma is not None and (lemma in self._verbs or lemma in self._light):
                if not layers.is_noise(token.idx):
                    verbal.append((token, lemma))
        found: list[Match[F]] = []
        for token, lemma in verbal:
            match = next(filter(accept, self._at_verb(token, lemma, finder)), None)
            if match is not None:
                used.add(token.i)
                if match.noun is not None:
                    used.add(match.noun.i)
                found.append(match)
        for token in doc:
            if token.i in used or token.pos_ not in _WORDS or layers.is_noise(token.idx):
                continue
            if self._reader.lemma(token) is not None and token.pos_ != "ADJ":
                continue
            match = next(filter(accept, chain(self._at_noun(token, finder), self._at_adjective(token, finder))), None)
            if match is not None:
                used.add(token.i)
                found.append(match)
        yield from sorted(found, key=lambda m: m.head.i)

    # -- heads ------------------------------------------------------------------------------------------------

    def _at_verb(self, token: Token, lemma: str, finder: ArgumentFinder) -> Iterator[Match[F]]:
        args = finder.of_verb(token)
        for light, frame in self._light.get(lemma, ()):
            noun = next((t for t in args.get(light.slot) if noun_forms(t) & set(light.nouns)), None)
            if noun is not None and self._allowed(frame, args):
                yield Match(frame, token, _joined(args, finder.of_noun(noun)), noun)
        for frame in self._verbs.get(lemma, ()):
            if self._allowed(frame, args) and self._object_fits(frame, args):
                yield Match(frame, token, args)

    def _at_noun(self, token: Token, finder: ArgumentFinder) -> Iterator[Match[F]]:
        if token.pos_ != "NOUN":
            return
        frames = [f for form in noun_forms(token) for f in self._nouns.get(form, ())]
        if not frames:
            return
        args = finder.of_noun(token)
        for frame in frames:
            if not frame.needs or any(args.has(slot) for slot in frame.needs):
                yield Match(frame, token, args, token)

    def _at_adjective(self, token: Token, finder: ArgumentFinder) -> Iterator[Match[F]]:
        forms = {token.lower_, token.lemma_.lower(), token.lower_.removesuffix("s").removesuffix("e"), token.lower_.removesuffix("s")}
        frames = [f for form in sorted(forms) for f in self._adjectives.get(form, ())]
        if not frames:
            return
        args = finder.of_verb(token)
        if not args.has("subject"):
            args.add("subject", *finder.controller_of_noun(token))
        for frame in frames:
            if self._allowed(frame, args):
                yield Match(frame, token, args)

    def _allowed(self, frame: F, args: Arguments) -> bool:
        if frame.reflexive is not None and frame.reflexive != args.reflexive:
            return False
        if frame.needs and not any(args.has(slot) for slot in frame.needs):
            return False
        if any(args.has(slot) for slot in frame.without):
            return False
        return frame.negated is None or frame.negated == syntax.is_negated(args.head)

    def _object_fits(self, frame: F, args: Arguments) -> bool:
        if not frame.object_words:
            return True
        words = set(frame.object_words)
        return any(noun_forms(t) & words for t in args.get("object"))


def _joined(verb: Arguments, noun: Arguments) -> Arguments:
    """The arguments of a light verb with those of its noun; the verb's own subject and object stay."""
    out = Arguments(verb.head, verb.passive, verb.reflexive, verb.first_person)
    for args in (verb, noun):
        for slot, tokens in args.slots.items():
            if args is verb or slot not in ("object", "subject"):
                out.add(slot, *tokens)
    return out


def noun_forms(token: Token) -> set[str]:
    """Forms under which a table may list `token`: lemma, form, form without the plural's ending."""
    low = token.lower_
    forms = {token.lemma_.lower(), low, low.removesuffix("s"), low.removesuffix("x")}
    if low.endswith("aux"):
        forms.add(low[:-3] + "al")
    return forms


class RoleReader:
    """From argument tokens to actor ids, in one document."""

    def __init__(self, doc: Doc, layers: Layers, reader: ModalityReader) -> None:
        self._doc, self._layers = doc, layers
        self.finder = ArgumentFinder(doc, layers, reader)

    def actors(self, match: Match[F]) -> tuple[str, ...]:
        """Who does the deed of `match`."""
        slots: Sequence[str] = match.frame.actor
        if match.nominal:
            slots = (*_NOUN_ACTOR, *(("de",) if match.frame.noun_de == "actor" else ()))
        return self._first(match, slots)

    def recipients(self, match: Match[F]) -> tuple[str, ...]:
        """To whom the deed of `match` is done; never one of its actors."""
        slots: Sequence[str] = match.frame.recipient
        if match.nominal:
            slots = (*_NOUN_RECIPIENT, *(("de",) if match.frame.noun_de == "recipient" else ()))
        return self._first(match, slots)

    def _first(self, match: Match[F], slots: Sequence[str]) -> tuple[str, ...]:
        for slot in slots:
            if slot == "speaker":
                found = self.speaker(match.head)
            elif slot == "possessive":
                found = self._owner(match) if match.args.has(slot) else ()
            else:
                found = self.ids(match.args.get(slot))
            if not found and slot == "subject" and match.args.first_person:
                found = self.speaker(match.head)
            if found:
                return found
        return ()

    def _owner(self, match: Match[F]) -> tuple[str, ...]:
        """Whose a possessive says: the subject of the verb above."""
        for head in match.head.ancestors:
            if head.pos_ in ("VERB", "AUX"):
                return self.ids(self.finder.of_verb(head).get("subject"))
        return ()

    def ids(self, tokens: Iterable[Token]) -> tuple[str, ...]:
        """Actors named by `tokens`, each once, first named first."""
        out: dict[str, None] = {}
        for token in tokens:
            if token.lower_ in ("nous", "je", "j'"):
                out.update(dict.fromkeys(self.speaker(token)))
            else:
                out.update(dict.fromkeys(actors_of(token, self._layers)))
        return tuple(out)

    def speaker(self, token: Token) -> tuple[str, ...]:
        """Who says the words at `token`, nobody where no statement holds it."""
        statement = statement_at(self._layers, token.idx)
        if statement is None or statement.fact.speaker is None:
            return ()
        return (statement.fact.speaker, *statement.fact.co_speakers)
