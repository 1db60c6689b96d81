"""People, roles and scopes; and the trail of who saw and did what."""
