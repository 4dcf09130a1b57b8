//! Names that sound real and belong to nobody: invented villages of an invented county, people put together by chance.

use std::collections::HashSet;

use super::chance::Chance;

pub(super) const TOWNSHIP: &str = "青禾镇";
/// County 990123 is not in use; 100 is its first township.
pub(super) const TOWNSHIP_CODE: &str = "990123100";

const VILLAGES: &[&str] = &[
    "张家湾",
    "柳林",
    "石桥",
    "上河沿",
    "枫树坪",
    "青龙嘴",
    "白鹭洲",
    "陈家畈",
    "双井",
    "桃花坞",
    "三棵槐",
    "竹园",
    "大樟树",
    "李家冲",
    "清水塘",
    "老鸦岭",
    "杨柳渡",
    "花果坪",
    "新屋场",
    "黄泥坳",
    "荷叶塘",
    "水车",
    "金鸡岭",
    "下洲",
    "牌楼",
    "碾子湾",
    "胡家垸",
    "油坊",
    "茶亭",
    "落雁坡",
    "燕子岩",
    "红枫",
    "南渡口",
    "月亮塘",
    "北山",
];
const HOUSES: &[char] = &[
    '周', '吴', '郑', '孙', '马', '朱', '郭', '何', '高', '罗', '梁', '宋', '唐', '许', '邓', '冯', '曹', '彭', '曾',
    '萧',
];
const LIES: &[&str] = &["家湾", "家畈", "家冲", "家坳", "家垸", "家塘", "家岭", "家坪", "家店", "家铺", "家桥", "家渡"];

/// The villages' names: those of the list, then families and the lie of the land.
pub(super) fn villages(count: usize) -> Vec<String> {
    let more = LIES.iter().flat_map(|lie| HOUSES.iter().map(move |house| format!("{house}{lie}")));
    // Beyond 275 a second village of the name is called the new one, as happens.
    let again = LIES.iter().flat_map(|lie| HOUSES.iter().map(move |house| format!("新{house}{lie}")));
    let again2 = LIES.iter().flat_map(|lie| HOUSES.iter().map(move |house| format!("上{house}{lie}")));
    let again3 = LIES.iter().flat_map(|lie| HOUSES.iter().map(move |house| format!("下{house}{lie}")));
    let all = VILLAGES.iter().map(ToString::to_string).chain(more).chain(again).chain(again2).chain(again3);
    all.take(count).map(|name| format!("{name}村")).collect()
}

const SURNAMES: &[char] = &[
    '王', '李', '张', '刘', '陈', '杨', '赵', '黄', '周', '吴', '徐', '孙', '胡', '朱', '高', '林', '何', '郭', '马',
    '罗', '梁', '宋', '郑', '谢', '韩', '唐', '冯', '于', '董', '萧', '程', '曹', '袁', '邓', '许', '傅', '沈', '曾',
    '彭', '吕', '苏', '卢', '蒋', '蔡', '贾', '丁', '魏', '薛', '叶', '阎', '余', '潘', '杜', '戴', '夏', '钟', '汪',
    '田', '任', '姜',
];
const GIVEN: &[char] = &[
    '伟', '芳', '秀', '英', '敏', '静', '丽', '强', '磊', '军', '洋', '勇', '艳', '杰', '娟', '涛', '明', '超', '兰',
    '霞', '平', '刚', '桂', '华', '建', '国', '志', '文', '玉', '春', '红', '梅', '海', '云', '鹏', '飞', '波', '斌',
    '辉', '松', '林', '峰', '燕', '萍', '莉', '凤', '琴', '珍', '荣', '德', '福', '贵', '祥', '庆', '和', '安', '康',
    '宁', '晓', '雨', '新', '生', '根', '水', '土', '金', '银', '全', '义', '礼', '信', '诚', '忠', '良', '善', '美',
    '爱', '菊', '莲', '清',
];
/// Characters that many programs print as a blank box.
const RARE: &[&str] = &["赵䶮", "周㛃", "陈𬱖", "王𫖯"];

/// Gives each person a name of their own.
pub(super) struct People {
    chance: Chance,
    taken: HashSet<String>,
    rare: std::slice::Iter<'static, &'static str>,
}

impl People {
    pub(super) fn new(seed: u64) -> Self {
        Self { chance: Chance::new(seed, 1), taken: HashSet::new(), rare: RARE.iter() }
    }

    pub(super) fn next(&mut self) -> String {
        loop {
            let mut name = String::from(self.chance.pick(SURNAMES));
            for _ in 0..1 + usize::from(self.chance.percent(80)) {
                name.push(self.chance.pick(GIVEN));
            }
            // Two people of a name are told apart where the story wants it, and not by accident.
            if self.taken.insert(name.clone()) {
                return name;
            }
        }
    }

    /// A name with a rare character, while there are any; else as [`People::next`].
    pub(super) fn rare(&mut self) -> String {
        match self.rare.next() {
            Some(name) => (*name).to_string(),
            None => self.next(),
        }
    }

    /// A household's head: several may bear one name.
    pub(super) fn head(&mut self) -> String {
        let given = self.chance.pick(GIVEN);
        format!("{}{given}{}", self.chance.pick(SURNAMES), self.chance.pick(GIVEN))
    }
}

const BOUNDS: &[&str] = &[
    "村主干道",
    "柳溪河",
    "石桥渠",
    "后山林地",
    "机耕路",
    "村委会院墙",
    "老粮站",
    "灌溉渠",
    "文化广场",
    "张家塘",
    "茶园",
    "小学围墙",
    "通村公路",
    "果园",
    "河堤",
];

/// 四至: east, south, west, north, each something else.
pub(super) fn extent(chance: &mut Chance) -> Vec<String> {
    let mut taken = Vec::new();
    for _ in 0..4 {
        let drawn = chance.below(BOUNDS.len());
        let free = (0..BOUNDS.len()).map(|on| (drawn + on) % BOUNDS.len()).find(|at| !taken.contains(at));
        taken.push(free.unwrap_or(drawn));
    }
    taken.into_iter().map(|at| format!("至{}", BOUNDS[at])).collect()
}

/// 第一, 第二 … as grids are numbered.
pub(super) fn ordinal(n: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (hundreds, tens, ones) = (n / 100 % 10, n / 10 % 10, n % 10);
    let mut out = String::from("第");
    if hundreds > 0 {
        out += DIGITS[hundreds];
        out += "百";
        if tens == 0 && ones > 0 {
            out += "零";
        }
    }
    if tens > 0 {
        out += if tens == 1 && hundreds == 0 { "" } else { DIGITS[tens] };
        out += "十";
    }
    out + DIGITS[ones]
}

/// A number in the form of a mobile's; no network has numbers that begin with 160.
pub(super) fn phone(n: usize) -> String {
    format!("160{n:08}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grids_are_numbered_as_people_say_it() {
        for (n, expected) in [
            (1, "第一"),
            (10, "第十"),
            (12, "第十二"),
            (20, "第二十"),
            (35, "第三十五"),
            (105, "第一百零五"),
            (110, "第一百一十"),
        ] {
            assert_eq!(ordinal(n), expected, "{n}");
        }
    }

    #[test]
    fn a_grid_is_bounded_by_four_different_things() {
        let mut chance = Chance::new(1, 9);
        for _ in 0..100 {
            let sides = extent(&mut chance);
            assert_eq!(sides.iter().collect::<HashSet<_>>().len(), 4, "{sides:?}");
        }
    }

    #[test]
    fn as_many_villages_as_a_township_can_have_all_have_names_of_their_own() {
        let all = villages(super::super::MOST_VILLAGES as usize);
        assert_eq!(all.len(), super::super::MOST_VILLAGES as usize);
        assert_eq!(all.iter().collect::<HashSet<_>>().len(), all.len());
    }

    #[test]
    fn nobody_bears_another_ones_name_by_accident() {
        let mut people = People::new(1);
        let names: Vec<_> = (0..8000).map(|_| people.next()).collect();
        assert_eq!(names.iter().collect::<HashSet<_>>().len(), names.len());
    }
}
