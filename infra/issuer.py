"""The development issuer: keys of its own in the data folder, tokens for any role. Services in production refuse it."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from infra.processes import write_json

ISSUER = "https://issuer.invalid/dev"
AUDIENCE = "zhongdian"
LIFETIME_SECONDS = 12 * 3600
DEMO_DIVISION = "430211"


@dataclass(frozen=True, kw_only=True)
class Person:
    """For whom a token speaks."""

    roles: tuple[str, ...]
    subject: str
    name: str
    unit: UUID | None = None
    division: str = DEMO_DIVISION


def exists(data: Path) -> bool:
    """Tell whether this data folder has an issuer."""
    return (data / "issuer" / "jwks.json").exists()


def key_set(data: Path) -> Path:
    """Return the file of public keys, made together with the private one at first."""
    private, public = data / "issuer" / "private.json", data / "issuer" / "jwks.json"
    if not public.exists():
        from joserfc.jwk import ECKey  # noqa: PLC0415 - cryptography is slow to import, and a second start has its keys

        private.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        key = ECKey.generate_key("P-256", parameters={"kid": f"dev-{int(time.time())}", "use": "sig", "alg": "ES256"})
        write_json(private, key.as_dict(private=True), mode=0o600)
        write_json(public, {"keys": [key.as_dict(private=False)]})
    return public


def token(data: Path, person: Person, lifetime: int = LIFETIME_SECONDS) -> str:
    """Sign a token for `person`."""
    from joserfc import jwt  # noqa: PLC0415
    from joserfc.jwk import ECKey  # noqa: PLC0415

    key_set(data)
    key = ECKey.import_key(json.loads((data / "issuer" / "private.json").read_text(encoding="utf-8")))
    now = int(time.time())
    claims: dict[str, object] = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": person.subject,
        "name": person.name,
        "roles": list(person.roles),
        "division": person.division,
        "iat": now,
        "exp": now + lifetime,
    }
    if person.unit:
        claims["unit"] = str(person.unit)
    return jwt.encode({"alg": "ES256", "typ": "JWT", "kid": key.kid}, claims, key)
