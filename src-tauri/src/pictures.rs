//! Photos by address, `photo://localhost/<id>` and `/<id>/small`: the window's own image cache holds them as long as they are
//! seen, its scripts never do.

use crate::desk::Desk;
use app::Office;
use domain::{Outcome, PhotoId};
use tauri::{
    Manager, Runtime, UriSchemeContext, UriSchemeResponder,
    http::{Request, Response, StatusCode, header},
};

/// The scheme; on Windows the webview asks `http://photo.localhost` instead.
pub const SCHEME: &str = "photo";

/// Answers a request off the window's own thread.
pub fn answer<R: Runtime>(context: UriSchemeContext<'_, R>, request: Request<Vec<u8>>, responder: UriSchemeResponder) {
    let app = context.app_handle().clone();
    let asked = asked(request.uri().path());
    tauri::async_runtime::spawn_blocking(move || {
        let read = |office: &mut Office| asked.map(|(id, small)| office.photo(id, small)).transpose();
        responder.respond(response(app.state::<Desk>().with_office(read)));
    });
}

/// Which photo a path names, and whether the small one.
fn asked(path: &str) -> Option<(PhotoId, bool)> {
    let mut parts = path.trim_matches('/').split('/');
    let id = parts.next()?.parse().ok().map(PhotoId)?;
    match (parts.next(), parts.next()) {
        (None, None) => Some((id, false)),
        (Some("small"), None) => Some((id, true)),
        _ => None,
    }
}

/// A photo never changes under its address, which names the opening of the file too. Without one: 404; the room says why.
fn response(photo: Outcome<Option<(String, Vec<u8>)>>) -> Response<Vec<u8>> {
    let mut response = Response::new(Vec::new());
    match photo {
        Ok(Some((mime, bytes))) => {
            let headers = response.headers_mut();
            if let Ok(mime) = header::HeaderValue::from_str(&mime) {
                headers.insert(header::CONTENT_TYPE, mime);
            }
            let immutable = header::HeaderValue::from_static("private, max-age=86400, immutable");
            headers.insert(header::CACHE_CONTROL, immutable);
            *response.body_mut() = bytes;
        }
        Ok(None) | Err(_) => *response.status_mut() = StatusCode::NOT_FOUND,
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, expected: Option<(i64, bool)>) {
        assert_eq!(asked(path).map(|(id, small)| (id.0, small)), expected, "{path}");
    }

    #[test]
    fn an_address_names_a_photo_or_its_small_one_and_nothing_else() {
        check("/12", Some((12, false)));
        check("/12/small", Some((12, true)));
        check("/", None);
        check("/../office", None);
        check("/12/large", None);
        check("/12/small/more", None);
    }

    #[test]
    fn a_photo_that_is_not_there_is_not_found_and_one_that_is_may_be_kept() {
        let there = response(Ok(Some(("image/jpeg".into(), vec![1]))));
        assert_eq!((there.status(), there.headers()["content-type"].as_bytes()), (StatusCode::OK, &b"image/jpeg"[..]));
        assert!(there.headers()["cache-control"].to_str().unwrap().contains("immutable"));
        assert_eq!(response(Err(domain::Problem::new("no-office").into())).status(), StatusCode::NOT_FOUND);
    }
}
