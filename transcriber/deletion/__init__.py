"""Deletion when its time has come (保存期間): what is due, what holds it, and what the audit log is told."""
