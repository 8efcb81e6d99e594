"""Monthly lists of planned projects in the database."""
