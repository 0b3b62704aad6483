"""What a change does to a draft, once it is known what is meant."""

import re
from dataclasses import replace
from datetime import date, datetime

from bot import card_phrases as phrases
from bot.card_lines import Lines, Unclear
from bot.spans import spoken_day
from knowledge.model import Commitment, Consultation
from knowledge.profile import District
from knowledge.reading.actions import tidy_action
from knowledge.reading.characters import normalised
from knowledge.reading.dates import Lean
from knowledge.reading.names import NameMention, NameSort, names_of


class CannotEdit(Exception):
    """The words are a correction that cannot be carried out."""

    def __init__(self, why: Unclear) -> None:
        super().__init__(why)
        self.why = why


class DraftChange:
    """One change to a draft: the words for it, and what each kind of change does to the draft."""

    def __init__(self, plain: str, now: datetime, district: District, draft: Consultation) -> None:
        self._plain, self._now, self._district, self._draft = plain, now, district, draft
        self._names = names_of(district).find(plain)
        self._lines = Lines(plain, self._names, draft.commitments)

    def _edit(self, **changes: object) -> Consultation:
        return replace(self._draft, **changes)  # type: ignore[arg-type]

    def _with_stranger(self, words: str, old: NameMention) -> Consultation:
        """A body outside the profile may stand on a card, which says so; a town or a form may not."""
        body = phrases.BODY.match(words)
        if old.sort is not NameSort.UNIT or body is None:
            raise CannotEdit(Unclear.UNKNOWN_NAME)
        return self._with_name(replace(old, name=body[0]), old)

    def _with_name(self, new: NameMention, old: NameMention | None) -> Consultation:
        if new.sort is NameSort.TOWN and not self._lines.by_number():
            return self._edit(town=new.name)
        if new.sort is NameSort.FORM:
            return self._edit(form=new.name)
        lines = self._lines.by_number()
        if lines is None:
            lines = [
                i for i, c in enumerate(self._draft.commitments) if old is not None and c.unit == old.name
            ]
        if not lines:
            lines = self._lines.by_deed() or self._lines.only()
        if not lines and (old is None or old.name not in self._draft.units):
            raise CannotEdit(self._lines.why_none)
        changed = self._draft.commitments
        replaced = {changed[i].unit for i in lines}
        changed = tuple(replace(c, unit=new.name) if i in lines else c for i, c in enumerate(changed))
        gone = {old.name} if old else replaced - {c.unit for c in changed}
        units = (u for u in self._draft.units if u not in gone)
        return self._edit(commitments=changed, units=tuple(dict.fromkeys([*units, new.name])))

    def _with_due(self, day: date, lines: list[int]) -> Consultation:
        if not lines:
            raise CannotEdit(self._lines.why_none)
        changed = (replace(c, due=day) if i in lines else c for i, c in enumerate(self._draft.commitments))
        return self._edit(commitments=tuple(changed))

    def _rewritten(self, old: str, new: str) -> Consultation | None:
        """The words `old` of a deed or of the topic become `new`."""
        wanted = [i for i, c in enumerate(self._draft.commitments) if old in normalised(c.action)]
        if lines := self._lines.by_number():
            wanted = [i for i in wanted if i in lines]
        if len(wanted) > 1:
            raise CannotEdit(Unclear.WHICH_LINE)
        if wanted:
            action = normalised(self._draft.commitments[wanted[0]].action).replace(old, new)
            return self._with_action(action, wanted)
        if old in normalised(self._draft.topic):
            return self._edit(topic=normalised(self._draft.topic).replace(old, new))
        return None

    def _with_action(self, words: str, lines: list[int]) -> Consultation:
        """A body that leads the words is whose deed it is."""
        first = next(iter(names_of(self._district).find(words)), None)
        lead = first if first and first.start == 0 and first.sort is NameSort.UNIT else None
        action, unit = tidy_action(words[lead.end :] if lead else words), lead and lead.name
        changed: tuple[Commitment, ...] = tuple(
            replace(c, action=action or c.action, unit=unit or c.unit) if i in lines else c
            for i, c in enumerate(self._draft.commitments)
        )
        return self._edit(commitments=changed)

    def _on_card(self, words: str) -> bool:
        texts = (self._draft.topic, *(c.action for c in self._draft.commitments))
        return any(words in normalised(text) for text in texts)

    def _name_in(self, pair: re.Match[str], group: str) -> NameMention | None:
        start, end = pair.span(group)
        here = (m for m in self._names if start <= m.start < end)
        return next(here, None) or next(iter(names_of(self._district).find(pair[group])), None)

    def _without_names(self, start: int) -> str:
        kept, at = "", start
        for name in self._names:
            if name.start >= at:
                kept, at = kept + self._plain[at : name.start], name.end
        return kept + self._plain[at:]

    def _day(self, words: str, lean: Lean) -> date | None:
        return spoken_day(words, self._now, lean)
