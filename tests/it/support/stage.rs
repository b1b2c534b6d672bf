//! The reading pane on a stage: a document, what is selected, and what the pane asked for, without a workbench.

use super::soft::Soft;
use egui::{FontData, FontFamily, Theme};
use egui_kittest::Harness;
use glossator::app::look;
use glossator::app::reader::{Reader, ReadingStyle, Scene};
use glossator::model::link::role;
use glossator::model::{
    Actor, ActorId, Annotation, AnnotationId, By, Codebook, Document, Edit, Filter, LayerId, Link, LinkId,
    Origin, Status, Target, apply,
};
use glossator::text::{Article, Span};
use glossator::workbench::{Action, End, Keywords, Selection, TextSelection};
use std::sync::Arc;

/// The pane with what stands around it.
pub(crate) struct Stage {
    pub(crate) document: Document,
    pub(crate) filter: Filter,
    pub(crate) selection: Selection,
    pub(crate) keywords: Keywords,
    pub(crate) style: ReadingStyle,
    pub(crate) clean: bool,
    pub(crate) focus: bool,
    pub(crate) hits: Vec<Span>,
    pub(crate) reveal: Option<(u64, Span)>,
    pub(crate) read_only: bool,
    pub(crate) reader: Reader,
    /// All that the pane asked for.
    pub(crate) asked: Vec<Action>,
}

impl Stage {
    pub(crate) fn new(article: Article) -> Self {
        Self {
            document: Document::with_id("test", Arc::new(article), Codebook::standard()),
            filter: Filter::default(),
            selection: Selection::default(),
            keywords: Keywords::default(),
            style: ReadingStyle::default(),
            clean: false,
            focus: false,
            hits: Vec::new(),
            reveal: None,
            read_only: false,
            reader: Reader::default(),
            asked: Vec::new(),
        }
    }

    pub(crate) fn of_text(text: &str) -> Self {
        Self::new(Article::new(text))
    }

    /// Returns where `words` stand for the first time.
    #[track_caller]
    pub(crate) fn find(&self, words: &str) -> Span {
        let at = self.document.text().find(words).unwrap_or_else(|| panic!("no {words:?} in the text"));
        Span::of(at..at + words.len())
    }

    /// Adds an annotation of the given fragments.
    #[track_caller]
    pub(crate) fn put(&mut self, id: &str, layer: LayerId, fragments: &[&str], status: Status) -> &mut Self {
        let spans = fragments.iter().map(|words| self.find(words)).collect();
        let mut annotation = Annotation::new(AnnotationId::new(id), layer, spans);
        annotation.status = status;
        if status == Status::Suggested {
            annotation.origin = Origin {
                by: By::Rule,
                name: "quotation-marks".into(),
                version: 2,
                score: Some(0.94),
                reason: "quotation marks and a cue after them".into(),
            };
        }
        apply(&mut self.document, Edit::annotation(annotation));
        self
    }

    /// Sets how certain a suggestion is.
    pub(crate) fn score(&mut self, id: &str, score: f32) -> &mut Self {
        if let Some(mut annotation) = self.document.annotation(&id.into()).cloned() {
            annotation.origin.score = Some(score);
            apply(&mut self.document, Edit::annotation(annotation));
        }
        self
    }

    /// Adds an actor and says that a mention mentions it.
    pub(crate) fn name(&mut self, mention: &str, name: &str) -> &mut Self {
        let slug = ActorId::of_name(name, |_| false);
        apply(&mut self.document, Edit::actor(Actor::new(slug.clone(), name, "person")));
        if let Some(mut annotation) = self.document.annotation(&mention.into()).cloned() {
            annotation.actor = Some(slug);
            apply(&mut self.document, Edit::annotation(annotation));
        }
        self
    }

    /// Links two annotations.
    pub(crate) fn link(&mut self, from: &str, role: &str, to: &str) -> &mut Self {
        let link = Link {
            id: LinkId::new(format!("{from}-{role}-{to}")),
            from: from.into(),
            role: role.into(),
            to: Target::of_text(to),
            status: Status::Suggested,
            origin: Origin::default(),
        };
        apply(&mut self.document, Edit::link(link));
        self
    }

    /// A commentary with the kinds of highlights that analysts meet.
    pub(crate) fn commentary() -> Self {
        let mut stage = Self::of_text(include_str!("../../../examples/corridor-commentary.txt"));
        stage.filter.hidden_layers.clear();
        let (suggested, accepted) = (Status::Suggested, Status::Accepted);
        stage
            .put("a1", LayerId::ACTOR, &["Aktau"], accepted)
            .put("a2", LayerId::ACTOR, &["Baku"], suggested)
            .put("a3", LayerId::ACTOR, &["Brussels"], suggested)
            .put("q1", LayerId::QUOTE, &["“a new era of connectivity”"], suggested)
            .put("a4", LayerId::ACTOR, &["The Kazakh transport ministry"], accepted)
            .put("a5", LayerId::ACTOR, &["Kazakh"], accepted)
            .put("c1", LayerId::CLAIM, &["Last year 3.3 million tons were actually carried, of which, according to experts, almost a third was oil that had nowhere else to go."], suggested)
            .put("a6", LayerId::ACTOR, &["experts"], suggested)
            .put("u1", LayerId::CUE, &["according to"], suggested)
            .put("c2", LayerId::CLAIM, &["Our own north–south route already carries 19 million tons."], accepted)
            .put("q2", LayerId::QUOTE, &["“Whoever holds the Caspian ferry holds the throat of this corridor, and the ferry, excuse me, does not sail in a north wind,”"], accepted)
            .put("a7", LayerId::ACTOR, &["the expert on Eurasian logistics Arkady Belozerov"], suggested)
            .put("a8", LayerId::ACTOR, &["Arkady Belozerov"], accepted)
            .put("q3", LayerId::QUOTE, &["“Therefore every container that is sent around Russia pays twice: once for the distance and once for the politics,”"], suggested)
            .put("c3", LayerId::CLAIM, &["every container that is sent around Russia pays twice"], suggested)
            .put("a9", LayerId::ACTOR, &["Russia"], suggested)
            .put("a10", LayerId::ACTOR, &["he also"], suggested)
            .put("u2", LayerId::CUE, &["stated"], suggested)
            .put("c4", LayerId::CLAIM, &["Three private companies from two countries of the North Atlantic alliance have already offered their services."], suggested)
            .put("a11", LayerId::ACTOR, &["the North Atlantic alliance"], suggested)
            .put("q4", LayerId::QUOTE, &["“Georgia remains the only door of this house, and the door has learned to ask for money”"], suggested)
            .put("a12", LayerId::ACTOR, &["Georgia"], accepted)
            .put("a13", LayerId::ACTOR, &["Leyla Manafzade"], suggested)
            .put("u3", LayerId::CUE, &["observed"], suggested)
            .put("r1", LayerId::ACTOR, &["security guarantees"], Status::Rejected)
            .name("a8", "Arkady Belozerov")
            .name("a10", "Arkady Belozerov")
            .name("a13", "Leyla Manafzade")
            .link("q2", role::SPEAKER, "a8")
            .link("q3", role::SPEAKER, "a10")
            .link("q3", role::CUE, "u2")
            .link("c3", role::SOURCE, "q3")
            .link("q4", role::SPEAKER, "a13")
            .link("q4", role::CUE, "u3");
        stage
    }

    /// Draws one frame and does what the pane asks for, as a workbench would.
    pub(crate) fn ui(&mut self, ui: &mut egui::Ui) {
        let scene = Scene {
            document: &self.document,
            filter: &self.filter,
            selection: &self.selection,
            clean: self.clean,
            focus: self.focus,
            hits: &self.hits,
            current_hit: (!self.hits.is_empty()).then_some(0),
            keywords: Some(&self.keywords),
            style: &self.style,
            read_only: self.read_only,
            reveal: self.reveal,
        };
        let actions = self.reader.ui(ui, &scene);
        for action in actions {
            self.take(&action);
            self.asked.push(action);
        }
    }

    fn take(&mut self, action: &Action) {
        match action {
            Action::SelectText(selection) => self.selection.text = Some(*selection),
            Action::Select { id, .. } => self.selection.annotation.clone_from(id),
            Action::Reveal(span) => {
                self.reveal = Some((self.reveal.map_or(0, |(number, _)| number) + 1, *span));
            }
            Action::ClickText(at) => {
                self.selection.text = Some(TextSelection::caret(*at));
                let here = self.document.overlapping(Span::new(*at, at + 1));
                let inner = here.min_by_key(|(span, _)| span.len());
                self.selection.annotation = inner.map(|(_, annotation)| annotation.id.clone());
            }
            Action::MoveEnd { id, fragment, end, to, .. } => {
                let Some(mut annotation) = self.document.annotation(id).cloned() else { return };
                let Some(span) = annotation.fragments.get_mut(*fragment) else { return };
                match end {
                    End::Start => span.start = *to,
                    End::End => span.end = *to,
                }
                apply(&mut self.document, Edit::annotation(annotation));
            }
            _ => {}
        }
    }

    /// Puts the pane into a window of the given size.
    pub(crate) fn show(self, theme: Theme, size: [f32; 2]) -> Harness<'static, Self> {
        let mut harness = Harness::builder()
            .with_size(size)
            .with_theme(theme)
            .with_step_dt(1.0 / 60.0)
            .with_max_steps(200)
            .renderer(Soft::default())
            .build_ui_state(
                |ui, stage: &mut Self| {
                    if ui.fonts(|fonts| fonts.families().len()) < 5 {
                        return; // the faces come with the second frame
                    }
                    stage.ui(ui);
                },
                self,
            );
        install(&harness.ctx, theme);
        harness.run();
        harness
    }
}

/// Sets the program's look with the faces of the tests added, so that every script is drawn alike on every machine.
pub(crate) fn install(ctx: &egui::Context, theme: Theme) {
    look::install(ctx, theme);
    let mut fonts = look::fonts();
    let faces: [(&str, &'static [u8]); 6] = [
        ("Test Arabic", include_bytes!("../../fonts/Test-Arabic.ttf")),
        ("Test Hebrew", include_bytes!("../../fonts/Test-Hebrew.ttf")),
        ("Test Devanagari", include_bytes!("../../fonts/Test-Devanagari.ttf")),
        ("Test Thai", include_bytes!("../../fonts/Test-Thai.ttf")),
        ("Test Han", include_bytes!("../../fonts/Test-Han.otf")),
        ("Test Emoji", include_bytes!("../../fonts/Test-Emoji.ttf")),
    ];
    for (name, bytes) in faces {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
        for family in fonts.families.iter_mut().filter(|(family, _)| **family != FontFamily::Monospace) {
            family.1.push(name.to_owned());
        }
    }
    ctx.set_fonts(fonts);
}
