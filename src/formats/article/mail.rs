//! Mail (EML): subject, sender, date and the message; quoted mail as quotations, hard-wrapped lines joined.

use super::dropped::Dropped;
use super::flow::Flow;
use super::{ArticleFormat, ArticleRead, caught, finish, html};
use crate::formats::{Unreadable, input};
use crate::model::{Meta, Problem};
use crate::text::{BlockKind, Decoding};
use mail_parser::{Address, Message, MessageParser, MimeHeaders, PartType};

/// Mail.
pub struct Mail;

/// How many messages may stand within messages, and how many parts within parts.
const MOST_MESSAGES: usize = 100;
const MOST_PARTS: usize = 1_000;

/// The longest message that is read, in bytes.
const MOST_BYTES: usize = 64 << 20;

impl ArticleFormat for Mail {
    fn name(&self) -> &'static str {
        "mail"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["eml"]
    }

    fn describe(&self) -> &'static str {
        "a mail (EML); its text, with subject, sender, date; attachments are named, not read"
    }

    fn recognises(&self, bytes: &[u8], name: &str) -> bool {
        input::ends_in(name, self.extensions()) || begins_with_headers(bytes)
    }

    fn read(&self, bytes: &[u8], _name: &str) -> Result<Vec<ArticleRead>, Unreadable> {
        if bytes.is_empty() {
            return Err(Unreadable::Empty);
        }
        Unreadable::unless_fits(bytes, MOST_BYTES)?;
        unless_deep(bytes)?;
        let refused = |why: &str| Unreadable::NotThis { format: self.name(), why: why.to_owned() };
        let message = caught(|| MessageParser::default().parse(bytes)).flatten();
        let message = message
            .filter(|it| !it.headers().is_empty())
            .ok_or_else(|| refused("it has no headers of a mail"))?;
        let meta = about(&message);
        let mut flow = Flow::default();
        if !meta.title.is_empty() {
            flow.open(BlockKind::Heading(1));
            flow.words(&meta.title);
            flow.close();
            flow.paragraph();
        }
        let mut problems = Vec::new();
        body(&message, &mut flow, &mut problems)?;
        problems.extend(attachments(&message));
        Ok(vec![finish(self.name(), flow, meta, Decoding::default(), problems)?])
    }
}

/// Says whether bytes begin like a mail: lines of `Name: value`, some of them a mail's own.
fn begins_with_headers(bytes: &[u8]) -> bool {
    const OWN: [&str; 6] = ["from", "received", "message-id", "mime-version", "return-path", "delivered-to"];
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(8 << 10)).unwrap_or(bytes));
    let mut own = 0;
    for line in
        head.lines().take_while(|line| !line.trim().is_empty()).filter(|line| !line.starts_with([' ', '\t']))
    {
        let Some((name, _)) = line.split_once(':').filter(|(name, _)| !name.contains(' ')) else {
            return false;
        };
        own += usize::from(OWN.contains(&name.to_ascii_lowercase().as_str()));
    }
    own >= 2
}

/// Refuses what may nest deeper than the library can follow: it goes into each part of a part.
fn unless_deep(bytes: &[u8]) -> Result<(), Unreadable> {
    let lower = bytes.to_ascii_lowercase();
    let count = |mark: &str| memchr::memmem::find_iter(&lower, mark).count();
    if count("message/") > MOST_MESSAGES {
        return Err(Unreadable::Limit { what: "messages within it", limit: MOST_MESSAGES as u64 });
    }
    if count("multipart/") > MOST_PARTS {
        return Err(Unreadable::Limit { what: "parts of parts", limit: MOST_PARTS as u64 });
    }
    Ok(())
}

fn about(message: &Message<'_>) -> Meta {
    let mut meta = Meta { title: message.subject().unwrap_or_default().trim().to_owned(), ..Meta::default() };
    meta.author = message.from().map(people).unwrap_or_default();
    meta.date = message.date().map(|date| date.to_rfc3339()).unwrap_or_default();
    let to = message.to().map(people).unwrap_or_default();
    if !to.is_empty() {
        meta.extra.insert("to".to_owned(), to);
    }
    if let Some(id) = message.message_id() {
        meta.extra.insert("message-id".to_owned(), id.to_owned());
    }
    meta
}

fn people(address: &Address<'_>) -> String {
    const MOST: usize = 20;
    let one = |it: &mail_parser::Addr<'_>| it.name().or(it.address()).unwrap_or_default().trim().to_owned();
    address.iter().take(MOST).map(one).filter(|name| !name.is_empty()).collect::<Vec<_>>().join(", ")
}

/// The message: its plain text where it has one, else its web page.
fn body(message: &Message<'_>, flow: &mut Flow, problems: &mut Vec<Problem>) -> Result<(), Unreadable> {
    for part in message.text_bodies() {
        match &part.body {
            PartType::Text(text) => plain(&text.replace("\r\n", "\n"), flow),
            PartType::Html(page) => html::write(page, flow)?,
            _ => continue,
        }
        if part.is_encoding_problem {
            let message = "a part of it is not encoded as it says; some of its text may be wrong";
            problems.push(Problem::warning(crate::model::Place::Whole, message));
        }
        flow.paragraph();
    }
    Ok(())
}

/// Plain text of a mail: paragraphs, with hard-wrapped lines joined and quoted mail as quotations.
fn plain(text: &str, flow: &mut Flow) {
    let mut paragraph: Vec<&str> = Vec::new();
    let mut quoted = false;
    for line in text.lines().chain([""]) {
        let is_quoted = line.starts_with('>');
        let words = line.trim_start_matches(['>', ' ']);
        if words.trim().is_empty() || is_quoted != quoted {
            end(&paragraph, quoted, flow);
            paragraph.clear();
        }
        quoted = is_quoted;
        if line.trim_end() == "--" {
            flow.paragraph();
        } else if !words.trim().is_empty() {
            paragraph.push(if is_quoted { words } else { line });
        }
    }
}

/// Writes a paragraph. Its lines are joined when all but the last are as long as a mail program makes them.
fn end(lines: &[&str], quoted: bool, flow: &mut Flow) {
    const WRAPPED: std::ops::RangeInclusive<usize> = 45..=90;
    let Some((_, before)) = lines.split_last() else { return };
    let joined = before.iter().all(|line| WRAPPED.contains(&line.chars().count()));
    flow.paragraph();
    if quoted {
        flow.open(BlockKind::Quotation);
    }
    for line in lines {
        flow.words(line);
        if joined { flow.words(" ") } else { flow.line() }
    }
    if quoted {
        flow.close();
    }
    flow.paragraph();
}

fn attachments(message: &Message<'_>) -> Option<Problem> {
    let mut dropped = Dropped::default();
    dropped.add_many("attachments", message.attachment_count());
    let names: Vec<_> = message.attachments().filter_map(|it| it.attachment_name()).take(20).collect();
    let mut told = dropped.told()?;
    if !names.is_empty() {
        told.message += &format!(" ({})", names.join(", "));
    }
    told.severity = crate::model::Severity::Warning;
    Some(told)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_becomes_text() {
        let source = "From: =?utf-8?B?0JDQvdC90LA=?= <anna@desk.example>\r\nTo: desk@news.example\r\nSubject: Harbour\r\n opens\r\nDate: Thu, 2 Jan 2025 03:04:05 +0200\r\nMIME-Version: 1.0\r\n\
            Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
            The minister said on Thursday that the harbour would open =D0=96\r\nagain soon.\r\n\r\nRegards\r\nAnna\r\n\r\n> When will it\r\n> open?\r\n--b\r\n\
            Content-Type: image/png; name=port.png\r\nContent-Disposition: attachment; filename=port.png\r\n\r\nx\r\n--b--\r\n";
        assert!(Mail.recognises(source.as_bytes(), "x"));
        assert!(!Mail.recognises(b"From: me\n\nwords", "x.txt"));
        let read = Mail.read(source.as_bytes(), "x.eml").expect("read").remove(0);
        assert_eq!(
            read.article.text(),
            "Harbour opens\n\nThe minister said on Thursday that the harbour would open Ж again soon.\n\nRegards\nAnna\n\nWhen will it\nopen?"
        );
        assert_eq!(read.article.blocks().last().map(|it| it.kind), Some(BlockKind::Quotation));
        assert_eq!(
            (read.meta.author.as_str(), read.meta.date.as_str()),
            ("Анна", "2025-01-02T03:04:05+02:00")
        );
        assert_eq!(
            read.problems.iter().map(ToString::to_string).collect::<String>(),
            "warning: left out: 1 attachment (port.png)"
        );
    }
}
