"""Bodies that no table knows: those that a text abbreviates ("le Mouvement démocratique orange (ODM) … l'ODM"), and
those that a common noun with a capital names ("La Commission salue")."""

from __future__ import annotations

from typing import Final

from .claims import Claims
from .gazetteer import fold_accents
from .layers import MentionDraft
from .word_table import NOUNS

_LONGEST, _MOST = 8, 12
_SHORTEST = 2
_SMALL = frozenset("de du des d' la le les l' et pour en à au aux sur dans par contre".split())
_ENDS = frozenset({".", ",", ";", ":", "(", ")", "«", "»", '"', "“", "”", "!", "?", "–", "—"})
_KNOWN = frozenset({"organisation", "metonym", "format"})
_GENDERS = {"le": "m", "du": "m", "au": "m", "la": "f"}
_PARTIES: Final = NOUNS.party_openings
_ACTS = frozenset({"VERB", "AUX"})
_CLITICS = frozenset({"ne", "n'", "se", "s'", "y", "en", "lui", "leur", "l'"})


def link_bare(claims: Claims, words: frozenset[str]) -> None:
    """Add a mention for each of `words` that acts with a capital and an article alone ("La Commission salue"): the body
    of the document whose name begins so, where there is one, else one of its own."""
    doc = claims.doc
    for i in [t.i for t in doc[1:-1] if t.lower_ in words]:
        token = doc[i]
        if not token.text[0].isupper() or not claims.is_free(i, i + 1):
            continue
        after = doc[i + 2] if doc[i + 1].lower_ in _CLITICS and i + 2 < len(doc) else doc[i + 1]
        shouted = token.text.isupper() or doc[i - 1].lower_ not in {"le", "la", "l'"} or token.is_sent_start
        if shouted or after.pos_ not in _ACTS or after.text[0].isupper() or after.is_sent_start:
            continue
        named = {m.actor for m in claims.layers.mentions if m.start < i and m.actor and not m.as_place}
        if not named:
            continue  # nobody whom it might be taken for
        so = {a for a in named if (known := claims.book.actors[a]).kind in {"organisation", "institution", "group"}
              and (known.name.fr.split()[0] == token.text or token.text in known.aliases)}  # fmt: skip
        gender = _GENDERS.get(doc[i - 1].lower_, "f" if token.lower_.endswith(("ion", "ence", "ité")) else "x")
        actor = so.pop() if len(so) == 1 else claims.book.body(
            token.text, "", is_party=False, gender=gender, number="s"
        )  # fmt: skip
        claims.add(MentionDraft(i, i + 1, i, "name", actor=actor, gender=gender))


class Bodies:
    """Finds them in one document, before persons are sought."""

    def __init__(self, claims: Claims) -> None:
        self._claims, self._doc, self._book = claims, claims.doc, claims.book
        self._words = [t.text for t in claims.doc]
        self._persons = {i for m in claims.matches if m.ids("person") for i in range(m.start, m.end)}

    def link(self) -> None:
        """Add a mention for each such name, and for each time that its letters or its whole name stand alone."""
        by_letters: dict[str, str] = {}
        by_name: dict[str, list[tuple[list[str], str]]] = {}
        ends = {m.end: m for m in self._claims.matches if m.ids(*_KNOWN)}  # type: ignore[arg-type]
        for i in [i for i, word in enumerate(self._words) if word == "("]:
            letters = self._letters(i)
            if not letters or letters in by_letters:
                continue
            known = ends.get(i)
            if known is not None:
                ids = known.ids(*_KNOWN)  # type: ignore[arg-type]
                if len(ids) == 1:
                    by_letters[letters] = self._book.known(ids[0], letters)
                continue
            start = self._start(i, letters)
            if start is None or not self._claims.is_free(start, i):
                continue
            actor = by_letters[letters] = self._new(start, i, letters)
            by_name.setdefault(self._words[start], []).append((self._words[start:i], actor))
        for i, word in enumerate(self._words if by_letters else ()):
            if word in by_letters and self._claims.is_free(i, i + 1):
                self._add(i, i + 1, by_letters[word])
            for words, actor in by_name.get(word, ()):
                end = i + len(words)
                if self._words[i:end] == words and self._claims.is_free(i, end):
                    self._add(i, end, actor)

    def _letters(self, i: int) -> str:
        """The letters that the bracket at token `i` holds, where they are nothing else and the tables know no body so
        called; empty otherwise."""
        inside = self._words[i + 1 : i + 3]
        if len(inside) < 2 or inside[1] != ")" or not _SHORTEST <= len(inside[0]) <= _LONGEST:
            return ""
        match = self._claims.at.get(i + 1)
        known = match is not None and any(e.kind not in {"person", "surname"} and not e.weak for e in match.entries)
        return inside[0] if inside[0].isalpha() and inside[0].isupper() and not known else ""

    def _start(self, end: int, letters: str) -> int | None:
        """Where the name begins that ends at token `end` and whose words begin with `letters`, in this order or in
        another, as of a name that is translated; None where none does."""
        wanted = sorted(fold_accents(letters).lower())
        seen: list[str] = []
        for i in range(end - 1, max(-1, end - 1 - _MOST), -1):
            word = self._words[i]
            if word in _ENDS or (i + 1 < end and self._doc[i + 1].is_sent_start):
                return None
            if word.lower() in _SMALL or not word[0].isalpha():
                continue
            seen.append(fold_accents(word[0]).lower())
            if word[0].isupper() and sorted(seen) == wanted:
                return i
        return self._of_party(end)

    def _of_party(self, end: int) -> int | None:
        """Where a party's name begins that ends at token `end`, whatever its letters, as those of another language."""
        for i in range(end - 1, max(-1, end - 1 - _LONGEST), -1):
            if self._words[i] in _ENDS or self._doc[i].pos_ in {"VERB", "AUX"} or i in self._persons:
                return None
            if self._words[i][0].isupper() and fold_accents(self._words[i]).lower() in _PARTIES:
                return i if end - i > 1 else None
        return None

    def _new(self, start: int, end: int, letters: str) -> str:
        """The body named by tokens [start, end), a new actor."""
        is_party = fold_accents(self._words[start]).lower() in _PARTIES
        name = self._claims.words(start, end)
        gender, number = self._form(start)
        return self._book.body(" ".join(name.split()), letters, is_party=is_party, gender=gender, number=number)

    def _add(self, start: int, end: int, actor: str) -> None:
        gender, number = self._form(start)
        own = self._book.actors[actor].gender if gender == "x" else gender
        self._claims.add(MentionDraft(start, end, start, "name", actor=actor, gender=own, number=number))

    def _form(self, start: int) -> tuple[str, str]:
        """Gender and number, as the article before token `start` shows them."""
        before = self._words[start - 1].lower() if start else ""
        return _GENDERS.get(before, "x"), "p" if before in {"les", "des", "aux"} else "s"
