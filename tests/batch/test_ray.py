"""Ray gives what the processes of this machine give, byte for byte."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

import batched
from pourparlers.batch.on_ray import RayEngine
from pourparlers.errors import ConfigError

there = importlib.util.find_spec("ray") is not None


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pids").mkdir()
    monkeypatch.setenv("POURPARLERS_TEST_PIDS", str(tmp_path / "pids"))
    monkeypatch.delenv("RAY_ADDRESS", raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.mark.skipif(there, reason="Ray is installed here: nothing is lacking to be told")
def test_without_ray_it_is_said_what_to_install() -> None:
    with pytest.raises(ConfigError, match=r"pip install 'pourparlers\[ray\]'"):
        RayEngine(2)


@pytest.mark.skipif(not there, reason="Ray (the extra `ray`) is not installed here")
def test_ray_gives_the_same_bytes_also_where_processes_die(tmp_path: Path) -> None:
    batched.make_input(tmp_path / "in")
    texts = [batched.make_text(i) for i in range(60)]
    texts[33], texts[50], texts[12] = f"KILLS {texts[33]}", f"POISON {texts[50]}", f"KILLS ONCE {texts[12]}"
    batched.put_jsonl(tmp_path / "in" / "rows.jsonl", texts)
    local = batched.run(Path("in"), tmp_path / "local", workers=2)
    batched.merge(tmp_path / "local")
    (tmp_path / "pids" / "died").unlink()
    far = batched.run(Path("in"), tmp_path / "ray", engine=RayEngine(2, command=batched.COMMAND))
    batched.merge(tmp_path / "ray")
    assert far == local
    assert [failure.uri for failure in far.failed] == ["in/rows.jsonl#L34", "in/rows.jsonl#L51"]
    assert batched.tree(tmp_path / "ray") == batched.tree(tmp_path / "local")
