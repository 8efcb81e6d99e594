"""The rules of the schedule service (A8, A9): pure decisions, no input, no output, no clock."""
