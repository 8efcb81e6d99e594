"""第八条（节点可见）：the address under which a person subscribes to the own limits as a calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from services.law.article import Article
from services.law.breach import Breach, Refusal
from services.law.text import clean_name
from services.schedule.domain.decision import kept
from services.schedule.domain.todo.rulebook import CALENDAR_DAYS, MOST_ADDRESSES

A8 = Article(8)
LONGEST_LABEL = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateAddress:
    """The command: what the person calls it, and the digest of the secret that was made for it."""

    label: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeAddress:
    """The command: which of the own addresses, as it was seen."""

    address_id: UUID
    expected_version: int


def create(command: CreateAddress, in_force: int, today: date) -> tuple[str, date] | Refusal:
    """Judge a new address; return its label and the last day on which it can be used."""
    faults: list[Breach] = []
    label = kept(clean_name(command.label, "名称", "label", LONGEST_LABEL), faults, "?", A8)
    most = MOST_ADDRESSES.on(today)
    if in_force >= most:
        message = f"有效的日历订阅地址已有{in_force}个，最多{most}个；请先撤销不用的"
        faults.append(Breach("TOO_MANY_ADDRESSES", message, A8))
    return Refusal(tuple(faults)) if faults else (label, today + timedelta(days=CALENDAR_DAYS.on(today)))


def revoke_faults(revoked_on: date | None) -> list[Breach]:
    """Refuse to revoke what is revoked."""
    if revoked_on is None:
        return []
    return [Breach("ADDRESS_REVOKED", f"该地址已于{revoked_on}撤销", A8, "addressId")]
