"""Sheets as employees of a town hall keep them, written before the reader was looked at."""
