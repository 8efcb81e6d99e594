"""Projects, items of a plan and applications from spreadsheets."""
