//! A document with everything that is read, and one made to hurt.

use super::*;

#[test]
fn a_document_becomes_text() {
    let source = concat!(
        r"{\rtf1\ansi\ansicpg1252\uc1{\fonttbl{\f0\fnil Times;}{\f1\fcharset204 Times Cyr;}}",
        r"{\colortbl;\red0;}{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 heading 1;}{\s2 Quote;}}",
        r"{\info{\title Port \'e9}{\author Ann}{\creatim\yr2025\mo1\dy2\hr3}}{\*\generator Nobody;}{\header Page}",
        "\r\n",
        r"{\pard\s1 Port\par}\pard The minister\~\ldblquote said\rdblquote{\footnote\pard In Ankara.}.\line Next {\v hidden}",
        r"\f1 \'cc\'e8\'f0 \f0\u1078?\u-10179 ?\u-8704 ?{\pict ffd8}\par",
        r"\pard\ls1\ilvl0 one\par\ilvl1 two\par\pard\s2 Never.\par",
        r"\trowd\pard\intbl a\cell b\cell\row\trowd\intbl 1\cell 2\cell\row\pard End \{x\}\par}",
    );
    let read = Rtf.read(source.as_bytes(), "x.rtf").expect("read").remove(0);
    assert_eq!(
        read.article.text(),
        "Port\n\nThe minister\u{a0}“said”[1].\nNext Мир ж😀\n\none\ntwo\n\nNever.\n\na\tb\n1\t2\n\nEnd {x}\n\n[1] In Ankara."
    );
    let blocks: Vec<_> =
        read.article.blocks().iter().map(|it| (read.article.slice(it.span), it.kind)).collect();
    assert_eq!(
        blocks,
        [
            ("Port", BlockKind::Heading(1)),
            ("one", BlockKind::ListItem(1)),
            ("two", BlockKind::ListItem(2)),
            ("Never.", BlockKind::Quotation)
        ]
    );
    assert_eq!(
        (read.meta.title.as_str(), read.meta.author.as_str(), read.meta.date.as_str()),
        ("Port é", "Ann", "2025-01-02")
    );
    assert_eq!(read.article.decoding().encoding, "windows-1252");
    let told = read.problems.iter().map(ToString::to_string).collect::<String>();
    assert_eq!(told, "note: left out: 1 running head, 1 picture");
    let deep = format!("{{\\rtf1 {}", "{".repeat(5_000));
    assert!(Rtf.read(deep.as_bytes(), "x").expect_err("deep").to_string().contains("1000 nested groups"));
}
