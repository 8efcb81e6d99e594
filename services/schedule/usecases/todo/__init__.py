"""What each person and unit must do now and next (第七条至第十三条)."""
