//! Capitals that stand for the government that sits in them: *Astana insisted*, *ties with Moscow*, as against
//! *flew to Moscow*. English.

use super::gazetteer::Gazetteer;
use super::lexicon::class;
use super::names::Name;
use super::words::{Shape, Word};

/// Verbs of deeds that a city does not do, in the forms that follow a subject.
const DEEDS: &str = "accepts accepted aims backs backed blames blamed considers considered decided demands demanded \
    expects expected faces failed fears feared hopes hoped imposed intends intended knows launched \
    maintains needs offered opposes opposed plans planned pledged prefers pursues pushed receives \
    recognizes recognized recognised refused refuses regards rejected rejects remains responded \
    retaliated seeks sees sent sided signaled signalled signed sought supplied supports supported \
    threatened threatens tries tried understands uses views wanted wants wishes withdrew";

/// Words before a verb that carry no deed themselves.
const HELPERS: &str = "will would could can may might must should has had is was also now not never already still \
    repeatedly once again cannot does did";

/// Verbs and prepositions whose object is somebody who acts.
const BEFORE: &str = "convince convinced convincing persuade persuaded urge urged urging press pressed pressing pressure \
    pressured pressuring accuse accused accusing blame blamed warn warned warning force forced forcing \
    push pushed condemn condemned criticize criticized criticised thanked allowed asked told punish \
    deter isolate provoke with between by against";

/// What a government has.
const OWNED: &str = "policy policies position stance interest interests response demand demands plan plans claim claims \
    decision ally allies ambition ambitions support influence intentions effort efforts willingness \
    refusal proposal goal goals strategy invasion aggression troops forces security concerns view \
    approach relations ties foreign military nuclear attempt attempts leaders war";

/// Lets capitals stand for their states where the words around them say so.
pub(crate) fn stand_for_states(text: &str, words: &[Word], names: &mut [Name], gazetteer: &Gazetteer) {
    let mut before: Option<usize> = None; // where the last name ended that stands for a state
    for name in names {
        let Some(alias) = name.alias else { continue };
        let Some(state) = gazetteer.state_of_capital(alias.known) else { continue };
        let page = Page { text, words, sentence: words.get(name.start).map(|word| word.sentence) };
        let pair = before.is_some_and(|end| end + 1 == name.start && page.written(Some(end)) == "and");
        if (acts(&page, name) || pair) && !is_place(&page, name) {
            name.alias = Some(alias.standing_for(state));
            name.reason = "capital, used for the government that sits there";
            before = Some(name.end);
        }
    }
}

struct Page<'a> {
    text: &'a str,
    words: &'a [Word],
    sentence: Option<u32>,
}

impl Page<'_> {
    fn word(&self, at: Option<usize>) -> Option<&Word> {
        self.words.get(at?).filter(|word| Some(word.sentence) == self.sentence)
    }

    fn written(&self, at: Option<usize>) -> &str {
        self.word(at).map_or("", |word| word.span.of_text(self.text))
    }
}

/// Says whether the city itself is meant: in a dateline, before its country, as the first part of a longer name.
fn is_place(page: &Page<'_>, name: &Name) -> bool {
    let next = page.word(Some(name.end));
    let capital = next.is_some_and(Word::is_capital);
    let dateline = matches!(page.written(Some(name.end)), "(" | "—" | "–" | "-" | ",");
    let owns = page.word(name.end.checked_sub(1)).is_some_and(|word| word.possessive);
    capital && !owns || dateline && page.word(name.start.checked_sub(1)).is_none()
}

fn has(list: &str, word: &str) -> bool {
    list.split(' ').any(|listed| listed == word)
}

fn acts(page: &Page<'_>, name: &Name) -> bool {
    let before = page.written(name.start.checked_sub(1)).to_lowercase();
    if page.word(name.end.checked_sub(1)).is_some_and(|word| word.possessive) {
        return has(OWNED, page.written(Some(name.end)));
    }
    if has(BEFORE, &before) {
        return true;
    }
    // In "the mayor of Moscow said" and "an official in Moscow said" somebody else says it.
    let held =
        matches!(before.as_str(), "of" | "in" | "at" | "near" | "from" | "to" | "for" | "outside" | "around");
    let mut at = name.end;
    let mut helped = false;
    while has(HELPERS, page.written(Some(at))) && at < name.end + 3 {
        at += 1;
        helped = true;
    }
    let verb = page.word(Some(at)).filter(|word| word.shape == Shape::Lower);
    let written = page.written(Some(at));
    let stem = |written: &str| DEEDS.split(' ').any(|deed| deed.strip_suffix('s') == Some(written));
    let deed =
        has(DEEDS, written) || helped && (stem(written) || written.strip_suffix("ing").is_some_and(stem));
    !held && verb.is_some_and(|verb| deed || verb.is(class::SAY))
}
