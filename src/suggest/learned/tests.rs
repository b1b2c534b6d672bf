//! What decisions teach, and what that does to the next article.

use super::*;
use crate::model::{Annotation, ArticleState, Codebook, Document, Edit, LayerId, Status, apply};
use crate::suggest::{Request, Suggestions, merge, suggest};
use crate::text::{Article, Span};
use std::sync::Arc;

fn article(text: &str) -> Arc<Article> {
    Arc::new(Article::new(text))
}

fn suggested(text: &str, learned: &Learned) -> Suggestions {
    suggest(&article(text), &Request { language: "en", learned: Some(learned), ..Request::default() })
}

/// Returns what is suggested, decided as `decide` says, and what that teaches.
fn taught(text: &str, decide: impl Fn(&mut Document)) -> Evidence {
    let suggestions = suggested(text, &Learned::default());
    let mut document = Document::with_id("d", article(text), Codebook::standard());
    let edit = merge(&document, suggestions.clone());
    apply(&mut document, edit);
    decide(&mut document);
    evidence(&document, &suggestions, &Learned::default())
}

fn set(document: &mut Document, words: &str, change: impl Fn(&mut Annotation)) {
    let text = document.text().to_owned();
    let mut found = document.annotations().find(|it| it.words(&text) == words).expect(words).clone();
    change(&mut found);
    apply(document, Edit::annotation(found));
}

fn shown(suggestions: &Suggestions, text: &str, layer: &LayerId) -> Vec<String> {
    let all = suggestions.annotations.iter().filter(|it| it.layer == *layer && it.score() >= 0.5);
    all.map(|it| it.words(text)).collect()
}

#[test]
fn what_was_rejected_does_not_return_and_says_why() {
    let evidence = taught("Astana signed on Monday. Putin left.", |document| {
        set(document, "Astana", |it| it.status = Status::Rejected);
    });
    let mut learned = Learned::default();
    assert!(learned.put("one", evidence.clone()));
    assert!(!learned.put("one", evidence), "the same decisions teach nothing new");
    let text = "Later Astana agreed. Putin came back.";
    let found = suggested(text, &learned);
    assert_eq!(shown(&found, text, &LayerId::ACTOR), ["Putin"]);
    let hidden = found.annotations.iter().find(|it| it.words(text) == "Astana").expect("kept, hidden");
    assert_eq!(hidden.origin.reason, "because you rejected it once");

    learned.forget(Topic::Name("Astana".to_owned()));
    assert_eq!(shown(&suggested(text, &learned), text, &LayerId::ACTOR), ["Astana", "Putin"]);
    learned.learn_again(&Topic::Name("Astana".to_owned()));
    assert!(learned.lesson(&Topic::Name("Astana".to_owned())).is_some_and(Lesson::is_no));
    learned.put("one", Evidence::new());
    assert!(learned.is_empty(), "undone decisions teach nothing");
}

#[test]
fn an_accepted_name_is_found_elsewhere_as_what_it_was_accepted() {
    let evidence = taught("The report came from Vorstad in spring. Putin left.", |document| {
        let at = document.text().find("Vorstad").expect("there") as u32;
        let mut made = Annotation::new("a1".into(), LayerId::ACTOR, vec![Span::new(at, at + 7)]);
        made.attributes.set("kind", "company");
        let old: Vec<_> = document
            .overlapping(Span::new(at, at + 7))
            .map(|(_, it)| Edit::RemoveAnnotation(it.id.clone()))
            .collect();
        apply(document, Edit::Batch(old));
        apply(document, Edit::annotation(made));
    });
    let mut learned = Learned::default();
    learned.put("one", evidence);
    let text = "Nobody asked Vorstad about it.";
    let found = suggested(text, &learned);
    let mention = found.annotations.iter().find(|it| it.words(text) == "Vorstad").expect("found");
    assert_eq!(mention.attributes.get("kind"), Some("company"));
    assert!(mention.score() >= 0.5);
}

/// Returns what a person teaches who has accepted nothing here and is done.
fn left_unmarked(text: &str, learned: &Learned) -> Evidence {
    let mut document = Document::with_id("d", article(text), Codebook::standard());
    apply(&mut document, Edit::SetState(ArticleState::Done));
    evidence(&document, &Suggestions::default(), learned)
}

#[test]
fn words_that_are_left_unmarked_in_an_article_that_is_done_count_against_a_name() {
    let name = Topic::Name("Vorst Council".to_owned());
    let lesson = Lesson { yes: 1, kind: "organisation".into(), ..Lesson::default() };
    let mut learned = Learned::default();
    learned.put("one", Evidence::from([(name.clone(), lesson)]));
    let text =
        "they asked the Vorst Council about it, and Vorst Council’s men too; not the Vorst Councillor.";
    let found = |learned: &Learned| {
        let names = shown(&suggested(text, learned), text, &LayerId::ACTOR);
        names.into_iter().filter(|words| words == "Vorst Council").count()
    };
    assert_eq!(found(&learned), 2, "accepted elsewhere");
    let evidence = left_unmarked(text, &learned);
    assert_eq!(evidence.get(&name).map(|lesson| lesson.left), Some(2));
    learned.put("two", evidence);
    let lesson = learned.lesson(&name).expect("known");
    assert_eq!(why(lesson), "because you accepted it once and passed over it twice");
}

#[test]
fn ends_that_are_moved_again_and_again_are_a_habit() {
    let mut learned = Learned::default();
    for (number, name) in ["Anna Berg", "Peter Lind", "Maria Holm"].iter().enumerate() {
        let text = format!("On Monday Doctor {name} spoke in Oslo.");
        let evidence = taught(&text, |document| {
            set(document, name, |it| {
                it.status = Status::Accepted;
                if let Some(span) = it.fragments.first_mut() {
                    span.start -= 7;
                }
            });
        });
        learned.put(&number.to_string(), evidence);
    }
    let topic = Topic::Start("actor".into(), "doctor".to_owned());
    assert!(learned.lesson(&topic).is_some_and(Lesson::is_yes), "{:?}", learned.totals);
    let text = "Then Doctor Karin Dahl replied.";
    let names = shown(&suggested(text, &learned), text, &LayerId::ACTOR);
    assert!(names.contains(&"Doctor Karin Dahl".to_owned()), "{names:?}");
}

#[test]
fn a_verb_of_saying_is_learned_by_use() {
    let mut learned = Learned::default();
    let cue = Topic::Cue("en".into(), "bleated".to_owned());
    let text = "Angela Merkel bleated that the sanctions on grain would be lifted by spring.";
    assert!(shown(&suggested(text, &learned), text, &LayerId::QUOTE).is_empty());
    learned.put("one", Evidence::from([(cue, Lesson { yes: 3, ..Lesson::default() })]));
    let found = suggested(text, &learned);
    assert_eq!(shown(&found, text, &LayerId::QUOTE), ["the sanctions on grain would be lifted by spring"]);
    assert!(found.links.iter().any(|link| link.role == "speaker"));
}

#[test]
fn lessons_are_told_in_words() {
    let lesson = Lesson { yes: 0, no: 3, ..Lesson::default() };
    assert_eq!(what(&Topic::Name("Astana".to_owned()), &lesson), "“Astana” is left alone");
    assert_eq!(why(&lesson), "because you rejected it 3 times");
    let lesson = Lesson { yes: 2, no: 1, left: 0, kind: "state".into(), actor: "Kazakhstan".to_owned() };
    assert_eq!(what(&Topic::Name("Astana".to_owned()), &lesson), "“Astana” is marked: Kazakhstan, state");
    assert_eq!(why(&lesson), "because you accepted it twice and rejected it once");
}
