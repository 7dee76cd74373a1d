"""The front door: `transcriber --help`."""
