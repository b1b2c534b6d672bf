//! Documents to a database.

use super::super::{WriteOptions, flat, foreign, voice};
use super::schema::{LONGEST, PASSWORD, tables};
use super::{SPAN, plain_plane};
use crate::model::{Annotation, Document, LayerId, Target};
use crate::text::{Span, Unit};
use rusqlite::{Connection, MAIN_DB, Result, params};
use rustc_hash::FxHashMap;
use serde_json::Value;

/// The variables: number, name, kind, and the type of statement that has them.
const VARIABLES: [(i64, &str, &str, i64); 7] = [
    (1, "person", "short text", 1),
    (2, "organization", "short text", 1),
    (3, "concept", "short text", 1),
    (4, "agreement", "boolean", 1),
    (5, "label", "short text", 2),
    (6, "annId", "short text", 2),
    (7, "attributes", "long text", 2),
];

/// Writes the database.
///
/// # Errors
/// When SQLite refuses something, which should not occur.
pub(super) fn write(documents: &[&Document], options: &WriteOptions) -> Result<Vec<u8>> {
    let mut base = Connection::open_in_memory()?;
    base.execute_batch(&tables())?;
    let change = base.transaction()?;
    let mut writing = Writing { base: &change, entities: FxHashMap::default(), statements: 0 };
    writing.settings()?;
    for (document, number) in documents.iter().zip(1i64..) {
        writing.document(document, options, number)?;
    }
    change.commit()?;
    Ok(base.serialize(MAIN_DB)?.to_vec())
}

struct Writing<'a> {
    base: &'a Connection,
    /// Entities by variable and value.
    entities: FxHashMap<(i64, String), i64>,
    statements: i64,
}

/// Cuts a text to what a column holds.
fn short(text: &str) -> String {
    plain_plane(text).chars().take(LONGEST).collect()
}

impl Writing<'_> {
    fn settings(&mut self) -> Result<()> {
        let base = self.base;
        base.execute("INSERT INTO SETTINGS VALUES ('version', '3.0.11'), ('date', '2022-06-10')", [])?;
        base.execute(
            "INSERT INTO CODERS(ID, Name, Red, Green, Password) VALUES (1, 'Admin', 255, 255, ?1)",
            [PASSWORD],
        )?;
        let types =
            "INSERT INTO STATEMENTTYPES VALUES (1, 'DNA Statement', 239, 208, 51), (2, ?1, 100, 200, 190)";
        base.execute(types, [SPAN])?;
        let mut number = 0;
        for (id, name, kind, statement) in VARIABLES {
            base.execute(
                "INSERT INTO VARIABLES VALUES (?1, ?2, ?3, ?4)",
                params![id, name, kind, statement],
            )?;
            if kind == "short text" {
                for attribute in ["Type", "Alias", "Notes"] {
                    number += 1;
                    let add = "INSERT INTO ATTRIBUTEVARIABLES VALUES (?1, ?2, ?3)";
                    base.execute(add, params![number, id, attribute])?;
                }
                self.entity(id, "", None)?;
            }
        }
        Ok(())
    }

    /// Returns the number of an entity; a new one gets its attributes.
    fn entity(&mut self, variable: i64, value: &str, about: Option<[String; 3]>) -> Result<i64> {
        let value = short(value);
        if let Some(known) = self.entities.get(&(variable, value.clone())) {
            return Ok(*known);
        }
        let id = self.entities.len() as i64 + 1;
        self.base.execute(
            "INSERT INTO ENTITIES(ID, VariableId, Value, Red, Green, Blue) VALUES (?1, ?2, ?3, 0, 0, 0)",
            params![id, variable, value],
        )?;
        // The three attributes of a variable stand in the order of the variables.
        let first = VARIABLES.iter().filter(|(other, _, kind, _)| *other < variable && *kind == "short text");
        let first = first.count() as i64 * 3 + 1;
        let about = about.unwrap_or_default();
        for (text, attribute) in about.iter().zip(first..) {
            let add = "INSERT INTO ATTRIBUTEVALUES(EntityId, AttributeVariableId, AttributeValue) VALUES (?1, ?2, ?3)";
            self.base.execute(add, params![id, attribute, short(text)])?;
        }
        self.entities.insert((variable, value), id);
        Ok(id)
    }

    fn document(&mut self, document: &Document, options: &WriteOptions, number: i64) -> Result<()> {
        let meta = document.meta();
        let title = if meta.title.is_empty() { document.id() } else { meta.title.as_str() };
        let source = if meta.outlet.is_empty() { &meta.source } else { &meta.outlet };
        let section = meta.extra.get("section").map_or("", String::as_str);
        self.base.execute(
            "INSERT INTO DOCUMENTS VALUES (?1, ?2, ?3, 1, ?4, ?5, ?6, ?7, 'article', ?8)",
            params![
                number,
                short(title),
                plain_plane(document.text()),
                short(&meta.author),
                short(source),
                short(section),
                notes(document),
                seconds(&meta.date)
            ],
        )?;
        for annotation in foreign::shown(document, options) {
            let says = annotation.layer == LayerId::QUOTE || annotation.layer == LayerId::CLAIM;
            for span in annotation.fragments.iter().filter(|_| says).take(1) {
                self.statement(document, annotation, *span, number)?;
            }
        }
        let flat = flat::flat(document, options, false);
        let targets = flat.targets();
        for (piece, targets) in flat.pieces.iter().zip(targets) {
            let id = self.new_statement(document, 2, piece.span, number)?;
            let mut said = flat::said(document, piece.annotation);
            for (role, to) in targets.into_iter().filter(|(role, _)| *role != flat::PART_OF) {
                let to = flat.pieces.get(to).map(|it| Value::from(it.key.as_str())).unwrap_or_default();
                let ends = said.entry(format!("→{role}")).or_insert_with(|| Value::Array(Vec::new()));
                ends.as_array_mut().into_iter().for_each(|ends| ends.push(to.clone()));
            }
            self.short_text(id, 5, piece.annotation.layer.as_str(), None)?;
            self.short_text(id, 6, piece.annotation.id.as_str(), None)?;
            let add = "INSERT INTO DATALONGTEXT(StatementId, VariableId, Value) VALUES (?1, 7, ?2)";
            self.base.execute(add, params![id, plain_plane(&Value::Object(said).to_string())])?;
        }
        Ok(())
    }

    /// What somebody asserts, in the program's own terms.
    fn statement(
        &mut self,
        document: &Document,
        annotation: &Annotation,
        span: Span,
        number: i64,
    ) -> Result<()> {
        let id = self.new_statement(document, 1, span, number)?;
        let voice = document.codebook().voice_of(&annotation.layer);
        let voice = voice.and_then(|rule| document.linked(&annotation.id, &rule.role).next());
        let speaker = voice.map(|link| speaker(document, &link.to));
        let actor = voice.and_then(|link| actor_of(document, &link.to));
        let kind = actor.map(|actor| actor.kind.to_string()).unwrap_or_default();
        let is_person = kind.is_empty() || kind == "person";
        let about = actor.map(|actor| [kind.clone(), actor.aliases.join("; "), actor.note.clone()]);
        let name = speaker.unwrap_or_default();
        let (person, organization) = if is_person { (name.as_str(), "") } else { ("", name.as_str()) };
        self.short_text(id, 1, person, about.clone())?;
        self.short_text(id, 2, organization, about)?;
        let concept = annotation.attributes.get("concept").map(str::to_owned).unwrap_or_else(|| {
            let kind = annotation.attributes.get("type").unwrap_or_default();
            format!("{} {kind}", annotation.layer).trim_end().to_owned()
        });
        self.short_text(id, 3, &concept, None)?;
        let agrees = annotation.attributes.get("stance") != Some("opposes");
        let add = "INSERT INTO DATABOOLEAN(StatementId, VariableId, Value) VALUES (?1, 4, ?2)";
        self.base.execute(add, params![id, agrees])?;
        Ok(())
    }

    fn new_statement(&mut self, document: &Document, kind: i64, span: Span, number: i64) -> Result<i64> {
        self.statements += 1;
        let count = |at| document.article().count(at, Unit::Scalars);
        let add = "INSERT INTO STATEMENTS VALUES (?1, ?2, ?3, ?4, ?5, 1)";
        let (start, end) = (count(span.start), count(span.end));
        self.base.execute(add, params![self.statements, kind, number, start, end])?;
        Ok(self.statements)
    }

    fn short_text(
        &mut self,
        statement: i64,
        variable: i64,
        value: &str,
        about: Option<[String; 3]>,
    ) -> Result<()> {
        let entity = self.entity(variable, value, about.filter(|_| !value.is_empty()))?;
        let add = "INSERT INTO DATASHORTTEXT(StatementId, VariableId, Entity) VALUES (?1, ?2, ?3)";
        self.base.execute(add, params![statement, variable, entity]).map(drop)
    }
}

/// Names who asserts something: for a claim in a quote, whoever says the quote.
fn speaker(document: &Document, to: &Target) -> String {
    let quote =
        to.annotation().and_then(|id| document.annotation(id)).filter(|it| it.layer == LayerId::QUOTE);
    let inner = quote.and_then(|quote| document.linked(&quote.id, crate::model::link::role::SPEAKER).next());
    voice::name(document, inner.map_or(to, |link| &link.to))
}

fn actor_of<'a>(document: &'a Document, to: &Target) -> Option<&'a crate::model::Actor> {
    match to {
        Target::Actor(id) => document.actors().get(id),
        Target::Annotation(id) => {
            let annotation = document.annotation(id)?;
            let inner = document.linked(id, crate::model::link::role::SPEAKER).next();
            let mention =
                inner.and_then(|link| document.annotation(link.to.annotation()?)).unwrap_or(annotation);
            document.actors().get(mention.actor.as_ref()?)
        }
        Target::Author => None,
    }
}

/// All metadata and the document's id, so that they can be read back.
fn notes(document: &Document) -> String {
    let mut all = flat::meta(document, &["id"]);
    all.insert("id".to_owned(), document.id().into());
    plain_plane(&Value::Object(all).to_string())
}

/// A date as seconds since 1970; 0 for none.
fn seconds(date: &str) -> i64 {
    let day = date.get(..10).map(|day| format!("{day}T00:00:00Z"));
    let moment = day.and_then(|day| day.parse::<jiff::Timestamp>().ok());
    moment.map_or(0, jiff::Timestamp::as_second)
}
