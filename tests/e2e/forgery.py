"""Tokens that this platform's issuer did not make, made for another, or made too long ago."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from joserfc import jwt
from joserfc.jwk import ECKey, OctKey

from infra import issuer

LEADER = issuer.Person(roles=("INVESTMENT_AUTHORITY", "LEADER"), subject="forged", name="冒名者")


def _claims(**changes: Any) -> dict[str, Any]:
    now = int(time.time())
    claims = {"iss": issuer.ISSUER, "aud": issuer.AUDIENCE, "sub": LEADER.subject, "name": LEADER.name}
    return claims | {"roles": list(LEADER.roles), "division": LEADER.division, "iat": now, "exp": now + 600} | changes


def _public_key(data: Path) -> dict[str, Any]:
    key: dict[str, Any] = json.loads((data / "issuer" / "jwks.json").read_text(encoding="utf-8"))["keys"][0]
    return key


def _part(content: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")


def unsigned(_: Path) -> str:
    return f"{_part({'alg': 'none'})}.{_part(_claims())}."


def signed_by_a_stranger(data: Path) -> str:
    """Sign with another key under the issuer's own key id."""
    kid = _public_key(data)["kid"]
    return jwt.encode({"alg": "ES256", "kid": kid}, _claims(), ECKey.generate_key("P-256", parameters={"kid": kid}))


def signed_with_the_public_key(data: Path) -> str:
    """Take what everybody may know for a shared secret."""
    key = _public_key(data)
    secret = OctKey.import_key(json.dumps(key))
    return jwt.encode({"alg": "HS256", "kid": key["kid"]}, _claims(), secret, algorithms=["HS256"])


def changed_after_signing(data: Path) -> str:
    head, _, signature = issuer.token(data, LEADER).split(".")
    return f"{head}.{_part(_claims(division='430000'))}.{signature}"


def expired(data: Path) -> str:
    return issuer.token(data, LEADER, lifetime=-60)


FORGERIES: dict[str, Callable[[Path], str]] = {
    "alg none": unsigned,
    "a stranger's signature": signed_by_a_stranger,
    "the public key as a secret": signed_with_the_public_key,
    "changed after signing": changed_after_signing,
    "expired": expired,
    "no token at all": lambda _: "x.y.z",
}
