"""The service: the loop behind `watch` and `scan`, what it does between recordings, and the page that shows how each one stands."""
