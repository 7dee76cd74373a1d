"""Papers (次第, 名簿, 議案) dropped with a recording: the agenda, people and terms of this one meeting."""
