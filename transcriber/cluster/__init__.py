"""Several PCs: windows and pieces are worked on by other computers, over mutual TLS. Only used where the settings say [cluster]."""
