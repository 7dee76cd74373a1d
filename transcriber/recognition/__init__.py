"""What the recogniser's process is asked of one recording: plan, recognition, and hearing doubtful words a second time."""
