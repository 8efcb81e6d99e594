"""What everybody of a division is told of the rules by which a year is assessed (第十八条)."""

from __future__ import annotations

from services.law.article import Article

_A18 = Article(18)
OF_SCHEMES = (
    (
        "scheme.approved",
        "考核细则施行",
        _A18,
        False,
        "{year}年考核细则《{title}》（第{version}版）已批准施行（{document}）",
    ),
    ("scheme.withdrawn", "考核细则撤回", _A18, False, "{year}年考核细则（第{version}版）已撤回：{reason}"),
)
