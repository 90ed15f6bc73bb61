"""Text to mentions: entities, times, quotes, links, modality."""
