//! What a column can be, and the words that offices write above it.

use domain::Role;

/// A column's meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Key {
    Serial,
    Village,
    VillageCode,
    Area,
    Grid,
    GridCode,
    Parent,
    Level,
    Extent,
    Households,
    Population,
    Pilot,
    PilotFrom,
    PilotTo,
    Route,
    Name,
    PersonCode,
    Phone,
    Role,
    /// 专兼职, which makes a plain 网格员 one of the two.
    Form,
    From,
    To,
    Note,
    /// A column named by a role: names stand in it.
    Holder(Holder),
    /// The phone of the one named by a role.
    HolderPhone(Holder),
    IdNumber,
    Inspection,
    /// 户号 or 门牌号.
    Number,
    /// 户主.
    HeadOfHousehold,
    /// Worked out from others: totals, ranks, signatures.
    Derived,
}

/// Who a column named by a role holds; 网格员 says neither full-time nor part-time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Holder {
    Of(Role),
    PlainWorker,
}

const WORDS: &[(Key, &[&str])] = &[
    (Key::Serial, &["序号", "序", "no", "no."]),
    (
        Key::Village,
        &[
            "村",
            "行政村",
            "所属村",
            "村名",
            "村名称",
            "村(社区)",
            "村社区",
            "行政村名称",
            "所在村",
            "村居",
            "社区",
            "所属行政村",
            "village",
        ],
    ),
    (
        Key::VillageCode,
        &[
            "村编码",
            "行政村编码",
            "村代码",
            "行政村代码",
            "村级编码",
            "村级代码",
            "区划代码",
            "行政区划代码",
            "villagecode",
        ],
    ),
    (Key::Area, &["片区", "所属片区", "管区", "片", "工作片", "area"]),
    (
        Key::Grid,
        &[
            "网格",
            "网格名称",
            "网格名",
            "所属网格",
            "所在网格",
            "责任网格",
            "负责网格",
            "微网格",
            "微网格名称",
            "分包网格",
            "分管网格",
            "grid",
        ],
    ),
    (Key::GridCode, &["网格编码", "网格编号", "网格代码", "微网格编码", "gridcode"]),
    (Key::Parent, &["上级网格", "上一级网格", "村民小组", "所属小组", "组别", "组", "小组", "parent"]),
    (Key::Level, &["级别", "网格级别", "网格层级", "层级", "level"]),
    (Key::Extent, &["四至", "四至范围", "网格范围", "范围", "责任区域", "责任范围", "四至界限", "责任区", "extent"]),
    (Key::Households, &["户数", "总户数", "网格户数", "农户数", "households"]),
    (Key::Population, &["人口", "人口数", "总人口", "人数", "网格人口", "人口总数", "population"]),
    (Key::Pilot, &["是否试点", "试点", "试点网格", "是否试点网格", "pilot"]),
    (Key::PilotFrom, &["试点起", "试点开始", "试点起始", "试点起始日期", "试点开始时间", "试点时间", "pilotfrom"]),
    (Key::PilotTo, &["试点止", "试点结束", "试点截止", "试点截止日期", "试点结束时间", "pilotto"]),
    (Key::Route, &["路线顺序", "路线", "检查顺序", "顺序", "route"]),
    (
        Key::Name,
        &["姓名", "名字", "人员姓名", "人员", "被考评人", "考评对象", "网格员姓名", "责任人", "责任人姓名", "name"],
    ),
    (Key::PersonCode, &["工号", "人员编号", "网格员编号", "人员编码", "员工编号", "personcode"]),
    (
        Key::Phone,
        &["电话", "联系电话", "手机", "手机号", "手机号码", "电话号码", "联系方式", "联系手机", "办公电话", "phone"],
    ),
    (Key::Role, &["职务", "角色", "岗位", "身份", "人员类别", "人员类型", "岗位类别", "网格职务", "role"]),
    (Key::Form, &["专兼职", "专/兼职", "专职/兼职", "专职或兼职", "用工形式", "是否专职"]),
    (
        Key::From,
        &[
            "起始日期",
            "起始时间",
            "任职时间",
            "任职日期",
            "上岗时间",
            "上岗日期",
            "开始日期",
            "开始时间",
            "到岗时间",
            "到岗日期",
            "起始",
            "任职起",
            "from",
        ],
    ),
    (
        Key::To,
        &[
            "截止日期",
            "截止时间",
            "离任日期",
            "离任时间",
            "离岗时间",
            "离岗日期",
            "结束日期",
            "结束时间",
            "卸任时间",
            "任职止",
            "to",
        ],
    ),
    (Key::Note, &["备注", "说明", "备考", "note"]),
    (Key::IdNumber, &["身份证", "身份证号", "身份证号码", "公民身份号码", "证件号", "证件号码"]),
    (Key::Inspection, &["检查", "检查类型", "检查种类", "检查方式", "考评方式", "检查类别", "检查批次", "inspection"]),
    (Key::Number, &["户号", "编号", "门牌号", "门牌", "户编号", "住户编号", "number"]),
    (Key::HeadOfHousehold, &["户主", "户主姓名", "head"]),
    (
        Key::Derived,
        &[
            "得分",
            "总分",
            "合计",
            "总得分",
            "小计",
            "排名",
            "名次",
            "等次",
            "等级",
            "平均分",
            "签字",
            "签名",
            "本人签字",
            "扣分合计",
            "考评人",
            "检查人",
            "照片",
        ],
    ),
];

const ROLES: &[(Role, &[&str])] = &[
    (Role::Leader, &["包村领导", "驻村领导", "联村领导", "包村(社区)领导", "包保领导"]),
    (Role::AreaLeader, &["包片领导", "片长", "管区书记"]),
    (Role::Cadre, &["包村干部", "驻村干部", "联村干部", "包保干部"]),
    (Role::Head, &["网格长", "总网格长", "一级网格长", "微网格长"]),
    (Role::Deputy, &["副网格长"]),
    (Role::FullTime, &["专职网格员", "专职", "网格员(专职)", "专职人员"]),
    (Role::PartTime, &["兼职网格员", "兼职", "网格员(兼职)", "兼职人员"]),
    (Role::Cleaner, &["保洁员", "保洁"]),
    (Role::Supervisor, &["监督员", "义务监督员"]),
];

/// A header or role without width, spaces, line ends, stars and trailing colons.
pub(crate) fn plain(text: &str) -> String {
    let folded: String = domain::fold_width(text).chars().filter(|c| !c.is_whitespace() && *c != '*').collect();
    folded.trim_end_matches(':').to_lowercase()
}

/// The same without what stands in brackets or is a unit or a full mark: 环境卫生(30分) is 环境卫生.
pub(crate) fn bare(text: &str) -> String {
    let text = plain(text);
    let mut out = String::new();
    let mut depth = 0_usize;
    for c in text.chars() {
        match c {
            '(' | '[' | '〔' | '【' => depth += 1,
            ')' | ']' | '〕' | '】' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

/// The role that a text names; `None` for anything else, a plain 网格员 included.
pub(crate) fn role(text: &str) -> Option<Role> {
    let text = plain(text);
    Role::parse(&text).or_else(|| ROLES.iter().find(|(_, words)| words.contains(&text.as_str())).map(|(role, _)| *role))
}

/// Whether a text is the field's plain 网格员.
pub(crate) fn is_plain_worker(text: &str) -> bool {
    matches!(plain(text).as_str(), "网格员" | "网格员代表" | "微网格员")
}

fn holder(text: &str) -> Option<Holder> {
    // A column headed 专职 or 兼职 alone holds numbers or ticks as often as names.
    let named = role(text).filter(|_| !matches!(text, "专职" | "兼职" | "保洁")).map(Holder::Of);
    named.or_else(|| is_plain_worker(text).then_some(Holder::PlainWorker))
}

fn word(text: &str) -> Option<Key> {
    WORDS.iter().find(|(_, words)| words.contains(&text)).map(|(key, _)| *key)
}

/// What one header text means.
pub(crate) fn known(text: &str) -> Option<Key> {
    let (full, short) = (plain(text), bare(text));
    [full.as_str(), short.as_str()].into_iter().find_map(|text| {
        word(text).or_else(|| holder(text).map(Key::Holder)).or_else(|| {
            let (who, what) = text.char_indices().skip(2).find_map(|(at, _)| {
                let (who, what) = text.split_at(at);
                Some((holder(who)?, word(what)?))
            })?;
            of_holder(who, what)
        })
    })
}

/// What a header over two rows means, such as 网格长 over 姓名 and 电话.
pub(crate) fn known_pair(upper: &str, lower: &str) -> Option<Key> {
    if plain(lower).is_empty() || plain(upper) == plain(lower) {
        return known(upper);
    }
    if let Some(who) = [plain(upper), bare(upper)].iter().find_map(|text| holder(text)) {
        return of_holder(who, known(lower)?);
    }
    known(&format!("{upper}{lower}")).or_else(|| known(lower))
}

fn of_holder(who: Holder, what: Key) -> Option<Key> {
    match what {
        Key::Name => Some(Key::Holder(who)),
        Key::Phone => Some(Key::HolderPhone(who)),
        Key::PersonCode => Some(Key::PersonCode),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_known_as_offices_write_them() {
        let check = |text, expected| assert_eq!(known(text), expected, "{text}");
        check("姓　名", Some(Key::Name));
        check("联系\n电话", Some(Key::Phone));
        check("户数（户）", Some(Key::Households));
        check("＊所属村：", Some(Key::Village));
        check("网格长", Some(Key::Holder(Holder::Of(Role::Head))));
        check("网格长电话", Some(Key::HolderPhone(Holder::Of(Role::Head))));
        check("网格员", Some(Key::Holder(Holder::PlainWorker)));
        check("网格员姓名", Some(Key::Name));
        check("网格员（专职）", Some(Key::Holder(Holder::Of(Role::FullTime))));
        check("民族", None);
    }

    #[test]
    fn headers_over_two_rows_are_read_together() {
        let check = |upper, lower, expected| assert_eq!(known_pair(upper, lower), expected, "{upper}/{lower}");
        check("包村领导", "姓名", Some(Key::Holder(Holder::Of(Role::Leader))));
        check("包村领导", "电话", Some(Key::HolderPhone(Holder::Of(Role::Leader))));
        check("基本情况", "户数", Some(Key::Households));
        check("试点", "起", Some(Key::PilotFrom));
        check("村", "", Some(Key::Village));
        check("网格长", "政治面貌", None);
    }
}
