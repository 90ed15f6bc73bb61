"""Who speaks in a clause that lacks its verb: "X a dit « A », et Y « B »"."""

from __future__ import annotations

from .layers import MentionDraft
from .speakers import can_speak
from .view import View

_GAP = frozenset({"et", "mais", "puis", ",", ";"})
_GIVEN = frozenset({"son", "sa", "ses", "leur", "leurs", "un", "une", "des", "le", "la", "l'", "les"})


def gapped_subject(view: View, i: int, stop: int) -> tuple[MentionDraft, int] | None:
    """Who stands at token `i` with the verb of the clause before, and where what he says begins: "et X, « … »", or
    after quoted words "et X « … »", "et X ses « … »", ", X de « … »" where those before follow "de" too.

    None where no such clause begins after the "et" or the comma at `i`; a name before it makes a list of names.
    """
    if view.low[i] not in _GAP or view.mention(i - 1) is not None:
        return None
    j = i + 1
    while j < stop and (view.low[j] in ("et", "mais") or view.low[j] in ("le", "la", "l'", "les", "son", "sa")):
        j += 1
    while j + 1 < stop and view.mention(j) is None and view.pos[j] in ("NOUN", "ADJ") and view.mention(j + 1):
        j += 1  # "le libéral X"
    mention = view.mention(j) if j < stop else None
    if mention is not None and mention.adjective and mention.end < stop:
        mention = view.mention(mention.end)  # "la Française X"
    if mention is None or not can_speak(mention) or mention.end + 1 >= stop:
        return None
    said = mention.end + 1
    if view.text[mention.end] == "," and view.opening(said) is not None:
        return mention, said
    return (mention, bare) if view.is_mark(i - 1) and (bare := _bare_words(view, i, mention.end)) else None


def _bare_words(view: View, i: int, j: int) -> int:
    """Where quoted words begin that stand at token `j` as those that close before token `i` do; 0 where none do."""
    if view.opening(j) is not None:
        return j
    if view.opening(j + 1) is None:
        return 0
    if view.low[j] in _GIVEN:
        return j
    end = view.ends[i - 1]
    before = next((view.token_at(q.outer_start) - 1 for q in view.outer if q.outer_end == end), -1)
    return j + 1 if before >= 0 and view.low[before] == view.low[j] and view.pos[j] == "ADP" else 0


def gapped_before(view: View, before: int, first: int) -> MentionDraft | None:
    """Who says the quoted words that begin at token `before`, in a clause that lacks its verb and begins after token
    `first`: "A a exprimé ses « X » et B ses « Y »"."""
    for i in range(before - 2, max(first, before - 9), -1):
        if view.low[i] in _GAP:
            found = gapped_subject(view, i, before + 2)
            return found[0] if found is not None and found[1] in (before - 1, before) else None
    return None
