"""The course of a meeting: what the chair announces becomes agenda, votes with results, recesses and what was promised."""

from transcriber.procedure.machine import attach, attach_again, follow

__all__ = ["attach", "attach_again", "follow"]
