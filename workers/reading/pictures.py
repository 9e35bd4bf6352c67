"""Photographs and scans: made again as plain JPEG pictures, and what the camera wrote into them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, BinaryIO

from PIL import Image, ImageOps

from workers.reading.budget import PIXELS, Unreadable, printable

FORMATS = ("JPEG", "PNG", "GIF", "TIFF", "BMP", "WEBP", "AVIF")
LONG_SIDE = 2000
THUMBNAIL = 240
MOST_FRAMES = 2_000
_EXIF = {271: "camera_make", 272: "camera_model", 305: "program", 315: "author", 306: "modified"}
_TAKEN = {36867: "taken", 36868: "digitised", 36881: "zone"}
_BAD = (OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError, EOFError, ZeroDivisionError, OverflowError,
        NotImplementedError, AttributeError, RecursionError)


def load() -> None:
    """Load every decoder: nothing can be opened later. The limit is our own, told in words."""
    Image.init()
    Image.MAX_IMAGE_PIXELS = None


def _opened(file: BinaryIO) -> Image.Image:
    file.seek(0)
    try:
        picture = Image.open(file, formats=FORMATS)
    except _BAD:
        raise Unreadable("damaged") from None
    if picture.width * picture.height > PIXELS:
        raise Unreadable("too_many_pixels")
    return picture


def frames(file: BinaryIO) -> int:
    """How many pages the picture has."""
    picture = _opened(file)
    try:
        return min(getattr(picture, "n_frames", 1), MOST_FRAMES) if picture.format == "TIFF" else 1
    except _BAD:
        return 1


def page(file: BinaryIO, number: int) -> Image.Image:
    """One page, upright and no larger than a screen can show."""
    picture = _opened(file)
    try:
        if number > 1:
            picture.seek(number - 1)
            if picture.width * picture.height > PIXELS:
                raise Unreadable("too_many_pixels")
        picture.draft("RGB", (LONG_SIDE, LONG_SIDE))
        upright = ImageOps.exif_transpose(picture)
        upright.thumbnail((LONG_SIDE, LONG_SIDE))
        return _flat(upright)
    except _BAD:
        raise Unreadable("damaged") from None


def _flat(picture: Image.Image) -> Image.Image:
    """On white, without transparency or palette."""
    if picture.mode in ("L", "RGB"):
        return picture
    if picture.mode in ("I;16", "I", "F"):
        return picture.point(lambda value: value / 256).convert("L")
    rgba = picture.convert("RGBA")
    white = Image.new("RGB", rgba.size, (255, 255, 255))
    white.paste(rgba, mask=rgba.getchannel("A"))
    return white


def jpeg(picture: Image.Image) -> bytes:
    """The picture alone: nothing of the original's metadata or other bytes is in it."""
    out = io.BytesIO()
    Image.frombytes(picture.mode, picture.size, picture.tobytes()).save(out, "JPEG", quality=82)
    return out.getvalue()


def thumbnail(picture: Image.Image) -> Image.Image:
    """A small one."""
    small = picture.copy()
    small.thumbnail((THUMBNAIL, THUMBNAIL))
    return small


def facts(file: BinaryIO) -> dict[str, str]:
    """Camera, time and place that the picture says of itself."""
    picture = _opened(file)
    found = {"width": str(picture.width), "height": str(picture.height)}
    try:
        exif = picture.getexif()
        inner, place = exif.get_ifd(0x8769), exif.get_ifd(0x8825)
    except _BAD:
        return found
    found.update({name: text for tag, name in _EXIF.items() if (text := _words(exif.get(tag)))})
    found.update({name: text for tag, name in _TAKEN.items() if (text := _words(inner.get(tag)))})
    for name in ("taken", "digitised", "modified"):
        if name in found:
            found[name] = _iso(found[name])
    return found | dict(_place(place))


def _iso(text: str) -> str:
    """ "2012:03:04 05:06:07" as ISO text; something else as it is."""
    day, _gap, time = text.partition(" ")
    return f"{day.replace(':', '-')}T{time}" if len(day) == 10 and day.count(":") == 2 else text


def _words(value: Any) -> str:
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    return printable(str(value)).strip("\0 \n")[:300] if value is not None else ""


def _place(gps: Any) -> Iterator[tuple[str, str]]:
    try:
        latitude, longitude = _degrees(gps[2], gps.get(1)), _degrees(gps[4], gps.get(3))
    except _BAD:
        return
    if abs(latitude) <= 90 and abs(longitude) <= 180:
        yield "latitude", f"{latitude:.6f}"
        yield "longitude", f"{longitude:.6f}"


def _degrees(parts: Any, side: Any) -> float:
    degrees = float(parts[0]) + float(parts[1]) / 60 + float(parts[2]) / 3600
    return -degrees if str(side).strip("\0 ").upper() in ("S", "W") else degrees
