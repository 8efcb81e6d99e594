"""Statistics: what is recorded of projects, how they stand, and the files that go to and come from the office."""
