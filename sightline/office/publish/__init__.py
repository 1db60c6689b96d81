"""Papers frozen from live figures, public pages, and the pages that show a whole thread."""
