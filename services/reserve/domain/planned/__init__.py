"""The monthly list of planned projects (第四条): what it contains, when it is due, how it stands."""
