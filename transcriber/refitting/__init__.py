"""Refitting: limits that belong to one model, fitted anew on recordings whose true text is known."""
