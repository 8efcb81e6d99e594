"""Awards of a year: advanced units and individuals of the district, recommendations to the city, and their effects (A20)."""
