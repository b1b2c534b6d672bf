//! A [`Searchable`] as it is kept between sessions: short shapes, so that a thousand articles are read in a moment.

use super::searchable::{Mark, Name};
use crate::model::{AnnotationId, LayerId, Status};
use crate::text::Span;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

/// A mark: what it is, where, whether it is decided, by hand, its values, note, voices, what it is about, its actor.
#[derive(Serialize, Deserialize)]
pub(super) struct KeptMark(
    AnnotationId,
    LayerId,
    (u32, u32),
    SmolStr,
    bool,
    Box<[SmolStr]>,
    Box<str>,
    Box<[Name]>,
    Box<[Name]>,
    Option<Name>,
);

impl From<Mark> for KeptMark {
    fn from(mark: Mark) -> Self {
        let Mark { id, layer, span, status, by_hand, values, note, voices, about, actor } = mark;
        let status = SmolStr::new_static(status.name());
        Self(id, layer, (span.start, span.end), status, by_hand, values, note, voices, about, actor)
    }
}

impl TryFrom<KeptMark> for Mark {
    type Error = String;

    fn try_from(kept: KeptMark) -> Result<Self, String> {
        let KeptMark(id, layer, (start, end), status, by_hand, values, note, voices, about, actor) = kept;
        let status = Status::of_name(&status).ok_or("an unknown status")?;
        if start > end {
            return Err("a stretch that ends before it begins".to_owned());
        }
        let span = Span::new(start, end);
        Ok(Self { id, layer, span, status, by_hand, values, note, voices, about, actor })
    }
}
