"""The queue: what is known about each dropped recording, and the runner that takes one from the inbox to the archive."""
