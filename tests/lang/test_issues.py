"""Every issue of issues.toml is met by its examples and not by its counters."""

from __future__ import annotations

import pytest

from pourparlers.extract.positions.issue_table import Issue, IssueTable
from pourparlers.extract.positions.issues import issue_key, issue_of
from pourparlers.lang.pack import Pack, load_pack

ISSUES = load_pack("fr").table("issues", IssueTable).issues
EXAMPLES = [(i, text) for i in ISSUES for text in i.examples]
COUNTERS = [(i, text) for i in ISSUES for text in i.counter]


@pytest.mark.parametrize(("issue", "text"), EXAMPLES, ids=[t for _, t in EXAMPLES])
def test_example(issue: Issue, text: str, pack: Pack) -> None:
    assert issue_key(text, pack=pack) == issue.key


@pytest.mark.parametrize(("issue", "text"), COUNTERS, ids=[f"{i.key}:{t}" for i, t in COUNTERS])
def test_counter(issue: Issue, text: str, pack: Pack) -> None:
    assert issue_key(text, pack=pack) != issue.key


def test_no_issue_falls_back_on_the_words(pack: Pack) -> None:
    assert issue_of("le prix du beurre", pack=pack) == "prix beurre"
    assert issue_of("", pack=pack) == "other"
    assert issue_of("nous ne signerons rien", pack=pack) == "signerons"


def test_a_reason_names_no_matter(pack: Pack) -> None:
    assert issue_of("reprendre le dialogue en raison des sanctions", pack=pack) == issue_of("le dialogue", pack=pack)
    assert issue_of("en raison des sanctions", pack=pack) == "sanctions"


def test_lexicon_is_wide() -> None:
    assert len(ISSUES) >= 30
    assert len({i.key for i in ISSUES}) == len(ISSUES)
