"""What each person and unit must do now and next: kinds, clauses and limits. What there is to do follows from records."""
