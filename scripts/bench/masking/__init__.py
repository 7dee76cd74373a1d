"""How much of the personal data in consultations is masked, and whether any of it leaks into a file."""
