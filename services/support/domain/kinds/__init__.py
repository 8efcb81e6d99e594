"""What can be asked of the bureaus: the shape of a kind of request, and the kinds of each clause as dated, cited data."""
