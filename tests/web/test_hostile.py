"""Text that would act, or break the page, were it taken for markup: in every field of every view it is only text."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

NASTY = (
    "<img src=x onerror=\"window.owned=1;fetch('http://evil.invalid/')\"><script>window.owned=1</script>"
    "\"><svg/onload=window.owned=1> {{7*7}} ${7*7} javascript:window.owned=1 \u202e\u0001 &lt;b&gt; '" + "w" * 300
)
KEPT = frozenset(
    "id key type kind date earliest latest status_key stance_key layer published start end unit first last source "
    "target position document moved_from languages as_of next published_basis basis state issue main latest voices "
    "decided_at withdrawn_at lang was".split()
)
"""Fields that hold no words of a record: ids, keys, days."""
VIEWS = ("", "agenda", "network", "ledger", "dossiers", "actors", "documents", "search")


def spoil(value: Any, field: str = "") -> Any:
    """`value` with every word in it made hostile."""
    if isinstance(value, dict):
        return {name: spoil(part, name) for name, part in value.items()}
    if isinstance(value, list):
        return [spoil(part, field) for part in value]
    return NASTY if isinstance(value, str) and field not in KEPT else value


def spoil_answers(page: Any) -> None:
    """The server's answers, hostile."""

    def answer(route: Any) -> None:
        told = route.fetch()
        if "json" not in told.headers.get("content-type", ""):
            route.fulfill(response=told)
            return
        route.fulfill(response=told, body=json.dumps(spoil(json.loads(told.text()))))

    page.route("**/api/v1/**", answer)


def find_wrong(seen: Any, query: str) -> list[str]:
    """What the hostile words did on the page of `query` beside standing there as words."""
    seen.page.goto(seen.address + query)
    seen.page.wait_for_selector("main [data-ready]", state="attached")
    seen.page.wait_for_timeout(150)
    told = {
        "a script ran": seen.page.evaluate("window.owned") is not None,
        "an element was made": seen.page.locator("main img, main script, main iframe, main object").count() > 0,
        "the words are gone": "<script>window.owned=1</script>" not in seen.page.evaluate("document.body.textContent"),
        "the page overflows": seen.overflows(),
    }
    return [what for what, is_so in told.items() if is_so]


@pytest.mark.parametrize("width", [1360, 390])
@pytest.mark.parametrize("view", VIEWS)
def test_lists(site: str, visit: Callable[..., Any], view: str, width: int) -> None:
    seen = visit(site, width=width)
    spoil_answers(seen.page)
    assert find_wrong(seen, f"?view={view}&q=rencontre" if view == "search" else f"?view={view}") == []
    seen.shot(f"hostile-{view or 'chronology'}-{width}")


@pytest.mark.parametrize(("path", "query"), [
    ("facts?type=contact&q=t%C3%A9h%C3%A9ran", "?fact={}"), ("facts?type=position", "?fact={}"),
    ("documents", "?view=documents&id={}"), ("actors", "?view=actors&id={}"), ("dossiers", "?view=dossiers&id={}"),
])  # fmt: skip
def test_one_thing(site: str, visit: Callable[..., Any], path: str, query: str) -> None:
    seen = visit(site)
    seen.go()
    first = seen.page.evaluate(f"fetch('/api/v1/{path}').then(a => a.json()).then(a => a.items[0].id)")
    spoil_answers(seen.page)
    assert find_wrong(seen, query.format(first)) == []
    seen.shot(f"hostile-one-{path[:9].replace('?', '')}")


@pytest.mark.parametrize(
    "nasty", ["<img src=x onerror=window.owned=1>", "'\"><script>window.owned=1</script>", "../../x"]
)
def test_the_address_itself(site: str, visit: Callable[..., Any], nasty: str) -> None:
    seen = visit(site)
    seen.expected = ("status of 404", "status of 400")  # the server refuses such ids and kinds
    fields = ("q", "actor", "type", "kind", "status", "issue", "outlet", "since", "month", "lang", "between", "fact")
    for view in VIEWS:
        query = seen.page.evaluate(
            "([fields, nasty, view]) => { const p = new URLSearchParams({view});"
            " for (const f of fields) p.append(f, nasty); return '?' + p }",
            [fields, nasty, view],
        )
        seen.page.goto(site + query)
        seen.page.wait_for_selector("main [data-ready]", state="attached")
        assert seen.page.evaluate("window.owned") is None
        assert seen.page.locator("main img, main script").count() == 0
