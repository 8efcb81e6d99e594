"""Links that browsers follow, which can set no header: signed, for one path and one person, good for some minutes.

A ticket carries for whom it was made, in what roles and for what unit. What they may see is asked anew when it is used.
"""

from __future__ import annotations

import base64
import binascii
import hmac
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import orjson

from services.chassis.identity import Actor
from services.law.parties import Role


class TicketRefused(Exception):
    """The ticket is not ours, is for another path, or is past its time."""

    def __init__(self, *, expired: bool = False) -> None:
        super().__init__("the ticket has expired" if expired else "the ticket is not valid")
        self.expired = expired


@dataclass(frozen=True, slots=True)
class Tickets:
    """Makes and reads tickets with one key, which is shared by all processes of a service."""

    key: bytes

    def ticket(self, actor: Actor, path: str, until: datetime) -> str:
        """Make a ticket for a path; safe in a URL."""
        said = [
            path,
            int(until.timestamp()),
            actor.subject,
            actor.name,
            sorted(actor.roles),
            str(actor.unit) if actor.unit else None,
            actor.division,
        ]
        body = orjson.dumps(said)
        return f"{_text(body)}.{_text(self._sign(body))}"

    def actor(self, ticket: str, path: str, now: datetime) -> Actor:
        """Return for whom a ticket was made; raise TicketRefused where it does not hold."""
        body = self._signed(ticket)
        named, until, subject, name, roles, unit, division = orjson.loads(body)
        if named != path:
            raise TicketRefused
        if now.timestamp() >= until:
            raise TicketRefused(expired=True)
        known = {r.value for r in Role}
        return Actor(
            subject=subject,
            name=name,
            roles=frozenset(Role(r) for r in roles if r in known),
            unit=UUID(unit) if unit else None,
            division=division,
        )

    def _signed(self, ticket: str) -> bytes:
        try:
            body, signature = map(_bytes, ticket.split("."))
        except (ValueError, binascii.Error):
            raise TicketRefused from None
        if not hmac.compare_digest(signature, self._sign(body)):
            raise TicketRefused
        return body

    def _sign(self, body: bytes) -> bytes:
        return hmac.new(self.key, b"zd-ticket-1\n" + body, "sm3").digest()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
