//! Waiting for files to change: those that a run has read, and those that it has looked for.
//!
//! Folders are watched, not files, since many editors write a new file and put it in the place of the
//! old one.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant, SystemTime};

use anyhow::Context;
use notify::event::{EventKind, ModifyKind};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher as _};

/// How long nothing must happen until a save is over.
const QUIET: Duration = Duration::from_millis(8);
/// How long a save may go on before it counts as one.
const LONGEST: Duration = Duration::from_millis(100);
/// How long a file may be away while another is put in its place.
const AWAY: Duration = Duration::from_millis(250);
/// How much older than it is a change may look.
const TICK: Duration = Duration::from_millis(20);
/// How deep the folders of a theme or of fonts are looked through.
const DEEP: usize = 4;

/// Waits for changes of some files.
pub struct Watcher {
    notifier: RecommendedWatcher,
    events: Receiver<notify::Result<Event>>,
    /// The folders that are watched.
    folders: BTreeMap<PathBuf, RecursiveMode>,
    /// The files and folders that matter, by their real places.
    files: Vec<PathBuf>,
    /// The files that the program writes itself.
    own: Vec<PathBuf>,
    /// Whether something changed before its folder was watched.
    missed: bool,
}

impl Watcher {
    /// Watches nothing yet.
    pub fn new() -> anyhow::Result<Self> {
        let (sender, events) = channel();
        let notifier = notify::recommended_watcher(sender).context("cannot watch files")?;
        let (folders, files, own) = (BTreeMap::new(), Vec::new(), Vec::new());
        Ok(Self { notifier, events, folders, files, own, missed: false })
    }

    /// Watches some files and folders from now on, but not those that the program writes. What has
    /// changed since a time, before anybody knew that it mattered, has changed.
    pub fn set(
        &mut self,
        files: &[PathBuf],
        own: &[PathBuf],
        since: SystemTime,
    ) -> anyhow::Result<()> {
        self.own = own.iter().filter_map(|path| Some(real(path)?.path)).collect();
        self.files.clear();
        let mut wanted: BTreeMap<PathBuf, RecursiveMode> = BTreeMap::new();
        // A link counts, and so does what it leads to.
        let targets = files.iter().filter_map(|file| fs::canonicalize(file).ok());
        for place in files.iter().cloned().chain(targets).filter_map(|file| real(&file)) {
            if place.path.is_dir() {
                wanted.insert(place.path.clone(), RecursiveMode::Recursive);
            }
            wanted.entry(place.folder).or_insert(RecursiveMode::NonRecursive);
            if !self.files.contains(&place.path) {
                self.files.push(place.path);
            }
        }
        let stale: Vec<PathBuf> = self
            .folders
            .iter()
            .filter(|(folder, mode)| wanted.get(*folder) != Some(mode))
            .map(|(folder, _)| folder.clone())
            .collect();
        for folder in stale {
            // One that is gone cannot be let go.
            let _ = self.notifier.unwatch(&folder);
            self.folders.remove(&folder);
        }
        let mut new = Vec::new();
        for (folder, mode) in wanted {
            if self.folders.contains_key(&folder) {
                continue;
            }
            match self.notifier.watch(&folder, mode) {
                Ok(()) => {
                    new.push(folder.clone());
                    self.folders.insert(folder, mode);
                }
                // It may have gone this moment; what is above it is watched.
                Err(_) if !folder.exists() => {}
                Err(error) => {
                    let error = anyhow::Error::new(error);
                    return Err(error.context(format!("cannot watch `{}`", folder.display())));
                }
            }
        }
        // The time of a file is as exact as the system's ticks.
        let since = since.checked_sub(TICK).unwrap_or(since);
        let in_new = |file: &&PathBuf| new.iter().any(|folder| file.starts_with(folder));
        self.missed |= self.files.iter().filter(in_new).any(|file| is_younger(file, since, DEEP));
        Ok(())
    }

    /// Waits until something has changed that matters, and until the save is over. The first of the
    /// files should be there then.
    pub fn wait(&mut self) -> anyhow::Result<()> {
        if std::mem::take(&mut self.missed) {
            return Ok(());
        }
        while !self.next(None)?.unwrap_or_default() {}
        let begun = Instant::now();
        while begun.elapsed() < LONGEST && self.next(Some(QUIET))?.is_some() {}
        while begun.elapsed() < AWAY && self.files.first().is_some_and(|file| !file.exists()) {
            self.next(Some(QUIET))?;
        }
        Ok(())
    }

    /// Whether the next event matters; `None` if there is none in some time.
    fn next(&mut self, patience: Option<Duration>) -> anyhow::Result<Option<bool>> {
        let ended = "the system has stopped telling of changes";
        let event = match patience {
            None => self.events.recv().context(ended)?,
            Some(patience) => match self.events.recv_timeout(patience) {
                Ok(event) => event,
                Err(RecvTimeoutError::Timeout) => return Ok(None),
                Err(error) => return Err(anyhow::Error::new(error).context(ended)),
            },
        };
        // What the system could not tell may have mattered.
        let Ok(event) = event else { return Ok(Some(true)) };
        let moved = matches!(
            event.kind,
            EventKind::Create(_) | EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_))
        );
        if moved {
            // A folder that is another one now has to be watched anew.
            let gone = |folder: &PathBuf| event.paths.iter().any(|path| folder.starts_with(path));
            let gone: Vec<PathBuf> =
                self.folders.keys().filter(|path| gone(path)).cloned().collect();
            for folder in gone {
                let _ = self.notifier.unwatch(&folder);
                self.folders.remove(&folder);
            }
        }
        Ok(Some(self.matters(&event, moved)))
    }

    /// Whether an event is about one of the files.
    fn matters(&self, event: &Event, moved: bool) -> bool {
        if matches!(event.kind, EventKind::Access(_)) {
            return false;
        }
        event.need_rescan()
            || event.paths.iter().any(|path| {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                let own = name.starts_with(".vitae-") || self.own.contains(path);
                // A folder around a file matters where it comes or goes, not by what else is in it.
                let around = |file: &PathBuf| file.starts_with(path) && (moved || file == path);
                !own && self.files.iter().any(|file| path.starts_with(file) || around(file))
            })
    }
}

/// Whether a file, or a file in a folder, has changed since a time.
fn is_younger(path: &Path, since: SystemTime, depth: usize) -> bool {
    let changed = fs::metadata(path).and_then(|meta| meta.modified());
    if changed.is_ok_and(|changed| changed >= since) {
        return true;
    }
    depth > 0
        && fs::read_dir(path)
            .is_ok_and(|all| all.flatten().any(|one| is_younger(&one.path(), since, depth - 1)))
}

/// A file by its real place.
struct Place {
    /// Where it is, or would be.
    path: PathBuf,
    /// The innermost folder around it that is there.
    folder: PathBuf,
}

/// The real place of a file, the file itself not followed if it is a link.
fn real(path: &Path) -> Option<Place> {
    let path = std::path::absolute(path).ok()?;
    let around = path.ancestors().skip(1).find(|folder| folder.is_dir())?;
    let folder = fs::canonicalize(around).ok()?;
    let rest = path.strip_prefix(around).ok()?;
    Some(Place { path: folder.join(rest), folder })
}
