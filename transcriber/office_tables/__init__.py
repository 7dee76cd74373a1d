"""Office tables (名簿, 用語, lists of ours): sheets as offices really make them → people, terms and rows, each with its place."""
