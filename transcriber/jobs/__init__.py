"""Jobs: what is known about each dropped recording, and the runner that walks the stages."""
