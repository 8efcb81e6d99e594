"""What a photo says of itself: when and where it was taken (EXIF). Whatever the bytes are, this raises nothing."""

from __future__ import annotations

import warnings
from typing import IO, Any

from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

from services.schedule.domain.specialist.photo import PHOTO_FORMATS

_PILLOW = {"JPEG": "JPEG", "PNG": "PNG", "TIFF": "TIFF"}
_SIXTY = 60


def look(content: IO[bytes], format: str) -> dict[str, Any]:
    """Read the header alone, no picture; answer with columns of an attachment, as text."""
    if format not in PHOTO_FORMATS:
        return {}
    try:
        content.seek(0)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(content, formats=[_PILLOW[format]]) as picture:
                exif = picture.getexif()
                shot, place = exif.get_ifd(IFD.Exif), exif.get_ifd(IFD.GPSInfo)
        return {
            "exif_taken_at": _moment(shot),
            "exif_longitude": _degrees(place, GPS.GPSLongitude, GPS.GPSLongitudeRef, "W"),
            "exif_latitude": _degrees(place, GPS.GPSLatitude, GPS.GPSLatitudeRef, "S"),
        }
    except Exception:  # noqa: BLE001 - a file that Pillow cannot read is a file without EXIF, of which there are many
        return {}


def _moment(shot: dict[int, Any]) -> str | None:
    """Write `2027:03:01 09:30:00` and `+08:00` as ISO 8601."""
    taken = shot.get(Base.DateTimeOriginal)
    if not isinstance(taken, str) or len(taken) < len("2027:03:01 09:30:00"):
        return None
    day, _, time = taken[:19].partition(" ")
    offset = shot.get(Base.OffsetTimeOriginal)
    zone = offset.strip("\0 ") if isinstance(offset, str) else ""
    return f"{day.replace(':', '-')}T{time}{zone}"


def _degrees(place: dict[int, Any], tag: int, side: int, minus: str) -> str | None:
    parts = place.get(tag)
    if parts is None:
        return None
    degrees, minutes, seconds = (float(p) for p in parts)
    value = degrees + minutes / _SIXTY + seconds / _SIXTY**2
    return f"{-value if str(place.get(side)).startswith(minus) else value:.7f}"
