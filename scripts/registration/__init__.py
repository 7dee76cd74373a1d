"""What scripts/install does, by subject. Run by whatever Python the system has: nothing but the standard library is imported."""
