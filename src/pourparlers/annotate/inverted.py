"""The subject of a verb that it follows: "a déclaré vendredi, visiblement las, le ministre", "a lancé « X »"."""

from __future__ import annotations

from .cue_forms import CueGroup
from .naming import Namer
from .speakers import NOBODY, Speaker, can_speak, speaker_from
from .view import View

_THE = frozenset({"le", "la", "l'", "les", "au"})
_THIS = frozenset({"ce", "cet", "cette", "ces"})
_RELATIVES = (["qui"], ["dont"], ["où"], ["que"], ["qu'"])


def inverted_subject(view: View, namer: Namer, cue: CueGroup, stop: int, *, beside_quote: bool) -> Speaker:
    """The subject after the verb `cue`, before token `stop`, over the circumstances between them."""
    i = cue.end
    while i < stop:
        past = _past_circumstance(view, cue, i, stop)
        if past > i:
            i = past
            continue
        speaker = NOBODY if _is_absolute(view, i, stop) else namer.phrase(i, stop, quoted=beside_quote)
        if speaker.found:
            return _with_coordination(view, speaker, stop)
        comma = next((j for j in range(i, stop) if view.text[j] == ","), stop)
        if comma >= stop - 1 or (i == cue.end and not _is_absolute(view, i, stop)) or _has_verb(view, i, comma):
            return NOBODY
        i = comma + 1  # "a déclaré, visiblement las, X", "a lancé, la voix brisée, X"
    return NOBODY


def _past_circumstance(view: View, cue: CueGroup, i: int, stop: int) -> int:
    """The token after what begins at token `i` and tells how, when, where or to whom; `i` where nothing of it does."""
    low = view.low[i]
    after = view.low[i + 1 : i + 2]
    past = _past_aside(view, i)
    dated = low in _THIS | _THE and i + 1 < stop and view.timed[i + 1] and view.mention(i) is None
    if past > i:
        return past
    if dated or view.timed[i] or (view.pos[i] == "ADV" and view.mention(i) is None) or view.text[i].isspace():
        return i + 1
    name = view.mention(i)
    named = name is not None and name.start == i and name.how == "name"  # "a lancé De Gucht"
    if low in view.words.prepositions and low not in ("des", "du") and not named:
        if (done := _past_infinitive(view, i, stop)) > i:
            return done
        end = view.noun_phrase_end(i + 1 + (after == ["de"]), stop)
        if after and after[0] in view.words.platforms:
            end = i + 2
        return max(end, i + 1)
    if i > cue.end and view.pos[i] == "VERB" and not view.finite[i] and not view.infinitive[i]:
        return i + 1  # "dans un entretien publié lundi"
    if view.low[i + (view.text[i] == ",") :][:1] in _RELATIVES and i > cue.end:
        return next((j for j in range(i + 1, stop) if view.text[j] == ","), stop - 1) + 1
    if view.text[i] == "," and after and (i > cue.end or after[0] in view.words.prepositions or _opens_aside(view, i)):
        return i + 1
    return i


def _past_infinitive(view: View, i: int, stop: int) -> int:
    """The token after a preposition at `i`, its infinitive and what completes it: "avant de s'envoler pour Oslo,"."""
    for j in range(i + 1, min(i + 4, stop)):
        if view.infinitive[j] and view.pos[j] in ("VERB", "AUX"):
            return next((k + 1 for k in range(j, stop) if view.text[k] == ","), i)
        if view.low[j] not in ("de", "d'") and view.pos[j] != "PRON":
            break
    return i


def _opens_aside(view: View, comma: int) -> bool:
    """Whether a comma right after the verb opens an aside that another closes: "a dit, visiblement las, X"."""
    return (
        view.pos[comma + 1] == "ADV" or _is_absolute(view, comma + 1, view.size) or _past_aside(view, comma + 1) > comma
    )


def _is_absolute(view: View, i: int, stop: int) -> bool:
    """Whether words tell how somebody looks or sounds: "la voix brisée", "un sourire aux lèvres", "l'air las"."""
    noun = i + (view.pos[i] == "DET" or view.low[i] in view.words.determiners)
    return noun < stop and view.low[noun] in view.words.bearing and view.mention(noun) is None


def _has_verb(view: View, start: int, stop: int) -> bool:
    return any(view.finite[j] for j in range(start, stop))


def nickname(view: View, i: int, stop: int) -> Speaker:
    """Whom quoted words from token `i` name that are a name and nothing more: "a lancé « MBS »"."""
    if i + 2 >= stop or not view.is_mark(i):
        return NOBODY
    mention = view.mention(i + 1)
    alone = mention is not None and can_speak(mention) and mention.start == i + 1 and view.is_mark(mention.end)
    before = view.mention(i - 3) if i > 2 and view.text[i - 2] == "," else None
    called = before is not None and mention is not None and before.actor == mention.actor  # X, dit « Y »,
    return speaker_from(mention) if alone and mention is not None and not called else NOBODY


def _past_aside(view: View, i: int) -> int:
    """The token after an aside in several words that begins at `i` ("en chœur", "de son côté"), else `i`."""
    for phrase in view.words.asides:
        if phrase.startswith(view.low[i]) and " " in phrase:
            parts = phrase.split()
            if view.low[i : i + len(parts)] == parts:
                return i + len(parts)
    return i


def _with_coordination(view: View, speaker: Speaker, stop: int) -> Speaker:
    """ "ont déclaré X et Y"."""
    if speaker.end + 1 < stop and view.low[speaker.end] == "et" and not view.is_predicate(speaker.end + 1, stop):
        other = view.mention(speaker.end + 1) or (view.mention(speaker.end + 2) if speaker.end + 2 < stop else None)
        if other is not None and can_speak(other) and other.actors and speaker.actor:
            return Speaker(
                speaker.actor,
                (*speaker.others, *other.actors),
                speaker.candidates,
                speaker.start,
                other.end,
                speaker.anonymous,
            )
    return speaker
