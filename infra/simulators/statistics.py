"""The statistics office 统计部门: takes what a district exports, enters started projects and answers line by line.

python -m infra.simulators.statistics EXPORT.csv ANSWER.csv
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

ANSWER = ("导出批次", "项目标识", "事项", "结果", "统计库编号", "日期", "理由")
NOT_STARTED = "项目尚未开工，不符合入库条件"


class Unreadable(ValueError):
    """A file that is not an export of a district."""


@dataclass
class StatisticsOffice:
    """What the office knows and how it decides.

    decided_on: the day that its answers bear. rejected: projects that it sends back, with the reason.
    """

    decided_on: date = date(2027, 4, 9)
    rejected: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)  # project → its number, for good
    answers: dict[str, bytes] = field(default_factory=dict)  # batch → answer; the same export has the same answer

    def take(self, content: bytes) -> bytes:
        """Answer an export: who is not entered yet is entered or sent back, who is entered reports."""
        rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
        if not rows or not {"导出批次", "项目标识", "开工日期", "入库日期", "入统日期"} <= set(rows[0]):
            raise Unreadable("not an export")
        batch = rows[0]["导出批次"]
        if batch not in self.answers:
            self.answers[batch] = self._written([line for row in rows if (line := self._line(row)) is not None])
        return self.answers[batch]

    def _line(self, row: dict[str, str]) -> list[str] | None:
        if row["入统日期"]:
            return None
        project, kind = row["项目标识"], "入统" if row["入库日期"] else "入库"
        reason = self.rejected.get(project) or (NOT_STARTED if kind == "入库" and not row["开工日期"] else None)
        if reason is not None:
            return [row["导出批次"], project, kind, "退回", "", "", reason]
        number = self.numbers.setdefault(project, row["统计库编号"] or f"TJ430211-{len(self.numbers) + 1:06d}")
        return [row["导出批次"], project, kind, "受理", number, self.decided_on.isoformat(), ""]

    def _written(self, lines: list[list[str]]) -> bytes:
        text = io.StringIO()
        csv.writer(text, lineterminator="\r\n").writerows([ANSWER, *lines])
        return b"\xef\xbb\xbf" + text.getvalue().encode()


def main() -> int:
    """Read an export, write the answer."""
    parser = argparse.ArgumentParser(prog="infra.simulators.statistics", description=__doc__)
    parser.add_argument("export", type=Path)
    parser.add_argument("answer", type=Path)
    parser.add_argument("--decided-on", type=date.fromisoformat, default=date(2027, 4, 9))
    asked = parser.parse_args()
    asked.answer.write_bytes(StatisticsOffice(asked.decided_on).take(asked.export.read_bytes()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
