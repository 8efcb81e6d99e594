"""Tokens for `./dev token`: of the demo's people where they are known, else of whoever is described."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from infra import issuer
from infra.demo.people import person_for
from infra.trouble import Trouble
from services.law.parties import Role


def sign(data: Path, roles: str, unit: UUID | None, division: str, name: str | None, subject: str | None) -> str:
    """Sign a token for one or several roles, separated by commas."""
    if not issuer.exists(data):
        raise Trouble(
            f"{data} 没有运行过平台，其令牌无人承认；先 ./dev up，或用 --data 指定正在运行的目录。",
            f"No platform ever ran on {data}, so nobody would accept its tokens: ./dev up first, or name the folder with --data.",
        )
    held = tuple(role.strip().upper().replace("-", "_") for role in roles.split(",") if role.strip())
    unknown = [role for role in held if role not in Role.__members__]
    if unknown or not held:
        known = "、".join(Role.__members__)
        raise Trouble(
            f"没有角色 {'、'.join(unknown)}。可用：{known}",
            f"No such role: {', '.join(unknown)}. Known: {', '.join(Role)}",
        )
    if not (name or subject) and len(held) == 1:
        known_person = person_for(data, held[0], unit)
        if known_person is not None and known_person.division == division:
            return issuer.token(data, known_person)
    person = issuer.Person(
        roles=held,
        subject=subject or f"dev-{'-'.join(held).lower()}",
        name=name or f"演示用户 {held[0]}",
        unit=unit,
        division=division,
    )
    return issuer.token(data, person)
