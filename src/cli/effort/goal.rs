//! What the analyst wants an article to say in the end.

use crate::analysis::{Sample, Segment, edges};
use crate::model::link::role;
use crate::model::{Actor, Annotation, Document, LayerId, Link, Status, Target};
use crate::text::Span;
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// The layers that are reviewed on their own; cues follow their quotes.
pub(super) const LAYERS: [LayerId; 3] = [LayerId::ACTOR, LayerId::QUOTE, LayerId::CLAIM];

/// One annotation that there should be.
#[derive(Debug, Clone)]
pub(super) struct Goal {
    /// The layer.
    pub(super) layer: LayerId,
    /// Where it should lie, by position.
    pub(super) fragments: Vec<Span>,
    /// What it should be.
    pub(super) kind: Kind,
    /// Who should stand behind it; `None` where the gold standard does not say whether somebody does.
    pub(super) voice: Option<Voice>,
    /// For a mention: the actor's name.
    pub(super) actor: Option<String>,
    /// Whether the ends must be the same to the byte; else articles, marks and *that* at the edges do not count.
    pub(super) exact: bool,
    /// Whether it is speech, as against an attitude or a plan.
    pub(super) speech: bool,
}

/// What an annotation should be: the first attribute of its layer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nobody minds.
    Any,
    /// A value of the codebook: the attribute and the value.
    Value(SmolStr, SmolStr),
    /// A label as gold standards have it: `PERSON`, `GPE` ….
    Label(SmolStr),
}

/// Who should stand behind a quote or a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Voice {
    /// Nobody.
    Nobody,
    /// The article's author.
    Author,
    /// Whoever is named, or the quote that lies, at one of these places.
    At(Vec<Span>),
    /// An actor that is not named there.
    Actor(String),
}

/// An article without annotations, and what it should say.
#[derive(Debug)]
pub(super) struct Wanted {
    /// The article, with nothing decided.
    pub(super) document: Document,
    /// What should be there.
    pub(super) goals: Vec<Goal>,
    /// What is neither asked for nor wrong: layer and place.
    pub(super) ignored: Vec<(LayerId, Span)>,
    /// The layers that the gold standard labels.
    pub(super) layers: Vec<LayerId>,
}

impl Wanted {
    /// What the accepted annotations of a document say.
    pub(super) fn of_document(gold: &Document) -> Self {
        let accepted = |it: &&Annotation| it.status == Status::Accepted && LAYERS.contains(&it.layer);
        let goals = gold.annotations().filter(accepted).map(|it| goal_of(gold, it)).collect();
        let mut document = Document::with_id(gold.id(), gold.article().clone(), gold.codebook().clone());
        let meta = crate::model::Edit::SetMeta(Box::new(gold.meta().clone()));
        crate::model::apply(&mut document, meta);
        Self { document, goals, ignored: Vec::new(), layers: LAYERS.to_vec() }
    }

    /// What a row of a data set says.
    pub(super) fn of_sample(sample: &Sample) -> Self {
        let (mut goals, mut layers, mut ignored) = (Vec::new(), Vec::new(), Vec::new());
        let goal = |layer: LayerId, span: Span, kind| Goal {
            layer,
            fragments: vec![span],
            kind,
            voice: None,
            actor: None,
            exact: false,
            speech: true,
        };
        for it in sample.actors.iter().flatten() {
            match it.label.as_str() {
                "IGNORE" => ignored.push((LayerId::ACTOR, it.span)),
                _ => goals.push(goal(LayerId::ACTOR, it.span, Kind::Label(it.label.clone()))),
            }
        }
        let mut quotes: BTreeMap<usize, Goal> = BTreeMap::new();
        for it in sample.quotes.iter().flatten() {
            let quote = quotes.entry(it.group).or_insert_with(|| Goal {
                fragments: Vec::new(),
                voice: Some(voice_of(it)),
                speech: it.speech,
                ..goal(LayerId::QUOTE, it.span, Kind::Any)
            });
            quote.fragments.push(it.span);
        }
        for mut quote in quotes.into_values() {
            quote.fragments.sort_unstable();
            goals.push(quote);
        }
        goals.extend(sample.claims.iter().flatten().map(|it| goal(LayerId::CLAIM, it.span, Kind::Any)));
        for (layer, labelled) in LAYERS.into_iter().zip([
            sample.actors.is_some(),
            sample.quotes.is_some(),
            sample.claims.is_some(),
        ]) {
            layers.extend(labelled.then_some(layer));
        }
        Self { document: super::rows::document_of(sample), goals, ignored, layers }
    }

    /// Neither asks for some goals nor minds what lies there.
    pub(super) fn leave_out(&mut self, out: impl Fn(&Goal) -> bool) {
        let (left, kept): (Vec<_>, Vec<_>) = std::mem::take(&mut self.goals).into_iter().partition(out);
        self.goals = kept;
        let places = left
            .into_iter()
            .flat_map(|goal| goal.fragments.into_iter().map(move |span| (goal.layer.clone(), span)));
        self.ignored.extend(places);
    }
}

fn voice_of(it: &Segment) -> Voice {
    let places: Vec<_> = it.speaker.into_iter().chain(it.speaker_parts.iter().copied()).collect();
    if places.is_empty() { Voice::Nobody } else { Voice::At(places) }
}

fn goal_of(gold: &Document, it: &Annotation) -> Goal {
    let book = gold.codebook();
    let attribute = book.layer(&it.layer).and_then(|layer| layer.attributes.first());
    let kind = attribute.and_then(|attribute| {
        let value = it.attributes.get(&attribute.id)?;
        Some(Kind::Value(attribute.id.clone(), value.into()))
    });
    let rule = book.voice_of(&it.layer);
    let voice = rule.map(|rule| {
        let links: Vec<_> = gold.linked(&it.id, &rule.role).collect();
        voice_behind(gold, &links)
    });
    let actor = it.actor.as_ref().and_then(|id| gold.actors().get(id)).map(|actor| actor.name.clone());
    Goal {
        layer: it.layer.clone(),
        fragments: it.fragments.clone(),
        kind: kind.unwrap_or(Kind::Any),
        voice,
        actor,
        exact: true,
        speech: true,
    }
}

/// Several speakers are one voice: whoever finds one of them has found it.
fn voice_behind(gold: &Document, links: &[&Link]) -> Voice {
    let mentions = links.iter().filter_map(|link| gold.annotation(link.to.annotation()?));
    let places: Vec<_> = mentions.flat_map(|mention| mention.fragments.iter().copied()).collect();
    if !places.is_empty() {
        return Voice::At(places);
    }
    match links.first().map(|link| &link.to) {
        Some(Target::Author) => Voice::Author,
        Some(Target::Actor(id)) => {
            Voice::Actor(gold.actors().get(id).map_or_else(|| id.to_string(), |actor| actor.name.clone()))
        }
        Some(Target::Annotation(_)) | None => Voice::Nobody,
    }
}

impl Goal {
    /// Returns the stretch from its first byte to its last.
    pub(super) fn hull(&self) -> Span {
        let first = self.fragments.first().copied().unwrap_or_default();
        self.fragments.last().map_or(first, |last| first.hull(*last))
    }

    /// Returns a stretch without what does not count at its edges.
    pub(super) fn edged(&self, text: &str, span: Span) -> Span {
        let bare = match &self.layer {
            _ if self.exact => span,
            layer if *layer == LayerId::ACTOR => edges::of_name(text, span),
            layer if *layer == LayerId::QUOTE => edges::of_quote(text, span),
            _ => span,
        };
        if bare.is_empty() { span } else { bare }
    }

    /// Returns how far an annotation's ends are from where they should be: 0 when they are there.
    pub(super) fn distance(&self, text: &str, annotation: &Annotation) -> u32 {
        const ANOTHER_COUNT: u32 = 100_000;
        let edged =
            |spans: &[Span]| -> Vec<Span> { spans.iter().map(|span| self.edged(text, *span)).collect() };
        let (wanted, found) = (edged(&self.fragments), edged(&annotation.fragments));
        let ends: u32 =
            wanted.iter().zip(&found).map(|(a, b)| a.start.abs_diff(b.start) + a.end.abs_diff(b.end)).sum();
        if wanted.len() == found.len() {
            ends
        } else {
            ends + ANOTHER_COUNT * wanted.len().abs_diff(found.len()) as u32
        }
    }

    /// Says whether an annotation is what it should be.
    pub(super) fn is_kind(&self, annotation: &Annotation) -> bool {
        match &self.kind {
            Kind::Any => true,
            Kind::Value(name, value) => annotation.attributes.get(name) == Some(value.as_str()),
            Kind::Label(label) => same_label(label, annotation),
        }
    }

    /// Says whether the right one stands behind an annotation.
    pub(super) fn has_voice(&self, document: &Document, annotation: &Annotation) -> bool {
        let Some(wanted) = &self.voice else { return true };
        let role = if self.layer == LayerId::CLAIM { role::SOURCE } else { role::SPEAKER };
        let mut links: Vec<_> = document.linked(&annotation.id, role).collect();
        links.sort_by(|a, b| a.id.cmp(&b.id));
        let Some(link) = links.first() else { return *wanted == Voice::Nobody };
        match wanted {
            Voice::Nobody => false,
            Voice::Author => link.to == Target::Author,
            Voice::At(places) => {
                link.to.annotation().and_then(|id| document.annotation(id)).is_some_and(|it| {
                    it.fragments.iter().any(|span| places.iter().any(|place| place.overlaps(*span)))
                })
            }
            Voice::Actor(name) => actor_of(document, &link.to).is_some_and(|actor| is_called(actor, name)),
        }
    }

    /// Says whether a mention is of the right actor.
    pub(super) fn is_actor(&self, document: &Document, annotation: &Annotation) -> bool {
        let Some(wanted) = &self.actor else { return true };
        let actor = annotation.actor.as_ref().and_then(|id| document.actors().get(id));
        actor.is_some_and(|actor| is_called(actor, wanted))
    }

    /// Says whether all is as it should be, the decision apart.
    pub(super) fn is_met(&self, document: &Document, annotation: &Annotation) -> bool {
        annotation.layer == self.layer
            && self.distance(document.text(), annotation) == 0
            && self.is_kind(annotation)
            && self.has_voice(document, annotation)
            && self.is_actor(document, annotation)
    }
}

fn actor_of<'a>(document: &'a Document, target: &'a Target) -> Option<&'a Actor> {
    match target {
        Target::Actor(id) => document.actors().get(id),
        Target::Annotation(id) => document.actors().get(document.annotation(id)?.actor.as_ref()?),
        Target::Author => None,
    }
}

/// Says whether an actor has a name; an article before it does not count.
pub(super) fn is_called(actor: &Actor, name: &str) -> bool {
    fn bare(name: &str) -> &str {
        let cut = |article: &str| {
            let (first, rest) = name.split_at_checked(article.len())?;
            first.eq_ignore_ascii_case(article).then_some(rest)
        };
        cut("the ").or_else(|| cut("a ")).unwrap_or(name)
    }
    let wanted = bare(name);
    std::iter::once(&actor.name)
        .chain(&actor.aliases)
        .any(|known| bare(known).to_lowercase() == wanted.to_lowercase())
}

/// Says whether a mention is what a label of a gold standard says. Places and buildings are labelled so
/// differently that a state, a place and an organisation all pass for them.
fn same_label(label: &str, mention: &Annotation) -> bool {
    let kind = mention.attributes.get("kind").unwrap_or_default();
    let adjective = mention.attributes.get("form") == Some("adjective");
    match label {
        "PERSON" => kind == "person",
        "NORP" => adjective || kind == "people",
        "GPE" => !adjective && matches!(kind, "state" | "place" | "government"),
        "LOC" | "FAC" => matches!(kind, "state" | "place" | "government" | "organisation" | "other"),
        _ => !adjective && !matches!(kind, "person" | "state" | "place" | "people"),
    }
}
