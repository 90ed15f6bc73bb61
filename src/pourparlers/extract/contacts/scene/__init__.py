"""Where and when a contact was: its own words, the day and the place of what is told around it."""
