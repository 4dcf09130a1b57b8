"""The policy read wrongly, one rule at a time: the comparison has to see each of these, or it sees nothing."""

import default_policy as policy


def put(**changed) -> None:
    """Sets names of the implementation to something else."""
    for name, value in changed.items():
        setattr(policy, name, value)


def without(**fields):
    """The counting of 第十一条 with something of each month left out of sight."""
    counted = policy.times
    return lambda months, start: counted([month._replace(**fields) for month in months], start)


def marks_for_all(rows: list) -> list:
    """The marks of an inspection with 0 for what was left out."""
    marked = [row.item for row in rows if row.fact == "mark"]
    return rows + [rows[0]._replace(fact="mark", item=item, value="0") for item in policy.FULL if item not in marked]


PLAIN = dict(vars(policy))

RULES = {
    "第五条 on equal days the group that came first": lambda: put(later=lambda grids: grids[0]),
    "第二条 ditches cost up to thirteen": lambda: put(DITCH_CAP=13),
    "第二条 an item left out is nothing": lambda: put(
        inspection_points=lambda rows: PLAIN["inspection_points"](marks_for_all(rows))
    ),
    "第四条 halves": lambda: put(CENTRAL=50),
    "第四条 both kinds or none": lambda: put(
        combined=lambda rows: PLAIN["combined"](rows)
        if policy.kind_points(rows, "集中检查") is not None and policy.kind_points(rows, "随机抽查") is not None
        else None
    ),
    "第五条 bonus up to six": lambda: put(BONUS_CAP=6),
    "第五条 bonus past the hundred": lambda: put(HUNDRED=105),
    "第十二条 the next month's overdue places": lambda: put(score=lambda rows, last: PLAIN["score"](rows, rows)),
    "第十二条 what is entered late costs the month after": lambda: put(found_before=lambda row: False),
    "第十二条 a higher level costs no more": lambda: put(HIGHER=()),
    "第十二条 below zero": lambda: put(ZERO=-100),
    "第六条 half to even": lambda: put(half_up=round),
    "第六条 no place is skipped": lambda: put(
        place=lambda own, others: 1 + len({other for other in others if other > own})
    ),
    "第八条 ninety is not yet excellent": lambda: put(EXCELLENT=policy.Fraction("90.01")),
    "第十一条 counted over the years": lambda: put(year=lambda month: 0),
    "第十一条 waived months count": lambda: put(times=without(waived=False)),
    "第十一条 annulled months count": lambda: put(times=without(annulled=False)),
    "第十一条 a reminder counts": lambda: put(REMINDER_BELOW=0),
    "第十一条 fifteen days are too few": lambda: put(REMINDER_BELOW=16),
    "第十一条 four good months": lambda: put(GOOD_MONTHS=4),
    "第十一条 carried out in vain": lambda: put(LAST_STEP=4),
    "第十一条 counted no further than the last step": lambda: put(MOST=3),
    "第十一条 carried out in the next year in vain": lambda: put(
        restart=lambda month, done: PLAIN["restart"](month, done) if policy.year(policy.index(done)) <= month else 0
    ),
    "第十一条 a month without a score breaks off": lambda: put(
        skipped=lambda month: PLAIN["skipped"](month) and (policy.happened(month) or not month.assessed)
    ),
    "第十一条 a reminder breaks off": lambda: put(
        skipped=lambda month: PLAIN["skipped"](month) and not (policy.happened(month) and month.short)
    ),
    "第十一条 no day in charge is all of them": lambda: put(
        days_in_charge=lambda rows: PLAIN["days_in_charge"](rows) or None
    ),
    "第十一条 the second time costs no reward": lambda: put(EFFECTS={}),
    "第十四条 two in the lists": lambda: put(LISTED=2),
    "第六条 a fen begun is not given": lambda: put(fen=lambda yuan: int(yuan * 100)),
}
