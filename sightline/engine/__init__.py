"""Facts: functions over data frames. No Django, no wall clock, no network (see ARCHITECTURE.md)."""
