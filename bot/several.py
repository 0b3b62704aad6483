"""A message that reports on several promises: 变压器换好了，燃气的推到月底; 1和3都办完了."""

import re

from bot.turn import Turn
from bot.understanding.pointing import among, read_number, units_in
from bot.understanding.progress import read_new_state
from knowledge.promises.items import Item, Scope
from knowledge.promises.matching import telling_words
from knowledge.reading.characters import normalised, number

_N = r"[一二三四五六七八九十]{1,3}|\d{1,2}"
_NUMBERS = re.compile(
    rf"[，。\s]*(?P<list>第?\s?(?:{_N})\s?[条个件项]?(?:\s?[、，,和跟与及]?\s?第?\s?(?:{_N})\s?[条个件项]?)+)(?=都|全|也|已|[^\d一-十])"
)
_SUBJECT = re.compile(r"([一-龥])(?=还|也|都|没|未|已|正|就|才|要|推|延|拖)")
_CLAUSES = re.compile(r"(?:[，,。；;！!\n]+|(?<=[一-龥])\s+(?=[一-龥]))(?:另外|还有|然后|不过|但是?|而)?")


def several(turn: Turn, text: str) -> list[tuple[Item, str]]:
    """Each promise that is reported on with the words for it; one pair or none where it is not several."""
    if turn.incoming.edited or turn.incoming.file is not None:
        return []
    return _numbered(turn, text) or _by_clause(turn, text)


def _numbered(turn: Turn, text: str) -> list[tuple[Item, str]]:
    listed = _NUMBERS.match(normalised(text))
    if listed is None or not turn.state.items:
        return []
    wanted = [number(n) or 0 for n in re.findall(_N, listed["list"])]
    ids = [turn.state.items[n - 1] for n in wanted if 0 < n <= len(turn.state.items)]
    found = [item for id_ in dict.fromkeys(ids) if (item := turn.item(id_))]
    words = text[listed.end() :].strip()
    return [(item, words) for item in found] if len(found) == len(wanted) else []


def _by_clause(turn: Turn, text: str) -> list[tuple[Item, str]]:
    """A clause with a state of its own that fits one promise alone begins a report; others go on with it."""
    mine = turn.knowledge.ledger_view.items(Scope(only_open=True), turn.access.own())
    told: list[tuple[Item, str]] = []
    for clause in filter(None, map(str.strip, _CLAUSES.split(text))):
        item = _meant(turn, mine, clause, certainly=bool(told))
        if item is not None and all(item.id != other.id for other, _ in told):
            told.append((item, clause))
        elif told:
            told[-1] = (told[-1][0], f"{told[-1][1]}，{clause}")
        else:
            return []
    return told


def _meant(turn: Turn, mine: list[Item], clause: str, *, certainly: bool) -> Item | None:
    """The promise that a clause reports on; `certainly`: it must name it, not merely fit it."""
    if read_new_state(clause, turn.now).status is None:
        return None
    if (place := read_number(turn, clause)) is not None:
        return turn.item(turn.state.items[place - 1]) if 0 < place <= len(turn.state.items) else None
    fitting = among(turn, mine, clause, None)
    if len(fitting) != 1 or (certainly and not _names(turn, clause, fitting[0])):
        return None
    return fitting[0]


def _names(turn: Turn, clause: str, item: Item) -> bool:
    """By its body, a word of its deed or its subject; 水通了 may still tell of the matter before."""
    deed = normalised(item.action)
    if item.unit in units_in(turn, clause) or any(word in deed for word in telling_words(clause)):
        return True
    subject = _SUBJECT.match(normalised(clause))
    return subject is not None and subject[1] in deed
