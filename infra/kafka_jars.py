"""Kafka's jars: fetched once by jgo from the Maven repository, accepted only with the sha256 that we committed."""

from __future__ import annotations

import functools
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from infra import locks
from infra.places import ROOT
from infra.trouble import Trouble

LIST = Path(__file__).with_name("kafka-jars.sha256")
ENDPOINTS = (("org.apache.kafka", "kafka_2.13", "4.3.1"), ("org.slf4j", "slf4j-simple", "2.0.17"))
REPOSITORY = "ZD_MAVEN_REPOSITORY"  # the address of a mirror, for networks where the central repository is not reached


@dataclass(frozen=True, slots=True)
class Jar:
    """One file of the list: its path in a Maven repository and the digest that we expect."""

    path: str
    sha256: str

    @property
    def coordinates(self) -> tuple[str, str, str]:
        """Group, artifact and version, which are the folders of the path."""
        *group, artifact, version, _ = self.path.split("/")
        return ".".join(group), artifact, version


def cache() -> Path:
    """Return the folder shared by all runs, inside the checkout unless the person keeps caches elsewhere."""
    elsewhere = os.environ.get("XDG_CACHE_HOME")
    return Path(elsewhere) / "zhongdian" if elsewhere else ROOT / ".cache"


def listed(path: Path = LIST) -> tuple[Jar, ...]:
    """Read the committed list, in the usual form of ``sha256sum``."""
    lines = [
        line.split() for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")
    ]
    return tuple(Jar(name, digest) for digest, name in lines)


def jars(folder: Path, wanted: tuple[Jar, ...], progress: Callable[[int, int], None] | None = None) -> list[Path]:
    """Return the verified jars below `folder`, fetching those that are missing; `progress` gets (done, all)."""
    if missing(folder, wanted):
        with locks.held(folder / "fetching.lock", _nothing_to_say):
            _clear_away(folder)
            if absent := [jar for jar in wanted if not (folder / jar.path).exists()]:
                _fetch(folder, absent, progress)
    with ThreadPoolExecutor(4) as pool:
        return list(pool.map(lambda jar: _verified(folder / jar.path, jar), wanted))


def missing(folder: Path, wanted: tuple[Jar, ...]) -> int:
    """Count the jars that would have to be fetched."""
    return sum(not (folder / jar.path).exists() for jar in wanted)


def _nothing_to_say() -> None:
    """The caller has just said that it fetches, and waits as long either way."""


def _clear_away(folder: Path) -> None:
    """Remove what a killed attempt had fetched."""
    for attempt in folder.glob(".fetching-*"):
        shutil.rmtree(attempt, ignore_errors=True)


@functools.cache  # once a process
def _verified(path: Path, jar: Jar) -> Path:
    with path.open("rb") as content:
        found = hashlib.file_digest(content, "sha256").hexdigest()
    if found != jar.sha256:
        path.unlink()
        raise Trouble(
            f"Kafka 组件 {path.name} 的 sha256 为 {found}，与记录的 {jar.sha256} 不符，"
            "已删除，未使用。重试仍如此则下载源不可信。",
            f"{path.name} has sha256 {found} where {jar.sha256} is on record; it was deleted and not used. "
            "If this happens again do not trust where it comes from.",
        )
    return path


def _fetch(folder: Path, missing: list[Jar], progress: Callable[[int, int], None] | None) -> None:
    """Fetch into a folder of this attempt and move whole files only: a killed download leaves no half jar in its place."""
    import requests  # noqa: PLC0415 - a second start does not need it

    folder.mkdir(parents=True, exist_ok=True)
    done = 0
    with tempfile.TemporaryDirectory(dir=folder, prefix=".fetching-") as attempt, ThreadPoolExecutor(6) as pool:
        context = _context(Path(attempt))
        try:
            for jar, path in pool.map(lambda jar: (jar, _download(context, jar)), missing):
                target = folder / jar.path
                target.parent.mkdir(parents=True, exist_ok=True)
                path.replace(target)
                done += 1
                if progress:
                    progress(done, len(missing))
        except (requests.RequestException, RuntimeError) as error:
            pool.shutdown(wait=False, cancel_futures=True)
            raise Trouble(
                f"无法下载 Kafka 组件（共 {len(missing)} 个，已得 {done} 个）：请检查网络，或用环境变量 {REPOSITORY} 指定镜像。",
                f"Kafka's jars could not be fetched ({done} of {len(missing)} are here): check the network, "
                f"or name a mirror in {REPOSITORY}. {error}",
            ) from error


def _download(context: object, jar: Jar) -> Path:
    group, artifact, version = jar.coordinates
    path: Path = context.project(group, artifact).at_version(version).artifact().resolve()  # type: ignore[attr-defined]
    return path


def _context(repository_cache: Path) -> object:
    from jgo.constants import MAVEN_CENTRAL_URL  # noqa: PLC0415 - half a second that a second start does not need
    from jgo.maven import MavenContext  # noqa: PLC0415

    address = os.environ.get(REPOSITORY) or MAVEN_CENTRAL_URL
    return MavenContext(repo_cache=repository_cache, local_repos=[], remote_repos={"central": address}, timeout=60)


def relist(folder: Path) -> str:
    """Resolve the endpoints anew and return the text of the list; for whoever raises a version, and reads the difference."""
    from jgo.parse import Coordinate  # noqa: PLC0415

    context = _context(folder)
    roots = [
        context.create_dependency(Coordinate(groupId=g, artifactId=a, version=v, scope="compile"))  # type: ignore[attr-defined]
        for g, a, v in ENDPOINTS
    ]
    inputs, transitive = context.resolver.resolve(roots)  # type: ignore[attr-defined]
    needed = [*inputs, *(dependency for dependency in transitive if dependency.scope in ("compile", "runtime"))]
    files = [dependency.artifact.resolve() for dependency in needed]
    lines = {f"{hashlib.sha256(f.read_bytes()).hexdigest()}  {f.relative_to(folder).as_posix()}" for f in files}
    return (
        "# Kafka and what it needs; written by `./dev lock`\n" + "\n".join(sorted(lines, key=lambda x: x[66:])) + "\n"
    )
