"""Random histories of a township, the same for the same seed: small tables of facts that crowd the edges.

Scores crowd the bounds of the grades and the roundings, places crowd the ties, months the turn of the year. What a
table holds is what an office could enter; what it could not (a mark over the full points, two states in a month) is
refused by the program and is tested elsewhere.
"""

import random
from calendar import monthrange
from decimal import Decimal

from default_policy import BY_DEDUCTION, FULL, Row

HEADER = "month,subject,group,fact,item,value,source,date"
EARNED = [item for item in FULL if item not in BY_DEDUCTION]
EDGES = [
    "60", "59.99", "60.01", "59.995", "59.9949", "80", "79.99", "79.995", "79.9949", "90", "89.99", "89.995",
    "90.01", "84.125", "100", "99.995", "0", "95", "98", "84.5",
]  # fmt: skip
GOOD, POOR = ["82", "85.5", "88", "91.25", "93"], ["41", "52.5", "58", "59.5"]
# What comes between the good months of somebody who mends.
BETWEEN = ["good", "reminder", "waived", "unscored", "absent", "annulled"]
LEVELS = ["村", "镇", "县", "市", "省"]


class History:
    """One township's months, being written."""

    def __init__(self, seed: int) -> None:
        """The history of a seed."""
        self.dice = random.Random(seed)
        self.rows: list[Row] = []
        self.detail = self.dice.choice([0.05, 0.15, 0.5])
        self.plans: dict[str, list[str]] = {}
        self.trouble = self.dice.choice([0.05, 0.2, 0.5])
        self.unscored = self.dice.choice([0.02, 0.05, 0.25])
        self.short = self.dice.choice([0.05, 0.1, 0.25])

    def write(self) -> list[Row]:
        """All the months, in order."""
        length, size = self.dice.choice([4, 4, 4, 5, 6, 8, 14]), self.dice.choice([3, 3, 3, 4, 5, 7, 12])
        if self.dice.random() < 0.03:
            length, size, self.detail = 30, 3, 0.02  # longer than any count looks back
        first = 2024 * 12 + self.dice.randrange(24)
        people = {
            f"网格员{number + 1}": (self.dice.choice(["一般", "试点"]), self.dice.choice([EDGES, GOOD, POOR]))
            for number in range(size)
        }
        for offset in range(length):
            if self.dice.random() < 0.03:
                continue  # a month of which the table says nothing
            month = f"{(first + offset) // 12}-{(first + offset) % 12 + 1:02}"
            for who in self.dice.sample(list(people), size):
                if self.dice.random() < 0.05:
                    continue  # not there yet, or no longer
                kind, level = people[who]
                if self.dice.random() < 0.06:
                    kind = "试点" if kind == "一般" else "一般"
                    people[who] = (kind, level)
                self.month(month, who, kind, level)
        return self.rows

    def month(self, month: str, who: str, kind: str, level: list[str]) -> None:
        """One person's month."""

        def add(fact: str, item: str = "", value: str = "", source: str = "", date: str = "", at: str = kind) -> None:
            self.rows.append(Row(month, who, at, fact, item, value, source, date))

        dice, plan = self.dice, self.plans.get(who)
        if plan:
            return self.planned(plan.pop(0), month, add)
        if dice.random() < 0.06:
            middle = dice.sample(["good", "good", "good", dice.choice(BETWEEN)], 4)
            self.plans[who] = ["finding", *middle, "finding"]
        if dice.random() < 0.08:
            add("state", dice.choice(["absent", "exempt", "uninspected", "assessed"]))
        self.charge(month, kind, add)
        if dice.random() < self.detail:
            self.inspections(level, add)
        elif dice.random() > self.unscored:
            add("score", "", dice.choice(level if dice.random() < 0.85 else EDGES))
        for _ in range(dice.choice([0, 0, 0, 1, 2])):
            add("bonus", dice.choice(["经验推广", "志愿服务"]), dice.choice(["0.5", "1", "2.25", "3", "5", "8"]))
        if dice.random() < 0.15:
            for source in dice.sample(LEVELS, dice.choice([1, 1, 2])):
                # Found this month, in the one before it, long ago, or nobody says when.
                found = dice.choice(["", "", month, before(month), "2019-12"])
                day = f"{found}-{dice.randint(1, 28):02}" if found else ""
                add("overdue", "", dice.choice(["1", "1", "2", "30"]), source, day)
        if dice.random() < self.trouble:
            for source in dice.sample(LEVELS, dice.choice([1, 1, 2])):
                add("finding", "未履职", "1", source, f"{month}-{dice.randint(1, 28):02}")
        if dice.random() < 0.06:
            self.stray(month, add)
        self.decisions(month, add)

    def planned(self, what: str, month: str, add) -> None:
        """A month of somebody who mends, or does not quite."""
        if what == "absent":
            return add("state", "absent")
        if what == "unscored":
            return add("bonus", "志愿服务", "1")
        add("score", "", self.dice.choice(["80", *GOOD]))
        if what != "good":
            add("finding", "未履职", "1", "镇", f"{month}-20")
        if what == "reminder":
            add("days", "", "10")
        elif what in ("waived", "annulled"):
            add("decision", "waive" if what == "waived" else "annul", "", "", f"{month}-25")

    def stray(self, month: str, add) -> None:
        """What the policy has nothing to say about, or only that it does not count."""
        fact, item, value, source = self.dice.choice(
            [("veto", "群体事件", "1", "县"), ("external", "", "72.5", "县"), ("external-place", "", "1", "县"),
             ("weight", "", "120", ""), ("vote", "优", "12", ""), ("finding", "迟报信息", "1", "镇"),
             ("mark", "道路", "3", "暗访/1"), ("deduction", "沟渠", "9", "暗访/1"), ("base", "", "30000", "")]
        )  # fmt: skip
        add(fact, item, value, source)

    def charge(self, month: str, kind: str, add) -> None:
        """The days in charge: mostly all of them, and then not entered."""
        whole = monthrange(int(month[:4]), int(month[5:7]))[1]
        if self.dice.random() < self.short:
            add("days", "", str(self.dice.choice([0, 1, 7, 14, 15, 16, whole - 1, whole])))
        elif self.dice.random() < 0.04:
            days = self.dice.choice([5, 10, 14, whole // 2])
            other = "试点" if kind == "一般" else "一般"
            add("days", "", str(days), at=other)
            add("days", "", str(self.dice.choice([days, whole - days, 8])))

    def inspections(self, level: list[str], add) -> None:
        """Inspections of both kinds, of one, or of none; some with an item left out."""
        for kind in self.dice.choice([["集中检查", "随机抽查"], ["集中检查", "随机抽查"], ["集中检查"], ["随机抽查"]]):
            for number in range(self.dice.choice([1, 1, 1, 2, 3])):
                whole = Decimal(self.dice.choice(level if self.dice.random() < 0.8 else EDGES))
                self.inspection(f"{kind}/{number + 1}", whole, add)

    def inspection(self, source: str, whole: Decimal, add) -> None:
        """One inspection that comes to the whole, as nearly as its items allow."""
        dice = self.dice
        ditch = dice.choice(["0", "0", "0.2", "2", "4.5", "11.9", "12", "12.5", "14"])
        fire = dice.choice(["0", "0", "0", "0.5", "10"])
        if dice.random() < 0.1:
            whole, ditch, fire = Decimal(100), "0", "0"
        left_out = dice.choice(EARNED) if dice.random() < 0.06 else None
        left = whole - (15 - min(Decimal(ditch), 12)) - (0 if Decimal(fire) else 10)
        room = Decimal(sum(FULL[item] for item in EARNED))
        for item in EARNED:
            room -= FULL[item]
            least, most = max(left - room, Decimal(0)), min(max(left, Decimal(0)), Decimal(FULL[item]))
            points = most if dice.random() < 0.5 else (min(least, most) + most) / 2
            points = min(max(points.quantize(Decimal("0.0001")), least), Decimal(FULL[item]))
            left -= points
            if points == FULL[item] and dice.random() < 0.01:
                points += 2  # more than the full points are the full points
            if item != left_out:
                add("mark", item, f"{points.normalize():f}", source)
        if ditch != "0":
            places = [ditch] if dice.random() < 0.6 else [ditch, "0.2", "0.3"]
            for points_lost in places:
                add("deduction", "沟渠", points_lost, source)
        if fire != "0" or dice.random() < 0.2:
            add("deduction", "农业废弃物", fire, source)

    def decisions(self, month: str, add) -> None:
        """What people decided about the month, if there was anything to decide or not."""
        dice = self.dice
        if dice.random() < 0.55:
            return
        date = f"{month}-{dice.randint(1, 28):02}"
        year, number = int(month[:4]), int(month[5:7]) + dice.choice([0, 0, 1, 1, 2, 2, 5, 13])
        later = f"{year + (number - 1) // 12}-{(number - 1) % 12 + 1:02}-{dice.randint(1, 28):02}"
        for item in dice.choice(
            [["confirm"], ["waive"], ["waive", "confirm"], ["confirm", "waive"], ["annul"], ["keep"], ["confirm", "done"], ["confirm", "done"], ["appeal"], ["appeal", "keep"],
             ["appeal", "annul"], ["confirm", "appeal", "keep", "done"]]
        ):  # fmt: skip
            add("decision", item, "", "", later if item == "done" else date)


def before(month: str) -> str:
    """The month before."""
    year, number = int(month[:4]), int(month[5:])
    return f"{year - 1}-12" if number == 1 else f"{year}-{number - 1:02}"


def table(rows: list[Row]) -> str:
    """The rows as a table of facts."""
    return "\n".join([HEADER] + [",".join(row) for row in rows]) + "\n"
