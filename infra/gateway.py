"""The one GraphQL endpoint: Hive Gateway on the wheel's Node, or Hive Router where its binary was built."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from infra import locks
from infra.kafka_jars import cache
from infra.places import ROOT
from infra.ports import HOST
from infra.processes import Launch, Supervisor, environment
from infra.services import answers
from infra.trouble import Trouble
from infra.wheels import node, npm_script

NAME = "gateway"
FOLDER = ROOT / "gateway"
HEALTH = {"hive": "/healthcheck", "router": "/health"}
ROUTER_VERSION = "0.2.0"
# Its JSON parser has no limit of depth and recurses: on a thread's usual 2 MiB some 10 KB of brackets end the process.
# This much holds the deepest body of GATEWAY_MAX_BYTES' standard; memory is taken only as far as a body is deep.
ROUTER_STACK_BYTES = 1 << 30
WAITING = (
    "另一个 ./dev 正在安装网关的 Node 包，等待其完成……",
    "Another ./dev installs the gateway's packages; waiting for it.",
)
RETRIES = ("--fetch-retries=2", "--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=5000")
# A person's own Node options are kept out.
FOREIGN_OPTIONS = {"NODE_OPTIONS": None, "NODE_PATH": None}
Say = Callable[[str, str], None]


@dataclass(frozen=True, kw_only=True)
class Gateway:
    """One gateway process before the services."""

    port: int
    services: Mapping[str, int]
    supervisor: Supervisor
    name: str = NAME
    kind: str = "hive"
    mode: str = "development"
    extra: Mapping[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """The endpoint."""
        return f"http://{HOST}:{self.port}/graphql"

    def start(self) -> None:
        """Start it and wait until it answers; it does not wait for the services."""
        # Hive Gateway runs on the real Node: the wheel's shim would orphan it.
        command, more = ((str(node()), "server.mjs"), {}) if self.kind == "hive" else self._router()
        env = {**self.variables(), **more}
        self.supervisor.start(Launch(name=self.name, argv=command, rank=0, cwd=FOLDER, env=env))
        self.supervisor.wait_until(self.name, lambda: answers(self.port, HEALTH[self.kind]), 60)

    def variables(self) -> dict[str, str | None]:
        """Return what the gateway is told: gateway/README.md names the same."""
        addresses = {f"{name.upper()}_URL": f"http://{HOST}:{port}/graphql" for name, port in self.services.items()}
        return {
            "GATEWAY_HOST": HOST,
            "GATEWAY_PORT": str(self.port),
            "GATEWAY_MODE": self.mode,
            "NODE_COMPILE_CACHE": str(cache() / "node"),
            **addresses,
            **FOREIGN_OPTIONS,
            **self.extra,
        }

    def _router(self) -> tuple[tuple[str, ...], dict[str, str]]:
        """Write the router's configuration for the same settings; return its command and where it finds them."""
        binary = router_binary()
        if not binary.exists():
            raise Trouble(
                f"没有 Hive Router（{binary}）：先运行 ./dev gateway build-router（需 Rust，约一刻钟），"
                "或使用默认网关。",
                f"There is no Hive Router at {binary}: run ./dev gateway build-router first (needs Rust, "
                "a quarter of an hour), or use the default gateway.",
            )
        written = self.supervisor.logs.parent / f"{self.name}-router.json"
        render = [str(node()), "render-router-config.mjs", str(written)]
        done = subprocess.run(
            render, cwd=FOLDER, env=environment(self.variables()), capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise Trouble(f"网关配置有误：{done.stderr}", f"The gateway's settings are wrong: {done.stderr}")
        return (str(binary),), router_environment(written)


def router_environment(config: Path) -> dict[str, str]:
    """Return what the router's process is told: the rest is in its configuration."""
    return {"ROUTER_CONFIG_FILE_PATH": str(config), "RUST_MIN_STACK": str(ROUTER_STACK_BYTES)}


def router_binary() -> Path:
    """Return where the router's binary is, or would be: the one that is named, else the one built here."""
    return Path(os.environ.get("ZD_ROUTER_BINARY") or _router_folder() / "bin" / "hive_router")


def _router_folder() -> Path:
    return cache() / f"hive-router-{ROUTER_VERSION}"


def kinds() -> list[str]:
    """Return the gateways that can be started here: Hive Gateway always, Hive Router where it was built."""
    return ["hive", *(["router"] if router_binary().exists() else [])]


def installed() -> bool:
    """Tell whether gateway/node_modules is whole and of today's package-lock.json."""
    marker = FOLDER / "node_modules" / ".installed-for"
    return marker.exists() and marker.read_text(encoding="utf-8") == _lock_digest()


def install(say: Say) -> None:
    """Install the gateway's packages from its lock, once per lock."""
    if installed():
        return
    with locks.held(ROOT / ".cache" / "node-packages.lock", lambda: say(*WAITING)) as lock:
        if not installed():  # another ./dev may have done it while we waited
            _install(say, lock)


def _install(say: Say, lock: int) -> None:
    say(
        "安装网关的 Node 包（约 160 个，装后约 96 MB，约半分钟，仅此一次）",
        "installing the gateway's Node packages (about 160, 96 MB on disk, half a minute, once)",
    )
    command = [
        str(node()),
        str(npm_script()),
        "ci",
        "--omit=dev",
        "--no-audit",
        "--no-fund",
        "--ignore-scripts",
        *RETRIES,
    ]
    path = f"{node().parent}{os.pathsep}{os.environ.get('PATH', '')}"
    done = subprocess.run(
        command,
        cwd=FOLDER,
        env=environment({**FOREIGN_OPTIONS, "PATH": path}),
        capture_output=True,
        text=True,
        check=False,
        pass_fds=(lock,),  # npm may outlive a killed ./dev
    )
    if done.returncode:
        told = done.stderr.strip().splitlines()
        report = "\n".join([line for line in told if "npm error" in line][:5] or told[:5])
        raise Trouble(
            f"网关的 Node 包安装失败，请检查网络与磁盘后重试：\n{report}",
            f"The gateway's Node packages could not be installed; check network and disk and try again:\n{report}",
        )
    (FOLDER / "node_modules" / ".installed-for").write_text(_lock_digest(), encoding="utf-8")


def build_router(say: Say) -> Path:
    """Build Hive Router with cargo; one that was interrupted goes on, one that is done does nothing."""
    cargo = shutil.which("cargo")
    if cargo is None:
        raise Trouble("未找到 cargo：请先安装 Rust。", "cargo was not found: install Rust first.")
    say(
        f"构建 Hive Router {ROUTER_VERSION}：约 600 个 crate，双核约一刻钟，仅此一次",
        f"building Hive Router {ROUTER_VERSION}: about 600 crates, a quarter of an hour on two cores, once",
    )
    folder = _router_folder()
    built = folder / "build"
    options = ("--version", ROUTER_VERSION, "--locked", "--features", "graphiql", "--root", str(folder))
    if subprocess.run([cargo, "install", "hive-router", *options, "--target-dir", str(built)], check=False).returncode:
        raise Trouble("Hive Router 构建失败，见上。", "Hive Router could not be built; see above.")
    shutil.rmtree(built, ignore_errors=True)
    return folder / "bin" / "hive_router"


def _lock_digest() -> str:
    return hashlib.sha256((FOLDER / "package-lock.json").read_bytes()).hexdigest()
