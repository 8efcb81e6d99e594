"""What is done with quota accounts."""
