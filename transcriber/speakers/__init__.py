"""Who spoke when: diarization, and text to turns."""
