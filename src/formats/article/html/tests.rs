//! Pages as they are, and pages made to hurt.

use super::*;
use crate::text::BlockKind;
use proptest::prelude::*;
use std::fmt::Write as _;
use std::time::{Duration, Instant};

fn read(html: &str) -> ArticleRead {
    page(html.as_bytes(), None).expect("a page")
}

#[track_caller]
fn check(body: &str, text: &str, blocks: &[(&str, BlockKind)]) {
    let page = tree::parse(&format!("<body>{body}")).expect("a page");
    let (found, marked) = content::text(page.root(), "");
    assert_eq!(found, text);
    let marked: Vec<_> = marked.iter().map(|block| (block.span.of_text(&found), block.kind)).collect();
    assert_eq!(marked, blocks);
}

#[test]
fn elements_become_text() {
    check(
        "<p> One\n <b>wo</b>rd &amp; <i>two</i>&nbsp;x <p>Three<br>four",
        "One word & two\u{a0}x\n\nThree\nfour",
        &[],
    );
    check(
        "<h2>Head</h2><ul><li>a<li>b<ul><li>c</ul></ul>end",
        "Head\n\na\nb\nc\n\nend",
        &[
            ("Head", BlockKind::Heading(2)),
            ("a", BlockKind::ListItem(1)),
            ("c", BlockKind::ListItem(2)),
            ("b\nc", BlockKind::ListItem(1)),
        ],
    );
    check(
        "x<blockquote><p>q1<p>q2</blockquote><pre>\n a\n  b</pre>",
        "x\n\nq1\n\nq2\n\n a\n  b",
        &[("q1\n\nq2", BlockKind::Quotation), (" a\n  b", BlockKind::Preformatted)],
    );
    check("<table><tr><th>a<th>b<tr><td>1<td>2</table>", "a\tb\n1\t2", &[]);
    check("He said <q>no&shy;thing</q>.<script>x</script><span hidden>y</span>", "He said “nothing”.", &[]);
}

#[test]
fn the_example_loses_its_menus() {
    let page = include_bytes!("../../../../examples/dam-report.html");
    let read = super::page(page, None).expect("a page");
    let text = read.article.text();
    assert!(text.starts_with("Downstream states ask for a say in filling of Rogun reservoir\n\n"), "{text}");
    assert!(text.contains("“We are not asking for the key,” the Uzbek water minister told"));
    for gone in ["We use cookies", "Read also", "Subscribe", "window.dataLayer"] {
        assert!(!text.contains(gone), "{gone} is still there:\n{text}");
    }
    let meta = &read.meta;
    assert_eq!((meta.author.as_str(), meta.outlet.as_str()), ("Farida Yodgorova", "The Amu Courier"));
    assert_eq!((meta.language.as_str(), meta.date.as_str()), ("en", "2025-04-17T06:30:00+05:00"));
    assert_eq!(meta.source, "https://courier.example/water/rogun-filling-timetable");
    assert!(read.article.blocks().iter().any(|block| block.kind == BlockKind::Heading(2)));
    for _ in 0..5 {
        assert_eq!(super::page(page, None).as_ref(), Ok(&read), "the same page, another text");
    }
}

#[test]
fn a_bare_page_is_taken_whole() {
    let read = read("<title>A  title</title><p>Only a few words.");
    assert!(read.article.text().contains("Only a few words."), "{}", read.article.text());
    assert_eq!(read.meta.title, "A title");
    assert!(matches!(page(b"<html><script>x</script>", None), Err(Unreadable::NotThis { .. })));
}

#[test]
fn a_declared_encoding_is_believed() {
    let page = "<meta http-equiv=Content-Type content='text/html; charset=koi8-r'><p>Президент сказал слово.";
    let (bytes, _, _) = encoding_rs::KOI8_R.encode(page);
    let read = super::page(&bytes, None).expect("a page");
    assert!(read.article.text().contains("Президент сказал слово."));
    assert_eq!(
        (read.article.decoding().encoding.as_str(), read.article.decoding().guessed),
        ("KOI8-R", false)
    );
}

#[test]
fn hostile_pages_end_soon() {
    let mut fonts = String::new();
    for number in 0..900 {
        write!(fonts, "<font x={number}>").expect("written");
    }
    let pages = [
        "<div>".repeat(200_000),
        "<b>".repeat(100_000),
        "<p>".repeat(300_000),
        "<a href=x>y".repeat(50_000),
        "<table><td>".repeat(900),
        format!("{fonts}{}", "<p>x".repeat(5_000)),
        "<ul><li>".repeat(100_000),
        "&".repeat(200_000),
        format!("<p>{}</p>", "&".repeat(60_000)).repeat(4),
        "<!--".repeat(100_000),
        "<svg><foreignobject>".repeat(480) + "text",
        format!(
            "<article>{}</article>",
            "<p>Some words, and more of them, so that it weighs.</p>".repeat(20_000)
        ),
        format!("{}Deep words.{}", "<div>".repeat(900), "</div>".repeat(900)),
    ];
    for (number, page) in pages.iter().enumerate() {
        let start = Instant::now();
        drop(Html.read(page.as_bytes(), "x.html"));
        let took = start.elapsed();
        assert!(took < Duration::from_secs(60), "page {number} took {took:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_soup_is_read(parts in proptest::collection::vec(
        prop_oneof![
            "[a-zЖ😀 ]{0,30}", "</?(p|div|b|table|tr|td|ul|li|q|pre|h2|svg|select|template|blockquote|article)( hidden| class='x)?>",
            "&[a-z#0-9]{0,6};?", "<[!/?a-z -]{0,6}", "[\u{0}-\u{20}<>&\"']{0,4}",
        ], 0..60),
    ) {
        let page = parts.concat();
        if let Ok(read) = super::page(page.as_bytes(), None) {
            prop_assert!(!read.article.text().trim().is_empty());
            prop_assert_eq!(super::page(page.as_bytes(), None), Ok(read));
        }
    }
}
