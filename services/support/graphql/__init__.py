"""The support subgraph: thin types over tables, commands over use cases, permissions for every field."""
