"""Lists of parties: "X, Y et Z", "X puis Y", people whom only common words name."""

from __future__ import annotations

from dataclasses import replace

from ....annotate.layers import Layers, MentionDraft
from ....annotate.tree import Doc
from ..contact_table import PartyWords
from .groups import GroupReader, add_nameless
from .resumed import Resumed

_GLOSS = 9
"""At most so many tokens stand between brackets that say of a name what it is."""
_BRACKETS = 40
"""At most so many tokens stand between brackets that name the members of a group."""

_CALLED = 8
"""At most so many tokens give another name between commas."""
_SPELT = 12
"""At most so many tokens tell a group before the colon or the comma behind which it is spelt out."""
_POST = 10
"""At most so many tokens tell a post before the comma after which its holder is named."""
_VERBAL = 4
"""At most so many tokens tell that somebody takes part: "ont alors pris part"."""
_VENUE = 9
"""At most so many tokens tell a venue at length: "dans la ville suisse de Genève"."""
_PAIR = 2
_BEFORE_VERB = frozenset({"se", "s'", "ne", "n'"})
_OF = frozenset({"de", "d'", "du"})
_PHRASE = frozenset({"NOUN", "PROPN", "ADJ", "ADP", "DET", "NUM"})


def is_party(mention: MentionDraft) -> bool:
    """Whether a mention can be a party: somebody known, no venue, no adjective."""
    return not mention.as_place and not mention.adjective and bool(mention.actors)


def over_brackets(doc: Doc, i: int, stop: int) -> int:
    """The token past the brackets that open at token `i` and only gloss the name before them ("X (Russie) et Y"), or
    `i`."""
    if i >= stop or doc[i].text != "(":
        return i
    return next((j + 1 for j in range(i + 1, min(stop, i + _GLOSS)) if doc[j].text == ")"), i)


class PartyLists:
    """Reads lists of parties in one document with the words of one language."""

    def __init__(self, doc: Doc, layers: Layers, words: PartyWords) -> None:
        self._doc, self._layers, self._words = doc, layers, words
        self.resumed = Resumed(doc, layers, words)
        self.groups = GroupReader(doc, layers, words)

    def read(self, i: int, stop: int, *, described: bool = False, bare: bool = False) -> tuple[list[MentionDraft], int]:
        """Mentions coordinated from token `i` ("X, Y et Z", appositions included), and the token after the last.

        With `described`, people whom only common words name ("les groupes armés") count too; with `bare`, also without
        an article ("entre diplomates des deux pays").
        """
        doc, words = self._doc, self._words
        found: list[MentionDraft] = []
        whole = False
        while i < stop:
            j = i
            while j < stop and (
                doc[j].lower_ in words.articles
                or doc[j].lower_ in words.quotes
                or doc[j].is_space
                or self.qualifies_name(j)
            ):
                j += 1
            mention = self._layers.by_token.get(j) or (self.described(i, stop) if described else None)
            mention = self.resumed.instead(mention, i, stop) or self.resumed.instead(mention, j, stop) or mention
            if (leader := self._commander(i, stop)) is not None:
                mention, j = leader, i
            elif (group := self.groups.instead(mention, i, stop, bare=bare)) is not None:
                mention, j = group, i
            if mention is None and (instead := self._pronoun(j) or self._apposed(i, stop)) is not None:
                mention, j = instead, i
            if j > i + 3 or mention is None or mention.end <= j or not is_party(mention):
                break
            if found and self._begins_clause(i, mention):
                break
            found.append(self._with_leader(mention, stop))
            found += self.led_by(mention.end, stop)
            i = found[-1].end + (found[-1].end < stop and doc[found[-1].end].text in {"»", "”"})
            over = over_brackets(doc, i, stop)
            goes_on = self._is_person(found[-1]) or (over < stop and doc[over].text != ",")
            over = self._over_name(over, stop)
            i = k = over if goes_on else i  # not "au sommet de l'Alliance (OTAN), X et Y"
            while k < stop and doc[k].lower_ in words.joints and k - i < 2 and not self._is_relative(k):
                k += 1
            joints = [t.lower_ for t in doc[i:k]]
            if k in (i, stop) or set(joints) & words.then or (whole and joints == [","]):
                break  # "entre X et Y, Z a dit": the list was whole
            whole = whole or joints == ["et"]
            i = k
        return found, (found[-1].end if found else i)

    def _over_name(self, i: int, stop: int) -> int:
        """The comma that closes the other name which opens at the comma at token `i`, or `i`: "X, dit le Tigre, et
        Y"."""
        if i + 2 >= stop or self._doc[i].text != "," or self._doc[i + 1].lower_ not in self._words.called:
            return i
        return next((j for j in range(i + 2, min(stop, i + _CALLED)) if self._doc[j].text == ","), i)

    def _commander(self, i: int, stop: int) -> MentionDraft | None:
        """Who is named for the side that common words tell from token `i`: "l'armée du général X", "le gouvernement de
        Y"; None where they are anything else."""
        doc, words = self._doc, self._words
        j = i + (i < stop and doc[i].lower_ in words.articles)
        if j + 2 >= stop or doc[j].lower_ not in words.commanded or self._layers.by_token.get(j) is not None:
            return None
        leader = self._led_from(j + 1, stop)
        return None if leader is None else replace(leader, start=i)

    def _with_leader(self, mention: MentionDraft, stop: int) -> MentionDraft:
        """`mention` of a body, with the words behind it that name its leader: "les Forces de soutien du général X"."""
        kinds = {self._layers.actors[a].kind for a in mention.actors}
        leader = self._led_from(mention.end, stop) if kinds <= {"group", "organisation", "institution"} else None
        return mention if leader is None else replace(mention, end=leader.end)

    def _led_from(self, i: int, stop: int) -> MentionDraft | None:
        """The person named behind the "de" at token `i`, over brackets with a short name: "(FSR) du général X"."""
        doc = self._doc
        if i + 3 < stop and doc[i].text == "(" and doc[i + 2].text == ")":
            i += 3
        if i + 1 >= stop or doc[i].lower_ not in _OF:
            return None
        j = i + 1 + (doc[i + 1].lower_ in self._words.articles)
        leader = self._layers.by_token.get(j)
        named = leader is not None and leader.start == j and leader.how == "name" and self._is_person(leader)
        return leader if named else None

    def _pronoun(self, j: int) -> MentionDraft | None:
        """Those of the contact told right before, in the same paragraph, whom "eux" at token `j` takes up: "s'est
        enfermé avec eux et X"."""
        if self._doc[j].lower_ not in self._words.themselves or not self.resumed.drafts:
            return None
        between = self._layers.text[self.resumed.drafts[-1].sentence[1] : self._doc[j].idx]
        return self.resumed.they(j) if "\n" not in between.strip() else None

    def _apposed(self, i: int, stop: int) -> MentionDraft | None:
        """The person named after a comma who is told first by a post that no table knows: "le cofondateur du groupe, le
        mollah X". None where the words from token `i` on are anything else, or the name goes on as a subject."""
        doc = self._doc
        if i + 2 >= stop or doc[i].pos_ != "DET" or "Plur" in doc[i].morph.get("Number", []):
            return None
        comma = next((t.i for t in doc[i + 1 : min(stop, i + _POST)] if t.pos_ not in _PHRASE), stop)
        if comma + 1 >= stop or doc[comma].text != "," or doc[i + 1].pos_ not in {"NOUN", "ADJ"}:
            return None
        if any(m is not None and self._is_person(m) for m in map(self._layers.by_token.get, range(i, comma))):
            return None
        near = (self._layers.by_token.get(k) for k in range(comma + 1, min(stop, comma + 4)))
        named = next((m for m in near if m is not None), None)
        if named is None or named.how != "name" or not is_party(named) or not self._is_person(named):
            return None
        told = all(t.pos_ in {"DET", "NOUN", "ADJ", "PROPN"} for t in doc[comma + 1 : named.start])
        closed = named.end >= stop or doc[named.end].is_punct or doc[named.end].lower_ in self._words.joints
        verb = next((t for t in doc[named.end : stop] if t.pos_ in {"VERB", "AUX"}), None)
        acts = verb is not None and any(k.i in range(named.start, named.end) for k in verb.lefts)
        return named if told and closed and not acts else None

    def _is_person(self, mention: MentionDraft) -> bool:
        return bool(mention.actors) and all(self._layers.actors[a].kind == "person" for a in mention.actors)

    def _is_relative(self, k: int) -> bool:
        """Whether the "que" at token `k` opens a clause: it joins only in "ainsi que"."""
        return self._doc[k].lower_ in self._words.whom and self._doc[k - 1].lower_ != "ainsi"

    def told_there(self, i: int, stop: int) -> list[MentionDraft]:
        """The person to whom somebody said something on the occasion that a relative takes up, whose verb begins at
        token `i`: "le coup de fil pendant lequel X avait prévenu Y"."""
        j = i
        while j < stop and (self._doc[j].pos_ in {"AUX", "VERB", "ADV"} or self._doc[j].lower_ == "à"):
            j += 1
        mentions, _ = self.read(j, stop) if j > i else ([], j)
        return [m for m in mentions[:1] if all(self._layers.actors[a].kind == "person" for a in m.actors)]

    def taking_part(self, i: int, stop: int) -> list[MentionDraft]:
        """Those who take part in what a relative takes up, told behind their verb, which begins at token `i`: "à
        laquelle participaient X et Y", "à laquelle ont pris part X et Y"; nobody where it begins otherwise."""
        verbal = [t for t in self._doc[i : min(stop, i + _VERBAL)] if t.lower_ in self._words.attends]
        if not verbal or any(t.pos_ not in {"AUX", "VERB", "ADV"} for t in self._doc[i : verbal[0].i]):
            return []
        j = verbal[-1].i + 1
        while j < stop and (self._layers.is_timed(self._doc[j]) or self._doc[j].pos_ == "ADV"):
            j += 1
        return self.read(j, stop)[0]

    def acting(self, i: int, stop: int) -> list[MentionDraft]:
        """Those of a list from token `i` on, three or more, whose verb stands right behind it; empty where there is no
        such list."""
        mentions, end = self.read(i, stop)
        if len(mentions) <= _PAIR or end >= stop:
            return []
        verbal = "Fin" in self._doc[end].morph.get("VerbForm", []) or self._doc[end].lower_ in _BEFORE_VERB
        return mentions if verbal else []

    def led_by(self, i: int, stop: int) -> list[MentionDraft]:
        """Those who lead the delegation whose name ends before token `i`: "conduite par X", "emmenée par X et Y"."""
        led = self._words.led
        j = next((t.i for t in self._doc[i : min(stop, i + 4)] if t.lower_ in led), stop)
        if j + 1 >= stop or self._doc[j + 1].lower_ not in self._words.agent:
            return []
        leader = next((m for k in range(j + 2, min(stop, j + 5)) if (m := self._layers.by_token.get(k))), None)
        person = leader is not None and is_party(leader) and self._layers.actors[leader.actors[0]].kind == "person"
        if leader is None or not person:
            return []
        joined = leader.end + 1 < stop and self._doc[leader.end].lower_ == "et"
        beside = self._layers.by_token.get(leader.end + 1) if joined else None
        others = beside is not None and is_party(beside) and self._layers.actors[beside.actors[0]].kind == "person"
        acts = beside is not None and beside.end < stop and self._doc[beside.end].pos_ in {"AUX", "VERB"}
        return [leader, beside] if beside is not None and others and not acts else [leader]

    def _begins_clause(self, i: int, mention: MentionDraft) -> bool:
        """Whether the mention after ", et" or a comma at token `i` is the subject of its own clause, no party."""
        clitic = mention.how == "pronoun" and self._doc[mention.start].lower_ in {"lui", "leur"}
        if clitic and mention.end < len(self._doc) and self._doc[mention.end].pos_ in {"AUX", "VERB"}:
            return True  # "a appelé X et lui a dit"
        if self._opens_main(i, mention):
            return True
        words, acts = self._doc[mention.start : mention.end], self._doc[mention.end : mention.end + 2]
        acts = acts[1:] if acts and (acts[0].text == "," or acts[0].lower_ in _BEFORE_VERB) else acts[:1]
        # "avec X, le secrétaire d'État, Y, dit", "en marge du sommet de l'Otan, Y s'est"
        bare = self._doc[i - 1].text == "," and any(t.pos_ in {"VERB", "AUX"} for t in acts)  # "avec X, Y a dit"
        if not bare and (self._doc[i - 1].lower_ != "et" or self._doc[i - 2].text != ","):
            return False
        return any(t.dep_.startswith("nsubj") and t.head.i >= mention.end for t in words)

    def _opens_main(self, i: int, mention: MentionDraft) -> bool:
        """Whether the mention behind the comma before token `i` and the one that "et" joins to it are the subject of a
        sentence that an infinitive opens: "Après avoir vu X, Y et Z ont"."""
        doc, first, k = self._doc, self._doc[i].sent.start, mention.end
        fronted = doc[first].lower_ in self._words.fronted and "Inf" in doc[first + 1].morph.get("VerbForm", [])
        if not fronted or doc[i - 1].text != "," or any("Fin" in t.morph.get("VerbForm", []) for t in doc[first:i]):
            return False
        if k >= len(doc) or doc[k].lower_ != "et":
            return False
        near = (m for j in range(k + 1, min(k + 4, len(doc))) if (m := self._layers.by_token.get(j)) is not None)
        other = next((m for m in near if is_party(m)), None)
        return other is not None and other.end < len(doc) and "Fin" in doc[other.end].morph.get("VerbForm", [])

    def qualifies_name(self, j: int) -> bool:
        """Whether token `j` is a nationality or a title before a name: "l'Égyptien Abdel Fattah al-Sissi"."""
        own, following = self._layers.by_token.get(j), self._layers.by_token.get(j + 1)
        named = following is not None and following is not own and following.how == "name" and following.start == j + 1
        title = own is None and self._doc[j].lower_ in self._words.titles
        return named and (title or (own is not None and own.adjective))

    def described(self, i: int, stop: int) -> MentionDraft | None:
        """People named by common words from token `i`, as an actor of this document; None where they are none."""
        doc = self._doc
        head = next((j for j in range(i, min(i + 3, stop)) if doc[j].lower_ in self._words.people), None)
        first = i + (doc[i].lower_ == "des" and doc[i - 1].lower_ == "et")  # "et des groupes rebelles"
        if head is None or any(doc[j].pos_ not in {"DET", "ADJ", "NUM"} for j in range(first, head)):
            return None
        end = head + 1
        while end < stop and doc[end].pos_ == "ADJ" and self._layers.by_token.get(end) is None:
            end += 1
        own = self._layers.by_token.get(end)
        nationality = own if own is not None and own.adjective and len(own.actors) == 1 else None
        end = nationality.end if nationality else end
        state = self._layers.actors[nationality.actors[0]] if nationality else None
        actor_id = add_nameless(doc, self._layers, i, (i, end), state)
        return MentionDraft(i, end, head, "group", actor=actor_id, number="p")

    def body_of(self, mention: MentionDraft) -> MentionDraft | None:
        """The organisation whose nameless delegates `mention` names: "la réunion des ministres de l'Otan"."""
        actors = self._layers.actors
        if not self.are_nameless(mention):
            return None
        inside = (m for m in self._layers.mentions if mention.start < m.start and m.end <= mention.end and m.actors)
        return next((m for m in inside if actors[m.actors[0]].kind in {"organisation", "group"}), None)

    def are_nameless(self, mention: MentionDraft) -> bool:
        """Whether `mention` is of several whom it does not name ("des ministres de l'Otan")."""
        actors = self._layers.actors
        return mention.number == "p" and all(actors[a].kind == "anonymous" for a in mention.actors)

    def nations(self, start: int, end: int) -> tuple[str, ...]:
        """The states that a description joins ("des responsables américains et nord-coréens"), if several."""
        inside = (m for m in self._layers.mentions if m.adjective and start <= m.start and m.end <= end)
        found = dict.fromkeys(a for m in inside for a in m.actors if self._layers.actors[a].kind == "state")
        return tuple(found) if len(found) > 1 else ()

    def in_brackets(self, end: int, first: int) -> list[MentionDraft]:
        """Those whom brackets right before the verb group at token `end` name one by one: "le groupe (X, Y et Z) se
        réunira"; none where they hold anything else."""
        doc = self._doc
        j = end - 1
        while j > first and (doc[j].text == "," or doc[j].pos_ in {"ADV", "PRON"}):
            j -= 1
        opens = next((k for k in range(j, max(first, j - _BRACKETS), -1) if doc[k].text == "("), None)
        if doc[j].text != ")" or opens is None:
            return []
        mentions, after = self.read(opens + 1, j)
        return mentions if after == j and len(mentions) > 1 else []

    def spelt_out(self, i: int, stop: int) -> tuple[list[MentionDraft], int] | None:
        """Those whom a colon names after a group, and the token after them; None where no group begins at token `i`."""
        colon = next((j for j in range(i, min(stop, i + _SPELT)) if self._doc[j].text in {":", ","}), None)
        if colon is None or any(t.pos_ in {"VERB", "AUX"} or t.is_punct for t in self._doc[i:colon]):
            return None
        names = [t.i for t in self._doc[i:colon] if t.pos_ == "PROPN"]
        if names and (self._doc[colon].text != ":" or self._doc[names[0] - 1].lower_ not in {"du", "des"}):
            return None  # "les dirigeants du Quad : X, Y et Z" are these
        if not any(self._stands_for_several(j) for j in range(i, colon)):
            return None
        mentions, after = self.read(colon + 1, stop)
        apposed = self._doc[colon].text == ":" or self._is_apposed_to(i, colon, mentions, after)
        return (mentions, after) if len(mentions) > 1 and apposed else None

    def _is_apposed_to(self, i: int, comma: int, mentions: list[MentionDraft], after: int) -> bool:
        """Whether the persons behind a comma are those whom common words from token `i` on tell: "ses homologues, le
        Grec X et l'Italien Y": as many as a number says, and no verb is theirs."""
        doc = self._doc
        if not all(self._is_person(m) for m in mentions) or any(m.how == "pronoun" for m in mentions):
            return False
        count = next((self._words.counts[t.lower_] for t in doc[i:comma] if t.lower_ in self._words.counts), None)
        acts = after < len(doc) and doc[after].pos_ in {"VERB", "AUX", "PRON"}
        told = any(t.lower_ in self._words.groups for t in doc[i:comma])
        return not acts and told and count in {None, len(mentions)}

    def _stands_for_several(self, j: int) -> bool:
        """Whether token `j` is of a group, of people or of a number of them: "les représentants des trois
        puissances"."""
        mention, word = self._layers.by_token.get(j), self._doc[j].lower_
        group = mention is not None and mention.how == "group"
        words = self._words
        return group or word in words.people or word in words.groups or word in words.counts

    def _later(self, i: int, stop: int) -> list[MentionDraft]:
        """The persons whom ", avant" at token `i` tells to have come next, where they close the clause."""
        doc = self._doc
        if i + 2 >= stop or doc[i].text != "," or doc[i + 1].lower_ not in self._words.ahead_of:
            return []
        mentions, end = self.read(i + 2, stop)
        closed = end >= stop or doc[end].text in {".", ";", "!"}
        return mentions if closed and all(self._is_person(m) for m in mentions) else []

    def chain(self, lists: list[list[MentionDraft]], i: int, stop: int, *, before: bool = False) -> int:
        """Add the list of parties that begins at token `i`, and each that "puis" joins to it: "X et Y, puis Z"; with
        `before`, also those who came next by another word: "a appelé X, avant Y".

        Returns the token after the last, `i` where there is none.
        """
        mentions, after = self.read(i, stop)
        spelt = self.spelt_out(i, stop)
        if spelt is not None:  # "aux trois dirigeants : X, Y et Z"
            mentions, after = spelt
        while mentions:
            lists.append(mentions)
            if before and (later := self._later(after, stop)):
                lists.append(later)
                return later[-1].end
            j = after
            while j < stop and (self._doc[j].text in {",", "et"} or self._doc[j].lower_ in self._words.then):
                j += 1
            if not {t.lower_ for t in self._doc[after:j]} & self._words.then:
                return after
            mentions, end = self.read(j, stop)
            after = end if mentions else after
        return after

    def over_venue(self, j: int, stop: int) -> int:
        """The token behind the venue that begins at token `j`, where it is told at length or set off and "avec" or
        "entre" follows: "un entretien mardi dans la ville de Genève avec", "à Genève, en Suisse, avec"; else `j`."""
        words, set_off = self._words, self._doc[j].text == ","
        first = j + 1 if set_off else j
        if first >= stop or self._doc[first].pos_ != "ADP" or self._doc[first].lower_ in words.of:
            return j
        for k in range(first + 1, min(stop - 1, first + _VENUE)):
            token, mention = self._doc[k], self._layers.by_token.get(k)
            after = k + 1 if not set_off else k + 2
            closed = mention is not None and mention.as_place and k == mention.end - 1 and after < stop
            closed = closed and (not set_off or self._doc[k + 1].text == ",")
            if closed and self._doc[after].lower_ in words.with_ | words.between:
                return after
            if token.pos_ in {"VERB", "AUX", "PUNCT", "PRON"} or token.lower_ in words.with_ | words.between:
                return j
        return j
