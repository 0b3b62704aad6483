"""Names of the district profile in a text: towns, units and forms, by alias, short form or sound."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from knowledge.profile import District, Named
from knowledge.reading.characters import normalised, sound

_STEM = 2  # 板凳: the form by its first word, as in 坐了一下午板凳
_LISTENED = 3_000  # characters in which misspelt names are looked for
_TOWN_SUFFIX = re.compile(r"(?:街道办事处|街道办|街道|乡|镇|地区|片区)$")
_UNIT_PREFIX = re.compile(r"^(?:区|县|市|州|旗)(?=..)")
_UNIT_SUFFIX = re.compile(r"(?:管理局|局|委员会|委|办公室|办|中心|分局|大队|集团|公司|所)$")
# A town's short name in front of these is a road, an estate or a school
_PLACE_AFTER = re.compile(
    r"(?:[花雅嘉锦丽佳康和]苑|板(?!凳|.会)|路|大道|街(?!道)|巷|弄(?!堂口?开)|桥|大桥|公园|广场(?!舞)|花园|小区|家园|家苑|佳苑|苑|公寓|新村|新城|新区|府|里(?![面开的头弄])"
    r"|小学|中学|学校|幼儿园|医院|市场|菜场|车站|站|商场|社区|村)"
)
# Two-character names of units are also topics: 物业费, 交通拥堵, 城管条例
_TOPIC_AFTER = re.compile(
    r"(?:费|条例|管理|服务|纠纷|问题|矛盾|用房|合同|法|办法|规定|政策|拥堵|安全|事故|设施|秩序|信号|工具|出行|补贴|待遇"
    r"|排烟|通道|栓|水池|水源|水管|管道|管网|管线|立管|线路|线缆|电缆|电线|杆|站(?!出)|车|卡|表(?![示态])|下地|迁改|施工|知识|宣传|培训|演练|器材|设备|隐患|登高|门|手续|许可|审批|验收|保险|救助|养老|收入|系统|行业|市场|市场化|标准|企业|更换|选聘|换|退场|交接)"
)
_PEOPLE = ("业主", "村民", "居民", "社区", "群众")  # 业主委员会 is not the owners
# 社区 and 村里 speak for their committee where they stand as speakers
_NEIGHBOURS = re.compile(r"(社区|村)(?:居民?|民)?委(?:员)?会")
_AS_SPOKEN = {"社区": ("社区",), "村": ("村里头", "村里", "村上")}
_SPEAKS_FOR = re.compile(
    r"(?:里|上|那边|方面)?(?:也|就|则|当场)?(?:[：:]|——?|说|讲|答应|承诺|负责|表示|保证|牵头|出面|(?=[\d一二三四五六七八九十本下月年][^，。]{0,6}前))"
)
_TALKS_AFTER = re.compile(
    r"(?:局|办|委|那边|那头|那里|方面|这边|的?人|来人|的?(?:同志|师傅|干部|小伙|技术员)|的?[说讲]|——?|--?|答|应|承诺|表示|保证|负责|牵头|拿|出|同意|来了|也|会|把|在|"
    r"要|欠|拖|回|没|已|也|和|、|，|\s)"
)
_LINE_HEAD = re.compile(r"(?:^|\n)[\s\W\d]{0,4}$")
_TALKS_BEFORE = re.compile(r"(?:找|问|让|由|请|催|盯|跟|和|、|给|要求|督促|联系|叫|看看|向)$")


class NameSort(StrEnum):
    TOWN = "town"
    UNIT = "unit"
    FORM = "form"


@dataclass(frozen=True, slots=True)
class NameMention:
    start: int
    end: int
    name: str  # canonical, as the profile writes it
    sort: NameSort


@dataclass(frozen=True, slots=True)
class _Key:
    words: str
    name: str
    sort: NameSort
    derived: bool = False  # not in the profile: a short form that needs words around it to count


class Names:
    """All names of one district, ready to be found in texts."""

    def __init__(self, district: District) -> None:
        keys = {key.words: key for key in reversed(tuple(_unambiguous(_keys(district))))}
        self._by_words = keys
        longest_first = sorted(keys, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")
        self._by_sound: dict[tuple[str, ...], _Key] = {}
        for words in reversed(longest_first):
            if not keys[words].derived or len(words) > 2:
                self._by_sound[tuple(map(sound, words))] = keys[words]
        self._lengths = sorted({len(s) for s in self._by_sound}, reverse=True)

    def find(self, text: str) -> tuple[NameMention, ...]:
        """Every name in order of place; spelt right, else sounding right."""
        plain = normalised(text)
        found = list(self._spelt(plain))
        found += self._misspelt(plain, found)
        return tuple(sorted(found, key=lambda mention: mention.start))

    def _spelt(self, plain: str) -> Iterator[NameMention]:
        position = 0
        while match := self._pattern.search(plain, position):
            key = self._by_words[match.group()]
            if _counts(key, plain, match.start(), match.end()):
                yield NameMention(match.start(), match.end(), key.name, key.sort)
                position = match.end()
            else:
                position = match.start() + 1

    def _misspelt(self, plain: str, known: list[NameMention]) -> Iterator[NameMention]:
        taken = {i for mention in known for i in range(mention.start, mention.end)}
        named = {mention.sort for mention in known}
        heard = [sound(c) for c in plain[:_LISTENED]]
        for start in range(len(heard)):
            for length in self._lengths:
                if start + length > len(heard):
                    continue  # what is left is shorter than the name
                key = self._by_sound.get(tuple(heard[start : start + length]))
                span = range(start, start + length)
                if key is None or taken.intersection(span) or "" in heard[start : start + length]:
                    continue
                if length == 2 and (key.sort in named or not _short_is_meant(key, plain, start)):
                    continue
                taken.update(span)
                yield NameMention(start, start + length, key.name, key.sort)
                break


def _counts(key: _Key, plain: str, start: int, end: int) -> bool:
    match key.sort:
        case NameSort.FORM:
            sat = re.search(r"[坐开摆搬围][^，。]{0,7}$", plain[max(0, start - 8) : start])
            alone = re.match(r"(?:$|[\s，。、])", plain[end:]) and (
                start == 0 or plain[start - 1] in " ，、\n"
            )
            return len(key.words) > _STEM or bool(sat or alone)
        case NameSort.TOWN:
            full = len(key.words) > 3 or _TOWN_SUFFIX.search(key.words)
            return bool(full) or not _PLACE_AFTER.match(plain, end)
    if key.derived and any(key.words in spoken for spoken in _AS_SPOKEN.values()):
        return bool(_SPEAKS_FOR.match(plain, end)) and (start == 0 or not plain[start - 1].isalnum())
    if re.match("委员(?!会)", plain[end : end + 3]):
        return False  # 政协委员 are people
    if len(key.words) > 3 or (_UNIT_SUFFIX.search(key.words) and len(key.words) > 2):
        return True
    heads = plain[end : end + 1] in ("：", ":") and _LINE_HEAD.search(plain, max(0, start - 6), start)
    talks = heads or _TALKS_AFTER.match(plain, end) or _TALKS_BEFORE.search(plain, max(0, start - 4), start)
    return not _TOPIC_AFTER.match(plain, end) and (bool(talks) or not key.derived)


def _short_is_meant(key: _Key, plain: str, start: int) -> bool:
    """Two characters that merely sound like a name need one right character and words that fit around."""
    end = start + 2
    if not set(plain[start:end]) & set(key.words):
        return False
    if key.sort is NameSort.TOWN:
        place = re.search(r"(?:^|[在去到，。\s]|[今昨前][天日晚])$", plain[max(0, start - 3) : start])
        return bool(
            re.match(r"街道|镇|乡|街办", plain[end:]) or (place and not _PLACE_AFTER.match(plain, end))
        )
    return key.sort is NameSort.UNIT and bool(re.match(r"那边|局|办|[说讲]|答应|承诺|表示", plain[end:]))


def _keys(district: District) -> Iterator[_Key]:
    for sort, entries in ((NameSort.TOWN, district.towns), (NameSort.UNIT, district.units)):
        for entry in entries:
            for words in (entry.name, *entry.aliases):
                yield _Key(normalised(words), entry.name, sort)
    for form in district.forms:
        if form != "其他":
            yield _Key(form, form, NameSort.FORM)
    for sort, entries in ((NameSort.TOWN, district.towns), (NameSort.UNIT, district.units)):
        for entry in entries:
            for words in _short_forms(entry, sort, district.name):
                yield _Key(words, entry.name, sort, derived=True)
    for form in district.forms:
        if len(stem := re.sub("协商|会$", "", form)) == _STEM and stem != "专题":
            yield _Key(stem, form, NameSort.FORM, derived=True)
        for words in _forms_as_spoken(form):
            yield _Key(words, form, NameSort.FORM, derived=True)


def _place(district: str) -> str:
    """临江 of 临江区: what companies of the district are named after."""
    place = re.sub(r"[区县市旗州]$", "", district.removeprefix("示例"))
    return place if len(place) > 1 else district


def _short_forms(entry: Named, sort: NameSort, district: str) -> Iterator[str]:
    for said in (entry.name, *entry.aliases):
        words = normalised(said).removeprefix(district).removeprefix(_place(district))
        if sort is NameSort.TOWN:
            short = _TOWN_SUFFIX.sub("", words)
            yield from (short, f"{short}街道办", f"{short}镇政府") if len(short) > 1 else ()
            continue
        if committee := _NEIGHBOURS.fullmatch(words):
            yield from _AS_SPOKEN[committee[1]]
        without = _UNIT_PREFIX.sub("", words)
        for form in {words, without, re.sub("[和与及]", "", without)}:
            yield form
            short = _UNIT_SUFFIX.sub("", form)
            if len(short) > 1 and short not in _PEOPLE and not district.startswith(short):
                yield short


def _forms_as_spoken(form: str) -> Iterator[str]:
    """板凳协商会 is also 板凳会 and 板凳协商; 协商议事会 is also 议事会 and 议事协商会."""
    if form == "其他":
        return
    stem = re.sub("协商|会$", "", form)
    if len(stem) < 2:
        return
    yield from (f"{stem}协商会", f"{stem}协商", f"协商{stem}会", f"协商{stem}")
    if stem != "专题":  # 专题会 is any meeting on one matter
        yield f"{stem}会"
    if len(stem) > _STEM:
        yield f"{stem[-_STEM:]}协商"  # 提案办理协商 is also 办理协商


def _unambiguous(keys: Iterable[_Key]) -> Iterator[_Key]:
    """The profile's own words first; a derived form that two names share belongs to neither."""
    kept = list(keys)
    owners: dict[str, set[str]] = {}
    for key in kept:
        owners.setdefault(key.words, set()).add(key.name)
    for key in kept:
        if len(key.words) > 1 and not (key.derived and len(owners[key.words]) > 1):
            yield key


def without_names(text: str, mentions: Iterable[NameMention]) -> str:
    """The text with a blank in place of each mention; `mentions` in order of place."""
    for mention in reversed(tuple(mentions)):
        text = f"{text[: mention.start]} {text[mention.end :]}"
    return text


@lru_cache(maxsize=8)
def names_of(district: District) -> Names:
    return Names(district)
