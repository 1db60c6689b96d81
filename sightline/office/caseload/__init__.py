"""Children, what they are owed, and the measures made of it."""
