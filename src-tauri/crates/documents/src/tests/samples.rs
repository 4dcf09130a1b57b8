//! One sample of each document, fictional throughout; shared by the tests and the proof example.
#![allow(dead_code, missing_docs, clippy::unwrap_used, clippy::wildcard_imports)]

use documents::*;
use domain::Date;
pub use papers::*;

#[path = "sample_papers.rs"]
mod papers;

pub fn date() -> Date {
    Date::from_ymd_opt(2026, 7, 10).unwrap()
}

pub fn person(role: &str, name: &str, phone: &str) -> BoardPerson {
    BoardPerson { role: role.into(), name: name.into(), phone: Some(phone.into()), photo: None }
}

pub const DUTIES: [&str; 30] = [
    "宣传人居环境整治政策，带动群众自觉维护公共卫生。",
    "每日巡查网格内道路、沟渠、房前屋后，发现垃圾及时清理或上报。",
    "督促农户落实“门前三包”，做到院内净、院外净、厕所净、圈舍净。",
    "劝阻乱堆乱放、乱搭乱建、乱贴乱画和焚烧垃圾、秸秆等行为。",
    "看护公共厕所、垃圾收集点和宣传栏，设施损坏当日报修。",
    "协助保洁员做好垃圾分类投放、收集和转运。",
    "每月入户走访不少于一次，记录群众意见并限期反馈。",
    "配合乡、村两级检查考评，对交办问题在三个工作日内整改。",
    "管护绿化带、小花园、小菜园，及时清除枯枝杂草。",
    "清理河道、水塘漂浮物，发现污水直排立即上报。",
    "劝导畜禽圈养，及时清理散落粪便。",
    "维护路灯、窨井盖等公共设施，发现隐患设置警示并上报。",
    "落实防汛、防火、防溺水巡查和值守要求。",
    "引导红白事简办，事后两小时内清理场地。",
    "劝阻车辆乱停乱放，保持主要道路畅通。",
    "清除墙面、电杆上的小广告。",
    "登记网格内空置房屋和残垣断壁，提出处置建议。",
    "组织每周五义务劳动日活动。",
    "发放宣传资料，张贴公示内容。",
    "管理本网格内的公益性岗位人员。",
    "核实群众举报，当日答复处理情况。",
    "收集农膜、农药包装等农业废弃物。",
    "巡查建筑垃圾堆放点，督促及时清运。",
    "检查农户厕所使用和粪污清掏情况。",
    "及时报送台账、照片和巡查记录。",
    "协助调解因环境卫生引起的邻里纠纷。",
    "照看孤寡老人、残疾人家庭的院落卫生。",
    "监督施工单位做到工完场清。",
    "参加业务培训和月度例会。",
    "完成乡、村交办的其他人居环境整治工作。",
];

pub fn board() -> BoardPage {
    BoardPage {
        code: "532901204007-003".into(),
        grid_name: "张家湾村第三网格".into(),
        village: "张家湾村".into(),
        township: "清河乡".into(),
        extent: Extent::Four {
            east: "村委会东侧水泥路".into(),
            south: "清河北岸".into(),
            west: "老粮站西墙".into(),
            north: "县道X304线".into(),
        },
        households: "46户 173人".into(),
        people: vec![
            person("包村领导", "杨国栋", "138 0000 1201"),
            person("网格长", "张䶮", "139 0000 3302"),
            person("网格员", "李秀芳", "136 0000 5518"),
        ],
        duties: DUTIES[..8].iter().map(ToString::to_string).collect(),
        supervise_phone: "0872-6120319".into(),
        made_by: "清河乡人居环境整治办公室".into(),
        made_on: "2026年7月".into(),
        qr: Some(BoardQr { content: "tel:08726120319".into(), caption: "扫码监督".into() }),
        note: "信息有误或人员变动，请拨监督电话告知。".into(),
    }
}

pub fn boards(pages: Vec<BoardPage>, options: BoardOptions) -> Document {
    Document::Boards { pages, options }
}

/// A portrait-like picture, a different one for each seed.
pub fn photo(seed: u32, width: u32, height: u32) -> Vec<u8> {
    let picture = image::RgbImage::from_fn(width, height, |x, y| {
        let (dx, dy) = (i64::from(x) - i64::from(width) / 2, i64::from(y) - i64::from(height) * 2 / 5);
        let radius = i64::from(width) / 4;
        let face = dx * dx + dy * dy < radius * radius;
        let body = i64::from(y) > i64::from(height) * 7 / 10 && dx.abs() < i64::from(width) * 2 / 5;
        let shade = u8::try_from((u64::from(x) * 31 + u64::from(y) * 17 + u64::from(seed) * 7) % 13).unwrap();
        if face {
            image::Rgb([224 - shade, 186 - shade, 158 - shade])
        } else if body {
            image::Rgb([40 + u8::try_from(seed % 5).unwrap() * 20, 60 + shade, 90 + shade])
        } else {
            image::Rgb([196 + shade, 214 + shade, 232 + shade])
        }
    });
    let mut out = Vec::new();
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut out, 85).encode_image(&picture).unwrap();
    out
}

pub fn all() -> Vec<(&'static str, Document)> {
    let mut all = board_samples();
    all.extend(paper_samples());
    all
}

fn board_samples() -> Vec<(&'static str, Document)> {
    let sized = |w, h| BoardOptions::sized(w, h, date());
    let mut with_photos = board();
    for (i, person) in with_photos.people.iter_mut().enumerate() {
        person.photo = Some(photo(u32::try_from(i).unwrap(), 500, 700));
    }
    let mut two = board();
    two.people.remove(0);
    two.people[0].photo = Some(photo(3, 413, 579));
    two.duties.truncate(5);
    let mut one = two.clone();
    one.people.remove(0);
    let mut six = board();
    six.people.push(person("网格员", "欧阳𬱖", "135 0000 7781"));
    six.people.push(person("保洁员", "𫖯小妹", "135 0000 7782"));
    six.people.push(person("监督员", "阿卜杜热合曼·买买提吐尔逊", "135 0000 7783"));
    six.duties = DUTIES.iter().map(ToString::to_string).collect();
    let mut four = six.clone();
    four.people.truncate(4);
    four.duties.truncate(12);
    vec![
        ("board-60x40-red", boards(vec![board()], sized(600, 400))),
        (
            "board-60x40-photos",
            boards(vec![with_photos.clone()], BoardOptions { style: BoardStyle::Green, ..sized(600, 400) }),
        ),
        ("board-90x60-two", boards(vec![two.clone()], sized(900, 600))),
        ("board-a3-one", boards(vec![one.clone()], sized(420, 297))),
        ("board-a4-portrait", boards(vec![board()], sized(210, 297))),
        (
            "board-a4-portrait-six",
            boards(vec![six.clone()], BoardOptions { style: BoardStyle::Plain, ..sized(210, 297) }),
        ),
        (
            "board-a4-landscape-plain",
            boards(vec![with_photos.clone()], BoardOptions { style: BoardStyle::Plain, ..sized(297, 210) }),
        ),
        ("board-60x40-six", boards(vec![six], sized(600, 400))),
        ("board-60x40-four", boards(vec![four], sized(600, 400))),
        ("board-40x60-two", boards(vec![two], BoardOptions { style: BoardStyle::Green, ..sized(400, 600) })),
        ("board-40x60-one", boards(vec![one], sized(400, 600))),
        (
            "board-shop",
            boards(
                vec![with_photos.clone(), board()],
                BoardOptions { bleed_mm: 3, marks: true, press: true, ..sized(600, 400) },
            ),
        ),
    ]
}
