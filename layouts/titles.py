"""Titles broken by meaning: as few lines as it takes, of like length. Pure.

What GB/T 9704 asks of the title of an official paper holds on a screen too:
words stay whole, lines are in balance. Filling lines greedily leaves 公示 or one
character alone below a full line; here all ways to set the title in the fewest
lines are weighed (a row of least sums, so the work grows with the length, not
with the ways), and the most even one wins, a break after a year or a 的 being
worth some unevenness. Words no dictionary is carried for are the common ones
of such titles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import cycle, pairwise

from layouts.fitting import Ruler, Unit, measured_units

_COMMON = """
    拟纳入 拟认定 最低生活保障 特困人员 临时救助 重点项目 地力保护 候选人 残疾人 高龄津贴 养老保险 医疗保险
    农村低保 第一季度 第二季度 第三季度 第四季度 上半年 下半年 一季度 二季度 三季度 四季度
    公共服务 乡村振兴 衔接推进 公示 公告 通告 通知 公开 预警 信号 更正 对象 金额 面积 资金
    补贴 补助 补偿 分户 进度 建设 工程 项目 征地 安置 方案 招标 中标 小型 水利 设施 维修
    养护 防洪 堤防 加固 耕地 审核 确认 认定 拟定 纳入 人员 情况 结果 名单 政府 人民 年度
    关于 发布 暴雨 暴雪 台风 大风 大雾 高温 寒潮 雷电 冰雹 橙色 红色 黄色 蓝色 停电 停水
    乡村 农村 社区 安全 生产 环境 卫生 救助 保障 评定 评选
    危房改造 危房 易地搬迁 防止返贫 公益性岗位 退役军人 困难群众 儿童 老年 改造 住房 宅基地 审批 房屋
    征收 土地 流转 确权 登记 采购 成交 供应商 招聘 录用 干部 任前 村务 财务 收支 预算 决算 选举 选民
    道路 公路 桥梁 饮水 污水 处理 垃圾 产业 发放 使用 管理 检修 施工 交通 管制 森林 防火 疫苗 接种
"""
_WORDS = tuple(_COMMON.split())
_SHORT = (*(word for word in _WORDS if len(word) < 4), "最低", "生活", "特困", "临时", "重点", "高龄", "保险")
_BOOK = re.compile("《[^《》]*》")
_GOOD_END = re.compile("(?:[年度的》）、，]|关于|季度|发布)$")
_WORTH = 8  # in square ems: what a break after a good end may cost in evenness


@dataclass(frozen=True, slots=True)
class _Way:
    """A way to set the beginning of a title: its cost, and after which part each line ends."""

    cost: float = 0
    ends: tuple[int, ...] = ()


def balance(text: str, widths: tuple[int, ...], ruler: Ruler, names: tuple[str, ...] = ()) -> list[str]:
    """``text`` in the fewest lines, those as even as they can be.

    ``widths``: of the lines of a page, in pixels; they begin again on the next. ``names`` are not broken.
    """
    coarse = (*_BOOK.findall(text), *names, *_WORDS)
    parts = measured_units(text.strip(), min(widths), ruler, (coarse, _SHORT))
    ends = _even_ends(parts, widths, ruler.size)
    return ["".join(part.text for part in parts[a:b]).strip() for a, b in pairwise((0, *ends))]


@lru_cache(maxsize=64)
def _even_ends(parts: tuple[Unit, ...], widths: tuple[int, ...], size: int) -> tuple[int, ...]:
    """Where the lines end. The first number of lines that reaches the end of the title is the fewest."""
    ways = {0: _Way()}
    width_of = cycle(widths)
    while len(parts) not in ways:
        ways = _one_line_more(ways, parts, next(width_of), size)
    return ways[len(parts)].ends


def _one_line_more(ways: Mapping[int, _Way], parts: Sequence[Unit], width: int, size: int) -> dict[int, _Way]:
    """The best way to every part that can be reached with another line of ``width``."""
    further: dict[int, _Way] = {}
    for start, way in ways.items():
        for end, cost in _lines_from(parts, start, width, size):
            if end not in further or way.cost + cost < further[end].cost:
                further[end] = _Way(way.cost + cost, (*way.ends, end))
    return further


def _lines_from(parts: Sequence[Unit], start: int, width: int, size: int) -> Iterator[tuple[int, float]]:
    """Where a line begun at ``start`` may end, and how uneven it is then."""
    line, used = "", 0
    for end in range(start + 1, len(parts) + 1):
        part = parts[end - 1]
        slack = (width - used - part.width) / size
        if slack < 0:
            break
        line += part.text
        used += part.full
        worth = _WORTH if end < len(parts) and _GOOD_END.search(line.rstrip()) else 0
        yield end, slack * slack - worth
