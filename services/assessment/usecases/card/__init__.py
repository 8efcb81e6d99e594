"""Cards are issued and withdrawn as ranks ask for it."""
