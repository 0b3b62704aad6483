"""What days are named for in papers, and the words that tell it."""
# ruff: noqa: E501 — a pattern is read best on one line

import re
from enum import Enum, auto


class DayRole(Enum):
    LABELLED = auto()  # 会议时间：
    COUNTED = auto()  # so many days before or after another that is named
    NAMED = auto()  # beside the name of a consultation
    TOLD = auto()  # in the words that tell of the meeting
    CONVENED = auto()  # a notice calls to a meeting on it
    HEAD = auto()  # above a note that does not say what happened on it
    OTHER = auto()
    FOOT = auto()  # under a paper
    ISSUED = auto()  # the paper is said to be of that day
    CHECKED = auto()  # somebody went to see what came of it
    ELSEWHERE = auto()  # before the meeting, planned, promised or in a table


PAPER = (DayRole.HEAD, DayRole.FOOT, DayRole.ISSUED)


MEETS = re.compile(
    r"协商|议事(?![群厅亭室堂园长员角])|座谈|恳谈|[板搬长条]凳|搬来?[^，。]{0,4}凳|召开|举行|围坐|围[成在拢]|坐[下到在进满拢]|面对面|碰头|碰了|商[量议讨]|讨论|会议|开[了成]|(?:^|[午晚])开的|谈(?!到|起|及)|聊|议(?=[了一的题定])|圆桌"
    r"|(?<![委员社机学业居村理工办协])会(?![前后办计员诊展所审同长])"
)
NAMED = re.compile(r"(?:协商|议事|座谈|恳谈|[板长条]凳|圆桌)会|(?:板凳|对口|界别|专题|办理)协商|协商议事")
FULL_YEAR = re.compile(r"20\d\d|二[〇零○0]|二[一-龥]年|\d\d(?:年|[./-]\d{1,2}[./-])")
WRITES = r"印[发制]|发布|填[表报写]|编[报印发]|制[表作]|整理|供稿|发文|成文|签发|报[送出]|上报|推送|更新|撰[写稿]|刊[发载登出]|归档|录入|[打付]印|公布|发[出稿]"
CHECKS = r"回访|复[核查看]|核[查验实对]|跟踪|跟进|检查|督[办查]|评[估议]|回头看|验收"
CHECK = re.compile(CHECKS)
LOOKS = re.compile(
    r"查看|实地|走访|现场|抽[查测了]|暗访|[去来]看|去[^，。\n]{1,10}看|看了|再[次到去来看进]|又[到去来进]|检查|路过|探访|蹲[守点]|调研|摸底|问卷|[踏勘]勘|勘[察查]"
)
WHERE = re.compile(
    r"门口|楼下|[村居]委|礼堂|活动室|会议室|食堂|广场|树下|院[里内子]|文化站|服务中心|[门亭]边|家里|[一二三四五六七八九\d]楼(?!层|[道顶门上])"
)
