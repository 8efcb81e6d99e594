"""Put an incident or a commendation on record, and revoke a record (A20, A21)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from services.assessment.domain.conduct import rulebook
from services.assessment.domain.conduct.rulebook import Matter
from services.assessment.domain.reading import name_of, same_person, text_of
from services.assessment.domain.rulebook import SINCE
from services.law.article import Article
from services.law.breach import Breach, Refusal

LONGEST_TITLE = 200
LONGEST_DESCRIPTION = 4000
LONGEST_REASON = 1000


class ConductKind(StrEnum):
    """What a record is about."""

    INCIDENT = "INCIDENT"  # 工程质量问题、安全生产事故、负面舆情
    COMMENDATION = "COMMENDATION"  # 表扬等加分事项

    @property
    def article(self) -> Article:
        """The clause that it goes back to."""
        return rulebook.A21 if self is ConductKind.INCIDENT else rulebook.A20

    def matters(self, day: date) -> tuple[Matter, ...]:
        """The kinds that there are on the day."""
        return (rulebook.INCIDENTS if self is ConductKind.INCIDENT else rulebook.COMMENDATIONS).on(day)

    def matter(self, code: str, day: date) -> Matter | None:
        """Return the kind of this code."""
        return next((matter for matter in self.matters(day) if matter.code == code), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """What shall be on record: of which unit and project, what, how grave, when, and which document says so."""

    kind: ConductKind
    unit_id: UUID
    project_id: UUID | None
    matter: str
    grade: str
    happened_on: date
    title: str
    description: str
    document: str


def enter(asked: Entered, today: date, *, unit_known: bool, project_known: bool) -> Entered | Refusal:
    """第二十条、第二十一条：a matter is recorded with the document that establishes it. Returns it as it is kept."""
    article = asked.kind.article
    breaches = list(_faults(asked, today))
    if not unit_known:
        breaches.append(Breach("UNIT_UNKNOWN", "本区没有该单位", article, "unitId"))
    if not project_known:
        breaches.append(Breach("PROJECT_UNKNOWN", "本区没有该项目", article, "projectId"))
    kept = replace(
        asked,
        title=name_of(asked.title, "标题", "title", article, breaches, LONGEST_TITLE),
        description=text_of(asked.description, "情况", "description", article, breaches, LONGEST_DESCRIPTION),
        document=name_of(asked.document, "认定或通报文件", "document", article, breaches),
    )
    return Refusal(tuple(breaches)) if breaches else kept


def _faults(asked: Entered, today: date) -> Iterator[Breach]:
    article = asked.kind.article
    if not SINCE <= asked.happened_on <= today:
        yield Breach("DAY_OUT_OF_RANGE", f"发生日期须在 {SINCE} 与今日之间", article, "happenedOn")
        return
    matter = asked.kind.matter(asked.matter, asked.happened_on)
    if matter is None:
        known = "、".join(f"{m.name}（{m.code}）" for m in asked.kind.matters(asked.happened_on))
        yield Breach("MATTER_UNKNOWN", f"没有该类事项，可选：{known}", article, "matter")
    elif matter.grade(asked.grade) is None:
        known = "、".join(f"{g.name}（{g.code}）" for g in matter.grades)
        yield Breach("GRADE_UNKNOWN", f"{matter.name}没有该等级，可选：{known}", article, "grade")


@dataclass(frozen=True, slots=True, kw_only=True)
class Revocation:
    """Why a record or a decision is taken back, who approved it, and who writes it down."""

    reason: str
    approver: str
    recorder: str


def revoke(asked: Revocation, revoked_on: date | None, article: Article) -> Revocation | Refusal:
    """第二十条、第二十一条：a record is revoked once, with a reason and someone else who answers for it."""
    breaches = []
    if revoked_on is not None:
        breaches.append(Breach("ALREADY_REVOKED", f"已于 {revoked_on} 撤销", article))
    kept = judged(asked, article, breaches)
    return Refusal(tuple(breaches)) if breaches else kept


def judged(asked: Revocation, article: Article, breaches: list[Breach]) -> Revocation:
    """Judge the texts of a revocation."""
    reason = text_of(asked.reason, "撤销理由", "reason", article, breaches, LONGEST_REASON)
    approver = name_of(asked.approver, "批准人", "approver", article, breaches, 60)
    if same_person(approver, asked.recorder):
        breaches.append(Breach("APPROVER_IS_RECORDER", "批准人不得是经办人本人", article, "approver"))
    return Revocation(reason=reason, approver=approver, recorder=asked.recorder)
