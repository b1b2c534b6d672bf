//! `glossator search`: where something stands in the articles of a folder.

use super::console::{self, Progress};
use super::{Failure, Outcome};
use crate::analysis::search::{self, Query, Searchable};
use crate::store::corpus::{Kept, Reading, Wish, read_all};
use crate::store::{Disk as _, Places, RealDisk, folder};
use clap::Args;
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError};

/// Find words and annotations in the articles of a folder
///
/// QUERY is words (all must occur), "phrases", /expressions/, and conditions: by:NAME, about:WORD, actor:NAME,
/// is:quote (claim, actor, undecided, accepted, rejected, by-hand), type:VALUE, has:note, note:WORD, in:WORD,
/// outlet:WORD, lang:en, state:done, after:2024-03, before:2025. One place a line, tab-separated: article, start,
/// words before, words, words behind, kind, who says it.
#[derive(Debug, Args)]
pub(super) struct Search {
    /// The folder
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
    /// What to look for
    #[arg(value_name = "QUERY", required = true, num_args = 1..)]
    query: Vec<String>,
    /// Print a table for spreadsheets, with title, outlet, date, status and note
    #[arg(long)]
    csv: bool,
    /// How much text to show to each side, in bytes
    #[arg(long, value_name = "BYTES", default_value_t = 60)]
    context: usize,
}

impl Search {
    pub(super) fn run(&self) -> Result<Outcome, Failure> {
        let query = Query::parse(&self.typed()).map_err(Failure::Usage)?;
        if query.is_empty() {
            return Err(Failure::Usage("nothing is looked for".to_owned()));
        }
        let entries = folder::list(&RealDisk, &self.folder).map_err(|why| Failure::Input(why.to_string()))?;
        let wishes: Vec<_> =
            entries.into_iter().enumerate().map(|(number, entry)| Wish { number, entry }).collect();
        // What the window kept for its own search serves this one, too.
        let kept =
            Places::of_user().map(|places| Kept::load(&RealDisk, &places, &RealDisk.resolve(&self.folder)));
        let (articles, sound) = read(&wishes, kept.as_ref());
        let found = search::search(&query, articles.iter().map(|article| &**article), None);
        let hits = found
            .hits
            .iter()
            .filter_map(|hit| articles.get(hit.article as usize).map(|article| (&**article, *hit)));
        if self.csv {
            let mut out = io::stdout().lock();
            let table = search::table(hits);
            out.write_all(&table).and_then(|()| out.flush()).map_err(|why| console::unwritten(&why))?;
        } else {
            for (article, hit) in hits {
                let Some(line) = search::line(article, &hit, self.context) else { continue };
                let name = article.name.replace(char::is_control, " ");
                let start = hit.span.start;
                console::print(&format!(
                    "{name}\t{start}\t{}\t{}\t{}\t{}\t{}\n",
                    line.left, line.words, line.right, line.kind, line.voice
                ))?;
            }
        }
        console::say(&format!("{} places in {} of {} articles", found.count, found.articles, articles.len()));
        Ok(if sound { Outcome::Sound } else { Outcome::Unsound })
    }

    /// What was given in several arguments: one with a blank in it is a phrase, unless it is a condition.
    fn typed(&self) -> String {
        match self.query.as_slice() {
            [one] => one.clone(),
            many => {
                let quoted = |part: &String| {
                    let plain = !part.contains(char::is_whitespace)
                        || part.contains([':', '"'])
                        || part.starts_with('/');
                    if plain { part.clone() } else { format!("\"{part}\"") }
                };
                many.iter().map(quoted).collect::<Vec<_>>().join(" ")
            }
        }
    }
}

/// Reads the articles, and says which cannot be read.
fn read(wishes: &[Wish], kept: Option<&Kept>) -> (Vec<Arc<Searchable>>, bool) {
    let progress = Mutex::new(Progress::new(wishes.len()));
    let all = Mutex::new(Vec::with_capacity(wishes.len()));
    let reading = Reading { search: true, kept, gently: false };
    read_all(&RealDisk, wishes, reading, &AtomicBool::new(false), &|read| {
        progress.lock().unwrap_or_else(PoisonError::into_inner).step();
        all.lock().unwrap_or_else(PoisonError::into_inner).push(read);
    });
    drop(progress);
    let mut all = all.into_inner().unwrap_or_else(PoisonError::into_inner);
    all.sort_unstable_by_key(|read| read.number);
    let mut sound = true;
    for wrong in all.iter().filter_map(|read| read.card.wrong.as_ref()) {
        console::say(wrong);
        sound = false;
    }
    (all.into_iter().filter_map(|read| read.searchable).collect(), sound)
}
