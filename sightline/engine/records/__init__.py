"""One record from whatever the authority already has."""
