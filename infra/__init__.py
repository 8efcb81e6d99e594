"""The platform on one machine: real parts from package registries, started, watched and stopped by `./dev`."""
