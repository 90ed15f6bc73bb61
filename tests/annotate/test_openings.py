"""Where a rule of time may begin: what is passed over could not have matched."""

from __future__ import annotations

import re

import pytest

from pourparlers.annotate.openings import ANY, openings
from pourparlers.annotate.times_rules import load_time_rules
from pourparlers.lang.pack import load_pack

TEXT = (
    "GENÈVE, 3 mars 2014 - Réunis depuis lundi, les deux ministres se reverront d'ici à quinze jours, le 1er ou le 2 "
    "avril. À l'été 1998, dès 8h30, il y a vingt-cinq ans, la nuit du 4 au 5 mai, fin 2010, au XXe siècle, avant-hier "
    "soir, pendant six mois, à la mi-juin, d'abord en mars-avril, la veille, cette semaine ou l'an prochain à Pâques."
)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("lundi", {"lund"}),
        ("(?:le |du )?[12]\\d", {"le 0", "du 0", "00" + ANY}),
        ("d'(?:abord)?", {"d'ab", "d'" + ANY}),
        ("(?<=x)a{2,4}", {"aaaa", "aaa" + ANY, "aa" + ANY}),
        ("a\\w+", {"a" + ANY}),
        ("(?:a|)", {"a" + ANY, ANY}),
        (".b", {ANY}),
    ],
)
def test_openings_of_an_expression(pattern: str, expected: set[str]) -> None:
    assert openings(pattern) == expected


def test_what_is_passed_over_could_not_have_matched() -> None:
    rules = load_time_rules(load_pack("fr"))
    readers = {rule.name: reader for told in rules._by_opening.values() for rule, reader in told}
    assert len(readers) == len(rules.table.rules)
    low, begun = TEXT.lower(), 0
    for start in (m.start() for m in re.finditer(r"(?<!\w)\S", low)):
        matching = {name for name, reader in readers.items() if reader.match(low, start)}
        begun += bool(matching)
        assert matching <= {rule.name for rule, _ in rules._readers_at(low, start)}
        assert not matching or rules._openings.match(low, start)
    assert begun > len(list(rules.find(TEXT))) > 12
