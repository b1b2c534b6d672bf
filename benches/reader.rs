//! How long the reading pane takes for a frame: input, layout, painting and tessellation, without a window.
//!
//! `cargo bench --bench reader` prints one line a measure.

use egui::{
    Context, Event, Modifiers, MouseWheelSource, MouseWheelUnit, PointerButton, Pos2, RawInput, Rect, Theme,
    TouchPhase, pos2, vec2,
};
use glossator::app::look;
use glossator::app::reader::{Reader, ReadingStyle, Scene};
use glossator::model::{Annotation, AnnotationId, Codebook, Document, Edit, Filter, LayerId, Status, apply};
use glossator::text::{Article, Span};
use glossator::workbench::{Keywords, Selection};
use std::sync::Arc;
use std::time::{Duration, Instant};

const WORDS: &str = "the of minister said government on Tuesday in sanctions and that Kazakhstan would not be \
    lifted “mistake” before security council to a strategic partnership Ankara with région Müller Путин";

/// A number that looks random, the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % below as u64) as usize
    }
}

fn article(bytes: usize, broken: bool) -> String {
    let words: Vec<_> = WORDS.split_whitespace().collect();
    let mut dice = Dice(88_172_645_463_325_252);
    let mut text = String::with_capacity(bytes + 64);
    let mut until = 400;
    while text.len() < bytes {
        text.push_str(words[dice.roll(words.len())]);
        match dice.roll(14) {
            0 => text.push_str(". "),
            1 => text.push_str(", "),
            _ => text.push(' '),
        }
        if broken && text.len() > until {
            text.push_str("end.\n");
            until = text.len() + 100 + dice.roll(900);
        }
    }
    text
}

/// Annotations nested, overlapping, and over paragraphs.
fn annotate(document: &mut Document, count: usize) {
    let text = document.article().shared_text();
    let mut dice = Dice(7);
    let layers =
        [LayerId::ACTOR, LayerId::ACTOR, LayerId::ACTOR, LayerId::QUOTE, LayerId::CLAIM, LayerId::CUE];
    let edits = (0..count).map(|index| {
        let layer = layers[dice.roll(layers.len())].clone();
        let length = match layer.as_str() {
            "actor" | "cue" => 4 + dice.roll(20),
            _ if index % 500 == 0 => 3000,
            _ => 40 + dice.roll(300),
        };
        let start = dice.roll(text.len() - length);
        let span = Span::of(start..start + length).snap(&text).trim(&text);
        let mut annotation = Annotation::new(AnnotationId::new(format!("a{index}")), layer, vec![span]);
        annotation.status = if dice.roll(3) == 0 { Status::Accepted } else { Status::Suggested };
        Edit::annotation(annotation)
    });
    let edits: Edit = edits.collect();
    apply(document, edits);
}

/// A window without a screen.
struct Window {
    ctx: Context,
    document: Document,
    reader: Reader,
    filter: Filter,
    selection: Selection,
    keywords: Keywords,
    style: ReadingStyle,
    size: egui::Vec2,
    reveal: Option<(u64, Span)>,
    time: f64,
}

impl Window {
    fn new(document: Document) -> Self {
        let ctx = Context::default();
        look::install(&ctx, Theme::Light);
        let filter = Filter { hidden_layers: std::collections::BTreeSet::new(), ..Filter::default() };
        let mut window = Self {
            ctx,
            document,
            reader: Reader::default(),
            filter,
            selection: Selection::default(),
            keywords: Keywords::default(),
            style: ReadingStyle::default(),
            size: vec2(1100.0, 900.0),
            reveal: None,
            time: 0.0,
        };
        // The faces come with the second frame.
        window.raw(Vec::new(), false);
        window
    }

    fn raw(&mut self, events: Vec<Event>, show: bool) -> Duration {
        self.time += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, self.size)),
            time: Some(self.time),
            events,
            focused: true,
            ..RawInput::default()
        };
        let start = Instant::now();
        let mut actions = Vec::new();
        let mut output = self.ctx.run_ui(input, |ui| {
            if !show {
                return;
            }
            let scene = Scene {
                document: &self.document,
                filter: &self.filter,
                selection: &self.selection,
                clean: false,
                focus: false,
                hits: &[],
                current_hit: None,
                keywords: Some(&self.keywords),
                style: &self.style,
                read_only: false,
                reveal: self.reveal,
            };
            actions = self.reader.ui(ui, &scene);
        });
        output.textures_delta.clear();
        let triangles = self.ctx.tessellate(output.shapes, output.pixels_per_point);
        std::hint::black_box(triangles);
        let took = start.elapsed();
        for action in actions {
            if let glossator::workbench::Action::SelectText(selection) = action {
                self.selection.text = Some(selection);
            }
        }
        took
    }

    fn frame(&mut self, events: Vec<Event>) -> Duration {
        self.raw(events, true)
    }
}

fn print(what: &str, name: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e3;
    println!("{what} {name}: p50 = {:.2} ms, p99 = {:.2} ms, max = {:.2} ms", at(0.5), at(0.99), at(1.0));
}

fn wheel(by: f32) -> Event {
    Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: vec2(0.0, by),
        phase: TouchPhase::Move,
        source: MouseWheelSource::Unknown,
        modifiers: Modifiers::NONE,
    }
}

fn button(pos: Pos2, pressed: bool) -> Event {
    Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers: Modifiers::NONE }
}

fn measure(name: &str, text: &str, annotations: usize) {
    let text: Arc<str> = text.into();
    let start = Instant::now();
    let article = Arc::new(Article::new(Arc::clone(&text)));
    let cut = start.elapsed();
    let mut document = Document::new(article, Codebook::standard());
    annotate(&mut document, annotations);
    let mut window = Window::new(document);
    let first = window.frame(Vec::new()) + cut;
    println!("open {name}: first = {:.1} ms", first.as_secs_f64() * 1e3);
    let settling = (0..120).map(|_| window.frame(Vec::new())).collect();
    print("settle", name, settling);

    let middle = pos2(500.0, 450.0);
    window.frame(vec![Event::PointerMoved(middle)]);
    print(
        "scroll",
        name,
        (0..600).map(|at| window.frame(vec![wheel(if at % 150 < 100 { -140.0 } else { 90.0 })])).collect(),
    );
    drag_bar(&mut window, name);
    let mut dice = Dice(99);
    let end = text.len();
    let jumps = (0..300).map(|at: u64| {
        let to = if at.is_multiple_of(3) { end - 10 } else { dice.roll(end) };
        window.reveal = Some((at + 1, Span::of(to..to + 1).snap(&text)));
        window.frame(Vec::new())
    });
    print("jump", name, jumps.collect());
    let sizes = (0..300).map(|at| {
        window.size.x = 1000.0 - 3.0 * (at % 150) as f32;
        window.frame(Vec::new())
    });
    print("resize", name, sizes.collect());
    window.size.x = 1100.0;
    let zooms = (0..300).map(|at| {
        window.style.size = 13.0 + ((at / 4) % 15) as f32;
        window.frame(Vec::new())
    });
    print("zoom", name, zooms.collect());
    window.style = ReadingStyle::default();
    window.frame(vec![Event::PointerMoved(middle), button(middle, true)]);
    let selecting =
        (0..300).map(|at| window.frame(vec![Event::PointerMoved(middle + vec2(at as f32, at as f32 * 1.6))]));
    print("select", name, selecting.collect());
    window.frame(vec![button(middle, false)]);
    println!("memory {name}: {} MB", memory());
}

fn drag_bar(window: &mut Window, name: &str) {
    let x = 1100.0 - 7.0;
    window.reveal = Some((u64::MAX, Span::new(0, 1)));
    window.frame(vec![Event::PointerMoved(pos2(x, 12.0))]);
    window.frame(vec![button(pos2(x, 12.0), true)]);
    let drag = (0..400).map(|at| window.frame(vec![Event::PointerMoved(pos2(x, 12.0 + at as f32 * 2.1))]));
    print("drag", name, drag.collect());
    window.frame(vec![button(pos2(x, 850.0), false)]);
    window.frame(vec![Event::PointerMoved(pos2(500.0, 450.0))]);
}

/// The program's memory in MB; 0 where the system does not tell.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kilobytes| kilobytes.parse::<u64>().ok()).unwrap_or(0) / 1024
}

fn main() {
    let only: Option<String> = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let wanted = |name: &str| only.as_ref().is_none_or(|only| name.contains(only.as_str()));
    for (name, bytes, broken, annotations) in [
        ("1 MB 10000 annotations", 1_000_000, true, 10_000),
        ("1 MB in one line 10000 annotations", 1_000_000, false, 10_000),
        ("10 MB 100000 annotations", 10_000_000, true, 100_000),
    ] {
        if wanted(name) {
            measure(name, &article(bytes, broken), annotations);
        }
    }
}
