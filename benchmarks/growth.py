"""A picture of how the HTTP API grows with the record, from the figures that `serving.py --json` keeps.

    python benchmarks/growth.py [benchmarks/growth.json] [docs/growth.svg]

Three panels over the number of dispatches, all axes logarithmic: the processor time of an answer for each view, the
memory of the server at its peak, and the size of the database.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Callable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from serving import FIRST_ANSWER, READY

HERE = Path(__file__).resolve().parent
WIDTH, HEIGHT, LEFT, TOP = 900, 560, 60, 40
SKIPPED = frozenset({FIRST_ANSWER, READY, "info"})
COLOURS = ("#1f77b4", "#d62728", "#2ca02c", "#9467bd", "#8c564b", "#e377c2", "#7f7f7f", "#17becf")
Point = tuple[float, float]


def draw(figures: Sequence[Mapping[str, Any]]) -> str:
    """The picture, SVG, of figures sorted by size."""
    sizes = [float(one["dispatches"]) for one in figures]
    views = [name for name in figures[-1]["views"] if name not in SKIPPED]
    lines = {
        name: [(n, max(one["views"][name][2], 0.5)) for n, one in zip(sizes, figures, strict=True)] for name in views
    }
    memory = {"server, MiB at the peak": [(n, one["peak_mib"]) for n, one in zip(sizes, figures, strict=True)]}
    disk = {"database, MB": [(n, one["megabytes"]) for n, one in zip(sizes, figures, strict=True)]}
    parts = [
        _panel("Processor time of an answer, ms", lines, (LEFT, TOP, 420, HEIGHT - 90), sizes, mark=100),
        _panel("Memory of the server, MiB", memory, (LEFT + 620, TOP, 200, 190), sizes),
        _panel("Database, MB", disk, (LEFT + 620, TOP + 280, 200, 190), sizes),
    ]
    style = "text{font:11px sans-serif;fill:#444}.t{font-size:13px;fill:#111}path{fill:none;stroke-width:1.6}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'role="img"><title>How the HTTP API grows with the record</title><style>{style}</style>'
        f'<rect width="100%" height="100%" fill="#fff"/>{"".join(parts)}</svg>\n'
    )


def _panel(
    title: str,
    lines: Mapping[str, Sequence[Point]],
    box: tuple[int, int, int, int],
    sizes: Sequence[float],
    *,
    mark: float | None = None,
) -> str:
    """Lines by name in a box (left, top, width, height); `mark` is a value to be drawn across."""
    left, top, width, height = box
    values = [value for line in lines.values() for _, value in line] + ([mark] if mark else [])
    low, high = 10 ** math.floor(math.log10(min(values))), 10 ** math.ceil(math.log10(max(values)))

    def x(n: float) -> float:
        return left + width * _share(n, sizes[0], sizes[-1])

    def y(value: float) -> float:
        return top + height * (1 - _share(value, low, high))

    parts = [f'<text class="t" x="{left}" y="{top - 14}">{escape(title)}</text>']
    parts += [
        _grid(f"{10**k:,}", left, y(10**k), width) for k in range(round(math.log10(low)), round(math.log10(high)) + 1)
    ]
    parts += [f'<text x="{x(n):.0f}" y="{top + height + 16}" text-anchor="middle">{_short(n)}</text>' for n in sizes]
    if mark:
        parts.append(f'<path d="M{left} {y(mark):.1f}H{left + width}" stroke="#000" stroke-dasharray="4 3"/>')
    at = _spread({name: y(line[-1][1]) for name, line in lines.items()}, 13)
    for i, (name, line) in enumerate(lines.items()):
        colour = COLOURS[i % len(COLOURS)]
        path = "L".join(f"{x(n):.1f} {y(value):.1f}" for n, value in line)
        parts.append(f'<path d="M{path}" stroke="{colour}"/>')
        parts += [f'<circle cx="{x(n):.1f}" cy="{y(value):.1f}" r="2.2" fill="{colour}"/>' for n, value in line]
        if len(lines) > 1:
            label = f"{escape(name)} ({line[-1][1]:.0f})"
            parts.append(f'<text x="{left + width + 8}" y="{at[name] + 4:.1f}" style="fill:{colour}">{label}</text>')
        else:
            parts += [
                f'<text x="{x(n) - 4:.0f}" y="{y(v) - 7:.0f}" text-anchor="end">{v:,.0f}</text>' for n, v in line[1:]
            ]
    return "".join(parts)


def _share(value: float, low: float, high: float) -> float:
    """Where `value` lies between two others, on a scale of orders of magnitude."""
    return math.log(value / low) / math.log(high / low) if high > low else 0.5


def _grid(label: str, left: int, y: float, width: int) -> str:
    line = f'<path d="M{left} {y:.1f}H{left + width}" stroke="#ddd"/>'
    return f'{line}<text x="{left - 6}" y="{y + 4:.1f}" text-anchor="end">{label}</text>'


def _short(n: float) -> str:
    return f"{n / 1e6:g} M" if n >= 1e6 else f"{n / 1e3:g} k"


def _spread(at: Mapping[str, float], gap: float) -> dict[str, float]:
    """Heights of labels, moved so that none lies on another."""
    names = sorted(at, key=lambda name: at[name])
    placed = [at[name] for name in names]
    for i in range(1, len(placed)):
        placed[i] = max(placed[i], placed[i - 1] + gap)
    return dict(zip(names, placed, strict=True))


def main() -> None:
    """Draw what the file of figures holds."""
    source, target = (Path(p) for p in (sys.argv[1:3] or (HERE / "growth.json", HERE.parent / "docs" / "growth.svg")))
    held = json.loads(source.read_text(encoding="utf-8"))
    order: Callable[[str], int] = int
    target.write_text(draw([held[size] for size in sorted(held, key=order)]), encoding="utf-8")


if __name__ == "__main__":
    main()
