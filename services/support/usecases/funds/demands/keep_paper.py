"""第十六条（二）：keep a demand analysis or a financing plan, edition after edition."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select

from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain.funds.demand import working_on
from services.support.domain.funds.findings import Findings
from services.support.domain.funds.terms import DEMANDS, PAPER_NAMES, DemandAction, PaperKind
from services.support.store import tables
from services.support.store.financing import Step
from services.support.usecases.funds.demands.case import conclude, take

LONGEST = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepFinancingPaper:
    """The command."""

    demand_id: UUID
    kind: PaperKind
    content: str


async def keep_paper(work: Work, command: KeepFinancingPaper) -> UUID | Refusal:
    """Keep the next edition."""
    case = await take(work, command.demand_id, None)
    if isinstance(case, Refusal):
        return case
    found = working_on(case.who, Findings(DEMANDS))
    content = found.text(command.content, PAPER_NAMES[command.kind], "content", LONGEST)
    if found.refusal:
        return found.refusal
    paper, row = tables.FinancingPaper, case.row
    its = (paper.demand_id == row.id, paper.kind == command.kind)
    last = await work.session.scalar(select(func.max(paper.edition)).where(*its))
    edition = (last or 0) + 1
    work.session.add(
        paper(
            id=work.new_id(),
            demand_id=row.id,
            division=row.division,
            kind=command.kind,
            edition=edition,
            content=content,
            kept_on=work.today,
            kept_by_name=work.actor.name,
        )
    )
    note = f"{PAPER_NAMES[command.kind]}第 {edition} 稿"
    step = Step(action=DemandAction.PAPER_KEPT, on=work.today, note=note)
    return await conclude(work, "keepFinancingPaper", case, step)
