"""What units are told of awards, incidents and commendations (第二十条、第二十一条). Clues tell nobody anything."""

from __future__ import annotations

from services.law.article import Article

_A20, _A21 = Article(20), Article(21)
OF_AWARDS = (
    ("award.published", "获评先进", _A20, False, "{year}年度获评：{awardName}（{document}）"),
    ("award.revoked", "先进撤销", _A20, False, "{year}年度{awardName}已撤销：{reason}"),
    ("incident.recorded", "事件记录在案", _A21, False, "{happenedOn}发生的{matterName}已记录在案，计入考核和评优"),
    ("incident.revoked", "事件记录撤销", _A21, False, "{matterName}的记录已撤销：{reason}"),
    ("commendation.recorded", "表扬记录在案", _A20, False, "{happenedOn}的{matterName}已记录在案，计入考核"),
    ("commendation.revoked", "表扬记录撤销", _A20, False, "{matterName}的记录已撤销：{reason}"),
)
