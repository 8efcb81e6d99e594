"""Project sheets as offices keep them, read as a grid of cells. Opening the file is the use case's."""
