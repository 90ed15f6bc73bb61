"""Addresses fetched with care: none that is private, none that robots.txt closes, none without an end."""

from .client import Client, Fetched

__all__ = ["Client", "Fetched"]
