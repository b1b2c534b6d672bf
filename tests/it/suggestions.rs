//! What is suggested in whole articles, through the library's door: what a page sets off, who asserts a claim.

use glossator::formats::{Input, read};
use glossator::model::{Document, LayerId, Target};
use glossator::suggest::{Request, Suggestions, suggest};
use std::sync::Arc;

/// Opens an article and asks for suggestions.
fn suggested(name: &str, page: &str) -> (Document, Suggestions) {
    let document = read(&Input::new(page.as_bytes(), name)).expect(name).remove(0).document;
    let suggestions = suggest(&Arc::clone(document.article()), &Request::default());
    (document, suggestions)
}

/// Where a link leads, in words.
fn target(text: &str, suggestions: &Suggestions, from: &str, role: &str) -> String {
    let link = suggestions.links.iter().find(|link| link.from.as_str() == from && link.role == role);
    match link.map(|link| &link.to) {
        Some(Target::Annotation(id)) => {
            let found = suggestions.annotations.iter().find(|annotation| annotation.id == *id);
            found.map_or_else(String::new, |annotation| annotation.words(text))
        }
        Some(other) => other.to_text().into(),
        None => String::new(),
    }
}

/// Compares the quotes of an article, each as `type | words | speaker`.
#[track_caller]
fn check_quotes(name: &str, page: &str, expected: &[&str]) {
    let (document, suggestions) = suggested(name, page);
    let text = document.text();
    let quotes = suggestions.annotations.iter().filter(|annotation| annotation.layer == LayerId::QUOTE);
    let lines: Vec<_> = quotes
        .map(|quote| {
            let kind = quote.attributes.get("type").unwrap_or_default();
            let speaker = target(text, &suggestions, quote.id.as_str(), "speaker");
            format!("{kind} | {} | {speaker}", quote.words(text))
        })
        .collect();
    assert_eq!(lines, expected);
}

const TOLD: &str = "Nobody asked us before the water came.";

#[test]
fn a_block_quotation_is_said_by_whom_the_colon_before_it_names() {
    check_quotes(
        "a.md",
        &format!(
            "Anna Keller wrote in a letter:\n\n> {TOLD}\n>\n> It will come again.\n\nThe hall was full."
        ),
        &[&format!("direct | {TOLD}\n\nIt will come again. | Anna Keller")],
    );
}

#[test]
fn a_block_quotation_is_said_by_whom_the_dash_behind_it_names() {
    check_quotes(
        "a.md",
        &format!("The hall was full.\n\n> {TOLD}\n>\n> — Anna Keller, retired fitter\n\nIt was late."),
        &[&format!("direct | {TOLD} | Anna Keller")],
    );
}

#[test]
fn a_block_quotation_of_a_web_page_is_a_quote() {
    let (document, suggestions) =
        suggested("dam-report.html", include_str!("../../examples/dam-report.html"));
    let told = suggestions.annotations.iter().filter(|annotation| annotation.layer == LayerId::QUOTE);
    let starts = |words: String| words.starts_with("My neighbours in the valley say");
    assert_eq!(told.filter(|quote| starts(quote.words(document.text()))).count(), 1);
}

#[test]
fn a_block_quotation_that_tells_itself_who_speaks_is_read_like_other_text() {
    check_quotes(
        "a.md",
        "The hall was full.\n\n> “Nobody asked us,” said Anna Keller.\n\nIt was late.",
        &["direct | “Nobody asked us,” | Anna Keller"],
    );
}

#[test]
fn a_claim_that_no_quote_holds_has_whom_the_sentence_names_as_its_source() {
    let text = "Exports fell by 9 percent in 2023 after the sanctions of the European Union. \
        Many analysts expect that exports will fall by another 30 percent because of the war.";
    let (_, suggestions) = suggested("a.txt", text);
    let claims = suggestions.annotations.iter().filter(|annotation| annotation.layer == LayerId::CLAIM);
    let sources: Vec<_> =
        claims.map(|claim| target(text, &suggestions, claim.id.as_str(), "source")).collect();
    assert_eq!(sources, ["author", "Many analysts"]);
}
