"""Tables of the assessment, and how states are loaded from them and saved."""
