"""Which region and level a body or a rule belongs to, by its name: 宁波市… → 宁波市, 市."""

import re

from knowledge.model import Level

_MUNICIPALITIES = ("北京市", "天津市", "上海市", "重庆市")
_AUTONOMOUS = ("内蒙古", "广西", "西藏", "宁夏", "新疆")
_NATIONAL = re.compile(
    r"中华人民共和国|国务院|全国|国家(?!税务总局.{2,8}[省市区县])|中共中央|最高人民|中国人民政治协商会议(?!.{2,12}[省市区县])"
    r"|(?:住房和?城乡建设|教育|公安|民政|财政|司法|自然资源|生态环境|交通运输|水利|农业农村|商务|应急管理|人力资源社会保障|文化和旅游)部"
)
_PARTY = re.compile(r"^(?:中共|中国共产党|政协|中国人民政治协商会议|共青团|国家税务总局)")
_PROVINCE = re.compile(
    rf"^(?:[\u4e00-\u9fa5]{{2,3}}省|(?:{'|'.join(_AUTONOMOUS)})(?:壮族|回族|维吾尔)?自治区|{'|'.join(_MUNICIPALITIES)})"
)
_CITY = re.compile(
    r"^(?!城市|超市|农贸|本市|全市|各市|门市|都市|夜市)[\u4e00-\u9fa5]{2,5}?(?:市|自治州|盟)(?![场民容政区])"
)
# Words that end in 区 or 县 and name no district.
_DISTRICT = re.compile(
    r"^(?!本|全|各|该)[\u4e00-\u9fa5]{1,6}?(?<!小)(?<!社)(?<!校)(?<!园)(?<!景)(?<!市)(?<!城)(?<!山)(?<!库)(?<!灾)(?<!辖)(?<!地)"
    r"(?<!街)(?<!护)(?<!住宅)(?<!片)(?<!林)(?<!牧)(?<!养)(?:区|县|旗)(?!域|内|别|级)"
)
_LEVELS = ((Level.PROVINCE, "省"), (Level.CITY, "市"), (Level.DISTRICT, "区县"))


def place(name: str, home: str) -> tuple[Level | None, str | None]:
    """Level and region of a title or a body; `home` is the district whose bodies are called 区… for short."""
    bare = _PARTY.sub("", name.strip("《》【】 "))
    if _NATIONAL.match(name) or _NATIONAL.match(bare):
        return Level.NATIONAL, None
    region, level = None, None
    for rank, pattern in ((Level.PROVINCE, _PROVINCE), (Level.CITY, _CITY), (Level.DISTRICT, _DISTRICT)):
        match = home if rank is Level.DISTRICT and bare.startswith(home) else _first(pattern, bare)
        if match:
            region, level, bare = match, rank, bare.removeprefix(match)
    if region is None and bare[:1] in "省市区县":
        level = next((rank for rank, letters in _LEVELS if bare[:1] in letters), None)
        region = home if level is Level.DISTRICT else None
    return level, region


def _first(pattern: re.Pattern[str], text: str) -> str | None:
    match = pattern.match(text)
    return match[0] if match else None
