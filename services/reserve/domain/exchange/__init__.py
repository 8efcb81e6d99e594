"""Between this district and other systems: the provincial platform and the city's reserve library."""
