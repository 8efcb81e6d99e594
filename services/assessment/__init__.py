"""assessment: facts, the yearly scheme, quarterly scores and cards (A18, A19, A21). README.md is the way in."""
