"""The chassis: what every service stands on, with no business words in it. See README.md for how a service uses it."""
