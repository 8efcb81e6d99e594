"""What the district sets for attachments: dated, cited values, as in `services.reserve.domain.rulebook`.

The measures ask for documents (第四条、第五条、第三条（二）) and say nothing of their files; how many there may be and of what
kinds is how the district carries that out.
"""

from __future__ import annotations

from dataclasses import dataclass

from services.law.article import Article
from services.law.dated import Dated, Entry
from services.law.files import USUAL_FORMATS
from services.law.parties import Role
from services.reserve.domain.rulebook import FIRST_DAY

A4 = Article(4)
_SOURCE = "第三条（二）、第四条、第五条的执行口径"

# whoever reports projects, documents and applications brings their files along
ATTACHING = (Role.OWNER, Role.PLANNING_PARTY, Role.INDUSTRY_AUTHORITY, Role.INVESTMENT_AUTHORITY)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document that an attachment can be."""

    code: str
    name: str


FORMATS = Dated(A4, "附件允许的文件格式", Entry(FIRST_DAY, USUAL_FORMATS, _SOURCE))

KINDS = Dated(
    A4,
    "附件的文件类别",
    Entry(
        FIRST_DAY,
        (
            Kind("EVIDENCE", "佐证材料原件"),
            Kind("APPROVAL", "批复、批准文件"),
            Kind("CERTIFICATE", "证照、备案证明"),
            Kind("AGREEMENT", "合同、协议"),
            Kind("REPORT", "报告、方案"),
            Kind("DRAWING", "图纸"),
            Kind("TABLE", "表格、清单"),
            Kind("LETTER", "函件、纪要"),
            Kind("PHOTO", "照片"),
            Kind("OTHER", "其他"),
        ),
        _SOURCE,
    ),
)
EVIDENCE_KIND = "EVIDENCE"  # what is handed in together with a document that criteria are judged from

MOST_ON_RECORD = Dated(A4, "一个项目、一份材料或一项申报的附件数上限", Entry(FIRST_DAY, 200, _SOURCE))
MOST_WAITING = Dated(A4, "一人已上传、未使用的文件数上限", Entry(FIRST_DAY, 200, _SOURCE))
