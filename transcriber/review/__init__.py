"""The way back: read what reviewers return, compare it with the draft, measure the effect, and propose what to learn."""
