"""Files that ask for far more than they hold: what each costs, and whether anybody waits for it."""
