"""What was heard → what is read: punctuation, readings, and names and terms restored by their sound."""
