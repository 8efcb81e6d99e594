"""Parts that run elsewhere, as `./dev up` is told of them: where an address leads, and whether somebody is there.

What is said of an address never holds its user or password.
"""

from __future__ import annotations

import contextlib
import re
from urllib.parse import parse_qsl, urlsplit

from infra.trouble import Trouble

CONNECT_SECONDS = 10.0
_BROKERS = re.compile(r"[^\s,/@]+:\d{1,5}(,[^\s,/@]+:\d{1,5})*")


def database(url: str) -> str:
    """Say where a URL of PostgreSQL leads; refuse what is no such URL."""
    place = _place(url, ("postgresql", "postgres")) or _no(
        "--database", "postgresql://user:password@host:5432/postgres"
    )
    if others := {name for name, _ in parse_qsl(urlsplit(url).query)} - {"user", "password"}:
        names = ", ".join(sorted(others))
        raise Trouble(
            f"--database 不接受选项 {names}；请用 PostgreSQL 的环境变量，如 PGSSLMODE=require。",
            f"--database takes no {names}: use PostgreSQL's environment variables, as in PGSSLMODE=require.",
        )
    return place


def valkey(url: str) -> str:
    """Say where a URL of Redis or Valkey leads; refuse what is no such URL."""
    return _place(url, ("redis", "rediss")) or _no("--redis", "redis://:password@host:6379/0")


def kafka(url: str) -> str:
    """Say where brokers are; refuse what is no such address."""
    if _BROKERS.fullmatch(url):
        return url
    example = "host:9092,host:9092"
    raise Trouble(f"--kafka 须形如 {example}。", f"--kafka takes {example}.")


def see_that_valkey_answers(url: str) -> None:
    """Ask the Redis or Valkey of `url` for a sign of life, with the password that the services will use."""
    from redis import Redis, RedisError  # noqa: PLC0415 - only for one that runs elsewhere

    place = valkey(url)
    try:
        with Redis.from_url(url, socket_timeout=CONNECT_SECONDS, socket_connect_timeout=CONNECT_SECONDS) as client:
            client.ping()
    except (RedisError, OSError, ValueError) as error:
        raise Trouble(
            f"--redis 指定的 {place} 不可用：{error}", f"The Redis or Valkey at {place} cannot be used: {error}"
        ) from error


def _place(url: str, schemes: tuple[str, ...]) -> str | None:
    with contextlib.suppress(ValueError):  # a port that is no number
        parts = urlsplit(url)
        _, at, place = parts.netloc.rpartition("@")
        # An @ elsewhere means that a character of the password has cut the address short.
        if parts.scheme in schemes and parts.port != 0 and (at or "@" not in url):
            return place or "localhost"
    return None


def _no(option: str, example: str) -> str:
    raise Trouble(
        f"{option} 须形如 {example}（密码中的 / # ? @ 写作 %2F %23 %3F %40）。",
        f"{option} takes {example} (in a password / # ? @ are written %2F %23 %3F %40).",
    )
