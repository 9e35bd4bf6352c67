"""A workbook of one sheet, written by hand: text and whole numbers need no library, and nothing in it is a formula."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

from flask import Response

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_PARTS = {
    "[Content_Types].xml":
        f'{_HEAD}<Types xmlns="{_PACKAGE}content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        'ContentType="application/xml"/><Override PartName="/xl/workbook.xml" '
        f'ContentType="{_TYPE}.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
    "_rels/.rels":
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}relationships"><Relationship Id="r1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml":
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet name="Matrix" sheetId="1" r:id="r1"/>'
        "</sheets></workbook>",
    "xl/_rels/workbook.xml.rels":
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}relationships"><Relationship Id="r1" Type="{_OFFICE}/worksheet" '
        'Target="worksheets/sheet1.xml"/></Relationships>',
}


def workbook(heads: Sequence[str], rows: Iterable[Sequence[str | int]]) -> bytes:
    """The table as XLSX; a text stays a text whatever it begins with, for no cell holds a formula."""
    lines = "".join(f"<row>{''.join(map(_cell, row))}</row>" for row in (heads, *rows))
    sheet = f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>{lines}</sheetData></worksheet>'
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {**_PARTS, "xl/worksheets/sheet1.xml": sheet}.items():
            archive.writestr(name, text)
    return held.getvalue()


def _cell(value: str | int) -> str:
    if isinstance(value, int):
        return f"<c><v>{value}</v></c>"
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def xlsx_answer(name: str, heads: Sequence[str], rows: Iterable[Sequence[str | int]]) -> Response:
    """The workbook as a file to be saved. name: codes only."""
    response = Response(workbook(heads, rows), mimetype=_TYPE)
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}.xlsx")
    return response
