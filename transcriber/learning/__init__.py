"""Learning: what reviewers corrected becomes proposals; only what a person ticks is used the next time."""
