//! A sample of each paper.

use super::{date, photo};
use documents::*;
pub use found::*;

#[path = "sample_defects.rs"]
mod found;

fn texts(items: &[&str]) -> Vec<String> {
    items.iter().map(ToString::to_string).collect()
}

const OFFICE: &str = "清河乡人居环境整治办公室";
const NAMES: [&str; 12] = [
    "张䶮",
    "李秀芳",
    "欧阳𬱖",
    "王建国",
    "㛃玉珍",
    "买买提·吐尔逊",
    "𫖯小妹",
    "赵铁柱",
    "钱多",
    "孙立人",
    "周𠮷",
    "吴桂英",
];
const VILLAGES: [&str; 4] = ["张家湾村", "李家坝村", "上营村", "石门坎彝族村"];

fn name(i: usize) -> String {
    NAMES[i % NAMES.len()].into()
}

fn village(i: usize) -> String {
    VILLAGES[i / 3 % VILLAGES.len()].into()
}

fn grid(i: usize) -> String {
    format!("第{}网格", ["一", "二", "三", "四", "五"][i % 5])
}

pub fn rank_rows(count: usize) -> Vec<RankRow> {
    (0..count)
        .map(|i| RankRow {
            rank: (i + 1).to_string(),
            name: name(i),
            village: village(i),
            grid: grid(i),
            score: format!("{}.{:02}", 97 - i, i * 7 % 100),
            grade: ["优秀", "良好", "合格", "不合格"][i * 4 / count].into(),
            reward: if i < 3 { ["500.00元", "300.00元", "洗衣液2桶"][i].into() } else { String::new() },
            measure: if i + 2 > count { "第1次：批评指正".into() } else { String::new() },
            change: if i % 4 == 1 { "↑3".into() } else { String::new() },
            remark: String::new(),
        })
        .collect()
}

fn unranked() -> RankRow {
    RankRow {
        name: "郑和平".into(),
        village: "上营村".into(),
        grid: "第一网格".into(),
        score: "请假".into(),
        ..RankRow::default()
    }
}

pub fn ranking() -> Ranking {
    let mut rows = rank_rows(28);
    rows.push(unranked());
    Ranking {
        office: OFFICE.into(),
        title: "2026年6月网格员考评成绩排名表".into(),
        subtitle: "依据《清河乡网格员月度考评方案》（清环办〔2026〕1号）".into(),
        groups: vec![
            RankGroup {
                name: "普通网格".into(),
                rows,
                summary: "应考29人，考评28人，平均83.46分；请假1人不参加排名。".into(),
            },
            RankGroup {
                name: "试点网格".into(),
                rows: rank_rows(6),
                summary: "应考6人，考评6人，平均93.20分。".into(),
            },
        ],
        notes: texts(&["得分相同的名次相同，后一名次空出。", "得分四舍五入保留两位小数，等次和名次都按此计算。"]),
        signatures: texts(&["制表", "审核", "审批"]),
        date: date(),
    }
}

pub fn score_sheet(filled: bool) -> ScoreSheet {
    let indicators = ["村庄道路", "房前屋后", "沟渠河道", "垃圾收集", "公共厕所", "柴草堆放", "宣传发动", "巡查记录"];
    ScoreSheet {
        office: OFFICE.into(),
        title: "网格员月度考评表".into(),
        month: "2026年6月".into(),
        inspection: "集中检查".into(),
        indicators: indicators.iter().map(|name| Indicator { name: (*name).into(), max: "10分".into() }).collect(),
        villages: (0..2)
            .map(|v| VillageSheet {
                village: VILLAGES[v].into(),
                order: format!("第{}站", v + 1),
                rows: (0..8)
                    .map(|i| ScoreRow {
                        name: name(i + v * 3),
                        grid: grid(i),
                        marks: (0..8)
                            .map(|k| if filled { format!("−{}.{}", k % 3, i % 5) } else { String::new() })
                            .collect(),
                        score: if filled { format!("{}.50", 90 - i) } else { String::new() },
                        remark: if filled && i == 2 {
                            "村口垃圾池外溢两处；沟渠有漂浮物。".into()
                        } else {
                            String::new()
                        },
                    })
                    .collect(),
            })
            .collect(),
        signatures: texts(&["检查组长", "检查人员", "村负责人", "检查日期"]),
        note: "现场逐项扣分，写明地点；请假、免考、未检查写字，不填0。".into(),
        date: date(),
    }
}

pub fn publication() -> Publication {
    Publication {
        office: OFFICE.into(),
        title: "关于2026年6月网格员考评结果的公示".into(),
        body: texts(&[
            "依据《清河乡网格员月度考评方案》（清环办〔2026〕1号），经集中检查、随机抽查和综合评定，现将2026年6月网格员考评结果公示如下。",
            "对结果有异议的，请在公示期内反映，办公室在五个工作日内答复。异议处理期间，相关奖励和措施暂缓执行。",
        ]),
        period: "2026年7月10日至7月16日（5个工作日）".into(),
        phone: "0872-6120319".into(),
        contact: "清河乡政府二楼人居环境整治办公室，或投村委会意见箱".into(),
        groups: vec![RankGroup {
            name: String::new(), rows: rank_rows(18), summary: "考评18人，平均88.10分。".into()
        }],
        date: date(),
    }
}

pub fn notice() -> Notice {
    let long = "各村要以此次通报为契机，对照考评指标逐项查找差距，压实包村领导、网格长、网格员三级责任，把巡查、清理、劝导、上报落实到每一天、每一户，\
                做到问题早发现、早处置、早销号，推动全乡人居环境持续改善。";
    Notice {
        office: "清河乡人民政府".into(),
        masthead: Some("清河乡人民政府文件".into()),
        number: "清政发〔2026〕13号".into(),
        title: "清河乡人民政府\n关于2026年6月网格员考评奖惩情况的通报".into(),
        addressee: "各村民委员会，乡属各单位".into(),
        body: vec![
            Block::Paragraph(
                "2026年6月，乡人居环境整治办公室依据《清河乡网格员月度考评方案》（清环办〔2026〕1号），对全乡274名网格员进行了考评。\
                 结果已公示五个工作日，经乡党政联席会议审定，现将奖惩情况通报如下。"
                    .into(),
            ),
            Block::Section("一、考评总体情况".into()),
            Block::Paragraph("应考274人，实考268人，平均86.42分。优秀61人，良好142人，合格58人，不合格7人；请假4人、免考2人，不参加排名。".into()),
            Block::Section("二、奖励".into()),
            Block::Subsection("（一）普通网格".into()),
            Block::Paragraph("依据方案第十条，对得分90分以上且列前三名的网格员给予奖励：第一名张䶮，500元；第二名李秀芳，300元；第三名欧阳𬱖，200元。".into()),
            Block::Subsection("（二）试点网格".into()),
            Block::Paragraph("依据《试点网格化奖励办法》第六条，对评为优秀的6名试点网格员各奖励洗衣液2桶。".into()),
            Block::Section("三、批评与处理".into()),
            Block::Paragraph("依据方案第十二条，对首次不合格的吴桂英等5人批评指正；对年内第二次不合格的钱多、孙立人2人通报批评并约谈，取消当月奖励和年度评优资格。".into()),
            Block::Paragraph("1.受到批评指正的，由所在村网格长与本人谈话，限三个工作日内整改。".into()),
            Block::Paragraph("2.受到通报批评的，由包村领导约谈，十五日内复查。".into()),
            Block::Section("四、有关要求".into()),
            Block::Paragraph(long.into()),
            Block::Paragraph(long.into()),
        ],
        annexes: vec![
            Annex {
                title: "2026年6月受奖励网格员名单".into(),
                body: vec![Block::Table(Table {
                    columns: texts(&["名次", "姓名", "村、网格", "得分", "奖励（元）"]),
                    rows: (0..9)
                        .map(|i| {
                            let place = format!("{}{}", village(i), grid(i));
                            vec![(i + 1).to_string(), name(i), place, format!("{}.50", 96 - i), "500.00".into()]
                        })
                        .collect(),
                    figures: vec![3, 4],
                })],
            },
            Annex {
                title: "2026年6月受批评处理网格员名单".into(),
                body: vec![Block::Table(Table {
                    columns: texts(&["姓名", "村、网格", "得分", "处理", "依据"]),
                    rows: (0..7)
                        .map(|i| {
                            let place = format!("{}{}", village(i), grid(i));
                            vec![name(i), place, "58.00".into(), "批评指正".into(), "方案第十二条".into()]
                        })
                        .collect(),
                    figures: vec![2],
                })],
            },
        ],
        date: date(),
        remark: String::new(),
        imprint: Some(Imprint {
            copies: "县农业农村局，县人居环境整治提升工作领导小组办公室".into(),
            printed_by: "清河乡党政综合办公室".into(),
            printed_on: date(),
        }),
    }
}

pub fn talk(held: bool) -> Talk {
    let some = |text: &str| if held { text.to_string() } else { String::new() };
    let list = |items: &[&str]| if held { texts(items) } else { Vec::new() };
    Talk {
        office: OFFICE.into(),
        title: "批评指正谈话记录".into(),
        number: "编号：清环谈〔2026〕6-03".into(),
        name: "吴桂英".into(),
        role: "网格员".into(),
        place_of_duty: "石门坎彝族村第二网格".into(),
        month: "2026年6月".into(),
        measure: "年内第1次：批评指正".into(),
        reason: "2026年6月考评得分58.00分，等次不合格，主要扣分：村口垃圾池外溢两处未处理；沟渠漂浮物连续三日未清理。"
            .into(),
        basis: "《清河乡网格员月度考评方案》第八条、第十二条".into(),
        held_at: some("2026年7月13日上午9时"),
        held_in: some("村委会会议室"),
        talker: some("杨国栋（包村领导）"),
        recorder: some("李秀芳"),
        said: list(&["指出考评中发现的问题，说明扣分依据和复查要求。", "提醒年内再次不合格将通报批评并约谈。"]),
        own_words: list(&["六月家里老人住院，有几天没到网格，应当先请假。以后有事提前说，已经把沟渠清理了。"]),
        required: list(&["7月16日前清理垃圾池和沟渠，拍照报网格长；7月20日复查。"]),
        delivery: String::new(),
        date: date(),
    }
}

pub fn appeal(decided: bool) -> Appeal {
    Appeal {
        office: OFFICE.into(),
        title: "申诉复核表".into(),
        name: "吴桂英".into(),
        code: "W027".into(),
        place: "石门坎彝族村第二网格".into(),
        month: "2026年6月".into(),
        result: "58.00分，第27名，不合格".into(),
        measure: "批评指正（申诉期间暂缓）".into(),
        filed_on: "2026年7月13日".into(),
        filed_by: "吴桂英".into(),
        in_time: "期限内".into(),
        answer_by: "2026年7月20日".into(),
        claim: texts(&["村口垃圾池属第一网格，不应扣我的分。"]),
        grounds: texts(&["集中检查 1：58.00分。", "得分不满60分，等次为不合格〔第八条〕。"]),
        decision: if decided { "撤销".into() } else { String::new() },
        decided: if decided {
            texts(&["现场核实，垃圾池在第一网格界内。", "2026年7月16日，乡考评小组。"])
        } else {
            Vec::new()
        },
        date: date(),
    }
}

pub fn payment(count: usize) -> Payment {
    Payment {
        office: OFFICE.into(),
        title: "2026年6月网格员考评奖励发放表".into(),
        basis: "依据：清环办〔2026〕1号第十条".into(),
        rows: (0..count)
            .map(|i| PaymentRow {
                name: name(i),
                village: village(i),
                grid: grid(i),
                item: format!("第{}名", i + 1),
                amount: if i == 0 { "1409.50".into() } else { "300.00".into() },
                amount_words: if i == 0 { "壹仟肆佰零玖元伍角".into() } else { "叁佰元整".into() },
                remark: if i == 4 { "补发5月".into() } else { String::new() },
            })
            .collect(),
        total: "16409.02".into(),
        total_words: "人民币壹万陆仟肆佰零玖元零贰分".into(),
        notes: texts(&["本人签领；代领的附委托书，并注明与领取人的关系。"]),
        signatures: texts(&["制表", "审核", "审批", "发放"]),
        date: date(),
    }
}

pub fn goods() -> Goods {
    Goods {
        office: OFFICE.into(),
        title: "2026年6月网格员奖励物品领取表".into(),
        basis: "依据：《试点网格化奖励办法》第六条".into(),
        rows: (0..12)
            .map(|i| GoodsRow {
                name: name(i),
                village: village(i),
                grid: grid(i),
                goods: "洗衣液（3千克）".into(),
                quantity: "2桶".into(),
                item: "6月优秀".into(),
                handed_on: if i < 2 { "2026-07-10".into() } else { String::new() },
            })
            .collect(),
        totals: texts(&["洗衣液（3千克）24桶"]),
        notes: Vec::new(),
        signatures: texts(&["发放", "监督", "审批"]),
        date: date(),
    }
}

pub fn contents() -> Contents {
    let names = ["考评表（集中检查 / 1）", "扣分清单", "成绩排名表", "公示", "通报", "奖励发放表"];
    Contents {
        office: OFFICE.into(),
        title: "2026年6月网格员考评归档材料目录".into(),
        basis: "2026年7月9日公示；7月16日经党政联席会议审定".into(),
        rows: (1..)
            .zip(names)
            .map(|(n, name)| ContentsRow { number: format!("{n:02}"), name: name.into(), pages: (n * 3).to_string() })
            .collect(),
        notes: texts(&["文件名前的编号与本目录相同。"]),
        signatures: texts(&["整理", "审核", "归档"]),
        date: date(),
    }
}

pub fn derivation() -> Derivation {
    let fact = |label: &str, value: &str| Fact { label: label.into(), value: value.into() };
    let step = |text: &str, article: &str| Step {
        text: text.into(),
        document: "《清河乡网格员月度考评方案》".into(),
        article: article.into(),
    };
    Derivation {
        office: OFFICE.into(),
        title: "网格员考评结果说明".into(),
        name: "钱多".into(),
        place: "上营村第二网格".into(),
        code: "532901204009-002".into(),
        month: "2026年6月".into(),
        results: vec![fact("得分", "58.40"), fact("名次", "第27名（共28人）"), fact("等次", "不合格"), fact("措施", "通报批评、约谈")],
        marks: vec![
            fact("集中检查", "62.00分：村庄道路 −2（村口两处乱堆），房前屋后 −4，沟渠河道 −5，其余合计 −27"),
            fact("随机抽查", "53.00分：6月18日，垃圾池外溢"),
            fact("逾期整改", "−0.00分：无"),
        ],
        steps: vec![
            step("集中检查62.00分占六成，随机抽查53.00分占四成：62.00×60%＋53.00×40%＝58.40分。", "第五条"),
            step("58.40分低于60分，等次为不合格。", "第八条"),
            step("在普通网格28人中列第27名，没有同分。", "第九条"),
            step("2026年内已有一次不合格（2026年2月），本次为第二次：通报批评并约谈，取消当月奖励和年度评优。", "第十二条"),
        ],
        what_if: texts(&["随机抽查再高4.00分（57.00分），总分即达60.00分，等次变为合格，不计入次数。"]),
        appeal: "对结果有异议的，请在2026年7月16日前向乡人居环境整治办公室反映，电话0872-6120319；办公室在五个工作日内答复。".into(),
        date: date(),
    }
}

pub fn correction() -> Correction {
    let change = |item: &str, was: &str, now: &str| Change {
        name: "李秀芳".into(),
        place: "张家湾村第三网格".into(),
        month: "2026年5月".into(),
        item: item.into(),
        was: was.into(),
        now: now.into(),
    };
    Correction {
        office: OFFICE.into(),
        number: "清环办〔2026〕9号".into(),
        title: "关于更正2026年5月网格员考评结果的通知".into(),
        addressee: "各村民委员会".into(),
        body: texts(&[
            "2026年5月网格员考评结果公布后，经核查，张家湾村第三网格的一处扣分系误记，应记入第二网格。依据《清河乡网格员月度考评方案》第十五条，现更正如下。原件不改，以本通知为准。",
        ]),
        changes: vec![
            change("得分", "86.00", "90.00"),
            change("等次", "良好", "优秀"),
            change("奖励", "0.00元", "150.00元"),
        ],
        adjustments: vec![
            Adjustment {
                name: "李秀芳".into(),
                kind: "补发".into(),
                amount: "150.00".into(),
                when: "并入2026年7月发放".into(),
            },
            Adjustment {
                name: "王建国".into(),
                kind: "扣回".into(),
                amount: "150.00".into(),
                when: "从2026年7月奖励中扣回".into(),
            },
        ],
        follow_ups: texts(&["王建国2026年6月的批评指正，按更正后的次数重新审核。"]),
        appeal: "对更正有异议的，自通知之日起三个工作日内向本办公室反映。".into(),
        date: date(),
    }
}

pub fn handover() -> Handover {
    let item = |name: &str, quantity: &str, remark: &str| HandoverItem {
        name: name.into(),
        quantity: quantity.into(),
        remark: remark.into(),
    };
    Handover {
        office: OFFICE.into(),
        title: "网格工作交接清单".into(),
        place: "张家湾村第三网格".into(),
        code: "532901204007-003".into(),
        from: "李秀芳".into(),
        to: "欧阳𬱖".into(),
        witness: "张䶮（网格长）".into(),
        effective: "2026年7月16日".into(),
        items: vec![
            item("网格农户台账", "1册", "46户，已核对"),
            item("巡查记录本", "2本", "2026年1月至7月"),
            item("扫把、铁锹、夹子", "各1把", "可用"),
            item("反光背心", "1件", "破损，需换"),
        ],
        open_matters: texts(&[
            "7月8日交办：村口垃圾池外溢，限7月13日整改，待复核。",
            "6月考评异议一件，7月17日前答复。",
        ]),
        boards: texts(&["532901204007-003 责任牌（村委会外墙，60×40厘米）：网格员姓名、电话不再属实，7月31日前更换。"]),
        note: String::new(),
        date: date(),
    }
}

pub fn red_black() -> RedBlack {
    let entry = |i: usize, score: &str, reason: &str| ListEntry {
        name: name(i),
        place: format!("{}{}", village(i), grid(i)),
        score: score.into(),
        reason: reason.into(),
    };
    RedBlack {
        office: OFFICE.into(),
        title: "2026年6月人居环境红黑榜".into(),
        lead: "依据2026年6月考评结果，经公示和审定，现将红黑榜公布如下。".into(),
        red: vec![
            entry(0, "97.00", "三次检查无扣分，组织群众义务清理河道一公里。"),
            entry(1, "96.07", "垃圾日产日清，巡查记录完整。"),
            entry(2, "95.14", "连续三个月列前三名。"),
        ],
        black: vec![
            entry(8, "58.40", "年内第二次不合格：村口垃圾池外溢、沟渠漂浮物未清理，交办后逾期五日未整改。"),
            entry(11, "58.00", "焚烧垃圾一处，未劝阻、未上报。"),
        ],
        notes: texts(&["对上榜有异议的，三个工作日内向乡人居环境整治办公室反映，电话0872-6120319。"]),
        date: date(),
    }
}

pub(super) fn paper_samples() -> Vec<(&'static str, Document)> {
    vec![
        ("score-blank", Document::ScoreSheet(score_sheet(false))),
        ("score-filled", Document::ScoreSheet(score_sheet(true))),
        ("ranking", Document::Ranking(ranking())),
        ("red-black", Document::RedBlack(red_black())),
        ("publication", Document::Publication(publication())),
        ("notice", Document::Notice(notice())),
        ("talk-blank", Document::Talk(talk(false))),
        ("talk-held", Document::Talk(talk(true))),
        ("payment", Document::Payment(payment(24))),
        ("goods", Document::Goods(goods())),
        ("derivation", Document::Derivations { pages: vec![derivation(), derivation()] }),
        ("appeal-blank", Document::Appeal(appeal(false))),
        ("appeal-decided", Document::Appeal(appeal(true))),
        ("correction", Document::Correction(correction())),
        ("handover", Document::Handover(handover())),
        ("contents", Document::Contents(contents())),
        ("rectification-one", Document::Rectification(rectification(&[1]))),
        ("rectification-many", Document::Rectification(rectification(&[12, 60]))),
        ("deductions-12", Document::DefectList(deductions(12))),
        ("deductions-60", Document::DefectList(deductions(60))),
        ("open-defects-1", Document::DefectList(open_defects(1))),
        ("open-defects-60", Document::DefectList(open_defects(60))),
    ]
}
