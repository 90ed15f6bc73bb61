"""pourparlers: reads news dispatches about diplomacy and keeps the sourced record of it."""

from importlib.metadata import version as _version

__version__ = _version("pourparlers")
