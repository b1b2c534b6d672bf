//! PDFs of our own making: columns, cut words, running heads, pictures, passwords.

use super::*;
use crate::text::BlockKind;
use std::fmt::Write as _;

/// Text at a place: left, baseline, size.
type Set<'a> = (f32, f32, f32, &'a str);

/// Makes a PDF of pages of lines in Helvetica.
pub(in crate::formats::article) fn pdf(pages: &[Vec<Set<'_>>], info: &str) -> Vec<u8> {
    let mut objects = vec![
        String::new(),
        String::new(),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
        info.to_owned(),
    ];
    let mut kids = String::new();
    for page in pages {
        let mut content = String::new();
        for (left, base, size, text) in page {
            let text = text.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)");
            writeln!(content, "BT /F1 {size} Tf {left} {base} Td ({text}) Tj ET").expect("written");
        }
        objects.push(format!("<</Length {}>>stream\n{content}endstream", content.len()));
        let stream = objects.len();
        objects.push(format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F1 3 0 R>>>>/Contents {stream} 0 R>>"));
        write!(kids, "{} 0 R ", objects.len()).expect("written");
    }
    objects[0] = "<</Type/Catalog/Pages 2 0 R>>".to_owned();
    objects[1] = format!("<</Type/Pages/Count {}/Kids[{kids}]>>", pages.len());
    let mut file = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (object, number) in objects.iter().zip(1..) {
        places.push(file.len());
        writeln!(file, "{number} 0 obj\n{object}\nendobj").expect("written");
    }
    let start = file.len();
    writeln!(file, "xref\n0 {}\n0000000000 65535 f ", objects.len() + 1).expect("written");
    for place in places {
        writeln!(file, "{place:010} 00000 n ").expect("written");
    }
    write!(
        file,
        "trailer\n<</Size {}/Root 1 0 R/Info 4 0 R>>\nstartxref\n{start}\n%%EOF\n",
        objects.len() + 1
    )
    .expect("written");
    file.into_bytes()
}

/// Two columns of lines under a title, with a running head and a page number.
fn two_columns<'a>(title: &'a str, left: &[&'a str], right: &[&'a str], number: &'a str) -> Vec<Set<'a>> {
    let mut page = vec![(72.0, 750.0, 9.0, "The Strait Courier"), (300.0, 40.0, 9.0, number)];
    if !title.is_empty() {
        page.push((72.0, 715.0, 20.0, title));
    }
    for (lines, x) in [(left, 72.0), (right, 320.0)] {
        page.extend(lines.iter().enumerate().map(|(row, line)| (x, 680.0 - 12.0 * row as f32, 10.0, *line)));
    }
    page
}

const LEFT: [&str; 8] = [
    "The minister said on Thursday that the whole",
    "harbour would open again before the winter, if",
    "the cross-border talks were to end with an agree-",
    "ment that both sides could sign without shame.",
    "   A second paragraph begins with an indented li-",
    "ne and speaks of cross-border trade, of grain and",
    "of the ships that wait in the roads, and it goes",
    "on to say that the officials of the cross-",
];
const RIGHT: [&str; 8] = [
    "border commission had not been asked about the",
    "plan, which they learnt of from the newspapers.",
    "   The third one is short.",
    "   The fourth one says that nobody in the capital",
    "was ready to speak about the plan in public, and",
    "that the ambassador had left for consultations a",
    "week before, without a word to the commission or",
    "to the port, where the last of the ships was",
];

#[test]
fn columns_words_and_heads() {
    let first = two_columns("A harbour and its price", &LEFT, &RIGHT, "1");
    let second = two_columns("", &["still being unloaded by night."], &[], "2");
    let third = two_columns("", &["Nothing else is known."], &[], "3");
    let bytes =
        pdf(&[first, second, third], "<</Title(Harbour)/Author(Ann)/CreationDate(D:20250102030405Z)>>");
    let read = Pdf.read(&bytes, "x.pdf").expect("read").remove(0);
    assert_eq!(
        read.article.text(),
        "A harbour and its price\n\nThe minister said on Thursday that the whole harbour would open again before the winter, if the cross-border \
         talks were to end with an agreement that both sides could sign without shame.\n\nA second paragraph begins with an indented line and \
         speaks of cross-border trade, of grain and of the ships that wait in the roads, and it goes on to say that the officials of the \
         cross-border commission had not been asked about the plan, which they learnt of from the newspapers.\n\nThe third one is short.\n\n\
         The fourth one says that nobody in the capital was ready to speak about the plan in public, and that the ambassador had left for \
         consultations a week before, without a word to the commission or to the port, where the last of the ships was still being unloaded \
         by night.\n\nNothing else is known."
    );
    assert_eq!(read.article.blocks().first().map(|it| it.kind), Some(BlockKind::Heading(1)));
    assert_eq!(
        (read.meta.title.as_str(), read.meta.author.as_str(), read.meta.date.as_str()),
        ("Harbour", "Ann", "2025-01-02T03:04:05")
    );
    let told = read.problems.iter().map(ToString::to_string).collect::<String>();
    assert_eq!(told, "note: left out: 6 running heads and page numbers (“The Strait Courier” …)");
    assert_eq!(Pdf.read(&bytes, "x.pdf").expect("read").remove(0), read);
}

#[test]
fn what_has_no_text_layer_says_so() {
    let refused = Pdf.read(&pdf(&[vec![], vec![]], "<<>>"), "x.pdf").expect_err("no text").to_string();
    assert!(refused.contains("no text layer") && refused.contains("OCR"), "{refused}");
    let refused = Pdf.read(b"%PDF-1.7 and nothing else", "x.pdf").expect_err("broken").to_string();
    assert!(refused.starts_with("it is not pdf"), "{refused}");
}
