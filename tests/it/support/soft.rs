//! Paints a frame on the processor: the same picture on every machine, without a graphics card or a driver.

use egui::epaint::{ImageData, Primitive, Vertex};
use egui::{ColorImage, Context, FullOutput, TextureId, TexturesDelta};
use egui_kittest::TestRenderer;
use std::collections::HashMap;

/// Fills triangles with the nearest four texels, in the colours that the window has.
#[derive(Default)]
pub(crate) struct Soft {
    textures: HashMap<TextureId, ColorImage>,
}

impl TestRenderer for Soft {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        let mut set: Vec<_> = delta.set.drain().collect();
        set.sort_unstable_by_key(|(id, _)| *id);
        for (id, deltas) in set {
            for delta in deltas {
                let ImageData::Color(image) = delta.image;
                match (delta.pos, self.textures.get_mut(&id)) {
                    (Some(at), Some(texture)) => copy(&image, at, texture),
                    _ => drop(self.textures.insert(id, (*image).clone())),
                }
            }
        }
        self.textures.retain(|id, _| !delta.free.contains(id));
        delta.free.clear();
    }

    fn render(&mut self, ctx: &Context, output: &FullOutput) -> Result<image::RgbaImage, String> {
        let scale = ctx.pixels_per_point();
        let size = ctx.content_rect().size() * scale;
        let mut canvas = Canvas::new(size.x.round() as usize, size.y.round() as usize, scale);
        for primitive in ctx.tessellate(output.shapes.clone(), scale) {
            let Primitive::Mesh(mesh) = primitive.primitive else { continue };
            let Some(texture) = self.textures.get(&mesh.texture_id) else { continue };
            canvas.clip_to(primitive.clip_rect);
            for corners in mesh.indices.chunks_exact(3) {
                canvas.triangle(
                    [corners[0], corners[1], corners[2]].map(|at| mesh.vertices[at as usize]),
                    texture,
                );
            }
        }
        Ok(canvas.into_image())
    }
}

fn copy(from: &ColorImage, [left, top]: [usize; 2], to: &mut ColorImage) {
    let ([width, height], stride) = (from.size, to.size[0]);
    for row in 0..height {
        let at = (top + row) * stride + left;
        to.pixels[at..at + width].copy_from_slice(&from.pixels[row * width..(row + 1) * width]);
    }
}

struct Canvas {
    pixels: Vec<[f32; 4]>,
    width: usize,
    height: usize,
    scale: f32,
    /// Left, top, right, bottom.
    clip: [usize; 4],
}

impl Canvas {
    fn new(width: usize, height: usize, scale: f32) -> Self {
        Self { pixels: vec![[0.0; 4]; width * height], width, height, scale, clip: [0, 0, width, height] }
    }

    fn clip_to(&mut self, rect: egui::Rect) {
        let at = |points: f32, most: usize| ((points * self.scale).round().max(0.0) as usize).min(most);
        self.clip = [
            at(rect.min.x, self.width),
            at(rect.min.y, self.height),
            at(rect.max.x, self.width),
            at(rect.max.y, self.height),
        ];
    }

    fn triangle(&mut self, mut corners: [Vertex; 3], texture: &ColorImage) {
        let place =
            |vertex: &Vertex| (f64::from(vertex.pos.x * self.scale), f64::from(vertex.pos.y * self.scale));
        let mut area = edge(place(&corners[0]), place(&corners[1]), place(&corners[2]));
        if area == 0.0 {
            return;
        }
        if area < 0.0 {
            corners.swap(1, 2);
            area = -area;
        }
        let [a, b, c] = [place(&corners[0]), place(&corners[1]), place(&corners[2])];
        let sides = [(b, c), (c, a), (a, b)];
        let [left, top, right, bottom] = self.clip;
        let range = |low: f64, high: f64, from: usize, until: usize| {
            (low.floor().max(0.0) as usize).max(from)..(high.ceil().max(0.0) as usize).min(until)
        };
        for y in range(a.1.min(b.1).min(c.1), a.1.max(b.1).max(c.1), top, bottom) {
            for x in range(a.0.min(b.0).min(c.0), a.0.max(b.0).max(c.0), left, right) {
                let point = (x as f64 + 0.5, y as f64 + 0.5);
                let inside = sides.map(|(from, to)| edge(from, to, point));
                // An edge that two triangles share belongs to one of them: the one above or left of it.
                let covered = sides.iter().zip(inside).all(|((from, to), value)| {
                    value > 0.0 || value == 0.0 && ((from.1 == to.1 && to.0 > from.0) || to.1 < from.1)
                });
                if covered {
                    let share = inside.map(|value| (value / area) as f32);
                    self.blend(y * self.width + x, &corners, share, texture);
                }
            }
        }
    }

    fn blend(&mut self, at: usize, corners: &[Vertex; 3], share: [f32; 3], texture: &ColorImage) {
        let mix = |value: &dyn Fn(&Vertex) -> f32| {
            (0..3).map(|corner| share[corner] * value(&corners[corner])).sum::<f32>()
        };
        let texel = sample(texture, mix(&|vertex| vertex.uv.x), mix(&|vertex| vertex.uv.y));
        let source: [f32; 4] = std::array::from_fn(|channel| {
            mix(&|vertex| f32::from(vertex.color.to_array()[channel])) * texel[channel] / 255.0
        });
        for (channel, value) in self.pixels[at].iter_mut().enumerate() {
            *value = source[channel] + *value * (1.0 - source[3] / 255.0);
        }
    }

    fn into_image(self) -> image::RgbaImage {
        let mut image = image::RgbaImage::new(self.width as u32, self.height as u32);
        for (pixel, colour) in image.pixels_mut().zip(&self.pixels) {
            pixel.0 = colour.map(|channel| (channel.clamp(0.0, 255.0) + 0.5) as u8);
        }
        image
    }
}

fn edge(a: (f64, f64), b: (f64, f64), c: (f64, f64)) -> f64 {
    (b.0 - a.0) * (c.1 - a.1) - (b.1 - a.1) * (c.0 - a.0)
}

fn sample(texture: &ColorImage, u: f32, v: f32) -> [f32; 4] {
    let [width, height] = texture.size;
    let (x, y) = (u * width as f32 - 0.5, v * height as f32 - 0.5);
    let (left, top) = (x.floor(), y.floor());
    let (right_share, low_share) = (x - left, y - top);
    let texel = |x: f32, y: f32| -> [f32; 4] {
        let (x, y) = (x.clamp(0.0, width as f32 - 1.0) as usize, y.clamp(0.0, height as f32 - 1.0) as usize);
        texture.pixels[y * width + x].to_array().map(f32::from)
    };
    let corners =
        [texel(left, top), texel(left + 1.0, top), texel(left, top + 1.0), texel(left + 1.0, top + 1.0)];
    std::array::from_fn(|channel| {
        let [a, b, c, d] = corners.map(|texel| texel[channel]);
        (a * (1.0 - right_share) + b * right_share) * (1.0 - low_share)
            + (c * (1.0 - right_share) + d * right_share) * low_share
    })
}
