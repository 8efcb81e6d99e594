"""Name a unit or a person for an award, and take a nomination back (A20)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from services.assessment.domain.award.approval import not_in
from services.assessment.domain.award.model import A20, AwardList, Limit, ListStatus, Nominated, Recipient
from services.assessment.domain.award.numbers import counted, limit_for
from services.assessment.domain.reading import name_of, text_of
from services.assessment.domain.scheme.names import group_name
from services.law.breach import Breach, Refusal
from services.law.parties import UnitCategory

LONGEST_MERITS = 4000
LONGEST_PERSON = 60
LONGEST_REASON = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Nomination:
    """Who shall be named, for what merits. person, post: of an individual. outstanding: of outstanding contribution."""

    recipient: Recipient
    unit_id: UUID
    person: str | None
    post: str | None
    outstanding: bool
    merits: str


@dataclass(frozen=True, slots=True)
class KnownUnit:
    """The unit in the directory; named: what the breach of an unknown one is called after."""

    group: UnitCategory
    active: bool
    merged: bool


def nominate(
    which: AwardList,
    limits: Sequence[Limit],
    standing: Sequence[Nominated],
    asked: Nomination,
    unit: KnownUnit | None,
) -> Nomination | Refusal:
    """第二十条：a draft names units and persons, each once, no more than the numbers allow. Returns it as it is kept."""
    breaches = not_in(which, ListStatus.DRAFT, "提名")
    kept = _texts(asked, breaches)
    if unit is None:
        breaches.append(Breach("UNIT_UNKNOWN", "本区没有该单位", A20, "unitId"))
    elif unit.merged or not unit.active:
        message = "该单位已并入其他单位，请提名并入后的单位" if unit.merged else "该单位已停用，不能提名"
        breaches.append(Breach("UNIT_MERGED" if unit.merged else "UNIT_INACTIVE", message, A20, "unitId"))
    else:
        breaches += _places(limits, standing, asked.recipient, unit.group)
    same = [n for n in standing if (n.recipient, n.unit_id, n.person) == (kept.recipient, kept.unit_id, kept.person)]
    if same:
        breaches.append(Breach("ALREADY_NOMINATED", "该单位或个人已在名单中", A20, "unitId"))
    return Refusal(tuple(breaches)) if breaches else kept


def _texts(asked: Nomination, breaches: list[Breach]) -> Nomination:
    kept = replace(asked, merits=text_of(asked.merits, "主要事迹", "merits", A20, breaches, LONGEST_MERITS))
    if asked.recipient is Recipient.UNIT:
        for value, field in ((asked.person, "person"), (asked.post, "post")):
            if value is not None:
                breaches.append(Breach("VALUE_NOT_USED", "提名单位的，此项请留空", A20, field))
        if asked.outstanding:
            breaches.append(Breach("VALUE_NOT_USED", "突出贡献只适用于个人", A20, "outstanding"))
        return kept
    return replace(
        kept,
        person=name_of(asked.person or "", "姓名", "person", A20, breaches, LONGEST_PERSON),
        post=name_of(asked.post or "", "职务", "post", A20, breaches, LONGEST_PERSON),
    )


def _places(
    limits: Sequence[Limit], standing: Sequence[Nominated], recipient: Recipient, group: UnitCategory
) -> list[Breach]:
    limit = limit_for(limits, recipient, group)
    if limit is None:
        return [Breach("GROUP_NOT_ASSESSED", f"{group_name(group)}本年度没有名额", A20, "unitId")]
    if counted(limit, standing) >= limit.most:
        message = f"{recipient.words}名额 {limit.most} 已满（{limit.words}）"
        return [Breach("AWARD_LIMIT_REACHED", message, A20, "unitId")]
    return []
