"""Sentences and cells with personal numbers of every shape, and look-alikes that are none. Seeded.

The same seed gives the same strings. IDs have the unassigned county code 439999 or
that of a residence permit, mobiles the unassigned exchange 1900000; cards and
passbooks are made up. At least half of a corpus are look-alikes: what offices
write in lists and notices all day and what must stay readable.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass

from ledctl.screening.checkdigits import check_digit, is_credit_code, passes_luhn


@dataclass(frozen=True, slots=True)
class Said:
    """One string; ``secret`` is what must not stay readable in it, empty in a look-alike."""

    text: str
    shape: str
    secret: str = ""


Make = Callable[[random.Random], str]

_AROUND = (
    "{}",
    "户主{}，",
    "经核实，{}，情况属实。",
    "备注：{}（本人确认）",
    "（{}）",
    "1.{}；2.其他",
    "{}、已核对",
    "村民王某{}于2026年11月24日申请",
    "监督电话0700-8123456 {} 金额1,240.00元",
)
_WIDE = {ord(sign): ord(sign) + 0xFEE0 for sign in "0123456789Xx-@."}


def make_corpus(size: int = 20_000, seed: int = 5) -> list[Said]:
    """``size`` strings: two fifths with a personal number, three fifths without."""
    chance = random.Random(seed)  # noqa: S311 - examples, not secrets
    return [_personal(chance) if number % 5 < 2 else _public(chance) for number in range(size)]


def _personal(chance: random.Random) -> Said:
    shape = chance.choice([*PERSONAL])
    word, secret = PERSONAL[shape](chance)
    return Said(chance.choice(_AROUND).format(word + secret), shape, secret)


def _public(chance: random.Random) -> Said:
    shape = chance.choice([*PUBLIC])
    return Said(chance.choice(_AROUND).format(PUBLIC[shape](chance)), shape)


# -- personal: the word before it, and the number itself ------------------------------------


def _digits(chance: random.Random, count: int) -> str:
    return "".join(chance.choices("0123456789", k=count))


def _born(chance: random.Random) -> dt.date:
    return dt.date(1926, 1, 1) + dt.timedelta(days=chance.randrange(36_500))


def _id(chance: random.Random, region: str = "439999") -> str:
    first = f"{region}{_born(chance):%Y%m%d}{_digits(chance, 3)}"
    return first + check_digit(first)


def _old_id(chance: random.Random) -> str:
    day = dt.date(1926, 1, 1) + dt.timedelta(days=chance.randrange(27_000))
    return f"439999{day:%y%m%d}{_digits(chance, 3)}"


def _spaced(chance: random.Random) -> str:
    number, gap = _id(chance), chance.choice([" ", "-", "\u3000", "\u2009", "－", "\u200b", "  ", "\u00ad"])
    return gap.join((number[:6], number[6:14], number[14:]))


def _wrong_check(chance: random.Random) -> str:
    number = _id(chance)
    return number[:17] + chance.choice([sign for sign in "0123456789X" if sign != number[17]])


def _with_x(chance: random.Random) -> str:
    while (number := _id(chance))[17] != "X":
        pass
    return number[:17] + chance.choice("xXｘⅩ×Х")


def _slip(chance: random.Random) -> str:
    """A digit of the last four forgotten, or typed twice."""
    number = _id(chance)[:17] + chance.choice("0123456789")
    place = chance.randrange(14, 18)
    return number[:place] + (number[place:][1:] if chance.random() < 0.5 else number[place] + number[place:])


def _card(chance: random.Random) -> str:
    stem = chance.choice(["6200000", "6220000", "6217000"]) + _digits(chance, chance.choice([8, 9, 11]))
    return next(stem + last for last in "0123456789" if passes_luhn(stem + last))


def _grouped(number: str, gap: str) -> str:
    return gap.join(number[at : at + 4] for at in range(0, len(number), 4))


def _mobile(chance: random.Random) -> str:
    return "1900000" + _digits(chance, 4)


def _parted_mobile(chance: random.Random) -> str:
    number, gap = _mobile(chance), chance.choice([" ", "-", "\u3000"])
    return chance.choice(
        [number[:3] + gap + number[3:7] + gap + number[7:], "+86 " + number, "0086" + number]
    )


def _plate(chance: random.Random) -> str:
    return f"湘{chance.choice('ABCDEFGHJKLMN')}{chance.choice(['', '·'])}{_digits(chance, 5)}"


def _green_plate(chance: random.Random) -> str:
    return f"湘{chance.choice('ABCDEFG')}{chance.choice('DF')}{_digits(chance, 5)}"


def _mail(chance: random.Random) -> str:
    name, end = chance.choice(["wang", "li.si", "a_b"]), chance.choice(["com", "cn"])
    return f"{name}{_digits(chance, 3)}@example.{end}"


Personal = Callable[[random.Random], tuple[str, str]]


def _after(words: list[str], make: Make) -> Personal:
    def both(chance: random.Random) -> tuple[str, str]:
        return chance.choice(words), make(chance)

    return both


_ID = ["", "身份证号", "身份证号码：", "ID", "证件编号 ", "身份证", "公民身份号码为"]
_ACCOUNT = ["", "汇入惠农卡", "账号：", "银行卡号"]

PERSONAL: dict[str, Personal] = {
    "id": _after(_ID, _id),
    "id, old": _after(_ID, _old_id),
    "id, wide": _after(_ID, lambda chance: _id(chance).translate(_WIDE)),
    "id, parted": _after(_ID, _spaced),
    "id, any x": _after(_ID, _with_x),
    "id, wrong check": _after(_ID, _wrong_check),
    "id, slip": _after(_ID, _slip),
    "id, permit": _after(
        ["居住证号", ""], lambda chance: _id(chance, chance.choice(["810000", "820000", "830000"]))
    ),
    "id, pupil": _after(["学籍号G", "学号L"], _id),
    "id, disability": _after(
        ["残疾人证号", ""],
        lambda chance: _id(chance) + f"{chance.choice('1234567')}{chance.choice('1234')}",
    ),
    "mobile": _after(["", "手机", "联系电话：", "电话"], _mobile),
    "mobile, parted": _after(["", "手机 ", "联系电话："], _parted_mobile),
    "mobile, wide": _after(["", "手机"], lambda chance: _mobile(chance).translate(_WIDE)),
    "card": _after(_ACCOUNT, _card),
    "card, parted": _after(_ACCOUNT, lambda chance: _grouped(_card(chance), " ")),
    "passbook": _after(
        ["存折号", "存折账号：", "账号", "账号 ", "一卡通"],
        lambda chance: _digits(chance, chance.choice([10, 12, 15, 17, 21])),
    ),
    "plate": _after(["", "车牌", "车辆"], _plate),
    "plate, electric": _after(["", "车牌号："], _green_plate),
    "mail": _after(["", "邮箱：", "联系 "], _mail),
    "mail, wide": _after(["邮箱："], lambda chance: _mail(chance).replace("@", "＠")),
    "passport": _after(["护照号", "通行证："], lambda chance: chance.choice("EHCM") + _digits(chance, 8)),
    "chat": _after(["QQ", "QQ号：", "微信号"], lambda chance: str(chance.randrange(10_000, 10**10))),
    "chat, name": _after(["微信：", "微信号 "], lambda chance: "wang_" + _digits(chance, 4)),
}

# -- public: what offices write all day ---------------------------------------------------


def _credit_code(chance: random.Random) -> str:
    letters = chance.random() < 0.7
    middle = "MA" + _digits(chance, 6) if letters else _digits(chance, 8)
    stem = f"{chance.choice(['91', '92', '93', '12'])}430122{middle}{_digits(chance, 1)}"
    return next(stem + sign for sign in "0123456789ABCDEFGHJKLMNPQRTUWXY" if is_credit_code(stem + sign))


def _money(chance: random.Random) -> str:
    return f"￥{chance.randrange(10**11) / 100:,.2f}元"


def _day(chance: random.Random) -> dt.date:
    return dt.date(2015, 1, 1) + dt.timedelta(days=chance.randrange(5_000))


PUBLIC: dict[str, Make] = {
    "credit code": lambda c: "统一社会信用代码" + _credit_code(c),
    "builder": lambda c: "湘" + chance_digits(c, 12),
    "document": lambda c: f"鹭政示〔{c.randrange(2015, 2031)}〕{c.randrange(1, 999)}号",
    "amount": _money,
    "amount, plain": lambda c: f"{c.randrange(10**9)}.{chance_digits(c, 2)}元",
    "decimal": lambda c: f"{c.randrange(10**7)}.{chance_digits(c, c.choice([8, 10, 14]))}",
    "coordinates": lambda c: f"东经{c.uniform(108, 114):.6f}，北纬{c.uniform(24, 30):.6f}",
    "day": lambda c: f"{_day(c):%Y-%m-%d}至{_day(c):%Y-%m-%d}",
    "day in words": lambda c: f"{c.randrange(2015, 2031)}年{c.randrange(1, 13)}月{c.randrange(1, 29)}日生效",
    "instant": lambda c: f"{_day(c):%Y%m%d}{c.randrange(24):02d}{c.randrange(60):02d}发布",
    "landline": lambda c: f"0700-8{chance_digits(c, 6)}",
    "landlines": lambda c: f"0700-8{chance_digits(c, 6)}、0700-8{chance_digits(c, 6)}转{c.randrange(100)}",
    "hotline": lambda c: c.choice(["12345", "12345热线", "400-0700-123", "4000700123", "110、119、120"]),
    "station": lambda c: (
        f"K{c.randrange(99)}+{chance_digits(c, 3)}～K{c.randrange(99)}+{chance_digits(c, 3)}段"
    ),
    "pipe": lambda c: (
        f"新建DN{c.choice([200, 300, 800])}管{c.randrange(10_000):,}m，U60型渠{c.randrange(999)}m"
    ),
    "parcel": lambda c: f"ZD-{c.randrange(2015, 2031)}-{chance_digits(c, 3)}",
    "estate unit": lambda c: (
        f"不动产单元号430122{chance_digits(c, 6)}GB{chance_digits(c, 5)}F{chance_digits(c, 8)}"
    ),
    "land certificate": lambda c: f"430122{c.randrange(100, 120)}2{chance_digits(c, 8)}J",
    "land parcel": lambda c: f"地块编码430122{c.randrange(100, 249)}2{chance_digits(c, 9)}",
    "contract": lambda c: f"合同编号HT-{_day(c):%Y%m%d}-{chance_digits(c, 4)}",
    "tender": lambda c: f"招标编号HNZC-{c.randrange(2015, 2031)}-{chance_digits(c, 6)}-{chance_digits(c, 2)}",
    "project code": lambda c: f"项目代码{c.randrange(2015, 2031)}-430122-48-01-{chance_digits(c, 6)}",
    "case": lambda c: f"受理编号430122{_day(c):%Y%m%d}{chance_digits(c, 4)}",
    "invoice": lambda c: f"发票号码{c.choice(['24', '25', '26'])}432000000{chance_digits(c, 9)}",
    "swift": lambda c: f"SWIFT {c.choice(['ABOCCNBJ', 'PCBCCNBJHUX'])}，行号{chance_digits(c, 12)}",
    "meter": lambda c: f"电表号{chance_digits(c, 12)}，读数{chance_digits(c, 6)}",
    "serial": lambda c: f"设备序列号SN{chance_digits(c, 10)}",
    "figures": lambda c: " ".join(chance_digits(c, c.choice([2, 3, 4, 5])) for _ in range(8)),
    "places": lambda c: f"{c.randrange(1, 20)}组{c.randrange(1, 90)}户{c.randrange(1, 300)}人",
    "size": lambda c: (
        f"{c.randrange(1, 9)}×{c.randrange(10, 999)}kW，{c.randrange(10, 999)}×{c.randrange(10, 99)}cm"
    ),
    "regulation": lambda c: f"GB 50{chance_digits(c, 3)}-2015第{c.randrange(1, 40)}条",
    "staff": lambda c: f"公布人：李某某 审核人：张某 来源：{c.choice(['民政办', '财政所'])}",
    "website": lambda c: f"http://www.example.gov.cn/info/{chance_digits(c, 4)}/{chance_digits(c, 7)}.htm",
    "public account": lambda c: "关注微信公众号“鹭洲发布”，工作QQ群" + chance_digits(c, 9),
    "warning": lambda c: f"气预警{_day(c):%Y%m%d}{chance_digits(c, 2)}",
    "percent": lambda c: f"完成{c.uniform(0, 100):.12f}%",
}


def chance_digits(chance: random.Random, count: int) -> str:
    """Digits that do not begin with 0, as numbers on paper do."""
    return chance.choice("123456789") + _digits(chance, count - 1)
