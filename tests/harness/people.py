"""Sample people of the tests (plainly fictitious) and the tokens that vouch for them."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import UUID

from joserfc import jwt
from joserfc.jwk import ECKey

from services.chassis.config import DEVELOPMENT_ISSUER
from services.law.parties import Role

AUDIENCE = "zhongdian"


@dataclass(frozen=True)
class Person:
    """Someone who acts in a test."""

    subject: str = "p-001"
    name: str = "测试员甲"
    roles: tuple[Role, ...] = ()
    unit: UUID | None = None
    division: str = "430211"

    def but(self, **changes: Any) -> Person:
        return replace(self, **changes)


def person(*roles: Role, unit: UUID | None = None, subject: str | None = None, division: str = "430211") -> Person:
    """Make a person with roles; the subject follows from them, so that two calls give the same person."""
    return Person(subject or "-".join([*map(str.lower, roles), str(unit or "none")]), "测试员", roles, unit, division)


class Issuer:
    """A development issuer with a key of its own."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.key = ECKey.generate_key("P-256", parameters={"kid": "test", "alg": "ES256", "use": "sig"})
        self.jwks = folder / "jwks.json"
        self.jwks.write_text(json.dumps({"keys": [self.key.as_dict(private=False)]}))

    def claims(self, who: Person, **changes: Any) -> dict[str, Any]:
        now = int(time.time())
        return {
            "iss": DEVELOPMENT_ISSUER,
            "aud": AUDIENCE,
            "sub": who.subject,
            "name": who.name,
            "roles": list(who.roles),
            "unit": str(who.unit) if who.unit else None,
            "division": who.division,
            "iat": now,
            "exp": now + 3600,
        } | changes

    def token(self, who: Person, **changes: Any) -> str:
        return jwt.encode({"alg": "ES256", "kid": "test"}, self.claims(who, **changes), self.key)

    def header(self, who: Person) -> str:
        return f"Bearer {self.token(who)}"
