"""Noun phrases by their words alone: agents, names set beside them, their gender, what opens a clause."""

from __future__ import annotations

from collections.abc import Mapping

from .cue_table import NounLists
from .layers import MentionDraft
from .speakers import can_speak
from .tree import Doc
from .units import Unit
from .view import View

_WHEN = frozenset({"quand", "lorsque", "lorsqu'"})


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


def name_start(view: View, start: int, end: int) -> int:
    """The token from which the words [start, end) give the name of whom they describe, where a noun leads one in ("son
    rival X Y", "l'association Z"); else `start`."""
    i = end
    while i > start and view.text[i - 1][:1].isupper() and view.pos[i - 1] in ("PROPN", "NOUN", "ADJ", "X"):
        i -= 1
    led = start < i < end and view.pos[i - 1] in ("NOUN", "ADJ") and view.text[i - 1].islower()
    return i if led and view.low[start] not in ("un", "une", "des", "les") else start


def owner_of(view: View, nouns: NounLists, start: int, end: int) -> int:
    """The token from which the text [start, end) tells whose it is ("le communiqué du ministère"); 0 where nobody's."""
    for i in range(start + 1, end - 1):
        if view.low[i] in ("de", "d'", "du", "des"):
            first = i + (view.low[i] in ("de", "d'"))
            head = first + (view.low[first] in view.words.determiners)
            body = head < end - 1 and view.low[head] in nouns.organs | nouns.speaking
            named = head < end and (m := view.mention(head)) is not None and can_speak(m)
            return first if body or named else 0
    return 0


_TOLD_NEAR = 90
"""How many tokens before "le texte" the text may be told of that it takes up."""


def treaty_before(view: View, nouns: NounLists, start: int) -> tuple[int, int]:
    """The noun phrase right before token `start` for a text of a sort of its own, which "le texte" there takes up ("Ils
    ont signé un protocole. Le texte prévoit …"); (0, 0) where none is."""
    for i in range(start - 1, max(0, start - _TOLD_NEAR), -1):
        sort = view.low[i] in nouns.treaties and view.quote_at[i] < 0 and view.pos[i] == "NOUN"
        if sort and view.low[i - 1] in view.words.determiners:
            final = view.pos[i + 1] == "ADJ" and not view.low[i + 1].endswith(("é", "ée"))  # "le communiqué final"
            return i - 1, i + 1 + (final and view.mention(i + 1) is None)
    return 0, 0


def text_told_of(view: View, nouns: NounLists, unit: Unit) -> tuple[int, int]:
    """The noun phrase for the text that `unit` is about: its subject ("Le communiqué tient en vingt lignes."), or what
    it asks of ("Que dit le texte ?"); (0, 0) where it is about none."""
    asks = view.text[unit.end - 1] == "?" and view.low[unit.start] in ("que", "qu'", "quoi", "comment")
    for i in range(unit.start, min(unit.end - 1, unit.start + (6 if asks else 2))):
        if view.low[i] in nouns.documents and view.pos[i] == "NOUN" and view.quote_at[i] < 0:
            start = i - (i > unit.start and view.low[i - 1] in view.words.determiners)
            end = view.noun_phrase_end(start, unit.end)
            acts = view.is_predicate(end, unit.end)
            return (start, end) if end > i and (asks or acts) else (0, 0)
    return (0, 0)


def apposed_name(view: View, comma: int, stop: int) -> MentionDraft | None:
    """The name after the comma at token `comma`, over an article and a rank: "le porte-parole, le colonel X"."""
    i = comma + 1
    while i < min(stop, comma + 5) and ((m := view.mention(i)) is None or m.adjective):
        if view.text[i] != "-" and view.pos[i] not in ("DET", "NOUN", "ADJ") and not view.text[i].islower():
            break
        i += 1
    named = view.mention(i) if i < stop and view.text[comma] == "," else None
    return named if named is not None and named.how == "name" and can_speak(named) else None


_VOWELS = frozenset("aàâeéèêiîïoôuùœyh")
"""Letters before which "son" may be feminine."""


def gender_of(view: View, start: int, end: int) -> str | None:
    """The gender that the words [start, end) show, m or f."""
    for j in range(start, end):
        if view.pos[j] in ("NOUN", "DET"):
            found = view.doc[j].morph.get("Gender", [])
            if found:
                return "f" if found[0] == "Fem" else "m"
    return None


def own_gender(view: View, nouns: NounLists, start: int, end: int) -> str | None:
    """`gender_of` someone described; some nouns show none after "l'", "leur", or "son" ("son adversaire")."""
    low = view.low
    mute = low[start] in ("l'", "leur") or (low[start] == "son" and low[start + 1][:1] in _VOWELS)
    either = not nouns.generic.isdisjoint(low[start:end]) or any(
        w.endswith(nouns.either_gender) for w in low[start:end]
    )
    return None if mute and either else gender_of(view, start, end)


def _past_clause(view: View, first: int, stop: int) -> int:
    """The token after the clause that tells when ("Quand X était ministre, Y a dit"), before who acts; else `first`."""
    told = False
    for i in range(first + 1, stop - 1):
        if view.quote_at[i] >= 0:
            break
        told = told or view.pos[i] in ("VERB", "AUX")
        noun = i + 1 + (view.low[i + 1] in view.words.determiners)
        if told and view.text[i] == "," and noun < stop:
            subject = view.mention(noun)
            if subject is not None and can_speak(subject) and subject.how in ("name", "metonym", "role"):
                return i + 1
    return first


def past_opener(view: View, first: int, stop: int) -> int:
    """The token after a participle and what it governs at the head of a clause ("Recevant X à Paris, Y a dit")."""
    if first < stop and view.low[first] in _WHEN:
        return _past_clause(view, first, stop)
    verb = first + (first + 1 < stop and view.low[first] == "en")
    while first < verb < stop - 1 and view.low[verb] in view.words.before_verb:
        verb += 1  # "En se présentant"
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


def voice(view: View, unit: Unit) -> MentionDraft | None:
    """The person by whose voice a body speaks ("le ministère, par la voix de X, a dit"): "a-t-il dit" is his."""
    low = view.low
    for i in range(unit.start, unit.end - 4):
        if low[i] == "par" and low[i + 2] in ("voix", "bouche") and low[i + 3] in ("de", "d'", "du"):
            end = view.noun_phrase_end(i + 4, unit.end)
            names = (m for j in range(i + 4, max(end, i + 5)) if (m := view.mention(j)) and m.how == "name")
            return next(names, None)
    return None


def past_quote(view: View, unit: Unit) -> int:
    """The first token of `unit` after the quotation that opens it, if one does (« A. » X montre la rue.)."""
    quote = view.opening(unit.start)
    return unit.start if quote is None else min(view.token_at(quote.outer_end - 1) + 1, unit.end - 1)


def unnamed_subject(view: View, nouns: NounLists, unit: Unit) -> tuple[int, int]:
    """The noun phrase that opens `unit` as its subject and says only what somebody is ("Son rival part.")."""
    start = past_quote(view, unit)
    if start + 2 >= unit.end:
        return (0, 0)
    if view.low[start] in view.words.prepositions:  # "Sans surprise, la junte refuse."
        start = next((i + 1 for i in range(start, min(start + 6, unit.end - 1)) if view.text[i] == ","), start)
    if view.text[start][:1].isupper() and view.text[start + 1 : start + 2] == [","] and start + 3 < unit.end:
        trade = view.low[start + 2] in nouns.speaking | nouns.generic or _is_trade(view.low[start + 2], nouns)
        single = view.mention(start) is None and view.pos[start] in ("PROPN", "NOUN", "X")
        return (start, start + 1) if trade and single else (0, 0)
    end = view.noun_phrase_end(start, unit.end)
    alone = end == start + 1 and view.pos[start] == "PROPN" and view.mention(start) is None and start > unit.start
    if alone and view.is_predicate(end, unit.end):
        return (start, end)  # "Dans la ville déserte, Nana n'a pas fui."
    head = next((j for j in range(start, end) if view.pos[j] == "NOUN"), None)
    if head is None or view.low[start] not in view.words.determiners or view.quote_at[start] >= 0:
        return (0, 0)
    somebody = view.low[head] in nouns.speaking | nouns.sources or is_agent(view, nouns, start, head)
    where = end
    if where < unit.end and view.low[where] in ("à", "au", "aux", "en"):  # "La délégation de X à Oslo refuse."
        where = view.noun_phrase_end(where + 1, unit.end)
    acts = view.is_predicate(end, unit.end) or (where > end and view.is_predicate(where, unit.end))
    return (start, end) if somebody and acts else (0, 0)


def _is_trade(word: str, nouns: NounLists) -> bool:
    return word.endswith((*nouns.agent_endings, "eur")) and len(word) > 6 and word not in nouns.not_agents


def description_end(doc: Doc, start: int, taken: Mapping[int, MentionDraft]) -> int:
    """Where the words that describe somebody end, from token `start` on: complements with "de" and "en", adjectives,
    the town that one is of ("un pêcheur d'Odessa").

    Tokens in `taken` belong to others.
    """
    if start + 1 < len(doc) and doc[start].lower_ in {"de", "d'"} and doc[start + 1].text[0].isupper():
        town = taken.get(start + 1)
        if town is None or town.as_place:
            return town.end if town is not None else start + 2
    i = end = start
    while i < len(doc) and not doc[i].is_sent_start and i not in taken:
        token = doc[i]
        joins = token.lower_ in {"de", "d'", "du", "des", "en"} or (
            token.lower_ in {"dans", "à"} and doc[i - 1].lower_ == "poste"
        )
        if joins or token.pos_ == "DET":
            i += 1
        elif token.pos_ in {"ADJ", "NOUN"} and not token.text[0].isupper():
            i += 1
            end = i
        else:
            break
    return end
