"""Drafts (下書き): everything made from a transcript for people to read and correct. Runs no engine."""
