"""Prints the description of the provincial interface: ``python -m services.support.messaging.provincial.describe``."""

from __future__ import annotations

import json
import sys

from services.support.messaging.provincial.interface import described


def text() -> str:
    """Write the description as it is committed (docs/integration/provincial-support.openapi.json)."""
    return json.dumps(described(), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


if __name__ == "__main__":
    sys.stdout.write(text())
