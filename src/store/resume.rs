//! What was on the screen last: window, folder, article, places in articles, filters, sizes. Kept in the state folder,
//! readable; one that cannot be read is forgotten.

use super::atomic;
use super::disk::Disk;
use super::places::Places;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use std::io;
use std::path::{Path, PathBuf};

/// In how many articles the place is remembered.
const MOST: usize = 300;
/// The longest file that is read.
const MAX_BYTES: u64 = 1 << 20;

/// Where the window stood, in points.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Window {
    /// Its upper left corner.
    pub at: Option<(f32, f32)>,
    /// Its inner size.
    pub size: (f32, f32),
    /// Whether it filled the screen.
    pub maximized: bool,
}

/// Which annotations were shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Shown {
    /// Layers that were hidden.
    pub hidden_layers: Vec<SmolStr>,
    /// Whether undecided ones were shown.
    pub suggested: bool,
    /// Whether accepted ones were shown.
    pub accepted: bool,
    /// Whether rejected ones were shown.
    pub rejected: bool,
    /// Whether adjectives were shown.
    pub adjectives: bool,
}

impl Default for Shown {
    fn default() -> Self {
        let hidden_layers = vec![SmolStr::new_static("cue")];
        Self { hidden_layers, suggested: true, accepted: true, rejected: false, adjectives: false }
    }
}

/// What was on the screen last.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Resume {
    /// Where the window stood.
    pub window: Option<Window>,
    /// The widths of the left and the right panel, and the height of the search, in points; 0 for the usual ones.
    pub sizes: [f32; 3],
    /// The open folder.
    pub folder: Option<PathBuf>,
    /// The open article.
    pub article: Option<PathBuf>,
    /// How the folder's list was arranged: order, group, whether the last came first.
    pub list: (SmolStr, SmolStr, bool),
    /// Which annotations were shown.
    pub shown: Shown,
    /// How far articles were read, in bytes, the latest first.
    pub places: Vec<(PathBuf, u32)>,
}

impl Resume {
    /// Reads what was on the screen last.
    #[must_use]
    pub fn load(disk: &dyn Disk, places: &Places) -> Self {
        let bytes = disk.read(&places.resume(), MAX_BYTES).unwrap_or_default();
        let mut found: Self = ron::de::from_bytes(&bytes).unwrap_or_default();
        found.sizes = found.sizes.map(|size| if size.is_finite() { size.clamp(0.0, 2000.0) } else { 0.0 });
        found.window = found.window.filter(|window| {
            let (width, height) = window.size;
            (300.0..20_000.0).contains(&width) && (200.0..20_000.0).contains(&height)
        });
        found
    }

    /// Writes it.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn save(&self, disk: &dyn Disk, places: &Places) -> io::Result<()> {
        disk.create_folder(&places.state)?;
        let pretty = ron::ser::PrettyConfig::new().new_line("\n").depth_limit(2);
        let text = ron::ser::to_string_pretty(self, pretty).map_err(io::Error::other)?;
        atomic::write(disk, &places.resume(), format!("{text}\n").as_bytes())
    }

    /// Notes how far an article was read.
    pub fn note_place(&mut self, article: &Path, at: u32) {
        self.places.retain(|(path, _)| path != article);
        self.places.insert(0, (article.to_path_buf(), at));
        self.places.truncate(MOST);
    }

    /// Returns how far an article was read.
    #[must_use]
    pub fn place(&self, article: &Path) -> Option<u32> {
        self.places.iter().find(|(path, _)| path == article).map(|(_, at)| *at)
    }
}

#[cfg(test)]
mod tests {
    use super::super::memory::MemoryDisk;
    use super::*;

    #[test]
    fn it_comes_back_and_what_is_broken_is_forgotten() {
        let (disk, places) = (MemoryDisk::default(), Places::under(Path::new("/home")));
        assert_eq!(Resume::load(&disk, &places), Resume::default());
        let mut resume =
            Resume { folder: Some(PathBuf::from("/texts")), sizes: [200.0, 0.0, 1.5], ..Resume::default() };
        resume.window = Some(Window { at: Some((-4.0, 20.0)), size: (1200.0, 800.0), maximized: false });
        (0..400).for_each(|at| resume.note_place(Path::new(&format!("/texts/{}", at % 350)), at));
        resume.save(&disk, &places).expect("saved");
        assert_eq!(Resume::load(&disk, &places), resume);
        assert_eq!((resume.places.len(), resume.place(Path::new("/texts/49"))), (MOST, Some(399)));
        disk.put(&places.resume(), b"(sizes: (1, ");
        assert_eq!(Resume::load(&disk, &places), Resume::default());
    }
}
