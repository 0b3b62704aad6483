"""`bandeng records`: what is in the ledger."""

from enum import StrEnum
from typing import Annotated, Any

import typer

from bot.commands.output import emit, opened
from knowledge.ledger import CommitmentEntry, ConsultationEntry, Ledger


class What(StrEnum):
    CONSULTATIONS = "consultations"
    COMMITMENTS = "commitments"
