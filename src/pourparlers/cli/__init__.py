"""The command line: a thin front over `pourparlers.api`. Exit codes: 0 done, 1 some input failed or nothing found,
2 wrong usage, settings, data or database, 3 a fault of the program.
"""

from .app import main

__all__ = ["main"]
