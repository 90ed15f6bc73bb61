"""Deeds told beside a clause, whose subject is that of the clause: "après avoir expulsé un consul, Lima a …".

Input is the head of such a deed in a linked document; output the tokens that name who does it.
"""

from __future__ import annotations

import re
from typing import Final

from ...annotate import syntax
from ...annotate.layers import Layers
from ...annotate.tree import Token

_OPENERS: Final = (("pour",), ("après",), ("sans",), ("afin", "de"), ("avant", "de"), ("au", "lieu", "de"))
_PRONOUNS: Final = frozenset({"il", "elle", "ils", "elles"})
_FAR: Final = 40
_APART: Final = frozenset({"advcl", "obl:mod"})
"""How the tree hangs a participle apart: "accusée de mentir, Lima a répliqué"."""
PARTICIPLE: Final = re.compile(r"(?:[éiut]|is|us|os)(?:e|s|es)?$")
_BEFORE_VERB: Final = frozenset({"VERB", "AUX", "ADV", "PRON"})


def is_beside(verb: Token) -> bool:
    """Whether "pour", "après", "avant de" or the like opens the infinitive: who does it does the deed above."""
    return _opener(verb) is not None


def _opener(verb: Token) -> int | None:
    """Index of the first word that sets an infinitive or a gerund beside its clause, or None."""
    start = syntax.group_start(verb)
    words = [syntax.plain(t.lower_) for t in verb.doc[verb.sent.start : start]]
    if words[-1:] == ["en"] and verb.lower_.endswith("ant"):
        return start - 1
    return next((start - len(o) for o in _OPENERS if tuple(words[-len(o) :]) == o), None)


def after_comma(verb: Token, layers: Layers) -> Token | None:
    """Whom the clause after a fronted deed names first: Lima in "en fermant le port, Lima a …"; None where the deed
    does not open its sentence."""
    first = syntax.group_start(verb) if _opens_by_agent(verb) else _opener(verb)
    if first is None or any(t.pos_ not in ("PUNCT", "SPACE") for t in verb.doc[verb.sent.start : first]):
        return None
    for i in range(verb.i + 1, min(verb.sent.end - 2, verb.i + _FAR)):
        if verb.doc[i].text != ",":
            continue
        found = _named_at(verb.doc[i + 1], layers)
        if found is not None:
            return found
    return None


def _named_at(token: Token, layers: Layers) -> Token | None:
    """The head of the mention that begins at `token`, articles passed over, where a verb or an aside follows it."""
    doc, i = token.doc, token.i
    while i + 1 < token.sent.end and doc[i].pos_ == "DET" and layers.by_token.get(i) is None:
        i += 1
    if doc[i].lower_ in _PRONOUNS:
        return doc[i]
    mention = layers.by_token.get(i)
    if mention is None or mention.start < token.i or mention.adjective or mention.end >= token.sent.end:
        return None
    after = doc[mention.end]
    return doc[mention.head] if after.pos_ in _BEFORE_VERB or after.text == "," else None


def is_bare(verb: Token) -> bool:
    """Whether a past participle stands without auxiliary."""
    bare = not syntax.group(verb) and "Part" in verb.morph.get("VerbForm", [])
    return bare and bool(PARTICIPLE.search(verb.lower_)) and not verb.lower_.endswith(("ant", "ent"))


def is_apart(verb: Token) -> bool:
    """Whether a participle is told of what its clause is about: "accusée de mentir, Lima …"; where the tree makes it
    the top of its sentence, who does it is named: "bombardée par Lima, la ville …"."""
    return verb.dep_ in _APART or _opens_by_agent(verb)


def _opens_by_agent(verb: Token) -> bool:
    """Whether a bare participle at the top of the tree opens its sentence and has an agent."""
    opens = verb.dep_ == "ROOT" and all(t.is_punct or t.is_space for t in verb.doc[verb.sent.start : verb.i])
    return opens and is_bare(verb) and any(c.dep_ == "obl:agent" for c in verb.children)


def is_active_participle(verb: Token) -> bool:
    """Whether a clause hung on a noun as a participle is told of it in the active ("ayant déployé")."""
    if verb.i and verb.nbor(-1).lower_ in syntax.INVERTED:
        return True
    return any(t.lower_.endswith("ant") for t in (verb, *syntax.group(verb)))


def told_of(verb: Token, layers: Layers) -> list[Token]:
    """The name before a relative that the tree takes for another clause: "a rompu avec Lima, qu'il accuse de …"."""
    que = next((c for c in verb.children if c.lower_ in ("que", "qu'") and c.pos_ == "PRON" and c.i < verb.i), None)
    if que is None or verb.dep_ == "acl:relcl" or que.i < verb.sent.start + 2 or que.nbor(-1).text != ",":
        return []
    mention = layers.by_token.get(que.i - 2)
    return [] if mention is None or mention.adjective else [verb.doc[mention.head]]
