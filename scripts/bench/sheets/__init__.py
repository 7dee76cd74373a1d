"""Office tables with known truth: what is read wrong without a word, what is refused without a place, time and memory."""
