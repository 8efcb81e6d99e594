"""What reserve tells the other services. It consumes nothing yet."""
