"""What there is to do about awards and clues (第二十条、第二十一条): kinds, clauses and commands."""

from __future__ import annotations

from services.law.article import Article

_A20, _A21 = Article(20), Article(21)
AWARD_KINDS = (
    ("AWARDS_TO_DRAFT", "拟定先进名单", "年度结果已公布，拟定先进名单", _A20, "draftAwards", "periods"),
    ("AWARDS_TO_VET", "审核提名", "名单中有提名本轮尚未审核", _A20, "vetNominations", "awards"),
    ("AWARDS_TO_DECIDE", "提请审定", "名单待下一机构审定，开会后记录结果", _A20, "recordAwardApproval", "awards"),
    ("AWARDS_TO_PUBLISH", "公布或上报名单", "名单已审定通过，公布或上报", _A20, "publishAwards", "awards"),
    (
        "CITY_DECISION_TO_RECORD",
        "记录市里评定",
        "已上报的推荐，市里评定后记录结果",
        _A20,
        "recordCityDecision",
        "awards",
    ),
    ("CLUE_TO_RECEIVE", "签收线索", "签收移送的问题线索，或退回补充", _A21, "receiveClue", "clues"),
    ("CLUE_TO_CONCLUDE", "办结线索", "办理已签收的问题线索并记录结果", _A21, "concludeClue", "clues"),
    ("CLUE_TO_SUPPLEMENT", "补充线索材料", "移送的问题线索被退回，补充后重新移送", _A21, "supplementClue", "clues"),
)
