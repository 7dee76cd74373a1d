"""The inbox: what lies in it, whether it has arrived completely, and how it is copied in."""
