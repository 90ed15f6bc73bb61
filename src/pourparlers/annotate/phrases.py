"""Noun phrases by their words alone: agents, names set beside them, their gender, what opens a clause."""

from __future__ import annotations

from .cue_table import NounLists
from .speakers import can_speak
from .view import View


def is_agent(view: View, nouns: NounLists, start: int, head: int) -> bool:
    """Whether the noun at `head` is of those who do something, by its ending ("le vainqueur", "une pianiste")."""
    masculine = view.low[start] in ("le", "un", "les", "des", "l'", "deux", "plusieurs")
    word = view.low[head].removesuffix("s")
    ending = nouns.agent_endings + (("eur",) if masculine else ())
    return view.pos[head] == "NOUN" and len(word) > 6 and word.endswith(ending) and word not in nouns.not_agents


def apposed_run(view: View, comma: int, stop: int) -> int:
    """The end of a name no table knows, in two words or more, between the comma at `comma` and another mark."""
    i = comma + 1
    if comma >= stop or view.text[comma] != ",":
        return comma
    while i < stop and view.text[i][:1].isupper() and view.pos[i] in ("PROPN", "NOUN", "ADJ", "X"):
        i += 1
    closed = i >= view.size or view.text[i] in {",", ".", ")", "!", "?", "…", ";", ":"} or view.is_mark(i)
    return i if closed and i - comma > 2 else comma


def gender_of(view: View, start: int, end: int) -> str | None:
    """The gender that the words [start, end) show, m or f."""
    for j in range(start, end):
        if view.pos[j] in ("NOUN", "DET"):
            found = view.doc[j].morph.get("Gender", [])
            if found:
                return "f" if found[0] == "Fem" else "m"
    return None


def past_opener(view: View, first: int, stop: int) -> int:
    """The token after a participle and what it governs at the head of a clause ("Recevant X à Paris, Y a dit")."""
    verb = first + (first + 1 < stop and view.low[first] == "en")
    if verb >= stop or view.pos[verb] not in ("VERB", "AUX") or view.finite[verb] or view.infinitive[verb]:
        return first
    for i in range(verb + 1, stop - 1):
        mention = view.mention(i)
        if view.text[i] == "," and (mention is None or mention.end == i):
            noun = i + 1 + (view.low[i + 1] in view.words.determiners)
            if noun < stop and (subject := view.mention(noun)) is not None and can_speak(subject):
                return i + 1
        elif view.finite[i]:
            break
    return first
