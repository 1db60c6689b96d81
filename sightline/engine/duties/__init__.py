"""What is owed, to whom, by when."""
