//! Subtitles (SubRip, WebVTT): what is said, as running text; a new paragraph where the speaker changes or
//! nobody speaks for a while.

use super::decode::decode;
use super::flow::Flow;
use super::{ArticleFormat, ArticleRead, finish};
use crate::formats::{Unreadable, input};
use crate::model::{Meta, Problem};
use regex::Regex;
use std::sync::LazyLock;

/// Subtitles.
pub struct Subtitles;

/// A silence of so many seconds begins a paragraph.
const SILENCE: f64 = 3.0;

impl ArticleFormat for Subtitles {
    fn name(&self) -> &'static str {
        "subtitles"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["srt", "vtt"]
    }

    fn describe(&self) -> &'static str {
        "subtitles (SRT, VTT); what is said as running text; of the times the first and the last"
    }

    fn recognises(&self, bytes: &[u8], name: &str) -> bool {
        let head = bytes.get(..bytes.len().min(2048)).unwrap_or(bytes);
        let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
        head.starts_with(b"WEBVTT")
            || memchr::memmem::find(head, b" --> ").is_some()
                && (input::ends_in(name, self.extensions())
                    || head.trim_ascii_start().first().is_some_and(u8::is_ascii_digit))
            || input::ends_in(name, self.extensions()) && !head.is_empty()
    }

    fn read(&self, bytes: &[u8], _name: &str) -> Result<Vec<ArticleRead>, Unreadable> {
        let decoded = decode(bytes, None)?;
        let mut reading = Reading::default();
        let lines = decoded.text.lines().map(|line| line.trim_end_matches('\r')).chain([""]);
        for line in lines {
            reading.line(line);
        }
        if reading.cues == 0 {
            return Err(Unreadable::NotThis {
                format: self.name(),
                why: "it has no line with times (00:00:01,000 --> 00:00:02,000)".to_owned(),
            });
        }
        let mut problems = decoded.problems;
        problems.push(Problem::note(format!("left out: the times of {} subtitles", reading.cues)));
        let mut meta = Meta::default();
        meta.extra.insert("times".to_owned(), format!("{}–{}", clock(reading.begins), clock(reading.ends)));
        Ok(vec![finish(self.name(), reading.flow, meta, decoded.decoding, problems)?])
    }
}

#[derive(Default)]
struct Reading {
    flow: Flow,
    cues: usize,
    /// When the first one begins and the latest ends.
    begins: f64,
    ends: f64,
    /// When the last one ended, and whether lines belong to one now.
    ended: f64,
    in_cue: bool,
    speaker: String,
}

impl Reading {
    fn line(&mut self, line: &str) {
        if let Some((start, end)) = times(line) {
            if start - self.ended > SILENCE || start < self.ended - SILENCE {
                self.flow.paragraph();
            }
            self.begins = if self.cues == 0 { start } else { self.begins.min(start) };
            self.ends = self.ends.max(end);
            (self.ended, self.in_cue, self.cues) = (end, true, self.cues + 1);
        } else if line.trim().is_empty() {
            self.in_cue = false;
        } else if self.in_cue {
            self.say(line);
        }
    }

    fn say(&mut self, line: &str) {
        let (speaker, text) = without_tags(line);
        if let Some(speaker) = speaker.filter(|speaker| *speaker != self.speaker) {
            self.flow.paragraph();
            self.flow.words(&format!("{speaker}: "));
            self.speaker = speaker;
        } else if text.trim_start().starts_with(['-', '–', '—']) {
            self.flow.paragraph();
        }
        self.flow.words(&text);
        self.flow.words(" ");
    }
}

/// The times of a line like `00:01:02,500 --> 00:01:04,000`, in seconds.
fn times(line: &str) -> Option<(f64, f64)> {
    let (start, end) = line.split_once("-->")?;
    Some((seconds(start)?, seconds(end.split_whitespace().next()?)?))
}

fn seconds(text: &str) -> Option<f64> {
    let text = text.trim().replace(',', ".");
    let mut total = 0.0;
    for part in text.split(':') {
        let part: f64 = part.parse().ok().filter(|it: &f64| it.is_finite() && (0.0..1e6).contains(it))?;
        total = total * 60.0 + part;
    }
    text.contains(':').then_some(total)
}

/// Seconds as `01:02:03`.
fn clock(seconds: f64) -> String {
    let whole = seconds.clamp(0.0, 1e7) as u64;
    format!("{:02}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60)
}

/// A line without its tags, and who speaks (`<v Name>`).
fn without_tags(line: &str) -> (Option<String>, String) {
    static TAG: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"</?[a-zA-Z][^<>]*>|<\d[\d:.]*>|\{\\[^{}]*\}").ok());
    let voice = line.split_once("<v").and_then(|(_, after)| after.split_once('>')).map(|(name, _)| name);
    let speaker = voice.and_then(|name| name.split_once(' ')).map(|(_, name)| name.trim().to_owned());
    let text = TAG.as_ref().map_or_else(|| line.to_owned(), |tag| tag.replace_all(line, "").into_owned());
    let text =
        text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace("&nbsp;", "\u{a0}");
    (speaker.filter(|name| !name.is_empty()), text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(source: &str, text: &str) {
        let read = Subtitles.read(source.as_bytes(), "x.srt").expect("read").remove(0);
        assert_eq!(read.article.text(), text);
    }

    #[test]
    fn cues_become_running_text() {
        check(
            "\u{feff}1\r\n00:00:01,000 --> 00:00:02,500\r\n<i>The harbour</i>\r\nis open,\r\n\r\n2\r\n00:00:02,600 --> 00:00:04,000\r\nhe said.\r\n\r\n\
             3\r\n00:00:09,000 --> 00:00:10,000\r\n- Ж 😀\r\n\r\n3\r\n00:00:10,000 --> 00:00:11,000\r\n- No.",
            "The harbour is open, he said.\n\n- Ж 😀\n\n- No.",
        );
        check(
            "WEBVTT\n\nNOTE a remark\nof two lines\n\nintro\n00:01.000 --> 00:02.000 align:start\n<v Ann>Yes, <c.loud>yes</c> &amp; no\n\n00:02.000 --> 00:03.000\n<v Ann>again\n\n00:03.000 --> 00:04.000\n<v Bo>Never",
            "Ann: Yes, yes & no again\n\nBo: Never",
        );
        assert!(Subtitles.read(b"only words", "x.srt").is_err());
        let source = "1\n00:00:01,000 --> 00:00:02,500\nOne\n\n2\n01:00:02,600 --> 01:02:04,000\nTwo";
        let read = Subtitles.read(source.as_bytes(), "x.srt").expect("read").remove(0);
        assert_eq!(read.meta.extra.get("times").map(String::as_str), Some("00:00:01–01:02:04"));
    }
}
