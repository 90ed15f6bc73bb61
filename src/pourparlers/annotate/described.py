"""People and bodies that only their noun names: "le camp de M. X", "les officiers rebelles", "la coalition au pouvoir".

They are actors of their own, so that nobody named in or before such words is taken for whoever acts: the lawyer of X is
not X. The same noun means them again further on.
"""

from __future__ import annotations

from typing import Final

from ..knowledge.model import KnowledgeBase
from ..lang.pack import Pack
from ..vocab import ActorKind
from .claims import Claims
from .coreference_table import CoreferenceTable
from .layers import MentionDraft
from .nouns import Item
from .role_table import RoleTable
from .scene import Scene
from .tree import Doc
from .word_table import PHRASES

DESCRIBED = frozenset({"side", "crowd", "body"})
"""Kinds of items that stand for somebody of their own, where nobody told before is meant."""
_NOUNS = frozenset({"role", "group", "periphrasis"})
_OF = frozenset({"de", "d'", "du", "des"})
_DETERMINERS = frozenset({"le", "la", "l'", "les", "un", "une", "des", "ce", "cet", "cette", "ces", "du", "au", "aux"})
_OWN = frozenset({"son", "sa", "ses", "leur", "leurs"})
_COUNTED = frozenset({"plusieurs", "quelques", "certains", "certaines"})
_UNSURE_WHO = frozenset({"un", "une", "des"}) | _COUNTED
_TOLD = frozenset({"devant", "selon", "à"})
"""What stands before those to whom something is said, or who say it."""
_POSTED: Final = PHRASES.posted
_ONE = frozenset({"un", "une"})
_MOST = 3
_ACTS = ("nsubj", "obl:agent")
"""How the tree hangs those who do or say something; whom somebody meets is for the rules of contacts to tell."""


class Described:
    """Finds and keeps such actors of one document."""

    def __init__(self, pack: Pack) -> None:
        table, roles = pack.table("coreference", CoreferenceTable).described, pack.table("roles", RoleTable)
        self._persons = {*roles.persons, *(word for rule in roles.roles if rule.person for word in rule.heads)}
        self._sides, self._crowds, self._bodies = (
            {word: marks for marks, words in nouns.items() for word in words}
            for nouns in (table.sides, table.crowds, table.bodies)
        )
        self._of_bodies, self._fighters = table.of_bodies, table.fighters
        self._heads = {*self._sides, *self._crowds, *self._bodies}

    def find(self, scene: Scene) -> list[Item]:
        """Every such noun phrase in the document of `scene`."""
        found = []
        for token in scene.doc:
            if token.lower_ in _ONE and (one := self._one_of(scene, token.i)) is not None:
                found.append(one)
            elif token.lower_ in self._heads and token.text.islower() and token.pos_ not in {"VERB", "AUX", "ADV"}:
                item = self._at(scene, token.i)
                if item is not None:
                    found.append(item)
        return found

    def _at(self, scene: Scene, head: int) -> Item | None:
        """The item whose noun is token `head`; None where no article leads it in or someone else has the noun."""
        doc, claims = scene.doc, scene.claims
        start = head - 1
        while start > 0 and head - start < _MOST and doc[start].pos_ in {"ADJ", "NUM"}:
            start -= 1
        led = start >= 0 and doc[start].lower_ in _DETERMINERS | _OWN | _COUNTED
        if not led or head in claims.taken or scene.places.is_quoted(head):
            return None
        word = doc[head].lower_
        owned = _owner_end(claims, head + 1) if word in self._sides else 0
        if owned:
            return Item(start, owned, "side", *self._sides[word])
        marks = self._crowds.get(word) or self._bodies.get(word)
        if marks is None or (marks[1] == "p") != (doc[start].lower_ in _PLURALS | _COUNTED):
            return None
        end = _end(scene, head + 1)
        if word in self._of_bodies and any(i in claims.taken for i in range(head + 1, end)):
            return None
        kind = "crowd" if word in self._crowds else "body"
        if doc[start].lower_ not in _UNSURE_WHO and doc[head - 1].pos_ == "NUM":
            return None  # "les deux médiateurs": those named before
        return Item(start, end, kind, *marks) if _acts(scene, start, head) else None  # type: ignore[arg-type]

    def _one_of(self, scene: Scene, i: int) -> Item | None:
        """Somebody of those whom another has: "un de ses conseillers", "l'un de leurs députés"."""
        doc, end = scene.doc, i + 3
        if end >= len(doc) or doc[i + 1].lower_ != "de" or doc[i + 2].lower_ not in _OWN:
            return None
        end += doc[end].pos_ == "ADJ" and end + 1 < len(doc)  # "l'un de ses proches conseillers"
        noun = doc[end].lower_
        if not {noun.removesuffix("s"), f"{noun.removesuffix('aux')}al"} & self._persons or end in scene.claims.taken:
            return None
        start = i - (i > 0 and doc[i - 1].lower_ == "l'")
        after = doc[end + 1 : end + 2]
        named = bool(after) and after[0].text == "," and end + 2 in scene.claims.taken  # "un de ses ministres, X, …"
        told = scene.tells(MentionDraft(start, end + 1, end, "role"))
        acts = not named and not scene.places.is_quoted(i) and (told or _acts(scene, start, i))
        return Item(start, end + 1, "crowd", "f" if doc[i].lower_ == "une" else "m", "s") if acts else None

    def add(self, scene: Scene, item: Item) -> None:
        """Add whom the noun of `item` describes, unless its words mean somebody already."""
        if any(m.start < item.end and item.start < m.end and m.how in _NOUNS and m.actors for m in scene.mentions):
            return
        mention = MentionDraft(item.start, item.end, item.end - 1, "role", gender=item.gender, number=item.number)
        self._resolve(scene, item, mention)
        if mention.actor:
            scene.place(mention, beside=True)

    def _resolve(self, scene: Scene, item: Item, mention: MentionDraft) -> None:
        """Give `mention` the actor that the words of `item` describe, the one of the same noun before where they tell
        no more of it."""
        doc, book = scene.doc, scene.book
        head = next((i for i in range(item.start, item.end) if doc[i].lower_ in self._heads), item.end - 1)
        mention.head, mention.how = head, "role"
        told = [m for m in scene.mentions if m.end <= item.start and doc[m.head].lower_ == doc[head].lower_]
        again = [m for m in told if (m.actor or "").startswith("anon")]
        bare = item.end == head + 1 == item.start + 2 and doc[item.start].lower_ not in _UNSURE_WHO
        dropped = doc[item.start].lower_ in {"du", "au", "aux"}
        words = scene.claims.words(item.start + dropped, item.end)
        same = [m for m in again if bare or book.actors[m.actor or ""].name.fr.casefold() == words.casefold()]
        mention.anonymous = doc[item.start].lower_ in _UNSURE_WHO or doc[item.start + 1].lower_ in _ONE
        if same or bare:  # "les officiers" alone are some told of before, or somebody whom the text knows otherwise
            mention.actor = same[-1].actor if same else None
            return
        within = [m.actor for m in _told(scene, head + 1, item.end) if m.actor]
        if doc[head].lower_ in self._fighters and len(own := {a for a in within if _is_armed(book.kb, a)}) == 1:
            mention.actor = book.known(*own)
            return
        led = {
            o.id for o in book.kb.organisations.values() if o.kind == "nonstate" for p in within if book.serves(p, o.id)
        }
        if len(led) == 1:  # "les paramilitaires du général X": the armed group that he leads
            mention.actor = book.known(*led)
            return
        body = next((actor for actor in within if actor in book.kb.states), "")
        kind: ActorKind = "group" if item.kind == "body" else "anonymous"
        mention.actor = book.described(
            words, doc[item.start].idx, body=body or "", gender=item.gender, number=item.number, kind=kind
        )


def _is_armed(kb: KnowledgeBase, actor: str) -> bool:
    """Whether an actor is an armed group or the like, of no state."""
    return actor in kb.organisations and kb.organisations[actor].kind == "nonstate"


_PLURALS = frozenset({"les", "des", "aux", "ces", "ses", "leurs"})


def _told(scene: Scene, start: int, end: int) -> list[MentionDraft]:
    return [m for m in scene.mentions if start <= m.start and m.end <= end]


def _owner_end(claims: Claims, i: int) -> int:
    """The end of the person's name that "de" binds to the noun before token `i` ("le camp de M. X"); 0 for none."""
    doc = claims.doc
    while i < len(doc) and doc[i].pos_ == "ADJ" and i not in claims.taken:
        i += 1
    if i + 1 >= len(doc) or doc[i].lower_ not in _OF:
        return 0
    owner = claims.taken.get(i + 1) or (claims.taken.get(i) if doc[i].lower_ in {"du", "des"} else None)
    actor = claims.book.actors.get(owner.actor or "") if owner is not None else None
    person = actor is not None and actor.kind == "person" and owner is not None and owner.how in {"name", "role"}
    if not person or owner is None or owner.start > i + 1:
        return 0
    return next((j for j in range(owner.start, owner.end) if doc[j].text == ","), owner.end)


def _end(scene: Scene, i: int) -> int:
    """Where the words end that describe somebody, from token `i` on: adjectives, nationalities, what "de" governs."""
    doc, taken = scene.doc, scene.claims.taken
    end = i
    while end < len(doc) and not doc[end].is_sent_start and not scene.places.is_timed(end):
        owner, token = taken.get(end), doc[end]
        if owner is not None and owner.adjective and owner.how == "nationality":
            end = owner.end
        elif owner is None and token.pos_ == "ADJ" and token.text.islower() and not _opens_object(doc, end + 1):
            end += 1
        elif token.lower_ in _OF and (of := _complement(scene, end + 1)):
            end = of
        elif [t.lower_ for t in doc[end : end + 2]] == ["au", "pouvoir"]:
            end += 2
        elif [t.lower_ for t in doc[end : end + 3]] in _POSTED and (where := _complement(scene, end + 3)):
            end = where
        else:
            break
    return end


def _opens_object(doc: Doc, i: int) -> bool:
    """Whether an article stands at token `i`: the word before it is a verb, whatever the tagger says."""
    return i < len(doc) and doc[i].lower_ in {"le", "la", "l'", "les"}


def _complement(scene: Scene, i: int) -> int:
    """The end of what "de" governs from token `i` on: a state, a place, a body, or a plain noun; 0 for neither."""
    doc, taken = scene.doc, scene.claims.taken
    i += i < len(doc) and doc[i].lower_ in {"la", "l'", "le", "les"}
    if i >= len(doc) or scene.places.is_timed(i):
        return 0
    owner = taken.get(i)
    if owner is not None:
        return owner.end if owner.start == i and not owner.adjective else 0
    return i + 1 if doc[i].pos_ == "NOUN" and doc[i].text.islower() else 0


def _acts(scene: Scene, start: int, head: int) -> bool:
    """Whether the noun at token `head` does or suffers something, rather than completing another noun."""
    doc = scene.doc
    before = doc[start - 1].lower_ if start and not doc[start].is_sent_start else ""
    contracted = doc[start].lower_ in {"du", "des"} and start > 0 and doc[start - 1].pos_ in {"NOUN", "ADJ", "PROPN"}
    if before in {"de", "d'"} or contracted:
        return False
    token = doc[head]
    while token.dep_ == "conj" and token.head is not token:
        token = token.head
    return token.dep_.startswith(_ACTS) or before in _TOLD or doc[start].lower_ == "aux"
