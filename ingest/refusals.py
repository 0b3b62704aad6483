"""Why a file is not taken in: what is the matter, and what to do about it."""

from enum import StrEnum

from knowledge.errors import BandengError


class Refusal(StrEnum):
    """The value is the sentence that people read."""

    CLASSIFIED = (
        "文件带有密级标志（绝密、机密或秘密），不能放进聊天工具，没有保存任何内容。请按保密规定处理。"
    )
    INTERNAL = "文件标明内部或不予公开，没有保存任何内容。确认可以公开后，请换用公开版本。"
    EMPTY = "文件里没有文字，没有入库。请确认文件内容后重新发送。"
    GARBLED = "文件里的文字是乱码，没有入库。请用 WPS 或 Word 打开，另存为 docx 后重发。"
    BROKEN = "文件损坏或不完整，打不开，没有入库。请重新导出一份。"
    ENCRYPTED = "文件设有密码，打不开，没有入库。请去掉密码后重发。"
    UNSUPPORTED = "这种格式不能读，没有入库。请转成 docx、pdf 或 txt 后重发。"
    WRONG_SUFFIX = "文件的扩展名和内容不一致，没有入库。请用原来的程序打开，另存后重发。"
    TOO_LARGE = "文件太大，没有入库。请拆成较小的文件后重发。"
    TOO_SLOW = "文件太复杂，读取超时，没有入库。请拆分或另存为 docx 后重发。"
    MACROS = "文件带有宏，没有入库。请另存为不带宏的 docx 或 xlsx 后重发。"
    NO_LIBREOFFICE = (
        "读 doc、wps、ppt 需要 LibreOffice，这台机器没有安装，文件没有入库。"
        "请管理员安装（apt install libreoffice-writer-nogui libreoffice-impress-nogui），"
        "或者另存为 docx、pptx 后重发。"
    )
    ZIP_IN_ZIP = "压缩包里还有压缩包，里面的没有入库。请解压后重发。"
    TOO_COMPLEX = "文件结构异常，读取中断，没有入库。请另存为 docx 或 pdf 后重发。"
    NOT_STARTED = (
        "这台机器没能启动读取文件的程序，文件没有入库，不是文件的问题。"
        "请稍后重发；还不行，请管理员检查内存和进程数。"
    )
    OUTSIDE = "这是指向文件夹以外的链接，没有入库。请把文件本身放进来。"
    UNREADABLE = "读不到这个文件，没有入库。请检查文件是否还在、有没有读取权限。"


class Refused(BandengError):
    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal)
        self.refusal = refusal
