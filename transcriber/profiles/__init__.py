"""Profiles (設定): what one first-level watch folder says about its meetings. Reads what the office edits."""
