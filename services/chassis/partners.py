"""Other systems that we exchange signed requests with, as a JSON file names them. Keys are never logged."""

from __future__ import annotations

import base64
import binascii
import json
import logging
import os
from datetime import UTC, datetime
from pathlib import Path

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator

from services.chassis.signing import Algorithm
from services.law.division import significant_prefix

log = logging.getLogger(__name__)

SHORTEST_SECRET = 32  # bytes, as long as the digests
NAMED = r"^[A-Za-z0-9._-]{1,64}$"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Key(_Strict):
    """A shared secret with the time in which it is valid: `from` included, `until` not. Two may be valid at once."""

    id: str = Field(pattern=NAMED)
    algorithm: Algorithm
    secret: SecretStr = Field(description="Base64, at least 32 bytes")
    valid_from: AwareDatetime = Field(alias="from", default=datetime(2004, 1, 1, tzinfo=UTC))
    valid_until: AwareDatetime = Field(alias="until", default=datetime(2100, 1, 1, tzinfo=UTC))

    @field_validator("secret")
    @classmethod
    def _long_enough(cls, secret: SecretStr) -> SecretStr:
        try:
            found = base64.b64decode(secret.get_secret_value(), validate=True)
        except (binascii.Error, ValueError) as fault:
            raise ValueError("a secret is written in Base64") from fault
        if len(found) < SHORTEST_SECRET:
            raise ValueError(f"a secret has at least {SHORTEST_SECRET} bytes")
        return secret

    @property
    def bytes(self) -> bytes:
        """The secret itself."""
        return base64.b64decode(self.secret.get_secret_value())

    def valid(self, at: datetime) -> bool:
        """Whether the key may be used at a moment."""
        return self.valid_from <= at < self.valid_until


class Partner(_Strict):
    """Another system: what it is called, for which district it speaks, its keys and where it hears us."""

    id: str = Field(pattern=NAMED)
    name: str = Field(min_length=1, max_length=100)
    division: str
    keys: tuple[Key, ...] = Field(min_length=1)
    callback_url: str | None = Field(alias="callbackUrl", default=None, pattern=r"^https?://[^\s]+$")
    per_minute: float = Field(alias="ratePerMinute", default=120, gt=0)
    burst: int = Field(default=60, ge=1)

    @field_validator("division")
    @classmethod
    def _code(cls, division: str) -> str:
        significant_prefix(division)  # raises ValueError for what is no division code
        return division

    def key(self, id: str) -> Key | None:
        """Find a key by its id, valid or not."""
        return next((k for k in self.keys if k.id == id), None)

    def newest(self, at: datetime) -> Key | None:
        """Return the key that we sign with: of those valid, the one that became so last."""
        return max((k for k in self.keys if k.valid(at)), key=lambda k: k.valid_from, default=None)


class _File(_Strict):
    clients: tuple[Partner, ...]


class Partners:
    """The partners of a file, read again whenever it changes; a file at fault leaves those that were known."""

    def __init__(self, path: str) -> None:
        """Read the file; raise ValueError, without its content, when it is at fault. No path: no partner."""
        self._path = Path(path) if path else None
        self._seen: tuple[int, int] | None = None
        self._known: dict[str, Partner] = {}
        if self._path:
            try:
                self._read(self._path)
            except (OSError, ValueError) as fault:
                raise ValueError(f"the file of partners cannot be used: {_told(fault)}") from None

    def get(self, id: str) -> Partner | None:
        """Find a partner."""
        if self._path:
            try:
                self._read(self._path)
            except (OSError, ValueError) as fault:
                log.error("the file of partners is left as it was: %s", _told(fault))  # noqa: TRY400 - it may quote secrets
        return self._known.get(id)

    def only(self) -> Partner:
        """Return the partner of a file that has one; raise ValueError otherwise."""
        (partner,) = self._known.values()
        return partner

    def _read(self, path: Path) -> None:
        found = os.stat(path)  # noqa: PTH116 - once a request
        seen = found.st_mtime_ns, found.st_size
        if seen == self._seen:
            return
        self._seen = seen
        self._known = {p.id: p for p in _File.model_validate(json.loads(path.read_text(encoding="utf-8"))).clients}


def _told(fault: Exception) -> str:
    """Say what is wrong without quoting what is written there."""
    if isinstance(fault, ValidationError):
        return "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['type']}" for e in fault.errors(include_input=False))
    return type(fault).__name__
