"""What people of a bureau arrange among themselves: absences, kept views, bulk commands."""
