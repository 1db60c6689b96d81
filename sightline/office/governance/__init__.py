"""Bodies and their constitutions, meetings, and challenges with a clock on the reply."""
