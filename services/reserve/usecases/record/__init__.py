"""Commands on packages of projects."""
