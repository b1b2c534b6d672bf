//! The network itself: made ready when it is first needed, run on one thread, one window after another.

use super::reading::TAGS;
use super::windows::Encoded;
use rten::{Model, ModelOptions, NodeId, RunOptions, ThreadPool, ValueView};
use std::sync::{Arc, OnceLock};

/// The network, ready to run.
pub(super) struct Network {
    model: Model,
    inputs: [NodeId; 3],
    outputs: [NodeId; 2],
    thread: Arc<ThreadPool>,
}

/// What the network says of each piece of a window.
pub(super) struct Answer {
    /// How much speaks for each tag.
    pub(super) tags: Vec<[f32; TAGS]>,
    /// How much speaks for a claim.
    pub(super) claims: Vec<f32>,
}

impl Network {
    /// Returns the network that the program ships.
    ///
    /// # Errors
    /// In words, when it cannot be read.
    pub(super) fn shared() -> Result<&'static Self, &'static str> {
        static SHARED: OnceLock<Result<Network, String>> = OnceLock::new();
        let shared = SHARED.get_or_init(|| {
            Self::load(include_bytes!("../../../assets/models/precise.onnx")).map_err(|why| why.to_string())
        });
        shared.as_ref().map_err(String::as_str)
    }

    fn load(bytes: &'static [u8]) -> Result<Self, Box<dyn std::error::Error>> {
        let model = ModelOptions::with_all_ops().prepack_weights(true).load_static_slice(bytes)?;
        let node = |name| model.node_id(name);
        let inputs = [node("ids")?, node("shapes")?, node("mask")?];
        let outputs = [node("tags")?, node("claims")?];
        Ok(Self { inputs, outputs, thread: Arc::new(ThreadPool::with_num_threads(1)), model })
    }

    /// Reads a window.
    pub(super) fn read(&self, window: &Encoded) -> Result<Answer, String> {
        self.run(window).map_err(|why| why.to_string())
    }

    fn run(&self, window: &Encoded) -> Result<Answer, Box<dyn std::error::Error>> {
        let shape = [1, window.ids.len()];
        let mask = vec![1.0f32; window.ids.len()];
        let [ids, shapes, mask_at] = self.inputs;
        let inputs = vec![
            (ids, ValueView::from_shape(shape, &window.ids)?.into()),
            (shapes, ValueView::from_shape(shape, &window.shapes)?.into()),
            (mask_at, ValueView::from_shape(shape, &mask)?.into()),
        ];
        let mut options = RunOptions::default();
        options.thread_pool = Some(Arc::clone(&self.thread));
        let [tags, claims] = self.model.run_n(inputs, self.outputs, Some(options))?;
        let (_, tags) = tags.into_shape_vec::<f32, 3>()?;
        let (_, claims) = claims.into_shape_vec::<f32, 3>()?;
        Ok(Answer { tags: tags.as_chunks().0.to_vec(), claims })
    }
}

impl std::fmt::Debug for Network {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Network")
    }
}
