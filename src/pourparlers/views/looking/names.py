"""What to call the values of filters."""

from __future__ import annotations

from .facts import RowMaker

_KINDS = ("contact", "statement", "event", "stance")


def name_value(name: str, key: str, rows: RowMaker) -> str:
    """The value `key` of the filter `name` in words; itself where there are none (outlets, things counted)."""
    say = rows.cast.say
    match name:
        case "type":
            return say(f"type.{key}")
        case "kind":
            return next((words for kind in _KINDS if (words := say.get(f"{kind}.{key}", ""))), key)
        case "status":
            return say.get(f"status.{key}", say.get(f"assertion.{key}", key))
        case "issue":
            return rows.name_issue(key)
        case "actor":
            return rows.cast.name(key)
    return key
