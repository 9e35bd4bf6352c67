"""XML, HTML and RTF as text. No entity is ever expanded, nothing is fetched, no script is kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from html.parser import HTMLParser
from typing import Any
from xml.parsers import expat

from workers.reading.budget import TEXT, Unreadable, printable

DEEPEST = 200
CHUNK = 65_536
_SILENT = {"script", "style", "template", "noscript", "title"}
_BREAKS = {"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "table", "section", "article", "pre",
           "blockquote", "dd", "dt", "hr", "ul", "ol", "option", "figcaption", "header", "footer"}
_VOID = {"br", "hr", "img", "input", "meta", "link", "col", "area", "base", "embed", "source", "track", "wbr"}

Start = Callable[[str, dict[str, str]], None]


def walk(raw: bytes, start: Start, end: Callable[[str], None], data: Callable[[str], None]) -> None:
    """Read XML event by event. Raises Unreadable for entities of its own ("bomb"), depth, or bad XML."""
    parser = expat.ParserCreate()
    depth = 0

    def opened(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise Unreadable("bomb")
        start(local(name), attributes)

    def closed(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(local(name))

    def refuse(*_declaration: Any) -> Any:
        raise Unreadable("bomb")

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = opened, closed, data
    parser.EntityDeclHandler = parser.ExternalEntityRefHandler = refuse
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    try:
        for at in range(0, len(raw), CHUNK):
            parser.Parse(raw[at : at + CHUNK], False)
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError):
        raise Unreadable("damaged") from None


def local(name: str) -> str:
    """The name without its prefix."""
    return name.rpartition(":")[2]


class Gather:
    """Text between tags. texts: elements whose text counts (None: all). breaks: what ends a line; tabs: a cell."""

    def __init__(self, texts: Collection[str] | None, breaks: Collection[str], tabs: Collection[str] = ()) -> None:
        self.texts, self.breaks, self.tabs = texts, breaks, tabs
        self.depth, self.size, self.found = 0, 0, []  # type: int, int, list[str]

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        """An element begins."""
        if self.texts is not None and name in self.texts:
            self.depth += 1

    def end(self, name: str) -> None:
        """An element ends."""
        if self.texts is not None and name in self.texts:
            self.depth -= 1
        if name in self.breaks or name in self.tabs:
            self.found.append("\n" if name in self.breaks else "\t")

    def data(self, text: str) -> None:
        """Text."""
        if self.texts is None or self.depth:
            self.size += len(text)
            if self.size > TEXT:
                raise Unreadable("too_much_text")
            self.found.append(text)

    def of(self, raw: bytes) -> str:
        """The text of a whole document."""
        walk(raw, self.start, self.end, self.data)
        return printable("".join(self.found))


def xml_text(raw: bytes) -> str:
    """All text of any XML, one line an element that holds some."""
    found: list[str] = []
    walk(raw, lambda _name, _attributes: None, lambda _name: found.append("\n"), found.append)
    return printable("".join(found))


class _Html(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.title, self.silent = "", []  # type: str, list[str]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self.silent.append(tag)
        if tag in _BREAKS:
            self.found.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if self.silent and tag == self.silent[-1]:
            self.silent.pop()
        if tag in _BREAKS:
            self.found.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.found.append(data)
        elif self.silent[-1] == "title":
            self.title += data


def html_text(text: str) -> tuple[str, str]:
    """(what a reader of the page reads, its title); scripts and styles are left out."""
    parser = _Html()
    parser.feed(text)
    parser.close()
    lines = (re.sub(r"[ \t\xa0]+", " ", line).strip() for line in "".join(parser.found).splitlines())
    return printable("\n".join(line for line in lines if line)), parser.title.strip()


_RTF = re.compile(rb"\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-z])|([{}])|([^\\{}\r\n]+)|[\r\n]+",
                  re.IGNORECASE)
_RTF_SILENT = {b"fonttbl", b"colortbl", b"stylesheet", b"info", b"pict", b"object", b"themedata", b"header", b"footer",
               b"listtable", b"listoverridetable", b"rsidtbl", b"generator", b"datastore", b"latentstyles", b"objdata"}
_PAGES = {949: "cp949", 1252: "cp1252", 932: "cp932", 936: "gb18030", 950: "big5", 1251: "cp1251", 1361: "johab"}


class _Rtf:
    """A small reader of RTF: text, code page, \\u; groups that hold no text are passed over."""

    def __init__(self) -> None:
        self.page, self.skip, self.out, self.pending = "cp1252", 0, [], b""  # type: str, int, list[str], bytes
        self.stack: list[tuple[bool, int]] = []
        self.silent, self.after = False, 1

    def flush(self) -> None:
        if self.pending:
            self.out.append(self.pending.decode(self.page, "replace"))
            self.pending = b""

    def group(self, brace: bytes) -> None:
        self.flush()
        if brace == b"{":
            if len(self.stack) > 1000:
                raise Unreadable("bomb")
            self.stack.append((self.silent, self.after))
        elif self.stack:
            self.silent, self.after = self.stack.pop()

    def word(self, name: bytes, number: bytes | None) -> None:
        if name in _RTF_SILENT:
            self.silent = True
        elif name == b"ansicpg" and number:
            self.page = _PAGES.get(int(number), "cp1252")
        elif name == b"uc":
            self.after = min(int(number or 1), 10)
        elif name == b"u" and number and not self.silent:
            self.flush()
            self.out.append(chr(int(number) % 65536))
            self.skip = self.after
        elif name in (b"par", b"line", b"row", b"sect", b"page"):
            self.flush()
            self.out.append("\n")
        elif name in (b"tab", b"cell"):
            self.flush()
            self.out.append("\t")

    def text(self, raw: bytes) -> None:
        passed = min(self.skip, len(raw))
        self.skip -= passed
        if not self.silent:
            self.pending += raw[passed:]


def rtf_text(raw: bytes) -> str:
    """The text of an RTF document."""
    reader = _Rtf()
    for found in _RTF.finditer(raw):
        name, number, byte, sign, brace, text = found.groups()
        if brace:
            reader.group(brace)
        elif name:
            reader.word(name.lower(), number)
        elif byte:
            reader.text(bytes.fromhex(byte.decode()))
        elif sign == b"*":
            reader.silent = True
        elif text or sign in (b"\\", b"{", b"}"):
            reader.text(text or sign)
    reader.flush()
    return printable("".join(reader.out).encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
