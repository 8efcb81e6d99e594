"""Commands on memberships."""
