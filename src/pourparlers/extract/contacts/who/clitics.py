"""Those whom a pronoun before a verb of contact means: "l'a reçu", "les a réunis", "lui a accordé une audience"."""

from __future__ import annotations

from ....annotate.layers import Layers, MentionDraft
from ....annotate.tree import Doc
from ..scope import has_object_pronoun
from ..told.journeys import JourneyReader
from .found import Found
from .parties import PartyReader
from .sent import named_behind, only_one_before

_HE = {"il": "m", "elle": "f"}
_WOMAN = ("ée", "ie", "ue")
_TWO = 2
_AFTER = 10
"""At most so many tokens behind the verb its subject begins, where it follows."""


class CliticReader:
    """Reads object pronouns of one document."""

    def __init__(self, doc: Doc, layers: Layers, parties: PartyReader, journeys: JourneyReader) -> None:
        self._doc, self._layers, self._parties, self._journeys = doc, layers, parties, journeys

    def whom(self, verb: int, subject: Found) -> MentionDraft | None:
        """An object pronoun ("l'a reçu", "les a réunis"): whom it was found to mean, else the last persons."""
        for i in range(self._parties.subjects.verb_group(verb).start, verb):
            token = self._doc[i]
            if token.lower_ in {"l'", "le", "la", "les"}:
                skip = frozenset(p.actor for p in subject.parties)
                gone = self._journeys.gone_to(i, plural=token.lower_ == "les")
                if gone is not None and not skip & set(gone.actors):
                    return gone  # "X s'est envolé pour Rome, où Y l'a accueilli"
                behind = named_behind(self._doc, self._layers, i) if token.lower_ != "les" else None
                if behind is not None and not skip & set(behind.actors):
                    return behind  # "A Rome, où X l'avait reçu, Y a plaidé"
                told = self._layers.by_token.get(i)
                if told is not None and told.how == "pronoun" and told.actors and not skip & set(told.actors):
                    return told
                after = self._doc[i + 2 if self._doc[i + 1].lower_ == "y" else i + 1]
                participle = self._doc[verb].lower_.endswith(_WOMAN) and after.pos_ == "AUX"  # "l'(y) a revue"
                feminine, plural = token.lower_ == "la" or (token.lower_ == "l'" and participle), token.lower_ == "les"
                either = token.lower_ == "l'" and after.i == verb  # "l'accueillera": him or her
                gender = "x" if either else "f" if feminine else "m"
                last = self._parties.subjects.last.person(i, gender=gender, plural=plural, skip=skip)
                resumed = self._parties.lists.resumed
                women = self._doc[verb].lower_.endswith("es")  # "les a reçues"
                plural = plural and not self._follows_several(i)
                row = resumed.they(i) or (None if women else resumed.named_before(i, skip)) if plural else None
                return last or row
        return None

    def _follows_several(self, i: int) -> bool:
        """Whether several whom nobody could name are the subject of a clause before "les" at token `i` in its sentence:
        "Les deux dirigeants s'étaient vus: X les avait réunis"."""
        before = self._doc[self._doc[i].sent.start : i]
        acting = [t for t in before if t.dep_.startswith("nsubj") and t.pos_ == "NOUN"]
        several = [t for t in acting if "Plur" in t.morph.get("Number", [])]
        told = (self._layers.by_token.get(t.i) for t in several)
        return any(mention is None or not mention.actors for mention in told)

    def add_subject(self, verb: int, stop: int, whom: MentionDraft, subject: Found, *, host: bool) -> None:
        """Add to `subject`, where it is empty, who follows the verb ("où l'a reçu son homologue"); or, for a "il" whom
        nobody found, the other one of the contact told right before, of whom `whom` is one: "X a vu Y en mars. Il l'a
        revu". Where the verb tells a `host` who of them it was would be a guess."""
        if subject.parties or self._parties.subjects.add_following(verb + 1, min(stop, verb + _AFTER), subject):
            return
        if host:
            return
        drafts, here = self._parties.lists.resumed.drafts, self._doc[verb].sent.start_char
        last = drafts[-1] if drafts else None
        start = self._parties.subjects.verb_group(verb).start
        near = [t for t in self._doc[max(self._doc[verb].sent.start, start - 1) : verb] if t.lower_ in _HE]
        if (
            last is None
            or len(near) != 1
            or self._layers.text[last.sentence[1] : here].strip()
            or not last.sentence[1] < here
        ):
            return
        told = {p.actor for p in last.fact.participants}
        others = [a for p in last.fact.participants if (a := self._layers.actors[p.actor]).id not in whom.actors]
        one = len(told) == _TWO and len(others) == 1 and set(whom.actors) < told
        if one and others[0].kind == "person" and others[0].gender in {_HE[near[0].lower_], "x", None}:
            subject.add_actor(others[0].id)

    def is_taken(self, verb: int) -> bool:
        """Whether an object pronoun stands before the verb, so that no object follows it: "les recevra"."""
        return has_object_pronoun(self._doc, verb)

    def to_whom(self, verb: int, subject: Found) -> MentionDraft | None:
        """Whom "lui" or "leur" before the verb means, where that was found: "lui a accordé une audience"."""
        skip = {p.actor for p in subject.parties}
        for i in range(self._parties.subjects.verb_group(verb).start, verb):
            own = self._doc[i].lower_ == "lui"
            behind = named_behind(self._doc, self._layers, i) if own else None
            behind = behind or (only_one_before(self._doc, self._layers, i) if own else None)
            if behind is not None and not skip & set(behind.actors):
                return behind  # "A Rome, où X lui a accordé une heure, Y a plaidé"
            told = self._layers.by_token.get(i) if self._doc[i].lower_ in {"lui", "leur"} else None
            if told is not None and told.actors and not skip & set(told.actors):
                return told
        return None
