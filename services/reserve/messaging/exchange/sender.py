"""Delivers callbacks to the provincial platform."""

from __future__ import annotations

from services.chassis.beside import Beside, Job
from services.chassis.exchange.sender import CallbackSender
from services.reserve.store.exchange.deliveries import DELIVERIES


def callback_sender(beside: Beside) -> Job:
    """Make the job that tells the province what becomes of its applications."""
    return CallbackSender(beside, DELIVERIES)
