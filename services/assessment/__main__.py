"""Run the service: ``python -m services.assessment serve | migrate | revise | sdl | events``."""

from services.assessment.app import SERVICE
from services.chassis.main import run

run(SERVICE)
