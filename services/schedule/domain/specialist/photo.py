"""第九条：photos of a week, with when and where they were taken, by the file itself or by what the phone says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from math import asin, cos, radians, sin, sqrt
from uuid import UUID

from services.law.breach import Breach
from services.law.text import clean_text
from services.schedule.domain.decision import kept
from services.schedule.domain.specialist.rulebook import A9, PHOTO_FAR_METRES

EARTH_METRES = 6_371_009  # mean radius
PHOTO_FORMATS = frozenset({"JPEG", "PNG", "TIFF"})
CLOCK_AHEAD = timedelta(minutes=10)  # by how much a phone's clock may be ahead of ours
_PLACES = Decimal("0.0000001")


class PhotoSource(StrEnum):
    """By what it is known when or where a photo was taken."""

    EXIF = "EXIF"  # 照片文件自带
    PHONE = "PHONE"  # 手机上报


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place by its longitude and latitude, in degrees."""

    longitude: Decimal
    latitude: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """A photo as it is sent: the uploaded file, and what the phone says of it."""

    file_id: UUID
    taken_at: datetime | None = None
    place: Place | None = None
    caption: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What is known of a photo. far: farther from the project than the rules allow; None where a place is not known."""

    caption: str | None
    taken_at: datetime | None
    taken_from: PhotoSource | None
    place: Place | None
    placed_from: PhotoSource | None
    distance_metres: int | None
    far: bool | None


def judge(
    photo: Photo,
    exif_taken_at: str | None,
    exif_place: tuple[str | None, str | None],
    project: Place | None,
    *,
    field: str,
    now: datetime,
    zone: tzinfo,
    faults: list[Breach],
) -> Taken:
    """第九条：what the file says goes before what the phone says. A photo from far away is marked, never refused.

    zone: of a file that says a time and no zone. What cannot be true (a time to come, no place on earth) is refused where
    the phone says it, and left out where the file does, for nobody can mend that.
    """
    in_file = _moment(exif_taken_at, zone)
    if in_file is not None and in_file > now + CLOCK_AHEAD:
        in_file = None
    if photo.taken_at is not None and photo.taken_at > now + CLOCK_AHEAD:
        faults.append(Breach("PHOTO_TIME_IN_FUTURE", "拍摄时间晚于现在，请检查手机时间", A9, f"{field}.takenAt"))
    if photo.place is not None and not _on_earth(photo.place):
        message = "经度须在-180至180之间，纬度须在-90至90之间"
        faults.append(Breach("PHOTO_PLACE_INVALID", message, A9, f"{field}.longitude"))
        return Taken(
            caption=None, taken_at=None, taken_from=None, place=None, placed_from=None, distance_metres=None, far=None
        )
    by_file = _place(*exif_place)
    place = by_file or photo.place
    away = None if place is None or project is None else distance(place, project)
    caption = kept(clean_text(photo.caption or "", "照片说明", f"{field}.caption", 500), faults, "", A9)
    return Taken(
        caption=caption or None,
        taken_at=in_file or photo.taken_at,
        taken_from=_source(in_file, photo.taken_at),
        place=place,
        placed_from=_source(by_file, photo.place),
        distance_metres=away,
        far=None if away is None else away > PHOTO_FAR_METRES.on(now.astimezone(zone).date()),
    )


def distance(one: Place, other: Place) -> int:
    """Return the metres between two places on a sphere, whole.

    >>> distance(Place(longitude=Decimal(113), latitude=Decimal(27)), Place(longitude=Decimal(113), latitude=Decimal(28)))
    111195
    """
    a, b = radians(one.latitude), radians(other.latitude)
    half = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(other.longitude - one.longitude) / 2) ** 2
    return round(2 * EARTH_METRES * asin(sqrt(min(1.0, half))))


def _source(by_file: object, by_phone: object) -> PhotoSource | None:
    if by_file is not None:
        return PhotoSource.EXIF
    return None if by_phone is None else PhotoSource.PHONE


def _moment(written: str | None, zone: tzinfo) -> datetime | None:
    """Read the moment that a file says; without an offset it is in the zone."""
    try:
        moment = datetime.fromisoformat(written or "")
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _place(longitude: str | None, latitude: str | None) -> Place | None:
    if longitude is None or latitude is None:
        return None
    try:
        place = Place(longitude=Decimal(longitude).quantize(_PLACES), latitude=Decimal(latitude).quantize(_PLACES))
    except InvalidOperation:
        return None
    # a camera without a fix writes zeros: the sea off Africa is no building site
    nowhere = not place.longitude and not place.latitude
    return place if _on_earth(place) and not nowhere else None


def _on_earth(place: Place) -> bool:
    return (
        place.longitude.is_finite()
        and place.latitude.is_finite()
        and abs(place.longitude) <= 180  # noqa: PLR2004 - degrees
        and abs(place.latitude) <= 90  # noqa: PLR2004 - degrees
    )
