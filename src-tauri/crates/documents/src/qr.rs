//! QR codes as runs of dark modules, drawn by the templates as one outline.

use domain::Problem;
use fast_qr::{ECL, QRBuilder};
use serde_json::{Value, json};

/// A code's size and its dark runs as `[row, first, past]`; a quarter of it may be dirty and it still reads.
pub(crate) fn runs(content: &str) -> Result<Value, Problem> {
    // A code on a wall weathers: Q first, M for long contents.
    let code = [ECL::Q, ECL::M]
        .into_iter()
        .find_map(|level| QRBuilder::new(content).ecl(level).build().ok())
        .ok_or_else(|| Problem::new("qr-too-long").with("bytes", content.len()))?;
    let mut dark = Vec::new();
    for row in 0..code.size {
        let line: Vec<bool> = code[row][..code.size].iter().map(|module| module.value()).collect();
        let mut from = 0;
        while let Some(first) = (from..code.size).find(|&i| line[i]) {
            let past = (first..code.size).find(|&i| !line[i]).unwrap_or(code.size);
            dark.push(json!([row, first, past]));
            from = past;
        }
    }
    Ok(json!({ "size": code.size, "runs": dark }))
}
