//! The figures as people read them.

use super::rivals;
use super::tally::{Spent, Tally, What};
use crate::analysis::align::percent;

/// Writes all tables; the last line is the figure.
pub(super) fn of(tally: &Tally) -> String {
    let mut out = format!(
        "{} articles, {} gold annotations, {} with a speaker or source\n\n",
        tally.articles,
        tally.gold(),
        tally.links
    );
    by_layer(tally, &mut out);
    by_correction(tally, &mut out);
    elsewhere(tally, &mut out);
    if tally.unreached + tally.surplus > 0 {
        out += &format!(
            "No keys led to {} gold annotations; {} accepted ones are no gold ones.\n\n",
            tally.unreached, tally.surplus
        );
    }
    out += &format!("{:.2} keys per gold annotation\n", each(tally.keys(), tally.gold()));
    out
}

fn by_layer(tally: &Tally, out: &mut String) {
    *out += &format!("{:<24}{:>8}{:>8}{:>8}  accepted untouched\n", "kind", "gold", "keys", "each");
    for (layer, all) in tally.layers.iter().filter(|(_, all)| all.gold > 0 || all.keys() > 0) {
        let untouched = all.done.get(&What::Accepted).map_or(0, |spent| spent.times);
        *out += &format!(
            "{:<24}{:>8}{:>8}{:>8.2}  {:.1} %\n",
            layer.as_str(),
            all.gold,
            all.keys(),
            each(all.keys(), all.gold),
            percent(untouched, all.gold)
        );
    }
    let untouched = tally.spent(What::Accepted).times;
    *out += &format!(
        "{:<24}{:>8}{:>8}{:>8.2}  {:.1} %\n\n",
        "all",
        tally.gold(),
        tally.keys(),
        each(tally.keys(), tally.gold()),
        percent(untouched, tally.gold())
    );
}

fn by_correction(tally: &Tally, out: &mut String) {
    let mut all: Vec<_> = tally.layers.values().flat_map(|layer| layer.done.keys().copied()).collect();
    all.sort_unstable();
    all.dedup();
    *out += &format!("{:<24}{:>8}{:>8}{:>8}\n", "what was done", "times", "keys", "each");
    for what in all {
        let Spent { times, keys } = tally.spent(what);
        *out += &format!("{:<24}{times:>8}{keys:>8}{:>8.2}\n", what.name(), each(keys, times));
    }
    out.push('\n');
}

fn elsewhere(tally: &Tally, out: &mut String) {
    *out += &format!("{:<24}{:>18}{:>16}\n", "the same result in", "from suggestions", "from bare text");
    for rival in &rivals::ALL {
        let accepts = if rival.records { "" } else { "  (accepting is not recorded)" };
        *out += &format!(
            "{:<24}{:>18.2}{:>16.2}{accepts}\n",
            rival.name,
            each(rival.with_suggestions(tally), tally.gold()),
            each(rival.without(tally), tally.gold())
        );
    }
    out.push_str("keys and clicks per gold annotation, counted from\n");
    for rival in &rivals::ALL {
        *out += &format!("  {:<22}{}\n", rival.name, rival.source);
    }
    out.push('\n');
}

fn each(keys: usize, of: usize) -> f64 {
    if of == 0 { 0.0 } else { keys as f64 / of as f64 }
}
