"""第八条（项目管理架构图）：the posts of a site as a tree, each with party, unit, person and duty; every version is kept."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from services.law.article import Article
from services.law.breach import Breach, Refusal
from services.law.parties import Role
from services.law.text import clean_name, clean_text
from services.schedule.domain.decision import Party, kept, quoted
from services.schedule.domain.opening import Schedule, ended_faults
from services.schedule.domain.site.rulebook import MOST_POSTS, PARTY_NAMES, REQUIRED_PARTIES
from services.schedule.domain.site.terms import SiteParty

A8 = Article(8)
_PHONE = re.compile(r"[+0-9][0-9 -]{4,24}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One box of the chart. `parent` is the code of the post above; the topmost has none."""

    code: str
    parent: str | None
    party: SiteParty
    unit_name: str
    duty: str
    person: str | None
    phone: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetSiteOrganization:
    """The command: all posts of the site; a reason when it is a change."""

    project_id: UUID
    posts: tuple[Post, ...]
    reason: str | None
    expected_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteOrganization:
    """One version of the site's organisation."""

    version: int
    posts: tuple[Post, ...]
    reason: str | None


def organize(
    schedule: Schedule, version: int, party: Party, command: SetSiteOrganization, *, today: date
) -> SiteOrganization | Refusal:
    """第八条：the owner, or the project's contact person, says who is who; all is said anew with every version."""
    faults = [*ended_faults(schedule.ended, "更新项目管理架构", "projectId"), *_standing_faults(schedule, party)]
    reason = kept(clean_text(command.reason or "", "变更理由", "reason", 1000), faults, "", A8)
    if version and not reason:
        faults.append(Breach("REASON_MISSING", f"项目管理架构已有第{version}版，变更须说明理由", A8, "reason"))
    posts = tuple(_post(p, f"posts.{i}", faults) for i, p in enumerate(command.posts))
    faults += [*_tree_faults(posts), *_party_faults(posts, today)]
    if faults:
        return Refusal(tuple(faults))
    return SiteOrganization(version=version + 1, posts=posts, reason=reason or None)


def _standing_faults(schedule: Schedule, party: Party) -> list[Breach]:
    if party.acts_as(Role.OWNER) and party.unit == schedule.owner_id:
        return []
    if party.acts_as(Role.SPECIALIST) and schedule.stands_for(party.unit):
        return []
    message = "仅本项目的建设单位（业主）或项目专员可以填报现场管理架构"
    return [Breach("NOT_OWNER_OF_SITE", message, A8, "projectId")]


def _post(given: Post, field: str, faults: list[Breach]) -> Post:
    def name(value: str | None, label: str, of: str, longest: int = 100) -> str:
        return kept(clean_name(value or "", label, f"{field}.{of}", longest), faults, "?", A8)

    phone = (given.phone or "").strip()
    if phone and not _PHONE.fullmatch(phone):
        message = "联系电话只能含数字、空格、连字符和开头的加号，5至25位"
        faults.append(Breach("PHONE_INVALID", message, A8, f"{field}.phone"))
    return replace(
        given,
        code=name(given.code, "岗位编号", "code", 20),
        parent=(given.parent or "").strip() or None,
        unit_name=name(given.unit_name, "单位名称", "unitName"),
        duty=name(given.duty, "职务（岗位）", "duty"),
        person=name(given.person, "姓名", "person", 50) if (given.person or "").strip() else None,
        phone=phone or None,
    )


def _tree_faults(posts: Sequence[Post]) -> list[Breach]:
    """One post stands above all; every other one hangs on a post that is there, in no circle."""
    if not posts:
        return [Breach("POSTS_MISSING", "须至少填写一个岗位", A8, "posts")]
    if len(posts) > MOST_POSTS:
        return [Breach("POSTS_TOO_MANY", f"岗位最多{MOST_POSTS}个，现有{len(posts)}个", A8, "posts")]
    faults, known = [], {p.code: p for p in posts}
    codes = [p.code for p in posts]
    for i, post in enumerate(posts):
        if codes.index(post.code) != i:
            faults.append(Breach("POST_CODE_TWICE", f"岗位编号“{post.code}”重复", A8, f"posts.{i}.code"))
        if post.parent is not None and post.parent not in known:
            message = f"岗位“{post.code}”的上级{quoted(post.parent)}不存在"
            faults.append(Breach("POST_PARENT_UNKNOWN", message, A8, f"posts.{i}.parent"))
    if faults:
        return faults
    tops = [p.code for p in posts if p.parent is None]
    if len(tops) > 1:
        message = f"最高岗位只能有一个，现有{len(tops)}个：{'、'.join(tops[:5])}"
        faults.append(Breach("POST_TOP_NOT_ONE", message, A8, "posts"))
    circle = next((p.code for p in posts if _circles(p, known)), None)
    if circle is not None:
        faults.append(Breach("POST_CIRCLE", f"岗位“{circle}”的上下级关系循环", A8, "posts"))
    return faults


def _circles(post: Post, known: Mapping[str, Post]) -> bool:
    seen, at = set(), post
    while at.parent is not None:
        if at.code in seen:
            return True
        seen.add(at.code)
        at = known[at.parent]
    return False


def _party_faults(posts: Sequence[Post], today: date) -> list[Breach]:
    """第八条：the parties that the rulebook asks for are named, each with a person."""
    there = {p.party for p in posts if p.person}
    missing = [PARTY_NAMES[p] for p in REQUIRED_PARTIES.on(today) if p not in there]
    if not posts or not missing:
        return []
    message = f"项目管理架构须明确{'、'.join(missing)}的负责人（姓名）"
    return [Breach("SITE_PARTY_MISSING", message, A8, "posts")]
