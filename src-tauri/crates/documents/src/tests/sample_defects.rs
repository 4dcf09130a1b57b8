//! Samples of the papers about problems found.

use super::{OFFICE, VILLAGES, date, grid, name, photo, texts};
use documents::*;

fn defect(i: usize) -> DefectLine {
    const WHAT: [&str; 4] = [
        "垃圾桶满溢没有清运",
        "房前屋后杂物乱堆，占道约三米，影响通行，经多次提醒仍未清理，群众反映强烈，需协调户主限期清走",
        "沟渠淤堵",
        "墙面乱贴小广告",
    ];
    DefectLine {
        number: format!("2026-06/{}", i + 1),
        name: name(i),
        place: format!("{}{}", grid(i), ["村口", "𬱖家塘西侧水泥路与老粮站之间", "", "桥头"][i % 4]),
        what: WHAT[i % 4].into(),
        due: format!("7月{}日", 3 + i % 9),
        ..DefectLine::default()
    }
}

/// Orders for one village after the other, so many problems each; the first problems have photos.
pub fn rectification(counts: &[usize]) -> Rectification {
    let lead = "经检查和群众反映，你村人居环境存在下列问题。请在整改期限前整改到位，整改后填写下方反馈，报我办复核；逾期未改的，按考评办法处理。";
    let line = |i: usize| {
        let photos = if i < 2 { vec![photo(u32::try_from(i).unwrap(), 480, 360); i + 1] } else { Vec::new() };
        DefectLine { photos, ..defect(i) }
    };
    let order = |(at, count): (usize, &usize)| RectificationOrder {
        number: "（2026年6月）".into(),
        to: format!("{}：", VILLAGES[at]),
        body: texts(&[lead]),
        rows: (0..*count).map(line).collect(),
    };
    Rectification {
        office: OFFICE.into(),
        title: "整改通知单".into(),
        orders: counts.iter().enumerate().map(order).collect(),
        receipt: texts(&["签收人", "签收日期"]),
        feedback: texts(&["村负责人", "反馈日期"]),
        date: date(),
    }
}

/// The deduction list of so many problems.
pub fn deductions(count: usize) -> DefectList {
    let line = |i: usize| DefectLine {
        indicator: ["垃圾清运", "房前屋后", "沟渠", "公共区域"][i % 4].into(),
        points: ["1", "0.5", "2", "0.2"][i % 4].into(),
        found: "6月28日".into(),
        source: "集中检查第1次".into(),
        due: String::new(),
        ..defect(i)
    };
    defect_list("2026年6月网格员考评扣分清单", count, line)
}

/// The list of so many open problems.
pub fn open_defects(count: usize) -> DefectList {
    let line = |i: usize| DefectLine {
        found: "6月28日".into(),
        source: ["集中检查第1次", "12345热线", "县级反馈", "群众来电"][i % 4].into(),
        state: ["逾期3个工作日", "待整改", "待复核", "复核未通过"][i % 4].into(),
        ..defect(i)
    };
    defect_list("清河乡人居环境问题台账", count, line)
}

fn defect_list(title: &str, count: usize, line: impl Fn(usize) -> DefectLine) -> DefectList {
    let lines: Vec<_> = (0..count).map(line).collect();
    let groups = lines.chunks(count.div_ceil(4).max(1)).zip(VILLAGES).map(|(rows, village)| DefectGroup {
        name: village.into(),
        summary: format!("{}处，逾期1处", rows.len()),
        rows: rows.to_vec(),
    });
    DefectList {
        office: OFFICE.into(),
        title: title.into(),
        subtitle: "依据：《清河乡网格员月度考评方案》".into(),
        groups: groups.collect(),
        notes: texts(&["只列登记了问题的扣分；其他扣分见考评表。"]),
        signatures: texts(&["制表", "审核", "审批"]),
        date: date(),
    }
}
