"""`python -m services.schedule serve | migrate | revise | sdl | events`."""

from services.chassis.main import run
from services.schedule.app import SERVICE

run(SERVICE)
