"""Ports on 127.0.0.1: finding free ones, and saying who holds one that is not."""

from __future__ import annotations

import random
import socket

import psutil

from infra.trouble import Trouble

HOST = "127.0.0.1"
# Below the range from which systems choose the ports of outgoing connections: a free port found here stays free.
RANGE = range(20_000, 32_000)
_given: set[int] = set()


def is_free(port: int) -> bool:
    """Tell whether a server could listen on `port` now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def free() -> int:
    """Find a free port that this process has not given out before."""
    for _ in range(500):
        port = random.choice(RANGE)  # noqa: S311 - not a secret; random so that parallel runs seldom meet
        if port not in _given and is_free(port):
            _given.add(port)
            return port
    raise Trouble("找不到空闲端口（20000–32000）。", "No free port was found (20000-32000).")


def claim(port: int, purpose: str) -> int:
    """Return `port` if it is free, else say who holds it."""
    if is_free(port):
        return port
    owner = holder(port)
    by = f" by {owner}" if owner else ""
    raise Trouble(
        f"端口 {port}（{purpose}）已被占用{f'：{owner}' if owner else ''}。请停止占用者，或用 --port 指定其他端口。",
        f"Port {port} ({purpose}) is in use{by}. Stop its holder or choose another with --port.",
    )


def holder(port: int) -> str | None:
    """Name the process that listens on `port`, where the system lets us see it."""
    try:
        for connection in psutil.net_connections(kind="tcp"):
            address = connection.laddr
            if connection.status == psutil.CONN_LISTEN and address and address.port == port and connection.pid:
                process = psutil.Process(connection.pid)
                return f"{process.name()} (pid {process.pid})"
    except (psutil.Error, PermissionError):
        return None
    return None


def listening(port: int) -> bool:
    """Tell whether something accepts connections on `port`."""
    try:
        with socket.create_connection((HOST, port), timeout=0.5):
            return True
    except OSError:
        return False
