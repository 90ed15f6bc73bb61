"""What a rule of stance asks of its head and of the words about it, told before the arguments of the head are found.

Input is a rule of stance.toml; what is let through here is still tried on the arguments (see stances.py).
"""

from __future__ import annotations

from ...annotate import syntax
from ...annotate.tree import Token
from ..clause import statement_at
from ..frames.bench import Bench
from ..frames.gates import DENYING
from .stance_rules import Lexicon, StanceRule
from .told_near import is_near, is_others_verdict, is_restricted, is_until


def asked_words(rule: StanceRule, lexicon: Lexicon) -> list[frozenset[str]]:
    """Sets of words of each of which one stands about every verb that meets `rule`."""
    found = [rule.inf_words] if rule.inf_words else []
    if rule.unwilling or rule.only or rule.not_done:
        found.append(DENYING)
    if rule.gift:
        found.append(lexicon.gifts)
    if rule.future or rule.unwilling or rule.gift or rule.need_content:
        return found  # the words of the content are not asked
    if rule.harm:
        found.append(lexicon.nouns | lexicon.verbs)
    elif rule.words:
        found.extend(words for words in (rule.words, rule.also_words) if words)
    return found


def may_stand(rule: StanceRule, head: Token, bench: Bench) -> bool:
    """Whether a head stands as its rule wants, whatever its arguments: inside words said, under no "tant que"."""
    if rule.near and not is_near(head, rule.near):
        return False
    if rule.said and statement_at(bench.layers, head.idx) is None:
        return False
    if rule.said and rule.adjectives and (head.dep_ == "amod" or is_others_verdict(head, bench)):
        return False  # "dénonce une provocation inacceptable"
    denied = rule.stance == "refusal" and (rule.said or rule.negated)  # "tant que X ne sera pas libre"
    if (denied and is_until(head)) or (rule.only and not is_restricted(head)):
        return False
    if rule.stance == "acceptance" and syntax.is_infinitive(head) and head.i and head.nbor(-1).lemma_ == "faire":
        return False  # "a fait approuver": it had others do it
    return rule.stance != "demand" or not _asks_back(head, bench)


def _asks_back(head: Token, bench: Bench) -> bool:
    """Whether a verb of speech tells a question: « Et la trêve ? », a demandé Lima."""
    told = bench.cued.get(head.i)
    return told is not None and any(s.text.rstrip(" »\"”'").endswith("?") for s in told.fact.content[-1:])
