"""Where the bytes of files are kept, as `ZD_FILES` says it; refused with one sentence that repeats nothing of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_STYLES = ("path", "virtual")
_ASKED = frozenset({"endpoint", "region", "style"})


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of this machine, or one that is mounted here."""

    path: Path


@dataclass(frozen=True, slots=True)
class Bucket:
    """A bucket of an S3-compatible store; `endpoint` is empty for the one of the region."""

    name: str
    prefix: str
    endpoint: str
    region: str
    virtual: bool


def place_of(url: str) -> Folder | Bucket:
    """Read `file:///folder` or `s3://bucket/prefix?endpoint=…&region=…&style=path|virtual`; raise ValueError else.

    >>> place_of("s3://files/zd?endpoint=https%3A%2F%2Fs3.example.org&region=cn-1").prefix
    'zd'
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        raise ValueError("ZD_FILES is not a URL") from None
    if parts.scheme == "file":
        return _folder(parts)
    if parts.scheme == "s3":
        return _bucket(parts)
    raise ValueError("ZD_FILES must be file:///folder or s3://bucket/prefix?endpoint=…&region=…")


def _folder(parts: SplitResult) -> Folder:
    path = Path(unquote(parts.path))
    if parts.netloc not in {"", "localhost"} or parts.query or parts.fragment or not path.is_absolute():
        raise ValueError("a folder in ZD_FILES is written file:///absolute/path and nothing else")
    if path == Path(path.anchor):
        raise ValueError("ZD_FILES must not be the root of the file system")
    return Folder(path)


def _bucket(parts: SplitResult) -> Bucket:
    if "@" in parts.netloc:
        raise ValueError("credentials do not belong into ZD_FILES: set ZD_FILES_ACCESS_KEY and ZD_FILES_SECRET_KEY")
    if not _BUCKET.fullmatch(parts.netloc):
        raise ValueError("ZD_FILES names no bucket: 3-63 lower-case letters, digits, dots and hyphens")
    asked = dict(parse_qsl(parts.query, keep_blank_values=True))
    if parts.fragment or not asked.keys() <= _ASKED:
        raise ValueError(f"a bucket in ZD_FILES is told only {', '.join(sorted(_ASKED))}; credentials are set apart")
    style = asked.get("style", "path")
    if style not in _STYLES:
        raise ValueError("the style of a bucket in ZD_FILES is path or virtual")
    prefix = unquote(parts.path).strip("/")
    if ".." in prefix.split("/"):
        raise ValueError("the prefix in ZD_FILES must not lead upwards")
    return Bucket(
        name=parts.netloc,
        prefix=prefix,
        endpoint=_endpoint(asked.get("endpoint", "")),
        region=asked.get("region") or "us-east-1",
        virtual=style == "virtual",
    )


def _endpoint(written: str) -> str:
    parts = urlsplit(written)
    if not written:
        return ""
    if parts.scheme not in {"http", "https"} or not parts.hostname or "@" in parts.netloc:
        raise ValueError("the endpoint in ZD_FILES must be http(s)://host[:port], without credentials")
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise ValueError("the endpoint in ZD_FILES has neither path nor query")
    return f"{parts.scheme}://{parts.netloc}"
