"""The course of a meeting: what the chair announces becomes agenda, votes with results, recesses and what was promised."""

from transcriber.procedure.attaching import attach_again, attach_procedure
from transcriber.procedure.machine import follow_meeting

__all__ = ["attach_procedure", "attach_again", "follow_meeting"]
