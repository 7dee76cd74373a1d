"""Enrolled voices: taken from recordings by command or by a tick in 学習候補.xlsx, and removed again."""
