"""The default policy, worked out a second time: slow, plain, and from its text alone.

Each function is one article of `assets/policies/default/policy.yaml`, as an official reads the sentence after
`text:`. Nothing here knows the engine, its rule kinds or their keys; where the two disagree, either the engine is
wrong or the sentence can be read in two ways, and is mended. Figures are exact (`Fraction`), never floats.
"""

import csv
import io
from calendar import monthrange
from fractions import Fraction
from typing import NamedTuple

FULL = {
    "道路": 15, "沟渠": 15, "房前屋后": 20, "垃圾清运": 15,
    "公共区域": 10, "农业废弃物": 10, "宣传发动": 5, "巡查履职": 10,
}  # fmt: skip
BY_DEDUCTION = ("沟渠", "农业废弃物")
HIGHER = ("县", "市", "省")
CENTRAL = 60  # percent; the rest is 随机抽查
DITCH_CAP, BONUS_CAP, HUNDRED, ZERO = 12, 5, 100, 0
EXCELLENT, GOOD, PASSING = Fraction(90), Fraction(80), Fraction(60)
GOOD_MONTHS, LAST_STEP, REMINDER_BELOW, MOST = 3, 3, 15, 1000
LISTED = 3


class Row(NamedTuple):
    """One line of the table of facts."""

    month: str
    subject: str
    group: str
    fact: str
    item: str
    value: str
    source: str
    date: str


class Answer(NamedTuple):
    """What the policy says to one subject in one month; `None` where it says nothing."""

    month: str
    subject: str
    state: str
    group: str
    score: Fraction | None
    rank: int | None
    grade: str | None
    reward: int | None
    goods: str
    measures: str
    effects: str
    duties: str
    lists: str
    step: int | None
    times: int | None

    def line(self) -> str:
        """The answer as a line; `-` is nothing."""
        score = "-" if self.score is None else f"{int(self.score * 100) // 100}.{int(self.score * 100) % 100:02}"
        cells = [score if name == "score" else cell for name, cell in self._asdict().items()]
        return "\t".join("-" if cell is None or cell == "" else str(cell) for cell in cells)


def read(table: str) -> list[Row]:
    """The rows of a table of facts."""
    rows = csv.DictReader(io.StringIO(table))
    return [Row(*[(row.get(name) or "").strip() for name in Row._fields]) for row in rows]


def half_up(value: Fraction, places: int) -> Fraction:
    """Rounded half up to so many decimal places."""
    scale = 10**places
    return Fraction((value * scale * 2 + 1) // 2, scale)


def index(month: str) -> int:
    """A month as a number, so that the next month is one more."""
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def amount(rows: list[Row]) -> Fraction:
    """The values of the rows, added up."""
    return sum((Fraction(row.value) for row in rows), Fraction(0))


def of(rows: list[Row], fact: str) -> list[Row]:
    """The rows of one kind of fact, in the order of the table."""
    return [row for row in rows if row.fact == fact]


# ---- 《人居环境网格化管理办法》第五条


def group(rows: list[Row]) -> str:
    """一人负责多处的，按当月在岗天数最多的网格归组，天数相同的按后到的网格。"""
    days: dict[str, Fraction] = {}
    for row in of(rows, "days"):
        days[row.group] = days.get(row.group, 0) + Fraction(row.value)
    if not days:
        return rows[0].group
    return later([name for name in days if days[name] == max(days.values())])


def later(grids: list[str]) -> str:
    """The one that came later."""
    return grids[-1]


def days_in_charge(rows: list[Row]) -> Fraction | None:
    """The days in charge over all the grids; `None` is the whole month."""
    entered = of(rows, "days")
    return amount(entered) if entered else None


# ---- 《网格员月度考评方案》第二条、第四条、第五条


def inspection_points(rows: list[Row]) -> Fraction | None:
    """第二条：the points of one inspection, or `None` where an item was left without a mark."""
    total = Fraction(0)
    for item, full in FULL.items():
        lost = amount([row for row in of(rows, "deduction") if row.item == item])
        if item == "沟渠":
            total += full - min(lost, DITCH_CAP)
        elif item == "农业废弃物":
            total += 0 if lost > 0 else full
        else:
            marks = [row for row in of(rows, "mark") if row.item == item]
            if not marks:
                return None
            total += min(amount(marks), Fraction(full))
    return total


def kind_points(rows: list[Row], kind: str) -> Fraction | None:
    """第四条：同类检查有多次的取平均。"""
    inspections: dict[str, list[Row]] = {}
    for row in rows:
        if row.fact in ("mark", "deduction") and row.source.split("/")[0] == kind:
            inspections.setdefault(row.source, []).append(row)
    points = [inspection_points(part) for part in inspections.values()]
    counted = [each for each in points if each is not None]
    return sum(counted, Fraction(0)) / len(counted) if counted else None


def combined(rows: list[Row]) -> Fraction | None:
    """第四条：集中检查占百分之六十，随机抽查占百分之四十；没有开展某类检查的，其比重并入另一类。"""
    central, random = kind_points(rows, "集中检查"), kind_points(rows, "随机抽查")
    if central is None or random is None:
        return random if central is None else central
    return central * Fraction(CENTRAL, 100) + random * Fraction(100 - CENTRAL, 100)


def bonus(rows: list[Row]) -> Fraction:
    """第五条：每月合计不超过五分。"""
    return min(amount(of(rows, "bonus")), Fraction(BONUS_CAP))


def found_before(row: Row) -> bool:
    """Whether the place was found before the month that it is entered in."""
    return row.date != "" and row.date[:7] < row.month


def overdue(rows: list[Row], last: list[Row]) -> Fraction:
    """《管理办法》第十二条：what last month's overdue places cost this month, and what was found before and is entered now."""
    due = [row for row in of(last, "overdue") if not found_before(row)]
    due += [row for row in of(rows, "overdue") if found_before(row)]
    return sum((Fraction(row.value) * (4 if row.source in HIGHER else 2) for row in due), Fraction(0))


def state(rows: list[Row]) -> str:
    """《管理办法》第九条：as entered, or assessed where anything was found out about the month."""
    entered = of(rows, "state")
    if entered:
        return entered[0].item
    return "assessed" if any(row.fact not in ("days", "decision", "weight", "base") for row in rows) else "uninspected"


def score(rows: list[Row], last: list[Row]) -> Fraction | None:
    """The month's score, rounded once; `None` where there is none."""
    if state(rows) != "assessed":
        return None
    published = of(rows, "score")
    if published:
        return half_up(Fraction(published[-1].value), 2)
    points = combined(rows)
    if points is None:
        return None
    points += bonus(rows) - overdue(rows, last)
    return half_up(max(min(points, Fraction(HUNDRED)), Fraction(ZERO)), 2)


# ---- 第六条、第八条


def place(own: Fraction, others: list[Fraction]) -> int:
    """第六条：同分同名次，后面的名次顺延。"""
    return 1 + sum(1 for other in others if other > own)


def grade(points: Fraction) -> str:
    """第八条。"""
    if points >= EXCELLENT:
        return "优秀"
    if points >= GOOD:
        return "良好"
    return "合格" if points >= PASSING else "不合格"


# ---- 第十一条、第十三条


class Record(NamedTuple):
    """What the counting of 第十一条 has to know of one month of one person."""

    month: int
    assessed: bool
    score: Fraction | None
    happened: bool  # 不合格, or a signed finding
    waived: bool
    annulled: bool
    short: bool  # fewer than fifteen days in charge
    done: list[str]  # the dates at which it was carried out


def record(rows: list[Row], points: Fraction | None) -> Record:
    """One month as the ladder sees it; the last decision is the one that holds."""
    decisions = of(rows, "decision")
    last = decisions[-1].item if decisions else ""
    days = days_in_charge(rows)
    return Record(
        month=index(rows[0].month),
        assessed=state(rows) == "assessed",
        score=points,
        happened=state(rows) == "assessed"
        and ((points is not None and points < PASSING) or any(row.item == "未履职" for row in of(rows, "finding"))),
        waived=last == "waive",
        annulled=last == "annul",
        short=days is not None and days < REMINDER_BELOW,
        done=[row.date for row in decisions if row.item == "done"],
    )


def happened(month: Record) -> bool:
    """申诉成立撤销的，视同没有发生。"""
    return month.happened and not month.annulled


def skipped(month: Record) -> bool:
    """免予处理的和只作提醒的，没有考评、没有得分的：计算连续三个月时跳过。"""
    return month.waived or month.short if happened(month) else month.score is None


def times(records: list[Record], start: int) -> int:
    """How many times it has happened from `start` to the last of the records, after what good months took off."""
    count = good = 0
    for month in records:
        if month.month < start or skipped(month):
            continue
        if happened(month):
            good, count = 0, min(count + (0 if month.short else 1), MOST)
        elif month.score is not None and month.score >= GOOD:
            good += 1
            if good == GOOD_MONTHS:  # 每满三个月减一次
                good, count = 0, max(count - 1, 0)
        else:
            good = 0
    return count


def restart(month: int, done: str) -> int:
    """建议调整执行以后，从执行日期的次月起重新计算，跨年执行的也一样。"""
    return index(done) + 1


def year(month: int) -> int:
    """January of the month's year."""
    return month // 12 * 12


def climb(earlier: list[tuple[Record, int | None]], now: Record) -> tuple[int | None, int | None]:
    """The step of this month after those of the earlier ones: 1, 2, 3, 0 for a reminder only, `None` for nothing.
    And how many times are counted by now; `None` where the month is not assessed."""
    if not now.assessed:
        return None, None
    start = year(now.month)  # 当年
    for month, reached in earlier:
        if reached == LAST_STEP:
            start = max([start] + [restart(month.month, date) for date in month.done if index(date) < now.month])
    count = times([month for month, _ in earlier] + [now], start)
    if not happened(now) or now.waived:
        return None, count
    return (0 if now.short else min(count, 3)), count


MEASURES = {0: "提醒", 1: "批评指正", 2: "约谈 通报批评", 3: "建议调整"}
EFFECTS = {2: "不发奖励 取消评优", 3: "不发奖励 取消评优"}
DUTIES = {3: "约谈村负责人"}


# ---- 《试点网格化奖励办法》


def reward(kind: str, points: Fraction, pilots: list[Fraction], rows: list[Row]) -> tuple[int, str]:
    """第二条至第六条：the fen and the goods of one subject."""
    days = days_in_charge(rows)
    whole = monthrange(int(rows[0].month[:4]), int(rows[0].month[5:7]))[1]
    part = Fraction(1) if days is None else min(days / whole, Fraction(1))
    offers = []
    if kind == "试点":
        if points >= EXCELLENT:
            offers += [(Fraction(300), "日用品")]
            if place(points, pilots) == 1:
                offers += [(Fraction(500, pilots.count(points)), "")]
        elif points >= GOOD:
            offers += [(Fraction(150), "")]
    elif points >= EXCELLENT:
        offers += [(Fraction(200), "")]
    elif points >= GOOD:
        offers += [(Fraction(100), "")]
    if not offers:
        return 0, ""
    given, goods = max(offers, key=lambda offer: fen(offer[0] * part))
    return fen(given * part), goods


def fen(yuan: Fraction) -> int:
    """第六条：四舍五入到分。"""
    return int(half_up(yuan, 2) * 100)


# ---- the whole month


def answers(rows: list[Row]) -> list[Answer]:
    """What the policy says to everybody in every month of a table."""
    months: dict[str, dict[str, list[Row]]] = {}
    for row in rows:
        months.setdefault(row.month, {}).setdefault(row.subject, []).append(row)
    by_index = {index(month): people for month, people in months.items()}
    history: dict[str, list[tuple[Record, int | None]]] = {}
    found = []
    for month, people in months.items():
        before = by_index.get(index(month) - 1, {})
        scores = {who: score(facts, before.get(who, [])) for who, facts in people.items()}
        groups = {who: group(facts) for who, facts in people.items()}
        for who, facts in people.items():
            earlier, now = history.setdefault(who, []), record(facts, scores[who])
            step, times = climb(earlier, now)
            earlier.append((now, step))
            found.append(answer(who, facts, scores, groups, step, times))
    return found


def answer(who: str, facts: list[Row], scores: dict, groups: dict, step: int | None, times: int | None) -> Answer:
    """What the policy says to one subject in one month."""
    month, points, own = facts[0].month, scores[who], groups[who]
    handling = (MEASURES.get(step, ""), EFFECTS.get(step, ""), DUTIES.get(step, ""))
    if points is None:
        return Answer(month, who, state(facts), own, None, None, None, None, "", *handling, "", step, times)
    township = [each for each in scores.values() if each is not None]
    beside = [score for each, score in scores.items() if score is not None and groups[each] == own]
    given, goods = reward(own, points, beside, facts)
    if step in (2, 3):  # 当月不发奖励
        given, goods = 0, ""
    lists = []
    if place(points, township) <= LISTED and points >= EXCELLENT:
        lists.append("红榜")
    if place(-points, [-each for each in township]) <= LISTED and points < PASSING:
        lists.append("黑榜")
    return Answer(
        month, who, "assessed", own, points, place(points, beside), grade(points), given, goods,
        *handling, " ".join(lists), step, times,
    )  # fmt: skip
