"""Reading scans: Tesseract with its Korean and English models, which come with the package."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import tesserocr
from PIL import Image

from workers.reading.budget import printable

MODELS = Path(__file__).with_name("tessdata")
LANGUAGES = "kor+eng"
PAGE = 20_000  # milliseconds for one page
RESOLUTION = 150  # points an inch, as pages are drawn
SURE = 30  # below that it is not text but a picture of something


def load() -> Any:
    """The engine with its models in memory: nothing can be opened later."""
    return tesserocr.PyTessBaseAPI(path=str(MODELS), lang=LANGUAGES, psm=tesserocr.PSM.SINGLE_COLUMN)


def read(engine: Any, picture: Image.Image) -> tuple[str, int] | None:
    """(text, how sure the engine is, of 100); None when it took too long."""
    grey = picture.convert("L")
    engine.SetImageBytes(grey.tobytes(), grey.width, grey.height, 1, grey.width)  # never through a file format
    engine.SetSourceResolution(RESOLUTION)
    if not engine.Recognize(PAGE):
        return None
    sure = engine.MeanTextConf()
    text = printable(engine.GetUTF8Text())
    return ("\n".join(line for line in text.splitlines() if line.strip()), sure) if sure >= SURE else ("", sure)
