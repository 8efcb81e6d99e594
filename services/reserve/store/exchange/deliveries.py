"""The callbacks to the provincial platform, in order within an application that came from it."""

from __future__ import annotations

from services.chassis.exchange.deliveries import Deliveries
from services.reserve.store import tables

DELIVERIES = Deliveries(tables.Callback, tables.CallbackTry, within="filing_id")
