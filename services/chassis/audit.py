"""The audit trail: who did what, when, in which role, chained by SM3 so that a change, removal or reordering shows.

Rows are written in the transaction of the command. The relay seals them soon after, in the order of their ids, once no
older transaction can still add one; sealing inside the command would make all commands of a service wait for each
other. The head of the chain is also published to the topic `<service>.audit`, so that cutting the end off shows too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.digest import canonical, sm3
from services.chassis.tables import audit, audit_head

SEAL_BATCH = 1_000

_CONTENT = (
    audit.c.id,
    audit.c.at,
    audit.c.recorded_at,
    audit.c.actor,
    audit.c.actor_name,
    audit.c.roles,
    audit.c.unit,
    audit.c.division,
    audit.c.action,
    audit.c.subject,
    audit.c.before_digest,
    audit.c.after_digest,
    audit.c.reason,
)


@dataclass(frozen=True, slots=True)
class Head:
    """The newest sealed row."""

    seq: int
    chain: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a verification found: the sealed rows that hold, those not sealed yet, and the faults in words."""

    sealed: int
    unsealed: int
    head: Head
    faults: tuple[str, ...]


def link(previous: str, seq: int, content: dict[str, Any]) -> str:
    """Compute the chain value of a row from its predecessor's."""
    return sm3(previous.encode() + b"\n" + str(seq).encode() + b"\n" + canonical(content))


async def seal(session: AsyncSession) -> Head | None:
    """Seal the next rows; return the new head, or None when there was nothing to seal. The caller commits."""
    head = (await session.execute(select(audit_head.c.seq, audit_head.c.chain).with_for_update())).one()
    rows = await session.execute(
        select(*_CONTENT)
        .where(audit.c.seq.is_(None), text("tx < pg_snapshot_xmin(pg_current_snapshot())"))
        .order_by(audit.c.id)
        .limit(SEAL_BATCH)
    )
    seq, chain = head.seq, head.chain
    for row in rows.mappings().all():
        seq += 1
        chain = link(chain, seq, dict(row))
        await session.execute(update(audit).where(audit.c.id == row["id"]).values(seq=seq, chain=chain))
    if seq == head.seq:
        return None
    await session.execute(update(audit_head).values(seq=seq, chain=chain))
    return Head(seq, chain)


async def verify(session: AsyncSession, anchor: Head | None) -> Verdict:
    """Walk the whole chain and compare its head with the table's and with the anchor published outside."""
    faults: list[str] = []
    seq, chain, anchored = 0, "", anchor is None or anchor.seq == 0
    rows = await session.stream(
        select(*_CONTENT, audit.c.seq, audit.c.chain).where(audit.c.seq > 0).order_by(audit.c.seq)
    )
    async for row in rows.mappings():
        content = {k: v for k, v in row.items() if k not in {"seq", "chain"}}
        if row["seq"] != seq + 1:
            faults.append(f"第 {seq + 1} 条记录缺失 / row {seq + 1} is missing")
        seq = row["seq"]
        if link(chain, seq, content) != row["chain"]:
            faults.append(f"第 {seq} 条记录被改动或次序被改 / row {seq} was changed or moved")
        chain = row["chain"]
        if anchor and anchor.seq == seq:
            anchored = True
            if anchor.chain != chain:
                faults.append(f"第 {seq} 条与对外公布的链值不符 / row {seq} differs from the published chain value")
    head = (await session.execute(select(audit_head.c.seq, audit_head.c.chain))).one()
    if (head.seq, head.chain) != (seq, chain):
        faults.append(f"链尾应为第 {head.seq} 条 / the chain should end with row {head.seq}")
    if not anchored and anchor:
        faults.append(f"已公布至第 {anchor.seq} 条，库中没有 / rows up to {anchor.seq} were published and are gone")
    unsealed = (
        await session.execute(select(func.count()).select_from(audit).where(audit.c.seq.is_(None)))
    ).scalar_one()
    return Verdict(seq, unsealed, Head(seq, chain), tuple(faults))
