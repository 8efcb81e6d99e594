"""The signed interface of the provincial platform to support."""
