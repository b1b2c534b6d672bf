//! Reads JSON Lines `{"id","text"}`, suggests, and prints Glossator JSON Lines. Gone once the command line can.

use glossator::model::Target;
use glossator::suggest::{Request, suggest};
use glossator::text::{Article, Span};
use serde_json::{Value, json};
use std::io::BufRead as _;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for line in std::io::stdin().lock().lines() {
        let row: Value = serde_json::from_str(&line?)?;
        let article = Article::new(row["text"].as_str().unwrap_or_default());
        let language = row["language"].as_str().unwrap_or("en");
        let out = suggest(&article, &Request { language, ..Request::default() });
        println!("{}", to_json(&row, &article, &out));
    }
    Ok(())
}

fn to_json(row: &Value, article: &Article, out: &glossator::suggest::Suggestions) -> Value {
    let text = article.text();
    let mut scalars = vec![0u32; text.len() + 1];
    let mut count = 0;
    for (at, char) in text.char_indices() {
        for slot in scalars.iter_mut().skip(at).take(char.len_utf8()) {
            *slot = count;
        }
        count += 1;
    }
    if let Some(last) = scalars.last_mut() {
        *last = count;
    }
    let at = |at: u32| scalars.get(at as usize).copied().unwrap_or(count);
    let fragment =
        |span: &Span| json!({"start": at(span.start), "end": at(span.end), "text": span.of_text(text)});
    let annotations: Vec<_> = out.annotations.iter().map(|annotation| {
        let attributes: serde_json::Map<_, _> =
            annotation.attributes.iter().map(|(key, value)| (key.to_string(), json!(value.to_string()))).collect();
        json!({"id": annotation.id.to_string(), "layer": annotation.layer.to_string(),
            "fragments": annotation.fragments.iter().map(fragment).collect::<Vec<_>>(),
            "attributes": attributes, "status": "suggested", "actor": annotation.actor.as_ref().map(ToString::to_string),
            "origin": {"score": annotation.origin.score, "name": annotation.origin.name.to_string(), "reason": annotation.origin.reason.to_string()}})
    }).collect();
    let links: Vec<_> = out.links.iter().map(|link| {
        let to = match &link.to {
            Target::Annotation(id) => id.to_string(),
            Target::Actor(id) => format!("actor:{id}"),
            Target::Author => "author".to_owned(),
        };
        json!({"id": link.id.to_string(), "from": link.from.to_string(), "role": link.role.to_string(), "to": to})
    }).collect();
    json!({"id": row["id"], "text": text, "annotations": annotations, "links": links, "notes": out.notes})
}
