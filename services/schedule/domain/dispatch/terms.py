"""第十条：the words in which rounds, bulletins, reviews and interviews stand."""

from __future__ import annotations

from enum import StrEnum

from services.law.article import Article

A10 = Article(10)


class RoundState(StrEnum):
    """How a weekly round stands."""

    OPEN = "OPEN"  # 进行中
    CLOSED = "CLOSED"  # 已办结


class DifficultyGrade(StrEnum):
    """How hard what was found holds the project up; the same codes as in the ledger."""

    DIFFICULTY = "DIFFICULTY"  # 难点
    BLOCKAGE = "BLOCKAGE"  # 堵点
    JAM = "JAM"  # 卡点


class DifficultySource(StrEnum):
    """Where a difficulty was found."""

    WEEKLY_UPDATE = "WEEKLY_UPDATE"  # 每周更新
    PROGRESS_REPORT = "PROGRESS_REPORT"  # 进度报告
    ADDED = "ADDED"  # 人工补充
    CARRIED = "CARRIED"  # 上轮转入


class DifficultyOutcome(StrEnum):
    """What became of a difficulty in its round."""

    OPEN = "OPEN"  # 待处理
    ISSUE = "ISSUE"  # 列入问题台账
    DECISION = "DECISION"  # 议定事项
    SET_ASIDE = "SET_ASIDE"  # 不予列入
    CARRIED = "CARRIED"  # 转入下一轮


class BulletinKind(StrEnum):
    """Which document of dispatch it is."""

    MONTHLY = "MONTHLY"  # 月通报
    ANNUAL = "ANNUAL"  # 年度总结


class BulletinState(StrEnum):
    """How a bulletin stands; what was sent never changes, only an erratum follows it."""

    DRAFT = "DRAFT"  # 草稿
    SENT = "SENT"  # 已印发


class FigureScope(StrEnum):
    """Of what a figure is."""

    ALL = "ALL"  # 全区
    TOWN = "TOWN"  # 镇（街道）
    CATEGORY = "CATEGORY"  # 项目类别
    AUTHORITY = "AUTHORITY"  # 行业主管部门
    OWNER = "OWNER"  # 项目业主（区属国有公司）
    UNIT = "UNIT"  # 责任单位
    BUREAU = "BUREAU"  # 服务部门


class ReviewState(StrEnum):
    """How a quarterly review stands."""

    OPEN = "OPEN"  # 进行中
    CLOSED = "CLOSED"  # 已办结


class CandidateDecision(StrEnum):
    """What was decided of a unit that the rules name."""

    PENDING = "PENDING"  # 待研究
    INTERVIEW = "INTERVIEW"  # 约谈
    SPARED = "SPARED"  # 不约谈


class InterviewState(StrEnum):
    """How an interview stands."""

    INVITED = "INVITED"  # 已通知
    HELD = "HELD"  # 已约谈，整改中
    FOLLOWED_UP = "FOLLOWED_UP"  # 整改完成
    CANCELLED = "CANCELLED"  # 已取消


class PaperForm(StrEnum):
    """The forms in which dispatch's documents are handed out."""

    DOCX = "DOCX"
    PDF = "PDF"
