"""The course of a meeting: what the chair announces becomes agenda, votes with results, recesses and what was promised."""

from transcriber.procedure.machine import attach, follow

__all__ = ["attach", "follow"]
