"""話者.xlsx: a person sets the speakers of a draft right, and the draft is made again."""
