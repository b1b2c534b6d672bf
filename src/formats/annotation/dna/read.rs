//! A database to documents, one for each article in it.

use super::super::Imported;
use super::super::anchor::Anchors;
use super::super::flat::{self, Found};
use super::super::foreign::Builder;
use super::SPAN;
use crate::model::{Actor, LayerId, Target};
use crate::text::{Article, Unit};
use rusqlite::{Connection, MAIN_DB, Result};
use rustc_hash::FxHashMap;
use serde_json::{Map, Value};

/// A statement with the values of its variables.
#[derive(Default)]
struct Statement {
    kind: String,
    document: i64,
    place: (u32, u32),
    values: Map<String, Value>,
}

/// Reads the database.
///
/// # Errors
/// When SQLite cannot read it or a table is missing.
pub(super) fn read(bytes: &[u8], stem: &str) -> Result<Vec<Imported>> {
    let mut base = Connection::open_in_memory()?;
    // A broken file may say that somebody else holds it: nobody does, so there is nothing to wait for.
    base.busy_timeout(std::time::Duration::ZERO)?;
    base.deserialize_read_exact(MAIN_DB, bytes, bytes.len(), true)?;
    let mut statements = statements(&base)?;
    let mut all = Vec::new();
    let mut documents = base
        .prepare("SELECT ID, Title, Text, Author, Source, Section, Notes, Date FROM DOCUMENTS ORDER BY ID")?;
    let mut rows = documents.query([])?;
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        let text = |at: usize| row.get::<_, Option<String>>(at).map(Option::unwrap_or_default);
        let article = Article::new(text(2)?);
        let notes: Map<String, Value> = serde_json::from_str(&text(6)?).unwrap_or_default();
        let own = notes.get("id").map(flat::plain).filter(|id| !id.is_empty());
        let name = own.clone().unwrap_or_else(|| format!("{stem}-{id}"));
        let mut builder = Builder::new(&name, article, "dna");
        if own.is_some() {
            for (name, value) in notes.iter().filter(|(name, _)| *name != "id") {
                flat::take_meta(&mut builder, name, value);
            }
        } else {
            for (at, name) in [(1, "title"), (3, "author"), (4, "outlet"), (5, "section")] {
                flat::take_meta(&mut builder, name, &text(at)?.into());
            }
            let moment = jiff::Timestamp::from_second(row.get::<_, Option<i64>>(7)?.unwrap_or_default());
            let day = moment.map(|it| it.to_string().chars().take(10).collect::<String>());
            flat::take_meta(&mut builder, "date", &day.unwrap_or_default().into());
        }
        // The program's window counts UTF-16 units; a file of ours has no character on which that matters.
        let mine = statements.remove(&id).unwrap_or_default();
        if mine.iter().any(|it| it.kind == SPAN && it.values.contains_key(flat::ID)) {
            spans(mine, &mut builder);
        } else {
            foreign(mine, &mut builder);
        }
        all.push(builder.done());
    }
    Ok(all)
}

fn statements(base: &Connection) -> Result<FxHashMap<i64, Vec<Statement>>> {
    let mut by_id: FxHashMap<i64, Statement> = FxHashMap::default();
    let mut order = Vec::new();
    let mut query = base.prepare(
        "SELECT S.ID, T.Label, S.DocumentId, S.Start, S.Stop FROM STATEMENTS S JOIN STATEMENTTYPES T ON T.ID = S.StatementTypeId ORDER BY S.ID",
    )?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        let place = (row.get(3)?, row.get(4)?);
        let statement = Statement { kind: row.get(1)?, document: row.get(2)?, place, values: Map::new() };
        order.push(id);
        by_id.insert(id, statement);
    }
    let values = [
        "SELECT D.StatementId, V.Variable, E.Value FROM DATASHORTTEXT D JOIN VARIABLES V ON V.ID = D.VariableId JOIN ENTITIES E ON E.ID = D.Entity",
        "SELECT D.StatementId, V.Variable, D.Value FROM DATALONGTEXT D JOIN VARIABLES V ON V.ID = D.VariableId",
        "SELECT D.StatementId, V.Variable, CASE D.Value WHEN 0 THEN 'no' ELSE 'yes' END FROM DATABOOLEAN D JOIN VARIABLES V ON V.ID = D.VariableId",
        "SELECT D.StatementId, V.Variable, CAST(D.Value AS TEXT) FROM DATAINTEGER D JOIN VARIABLES V ON V.ID = D.VariableId",
    ];
    for value in values {
        let mut query = base.prepare(value)?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            let value: String = row.get::<_, Option<String>>(2)?.unwrap_or_default();
            if let Some(statement) = by_id.get_mut(&row.get::<_, i64>(0)?).filter(|_| !value.is_empty()) {
                statement.values.insert(row.get(1)?, value.into());
            }
        }
    }
    let mut by_document: FxHashMap<i64, Vec<Statement>> = FxHashMap::default();
    for statement in order.iter().filter_map(|id| by_id.remove(id)) {
        by_document.entry(statement.document).or_default().push(statement);
    }
    Ok(by_document)
}

/// Takes back what Glossator wrote.
fn spans(statements: Vec<Statement>, builder: &mut Builder) {
    let (mut found, mut ties) = (Vec::new(), Vec::new());
    for (statement, number) in statements.into_iter().zip(1..).filter(|(it, _)| it.kind == SPAN) {
        let value = |name: &str| statement.values.get(name).map(flat::plain).unwrap_or_default();
        let mut said: Map<String, Value> = serde_json::from_str(&value("attributes")).unwrap_or_default();
        let id = value(flat::ID);
        said.retain(|name, ends| {
            let Some((role, ends)) = name.strip_prefix('→').zip(ends.as_array()) else { return true };
            ties.extend(ends.iter().map(|to| (role.to_owned(), id.clone(), flat::plain(to))));
            false
        });
        said.insert(flat::ID.to_owned(), id.as_str().into());
        let (start, end) = statement.place;
        let key = format!("statement {number}");
        found.push(Found { key, label: value("label"), place: (start, end, None), said });
    }
    flat::take_ids(&mut found, &mut ties);
    let article = builder.article();
    flat::put(builder, &Anchors::new(&article, Unit::Scalars), found, &ties);
}

/// Takes what a person coded: a statement is a claim of the person or organization that it names.
fn foreign(statements: Vec<Statement>, builder: &mut Builder) {
    let article = builder.article();
    let anchors = Anchors::new(&article, Unit::Utf16);
    for (mut statement, number) in statements.into_iter().zip(1..) {
        let (start, end) = statement.place;
        let Ok(placed) = anchors.place(start, end, None) else {
            let message = format!("the statement at {start}–{end} is not in the text; left out");
            builder.problems.push(crate::model::Problem::error(crate::model::Place::Whole, message));
            continue;
        };
        let is_claim = statement.kind == "DNA Statement";
        let label = if is_claim { LayerId::CLAIM.to_string() } else { statement.kind };
        let id = builder.annotation(&format!("s{number}"), &label, vec![placed.span]);
        for (name, kind) in [("person", "person"), ("organization", "organisation")] {
            if let Some(actor) = statement.values.shift_remove(name).filter(|_| is_claim) {
                let actor = flat::plain(&actor);
                let slug = builder.put_actor(Actor::new(
                    crate::model::ActorId::of_name(&actor, |_| false),
                    actor,
                    kind,
                ));
                builder.link(&id, "source", Target::Actor(slug));
            }
        }
        if let Some(agrees) = statement.values.shift_remove("agreement") {
            let stance = if agrees == "no" { "opposes" } else { "supports" };
            builder.get(&id).into_iter().for_each(|it| it.attributes.set("stance", stance));
        }
        for (name, value) in &statement.values {
            builder.get(&id).into_iter().for_each(|it| it.attributes.set(name, flat::plain(value)));
        }
    }
}
