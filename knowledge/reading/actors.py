"""Who speaks or acts in a text: bodies of the district, the member, and people whose words bind nobody."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from knowledge.reading.dates import DateMention
from knowledge.reading.names import NameMention, NameSort
from knowledge.reading.states import DEED

SELF = "本人"


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


_PEOPLE = re.compile(
    r"(?:\d+[家户名位])?(?:居民|村民|业主|住户|租户|群众|老百姓|百姓|商户|商家|摊主|摊贩|店主|店家|老板|家长|学生|委员|代表|大家|老人|志愿者|网格员"
    r"|业委会|社区|居委会|村委会|村里|村上|村支书|老支书|支书|企业|开发商|施工单位|施工方|施工队|设计院|设计单位|联络委|主持人|会议|楼[上下](?=说|讲|邻居|住户|也|都|同意|不同意|答应)"
    r"|合作社|农户|用户|[一-龥]{1,3}户(?=自己|们|说|讲|表示|代表|也|答应|愿意|同意|保证)|司机|厂里|厂方|学校|医院|园区|企业行政|[一-龥]{1,3}厂(?!房)|[一二两三四五六]楼|老[一-龥](?=[说讲：:])|[一-龥]{1,2}(?:阿姨|大爷|大妈|师傅|女士|先生))"
    r"(?!大会|代表大会|楼|区|点|家里|小组|委员会|用水|用电|诉求|满意|公约|自治|群众|反映的|们?的)"
)
_OUTSIDE = re.compile(
    r"物业(?:公司|企业|方|那边)?|(?:市|县|省|区)?(?:(?:(?![的了由在是和与把被对给向让从这那到说请局])[一-龥]){2,6}?)(?:局(?!长)|委员会|大队|支队|管理处|管理所|管理部门|服务中心|水厂|供电所|派出所|有限公司)"
)
_TOWN_OFFICE = re.compile(
    r"街道(?:上)?(?=说|讲|答应|承诺|表示|保证|[—–-]|老[一-龥][：:说讲])|(?:镇|乡)长(?=[说讲拍答承表保现当])|(?<![一-龥])街办(?=[一-龥：:])|(?:镇|乡|街道)(?:里[面头]?|上(?!的|[街门])|政府|党委|办事处|办|方面|这边|那边)(?:的?(?:同志|意思是?|领导|干部|书记|主任))?"
    r"|(?<![一-龥])(?:街道|镇|乡)(?=[：:出负承答组安牵把将在每协要同保说讲表也两一二三四五本下月年十\d]|会(?!议|上|同|场))"
)
# A department of a town speaks for the town: 街道经发办, 镇综合执法队
_TOWN_DEPARTMENT = re.compile(
    r"(?<![一-龥])(?:街道|镇|乡)(?!卫生|供电|派出|财政|司法|税务|市场监|自然|国土)[一-龥]{1,5}(?:办公室|办|站|所|队|科)"
    r"(?=[：:，,\s]|[说讲答表承保把将会负月年本一二三四五六七八九十\d])"
)
_SELF = re.compile(
    r"我(?!们|委|会|办|室|区|县|市|省|国|家|局|镇|乡|街|院|司|想|觉|认|看|听|说|问|汇|报|反|记|去年|昨|今|爱|的)|本人(?!同意)"
)
_OBJECT_BEFORE = re.compile(
    r"(?:帮|替|提醒|欠|向|找|问|跟|对|给|请|让|叫|催|盯|联系|约谈|配合|协助|通知|报|督促|邀请|邀|函告|转|会同|联合|责令|商|原|(?<![日号底月周内末天年节初旬])前|对口|经|属于?|归|与|因为|关于|被|用)$"
)
_MAYBE_OBJECT_BEFORE = re.compile(r"(?:看|据|去|到|在|是|把)$")
_SAYS = re.compile(r"说|讲|答应|承诺|不?同意|反对|要求|希望|表示|保证|明确")
_UNDERTAKES = re.compile(r"[：:]|说|讲|答应|承诺|同意|表示|保证|明确|负责|牵头")
_TOWN_OFFICE_AFTER = re.compile(r"(?:街道|镇|乡)?(?:里面?|上(?!的)|人民政府|政府|党委|办事处|办)?")
_TOWN_AS_PLACE = re.compile(
    r"开(?!展)|召开|举[行办]|联络委|政协|板凳|协商|议事|的(?!同志|领导|意思)|组织(?:了|召开)|在(?![\d一二三四五六七八九十两本下月年明])"
)
BULLET = re.compile(
    r"^[\s\W\d一二三四五六七八九十]{0,8}$"
)  # what may stand in front of a speaker: bullets, numbers
_SEPARATED_BEFORE = re.compile(
    r"(?:^|[\s，。；：！？、,;:!?|（(）)【】\[\]“”\"'*#>.·—-]|[一二三四五六七八九十]是|由|并|而|及|和|然后|后来|还有|另外|同时|其中|责任单位|\d|[①-⑩])$"
)
_PERSON_AFTER = re.compile(
    r"(?:[一-龥]{0,4}(?:窗口|[科股室])(?=的|的?[一-龥]{1,2}[科股]长))?(?:那边|这边|那头|方面)?(?:(?:联合|一起)?派?来)?(?:的)?(?:那个|那位)?(?:\s?[老小][一-龥](?=[说讲答：:，当表保])|[一-龥]{1,2}工(?=[说讲答：:表保])|同志|负责人|有关负责同志|有关负责人|分管领导|小伙子|姑娘|[一-龥]?副?局长|[一-龥]?副?科长|副?主任|副?书记|副?经理|经理|人|代表|工作人员|来人|派人|师傅)?(?:们)?(?:也|都|现场|当场|当晚|会上|则|还|再次|重新|又)*"
)
_SPEAKS = re.compile(
    r"[：:]|认领|-{1,2}|[—–]{1,2}|说|讲|答|承诺|同意|表示|表态|保证|明确|负责|回应|提出|介绍|解释|认为|牵头|拍板|将|会(?!议|上|同)|要(?!求)|把|同意|拿出|列入|安排|组织|完成|每|尽快|抓紧|立即|马上|即日|出(?!来|现|台)|派|加派|已|在(?=\d|[一二三四五六七八九十两本下月年明])|也来|请假|没|未|不|不收|争取|尽量|回去|督促|提供|组[建成织]|协[调助商]|动员|引导|制[定作]|征[求集收]|购|买|租|申[报请]|对接|召集|收集|抽|聘|选|种|粉|栽|让|腾|牵|出资|掏|来|承[担办]|应承"
    + f"|{DEED}"
)
_SHORT = 2  # characters of a name that may be a common word: 建设
_UNTIL = re.compile(r"\s?(?:，|于|须|应|需)(?:最迟)?")  # in front of a limit
_SUPPORTS_AFTER = re.compile(r"(?:积极)?(?:配合|协助|参与|协同|监督)(?!.{0,12}[前内])")


class Actors:
    """The subjects of one text, in order of place."""

    def __init__(
        self, plain: str, names: tuple[NameMention, ...], dates: tuple[DateMention, ...], town: str | None
    ) -> None:
        self._plain = plain
        self._town = town
        self._dates = {mention.start for mention in dates if mention.on or mention.problem}
        self._deadlines = {mention.start for mention in dates if mention.deadline}
        covered = {i for mention in names for i in range(mention.start, mention.end)}
        others = (a for a in self._unlisted() if not covered & set(range(a.start, a.end)))
        actors = [*self._listed(names), *others, *self._town_departments()]
        found = _without_overlaps(sorted(actors, key=lambda a: (a.start, -a.end)))
        self.all = tuple(self._under_their_speakers(found))

    def _listed(self, names: tuple[NameMention, ...]) -> Iterator[Actor]:
        for mention in names:
            end = mention.end
            if mention.sort is NameSort.FORM:
                continue
            if mention.sort is NameSort.TOWN:
                office = _TOWN_OFFICE_AFTER.match(self._plain, end)
                end = office.end() if office else end
                if self._plain[mention.start - 1 : mention.start] in ("（", "("):
                    bracket = re.compile(r"[一-龥]{0,4}[）)]").match(self._plain, end)
                    end = bracket.end() if bracket else end  # 街道（湖滨街道物管科）
                listed = self._is_listed(mention.start, end)
                if _TOWN_AS_PLACE.match(self._plain, end) or not (
                    listed or self._speaks(end) or self._has_limit(mention.start, end)
                ):
                    continue
            if self._is_subject(mention.start, end):
                yield Actor(mention.start, self._after_person(end), mention.name, ActorKind.BODY)

    def _is_listed(self, start: int, end: int) -> bool:
        """(2)湖滨街道，9月20日前…"""
        line = self._plain.rfind("\n", 0, start) + 1
        bullet = start > line and BULLET.match(self._plain[line:start])
        return bool(bullet) and self._plain[end : end + 1] in ("，", ",") and end + 1 in self._deadlines

    def _town_departments(self) -> Iterator[Actor]:
        for match in _TOWN_DEPARTMENT.finditer(self._plain):
            if self._town:
                yield Actor(match.start(), self._after_person(match.end()), self._town, ActorKind.BODY)

    def _unlisted(self) -> Iterator[Actor]:
        for match in _TOWN_OFFICE.finditer(self._plain):
            if self._is_subject(*match.span()):
                name = self._town or match.group()[:2].rstrip("里上政")
                yield Actor(match.start(), match.end(), name, ActorKind.BODY)
        for match in _PEOPLE.finditer(self._plain):
            said = self._is_separated(match.start()) or _SAYS.match(
                self._plain, self._after_person(match.end())
            )
            if said and self._is_subject(*match.span()):
                yield Actor(match.start(), match.end(), match.group(), ActorKind.PEOPLE)
        for match in _SELF.finditer(self._plain):
            if not _OBJECT_BEFORE.search(self._plain, max(0, match.start() - 4), match.start()):
                yield Actor(match.start(), match.end(), SELF, ActorKind.SELF)
        for match in _OUTSIDE.finditer(self._plain):
            if self._is_separated(match.start()) and self._is_subject(*match.span()):
                yield Actor(match.start(), self._after_person(match.end()), match.group(), ActorKind.BODY)

    def _under_their_speakers(self, actors: list[Actor]) -> Iterator[Actor]:
        """In a line 区住建局：… others are spoken of, unless they undertake something themselves."""
        speaker_until = -1
        for actor in actors:
            line = self._plain.rfind("\n", 0, actor.start) + 1
            if BULLET.match(self._plain[line : actor.start]) and re.match(
                r"\s?[：:](?![^，。：:\n]{0,24}(?:协商|议事|板凳)?会(?![议同计]))",
                self._plain[actor.end :][:30],
            ):
                end = self._plain.find("\n", actor.end)
                speaker_until = end if end >= 0 else len(self._plain)
            elif actor.start < speaker_until and not self._undertakes(actor):
                continue
            yield actor

    def _undertakes(self, actor: Actor) -> bool:
        says = _UNDERTAKES.match(self._plain, actor.end)
        return bool(says) or (actor.kind is ActorKind.PEOPLE and actor.end in self._dates)

    def _after_person(self, end: int) -> int:
        person = _PERSON_AFTER.match(self._plain, end)
        return person.end() if person else end

    def _speaks(self, end: int) -> bool:
        after = self._after_person(end)
        spaces = len(self._plain[after : after + 3]) - len(self._plain[after : after + 3].lstrip())
        return after + spaces in self._dates or bool(_SPEAKS.match(self._plain, after + spaces))

    def _has_limit(self, start: int, end: int) -> bool:
        """林地归口的区自然资源分局，11月20日前…"""
        until = _UNTIL.match(self._plain, end) if end - start > _SHORT else None
        return until is not None and until.end() in self._deadlines

    def _is_separated(self, start: int) -> bool:
        return bool(_SEPARATED_BEFORE.search(self._plain[max(0, start - 4) : start]))

    def _is_subject(self, start: int, end: int) -> bool:
        if _SUPPORTS_AFTER.match(self._plain, end):
            return False
        if self._is_separated(start):
            return True
        before = self._plain[max(0, start - 4) : start]
        if _OBJECT_BEFORE.search(before):
            return False
        if _MAYBE_OBJECT_BEFORE.search(before) and not _SAYS.match(self._plain, self._after_person(end)):
            return False
        return self._speaks(end) or self._has_limit(start, end)


def _without_overlaps(actors: list[Actor]) -> list[Actor]:
    kept: list[Actor] = []
    for actor in actors:
        if not kept or actor.start >= kept[-1].end:
            kept.append(actor)
    return kept
