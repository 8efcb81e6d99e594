"""Progress of construction projects: reported monthly and updated weekly, verified by the investment authority (A9)."""
