"""Documents to documents: blocks, language, near-duplicates."""

from .analyse import analyse_text
from .duplicates import find_duplicates

__all__ = ["analyse_text", "find_duplicates"]
