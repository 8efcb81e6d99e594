"""第四条: where a project lies: both numbers or none, within the country, in the national coordinate system."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from services.law.article import Article
from services.law.breach import Breach
from services.law.dated import Dated, Entry

A4 = Article(4)


class CoordinateSystem(StrEnum):
    """The systems in which people have coordinates at hand."""

    CGCS2000 = "CGCS2000"  # 2000国家大地坐标系
    WGS84 = "WGS84"  # GPS
    GCJ02 = "GCJ02"  # 火星坐标：高德、腾讯等地图
    BD09 = "BD09"  # 百度地图
    XIAN80 = "XIAN80"  # 1980西安坐标系
    BEIJING54 = "BEIJING54"  # 1954年北京坐标系


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of degrees; its edges belong to it."""

    west: Decimal
    east: Decimal
    south: Decimal
    north: Decimal

    @classmethod
    def of(cls, west: str, east: str, south: str, north: str) -> Box:
        """Write a rectangle down."""
        return cls(*map(Decimal, (west, east, south, north)))


COUNTRY = Dated(
    A4,
    "坐标的合理范围（全国）",
    Entry(
        date.min,
        Box.of("73", "136", "3", "54"),
        "我国疆域四至（东经73°40′至135°05′、北纬4°附近至53°33′）向外取整度的执行口径",
    ),
)

DIVISIONS = Dated(
    A4,
    "坐标的合理范围（区县），超出的只作提示",
    Entry(
        date.min,
        {"430211": Box.of("112.95", "113.20", "27.60", "27.95")},
        "天元区外接矩形向外放宽的执行口径，西界取株洲市域西界东经112°57′30″",
    ),
)

SYSTEMS = Dated(
    A4,
    "填报采用的坐标系",
    Entry(
        date.min,
        (CoordinateSystem.CGCS2000,),
        "《关于加快使用2000国家大地坐标系的通知》（国土资发〔2017〕30号）",
    ),
)

_REMEDIES = {
    CoordinateSystem.CGCS2000: "本期采用其他坐标系，请按现行坐标系填报",
    CoordinateSystem.WGS84: "GPS坐标（WGS-84）请经测绘单位或转换工具归算为CGCS2000后填报",
    CoordinateSystem.GCJ02: "高德、腾讯等地图的坐标（GCJ-02）经过加偏，请先转换为CGCS2000再填报",
    CoordinateSystem.BD09: "百度地图的坐标（BD-09）经过两次加偏，请先转换为GCJ-02、再转换为CGCS2000后填报",
    CoordinateSystem.XIAN80: "1980西安坐标系的成果请按当地转换参数转换为CGCS2000后填报",
    CoordinateSystem.BEIJING54: "1954年北京坐标系的成果请按当地转换参数转换为CGCS2000后填报",
}


def system_of(
    written: CoordinateSystem | None, longitude: Decimal | None, latitude: Decimal | None
) -> CoordinateSystem | None:
    """Say in which system a location stands: CGCS2000 where nobody said otherwise, none where there is no location."""
    if longitude is None and latitude is None:
        return None
    return written or CoordinateSystem.CGCS2000


def place_breaches(
    longitude: Decimal | None, latitude: Decimal | None, system: CoordinateSystem | None, on: date
) -> list[Breach]:
    """第四条: a location has both numbers, lies in the country, and is stated in the national system."""
    if longitude is None and latitude is None:
        return []
    breaches = []
    if system not in SYSTEMS.on(on):
        message = _REMEDIES[system or CoordinateSystem.CGCS2000]
        breaches.append(Breach("COORDINATE_SYSTEM_UNSUPPORTED", message, A4, "coordinateSystem"))
    if longitude is None or latitude is None:
        lacking = "longitude" if longitude is None else "latitude"
        return [*breaches, Breach("LOCATION_INCOMPLETE", "经度和纬度须同时填写", A4, lacking)]
    box = COUNTRY.on(on)
    if not box.west <= longitude <= box.east:
        message = f"经度应在{box.west}至{box.east}之间"
        breaches.append(Breach("LONGITUDE_OUT_OF_RANGE", message, A4, "longitude"))
    if not box.south <= latitude <= box.north:
        message = f"纬度应在{box.south}至{box.north}之间"
        breaches.append(Breach("LATITUDE_OUT_OF_RANGE", message, A4, "latitude"))
    return breaches


def place_warning(division: str, longitude: Decimal | None, latitude: Decimal | None, on: date) -> Breach | None:
    """Warn of a location outside the district: a road may leave it, a typing fault does more often."""
    box = DIVISIONS.on(on).get(division)
    if box is None or longitude is None or latitude is None:
        return None
    if box.west <= longitude <= box.east and box.south <= latitude <= box.north:
        return None
    message = (
        f"位置（{longitude:f}，{latitude:f}）在本区范围（东经{box.west}至{box.east}、"
        f"北纬{box.south}至{box.north}）之外，请核对经纬度和坐标系"
    )
    return Breach("LOCATION_OUTSIDE_DIVISION", message, A4, "longitude")
