"""The domain: meetings, people, terms, transcripts and doubts. Imports nothing else of ours but errors."""
