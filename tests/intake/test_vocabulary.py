"""The words for heads: what is found, and what a wrong file is told."""

from __future__ import annotations

import pytest

from ledctl.content.model import ColumnType, Privacy
from ledctl.errors import BadInput
from ledctl.intake.shipped import shipped_vocabulary
from ledctl.intake.vocabulary import load_vocabulary

COLUMN = '[[column]]\nkey = "a"\ntype = "text"\n'


@pytest.mark.parametrize(
    ("head", "key", "kind", "privacy"),
    [
        ("序 号", "no", ColumnType.INT, Privacy.PUBLIC),
        ("村（社区）", "village", ColumnType.TEXT, Privacy.PUBLIC),
        ("村民小组", "group", ColumnType.TEXT, Privacy.PUBLIC),
        ("户主姓名", "name", ColumnType.NAME, Privacy.PUBLIC),
        ("农户姓名", "name", ColumnType.NAME, Privacy.PUBLIC),
        ("户主身份证号码", "id_no", ColumnType.ID, Privacy.NEVER),
        ("一卡通账号", "card", ColumnType.BANK, Privacy.NEVER),
        ("联系电话", "phone", ColumnType.PHONE, Privacy.NEVER),
        ("家庭住址", "address", ColumnType.TEXT, Privacy.NEVER),
        ("健康状况", "health", ColumnType.TEXT, Privacy.NEVER),
        ("补贴面积（亩）", "area", ColumnType.DECIMAL, Privacy.PUBLIC),
        ("标准(元/亩)", "std", ColumnType.MONEY, Privacy.PUBLIC),
        ("金额（元）", "amount", ColumnType.MONEY, Privacy.PUBLIC),
        ("拟保障金额（元/月）", "amount", ColumnType.MONEY, Privacy.PUBLIC),
        ("救助事由", "reason", ColumnType.TEXT, Privacy.GENERALISE),
        ("证书编号", "cert", ColumnType.TEXT, Privacy.PUBLIC),
    ],
)
def test_the_heads_of_the_office_are_known(head: str, key: str, kind: ColumnType, privacy: Privacy) -> None:
    """A whole head comes before a part, and an account before the subsidy it is for."""
    found = shipped_vocabulary().find(head)
    assert found is not None
    assert (found.key, found.type, found.privacy) == (key, kind, privacy)


@pytest.mark.parametrize("head", ["", "  ", "奇怪的列"])
def test_an_unknown_head_is_unknown(head: str) -> None:
    """Nothing is made up."""
    assert shipped_vocabulary().find(head) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("column = [", "heads_not_toml"),
        ("columns = 1", "heads_key_unknown"),
        ("column = 3", "heads_entry_wrong"),
        (COLUMN + "heads = []", "heads_key_unknown"),
        (COLUMN.replace('"text"', '"words"'), "heads_entry_wrong"),
        (COLUMN.replace('"a"', '"第一"'), "heads_entry_wrong"),
        ('[[column]]\ntype = "text"', "heads_entry_wrong"),
    ],
)
def test_a_wrong_file_of_heads_is_told(text: str, code: str) -> None:
    """A town edits this file: each fault has its sentence."""
    with pytest.raises(BadInput) as caught:
        load_vocabulary(text)
    assert caught.value.code == code


def test_a_file_without_columns_knows_nothing() -> None:
    """An empty file is one that knows no head."""
    assert load_vocabulary("").find("姓名") is None
