"""Documents and entry criteria of a project in the API (第五条、第六条)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Self
from uuid import UUID

import strawberry
from sqlalchemy import JSON, func
from sqlalchemy.dialects.postgresql import aggregate_order_by

from services.chassis.graphql import Info
from services.chassis.visibility import visible_select
from services.law.parties import Role
from services.reserve.domain import rulebook
from services.reserve.domain.library.criteria import Judged, Step, Verdict
from services.reserve.domain.library.maturity import Maturity as Score
from services.reserve.domain.library.maturity import maturity
from services.reserve.domain.project.state import Project
from services.reserve.domain.terms import LIBRARY_NAMES, Library, after
from services.reserve.graphql import enums  # noqa: F401 - they are declared before they are used
from services.reserve.graphql.attachments import EvidenceAttachment
from services.reserve.store import tables
from services.reserve.store.assessments import unit_of

Written = Sequence[Mapping[str, Any]]


@strawberry.type(description="佐证材料 / A document of a project")
class ProjectEvidence:
    id: UUID = strawberry.field(description="标识 / Identifier")
    kind: str = strawberry.field(description="材料类别代码，见 rulebook / Code of the kind, see rulebook")
    kind_name: str = strawberry.field(description="材料类别 / Name of the kind")
    title: str = strawberry.field(description="材料名称 / Title")
    issuer: str = strawberry.field(description="出具单位 / Issuer")
    issued_on: date = strawberry.field(description="出具日期 / Day of issue")
    document_number: str | None = strawberry.field(description="文号（证号）/ Document number")
    valid_until: date | None = strawberry.field(description="有效期止 / Last valid day")
    note: str | None = strawberry.field(description="备注 / Note")
    recorded_at: datetime = strawberry.field(description="登记时间 / When it was recorded")
    recorded_by: str = strawberry.field(description="登记人 / Who recorded it")
    withdrawn_at: datetime | None = strawberry.field(description="撤回时间 / When it was withdrawn")
    withdrawn_reason: str | None = strawberry.field(description="撤回理由 / Why it was withdrawn")
    attachments: list[EvidenceAttachment] = strawberry.field(
        description="所附文件，先上传的在前；已移除的见 Project.attachments / "
        "Its files, the earliest first; those that were taken off are in Project.attachments"
    )

    @classmethod
    def read_all(cls, documents: Written | None, files: Written | None) -> list[Self]:
        """Read `documents` with `files_of_evidence`."""
        found: dict[str, list[EvidenceAttachment]] = {}
        for file in files or ():
            found.setdefault(file["evidence_id"], []).append(EvidenceAttachment.read(file))
        return [cls.read(d, found.get(d["id"], [])) for d in documents or ()]

    @classmethod
    def read(cls, written: Mapping[str, Any], attachments: list[EvidenceAttachment]) -> Self:
        """Read one of `documents`."""
        issued_on = date.fromisoformat(written["issued_on"])
        names = {k.code: k.name for k in rulebook.EVIDENCE_KINDS.on(issued_on)}
        valid, withdrawn = written["valid_until"], written["withdrawn_at"]
        return cls(
            id=UUID(written["id"]),
            kind=written["kind"],
            kind_name=names.get(written["kind"], written["kind"]),
            title=written["title"],
            issuer=written["issuer"],
            issued_on=issued_on,
            document_number=written["document_number"],
            valid_until=None if valid is None else date.fromisoformat(valid),
            note=written["note"],
            recorded_at=datetime.fromisoformat(written["recorded_at"]),
            recorded_by=written["recorded_by"],
            withdrawn_at=None if withdrawn is None else datetime.fromisoformat(withdrawn),
            withdrawn_reason=written["withdrawn_reason"],
            attachments=attachments,
        )


Papers = Sequence[ProjectEvidence]
_WRITTEN = (
    "id",
    "kind",
    "title",
    "issuer",
    "issued_on",
    "document_number",
    "valid_until",
    "note",
    "recorded_at",
    "recorded_by",
    "withdrawn_at",
    "withdrawn_reason",
)


def documents(project: Any, info: Info) -> Any:
    """Bring all documents of a project along with it: criteria are judged from them together."""
    document = tables.Evidence
    written = func.json_build_object(*(x for name in _WRITTEN for x in (name, getattr(document, name))))
    in_order = func.json_agg(aggregate_order_by(written, document.recorded_at, document.id), type_=JSON())
    its = visible_select(document, info.context.caller).where(document.project_id == project.id)
    return its.with_only_columns(in_order).scalar_subquery()


@strawberry.type(description="下一步：谁办什么 / What to do next, and who has to do it")
class ReadinessStep:
    role: Role = strawberry.field(description="责任方身份 / In what role")
    party: str = strawberry.field(description="责任方 / Who, in words")
    unit_id: UUID | None = strawberry.field(description="责任单位，已知时 / The unit, where the project names one")
    kind: str | None = strawberry.field(
        description="材料类别代码 / The kind of document; null for an element of the project"
    )
    kind_name: str | None = strawberry.field(description="材料类别 / Name of the kind")

    @classmethod
    def of(cls, step: Step, project: Project) -> Self:
        return cls(
            role=step.by.role,
            party=step.by.name,
            unit_id=unit_of(project, step.by),
            kind=step.kind.code if step.kind else None,
            kind_name=step.kind.name if step.kind else None,
        )


@strawberry.type(description="一项入库（转化）标准及其判定 / One entry criterion with its verdict")
class ReadinessCriterion:
    code: str = strawberry.field(description="标准代码 / Code of the criterion")
    name: str = strawberry.field(description="标准 / The criterion in words")
    article: str = strawberry.field(description="依据条款 / The clause that asks for it")
    met: bool = strawberry.field(description="是否满足 / Whether it is met")
    verdict: Verdict = strawberry.field(description="满足、临近届满、缺、已过期 / How it stands")
    evidence: ProjectEvidence | None = strawberry.field(
        description="所凭材料；已过期时为最后失效的一份 / The document that meets it; where it has expired, the one that did last"
    )
    remedy: str | None = strawberry.field(description="不满足或临近届满时如何办 / What would meet it, or keep it met")
    next_steps: list[ReadinessStep] = strawberry.field(
        description="下一步，任办其一 / The ways to go on, any one of which is enough"
    )


@strawberry.type(description="成熟度评分的一项 / One part of a maturity score")
class MaturityPart:
    criterion: str = strawberry.field(description="标准代码 / Code of the criterion")
    name: str = strawberry.field(description="标准 / The criterion in words")
    points: int = strawberry.field(description="得分 / Points")
    of: int = strawberry.field(description="满分 / Out of")
    why: str = strawberry.field(description="理由 / Why")


@strawberry.type(
    description="成熟度评分：各项之和，仅供参考，不作为任何决定的依据 / A sum of its parts, which decides nothing (A6)"
)
class Maturity:
    score: int = strawberry.field(description="得分 / Points in all")
    most: int = strawberry.field(description="满分 / Out of")
    source: str = strawberry.field(description="权重出处 / Where the weights come from")
    parts: list[MaturityPart] = strawberry.field(description="各项 / Its parts")

    @classmethod
    def of(cls, found: Score) -> Self:
        parts = [
            MaturityPart(criterion=p.criterion.code, name=p.criterion.name, points=p.points, of=p.of, why=p.why)
            for p in found.parts
        ]
        return cls(score=found.score, most=found.most, source=found.source, parts=parts)


@strawberry.type(description="项目进入某库的成熟度 / How ready a project is for a library")
class Readiness:
    library: Library = strawberry.field(description="目标库 / The library")
    library_name: str = strawberry.field(description="目标库名称 / Its name")
    ready: bool = strawberry.field(description="全部满足 / Whether all criteria are met")
    open: bool = strawberry.field(
        description="今天可否转入：是下一级且全部满足 / Whether the step can be taken today: it is the next, and all is met"
    )
    met: int = strawberry.field(description="已满足项数 / Number of criteria met")
    asked: int = strawberry.field(description="标准项数 / Number of criteria asked")
    criteria: list[ReadinessCriterion] = strawberry.field(description="逐项判定 / The criteria one by one")
    maturity: Maturity = strawberry.field(description="成熟度评分及其构成 / The maturity score, explained")

    @classmethod
    def of(cls, project: Project, library: Library, judged: Sequence[Judged], papers: Papers, today: date) -> Self:
        found = {d.id: d for d in papers}
        criteria = [
            ReadinessCriterion(
                code=j.criterion.code,
                name=j.criterion.name,
                article=str(j.criterion.article),
                met=j.met,
                verdict=j.verdict,
                evidence=found[j.evidence.id] if j.evidence else None,
                remedy=j.remedy,
                next_steps=[ReadinessStep.of(s, project) for s in j.steps],
            )
            for j in judged
        ]
        met = sum(c.met for c in criteria)
        ready = met == len(criteria)
        return cls(
            library=library,
            library_name=LIBRARY_NAMES[library],
            ready=ready,
            open=ready and library == after(project.library),
            met=met,
            asked=len(criteria),
            criteria=criteria,
            maturity=Maturity.of(maturity(judged, today)),
        )
