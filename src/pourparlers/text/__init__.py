"""Documents to documents: blocks, language, near-duplicates."""
