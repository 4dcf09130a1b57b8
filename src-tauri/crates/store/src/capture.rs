//! What a write changed, row by row: triggers in the connection's own temporary schema write each row, before and
//! after, as JSON. Made from the tables as they are, so that a new column is captured without anybody remembering it.

use rusqlite::{Connection, Result};

/// The record itself, and pictures, which never change once written.
const LEFT_OUT: &[&str] = &["journal", "change", "photo", "photo_small"];

/// A captured table: its columns and which of them are the key.
pub(crate) struct Table {
    pub(crate) name: String,
    pub(crate) columns: Vec<String>,
    /// Columns of bytes, which JSON holds as hexadecimal text.
    pub(crate) bytes: Vec<String>,
    pub(crate) key: Vec<String>,
}

impl Table {
    /// `json_object('a', P.a, …)` of a row named `prefix`.
    pub(crate) fn json(&self, prefix: &str) -> String {
        let pairs: Vec<_> = self
            .columns
            .iter()
            .map(|c| {
                if self.bytes.contains(c) {
                    format!("'{c}', hex({prefix}.{c})")
                } else {
                    format!("'{c}', {prefix}.{c}")
                }
            })
            .collect();
        format!("json_object({})", pairs.join(", "))
    }

    /// The values of a row from the JSON `arg`, in the order of the columns.
    pub(crate) fn values(&self, arg: &str) -> String {
        let value = |c: &String| {
            let plain = format!("json_extract({arg}, '$.{c}')");
            if self.bytes.contains(c) { format!("unhex({plain})") } else { plain }
        };
        self.columns.iter().map(value).collect::<Vec<_>>().join(", ")
    }

    /// The key as one text: its columns with `/` between.
    fn key_text(&self, prefix: &str) -> String {
        self.key.iter().map(|c| format!("{prefix}.{c}")).collect::<Vec<_>>().join(" || '/' || ")
    }
}

/// Every captured table.
pub(crate) fn tables(conn: &Connection) -> Result<Vec<Table>> {
    let mut names =
        conn.prepare("SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")?;
    let names: Vec<String> = names.query_map([], |row| row.get(0))?.collect::<Result<_>>()?;
    names
        .into_iter()
        .filter(|name| !LEFT_OUT.contains(&name.as_str()))
        .map(|name| {
            let mut info = conn.prepare("SELECT name, pk, type FROM pragma_table_info(?1) ORDER BY cid")?;
            let columns: Vec<(String, i64, String)> =
                info.query_map([&name], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?.collect::<Result<_>>()?;
            let mut key: Vec<_> = columns.iter().filter(|(_, pk, _)| *pk > 0).collect();
            key.sort_by_key(|(_, pk, _)| *pk);
            Ok(Table {
                name,
                key: key.into_iter().map(|(column, ..)| column.clone()).collect(),
                bytes: columns.iter().filter(|(.., kind)| kind == "BLOB").map(|(column, ..)| column.clone()).collect(),
                columns: columns.into_iter().map(|(column, ..)| column).collect(),
            })
        })
        .collect()
}

/// Makes the triggers. They write only while `recording` names a journal entry.
pub(crate) fn install(conn: &Connection) -> Result<()> {
    let mut sql = String::from("CREATE TEMP TABLE recording (journal INTEGER NOT NULL);");
    for table in tables(conn)? {
        let name = &table.name;
        for (event, row, before, after) in [
            ("INSERT", "NEW", "NULL".to_string(), table.json("NEW")),
            ("UPDATE", "NEW", table.json("OLD"), table.json("NEW")),
            ("DELETE", "OLD", table.json("OLD"), "NULL".to_string()),
        ] {
            let key = table.key_text(row);
            sql += &format!(
                "CREATE TEMP TRIGGER capture_{name}_{event} AFTER {event} ON main.{name} \
                 WHEN EXISTS (SELECT 1 FROM temp.recording) BEGIN \
                 INSERT INTO change (journal, tbl, key, before, after) \
                 SELECT journal, '{name}', {key}, {before}, {after} FROM temp.recording; END;"
            );
        }
    }
    conn.execute_batch(&sql)
}
