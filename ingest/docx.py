"""What a docx converter leaves out: automatic numbers and pasted scans."""

import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from ingest.numerals import to_chinese

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BODY = "word/document.xml"
_NUMBERING = "word/numbering.xml"
_STYLES = "word/styles.xml"
_PICTURE = re.compile(r"word/media/.*\.(?:png|jpe?g|bmp|tiff?)", re.IGNORECASE)


def pictures(path: Path) -> list[str]:
    """Names of the pictures in the archive, in the order of their numbers."""
    with zipfile.ZipFile(path) as archive:
        found = [name for name in archive.namelist() if _PICTURE.fullmatch(name)]
    return sorted(found, key=lambda name: [int(n) for n in re.findall(r"\d+", name)])


def simplified(path: Path) -> bytes:
    """The file with its automatic numbers (第一条, 一、, 1.) written out as text, without bold and pictures.

    Neighbouring bold lines, such as a title and the head of its first chapter, would be run together.
    """
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        if _BODY not in names:
            return path.read_bytes()
        body = _parse(archive.read(_BODY))
        if _NUMBERING in names:
            styles = _parse(archive.read(_STYLES)) if _STYLES in names else None
            numbering = _Numbering(_parse(archive.read(_NUMBERING)), styles)
            for paragraph in body.iter(f"{_W}p"):
                numbering.write_out(paragraph)
        for bold in list(body.iter(f"{_W}b")):
            bold.getparent().remove(bold)
        return _copied(archive, body)


def _copied(archive: zipfile.ZipFile, body: Any) -> bytes:
    from lxml import etree

    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as copy:
        for name in archive.namelist():
            if not name.startswith("word/media/"):
                copy.writestr(
                    name, etree.tostring(body, encoding="UTF-8") if name == _BODY else archive.read(name)
                )
    return target.getvalue()


def _parse(data: bytes) -> Any:
    from lxml import etree

    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))


@dataclass(slots=True)
class _Level:
    start: int
    form: str
    text: str


def _value(element: Any, tag: str) -> str | None:
    child = element.find(f"{_W}{tag}") if element is not None else None
    return None if child is None else child.get(f"{_W}val")


class _Numbering:
    """Counts the numbered paragraphs of a document as Word does."""

    def __init__(self, numbering: Any, styles: Any) -> None:
        levels = {
            abstract.get(f"{_W}abstractNumId"): {
                int(level.get(f"{_W}ilvl")): _Level(
                    int(_value(level, "start") or 1),
                    _value(level, "numFmt") or "decimal",
                    _value(level, "lvlText") or "",
                )
                for level in abstract.iter(f"{_W}lvl")
            }
            for abstract in numbering.iter(f"{_W}abstractNum")
        }
        self._abstract = {
            num.get(f"{_W}numId"): _value(num, "abstractNumId") for num in numbering.iter(f"{_W}num")
        }
        self._levels = levels
        self._styles = {style.get(f"{_W}styleId"): style for style in (styles if styles is not None else ())}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)

    def write_out(self, paragraph: Any) -> None:
        """Puts the paragraph's number before its text and takes the automatic one away."""
        properties = paragraph.find(f"{_W}pPr")
        number, level = self._number_of(properties)
        abstract = self._abstract.get(number or "")
        known = self._levels.get(abstract or "", {})
        if abstract is None or level not in known or known[level].form in ("bullet", "none"):
            return
        label = self._next(abstract, known, level)
        direct = properties.find(f"{_W}numPr")
        if direct is not None:
            properties.remove(direct)
        run = paragraph.makeelement(f"{_W}r")
        text = run.makeelement(f"{_W}t", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
        text.text = label + ("" if label.endswith(("、", "）", "．", ".")) else " ")
        run.append(text)
        properties.addnext(run)

    def _number_of(self, properties: Any) -> tuple[str | None, int]:
        """(numId, level), the paragraph's own or those of its style."""
        own = properties.find(f"{_W}numPr") if properties is not None else None
        if own is not None:
            return _value(own, "numId"), int(_value(own, "ilvl") or 0)
        for style in self._lineage(_value(properties, "pStyle")):
            inherited = style.find(f"{_W}pPr/{_W}numPr")
            if inherited is not None:
                return _value(inherited, "numId"), int(_value(inherited, "ilvl") or 0)
        return None, 0

    def _lineage(self, name: str | None) -> Iterator[Any]:
        seen: set[str] = set()
        while name in self._styles and name not in seen and name is not None:
            seen.add(name)
            yield self._styles[name]
            name = _value(self._styles[name], "basedOn")

    def _next(self, abstract: str, known: dict[int, _Level], level: int) -> str:
        counts = self._counts[abstract]
        counts[level] = counts.get(level, known[level].start - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]

        def shown(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            form = known[place].form if place in known else "decimal"
            return _shown(counts.get(place, known[place].start if place in known else 1), form)

        return re.sub(r"%(\d)", shown, known[level].text)


def _shown(number: int, form: str) -> str:
    if "Counting" in form or form == "ideographDigital":
        return to_chinese(number) if number < 10_000 else str(number)
    if form.startswith("decimalEnclosed") and number <= 20:
        return chr(ord("①") + number - 1)
    if form in ("upperLetter", "lowerLetter"):
        letter = chr(ord("A") + (number - 1) % 26)
        return letter if form == "upperLetter" else letter.lower()
    if form in ("upperRoman", "lowerRoman"):
        return _roman(number) if form == "upperRoman" else _roman(number).lower()
    if form in ("ideographTraditional", "ideographZodiac") and number <= 10:
        return "甲乙丙丁戊己庚辛壬癸"[number - 1]
    return str(number)


def _roman(number: int) -> str:
    text = ""
    for value, letters in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        count, number = divmod(number, value)
        text += letters * count
    return text
