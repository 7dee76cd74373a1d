"""The audit log (監査記録): what was done to each recording and its files, in a chain that shows any alteration."""

from transcriber.audit.log import AuditLog, Entry, Head, MemoryHead
from transcriber.audit.verification import Finding, Verdict, verify

__all__ = ["AuditLog", "Entry", "Finding", "Head", "MemoryHead", "Verdict", "verify"]
