"""The audit log (監査記録): what was done to each recording and its files, in a chain that shows any alteration."""

from transcriber.audit.log import AuditLog, Head, LogLine, MemoryHead
from transcriber.audit.verification import LogFault, Verdict, verify_log

__all__ = ["AuditLog", "LogLine", "LogFault", "Head", "MemoryHead", "Verdict", "verify_log"]
