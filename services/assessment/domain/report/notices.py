"""What everybody of a division is told of issued papers (第十九条)."""

from __future__ import annotations

from services.law.article import Article

_A19 = Article(19)
OF_REPORTS = (
    ("report.issued", "考核材料印发", _A19, False, "《{title}》已印发（{number}），可查看、下载"),
    ("report.reissued", "考核材料再次印发", _A19, False, "《{title}》因内容变动再次印发（{number}），以此为准"),
)
