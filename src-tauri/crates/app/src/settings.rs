//! What the office writes of itself once.

use domain::{Outcome, Problem};

use crate::{
    Office,
    office::{Deed, topic},
    view::{Changed, Settings},
};

const KEY: &str = "office";

impl Settings {
    /// Before anybody has written anything; every figure can be changed.
    pub fn fresh() -> Self {
        Self {
            township: String::new(),
            issuer: String::new(),
            document_prefix: String::new(),
            supervise_phone: String::new(),
            made_by: String::new(),
            board_qr: None,
            board_phones: true,
            board_duties: [
                "每日巡查网格内道路、沟渠和公共区域，发现问题及时处理并上报。",
                "督促农户落实门前三包，引导垃圾分类投放。",
                "劝阻乱堆乱放、乱搭乱建和露天焚烧垃圾秸秆。",
                "宣传人居环境整治政策，收集群众意见。",
                "配合检查考评，按期整改交办问题。",
            ]
            .map(str::to_string)
            .to_vec(),
            board_days: 15,
            publication_days: 5,
            holidays: Vec::new(),
            workdays: Vec::new(),
            day_names: Vec::new(),
            appeal_file_days: crate::view::appeal_file_days(),
            appeal_answer_days: crate::view::appeal_answer_days(),
            defect_days: crate::view::defect_days(),
            clerk: String::new(),
            backup_folder: None,
        }
    }
}

impl Office {
    /// The settings of this file.
    pub fn settings(&self) -> Outcome<Settings> {
        match self.store.setting(KEY)? {
            None => Ok(Settings::fresh()),
            Some(json) => {
                serde_json::from_str(&json).map_err(|e| Problem::new("setting-broken").with("detail", e).into())
            }
        }
    }

    /// Writes them.
    pub fn save_settings(&mut self, settings: &Settings) -> Outcome<Changed> {
        let json = serde_json::to_string(settings).unwrap_or_default();
        let deed = Deed::new("save-settings", &[topic::SETTINGS, topic::BOARDS]);
        self.write(deed, |tx| tx.put_setting(KEY, &json)).map(|((), changed)| changed)
    }

    /// Writes them within another write.
    pub(crate) fn settings_json(settings: &Settings) -> (&'static str, String) {
        (KEY, serde_json::to_string(settings).unwrap_or_default())
    }
}
