//! Picture files read, many at once, before the office is asked for anything: marks go on being saved meanwhile.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{
        atomic::{AtomicBool, AtomicUsize, Ordering},
        mpsc,
    },
    thread,
};

use domain::{Outcome, Problem};

use super::picture::{Picture, Size, Upright};

/// Large enough for a page and the wall, small enough for a thousand in one file.
const KEPT: Size = Size { width: 1600, height: 1600, quality: 82 };
/// What lists show.
const SMALL: Size = Size { width: 320, height: 320, quality: 78 };
/// A decoded picture takes up to 200 MB: no more of them at once.
const MOST_AT_ONCE: usize = 3;

/// A photo ready to be kept.
#[derive(Debug)]
pub(crate) struct ReadPhoto {
    /// The file's name, for whoever is told about it.
    pub(crate) name: String,
    pub(crate) picture: Picture,
    pub(crate) small: Picture,
}

/// What came of the chosen files: the good ones in their order, and what is wrong with the others.
#[derive(Debug, Default)]
pub struct ReadPhotos {
    pub(crate) photos: Vec<ReadPhoto>,
    pub(crate) problems: Vec<Problem>,
}

/// Reads the files; `watch` hears how many are done of how many, and stops the work by answering false.
pub fn read_photos(
    paths: &[PathBuf],
    keep_metadata: bool,
    watch: &mut dyn FnMut(usize, usize) -> bool,
) -> Outcome<ReadPhotos> {
    let threads = thread::available_parallelism().map_or(1, usize::from).min(MOST_AT_ONCE).min(paths.len());
    let (next, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
    let (tell, hear) = mpsc::channel();
    let mut read: Vec<Option<Result<ReadPhoto, Problem>>> = paths.iter().map(|_| None).collect();
    thread::scope(|scope| {
        for _ in 0..threads {
            let (tell, next, stop) = (tell.clone(), &next, &stop);
            scope.spawn(move || {
                while !stop.load(Ordering::Relaxed) {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(path) = paths.get(at) else { return };
                    if tell.send((at, photo(path, keep_metadata))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(tell);
        if !watch(0, paths.len()) {
            stop.store(true, Ordering::Relaxed);
        }
        for (done, (at, photo)) in hear.iter().enumerate() {
            if let Some(place) = read.get_mut(at) {
                *place = Some(photo);
            }
            if !watch(done + 1, paths.len()) {
                stop.store(true, Ordering::Relaxed);
            }
        }
    });
    if stop.load(Ordering::Relaxed) {
        return Err(Problem::new("photos-stopped").into());
    }
    let mut out = ReadPhotos::default();
    for photo in read.into_iter().flatten() {
        match photo {
            Ok(photo) => out.photos.push(photo),
            Err(problem) => out.problems.push(problem),
        }
    }
    Ok(out)
}

fn photo(path: &Path, keep_metadata: bool) -> Result<ReadPhoto, Problem> {
    file(path, |bytes| {
        let upright = Upright::read(bytes)?.shrunk(KEPT);
        let picture = upright.at(KEPT, keep_metadata)?;
        Ok(ReadPhoto { name: name(path), picture, small: upright.at(SMALL, false)? })
    })
}

fn name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

/// Makes something of a file's bytes; what goes wrong names the file.
pub(super) fn file<T>(path: &Path, make: impl FnOnce(&[u8]) -> Result<T, Problem>) -> Result<T, Problem> {
    let bytes = if path.is_dir() {
        Err(Problem::new("photo-folder"))
    } else {
        fs::read(path).map_err(|why| Problem::new("photo-file-unread").with("why", why))
    };
    bytes.and_then(|bytes| make(&bytes)).map_err(|problem| problem.at(name(path)))
}

#[cfg(test)]
mod tests {
    use super::super::picture::tests::plain;
    use super::*;

    #[test]
    fn the_good_ones_of_many_files_are_taken_in_their_order_and_each_bad_one_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str, bytes: &[u8]| {
            let path = folder.path().join(name);
            fs::write(&path, bytes).unwrap();
            path
        };
        let paths = [
            put("道路.jpg", &plain(3000, 2000, image::ImageFormat::Jpeg)),
            put("手机.heic", b"\0\0\0\x18ftypheic\0\0\0\0"),
            put("沟渠.png", &plain(60, 40, image::ImageFormat::Png)),
            folder.path().join("没有.jpg"),
            folder.path().to_path_buf(),
        ];
        let mut heard = 0;
        let read = read_photos(&paths, false, &mut |done, total| {
            heard = heard.max(done);
            total == 5
        })
        .unwrap();
        let sizes: Vec<_> = read
            .photos
            .iter()
            .map(|p| (p.name.as_str(), p.picture.width, p.picture.height, p.small.width, p.small.height))
            .collect();
        assert_eq!(sizes, [("道路.jpg", 1600, 1067, 320, 213), ("沟渠.png", 60, 40, 60, 40)]);
        let told: Vec<_> = read.problems.iter().map(|p| (p.code.as_str(), p.place.as_str())).collect();
        assert_eq!(told[..2], [("photo-heic", "手机.heic"), ("photo-file-unread", "没有.jpg")]);
        assert_eq!((told[2].0, heard), ("photo-folder", 5));
    }

    #[test]
    fn reading_that_is_stopped_takes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("道路.png");
        fs::write(&path, plain(60, 40, image::ImageFormat::Png)).unwrap();
        let stopped = read_photos(&[path.clone(), path], false, &mut |done, _| done == 0).unwrap_err();
        assert_eq!(stopped.code(), "photos-stopped");
    }
}
