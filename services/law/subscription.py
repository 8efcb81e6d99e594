"""The address under which a person subscribes to the own limits as a calendar (第八条): until when it holds, how many."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from services.law.article import Article
from services.law.breach import Breach, Refusal
from services.law.dated import Dated, Entry
from services.law.text import clean_name

A8 = Article(8)
LONGEST_LABEL = 50
_FIRST_DAY = date.min
CALENDAR_DAYS = Dated(
    A8,
    "日历订阅地址的有效天数：其间按创建（续期）时的职责提供",
    Entry(_FIRST_DAY, 30, "平台口径：职责变动后最迟30天失效"),
)
MOST_ADDRESSES = Dated(A8, "一人有效的日历订阅地址数上限", Entry(_FIRST_DAY, 5, "平台口径"))
UNKNOWN = Breach("ADDRESS_UNKNOWN", "没有找到该日历订阅地址", A8, "addressId")


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateAddress:
    """The command: what the person calls it, and the digest of the secret that was made for it."""

    label: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeAddress:
    """The command, to renew or to revoke: which of the own addresses, as it was seen."""

    address_id: UUID
    expected_version: int


def create(command: CreateAddress, in_force: int, today: date) -> tuple[str, date] | Refusal:
    """Judge a new address; return its label and the last day on which it can be used."""
    faults: list[Breach] = []
    label = clean_name(command.label, "名称", "label", LONGEST_LABEL)
    if isinstance(label, Breach):
        faults.append(Breach(label.code, label.message, A8, label.field))
    most = MOST_ADDRESSES.on(today)
    if in_force >= most:
        message = f"有效的日历订阅地址已有{in_force}个，最多{most}个；请先撤销不用的"
        faults.append(Breach("TOO_MANY_ADDRESSES", message, A8))
    if faults or isinstance(label, Breach):
        return Refusal(tuple(faults))
    return label, last_day(today)


def last_day(today: date) -> date:
    """Return the last day of an address that is made or renewed today."""
    return today + timedelta(days=CALENDAR_DAYS.on(today))


def renew_faults(revoked_on: date | None, expires_on: date, today: date) -> list[Breach]:
    """Refuse to renew what is revoked or past its day: who held it may have lost it in between."""
    if faults := revoke_faults(revoked_on):
        return faults
    if expires_on < today:
        return [Breach("ADDRESS_EXPIRED", f"该地址已于{expires_on}到期，请另行创建", A8, "addressId")]
    return []


def revoke_faults(revoked_on: date | None) -> list[Breach]:
    """Refuse to revoke what is revoked."""
    if revoked_on is None:
        return []
    return [Breach("ADDRESS_REVOKED", f"该地址已于{revoked_on}撤销", A8, "addressId")]
