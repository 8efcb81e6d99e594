"""The demo: a believable, plainly fictitious district, loaded through the endpoint as its users would."""
