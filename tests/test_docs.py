"""What a user can reach is documented: docs/reference.md names every command, option, setting and verb."""

from __future__ import annotations

import inspect
import json
import re
from pathlib import Path
from typing import cast

import pytest

from pourparlers.api import Pourparlers
from pourparlers.cli.app import make_command
from pourparlers.config import Settings
from pourparlers.http.app import make_app
from pourparlers.http.options import Options
from pourparlers.lang.catalogue import UI_LANGUAGES

PAGE = (Path(__file__).resolve().parents[1] / "docs" / "reference.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^#{2,3} (.+?)\n(.*?)(?=^#{2,3} |\Z)", PAGE, re.MULTILINE | re.DOTALL))


def commands(command, path: str = ""):
    yield path, command
    for name, child in getattr(command, "commands", {}).items():
        yield from commands(child, f"{path} {name}".strip())


COMMANDS = dict(commands(make_command("en")))
VERBS = [name for name, _ in inspect.getmembers(Pourparlers) if not name.startswith("_")]


@pytest.mark.parametrize("path", COMMANDS)
def test_every_command_and_option_is_documented(path: str) -> None:
    body = SECTIONS[f"pourparlers {path}" if path else "Commands"]
    names = {name for option in COMMANDS[path].params for name in option.opts if name.startswith("--")} - {"--help"}
    assert {name for name in names if f"`{name}" not in body} == set()


@pytest.mark.parametrize("lang", UI_LANGUAGES)
def test_every_command_has_help_with_an_example(lang: str) -> None:
    for path, command in commands(make_command(lang)):
        if path != "knowledge":
            assert f"pourparlers {path}".strip() in command.help, path
        assert all(option.help for option in command.params), path


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_documented(name: str) -> None:
    assert f"| `{name}` | `POURPARLERS_{name.upper()}` |" in SECTIONS["Settings"]


@pytest.mark.parametrize("name", VERBS)
def test_every_verb_is_documented(name: str) -> None:
    member = inspect.getattr_static(Pourparlers, name)
    body = SECTIONS[f"`{name}`"]
    assert inspect.getdoc(getattr(Pourparlers, name))
    function = member.__func__ if isinstance(member, staticmethod) else member
    if inspect.isfunction(function):
        parameters = [p for p in inspect.signature(function).parameters if p != "self"]
        assert [p for p in parameters if not re.search(rf"\b{p}\b", body)] == []


def routes() -> set[str]:
    """Every route of the API, as the reference writes it."""
    app = make_app(cast(Pourparlers, None), Options())
    return {f"{method.upper()} {path}" for path, methods in app.openapi()["paths"].items() for method in methods}


def test_every_route_is_documented_and_no_other() -> None:
    named = set(re.findall(r"^\| `((?:GET|POST|PUT|PATCH|DELETE) [^`]+)` \|", SECTIONS["HTTP API"], re.MULTILINE))
    assert named == routes()


def test_every_route_says_what_it_answers_and_what_it_takes() -> None:
    schema = make_app(cast(Pourparlers, None), Options()).openapi()
    shapes = schema["components"]["schemas"]
    for path, methods in schema["paths"].items():
        for method, route in methods.items():
            assert route["summary"], path
            assert any(code in route["responses"] for code in ("200", "201", "202")), (method, path)
            for parameter in route.get("parameters", ()):
                assert parameter.get("description") or parameter["in"] == "path", (path, parameter["name"])
    named = set(re.findall(r'"#/components/schemas/(\w+)"', json.dumps(schema)))
    assert named <= set(shapes)


def test_the_page_names_no_command_that_is_not_there() -> None:
    headings = {heading.removeprefix("pourparlers ") for heading in SECTIONS if heading.startswith("pourparlers ")}
    assert headings == set(COMMANDS) - {""}
