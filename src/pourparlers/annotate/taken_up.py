"""Speakers whom a noun takes up ("ajoute le chef de l'armée", "soupire cette mère de famille"): who spoke just before.

French newspapers do not repeat a name: the next quotation of the same person is given to "le diplomate", "l'émissaire",
"cette source". Such words are joined to who spoke last only where nothing else can be meant; else they stay described.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from .cue_table import NounLists
from .layers import MentionDraft
from .naming import Namer
from .phrases import gender_of
from .speakers import Speaker, speaker_from
from .view import View
from .word_table import NOUNS

_DEFINITE = frozenset({"le", "la", "l'"})
_THIS = frozenset({"ce", "cet", "cette"})
_PAPERS: Final = NOUNS.papers
_NEAR = 3
_LOCALS = NOUNS.ends_of_locals
"""Ends of the nouns for those who come from a place, which no table need know."""


def take_up(namer: Namer, speaker: Speaker, lemma: str) -> Speaker:
    """`speaker`, or who spoke last where the words that name `speaker` take them up; `lemma` is that of the cue."""
    view, nouns = namer.view, namer.nouns
    actor = namer.layers.actors.get(speaker.actor or "")
    if actor is None and speaker.candidates and lemma not in nouns.answering:
        last = namer.last if namer.unit_index - namer.last_unit <= 1 else namer.topic
        named = any(c.actor == last.actor for c in speaker.candidates)
        return replace(last, others=(), start=speaker.start, end=speaker.end) if named else speaker
    if actor is None or actor.kind != "anonymous" or speaker.end <= speaker.start:
        return speaker
    first = view.low[speaker.start]
    fresh_words = actor.name.fr.casefold() == view.words_of(speaker.start, speaker.end).casefold()
    if not fresh_words or first not in _DEFINITE | _THIS or lemma in nouns.answering:
        return speaker
    head = next((i for i in range(speaker.start, speaker.end) if view.pos[i] in ("NOUN", "PROPN")), -1)
    if head < 0 or view.low[head] in nouns.services | _PAPERS:
        return speaker
    if (told := _so_called(namer, view.low[head], speaker.start)) is not None:
        return replace(told, start=speaker.start, end=speaker.end)
    if first in _THIS and view.low[head] in nouns.sources:
        return _again(namer, speaker, namer.unnamed_last)
    bare = first in _THIS or lemma in nouns.continuing or _is_bare(view, nouns, head, speaker.end)
    if bare and (led := _led_in(namer, speaker)) is not None:
        return _again(namer, speaker, led, spoke=False)
    if namer.unit_index - namer.last_unit <= 1 and bare:
        return _again(namer, speaker, namer.last)
    if first in _DEFINITE and _presents(namer, speaker, head):
        return _again(namer, speaker, namer.last)
    only = _only_person(namer, speaker) if first in _DEFINITE else None
    return _again(namer, speaker, only, spoke=False) if only is not None else speaker


def _led_in(namer: Namer, speaker: Speaker) -> Speaker | None:
    """The person who acts before the colon that leads in the words said: "X a défendu son choix: « A », a reconnu le
    démocrate"."""
    view, first = namer.view, namer.unit_start
    colon = next((i for i in range(first, speaker.start) if view.text[i] == ":" and view.quote_at[i] < 0), None)
    acting = namer.subject_of(first, colon) if colon is not None else None
    return acting if acting is not None and not acting.others and namer.is_human(acting) else None


def _only_person(namer: Namer, speaker: Speaker) -> Speaker | None:
    """The one person that the paragraph names before the words of `speaker`, which no complement binds: "X sort de la
    salle. « A », tonne l'ancien médecin"."""
    view = namer.view
    if not {"de", "d'", "du", "des"}.isdisjoint(view.low[speaker.start : speaker.end]):
        return None
    near = [m for m in namer.layers.mentions if namer.paragraph_start <= m.start and m.end <= speaker.start]
    named = {m.actor: m for m in near if namer.is_person(m) and view.quote_at[m.start] < 0}
    return speaker_from(*named.values()) if len(named) == 1 else None


def _is_bare(view: View, nouns: NounLists, head: int, end: int) -> bool:
    """Whether a noun for any person stands there and nothing tells whose or of what he is."""
    owned = any(view.low[i] in ("de", "d'", "du", "des") for i in range(head, end))
    local = head + 1 == end and view.text[head][:1].isupper() and view.low[head].endswith(_LOCALS)  # "le Vaudois"
    return (view.low[head] in nouns.generic or local) and not owned


def _presents(namer: Namer, speaker: Speaker, head: int) -> bool:
    """Whether the words of `speaker` say what the person is who spoke right before and was only named: "explique X. Le
    conseiller du Kremlin confirme …". Nobody else may be named between, and X's own office, if known, must be one that
    the noun at `head` names."""
    view, last = namer.view, namer.last
    known = namer.layers.actors.get(last.actor or "")
    recent = namer.unit_index - namer.last_unit <= 1 and namer.last_paragraph == namer.paragraph
    if not recent or known is None or known.kind != "person" or view.low[head] not in namer.nouns.speaking:
        return False
    office = (known.office or "").rpartition(".")[2]
    if office and not any(word in office for word in namer.nouns.of_offices.get(view.low[head], ())):
        return False
    before = [m for m in namer.layers.mentions if m.end <= speaker.start and view.quote_at[m.start] < 0]
    others = {m.actor for m in before if m.start >= namer.paragraph_start and namer.is_person(m)}
    return others == {last.actor} and not any(m.actor == last.actor and _is_presented(namer, m) for m in before)


def _is_presented(namer: Namer, mention: MentionDraft) -> bool:
    """Whether the words of `mention`, or those right beside them, say what somebody is: "le député X", "X, député"."""
    view, nouns = namer.view, namer.nouns
    if mention.how != "name":
        return mention.how == "role"
    before, after = mention.start - 1, mention.end
    if any(view.pos[i] == "NOUN" and view.text[i].islower() for i in range(mention.start, mention.end)):
        return True  # "le député X", one mention
    noun = before >= 0 and (view.pos[before] in ("NOUN", "ADJ") or view.low[before] in nouns.speaking | nouns.generic)
    led = noun and view.text[before].islower()
    what = after + 1
    while what < view.size and (view.pos[what] == "DET" or view.low[what] in view.words.determiners):
        what += 1
    apposed = what < view.size and view.text[after] == "," and view.pos[what] == "NOUN" and view.text[what].islower()
    return led or apposed


def _so_called(namer: Namer, word: str, before: int) -> Speaker | None:
    """The one person whom an apposition before token `before` calls `word`: "X, vainqueur du scrutin, …"."""
    view = namer.view
    found: dict[str, Speaker] = {}
    for mention in namer.layers.mentions:
        if mention.end + 2 >= before or not namer.is_person(mention) or view.text[mention.end] != ",":
            continue
        noun = mention.end + 1 + (view.low[mention.end + 1] in view.words.determiners)
        if view.low[noun] == word and mention.actor:
            found[mention.actor] = speaker_from(mention)
    return next(iter(found.values())) if len(found) == 1 else None


def _again(namer: Namer, speaker: Speaker, last: Speaker, *, spoke: bool = True) -> Speaker:
    """`last` under the words of `speaker`, where they agree; else `speaker`."""
    known = namer.layers.actors.get(last.actor or "")
    if known is None or known.kind not in ("person", "anonymous") or last.others or known.id == speaker.actor:
        return speaker
    own_state = namer.layers.actors[speaker.actor or ""].state
    if own_state and own_state != known.state:
        return speaker  # "l'émissaire turc" is no Russian
    if known.number == "p" or (spoke and namer.unit_index - namer.last_unit > _NEAR):
        return speaker
    own = gender_of(namer.view, speaker.start, speaker.end)
    shown = None if namer.view.low[speaker.start] == "l'" else own
    source = namer.view.low[speaker.start + 1] == "source"
    if not source and shown and known.gender in ("m", "f") and known.gender != shown:
        return speaker
    return replace(last, start=speaker.start, end=speaker.end)
