"""What was planted in the synthetic county is found again, all of it and no others."""
