"""What clues are about, how they end, and how soon they are received: dated, cited (A21)."""

from __future__ import annotations

from dataclasses import dataclass

from services.assessment.domain.rulebook import SINCE
from services.law.article import Article
from services.law.dated import Dated, Entry

A21 = Article(21)


@dataclass(frozen=True, slots=True)
class Term:
    """A word that a clue uses: its code and its name."""

    code: str
    name: str


GROUNDS: Dated[tuple[Term, ...]] = Dated(
    A21,
    "移送线索所涉情形",
    Entry(
        SINCE,
        (
            Term("POOR_COORDINATION", "统筹不力"),
            Term("UNSOUND_STYLE", "作风不实"),
            Term("NEGLECT", "消极怠慢"),
            Term("HARM_TO_CLIMATE", "破坏项目建设氛围"),
            Term("OTHER", "其他涉嫌违纪违规问题"),
        ),
        "第二十一条",
    ),
)

OUTCOMES: Dated[tuple[Term, ...]] = Dated(
    A21,
    "线索办理结果",
    Entry(
        SINCE,
        (
            Term("FILED", "立案审查调查"),
            Term("TALKED_TO", "谈话函询、提醒批评"),
            Term("PASSED_ON", "转其他机关处理"),
            Term("UNFOUNDED", "未发现问题，予以了结"),
        ),
        "平台口径：纪检监察机关处置问题线索的通常方式",
    ),
)

RECEIPT_DAYS = Dated(
    A21, "签收移送线索的工作日数", Entry(SINCE, 5, "平台口径：第二十一条未定期限，以一周为限提示纪检监察机关签收")
)


def term(terms: tuple[Term, ...], code: str) -> Term | None:
    """Return the term of this code."""
    return next((one for one in terms if one.code == code), None)
