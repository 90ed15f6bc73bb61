"""Contacts told in a row by one word, each with its own day or place: "lundi avec X, mardi, à Rome, avec Y"."""

from __future__ import annotations

from dataclasses import dataclass

from ....annotate.layers import Layers, MentionDraft
from ....annotate.tree import Doc
from ..contact_table import PartyWords
from ..where_table import WhereWords
from ..who.asides import is_bare_participle
from ..who.lists import PartyLists, is_party

_WHOLE_DAY = 4
"""How many words stand before the day in "dans la journée de mercredi"."""
_HEADER = 12
"""At most so many tokens tell the day and the place before the parties of a link."""


@dataclass(frozen=True, slots=True)
class Link:
    """Parties of one link of a row, and the tokens [first, end) that are its own."""

    mentions: list[MentionDraft]
    first: int
    end: int


class SeriesReader:
    """Reads rows of parties in one document with the words of one language."""

    def __init__(self, doc: Doc, layers: Layers, words: PartyWords, where: WhereWords, lists: PartyLists) -> None:
        self._doc, self._layers, self._words, self._where, self._lists = doc, layers, words, where, lists

    def read(self, i: int, stop: int, prepositions: frozenset[str], *, opened: bool = False) -> list[Link]:
        """The links that follow token `i`, before `stop`: each after a comma, "puis" or the like (or at once, where it
        is `opened` by a colon), with a day, a place or "puis" of its own, and its parties after one of `prepositions`
        (at once, where there are none, or a place follows them: "avec X à Rome, Y à Berlin")."""
        found: list[Link] = []
        while i < stop and (link := self._link(i, stop, prepositions, opened=opened and not found)) is not None:
            found.append(link)
            i = link.end
        return found

    def is_of_each(self, i: int) -> bool:
        """Whether the noun at token `i` tells of a contact with each that it names: "des entretiens séparés avec"."""
        several = self._doc[i].morph.get("Number", []) == ["Plur"]
        return several and any(t.lower_ in self._words.each for t in self._doc[i + 1 : i + 3])

    def directed(self, i: int, stop: int, words: PartyWords) -> tuple[list[MentionDraft], list[Link]]:
        """Who sends and each who is reached by what a noun that ends before token `i` names: "appels, lundi, de X à Y
        et à Z". No links where the words only urge somebody ("l'appel de X à Y à déposer les armes")."""
        i = self._over_circumstances(i, stop)
        if i >= stop or self._doc[i].lower_ not in self._where.of_the:
            return [], []
        sender, i = self._lists.read(i + 1, stop)
        links: list[Link] = []
        while sender and i < stop:
            first = i
            i = self._over_circumstances(i, stop, joints=bool(links))
            if i >= stop or self._doc[i].lower_ not in words.to or self._is_place(i + 1):
                break
            mentions, end = self._lists.read(i + 1, stop)
            if not mentions:
                return sender, []
            links.append(Link(mentions, first, end))
            i = end
        aims = {"pour", "afin"} if links and i == links[-1].end else set()  # ", lundi, pour que" is what it brought
        urged = i < stop and self._doc[i].lower_ in words.to | words.of | aims
        return sender, [] if urged else links

    def _over_circumstances(self, i: int, stop: int, *, joints: bool = False) -> int:
        """The token after the adjectives, days and commas that begin at token `i` (and "et", with `joints`)."""
        while i < stop:
            after = self._time_end(i)
            plain = (
                self._doc[i].pos_ == "ADJ"
                or is_bare_participle(self._doc, i)
                or self._doc[i].text == ","
                or (joints and self._doc[i].lower_ == "et")
            )
            if after is None and (not plain or i in self._layers.by_token):
                return i
            i = after or i + 1
        return i

    def _link(self, i: int, stop: int, prepositions: frozenset[str], *, opened: bool) -> Link | None:
        parted, told, j, first, bare = opened, False, i, i, False
        while j < min(stop, i + _HEADER):
            if prepositions and self._doc[j].lower_ in prepositions and not self._is_place(j + 1):
                j += 1
                break
            if (not prepositions or parted) and self._begins_party(j):
                bare = bool(prepositions)
                break
            after = self._time_end(j, lasting=parted) or self._place_end(j)
            if after:
                told, j = parted, after  # what stands before the first comma belongs to what came before
                continue
            word = self._doc[j].lower_
            then = word in self._words.then or self._is_likewise(j) or self._is_other(j)
            if self._is_other(j):
                j += 1
            likewise = self._is_likewise(j - 1)
            if word not in self._words.joints and word != ";" and not (then or likewise or self._doc[j].pos_ == "ADV"):
                return None
            told = told or then
            first = first if parted else j
            parted = parted or then or word in self._words.joints or word == ";"
            j += 1
        mentions, end = self._lists.read(j, stop, described=bool(prepositions))
        if not mentions or not parted:
            return None
        placed = False
        while end < stop and (later := self._time_end(end) or self._place_end(end)):
            placed = placed or not self._time_end(end)
            told, end = True, later
        acts = end < stop and self._doc[end].pos_ in {"AUX", "VERB", "PRON"}  # "a vu X lundi, et mardi Y a promis"
        if bare and not placed and not any(t.lower_ in self._words.then for t in self._doc[first : mentions[0].start]):
            return None
        return Link(mentions, first, end) if told and ((prepositions and not bare) or not acts) else None

    def _is_likewise(self, j: int) -> bool:
        """Whether "ainsi que" begins at token `j`: another contact where it goes on after a place: "avec X à Rome,
        ainsi qu'avec Y"."""
        return self._doc[j].lower_ == "ainsi" and j + 1 < len(self._doc) and self._doc[j + 1].lower_ in self._words.whom

    def _is_other(self, j: int) -> bool:
        """Whether "l'autre" begins at token `j`: the second of two ("l'un avec X, l'autre avec Y")."""
        other = self._doc[j + 1].lower_ if j + 1 < len(self._doc) else ""
        return self._doc[j].lower_ in self._words.definite and other in self._words.other

    def _time_end(self, j: int, *, lasting: bool = False) -> int | None:
        """The token after the day that begins at token `j`, over its article; None where none begins there. `lasting`:
        or a length of time ("deux heures avec X, puis trois heures avec Y")."""
        kinds = {"DATE", "TIME", "DURATION"} if lasting else {"DATE", "TIME"}
        ahead = [t.lower_ for t in self._doc[j : j + _WHOLE_DAY]]
        if ahead[1:3] == ["la", "journée"] and ahead[3:] in (["de"], ["du"]):  # "dans la journée de mercredi"
            j += _WHOLE_DAY
        if j >= len(self._doc):
            return None
        for k in (j, j + 1) if self._doc[j].pos_ in {"DET", "ADP"} and j + 1 < len(self._doc) else (j,):
            at = self._doc[k].idx
            time = next((t for t in self._layers.times if t.start <= at < t.end), None)
            if time is not None and time.kind in kinds:
                return next((t.i for t in self._doc[k:] if t.idx >= time.end), len(self._doc))
        return None

    def _place_end(self, j: int) -> int | None:
        """The token after the place that a preposition at token `j` brings ("à Rome", "à la chancellerie")."""
        if self._doc[j].lower_ not in self._where.locatives:
            return None
        k = j + 1
        while k < len(self._doc) and self._doc[k].pos_ == "DET":
            k += 1
        mention = self._layers.by_token.get(k)
        if mention is not None:
            return mention.end if mention.as_place or mention.how == "metonym" else None
        if k >= len(self._doc) or self._doc[k].pos_ not in {"NOUN", "PROPN"}:
            return None
        k += 1
        while k < len(self._doc) and self._doc[k].pos_ == "ADJ":
            k += 1
        closed = k < len(self._doc) and (self._doc[k].text in {",", ";"} or self._doc[k].lower_ in self._words.then)
        return k if closed else None  # "à la chancellerie, puis", not "à l'invitation de"

    def _is_place(self, j: int) -> bool:
        mention = self._layers.by_token.get(j) if j < len(self._doc) else None
        return mention is not None and mention.as_place

    def _begins_party(self, j: int) -> bool:
        """Whether a person is named from token `j` on, over an article and a nationality."""
        for k in range(j, min(j + 3, len(self._doc))):
            mention = self._layers.by_token.get(k)
            if mention is not None and is_party(mention):
                return all(self._layers.actors[a].kind == "person" for a in mention.actors)
            own = mention is not None and mention.adjective
            if self._doc[k].lower_ not in self._words.articles - self._where.of_the and not own:
                return False
        return False
