"""What comes back from the office and goes to it: checked drafts, proposals of what to learn, monthly reports."""
