"""Which promise a message points to: 第3条, 刚才那个, a unit, a few words of the matter."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import cn2an

from bot.texts import ledger as texts
from bot.turn import Turn
from knowledge.promises.items import Item, Scope
from knowledge.promises.matching import Match, matches, telling_words
from knowledge.reading.characters import normalised
from knowledge.reading.names import NameSort, names_of, without_names

_NUMBER = re.compile(r"第\s?([一二两三四五六七八九十百\d]{1,4})\s?[条个件项]")
_LAST = re.compile(r"最后(?:那|一)+(?:个|条|件|项)")
_JUST_NOW = re.compile(
    r"^(?:刚才|刚刚|上面|前面)?(?:那|这)一?(?:个|条|件|项)|^(?:它|此事|这事|那事)|刚才(?:那|这)(?:个|条|件|项)"
)
_STATE_WORD = re.compile(r"[没未不还推延拖谢\d]")  # 没弄, 还没, 推到12月20号: how it stands, not what it is
_TOWN_OFFICE = re.compile(r"[镇乡](?:政府|里|上|那边|这边|方面)|街道(?:办|上|那边|这边|方面|说|回复|答复)")
_ENOUGH = 0.3  # of 1: less and the words are about something else
_APART = 0.8  # the second best must stay below this share of the best


@dataclass(frozen=True, slots=True)
class Pointed:
    """`certain`: the words fit these promises; otherwise these are merely what is open."""

    items: tuple[Item, ...]
    certain: bool
    why: str = ""  # it is asked, or there are none


def pointed(turn: Turn, text: str, refers_to: str | None) -> Pointed:
    """One promise where the words fit one alone; several where it has to be asked."""
    mine = turn.knowledge.ledger_view.items(Scope(only_open=True), turn.access.own())
    if (number := read_number(turn, text)) is not None:
        return _numbered(turn, number, mine)
    if found := among(turn, mine, text, refers_to):
        return Pointed(found, certain=True)
    if _JUST_NOW.search(normalised(text).strip(" ，。")) and (just_now := _just_now(turn)):
        return Pointed((just_now,), certain=True)
    everyones = turn.knowledge.ledger_view.items(Scope(only_open=True), turn.access.visible())
    if found := among(turn, everyones, text, refers_to):
        return Pointed(found, certain=True)
    if not mine:
        return Pointed((), certain=False, why=texts.NOTHING_OPEN)
    names_a_matter = bool(units_in(turn, text)) or not all(
        map(_STATE_WORD.match, telling_words(refers_to or ""))
    )
    return _unnamed(turn, mine, certain=not names_a_matter)


def _just_now(turn: Turn) -> Item | None:
    """The promise shown, changed or stored last, where it was one alone."""
    listed = turn.state.items[0] if len(turn.state.items) == 1 else None
    last = turn.state.item if turn.state.item is not None else listed
    return turn.item(last) if last is not None else None


def _unnamed(turn: Turn, mine: Sequence[Item], *, certain: bool) -> Pointed:
    """Words that fit none: 弄好了 alone means what was shown last, on its page or in a reminder."""
    shown = tuple(item for item in mine if item.id == turn.state.item)
    if certain and shown:
        return Pointed(shown, certain=True)
    return Pointed(tuple(mine), certain=certain and len(mine) == 1)


def units_in(turn: Turn, text: str) -> list[str]:
    """Bodies that are named; 镇里 and 街道那边 are the office of whichever town."""
    district = turn.knowledge.district
    named = [m.name for m in names_of(district).find(text) if m.sort is NameSort.UNIT]
    office = _TOWN_OFFICE.search(normalised(text))
    return [*named, *(town.name for town in district.towns)] if office else named


def read_number(turn: Turn, text: str) -> int | None:
    """第3条 → 3; 最后一条 → the length of the last list."""
    plain = normalised(text)
    if match := _NUMBER.search(plain):
        return int(cn2an.cn2an(match[1], "smart"))
    return len(turn.state.items) if _LAST.search(plain) and turn.state.items else None


def _numbered(turn: Turn, number: int, mine: Sequence[Item]) -> Pointed:
    """The promise of the last list; without one it is asked which of the open ones is meant."""
    ids = turn.state.items
    item = turn.item(ids[number - 1]) if 0 < number <= len(ids) else None
    if item is not None:
        return Pointed((item,), certain=True)
    return Pointed(
        tuple(mine), certain=False, why=texts.no_such_number(number, len(ids)) if ids else texts.NO_LIST
    )


def among(turn: Turn, items: Sequence[Item], text: str, refers_to: str | None) -> tuple[Item, ...]:
    """The promise that the words fit best, and whatever fits nearly as well."""
    followed, named = {item.unit for item in items}, units_in(turn, text)
    units = [unit for unit in named if unit in followed] or named[:1]
    best = _fitting(matches(_without_units(turn, refers_to), items, units)) if refers_to else ()
    if len(best) == 1:
        return best
    return _fitting(matches(_without_units(turn, text), best or items, units)) or best


def _without_units(turn: Turn, text: str) -> str:
    """The characters of a body's name tell nothing of the matter."""
    mentions = names_of(turn.knowledge.district).find(text)
    return without_names(text, (mention for mention in mentions if mention.sort is NameSort.UNIT))


def _fitting(found: Sequence[Match]) -> tuple[Item, ...]:
    if not found or found[0].score < _ENOUGH:
        return ()
    near = [match for match in found if match.score >= _APART * found[0].score]
    if all(near[0].clues > match.clues for match in near[1:]):  # it has all that the others have, and more
        near = near[:1]
    return tuple(match.item for match in near)
