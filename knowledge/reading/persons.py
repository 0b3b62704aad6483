"""Persons who speak for a body: 水务公司许工 is introduced once and is 许工 from then on."""

import re
from collections.abc import Iterable, Iterator

from knowledge.reading.names import NameMention, NameSort

_ENDS = r"(?=[、，,。；;：:（(\s”\"]|[和说讲答表应也就把要将到来等]|$)"
_TITLE = r"工程师|[局科股所站队镇乡处]长|主任|经理|书记|队长|专员|干事"
_INTRODUCED = re.compile(
    rf"(?:的|来的|那边的)?[（(]?(?:(?P<short>(?:[老小][一-龥]|(?![副正各两分几一])[一-龥]{{1,2}}(?:{_TITLE}|[工科股所站队总])){_ENDS})"
    rf"|[一-龥]{{0,4}}?(?:{_TITLE})(?P<name>[一-龥]{{2,3}}){_ENDS})"
)
_OPENS = re.compile(r"(?:^|[\n。；;，,！？”\"|*>·、-]|\d[.、）)])\s*$")
_SPEAKS = re.compile(
    r"\s?[：:]|[也则又就还当现]?(?:当场|现场|接话|跟着)?(?:说|讲|答应|应[了下承]|承诺|表示|保证|同意|拍|认[领下])"
)
_MARK = re.compile('[“”"「」『』]')
_CLOSING = re.compile('[”"」』\n]')


def introduced(plain: str, names: Iterable[NameMention]) -> Iterator[tuple[int, int, str]]:
    """(start, end, body) of each place where a person who was introduced with his body speaks without it."""
    bodies: dict[str, set[tuple[str, int]]] = {}
    for mention in names:
        person = _INTRODUCED.match(plain, mention.end) if mention.sort is not NameSort.FORM else None
        if person:
            bodies.setdefault(person["name"] or person["short"], set()).add((mention.name, person.end()))
    for person_name, sources in bodies.items():
        if len({body for body, _ in sources}) > 1:
            continue
        body, first = min(sources, key=lambda source: source[1])
        for match in re.finditer(re.escape(person_name), plain[first:]):
            start, end = first + match.start(), first + match.end()
            if _OPENS.search(plain, 0, start) and _SPEAKS.match(plain, end):
                yield start, end, body


def quotation_around(plain: str, position: int) -> tuple[int, int] | None:
    """The opening and the closing mark around a place of one line; None outside of a quotation."""
    first = plain.rfind("\n", 0, position) + 1
    marks = [m.start() for m in _MARK.finditer(plain, first, position)]
    straight = [mark for mark in marks if plain[mark] == '"']
    if not marks or plain[marks[-1]] in "”」』" or (marks[-1] in straight and len(straight) % 2 == 0):
        return None
    closing = _CLOSING.search(plain, position)
    return marks[-1], closing.start() if closing else len(plain)
