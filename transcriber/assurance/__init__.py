"""Assurance (安全の説明): what an IT person can show a security officer about this program and this installation."""
