"""The law: articles, breaches, dated values, working days, parties. Pure, standard library only."""
