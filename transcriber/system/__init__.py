"""What the computer gives: processors and GPUs, child processes, files that are whole or absent, rights, and no network."""
