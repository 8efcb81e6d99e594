"""Who is calling: OpenID Connect bearer tokens of any provider, verified here and never only at the gateway."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import time
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from services.chassis.config import Settings
from services.law.division import significant_prefix
from services.law.parties import Role

log = logging.getLogger(__name__)

ALGORITHMS = ["ES256", "RS256", "PS256", "EdDSA", "Ed25519"]  # asymmetric only: `none` and shared secrets are refused
LEEWAY_SECONDS = 30
CACHED_TOKENS = 10_000
KEYS_LIVE_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Actor:
    """A person or machine in the roles, the unit and the division that the issuer vouches for."""

    subject: str
    name: str
    roles: frozenset[Role]
    unit: UUID | None
    division: str

    @property
    def scope(self) -> str:
        """Prefix of the division codes whose records this actor may see: a city sees its districts."""
        return significant_prefix(self.division)

    def acts_as(self, *roles: Role) -> bool:
        """Whether the actor holds any of the roles."""
        return not self.roles.isdisjoint(roles)


class NotIdentified(Exception):
    """The bearer token is missing, malformed, forged, expired or not meant for this platform."""


class Verifier:
    """Verifies tokens against the issuer's published keys; remembers verified tokens by digest until they expire."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._keys: KeySet | None = None
        self._keys_until = 0.0
        self._known: OrderedDict[bytes, tuple[float, Actor]] = OrderedDict()
        self._loading = asyncio.Lock()

    async def actor(self, authorization: str | None) -> Actor:
        """Return who holds the token of an Authorization header; raise NotIdentified otherwise."""
        scheme, _, token = (authorization or "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise NotIdentified("缺少访问令牌 / a bearer token is required")
        digest = hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
        known = self._known.get(digest)
        if known and known[0] > time.time():
            return known[1]
        actor, expires = self._verify(token, await self._key_set(), final=False) or await self._again(token)
        self._known[digest] = (expires, actor)
        if len(self._known) > CACHED_TOKENS:
            self._known.popitem(last=False)
        return actor

    async def _again(self, token: str) -> tuple[Actor, float]:
        """Try once more with fresh keys, for the issuer may have rotated them (at most every few seconds)."""
        found = self._verify(token, await self._key_set(fresh=True), final=True)
        assert found is not None
        return found

    def _verify(self, token: str, keys: KeySet, *, final: bool) -> tuple[Actor, float] | None:
        try:
            claims = jwt.decode(token, keys, algorithms=ALGORITHMS).claims
        except (JoseError, ValueError, TypeError, UnicodeError) as fault:
            if not final:
                return None
            raise NotIdentified("访问令牌无效 / the bearer token is not valid") from fault
        registry = jwt.JWTClaimsRegistry(
            leeway=LEEWAY_SECONDS,
            iss={"essential": True, "value": self._settings.oidc_issuer},
            aud={"essential": True, "value": self._settings.oidc_audience},
            exp={"essential": True},
            sub={"essential": True},
        )
        try:
            registry.validate(claims)
            return _actor(claims), float(claims["exp"])
        except (JoseError, ValueError, TypeError, KeyError, AttributeError) as fault:
            raise NotIdentified(
                "访问令牌已过期或不适用于本平台 / the token is expired or not for this platform"
            ) from fault

    async def _key_set(self, *, fresh: bool = False) -> KeySet:
        async with self._loading:
            too_soon = self._keys_until - time.time() > KEYS_LIVE_SECONDS - 5
            if self._keys is None or time.time() > self._keys_until or (fresh and not too_soon):
                self._keys = KeySet.import_key_set(await self._fetch())
                self._keys_until = time.time() + KEYS_LIVE_SECONDS
            return self._keys

    async def _fetch(self) -> Any:
        where = self._settings.oidc_jwks
        if where.startswith(("http://", "https://")):
            import httpx  # noqa: PLC0415 - slow to import, and not needed where the keys are in a file

            async with httpx.AsyncClient(timeout=5) as client:
                return (await client.get(where)).raise_for_status().json()
        return json.loads(await asyncio.to_thread(Path(where).read_text))


def _actor(claims: dict[str, Any]) -> Actor:
    known = {r.value for r in Role}
    significant_prefix(str(claims["division"]))  # raises ValueError for what is no division code
    return Actor(
        subject=str(claims["sub"]),
        name=str(claims.get("name") or claims["sub"]),
        roles=frozenset(Role(r) for r in claims.get("roles", ()) if r in known),
        unit=UUID(claims["unit"]) if claims.get("unit") else None,
        division=str(claims["division"]),
    )
