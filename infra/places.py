"""Where things are: the checkout, the folder of data, the ports that a folder keeps from run to run."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from pathlib import Path

from infra import ports
from infra.processes import write_json

ROOT = Path(__file__).resolve().parent.parent
SERVICES = ("reserve", "schedule", "support", "assessment")
DEFAULT_DATA = ROOT / ".data" / "platform"


@dataclass(slots=True)
class KeptPorts:
    """The ports of a data folder: the same from run to run as long as they are free."""

    data: Path
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def of(self, name: str) -> int:
        """Return the port of `name`: last time's if it is free now, else a new one."""
        with self._lock:
            known = self.known()
            port = known.get(name)
            if port is None or not ports.is_free(port):
                port = ports.free()
                write_json(self.data / "ports.json", {**known, name: port})
            return port

    def keep(self, name: str, port: int) -> int:
        """Remember a port that a person chose."""
        with self._lock:
            write_json(self.data / "ports.json", {**self.known(), name: port})
        return port

    def known(self) -> dict[str, int]:
        """Return all ports of the last run."""
        try:
            content = json.loads((self.data / "ports.json").read_text(encoding="utf-8"))
            return {str(name): int(port) for name, port in content.items()}
        except (OSError, ValueError, AttributeError):
            return {}
