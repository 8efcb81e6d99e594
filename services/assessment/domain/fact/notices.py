"""What units are told of decisions on facts (第十八条)."""

from __future__ import annotations

from services.law.article import Article

_A18 = Article(18)
OF_DECISIONS = (
    ("responsibility.shared", "责任分担", _A18, False, "考核责任按比例分担，本单位{share}：{reason}"),
    ("record.exempted", "免予考核", _A18, False, "与本单位有关的事项免予考核：{reason}"),
    ("exemption.revoked", "免予考核撤销", _A18, False, "免予考核的决定已撤销，恢复考核：{reason}"),
)
