"""第九条：the progress report of a project and month, and what may be said in it.

A report is updated weekly in the course of its month, and every version is kept. It is REPORTED until the authority
verifies it or returns it with a reason; a returned one is corrected and judged again.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from services.law.article import Article
from services.law.breach import Breach
from services.law.money import check_amount
from services.law.text import clean_text
from services.schedule.domain.decision import kept

A9 = Article(9)
MONTHS = 12
WHOLE = Decimal(100)
PERCENT_STEP = Decimal("0.01")


class ReportStatus(StrEnum):
    """Where a report stands."""

    REPORTED = "REPORTED"  # 已报送，待核实
    RETURNED = "RETURNED"  # 已退回，待更正
    VERIFIED = "VERIFIED"  # 已核实


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What is reported of a month: the investment done in that month so far, in 万元; the physical progress 形象进度 of the
    whole project in per cent and in words; difficulties.
    """

    done_investment: Decimal
    physical_percent: Decimal
    physical_text: str
    difficulties: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The report of a month in its present version.

    reporters: all who have reported, updated or corrected it. verified_on, verified_investment: of the last
    verification, kept while a later update waits for the next one. week_on: the week whose figures it took over; None
    when somebody reported the month itself.
    """

    id: UUID
    project_id: UUID
    division: str
    year: int
    month: int
    version: int
    status: ReportStatus
    progress: Progress
    reporters: frozenset[str]
    reported_on: date
    return_reason: str | None = None
    verified_on: date | None = None
    verified_investment: Decimal | None = None
    week_on: date | None = None

    @property
    def closed(self) -> bool:
        """Whether it is verified and was so when the month was over; until then the weekly updates go on."""
        over = self.verified_on is not None and self.verified_on >= last_day(self.year, self.month)
        return over and self.status is ReportStatus.VERIFIED


def last_day(year: int, month: int) -> date:
    """Return the last day of the month.

    >>> str(last_day(2028, 2)), str(last_day(2027, 12))
    ('2028-02-29', '2027-12-31')
    """
    return date(year + month // MONTHS, month % MONTHS + 1, 1) - timedelta(days=1)


def read_progress(given: Progress, faults: list[Breach]) -> Progress:
    """Check what was typed: an amount in 万元, a percentage from 0 to 100 with two places, and words for it."""
    percent = given.physical_percent
    if not (percent.is_finite() and 0 <= percent <= WHOLE and percent % PERCENT_STEP == 0):
        faults.append(Breach("PERCENT_INVALID", "形象进度须为0至100之间的百分数，最多两位小数", A9, "physicalPercent"))
    text = kept(clean_text(given.physical_text, "形象进度说明", "physicalText", 4000), faults, "?", A9)
    if not text:
        faults.append(Breach("PHYSICAL_TEXT_MISSING", "须说明形象进度", A9, "physicalText"))
    return Progress(
        done_investment=kept(check_amount(given.done_investment, "doneInvestment"), faults, Decimal(0), A9),
        physical_percent=percent,
        physical_text=text,
        difficulties=kept(clean_text(given.difficulties or "", "困难问题", "difficulties", 4000), faults, "", A9)
        or None,
    )


def facts(report: Report | None) -> dict[str, object] | None:
    """Say what a report holds, for the audit trail."""
    return None if report is None else asdict(report)
