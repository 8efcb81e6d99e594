"""What must be on record before a bureau decides: a survey, the opinions that the matter's rule asks for (第十七条)."""

from __future__ import annotations

from dataclasses import dataclass

from services.law.breach import Breach
from services.law.parties import Role
from services.support.domain.kinds.model import RequestKind, Requirement
from services.support.domain.role_names import named


@dataclass(frozen=True, slots=True, kw_only=True)
class OnRecord:
    """What is on record about a request: how many surveys, and the roles of the units whose opinion was given."""

    surveys: int = 0
    opinions: tuple[frozenset[Role], ...] = ()


def missing(rule: RequestKind, record: OnRecord) -> tuple[Breach, ...]:
    """第十七条：name everything that is missing; an opinion that is owed, however late, is missing."""
    faults = []
    if Requirement.SURVEY in rule.requires and not record.surveys:
        message = f"“{rule.name}”须先现场踏勘，请登记踏勘后再作决定"
        faults.append(Breach("SURVEY_MISSING", message, rule.article))
    if Requirement.CONSULTATION in rule.requires:
        faults.extend(_opinions(rule, record))
    return tuple(faults)


def _opinions(rule: RequestKind, record: OnRecord) -> list[Breach]:
    required = [c for c in rule.consulted if c.required]
    owed = [c.role for c in required if not any(c.role in roles for roles in record.opinions)]
    if owed:
        message = f"“{rule.name}”须先征求意见，尚缺：{named(owed)}"
        return [Breach("OPINION_MISSING", message, rule.article)]
    if not required and not record.opinions:
        message = f"“{rule.name}”须先征求意见，目前没有单位反馈意见"
        return [Breach("OPINION_MISSING", message, rule.article)]
    return []
