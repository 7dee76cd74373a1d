"""The pipeline: the order of the stages from a recording to its draft."""
