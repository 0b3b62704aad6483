from datetime import UTC, date, datetime, timedelta

import pytest

from bot import texts
from knowledge import errors
from knowledge.model import Document, Kind, Validity


def policy(validity: Validity, effective_on: date | None = None) -> Document:
    return Document("d", Kind.POLICY, "a.md", "停车办法", validity=validity, effective_on=effective_on)


@pytest.mark.parametrize(
    ("document", "mark"),
    [
        (policy(Validity.IN_FORCE), "现行有效"),
        (policy(Validity.AMENDED), "已有新版本"),
        (policy(Validity.REPEALED), "已废止"),
        (policy(Validity.IN_FORCE, datetime.now(UTC).date() + timedelta(days=9)), "还没有生效"),
        (policy(Validity.IN_FORCE, datetime.now(UTC).date() - timedelta(days=9)), "现行有效"),
    ],
)
def test_a_source_says_whether_the_rule_applies_today(document: Document, mark: str) -> None:
    assert mark in texts.source_line(document, "第一条")


def test_no_explanation_shows_the_error_itself() -> None:
    mismatch = errors.IndexMismatch("old", "new")
    assert str(mismatch) not in texts.explain(mismatch)
    assert "bandeng reindex" in texts.explain(mismatch)
    for error in (errors.VectorStoreDown(), errors.DatabaseUnreachable(), errors.BandengError("internal")):
        assert "internal" not in texts.explain(error)
        assert texts.explain(error).endswith("。") or "BANDENG_" in texts.explain(error)
