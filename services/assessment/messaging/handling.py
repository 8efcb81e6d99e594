"""What a module of handlers gives to the inbox: type, model, handler."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from services.chassis.events import Foreign
from services.chassis.work import Work

Handlers = tuple[tuple[str, type[Foreign], Callable[[Work, Any], Awaitable[None]]], ...]
