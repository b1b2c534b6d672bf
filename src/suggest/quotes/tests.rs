//! What the stage finds, sentence by sentence, and that no text upsets it.

use crate::suggest::found::Found;
use crate::suggest::{Prepared, Request, actors};
use crate::text::Article;
use proptest::prelude::*;

fn found(text: &str, language: &str) -> Found {
    found_by(text, &Request { language, ..Request::default() })
}

fn found_by(text: &str, request: &Request<'_>) -> Found {
    let article = Article::new(text);
    let prepared = Prepared::new(&article, request.language);
    let mut found = Found::default();
    actors::find(&prepared, request, &mut found);
    super::find(&prepared, request, &mut found);
    found.quotes.retain(|quote| quote.why.score >= 0.5);
    found
}

/// Compares quotes, each as `kind | content | speaker | cue`; fragments are joined by ` + `.
#[track_caller]
fn check_in(language: &str, text: &str, expected: &[&str]) {
    compare(&found(text, language), text, expected);
}

#[track_caller]
fn compare(found: &Found, text: &str, expected: &[&str]) {
    let words = |span: crate::text::Span| span.of_text(text);
    let lines: Vec<_> = found
        .quotes
        .iter()
        .map(|quote| {
            let content: Vec<_> = quote.fragments.iter().map(|fragment| words(*fragment)).collect();
            let speaker = quote.speakers.first().map_or("", |speaker| words(found.mentions[*speaker].span));
            let cue = quote.cue.map_or("", words);
            format!("{} | {} | {speaker} | {cue}", quote.kind, content.join(" + "))
        })
        .collect();
    assert_eq!(lines, expected);
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    check_in("en", text, expected);
}

#[test]
fn speech_in_quotation_marks() {
    check("“We are ready,” said Anna Keller.", &["direct | “We are ready,” | Anna Keller | said"]);
    check("Anna Keller said: “We are ready.”", &["direct | “We are ready.” | Anna Keller | said"]);
    check(
        "“We are,” Anna Keller said, “quite ready.”",
        &["direct | “We are,” + “quite ready.” | Anna Keller | said"],
    );
    check("“We wait,” she said. “We are ready.”", &["direct | “We wait,” + “We are ready.” | she | said"]);
    check("“Are we ready?” Anna Keller asked.", &["direct | “Are we ready?” | Anna Keller | asked"]);
    check(
        "'We are ready,' the minister's aide told reporters.",
        &["direct | 'We are ready,' | the minister's aide | told"],
    );
    check(
        "“The region is of interest to all,” the expert on international relations Pavel Orlov.",
        &["direct | “The region is of interest to all,” | Pavel Orlov | "],
    );
    check(
        "“It remains the main point”, rightly noted the head of the Northern Club, Pavel Orlov.\n“It will go on,” he also stated.",
        &[
            "direct | “It remains the main point” | Pavel Orlov | noted",
            "direct | “It will go on,” | he | stated",
        ],
    );
    check(
        "“Nobody has seen it , said the deputy Vesna Ilic.",
        &["direct | “Nobody has seen it | Vesna Ilic | said"],
    );
}

#[test]
fn who_is_spoken_to() {
    let text = "“We are ready,” Anna Keller told the Georgian parliament.";
    let found = found(text, "en");
    let addressee = found.quotes.first().and_then(|quote| quote.addressee).expect("somebody is told");
    assert!(found.mentions[addressee].span.of_text(text).contains("Georgian parliament"));
}

#[test]
fn quotation_marks_without_speech() {
    check("Its “multi-vector” course and the project “One Belt – One Road” cost much.", &[]);
    check("In the days of the “Soviet Empire” they fought for “national identity”.", &[]);
    check("Is it “to be or not to be Russia”, or training of ” agents of influence”?", &[]);
    check("Remember the song, where it is clearly stated: “A friend will not leave you.”", &[]);
    check("He appeared on CNN’s “State of the Union”.", &[]);
}

#[test]
fn names_are_no_quotes_but_opinions_are() {
    check("The transport ministry calls the route the “Belt of Trust”.", &[]);
    check("The press dubbed the bridge “Old Nick”.", &[]);
    check(
        "The ministry in Tbilisi called the report “a fairy tale for adults”.",
        &["mixed | the report “a fairy tale for adults” | The ministry in Tbilisi | called"],
    );
    check(
        "Anna Keller called them “paid wreckers” and left the hall.",
        &["direct | “paid wreckers” | Anna Keller | called"],
    );
}

#[test]
fn speech_that_goes_on() {
    check(
        "“We wait,” Anna Keller said on the programme “Late Harbour.” “We are ready to go.”",
        &["direct | “We wait,” + “We are ready to go.” | Anna Keller | said"],
    );
    check(
        "The route, he said, “belongs to nobody and threatens nobody”, and those who call it unsafe “should look at a map first”.",
        &[
            "mixed | “belongs to nobody and threatens nobody”, and those who call it unsafe “should look at a map first” | he | said",
        ],
    );
    check(
        "Anna Keller said:\n“We are ready for the long road.\n“We have waited for nine years.”",
        &["direct | “We are ready for the long road.\n“We have waited for nine years.” | Anna Keller | said"],
    );
    check(
        "“We are ready,” Anna Keller said.\n“And we shall wait for as long as it takes.”\nThe hall was full.",
        &[
            "direct | “We are ready,” | Anna Keller | said",
            "direct | “And we shall wait for as long as it takes.” | Anna Keller | ",
        ],
    );
}

#[test]
fn headings_and_messages() {
    check(
        "Anna Keller rebuffs the ministry: “You lost our grain”",
        &["direct | “You lost our grain” | Anna Keller | :"],
    );
    check(
        "The president took to the road with a new message: “It is about me.”",
        &["direct | “It is about me.” | The president | :"],
    );
}

#[test]
fn an_attribution_inside_reported_speech() {
    check(
        "The harbour museum, Anna Keller said, would open in May.",
        &["indirect | The harbour museum + would open in May | Anna Keller | said"],
    );
    check(
        "Back in Berlin, Anna Keller said, the talks had failed.",
        &["indirect | Back in Berlin + the talks had failed | Anna Keller | said"],
    );
    check(
        "Anna Keller said her plans were ready.",
        &["indirect | her plans were ready | Anna Keller | said"],
    );
    check(
        "The report says Berlin “has no patience for delays”.",
        &["mixed | Berlin “has no patience for delays” | The report | says"],
    );
}

#[test]
fn according_to_somebody() {
    check(
        "The visit, according to a number of experts, was meant to calm the market.",
        &["indirect | The visit + was meant to calm the market | a number of experts | according to"],
    );
    check(
        "Three million tons were carried, of which, according to experts, a third was oil.",
        &["indirect | a third was oil | experts | according to"],
    );
    check(
        "According to exit polls, Anna Keller had a lead of ten points.",
        &["indirect | Anna Keller had a lead of ten points | exit polls | According to"],
    );
}

#[test]
fn attitudes_are_quotes_only_when_asked_for() {
    let text = "Anna Keller plans to visit Berlin. Anna Keller opposes the new treaty. Anna Keller believes that talks will fail.";
    check(text, &[]);
    let mut found = found_by(text, &Request { language: "en", attitudes: true, ..Request::default() });
    found.quotes.retain(|quote| quote.why.rule == "attitude");
    compare(
        &found,
        text,
        &[
            "indirect | to visit Berlin | Anna Keller | plans",
            "indirect | the new treaty | Anna Keller | opposes",
            "indirect | talks will fail | Anna Keller | believes",
        ],
    );
}

#[test]
fn reported_speech() {
    check(
        "The ministry said that the talks would go on.",
        &["indirect | the talks would go on | The ministry | said"],
    );
    check(
        "The talks will go on, the ministry said.",
        &["indirect | The talks will go on | the ministry | said"],
    );
    check(
        "According to Anna Keller, the talks will go on.",
        &["indirect | the talks will go on | Anna Keller | According to"],
    );
    check(
        "Anna Keller told reporters on Monday that the talks had failed.",
        &["indirect | the talks had failed | Anna Keller | told"],
    );
    check(
        "Anna Keller said the talks had failed, adding that nobody was to blame.",
        &[
            "indirect | the talks had failed | Anna Keller | said",
            "indirect | nobody was to blame | Anna Keller | adding",
        ],
    );
    check("Anna Keller called on Berlin to act.", &["indirect | Berlin to act | Anna Keller | called on"]);
    check(
        "Anna Keller accused Berlin of cheating.",
        &["indirect | Berlin of cheating | Anna Keller | accused"],
    );
    check(
        "Ukraine said it would not accept a lane that could be closed “with one telephone call”.",
        &[
            "mixed | it would not accept a lane that could be closed “with one telephone call” | Ukraine | said",
        ],
    );
    check("The claim surprised the ministry. The report was long.", &[]);
}

#[test]
fn who_stands_before_the_verb() {
    check(
        "Advisers to Pavel Orlov say the talks have failed.",
        &["indirect | the talks have failed | Advisers to Pavel Orlov | say"],
    );
    check(
        "Anna Keller on Tuesday said the talks had failed.",
        &["indirect | the talks had failed | Anna Keller | said"],
    );
    check(
        "It came shortly after Anna Keller said she would resign.",
        &["indirect | she would resign | Anna Keller | said"],
    );
    check("She’s claiming that the talks failed.", &["indirect | the talks failed | She | claiming"]);
    check("Anna Keller said they’ll wait.", &["indirect | they’ll wait | Anna Keller | said"]);
    check(
        "Reuters quotes Anna Keller as saying the talks have failed.",
        &["indirect | the talks have failed | Anna Keller | saying"],
    );
    check(
        "After saying the port was closed, Anna Keller left the hall.",
        &["indirect | the port was closed | Anna Keller | saying"],
    );
}

#[test]
fn a_role_begins_where_its_words_do() {
    check(
        "Anna Keller told the court that local officials said the port was closed.",
        &["indirect | local officials said the port was closed | Anna Keller | told"],
    );
    let found = found(
        "The Prime Minister said the port was closed. A spokesman for Anna Keller said it was not.",
        "en",
    );
    let text = "The Prime Minister said the port was closed. A spokesman for Anna Keller said it was not.";
    let speakers: Vec<_> = found
        .quotes
        .iter()
        .filter_map(|quote| found.mentions.get(*quote.speakers.first()?))
        .map(|mention| (mention.span.of_text(text), mention.form))
        .collect();
    assert_eq!(speakers, [("The Prime Minister", "role"), ("A spokesman for Anna Keller", "role")]);
}

#[test]
fn a_pronoun_stands_for_whom_it_fits() {
    let text =
        "Michelle Keller opened the hall. “We are ready,” said Boris Orlov. “We shall wait,” she said.";
    let found = found(text, "en");
    let last = found.quotes.last().and_then(|quote| quote.speakers.first()).expect("she speaks");
    let actor = found.mentions[*last].actor.map(|actor| found.actors[actor].name.as_str());
    assert_eq!(actor, Some("Michelle Keller"));
}

#[test]
fn where_reported_speech_ends() {
    check(
        "While Anna Keller admitted the port was closed, Pavel Orlov went home.",
        &["indirect | the port was closed | Anna Keller | admitted"],
    );
    check(
        "Anna Keller said the port was closed; Pavel Orlov went home.",
        &["indirect | the port was closed | Anna Keller | said"],
    );
    check(
        "Anna Keller urged Berlin to open the port, winning much applause.",
        &["indirect | Berlin to open the port | Anna Keller | urged"],
    );
    check(
        "The port, Anna Keller told reporters on Friday, was closed.",
        &["indirect | The port + was closed | Anna Keller | told"],
    );
}

#[test]
fn a_paragraph_behind_a_colon() {
    check(
        "The hall was full. Anna Keller added:\n\nWe are ready. We shall wait.\n\nIt was late.",
        &["direct | We are ready. We shall wait. | Anna Keller | added"],
    );
}

#[test]
fn other_languages() {
    check_in("ru", "«Мы готовы», — сказал Пётр Орлов.", &["direct | «Мы готовы» | Пётр Орлов | сказал"]);
    check_in(
        "ru",
        "Пётр Орлов заявил, что переговоры идут.",
        &["indirect | переговоры идут | Пётр Орлов | заявил"],
    );
    check_in(
        "uk",
        "«Ми готові», – заявив Петро Орленко.",
        &["direct | «Ми готові» | Петро Орленко | заявив"],
    );
    check_in(
        "fr",
        "« Nous sommes prêts », a déclaré Anne Keller.",
        &["direct | « Nous sommes prêts » | Anne Keller | déclaré"],
    );
    check_in(
        "de",
        "„Wir sind bereit“, sagte Anna Keller.",
        &["direct | „Wir sind bereit“ | Anna Keller | sagte"],
    );
    check_in(
        "es",
        "«Estamos listos», afirmó Ana Keller.",
        &["direct | «Estamos listos» | Ana Keller | afirmó"],
    );
    check_in(
        "it",
        "«Siamo pronti», ha detto Anna Keller.",
        &["direct | «Siamo pronti» | Anna Keller | detto"],
    );
    check_in(
        "pl",
        "„Jesteśmy gotowi” – powiedziała Anna Keller.",
        &["direct | „Jesteśmy gotowi” | Anna Keller | powiedziała"],
    );
    check_in(
        "tr",
        "“Hazırız ve bekliyoruz,” dedi Ayşe Keller.",
        &["direct | “Hazırız ve bekliyoruz,” | Ayşe Keller | dedi"],
    );
}

#[test]
fn other_ways_of_other_languages() {
    check_in(
        "fr",
        "« Nous sommes prêts, a dit Anne Keller, et nous attendrons. »",
        &["direct | « Nous sommes prêts + et nous attendrons. » | Anne Keller | dit"],
    );
    check_in(
        "fr",
        "— Nous sommes prêts, a déclaré Anne Keller.",
        &["direct | Nous sommes prêts | Anne Keller | déclaré"],
    );
    check_in(
        "de",
        "Anna Keller sagte, die Gespräche würden weitergehen.",
        &["indirect | die Gespräche würden weitergehen | Anna Keller | sagte"],
    );
    check_in(
        "de",
        "Laut Anna Keller gehen die Gespräche weiter.",
        &["indirect | gehen die Gespräche weiter | Anna Keller | Laut"],
    );
    check_in(
        "es",
        "—Estamos listos —dijo Ana Keller—. Vamos a esperar.",
        &["direct | Estamos listos + Vamos a esperar. | Ana Keller | dijo"],
    );
    check_in(
        "es",
        "El ministro acusó a sus vecinos de mentir.",
        &["indirect | a sus vecinos de mentir | El ministro | acusó"],
    );
    check_in(
        "pl",
        "— Jesteśmy gotowi — powiedziała Anna Keller. — Będziemy czekać.",
        &["direct | Jesteśmy gotowi + Będziemy czekać. | Anna Keller | powiedziała"],
    );
    check_in(
        "tr",
        "Ayşe Keller, “Hazırız ve bekliyoruz” dedi.",
        &["direct | “Hazırız ve bekliyoruz” | Ayşe Keller | dedi"],
    );
    check_in(
        "tr",
        "Ayşe Keller görüşmelerin sürdüğünü söyledi.",
        &["indirect | görüşmelerin sürdüğünü | Ayşe Keller | söyledi"],
    );
    check_in(
        "tr",
        "Bakana göre görüşmeler başkentte sürüyor.",
        &["indirect | görüşmeler başkentte sürüyor | Bakana | göre"],
    );
}

#[test]
fn turns_of_a_transcript() {
    check(
        "The ministry published the talk.\n\nKELLER: Are you ready?\n\nMR. ORLOV: We are. Berlin said it was.\n\n\
         (LAUGHTER)\n\nAnd we shall wait.\n\nKELLER: For how long?\n\nMR. ORLOV: For ever.\n\nThe hall was full.",
        &[
            "direct | Are you ready? | KELLER | :",
            "direct | We are. Berlin said it was. + And we shall wait. | ORLOV | :",
            "direct | For how long? | KELLER | :",
            "direct | For ever. | ORLOV | :",
        ],
    );
    check(
        "Q: Are you ready?\nA: We are.\nQ: For what?",
        &["direct | Are you ready? | Q | :", "direct | We are. | A | :", "direct | For what? | Q | :"],
    );
    check("Photo: Anna Keller\nPlace: Berlin\nPHOTO: Pavel Orlov\nMonday: closed\nPrice: free", &[]);
    check("KELLER: Are you ready?\nThe hall was full. The talks went on.", &[]);
}

#[test]
fn a_language_without_a_lexicon_gets_a_note() {
    let found = found("“हम तैयार हैं और हम इंतज़ार करेंगे।”", "hi");
    assert_eq!(found.quotes.len(), 1);
    assert!(
        matches!(found.notes.as_slice(), [note] if note.starts_with("Hindi is not supported")),
        "{:?}",
        found.notes
    );
}

#[test]
fn articles_to_try_have_their_speakers() {
    let text = include_str!("../../../examples/corridor-commentary.txt");
    let found = found(text, "en");
    let direct = |name: &str| {
        let speaks = |quote: &&crate::suggest::found::Quote| {
            quote.kind == "direct"
                && quote.speakers.iter().any(|at| found.mentions[*at].span.of_text(text) == name)
        };
        found.quotes.iter().filter(speaks).count()
    };
    assert_eq!(direct("Arkady Belozerov"), 2);
    assert_eq!(direct("Leyla Manafzade"), 1);
    assert_eq!(direct("Orhan Kesici"), 1);
    for scare in [
        "“Middle Corridor”",
        "“Belt of Trust”",
        "“security guarantees”",
        "“Heartland Revisited”",
        "“Free Rails”",
    ] {
        let spoken =
            found.quotes.iter().any(|quote| quote.fragments.iter().any(|span| span.of_text(text) == scare));
        assert!(!spoken, "{scare}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_text_upsets_it(
        text in "(“|”|\"|'|’|«|»|—|, |\\. |\n|: |said |says that |he |the |Putin |according to |адrr |[a-zа-я]{1,6} |\\PC){0,60}",
        language in prop::sample::select(vec!["en", "ru", "fr", "de", "tr", "hi", ""]),
    ) {
        let found = found(&text, language);
        for quote in &found.quotes {
            prop_assert!(!quote.fragments.is_empty());
            for span in quote.fragments.iter().chain(&quote.cue) {
                prop_assert!(text.get(span.range()).is_some_and(|words| !words.is_empty()));
            }
            prop_assert!(quote.speakers.iter().all(|at| *at < found.mentions.len()));
        }
        prop_assert!(found.mentions.iter().all(|mention| text.get(mention.span.range()).is_some()));
    }
}
