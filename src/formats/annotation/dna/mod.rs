//! The database of the Discourse Network Analyzer, version 3: SQLite with articles, statements and entities.
//!
//! Each quote and claim becomes a `DNA Statement` (person or organization, concept, agreement), from which that
//! program draws its networks; every annotation besides becomes a statement `Span`, from which a document can be
//! read back. The program's window counts UTF-16 units and its queries Unicode scalars, so that a character on which
//! the two differ is replaced by one on which they agree.

mod read;
mod schema;
mod write;

use super::{AnnotationFormat, Imported, Loss, OutFile, Unwritable, WriteOptions, flat};
use crate::formats::{Input, Unreadable};
use crate::model::Document;

/// A DNA database.
pub struct Dna;

/// What stands for a character beyond the basic plane.
const STAND_IN: char = '\u{25a1}';

/// The type of statement that holds any annotation.
const SPAN: &str = "Span";

/// The longest file that is read: it is held in memory.
const MOST_BYTES: usize = 256 << 20;

impl AnnotationFormat for Dna {
    fn name(&self) -> &'static str {
        "dna"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["dna"]
    }

    fn describe(&self) -> &'static str {
        "a database for the Discourse Network Analyzer 3; its coder is Admin, the password admin"
    }

    fn omits(&self) -> &'static str {
        "emoji and other characters beyond the basic plane, scores, reasons; parts become statements of their own"
    }

    fn holds_many(&self) -> bool {
        true
    }

    fn recognises(&self, bytes: &[u8], _name: &str) -> bool {
        bytes.starts_with(b"SQLite format 3\0") && memchr::memmem::find(bytes, b"STATEMENTTYPES").is_some()
    }

    fn read(&self, input: &Input<'_>) -> Result<Vec<Imported>, Unreadable> {
        Unreadable::unless_fits(input.bytes, MOST_BYTES)?;
        let broken = |why: rusqlite::Error| Unreadable::NotThis { format: self.name(), why: why.to_string() };
        let all = read::read(input.bytes, input.stem()).map_err(broken)?;
        if all.is_empty() { Err(Unreadable::Empty) } else { Ok(all) }
    }

    fn write(&self, documents: &[&Document], options: &WriteOptions) -> Result<Vec<OutFile>, Unwritable> {
        let failed = |why: rusqlite::Error| Unwritable::Failed { format: self.name(), why: why.to_string() };
        Ok(vec![OutFile::main(write::write(documents, options).map_err(failed)?)])
    }

    fn losses(&self, document: &Document, options: &WriteOptions) -> Vec<Loss> {
        let mut losses = flat::losses(document, options);
        let rare = document.text().chars().filter(|char| char.len_utf16() > 1).count();
        losses.add(
            rare,
            "character beyond the basic plane (emoji)",
            "characters beyond the basic plane (emoji)",
            "□ stands for each, since the program miscounts them",
        );
        losses.done()
    }
}

/// A text as the program can count it.
fn plain_plane(text: &str) -> String {
    text.chars().map(|char| if char.len_utf16() > 1 { STAND_IN } else { char }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::annotation::sample::document;

    #[test]
    fn the_sample_comes_back() {
        let bytes = Dna.write(&[&document()], &WriteOptions::default()).expect("written").remove(0).bytes;
        let back = Dna.read(&Input::new(&bytes, "x.dna")).expect("read").remove(0);
        assert_eq!(back.problems, []);
        let told = |document: &Document| -> Vec<String> {
            let kept = document.annotations().filter(|it| it.status != crate::model::Status::Rejected);
            kept.map(|it| {
                let links =
                    document.links_from(&it.id).map(|link| format!("{} {}", link.role, link.to.to_text()));
                let mut links: Vec<_> = links.collect();
                links.sort();
                let words = plain_plane(&it.words(document.text()));
                format!(
                    "{} {} {words} {:?} {:?} {:?} {links:?}",
                    it.id, it.layer, it.attributes, it.status, it.note
                )
            })
            .collect()
        };
        assert_eq!(told(&back.document), told(&document()));
        assert_eq!(back.document.text(), plain_plane(document().text()));
        assert_eq!(back.document.meta(), document().meta());
        assert_eq!(crate::model::check(&back.document), []);
    }

    #[test]
    fn what_the_program_itself_wrote() {
        let mut base = rusqlite::Connection::open_in_memory().expect("opened");
        base.execute_batch(&schema::tables()).expect("made");
        base.execute_batch(
            "INSERT INTO CODERS(ID, Name, Password) VALUES (1, 'Admin', 'x');
             INSERT INTO DOCUMENTS(ID, Title, Text, Coder, Author, Source, Date) VALUES (7, 'Visit', 'The OSCE will not act.', 1, 'J. Doe', 'Paper', 86400);
             INSERT INTO STATEMENTTYPES(ID, Label) VALUES (1, 'DNA Statement');
             INSERT INTO VARIABLES VALUES (1, 'person', 'short text', 1), (2, 'organization', 'short text', 1), (3, 'concept', 'short text', 1), (4, 'agreement', 'boolean', 1);
             INSERT INTO ENTITIES(ID, VariableId, Value) VALUES (1, 1, ''), (2, 2, 'OSCE'), (3, 3, 'act');
             INSERT INTO STATEMENTS VALUES (5, 1, 7, 4, 21, 1);
             INSERT INTO DATASHORTTEXT(StatementId, VariableId, Entity) VALUES (5, 1, 1), (5, 2, 2), (5, 3, 3);
             INSERT INTO DATABOOLEAN(StatementId, VariableId, Value) VALUES (5, 4, 0);",
        )
        .expect("filled");
        let bytes = base.serialize(rusqlite::MAIN_DB).expect("bytes").to_vec();
        let document = Dna.read(&Input::new(&bytes, "x.dna")).expect("read").remove(0).document;
        let claim = document.annotations().next().expect("a claim");
        assert_eq!(claim.words(document.text()), "OSCE will not act");
        assert_eq!(claim.attributes.get("stance"), Some("opposes"));
        assert_eq!(claim.attributes.get("concept"), Some("act"));
        let links: Vec<_> =
            document.links().iter().map(|it| format!("{} {}", it.role, it.to.to_text())).collect();
        assert_eq!(links, ["source actor:osce"]);
        let meta = document.meta();
        assert_eq!(
            (meta.title.as_str(), meta.date.as_str(), meta.outlet.as_str()),
            ("Visit", "1970-01-02", "Paper")
        );
    }
}
