"""Risk triage: a sorting aid for moderators. It orders a queue and does nothing else."""

from forum.safety.triage.judging import triage
from forum.safety.triage.model import Cue, Level, Triage

__all__ = ["Cue", "Level", "Triage", "triage"]
