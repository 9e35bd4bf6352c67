"""The finished document as its reader gets it: every character on every page, and what the file says of itself."""

from __future__ import annotations

from pathlib import Path

import pypdfium2


def text_of(file: Path) -> str:
    """The text of all pages, and the metadata, bookmarks and names of attachments."""
    document = pypdfium2.PdfDocument(file)
    try:
        pages = [page.get_textpage().get_text_range() for page in document]
        told = document.get_metadata_dict(skip_empty=True).values()
        marks = [mark.get_title() for mark in document.get_toc()]
        attached = [document.get_attachment(n).get_name() for n in range(document.count_attachments())]
        return "\n".join([*pages, *told, *marks, *attached])
    finally:
        document.close()
