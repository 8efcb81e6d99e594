"""第八条：the annual task as a curve, planned against reported and verified; even splits; what changed between versions."""
