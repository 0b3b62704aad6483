"""One change to a draft in plain words: 不是城南是城北, 第二条不要, 期限改成月底, 加一条…"""

import re
from collections.abc import Set
from dataclasses import replace
from datetime import date, datetime

from bot import card_phrases as phrases
from bot.card_changes import CannotEdit, DraftChange
from bot.card_lines import DEED, Lines, Unclear
from bot.spans import moved_day, names_no_day, without_days
from knowledge.model import Consultation
from knowledge.profile import District
from knowledge.reading.actors import SELF
from knowledge.reading.dates import Lean
from knowledge.reading.followups import read_followups
from knowledge.reading.names import NameSort


def starts_an_edit(plain: str, at: int, names: Set[int]) -> bool:
    """Whether a clause that begins at `at` changes something of its own; `names`: where names begin."""
    if phrases.CLAUSE.match(plain, at):
        return True
    return bool(DEED.match(plain, at)) or (
        at in names and bool(phrases.OF_ITS_OWN.search(plain[at : at + 14]))
    )


def edited(plain: str, now: datetime, district: District, draft: Consultation) -> Consultation | None:
    """The draft with one change; None where the words change nothing. Raises CannotEdit."""
    return _Editor(plain, now, district, draft).edited()


class _Editor(DraftChange):
    """Finds which kind of change the words ask for; the first that fits counts."""

    def edited(self) -> Consultation | None:
        for read in (
            self._added,
            self._topic,
            self._attendance,
            self._dropped,
            self._replaced,
            self._righted,
            self._retold,
            self._retimed,
            self._deed,
            self._renamed,
        ):
            found = read()
            if found is not None:
                return found
        return None

    def _added(self) -> Consultation | None:
        lead = phrases.ADD.match(self._plain)
        if lead is None:
            return None
        rest = self._plain[lead.end() :]
        if phrases.MERE_NAME.fullmatch(self._without_names(lead.end())):
            return None  # 忘了说，是青石镇 puts a name right
        more = [c for c in read_followups(rest, self._now, self._district) if c.action]
        if not more:
            raise CannotEdit(Unclear.HOW)
        units = dict.fromkeys([*self._draft.units, *(m.name for m in self._names if m.sort is NameSort.UNIT)])
        return self._edit(commitments=(*self._draft.commitments, *more), units=tuple(units))

    def _topic(self) -> Consultation | None:
        topic = phrases.TOPIC.search(self._plain)
        return self._edit(topic=topic["topic"].strip(' 。，“”"')) if topic else None

    def _attendance(self) -> Consultation | None:
        units = [m.name for m in self._names if m.sort is not NameSort.FORM]
        if not units and re.match(r"(?:参加|参会|到会|出席)(?:单位|部门)", self._plain):
            raise CannotEdit(Unclear.UNKNOWN_NAME)
        if not units or len(self._plain) > 60:
            return None
        present = self._draft.units
        listed = phrases.ATTENDANCE.search(self._plain)
        if phrases.STAYED_AWAY.search(self._plain) or (listed and phrases.TAKES_OUT.search(self._plain)):
            return self._edit(units=tuple(u for u in present if u not in units))
        rest = self._plain[listed.end() :] if listed else ""
        if re.search(phrases.IS, rest) and not phrases.ADDS.search(rest):
            return self._edit(units=tuple(dict.fromkeys(units)))
        if listed or phrases.TAKES_PART.search(self._plain):
            return self._edit(units=tuple(dict.fromkeys([*present, *units])))
        return None

    def _dropped(self) -> Consultation | None:
        if not phrases.DROP.search(self._plain) or len(self._plain) > 40:
            return None
        wanted = self._lines.named()
        if wanted is None and "条" not in self._plain:
            return None
        if not wanted:
            raise CannotEdit(self._lines.why_none)
        kept = tuple(c for i, c in enumerate(self._draft.commitments) if i not in wanted)
        return self._edit(commitments=kept)

    def _replaced(self) -> Consultation | None:
        """不是A是B, B不是A: both of one kind."""
        pair = phrases.NOT_BUT.search(self._plain) or phrases.NEW_NOT_OLD.search(self._plain)
        if pair is None:
            return None
        return self._paired(pair)

    def _righted(self) -> Consultation | None:
        """物业不对，应该是业委会; 把划线改成划46个车位: what was wrong stands on the card."""
        pair = phrases.WRONG_RIGHT.search(self._plain) or phrases.SWAP.search(self._plain)
        if pair is None:
            return None
        name = self._name_in(pair, "old")
        is_name = name is not None and len(pair["old"]) <= name.end - name.start + 2
        return self._paired(pair) if is_name or self._on_card(pair["old"]) else None

    def _paired(self, pair: re.Match[str]) -> Consultation | None:
        new_day, old_day = self._day(pair["new"], Lean.AHEAD), self._day(pair["old"], Lean.AHEAD)
        new, old = self._name_in(pair, "new"), self._name_in(pair, "old")
        if new and not (new_day and old_day) and (old is None or old.sort is new.sort):
            return self._with_name(new, old)
        if old is not None and new_day is None:
            return self._with_stranger(pair["new"], old)
        if rewritten := self._rewritten(pair["old"], pair["new"]):
            return rewritten
        if new_day is None:
            return None
        due = [i for i, c in enumerate(self._draft.commitments) if c.due and c.due == old_day]
        if due or self._lines.named():
            return self._with_due(new_day, due or self._lines.named() or [])
        return self._edit(held_on=self._day(pair["new"], Lean.NEAREST))

    def _retold(self) -> Consultation | None:
        """第三条改成民政局12月9号前回访: a whole line said anew."""
        lines, change = self._lines.by_number(), phrases.LINE_BECOMES.search(self._plain)
        if not lines or change is None:
            return None
        told = read_followups(change["action"], self._now, self._district)
        if len(told) != 1 or told[0].due is None or told[0].unit == SELF or len(told[0].action) < 2:
            return None
        changed = [told[0] if i in lines else c for i, c in enumerate(self._draft.commitments)]
        return self._edit(commitments=tuple(changed))

    def _retimed(self) -> Consultation | None:
        lines = self._lines.named()
        if len(self._plain) > 60 or (moved := self._moved(lines)) is not None:
            return None if len(self._plain) > 60 else moved
        if self._tells_of_strangers():
            return None
        day = self._day(self._plain, Lean.AHEAD)
        if day is None and names_no_day(self._plain, self._now):
            raise CannotEdit(Unclear.NO_SUCH_DAY)
        if day is None:
            return None
        if self._is_mere_day():
            return self._with_mere_day(day)
        said = phrases.CHANGES.search(self._plain) or (lines and len(self._plain) <= 20)
        return self._with_day(day, lines) if said else None

    def _tells_of_strangers(self) -> bool:
        """消防12月9号前换灭火器 is another promise, where no line is the fire brigade's."""
        known = {*self._draft.units, *(c.unit for c in self._draft.commitments)}
        return any(m.sort is NameSort.UNIT and m.name not in known for m in self._names)

    def _with_day(self, day: date, lines: list[int] | None) -> Consultation:
        """The day of the promises that are named, else of the meeting, else of the only promise."""
        if lines is not None:
            return self._with_due(day, lines)
        is_meeting = self._draft.form is not None or self._draft.held_on is not None
        ahead = day > self._now.date() and not phrases.HELD_WORDS.search(self._plain)
        if is_meeting and not phrases.DUE_WORDS.search(self._plain) and not ahead:
            return self._edit(held_on=self._day(self._plain, Lean.NEAREST))
        return self._with_due(day, self._lines.only())

    def _moved(self, lines: list[int] | None) -> Consultation | None:
        """往后推一周: from the day that the promise has."""
        targets = self._lines.only() if lines is None else lines
        changed = list(self._draft.commitments)
        for i in targets:
            due = changed[i].due
            day = moved_day(self._plain, due, self._now) if due else None
            if day is None:
                return None
            changed[i] = replace(changed[i], due=day)
        return self._edit(commitments=tuple(changed)) if targets else None

    def _is_mere_day(self) -> bool:
        """Nothing is said but a day: the answer to what the card marks as missing."""
        return bool(phrases.MERE_DAY.fullmatch(without_days(self._plain, self._now)))

    def _with_mere_day(self, day: date) -> Consultation:
        commitments, meets = self._draft.commitments, self._draft.form is not None
        missing = [i for i, c in enumerate(commitments) if c.due is None]
        held = self._day(self._plain, Lean.NEAREST)
        if phrases.HELD_WORDS.search(self._plain) and meets:
            return self._edit(held_on=held)
        if meets and held and held < self._now.date():
            return self._edit(held_on=held)
        return self._with_due(day, missing if len(missing) == 1 else self._lines.only())

    def _deed(self) -> Consultation | None:
        """第一条内容改成…, 城管那条事项改成…"""
        if len(self._plain) > 100 or not phrases.CHANGES.search(self._plain):
            return None
        action = phrases.ACTION.search(self._plain)
        if action is None:
            return None
        lines = Lines(self._plain[: action.start()], self._names, self._draft.commitments).named()
        lines = self._lines.only() if lines is None else lines
        if not lines:
            raise CannotEdit(self._lines.why_none)
        return self._with_action(action["action"], lines)

    def _renamed(self) -> Consultation | None:
        """改成城北, 第二条单位是住建局, 第一条改成…"""
        if len(self._plain) > 100 or not phrases.CHANGES.search(self._plain):
            return None
        lines = self._lines.by_number() or (self._lines.only() if self._lines.by_number() is None else [])
        renames = self._names and len(self._plain) <= 30 and phrases.RENAMES.search(self._plain)
        name = self._names[-1] if renames else None
        change = phrases.LINE_BECOMES.search(self._plain)
        if change and lines and not (name and len(change["action"]) <= name.end - name.start + 2):
            return self._with_action(change["action"], lines)
        swap = phrases.SWAP.search(self._plain)
        if swap and not (name and name.start >= swap.start("new")):
            return None
        return self._with_name(name, None) if name is not None else None
