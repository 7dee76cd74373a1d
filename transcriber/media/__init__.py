"""From a media file to 16 kHz mono PCM on the local disk, and what the recording sounds like."""
