"""Personal data in what was said: found by named rules, and masked in a view from which everything that staff see is made."""
