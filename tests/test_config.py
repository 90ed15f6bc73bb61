from __future__ import annotations

from pathlib import Path

import pytest

from pourparlers.config import default_db, load_settings
from pourparlers.errors import ConfigError


@pytest.fixture(autouse=True)
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("DB", "LANG", "KNOWLEDGE", "LOG_LEVEL"):
        monkeypatch.delenv(f"POURPARLERS_{name}", raising=False)
    path = tmp_path / "config.toml"
    path.write_text("", encoding="utf-8")
    monkeypatch.setenv("POURPARLERS_CONFIG", str(path))
    return path


def test_flags_beat_the_environment_which_beats_the_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_settings().db == default_db()
    file.write_text('db = "file.sqlite"\nlang = "fr"\nknowledge = ["mine"]\n', encoding="utf-8")
    assert (load_settings().db, load_settings().lang, load_settings().knowledge) == (
        Path("file.sqlite"),
        "fr",
        (Path("mine"),),
    )
    monkeypatch.setenv("POURPARLERS_DB", "environment.sqlite")
    assert load_settings().db == Path("environment.sqlite")
    assert load_settings(db=Path("flag.sqlite"), lang=None).db == Path("flag.sqlite")


@pytest.mark.parametrize(
    ("content", "reason"),
    [('lang = "de"', "lang"), ("colour = 1", "colour"), ("db = ", "config.toml")],
    ids=["value", "unknown", "not TOML"],
)
def test_a_wrong_file_is_said_so(file: Path, content: str, reason: str) -> None:
    file.write_text(content, encoding="utf-8")
    with pytest.raises(ConfigError, match=reason) as caught:
        load_settings()
    assert str(file) in str(caught.value)


def test_a_named_file_must_be_there(file: Path) -> None:
    file.unlink()
    with pytest.raises(ConfigError, match="no such file"):
        load_settings()
