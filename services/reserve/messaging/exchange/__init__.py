"""The signed REST of the provincial platform, callbacks to it, and the live interface of the city's library."""
