"""``python -m services.reserve serve | migrate | revise | sdl | events``."""

from __future__ import annotations

from services.chassis.main import run
from services.reserve.app import SERVICE

run(SERVICE)
