"""第十九条：a pack is issued of a published period, under a number, once for what the period says."""

from __future__ import annotations

from services.assessment.domain.period import Period
from services.assessment.domain.report.rulebook import A19
from services.assessment.domain.score.record import Status
from services.law.breach import Breach, Refusal
from services.law.text import clean_name, clean_text

LONGEST_NUMBER = 100
LONGEST_REMARKS = 10_000
NUMBER_TAKEN = Breach("NUMBER_TAKEN", "该文号已用于其他考核材料，请核对文号", A19, "number")
NOTHING_NEW = Breach(
    "NOTHING_NEW", "本期考核材料已印发，内容未变；请直接下载已印发的材料，结果更正后可再次印发", A19, "quarter"
)


def check_issue(period: Period, status: Status, number: str, remarks: str) -> tuple[str, str] | Refusal:
    """Give number and remarks as they are kept, or all that is wrong."""
    faults: list[Breach] = []
    if status is not Status.PUBLISHED:
        message = f"{period}考核结果尚未发布，不能印发；发布前可下载标有“草稿”的材料"
        faults.append(Breach("PERIOD_NOT_PUBLISHED", message, A19, "quarter"))
    its_number = clean_name(number, "文号", "number", LONGEST_NUMBER)
    its_remarks = clean_text(remarks, "讲评意见", "remarks", LONGEST_REMARKS)
    faults += [text for text in (its_number, its_remarks) if isinstance(text, Breach)]
    if faults:
        return Refusal(tuple(faults))
    assert isinstance(its_number, str)
    assert isinstance(its_remarks, str)
    return its_number, its_remarks
