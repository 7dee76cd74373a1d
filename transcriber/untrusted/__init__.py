"""Files that others put into our folders: opened without waiting, bounded in size, and parsed in a child process."""
