"""Who is in contact: the parties around a noun ("entre X et Y", "avec X") or a verb ("X a reçu Y").

Read from the words in order rather than from the parse, which breaks on long coordinations and inverted subjects.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc

from ..annotate.cues import CueGroup, CueKind
from ..annotate.layers import Layers, MentionDraft
from ..annotate.speakers import can_speak, subject_after, subject_before
from ..annotate.tense import governing_verb
from ..types import Participant

_ARTICLES = frozenset({"le", "la", "l'", "les", "un", "une", "des", "son", "sa", "ses", "leur", "leurs", "du", "d'", "de", "au", "aux", "cet", "cette", "ce"})  # fmt: skip
_JOINTS = frozenset({",", "et", "ainsi", "que", "puis", "&", "ou", "comme"})
_TOPIC = frozenset({"sur", "consacré", "consacrée", "consacrés", "consacrées", "pour", "autour", "concernant", "dédié", "dédiée", "destiné", "destinée", "destinés", "destinées", "visant"})  # fmt: skip
_OF_TALKS = frozenset({"paix", "niveau", "travail", "crise", "urgence", "sécurité", "sommet", "chefs", "ministres", "présidents", "dirigeants", "représentants", "diplomates", "négociateurs", "délégations", "négociations", "pourparlers", "suivi"})  # fmt: skip
_DELEGATES = frozenset({"délégation", "délégations", "représentants", "ministres", "négociateurs", "chefs", "émissaires", "présidents", "dirigeants", "diplomates", "équipes", "emissaires"})  # fmt: skip
_NO_KIND = CueKind("", frozenset(), frozenset(), incise=False, reflexive=False, strong=False, keep_prep=False)


@dataclass(slots=True)
class Found:
    """Parties found so far, and the tokens that name them; `mutual` where "entre" or a
    reciprocal verb binds all, `beside` where "avec" leaves one side to be told by the clause."""

    parties: list[Participant] = field(default_factory=list)
    tokens: list[int] = field(default_factory=list)
    mutual: bool = False
    beside: bool = False

    def add(self, mention: MentionDraft, part: str = "party") -> None:
        """Add the actors of `mention` in `part`, each once."""
        for actor in mention.actors:
            if all(p.actor != actor for p in self.parties):
                self.parties.append(Participant(actor=actor, part=part))  # type: ignore[arg-type]
        self.tokens += [mention.start, mention.end - 1]

    def add_actor(self, actor: str, part: str = "party") -> None:
        """Add one actor in `part`."""
        if all(p.actor != actor for p in self.parties):
            self.parties.append(Participant(actor=actor, part=part))  # type: ignore[arg-type]


def read_list(doc: Doc, layers: Layers, i: int, stop: int) -> tuple[list[MentionDraft], int]:
    """Mentions coordinated from token `i` ("X, Y et Z", appositions included), and the token after the last."""
    found: list[MentionDraft] = []
    while i < stop:
        j = i
        while j < stop and (doc[j].lower_ in _ARTICLES or doc[j].lower_ in {"avec", "m.", "mm.", "ministre"} and found or doc[j].is_space):
            j += 1
        if j > i + 3:
            break
        mention = layers.by_token.get(j)
        if mention is None or mention.end <= j or not _is_party(mention):
            break
        found.append(mention)
        i = mention.end
        k = i
        while k < stop and doc[k].lower_ in _JOINTS and k - i < 2:
            k += 1
        if k == i or k >= stop:
            break
        i = k
    return found, (found[-1].end if found else i)


def _is_party(mention: MentionDraft) -> bool:
    return not mention.as_place and not mention.adjective and bool(mention.actors)


def parties_of_noun(doc: Doc, layers: Layers, i: int, stop: int, *, left: int) -> Found:
    """Parties of the contact noun at token `i`, reading to the right up to `stop`; `left` bounds the sentence."""
    found = Found()
    _compound_before(doc, layers, i, found)
    j, skipped, topic = i + 1, 0, False
    while j < stop:
        token = doc[j]
        mention = layers.by_token.get(j)
        word = token.lower_
        topic = topic or word in _TOPIC
        if word in {"entre", "réunissant", "impliquant", "rassemblant"}:
            mentions, j = read_list(doc, layers, j + 1, stop)
            for m in mentions:
                found.add(m)
            found.mutual = len(found.parties) > 1
            if not mentions:
                break
        elif word == "avec":
            mentions, j = read_list(doc, layers, j + 1, stop)
            for m in mentions:
                found.add(m)
            found.beside = True
            if not mentions:
                break
        elif mention is not None and mention.adjective and j - i <= 4 and not topic:
            found.add(mention) if len(mention.actors) > 1 or _coordinated(doc, layers, mention) or found.parties else found.tokens.append(j)
            if _coordinated(doc, layers, mention) and not any(p.actor in mention.actors for p in found.parties):
                found.add(mention)
            j = mention.end
        elif mention is not None and _is_party(mention) and not topic and (j == i + 1 or (doc[j - 1].lower_ in {"de", "d'", "du", "des", "la", "l'", "le", "les", "-"} and j - i - skipped <= 4)):
            mentions, j = read_list(doc, layers, j, stop)
            while j + 1 < stop and doc[j].text in {"-", "–"} and layers.by_token.get(j + 1) is not None:
                mentions.append(layers.by_token[j + 1])
                j = mentions[-1].end
            for m in mentions:
                found.add(m)
        elif mention is not None or _is_timed(layers, token.idx) or token.pos_ in {"ADJ", "ADV", "NUM"} or token.is_space:
            after = mention.end if mention is not None and mention.end > j else j + 1
            skipped += after - j + (1 if doc[j - 1].lower_ in {"à", "en", "au"} else 0)
            j = after
        elif word in _ARTICLES or word in _TOPIC or word in {"à", "en", "dans", "-", "–", "haut", "et", "ou"} or (token.pos_ == "NOUN" and (topic or word in _OF_TALKS)):
            j += 1
        else:
            break
    return found


def _coordinated(doc: Doc, layers: Layers, mention: MentionDraft) -> bool:
    """Whether an adjective of nationality is coordinated with another ("russe et ukrainienne")."""
    for joint, other in ((mention.end, mention.end + 1), (mention.start - 1, mention.start - 2)):
        if 0 <= joint < len(doc) and 0 <= other < len(doc) and doc[joint].lower_ == "et":
            beside = layers.by_token.get(other)
            if beside is not None and beside.adjective:
                return True
    return False


def _compound_before(doc: Doc, layers: Layers, i: int, found: Found) -> None:
    mention = layers.by_token.get(i - 1) if i else None
    if mention is not None and mention.adjective and len(mention.actors) > 1:
        found.add(mention)


def _is_timed(layers: Layers, at: int) -> bool:
    return any(t.start <= at < t.end for t in layers.times)


def pseudo_cue(doc: Doc, verb: int) -> CueGroup:
    """The verb group around token `verb`, in the form that subject look-ups read."""
    start = verb
    while start > 0 and not doc[start].is_sent_start:
        before = doc[start - 1]
        if before.pos_ == "AUX" or before.lower_ in {"se", "s'", "n'", "ne", "y", "l'", "lui", "leur", "en", "été", "va", "vont", "doit", "doivent", "devrait", "devraient", "devait", "pourrait", "pourraient", "peut", "pu", "dû"} or (before.pos_ == "ADV" and before.lower_ not in {"jamais"}) or before.lower_ in {"d'ores", "et", "déjà", "pas"} and before.pos_ != "CCONJ":  # fmt: skip
            start -= 1
        else:
            break
    return CueGroup(start, verb, verb + 1, _NO_KIND)


def subject_parties(doc: Doc, layers: Layers, verb: int, first: int, found: Found, *, part: str = "party") -> bool:
    """Add the subject of the verb at token `verb` (before or after it, or taken up by a pronoun); whether any was found."""
    cue = pseudo_cue(doc, verb)
    speaker = subject_before(doc, layers, cue, first)
    if not speaker.found:
        sent = _delegated(doc, layers, cue, first)
        if sent is not None:
            found.add(sent, part)
            return True
        pronoun = _pronoun_subject(doc, layers, cue, first)
        if pronoun is not None:
            found.add(pronoun, part)
            return True
        return False
    for actor in ((speaker.actor,) if speaker.actor else ()) + speaker.others:
        found.add_actor(actor, part)
    found.tokens += [speaker.start, speaker.end - 1]
    return bool(speaker.actor)


def _delegated(doc: Doc, layers: Layers, cue: CueGroup, first: int) -> MentionDraft | None:
    """Those a delegation is of: "les délégations des deux pays se sont retrouvées"."""
    for i in range(cue.start - 1, max(first, cue.start - 9) - 1, -1):
        mention = layers.by_token.get(i)
        if mention is not None and _is_party(mention):
            j = mention.start - 1
            while j > first and doc[j].lower_ in _ARTICLES:
                j -= 1
            return mention if any(doc[k].lower_ in _DELEGATES for k in range(max(first, j - 3), j + 1)) else None
        if doc[i].is_punct or doc[i].pos_ in {"VERB", "NOUN"}:
            return None
    return None


def _pronoun_subject(doc: Doc, layers: Layers, cue: CueGroup, first: int) -> MentionDraft | None:
    """The person a subject pronoun takes up: the last one before the sentence, or in it, that agrees."""
    for i in range(cue.start - 1, max(first, cue.start - 8) - 1, -1):
        word = doc[i].lower_
        if word in {"il", "elle", "ils", "elles", "-il", "-elle"}:
            return _last_subject(doc, layers, i, gender="f" if "elle" in word else "m", plural=word.endswith("s"))
        if doc[i].pos_ in {"NOUN", "PROPN"}:
            return None
    return None


def _last_subject(doc: Doc, layers: Layers, before: int, *, gender: str, plural: bool) -> MentionDraft | None:
    """The last person before token `before` who was the subject of a verb and agrees, else the last who agrees."""
    for mention in reversed([m for m in layers.mentions if m.end <= before]):
        if not can_speak(mention) or not mention.actors or (len(mention.actors) > 1) != plural:
            continue
        actor = layers.actors.get(mention.actors[0])
        subject = any(doc[k].dep_.startswith("nsubj") for k in range(mention.start, mention.end))
        if actor is not None and subject and actor.kind in {"person", "anonymous"} and (mention.gender or actor.gender or gender) in {gender, "x"}:
            return mention
    return last_person(layers, before, gender=gender, plural=plural)


def last_person(layers: Layers, before: int, *, gender: str, plural: bool = False, skip: frozenset[str] = frozenset()) -> MentionDraft | None:  # fmt: skip
    """The last mention before token `before` of a person (or a group, where `plural`) that agrees in `gender`."""
    for mention in reversed([m for m in layers.mentions if m.end <= before]):
        if not can_speak(mention) or not mention.actors or set(mention.actors) & skip:
            continue
        actor = layers.actors.get(mention.actors[0])
        if actor is None or (len(mention.actors) > 1) != plural:
            continue
        if actor.kind in {"person", "anonymous"} and (mention.gender or actor.gender or gender) in {gender, "x"}:
            return mention
    return None


def governing_subject(doc: Doc, layers: Layers, noun: int, first: int, stop: int, found: Found) -> bool:
    """Add the subject of the verb that governs the noun, or whoever the statement around it is by."""
    verb = governing_verb(doc[noun])
    if verb is not None and first <= verb.i < stop:
        if subject_parties(doc, layers, verb.i, first, found):
            return True
        after = subject_after(doc, layers, verb.i + 1, min(stop, verb.i + 14))
        if after.actor:
            found.add_actor(after.actor)
            found.tokens += [after.start, after.end - 1]
            return True
    return False


def object_parties(doc: Doc, layers: Layers, verb: int, stop: int, found: Found, words: frozenset[str], *, part: str = "party") -> list[list[MentionDraft]]:  # fmt: skip
    """Lists of parties right of the verb: after one of `words` ("avec", "à", "par"), or as direct object where "" is among them.

    Each further "puis avec …" begins a new list: another contact of the same subject.
    """
    lists: list[list[MentionDraft]] = []
    j = verb + 1
    while j < stop:
        token = doc[j]
        word = token.lower_
        if word in words:
            mentions, after = read_list(doc, layers, j + 1, stop)
            if mentions:
                lists.append(mentions)
                j = after
                continue
        mention = layers.by_token.get(j)
        if "" in words and not lists and mention is not None and _is_party(mention) and not _prepositional(doc, mention.start, verb):
            mentions, j = read_list(doc, layers, mention.start, stop)
            lists.append(mentions or [mention])
            j = max(j, mention.end)
            continue
        if token.text in {".", ";", ":"} or (token.pos_ in {"VERB"} and token.morph.get("VerbForm") == ["Fin"] and j > verb + 1):
            break
        if token.text in {'"', "«", "“"} or (word in {"que", "qu'", "qui", "dont", "où", "selon"}) or (lists and word in {"pour", "afin", "avant", "après"}):
            break
        j = mention.end if mention is not None and mention.end > j else j + 1
    for mentions in lists:
        for m in mentions:
            found.tokens += [m.start, m.end - 1]
    return lists


def _prepositional(doc: Doc, start: int, verb: int) -> bool:
    i = start - 1
    while i > verb and doc[i].lower_ in {"le", "la", "l'", "les", "son", "sa", "ses", "un", "une"}:
        i -= 1
    return i > verb and doc[i].lower_ in {"à", "de", "d'", "du", "des", "au", "aux", "avec", "par", "pour", "sur", "dans", "en", "chez", "selon", "contre", "lors", "devant", "depuis"}  # fmt: skip
