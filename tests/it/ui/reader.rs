//! The reading pane.

use crate::support::stage::Stage;
use egui::{Event, Key, Modifiers, PointerButton, Pos2, Theme, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use glossator::model::{LayerId, Status};
use glossator::store::settings::Keyword;
use glossator::text::{Article, Block, BlockKind, Decoding, Span};
use glossator::workbench::{Action, TextSelection};

type Shown = Harness<'static, Stage>;

const SIZE: [f32; 2] = [760.0, 560.0];

/// Finds the place of words that are annotated, by the name of the annotation.
#[track_caller]
fn place(shown: &Shown, name: &str) -> egui::Rect {
    shown.get_by_label_contains(name).rect()
}

fn button(shown: &Shown, pos: Pos2, pressed: bool, modifiers: Modifiers) {
    shown.event(Event::PointerMoved(pos));
    shown.event(Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers });
}

/// Clicks some times in quick succession.
fn click(shown: &mut Shown, at: Pos2, times: usize) {
    for _ in 0..times {
        button(shown, at, true, Modifiers::NONE);
        shown.step();
        button(shown, at, false, Modifiers::NONE);
        shown.step();
    }
}

fn drag(shown: &mut Shown, from: Pos2, to: Pos2, modifiers: Modifiers) {
    shown.event_modifiers(Event::PointerMoved(from), modifiers);
    shown.event_modifiers(
        Event::PointerButton { pos: from, button: PointerButton::Primary, pressed: true, modifiers },
        modifiers,
    );
    shown.step();
    for share in [0.3, 0.7, 1.0] {
        shown.event_modifiers(Event::PointerMoved(from.lerp(to, share)), modifiers);
        shown.step();
    }
    shown.event_modifiers(
        Event::PointerButton { pos: to, button: PointerButton::Primary, pressed: false, modifiers },
        modifiers,
    );
    shown.step();
}

fn selected(shown: &Shown) -> &str {
    let stage = shown.state();
    stage.selection.text.map_or("", |text| text.span().of_text(stage.document.text()))
}

fn commentary() -> Shown {
    Stage::commentary().show(Theme::Light, SIZE)
}

#[test]
fn annotations_and_paragraphs_have_names() {
    let shown = commentary();
    shown.get_by_label("Actor, accepted: Aktau");
    shown.get_by_label_contains("Quote, suggested: “a new era of connectivity”");
    let quote = shown.get_by_label_contains("Quote, accepted: “Whoever holds");
    assert!(quote.accesskit_node().label().is_some_and(|name| name.ends_with("Speaker: Arkady Belozerov")));
    let paragraph = shown.get_by_label_contains("/ continental herald / commentary");
    assert_eq!(paragraph.accesskit_node().description().as_deref(), Some("paragraph 1 of 46"));
    shown.get_by_label("Article");
    shown.get_by_label("Scroll bar");
    shown.get_by_label("Overview of the article");
}

#[test]
fn a_reader_of_the_screen_can_choose_an_annotation() {
    let mut shown = commentary();
    shown.get_by_label("Actor, accepted: Aktau").click_accesskit();
    shown.run();
    assert_eq!(shown.state().selection.annotation, Some("a1".into()));
}

#[test]
fn a_click_selects_what_lies_there_and_beside_the_text_nothing() {
    let mut shown = commentary();
    let aktau = place(&shown, "Actor, accepted: Aktau").center();
    click(&mut shown, aktau, 1);
    let at = shown.state().find("Aktau");
    assert!(
        shown
            .state()
            .asked
            .iter()
            .any(|action| matches!(action, Action::ClickText(byte) if at.contains(*byte)))
    );
    click(&mut shown, pos2(20.0, aktau.y), 1);
    assert_eq!(shown.state().selection.annotation, None);
    // A bracket in the margin is clicked like the words of its claim.
    let claim = place(&shown, "Claim, accepted: Our own");
    let left = place(&shown, "/ continental herald").left();
    click(&mut shown, pos2(left - 12.0, claim.center().y), 1);
    assert_eq!(shown.state().selection.annotation, Some("c2".into()));
}

#[test]
fn a_click_between_paragraphs_selects_nothing() {
    let mut shown = commentary();
    let aktau = place(&shown, "Actor, accepted: Aktau").center();
    let paragraphs: Vec<_> = shown
        .query_all_by_role(egui::accesskit::Role::Paragraph)
        .map(|paragraph| paragraph.rect())
        .filter(|rect| rect.height() > 40.0)
        .collect();
    for paragraph in paragraphs.iter().take(2) {
        for at in [paragraph.center_bottom() - vec2(0.0, 3.0), pos2(SIZE[0] - 60.0, paragraph.center().y)] {
            click(&mut shown, aktau, 1);
            assert_eq!(shown.state().selection.annotation, Some("a1".into()));
            shown.run_steps(40);
            click(&mut shown, at, 1);
            assert_eq!(shown.state().selection.annotation, None, "a click at {at:?}");
            shown.run_steps(40);
        }
    }
}

#[test]
fn a_whole_click_may_fall_between_two_frames() {
    let mut shown = commentary();
    let aktau = place(&shown, "Actor, accepted: Aktau").center();
    shown.event(Event::PointerMoved(aktau));
    shown.step();
    button(&shown, aktau, true, Modifiers::NONE);
    button(&shown, aktau, false, Modifiers::NONE);
    shown.step();
    assert_eq!(shown.state().selection.annotation, Some("a1".into()));
}

#[test]
fn with_reduced_motion_the_page_jumps() {
    let mut stage = Stage::commentary();
    stage.style.calm = true;
    let mut shown = stage.show(Theme::Light, SIZE);
    shown.hover_at(pos2(300.0, 300.0));
    shown.event(Event::MouseWheel {
        unit: egui::MouseWheelUnit::Line,
        delta: vec2(0.0, -9.0),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Unknown,
        modifiers: Modifiers::NONE,
    });
    shown.step();
    let at_once = shown.state().reader.visible();
    assert!(at_once.start > 0, "it has moved in the first frame");
    shown.run();
    assert_eq!(shown.state().reader.visible(), at_once, "and not since");
}

#[test]
fn clicks_select_word_sentence_and_paragraph() {
    let mut shown = commentary();
    let at = place(&shown, "Actor, suggested: Brussels").center();
    click(&mut shown, at, 2);
    assert_eq!(selected(&shown), "Brussels");
    click(&mut shown, at, 1);
    assert!(
        selected(&shown).starts_with("In the port of Aktau") && selected(&shown).ends_with("connectivity”.")
    );
    click(&mut shown, at, 1);
    assert!(selected(&shown).starts_with("/ continental") && selected(&shown).ends_with("always gone."));
}

#[test]
fn a_drag_snaps_to_words_and_with_alt_does_not() {
    let mut shown = commentary();
    let (from, to) = (place(&shown, "Actor, accepted: Aktau"), place(&shown, "Actor, suggested: Baku"));
    let (from, to) = (from.center(), to.center());
    drag(&mut shown, from, to, Modifiers::NONE);
    assert_eq!(selected(&shown), "Aktau an orchestra played, in Baku");
    shown.run_steps(40);
    drag(&mut shown, from, to, Modifiers::ALT);
    let exact = selected(&shown);
    assert!(
        !exact.starts_with("Aktau")
            && exact.contains("an orchestra played, in B")
            && !exact.ends_with("Baku")
    );
    // With Shift, a click extends what is selected.
    shown.run_steps(40);
    let experts = place(&shown, "Actor, suggested: experts").center();
    drag(&mut shown, experts, experts, Modifiers::SHIFT);
    assert!(selected(&shown).ends_with("according to experts"));
}

#[test]
fn the_keyboard_moves_the_caret_and_extends() {
    let mut shown = commentary();
    let at = place(&shown, "Actor, accepted: Aktau").center();
    click(&mut shown, at, 2);
    let press = |shown: &mut Shown, key: Key, modifiers: Modifiers| {
        shown.key_press_modifiers(modifiers, key);
        shown.run();
    };
    press(&mut shown, Key::ArrowRight, Modifiers::NONE);
    assert_eq!(selected(&shown), "", "the selection collapses");
    press(&mut shown, Key::ArrowRight, Modifiers::SHIFT | Modifiers::COMMAND);
    press(&mut shown, Key::ArrowRight, Modifiers::SHIFT | Modifiers::COMMAND);
    assert_eq!(selected(&shown), " an ");
    press(&mut shown, Key::ArrowLeft, Modifiers::SHIFT);
    assert_eq!(selected(&shown), " an");
    press(&mut shown, Key::End, Modifiers::SHIFT);
    assert!(selected(&shown).len() > 10);
    press(&mut shown, Key::ArrowDown, Modifiers::SHIFT);
    let two_lines = selected(&shown).len();
    press(&mut shown, Key::ArrowUp, Modifiers::SHIFT);
    assert!(selected(&shown).len() < two_lines);
    press(&mut shown, Key::End, Modifiers::COMMAND);
    let whole = shown.state().document.article().whole();
    assert_eq!(shown.state().selection.text, Some(TextSelection::caret(whole.end)));
    assert!(shown.state().reader.visible().end == whole.end, "the caret is brought into view");
    press(&mut shown, Key::Home, Modifiers::COMMAND);
    assert_eq!(shown.state().reader.visible().start, 0);
    press(&mut shown, Key::ArrowDown, Modifiers::ALT);
    let second = shown.state().document.article().paragraphs()[1];
    assert_eq!(shown.state().selection.text, Some(TextSelection::caret(second.start)), "a paragraph on");
    press(&mut shown, Key::ArrowUp, Modifiers::ALT);
    press(&mut shown, Key::ArrowRight, Modifiers::ALT);
    let text = shown.state().document.text().to_owned();
    let rest =
        |shown: &Shown| text[shown.state().selection.text.expect("a caret").head as usize..].to_owned();
    assert!(rest(&shown).starts_with("The third time"), "a sentence on: {:.40}", rest(&shown));
    press(&mut shown, Key::ArrowLeft, Modifiers::ALT);
    press(&mut shown, Key::Home, Modifiers::COMMAND);
    for _ in 0..700 {
        shown.key_press(Key::ArrowRight);
    }
    shown.run();
    let head = shown.state().selection.text.map_or(0, |text| text.head);
    assert_eq!(shown.state().document.text()[..head as usize].chars().count(), 700);
}

#[test]
fn a_selection_scrolls_at_the_edge() {
    let mut shown = commentary();
    let from = place(&shown, "Actor, accepted: Aktau").center();
    button(&shown, from, true, Modifiers::NONE);
    shown.step();
    shown.event(Event::PointerMoved(pos2(from.x, SIZE[1] + 40.0)));
    shown.run_steps(150);
    assert!(shown.state().reader.visible().start > 400, "the page has moved on");
    let length = selected(&shown).len();
    assert!(length > 1200, "{length} bytes are selected");
    button(&shown, pos2(from.x, SIZE[1] + 40.0), false, Modifiers::NONE);
    shown.run();
}

#[test]
fn a_handle_moves_the_end_in_one_gesture() {
    let mut stage = Stage::commentary();
    stage.selection.annotation = Some("a1".into());
    let mut shown = stage.show(Theme::Light, SIZE);
    let word = place(&shown, "Actor, accepted: Aktau");
    let target = place(&shown, "Actor, suggested: Baku").center();
    drag(
        &mut shown,
        word.right_bottom() - vec2(0.0, 2.0),
        pos2(target.x + 8.0, word.bottom() - 2.0),
        Modifiers::NONE,
    );
    let moves: Vec<_> = shown
        .state()
        .asked
        .iter()
        .filter_map(|action| match action {
            Action::MoveEnd { to, gesture, .. } => Some((*to, *gesture)),
            _ => None,
        })
        .collect();
    assert!(moves.len() >= 2 && moves.iter().all(|(_, gesture)| *gesture == moves[0].1), "{moves:?}");
    let annotation = shown.state().document.annotation(&"a1".into()).expect("still there");
    assert_eq!(annotation.words(shown.state().document.text()), "Aktau an orchestra played, in Baku");
    assert_eq!(selected(&shown), "", "no text is selected meanwhile");
}

#[test]
fn nothing_can_be_moved_when_it_is_only_for_reading() {
    let mut stage = Stage::commentary();
    stage.selection.annotation = Some("a1".into());
    stage.read_only = true;
    let mut shown = stage.show(Theme::Light, SIZE);
    let word = place(&shown, "Actor, accepted: Aktau");
    drag(&mut shown, word.right_center(), word.right_center() + vec2(90.0, 0.0), Modifiers::NONE);
    assert!(!shown.state().asked.iter().any(|action| matches!(action, Action::MoveEnd { .. })));
}

#[test]
fn the_same_words_stay_at_the_top() {
    let mut shown = commentary();
    shown.hover_at(pos2(300.0, 300.0));
    for _ in 0..12 {
        shown.event(Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: vec2(0.0, -97.0),
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Unknown,
            modifiers: Modifiers::NONE,
        });
        shown.run();
    }
    let top = shown.state().reader.visible().start;
    assert!(top > 1000);
    for width in [700.0, 520.0, 430.0, 610.0, 760.0] {
        shown.set_size(vec2(width, 560.0));
        shown.run();
        let seen = shown.state().reader.visible();
        assert!(seen.start <= top && top < seen.start + 120, "{top} is not at the top of {seen:?}");
    }
    assert_eq!(shown.state().reader.visible().start, top, "back at the old width nothing has moved");
    for size in [14.0, 22.0, 30.0, 17.0] {
        shown.state_mut().style.size = size;
        shown.run();
        let seen = shown.state().reader.visible();
        assert!(seen.start <= top && top < seen.start + 120);
    }
    assert_eq!(shown.state().reader.visible().start, top);
}

#[test]
fn what_is_revealed_comes_into_view_once() {
    let mut shown = commentary();
    let far = shown.state().find("Organisations that finance");
    shown.state_mut().reveal = Some((1, far));
    shown.run();
    assert!(shown.state().reader.visible().covers(far));
    shown.hover_at(pos2(300.0, 300.0));
    shown.event(Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: vec2(0.0, 5000.0),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Unknown,
        modifiers: Modifiers::NONE,
    });
    shown.run();
    assert_eq!(shown.state().reader.visible().start, 0, "scrolling away is not undone");
}

#[test]
fn a_link_out_of_view_is_a_chip_that_goes_there() {
    let mut stage = Stage::commentary();
    stage.put("far", LayerId::ACTOR, &["Organisations that finance"], Status::Suggested).link(
        "q2",
        "addressee",
        "far",
    );
    stage.selection.annotation = Some("q2".into());
    let mut shown = stage.show(Theme::Light, SIZE);
    shown.get_by_label_contains("↓ Addressee: Organisations that finance").click();
    shown.run();
    let far = shown.state().find("Organisations that finance");
    assert!(shown.state().reader.visible().covers(far));
}

#[test]
fn the_overview_goes_where_it_is_clicked() {
    let mut shown = commentary();
    let strip = shown.get_by_label("Overview of the article").rect();
    click(&mut shown, strip.center_bottom() - vec2(0.0, 30.0), 1);
    shown.run();
    assert!(shown.state().reader.visible().start > 3000);
}

#[test]
fn nothing_is_repainted_while_nothing_happens() {
    let mut shown = commentary();
    shown.run();
    // `run` panics when frames do not come to rest; a frame later nothing is asked for either.
    shown.step();
    let delay = shown.output().viewport_output.values().map(|output| output.repaint_delay).min();
    assert!(delay.is_some_and(|delay| delay > std::time::Duration::from_secs(3600)), "{delay:?}");
}

#[test]
fn clean_reading_hides_all_highlights() {
    let mut stage = Stage::commentary();
    stage.clean = true;
    let shown = stage.show(Theme::Light, SIZE);
    assert!(shown.query_by_label_contains("Actor, accepted").is_none());
}

fn looks_like(name: &str, theme: Theme, mut stage: Stage) {
    stage.selection.annotation.get_or_insert("q3".into());
    stage.show(theme, [640.0, 480.0]).snapshot(name);
}

#[test]
fn it_looks_like_this_in_the_light() {
    looks_like("reader_light", Theme::Light, Stage::commentary());
}

#[test]
fn links_look_like_this() {
    let mut stage = Stage::commentary();
    stage.selection.annotation = Some("q3".into());
    let mut shown = stage.show(Theme::Light, [640.0, 480.0]);
    let speaker = shown.state().find("he also");
    shown.state_mut().reveal = Some((1, speaker));
    shown.run();
    shown.snapshot("reader_links");
}

#[test]
fn neighbours_look_like_this() {
    let mut stage = Stage::of_text(
        "The expert on Eurasian logistics Arkady Belozerov met Kazakh ministers of the Kazakh transport ministry.\n\
         中国外交部发言人表示。",
    );
    stage.style.size = 20.0;
    for (id, words) in [
        ("a1", "expert on Eurasian logistics"),
        ("a2", "Eurasian"),
        ("a3", "Arkady Belozerov"),
        ("a4", "Kazakh ministers"),
        ("a5", "Kazakh"),
        ("a6", "中国"),
        ("a7", "外交部"),
    ] {
        stage.put(
            id,
            LayerId::ACTOR,
            &[words],
            if id == "a3" { Status::Suggested } else { Status::Accepted },
        );
    }
    looks_like("reader_neighbours", Theme::Light, stage);
}

#[test]
fn it_looks_like_this_in_the_dark() {
    looks_like("reader_dark", Theme::Dark, Stage::commentary());
}

#[test]
fn names_scores_and_keywords_look_like_this() {
    let mut stage = Stage::commentary();
    stage.style.names = true;
    stage.style.scores = true;
    let keyword = |pattern: &str, colour| Keyword { pattern: pattern.into(), colour, ..Keyword::default() };
    stage.keywords.follow(&[
        keyword(r"\bcorridor", 0),
        keyword(r"\d+(\.\d+)? million tons", 2),
        keyword("ferry", 1),
    ]);
    for (id, score) in [("a2", 0.55), ("a3", 0.7), ("q1", 0.6)] {
        stage.score(id, score);
    }
    stage.selection.annotation = Some("a1".into());
    stage.show(Theme::Light, [800.0, 560.0]).snapshot("reader_names");
}

/// How bright each pixel is.
fn brightness(image: &image::RgbaImage) -> Vec<f32> {
    let weigh =
        |p: &image::Rgba<u8>| 0.2126 * f32::from(p[0]) + 0.7152 * f32::from(p[1]) + 0.0722 * f32::from(p[2]);
    image.pixels().map(weigh).collect()
}

#[test]
fn kinds_and_statuses_are_told_apart_without_any_colour() {
    let mut pictures = Vec::new();
    for theme in [Theme::Light, Theme::Dark] {
        for layer in [LayerId::ACTOR, LayerId::QUOTE, LayerId::CLAIM, LayerId::CUE] {
            for status in [Status::Suggested, Status::Accepted, Status::Rejected] {
                let mut stage = Stage::of_text("Then the minister of transport left.");
                stage.filter.hidden_layers.clear();
                stage.filter.show_rejected = true;
                stage.put("x", layer.clone(), &["minister of transport"], status);
                let image = stage.show(theme, [420.0, 110.0]).render().expect("a picture");
                pictures.push((format!("{layer} {} {theme:?}", status.name()), brightness(&image)));
            }
        }
    }
    for (index, (name, picture)) in pictures.iter().enumerate() {
        for (other, compared) in &pictures[..index] {
            let both_rejected = name.contains("rejected") && other.contains("rejected");
            let differing = picture.iter().zip(compared).filter(|(a, b)| (**a - **b).abs() > 14.0).count();
            assert!(both_rejected || differing > 30, "{name} and {other} differ in {differing} pixels");
        }
    }
}

#[test]
fn focus_dims_all_but_the_sentence_of_what_is_selected() {
    let darkness = |focus: bool| {
        let mut stage = Stage::of_text("The minister left.\n\n\n\nNobody knows why she did.");
        stage.put("x", LayerId::CLAIM, &["The minister left."], Status::Accepted);
        stage.selection.annotation = Some("x".into());
        stage.focus = focus;
        let image = stage.show(Theme::Light, [420.0, 300.0]).render().expect("a picture");
        let (rows, width) = (brightness(&image), image.width() as usize);
        let dark = |y: std::ops::Range<usize>| {
            let text = y.flat_map(|y| rows[y * width + 60..y * width + 330].iter().copied());
            text.filter(|light| *light < 120.0).count()
        };
        (dark(0..80), dark(90..260))
    };
    let ((sentence, rest), (focused, dimmed)) = (darkness(false), darkness(true));
    assert!(sentence > 50 && sentence == focused, "the sentence stays: {sentence} and {focused}");
    assert!(rest > 50 && dimmed == 0, "the rest is dimmed: {rest} and {dimmed}");
}

#[test]
fn it_looks_like_this_from_right_to_left() {
    let text = include_str!("../../../examples/mixed-scripts.txt");
    let from = text.find("قال مدير").expect("Arabic");
    let until = text.find("3. Chinese").expect("Chinese");
    let mut stage = Stage::of_text(&text[from..until]);
    stage
        .put("a1", LayerId::ACTOR, &["سليم باحميد"], Status::Accepted)
        .put("a2", LayerId::ACTOR, &["هناء الدسوقي"], Status::Suggested)
        .put(
            "c1",
            LayerId::CLAIM,
            &["المهلة الجديدة، 12 ساعة بدلًا من 6، تسري ابتداءً من يوم الأحد"],
            Status::Suggested,
        )
        .put(
            "q3",
            LayerId::QUOTE,
            &["«سيرفع كلفة التأمين قبل أن يرفع مستوى الأمان»", "«قناة السويس تدفع ثمن كل سطر يُكتب في عدن»"],
            Status::Accepted,
        )
        .link("q3", "speaker", "a2");
    looks_like("reader_right_to_left", Theme::Light, stage);
}

#[test]
fn every_script_looks_like_this() {
    let text = include_str!("../../../examples/mixed-scripts.txt");
    let from = text.find("3. Chinese").expect("Chinese");
    let mut stage = Stage::of_text(&text[from..]);
    stage.selection.text = Some(TextSelection { anchor: 60, head: 120 });
    stage.show(Theme::Light, [640.0, 900.0]).snapshot("reader_scripts");
}

#[test]
fn nested_highlights_and_blocks_look_like_this() {
    let lines = [
        ("The corridor, a bridge or a fence", Some(BlockKind::Heading(1))),
        ("One two three four five six seven eight nine ten eleven twelve.", None),
        (
            "A first point of the meeting, long enough to have two lines of its own in this pane.",
            Some(BlockKind::ListItem(1)),
        ),
        ("A point in it", Some(BlockKind::ListItem(2))),
        ("Whoever holds the ferry holds the throat of this corridor.", Some(BlockKind::Quotation)),
        ("A claim about one claim in another claim. Rejected words.", None),
    ];
    let text = lines.map(|(line, _)| line).join("\n");
    let mut blocks = Vec::new();
    for (line, kind) in lines {
        let at = text.find(line).expect("there");
        blocks.extend(kind.map(|kind| Block { span: Span::of(at..at + line.len()), kind }));
    }
    let mut stage = Stage::new(Article::with_source(text.as_str(), Decoding::default(), blocks));
    stage.filter.show_rejected = true;
    let status = |index: usize| if index.is_multiple_of(2) { Status::Accepted } else { Status::Suggested };
    let words = "One two three four five six seven eight nine ten eleven twelve";
    for index in 0..8 {
        let inner: Vec<_> = words.split(' ').skip(index).take(12 - index).collect();
        stage.put(&format!("a{index}"), LayerId::ACTOR, &[&inner.join(" ")], status(index));
    }
    let quotes = [
        "Whoever holds the ferry holds the throat of this corridor",
        "the ferry holds the throat of this",
        "the throat",
    ];
    for (index, words) in quotes.iter().enumerate() {
        stage.put(&format!("q{index}"), LayerId::QUOTE, &[words], status(index));
    }
    for (index, words) in
        ["A claim about one claim in another claim.", "one claim in another claim"].iter().enumerate()
    {
        stage.put(&format!("c{index}"), LayerId::CLAIM, &[words], status(index));
    }
    stage.put("r", LayerId::ACTOR, &["Rejected words"], Status::Rejected);
    stage.hits = vec![stage.find("meeting"), stage.find("long")];
    stage.selection.annotation = Some("q0".into());
    looks_like("reader_nested", Theme::Light, stage);
}
