//! What the actor stage finds, checked on sentences of our own.

use super::*;
use crate::text::Article;
use proptest::prelude::*;

fn found(text: &str) -> Found {
    let article = Article::new(text);
    let prepared = Prepared::new(&article, "");
    let mut found = Found::default();
    find(&prepared, &Request::default(), &mut found);
    found
}

/// Checks mentions as `words|form|actor`.
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let found = found(text);
    let mentions: Vec<_> = found
        .mentions
        .iter()
        .filter(|mention| mention.why.score >= 0.5)
        .map(|mention| {
            let actor = mention
                .actor
                .and_then(|actor| found.actors.get(actor))
                .map_or("-", |actor| actor.id.as_str());
            format!("{}|{}|{actor}", mention.span.of_text(text), mention.form)
        })
        .collect();
    assert_eq!(mentions, expected);
}

#[test]
fn roles_and_their_holders() {
    check(
        "rightly noted the head of the Eurasian Analytical Club, Nikita Mendkovich.",
        &[
            "the head of the Eurasian Analytical Club|role|nikita-mendkovich",
            "Eurasian Analytical Club|name|eurasian-analytical-club",
            "Nikita Mendkovich|name|nikita-mendkovich",
        ],
    );
    check(
        "French President Macron met the Russian president.",
        &[
            "French President|role|emmanuel-macron",
            "French|adjective|france",
            "Macron|name|emmanuel-macron",
            "the Russian president|role|vladimir-putin",
            "Russian|adjective|russia",
        ],
    );
}

#[test]
fn capitals_that_stand_for_governments() {
    check(
        "They flew to Astana to convince Astana. Talks between Moscow and Kyiv failed, and Moscow will not \
         seek more. The mayor of Moscow said so in Kyiv. Beijing's policy is Beijing's weather.",
        &[
            "Astana|name|astana",
            "Astana|metonym|kazakhstan",
            "Moscow|metonym|russia",
            "Kyiv|metonym|ukraine",
            "Moscow|metonym|russia",
            "The mayor of Moscow|role|-",
            "Moscow|name|moscow",
            "Kyiv|name|kyiv",
            "Beijing|metonym|china",
            "Beijing|name|beijing",
        ],
    );
}

#[test]
fn one_actor_for_all_spellings() {
    check(
        "Nikita Mendkovich spoke of the Eurasian Economic Union (EAEU). Mendkovic said the EAEU grows.",
        &[
            "Nikita Mendkovich|name|nikita-mendkovich",
            "Eurasian Economic Union|name|eurasian-economic-union",
            "EAEU|name|eurasian-economic-union",
            "Mendkovic|name|nikita-mendkovich",
            "EAEU|name|eurasian-economic-union",
        ],
    );
    check(
        "Kazakhstan, China and Kazakhstan. As the president of the republic said, Tokayev will stay.",
        &[
            "Kazakhstan|name|kazakhstan",
            "China|name|china",
            "Kazakhstan|name|kazakhstan",
            "the president of the republic|role|kassym-jomart-tokayev",
            "Tokayev|name|kassym-jomart-tokayev",
        ],
    );
}

#[test]
fn ends_of_names() {
    check("Near Palmyra, strikes hit a tank.", &["Palmyra|name|palmyra"]);
    check(
        "He is the UN Special Envoy for Syria. The talks on the Cessation of Hostilities failed.",
        &["the UN Special Envoy for Syria|role|-", "UN|name|united-nations", "Syria|name|syria"],
    );
}

#[test]
fn other_languages() {
    check(
        "Президент России Владимир Путин прибыл в Казахстан, где его встретил Токаев.",
        &[
            "России|name|russia",
            "Владимир Путин|name|vladimir-putin",
            "Казахстан|name|kazakhstan",
            "Токаев|name|kassym-jomart-tokayev",
        ],
    );
    check(
        "Как заявил вчера Мартин Рейнсалу, Эстония готова.",
        &["Мартин Рейнсалу|name|martin-reynsalu", "Эстония|name|estonia"],
    );
    check("中国和俄罗斯领导人会谈。", &["中国|name|china", "俄罗斯|name|russia"]);
    check("러시아는 중국과 회담했다.", &["러시아|name|russia", "중국|name|china"]);
    check("قالت روسيا إن أوكرانيا رفضت", &["روسيا|name|russia", "أوكرانيا|name|ukraine"]);
}

#[test]
fn actors_that_the_corpus_knows_are_found_by_name() {
    use crate::model::{Actor, ActorId, Actors};
    let mut known = Actors::default();
    let mut actor = Actor::new(ActorId::new("blue-harbour"), "Blue Harbour Pact", "group");
    actor.aliases.push("The Pact of Seven".to_owned());
    known.put(actor);
    let article = Article::new("It was then that they read Blue Harbour Pact papers and left.");
    let prepared = Prepared::new(&article, "en");
    let mut found = Found::default();
    find(&prepared, &Request { known: Some(&known), ..Request::default() }, &mut found);
    assert!(found.actors.iter().any(|actor| actor.id.as_str() == "blue-harbour"), "{:?}", found.mentions);
}

proptest! {
    #[test]
    fn any_text_gives_spans_on_characters(text in "(\\PC|[.,’'“”()-]|\\n|[A-Z][a-z]+ |the | of |президент |Путин |U\\.S\\.|anti-|习近平){0,60}") {
        for mention in found(&text).mentions {
            prop_assert!(text.get(mention.span.range()).is_some_and(|covered| !covered.is_empty()));
        }
    }
}

#[test]
fn scores_keep_their_order_and_promise_nothing_certain() {
    for closely in [false, true] {
        let scores: Vec<f32> = (0..=100).map(|percent| calibrated(percent as f32 / 100.0, closely)).collect();
        assert!(scores.windows(2).all(|pair| pair[0] < pair[1]) && scores[50] == 0.5 && scores[100] < 0.98);
    }
    let found = found("Kazakhstan and Nikita Mendkovich met. Kazakhstan said no.");
    assert!(found.mentions.iter().all(|mention| mention.why.score < 0.98), "{:?}", found.mentions);
}

#[test]
fn names_of_plans_in_quotation_marks_are_no_actors() {
    check(
        "The road, called “Belt of Trust”, starts in Kazakhstan. The newspaper “Morning Herald” wrote of it.",
        &["Kazakhstan|name|kazakhstan", "Morning Herald|name|morning-herald"],
    );
}
