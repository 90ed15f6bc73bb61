"""Languages as data; see `pourparlers.lang.pack`."""
