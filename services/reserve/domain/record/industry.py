"""第四条: the industry of a project by GB/T 4754-2017 国民经济行业分类: 20 sections (门类) and their 97 divisions (大类)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from services.law.article import Article
from services.law.breach import Breach
from services.law.dated import Dated, Entry

A4 = Article(4)
_FORM = re.compile(r"([A-T])([0-9]{2})[0-9]{0,2}", re.ASCII)  # section, division; then group and class
_FIGURES = re.compile(r"([0-9]{2})[0-9]{0,2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Section:
    """One section with its divisions, whose codes follow each other from the first."""

    letter: str
    name: str
    first: int
    divisions: tuple[str, ...]

    def division(self, code: str) -> str | None:
        """Return the name of a division of this section."""
        at = int(code) - self.first
        return self.divisions[at] if 0 <= at < len(self.divisions) else None


def _section(letter: str, name: str, first: int, divisions: str) -> Section:
    return Section(letter, name, first, tuple(divisions.split()))


_SECTIONS = (
    _section("A", "农、林、牧、渔业", 1, "农业 林业 畜牧业 渔业 农、林、牧、渔专业及辅助性活动"),
    _section(
        "B",
        "采矿业",
        6,
        "煤炭开采和洗选业 石油和天然气开采业 黑色金属矿采选业 有色金属矿采选业 非金属矿采选业 "
        "开采专业及辅助性活动 其他采矿业",
    ),
    _section(
        "C",
        "制造业",
        13,
        "农副食品加工业 食品制造业 酒、饮料和精制茶制造业 烟草制品业 纺织业 纺织服装、服饰业 "
        "皮革、毛皮、羽毛及其制品和制鞋业 木材加工和木、竹、藤、棕、草制品业 家具制造业 造纸和纸制品业 "
        "印刷和记录媒介复制业 文教、工美、体育和娱乐用品制造业 石油、煤炭及其他燃料加工业 "
        "化学原料和化学制品制造业 医药制造业 化学纤维制造业 橡胶和塑料制品业 非金属矿物制品业 "
        "黑色金属冶炼和压延加工业 有色金属冶炼和压延加工业 金属制品业 通用设备制造业 专用设备制造业 汽车制造业 "
        "铁路、船舶、航空航天和其他运输设备制造业 电气机械和器材制造业 计算机、通信和其他电子设备制造业 "
        "仪器仪表制造业 其他制造业 废弃资源综合利用业 金属制品、机械和设备修理业",
    ),
    _section("D", "电力、热力、燃气及水生产和供应业", 44, "电力、热力生产和供应业 燃气生产和供应业 水的生产和供应业"),
    _section("E", "建筑业", 47, "房屋建筑业 土木工程建筑业 建筑安装业 建筑装饰、装修和其他建筑业"),
    _section("F", "批发和零售业", 51, "批发业 零售业"),
    _section(
        "G",
        "交通运输、仓储和邮政业",
        53,
        "铁路运输业 道路运输业 水上运输业 航空运输业 管道运输业 多式联运和运输代理业 装卸搬运和仓储业 邮政业",
    ),
    _section("H", "住宿和餐饮业", 61, "住宿业 餐饮业"),
    _section(
        "I",
        "信息传输、软件和信息技术服务业",
        63,
        "电信、广播电视和卫星传输服务 互联网和相关服务 软件和信息技术服务业",
    ),
    _section("J", "金融业", 66, "货币金融服务 资本市场服务 保险业 其他金融业"),
    _section("K", "房地产业", 70, "房地产业"),
    _section("L", "租赁和商务服务业", 71, "租赁业 商务服务业"),
    _section("M", "科学研究和技术服务业", 73, "研究和试验发展 专业技术服务业 科技推广和应用服务业"),
    _section("N", "水利、环境和公共设施管理业", 76, "水利管理业 生态保护和环境治理业 公共设施管理业 土地管理业"),
    _section("O", "居民服务、修理和其他服务业", 80, "居民服务业 机动车、电子产品和日用产品修理业 其他服务业"),
    _section("P", "教育", 83, "教育"),
    _section("Q", "卫生和社会工作", 84, "卫生 社会工作"),
    _section("R", "文化、体育和娱乐业", 86, "新闻和出版业 广播、电视、电影和录音制作业 文化艺术业 体育 娱乐业"),
    _section(
        "S",
        "公共管理、社会保障和社会组织",
        91,
        "中国共产党机关 国家机构 人民政协、民主党派 社会保障 群众团体、社会团体和其他成员组织 "
        "基层群众自治组织及其他组织",
    ),
    _section("T", "国际组织", 97, "国际组织"),
)

SECTIONS = Dated(
    A4,
    "国民经济行业分类的门类和大类",
    Entry(date.min, {s.letter: s for s in _SECTIONS}, "GB/T 4754-2017（含第1号修改单）"),
)


def read_industry(code: str, on: date) -> list[Breach]:
    """第四条: the code has the standard's form, and its division belongs to its section."""
    sections = SECTIONS.on(on)
    found = _FORM.fullmatch(code)
    if found is None:
        figures = _FIGURES.fullmatch(code)
        owner = _section_of(figures[1], sections) if figures else None
        meant = f"{owner.letter}{code}" if owner else "C2641"
        message = f"行业代码应为国民经济行业分类（GB/T 4754-2017）门类字母加2至4位数字，如{meant}"
        return [_breach("INDUSTRY_CODE_MALFORMED", message)]
    letter, division = found.groups()
    section, owner = sections[letter], _section_of(division, sections)
    if owner is None:
        message = f"门类{letter}（{section.name}）下没有大类{division}，国民经济行业分类也没有这一大类"
        return [_breach("INDUSTRY_DIVISION_UNKNOWN", message)]
    if owner is not section:
        message = (
            f"大类{division}（{owner.division(division)}）属于门类{owner.letter}（{owner.name}），"
            f"不属于门类{letter}（{section.name}），应写作{owner.letter}{code[1:]}"
        )
        return [_breach("INDUSTRY_SECTION_MISMATCH", message)]
    return []


def industry_name(code: str | None, on: date) -> str | None:
    """Name the section and the division of a code; None for a code of another standard.

    >>> industry_name("C2641", date(2026, 11, 24))
    '制造业—化学原料和化学制品制造业'
    """
    found = _FORM.fullmatch(code or "")
    section = SECTIONS.on(on)[found[1]] if found else None
    division = section.division(found[2]) if section and found else None
    return f"{section.name}—{division}" if section and division else None


def _section_of(division: str, sections: dict[str, Section]) -> Section | None:
    return next((s for s in sections.values() if s.division(division)), None)


def _breach(code: str, message: str) -> Breach:
    return Breach(code, message, A4, "industryCode")
