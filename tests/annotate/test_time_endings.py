"""Endings of texts are tried only where their first words stand: that hides none of them."""

from __future__ import annotations

import pytest

from pourparlers.annotate.times_rules import load_time_rules, words_of
from pourparlers.lang.pack import load_pack

RULES = load_time_rules(load_pack("fr"))
CONTEXT = RULES.table.context
ENDINGS = [
    (RULES.ahead, CONTEXT.ahead),
    (RULES.until, CONTEXT.until),
    (RULES.since, CONTEXT.since),
    (RULES.onward, CONTEXT.onward),
    (RULES.due, CONTEXT.due),
    (RULES.shortly, tuple(f"{word} {until}" for word in CONTEXT.shortly for until in CONTEXT.until)),
]


@pytest.mark.parametrize(("ending", "phrases"), ENDINGS)
@pytest.mark.parametrize("frame", ["{} ", "Lima cédera {} ", "« {} ", "(l'accord,{} ", "{} la visite de ", "{}"])
def test_what_a_text_ends_with_is_found_with_and_without_the_gate(ending, phrases, frame):
    for phrase in phrases:
        for told in (phrase, phrase.upper(), phrase.capitalize()):
            text = frame.format(told)
            assert ending.ends(text, words_of(text)) is (ending.search(text) is not None), text


def test_limits_are_found_with_and_without_the_gate():
    for first in CONTEXT.until:
        text = f"Lima cédera {first} l'{CONTEXT.limits[0]} de l'ultimatum, le "
        assert RULES.limit.ends(text, words_of(text)) is (RULES.limit.search(text) is not None), text


def test_a_text_without_such_a_word_is_not_searched():
    assert not RULES.ahead.ends("Lima a cédé le ", words_of("Lima a cédé le "))
