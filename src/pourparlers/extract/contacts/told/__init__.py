"""How a contact is told: by nouns, verbs, clauses, deeds that imply it, or without its parties."""
