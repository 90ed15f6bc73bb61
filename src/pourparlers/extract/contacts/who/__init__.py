"""Who is in contact: the parties of a noun or a verb, told, left out, taken up or only described."""
