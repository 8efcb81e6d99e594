"""Projects from spreadsheets."""
