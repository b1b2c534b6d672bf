//! Laws of the layout, in every script: rectangles lie on the right letters, and points lead back to them.

use super::bidi;
use super::chunks::{self, Chunk};
use super::layout::Laid;
use super::style::{ReadingStyle, Sheet};
use crate::app::look;
use crate::text::{Article, Span};
use egui::{FontData, Pos2, RawInput, Rect, Theme, pos2, vec2};
use proptest::prelude::*;
use std::sync::Arc;
use unicode_segmentation::UnicodeSegmentation as _;

/// Runs `test` with a painter that has the faces of the tests.
fn with_ui(test: impl FnMut(&mut egui::Ui)) {
    let ctx = egui::Context::default();
    look::install(&ctx, Theme::Light);
    let mut fonts = look::fonts();
    let faces: [(&str, &'static [u8]); 6] = [
        ("Arabic", include_bytes!("../../../tests/fonts/Test-Arabic.ttf")),
        ("Hebrew", include_bytes!("../../../tests/fonts/Test-Hebrew.ttf")),
        ("Devanagari", include_bytes!("../../../tests/fonts/Test-Devanagari.ttf")),
        ("Thai", include_bytes!("../../../tests/fonts/Test-Thai.ttf")),
        ("Han", include_bytes!("../../../tests/fonts/Test-Han.otf")),
        ("Emoji", include_bytes!("../../../tests/fonts/Test-Emoji.ttf")),
    ];
    for (name, bytes) in faces {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
        for names in fonts.families.values_mut() {
            names.push(name.to_owned());
        }
    }
    ctx.set_fonts(fonts);
    let input = || RawInput {
        screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(900.0, 700.0))),
        ..RawInput::default()
    };
    // The faces come with the second frame.
    ctx.run_ui(input(), |_| {}).textures_delta.clear();
    ctx.run_ui(input(), test).textures_delta.clear();
}

fn laid(ui: &egui::Ui, article: &Article, chunk: &Chunk, width: f32) -> Laid {
    let sheet = Sheet::new(ui, ReadingStyle::default(), width);
    let paragraph = article.paragraphs()[chunk.paragraph as usize];
    let rtl = bidi::is_rtl_paragraph(article.slice(paragraph));
    Laid::new(ui.painter(), article.text(), chunk, &sheet, rtl)
}

fn samples() -> Vec<String> {
    let mut samples: Vec<String> = include_str!("../../../examples/mixed-scripts.txt")
        .lines()
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect();
    samples.extend(
        [
            "abc سلام عليكم def",
            "(غدا) قال: OPEC+ ستجتمع في 12 مارس 2024!",
            "e\u{301}te\u{301} naïve cafe\u{301} office affluent",
            "a",
            " ",
            "x".repeat(300).as_str(),
            "कर्मक्षेत्रे किं करोति",
            "co\u{ad}operation zero\u{200b}width \u{2060}join\u{feff}ed",
            "👨\u{200d}👩\u{200d}👧 🇰🇿 ❤\u{fe0f} 1\u{fe0f}\u{20e3} said",
            "นายกรัฐมนตรีกล่าวว่าประเทศไทยพร้อม 100%",
            "대한민국 정부는 12일 “협력”을 말했다",
            "שָׁלוֹם עֲלֵיכֶם, אמר (NATO) השר",
            "می\u{200c}خواهند به ۱۲ کشور بروند",
        ]
        .map(str::to_owned),
    );
    samples
}

fn check_span(laid: &Laid, text: &str, span: Span) -> Result<(), TestCaseError> {
    let mut rects: Vec<Rect> = Vec::new();
    laid.rects(span, |_, rect| rects.push(rect));
    for rect in rects.iter().filter(|rect| rect.width() > 1.5) {
        for x in [rect.left() + 0.5, rect.center().x, rect.right() - 0.5] {
            let cell = laid.cell_at(pos2(x, rect.center().y));
            prop_assert!(
                cell.is_some_and(|cell| span.covers(cell)),
                "{:?} of {:?}: {:?} is at {:?}",
                span.of_text(text),
                text,
                cell.map(|cell| cell.of_text(text)),
                x
            );
            let offset = laid.offset_in_row(laid.row_near(rect.center().y), x);
            prop_assert!(span.start <= offset && offset <= span.end);
        }
    }
    // Every letter of the span stands in one of its rectangles.
    for (at, letter) in
        span.of_text(text).grapheme_indices(true).filter(|(_, letter)| !letter.trim().is_empty())
    {
        let at = span.start + at as u32;
        let mut own = None;
        laid.rects(Span { start: at, end: at + letter.len() as u32 }, |_, rect| own = Some(rect));
        let Some(own) = own else {
            return Err(TestCaseError::fail(format!("no place for {letter:?} of {text:?}")));
        };
        prop_assert!(
            rects.iter().any(|rect| rect.expand(0.01).contains(own.center())),
            "{letter:?} is outside"
        );
    }
    Ok(())
}

#[test]
fn rectangles_lead_back_to_their_letters_in_every_script() {
    with_ui(|ui| {
        let mut runner = proptest::test_runner::TestRunner::deterministic();
        for text in samples() {
            let article = Article::new(text.as_str());
            let chunk = chunks::cut(&article)[0];
            let bounds: Vec<u32> =
                text.grapheme_indices(true).map(|(at, _)| at as u32).chain([text.len() as u32]).collect();
            let last = bounds.len() - 1;
            let cases = (120.0..700.0_f32, 0..=last, 0..=last);
            for width in [150.0, 420.0, 700.0] {
                let laid = laid(ui, &article, &chunk, width);
                assert_eq!(laid.rows.iter().map(|row| row.span.len()).sum::<u32>() as usize, text.len());
                let tried =
                    runner.run(&cases, |(_, a, b)| check_span(&laid, &text, Span::new(bounds[a], bounds[b])));
                assert!(tried.is_ok(), "{tried:?}");
            }
        }
    });
}

#[test]
fn a_caret_stands_where_a_click_puts_it() {
    with_ui(|ui| {
        let text =
            "The ministers of five states, “the five”, said naïvely on Tuesday that they would meet again.";
        let article = Article::new(text);
        let laid = laid(ui, &article, &chunks::cut(&article)[0], 300.0);
        assert!(laid.rows.len() > 2);
        for (at, _) in text.char_indices() {
            let caret = laid.caret(at as u32, false);
            assert_eq!(laid.offset_in_row(laid.row_near(caret.center().y), caret.left()), at as u32);
            assert!(
                laid.caret_behind(at as u32 + 1).left() >= caret.left() || !text.is_char_boundary(at + 1)
            );
        }
    });
}

#[test]
fn right_to_left_words_stand_from_right_to_left() {
    with_ui(|ui| {
        let text = "قال الوزير في 12 مارس إن OPEC ستجتمع (غدا) في فيينا";
        let article = Article::new(text);
        let laid = laid(ui, &article, &chunks::cut(&article)[0], 700.0);
        assert!(laid.rtl);
        let place = |word: &str| {
            let at = text.find(word).expect("there");
            let mut found = Rect::NOTHING;
            laid.rects(Span::of(at..at + word.len()), |_, rect| found = found.union(rect));
            found
        };
        let order = ["قال", "الوزير", "12", "مارس", "OPEC", "ستجتمع", "(", "غدا", ")", "فيينا"].map(place);
        for pair in order.windows(2) {
            assert!(pair[0].left() >= pair[1].right() - 0.5, "{pair:?}");
        }
        let column = Sheet::new(ui, ReadingStyle::default(), 700.0).column;
        assert!((order[0].right() - column).abs() < 1.0, "the first word stands at the right edge");
        // Letters of a word too: the first one is the rightmost.
        assert!(place("ق").left() >= place("ا").right() - 0.5);
        assert!(laid.caret(0, false).left() > column - 1.0);
    });
}

#[test]
fn long_lines_without_spaces_are_broken() {
    with_ui(|ui| {
        for text in ["م".repeat(2000), "漢字".repeat(900), "ก".repeat(900), "a".repeat(3000)] {
            let article = Article::new(text.as_str());
            let laid = laid(ui, &article, &chunks::cut(&article)[0], 400.0);
            assert!(laid.rows.len() > 5);
            laid.rects(laid.span, |_, rect| assert!(rect.width() < 460.0, "{} wide", rect.width()));
        }
    });
}
