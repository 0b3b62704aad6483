"""Who speaks or acts in a text: bodies of the district, the member, and people whose words bind nobody."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain

from knowledge.reading import speakers
from knowledge.reading.dates import DateMention
from knowledge.reading.names import NameMention, NameSort
from knowledge.reading.persons import introduced, quotation_around

SELF = "本人"
_WRITER = re.compile(r"(?:我|委员)[^，。；;\n]{0,6}[：:，,]?\s*$")  # 我说：“…, 委员甘某当众说：“…
_BEHIND = re.compile(r"[”\"」』][\s—-]{0,3}")
_SIGNS = re.compile(r"[”\"」』]\s?[—-]{1,2}\s?$")
_HEAD = 40  # characters of a letter that name who writes it


class ActorKind(StrEnum):
    BODY = "body"  # a unit or town of the profile, or an organisation outside it
    SELF = "self"  # the member who writes
    PEOPLE = "people"  # residents, vendors, members in general


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who stands where a subject stands. `end` is where the rest of the sentence begins."""

    start: int
    end: int
    name: str
    kind: ActorKind


class Actors:
    """The subjects of one text, in order of place."""

    def __init__(
        self, plain: str, names: tuple[NameMention, ...], dates: tuple[DateMention, ...], town: str | None
    ) -> None:
        self._plain = plain
        self._town = town
        self._dates = {mention.start for mention in dates if mention.on or mention.problem}
        self._deadlines = {mention.start for mention in dates if mention.deadline}
        self._units = [m.name for m in names if m.sort is NameSort.UNIT]
        head = (m.name for m in names if m.sort is NameSort.UNIT and m.start < _HEAD)
        self._writer = next(head, None)
        covered = {i for mention in names for i in range(mention.start, mention.end)}
        others = (a for a in self._unlisted() if not covered & set(range(a.start, a.end)))
        persons = (Actor(*place, ActorKind.BODY) for place in introduced(plain, names))
        actors = [*self._listed(names), *persons, *others, *self._town_departments()]
        found = _without_overlaps(sorted(actors, key=lambda a: (a.start, -a.end)))
        found = [self._as_quoted(actor, found) for actor in found]
        self.all = tuple(self._under_their_speakers(found))

    def _listed(self, names: tuple[NameMention, ...]) -> Iterator[Actor]:
        for mention in names:
            end = mention.end
            if mention.sort is NameSort.FORM:
                continue
            if mention.sort is NameSort.TOWN:
                office = speakers.TOWN_OFFICE_AFTER.match(self._plain, end)
                end = office.end() if office else end
                if self._plain[mention.start - 1 : mention.start] in ("（", "("):
                    bracket = re.compile(r"[一-龥]{0,4}[）)]").match(self._plain, end)
                    end = bracket.end() if bracket else end  # 街道（湖滨街道物管科）
                listed = self._is_listed(mention.start, end) or _SIGNS.search(
                    self._plain, max(0, mention.start - 5), mention.start
                )
                if speakers.TOWN_AS_PLACE.match(self._plain, end) or not (
                    listed or self._speaks(end) or self._has_limit(mention.start, end)
                ):
                    continue
            if self._is_subject(mention.start, end):
                yield Actor(mention.start, self._after_person(end), mention.name, ActorKind.BODY)

    def _is_listed(self, start: int, end: int) -> bool:
        """(2)湖滨街道，9月20日前…"""
        line = self._plain.rfind("\n", 0, start) + 1
        bullet = start > line and speakers.BULLET.match(self._plain[line:start])
        return bool(bullet) and self._plain[end : end + 1] in ("，", ",") and end + 1 in self._deadlines

    def _town_departments(self) -> Iterator[Actor]:
        for match in speakers.TOWN_DEPARTMENT.finditer(self._plain):
            if self._town:
                yield Actor(match.start(), self._after_person(match.end()), self._town, ActorKind.BODY)

    def _unlisted(self) -> Iterator[Actor]:
        for match in speakers.TOWN_OFFICE.finditer(self._plain):
            if self._is_subject(*match.span()):
                name = self._town or match.group()[:2].rstrip("里上政")
                yield Actor(match.start(), match.end(), name, ActorKind.BODY)
        for match in speakers.PEOPLE.finditer(self._plain):
            says = speakers.NAMED_SAYS.match(self._plain, self._after_person(match.end()))
            end = says.end(1) if says else match.end()
            if (says or self._is_separated(match.start())) and self._is_subject(match.start(), end):
                yield Actor(match.start(), match.end(), match.group(), ActorKind.PEOPLE)
        for match in speakers.FIRST_PERSON.finditer(self._plain):
            if not speakers.OBJECT_BEFORE.search(self._plain, max(0, match.start() - 4), match.start()):
                yield Actor(match.start(), match.end(), SELF, ActorKind.SELF)
        for match in speakers.OWN_BODY.finditer(self._plain):
            if self._writer:
                yield Actor(match.start(), self._after_person(match.end()), self._writer, ActorKind.BODY)
        for match in speakers.OUTSIDE.finditer(self._plain):
            if self._is_separated(match.start()) and self._is_subject(*match.span()):
                body = next((n for n in self._units if _same_ending(n, match.group())), match.group())
                yield Actor(match.start(), self._after_person(match.end()), body, ActorKind.BODY)

    def _as_quoted(self, actor: Actor, actors: list[Actor]) -> Actor:
        """公路站的老梁接话：“5月底前我给装上。”: 我 is who is quoted."""
        quotation = quotation_around(self._plain, actor.start) if actor.kind is ActorKind.SELF else None
        if quotation is None:
            return actor
        opening, closing = quotation
        before = re.split('[。！？!?；;”"\n]', self._plain[:opening])[-1]
        if _WRITER.search(before):
            return actor
        named = (a for a in actors if opening - len(before) <= a.start < opening)
        behind = (a for a in actors if _BEHIND.fullmatch(self._plain[closing : max(a.start, closing)]))
        speaker = next(chain(named, behind), None)
        if speaker is None:
            return replace(actor, kind=ActorKind.PEOPLE)
        return replace(actor, name=speaker.name, kind=speaker.kind)

    def _under_their_speakers(self, actors: list[Actor]) -> Iterator[Actor]:
        """In a line 区住建局：… others are spoken of, unless they undertake something themselves."""
        speaker_until = -1
        for actor in actors:
            line = self._plain.rfind("\n", 0, actor.start) + 1
            if speakers.BULLET.match(self._plain[line : actor.start]) and re.match(
                r"\s?[：:](?![^，。：:\n]{0,24}(?:协商|议事|板凳)?会(?![议同计]))",
                self._plain[actor.end :][:30],
            ):
                end = self._plain.find("\n", actor.end)
                speaker_until = end if end >= 0 else len(self._plain)
            elif actor.start < speaker_until and not self._undertakes(actor):
                continue
            yield actor

    def _undertakes(self, actor: Actor) -> bool:
        says = speakers.UNDERTAKES.match(self._plain, actor.end)
        return bool(says) or (actor.kind is ActorKind.PEOPLE and actor.end in self._dates)

    def _after_person(self, end: int) -> int:
        person = speakers.PERSON_AFTER.match(self._plain, end)
        return person.end() if person else end

    def _speaks(self, end: int) -> bool:
        after = self._after_person(end)
        spaces = len(self._plain[after : after + 4]) - len(self._plain[after : after + 4].lstrip(" |*"))
        return after + spaces in self._dates or bool(speakers.SPEAKS.match(self._plain, after + spaces))

    def _has_limit(self, start: int, end: int) -> bool:
        """林地归口的区自然资源分局，11月20日前…"""
        until = speakers.UNTIL.match(self._plain, end) if end - start > speakers.SHORT else None
        return until is not None and until.end() in self._deadlines

    def _is_separated(self, start: int) -> bool:
        return bool(speakers.SEPARATED_BEFORE.search(self._plain[max(0, start - 4) : start]))

    def _is_subject(self, start: int, end: int) -> bool:
        if speakers.SUPPORTS_AFTER.match(self._plain, end):
            return False
        before = self._plain[max(0, start - 4) : start]
        if self._is_separated(start) or speakers.CHARGED.match(self._plain, end):
            return True
        if speakers.ASSIGNED.search(before) and speakers.ITS_PART.match(self._plain, end):
            return True
        if speakers.OBJECT_BEFORE.search(before):
            return False
        if speakers.MAYBE_OBJECT_BEFORE.search(before) and not speakers.SAYS.match(
            self._plain, self._after_person(end)
        ):
            return False
        return self._speaks(end) or self._has_limit(start, end)


def _same_ending(unit: str, said: str) -> bool:
    """环境局 is 区生态环境分局."""
    return unit.replace("分局", "局").endswith(said.replace("分局", "局"))


def _without_overlaps(actors: list[Actor]) -> list[Actor]:
    kept: list[Actor] = []
    for actor in actors:
        if not kept or actor.start >= kept[-1].end:
            kept.append(actor)
    return kept
