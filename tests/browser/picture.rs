//! The pixels of a window.

use png::{ColorType, Decoder, Transformations};

use crate::Result;

/// Pixels in rows, each of `channels` bytes.
pub(crate) struct Picture {
    width: usize,
    height: usize,
    channels: usize,
    bytes: Vec<u8>,
}

impl Picture {
    /// A PNG.
    pub(crate) fn read(png: &[u8]) -> Result<Self> {
        let mut decoder = Decoder::new(std::io::Cursor::new(png));
        decoder.set_transformations(Transformations::normalize_to_color8());
        let mut reader = decoder.read_info()?;
        let mut bytes = vec![0; reader.output_buffer_size().ok_or("the picture is too large")?];
        let frame = reader.next_frame(&mut bytes)?;
        bytes.truncate(frame.buffer_size());
        let channels = match frame.color_type {
            ColorType::Rgb => 3,
            ColorType::Rgba => 4,
            other => return Err(format!("a picture in {other:?}").into()),
        };
        let [width, height] = [frame.width, frame.height].map(|side| side as usize);
        Ok(Self { width, height, channels, bytes })
    }

    /// How many of the pixels in the left upper part differ, of ten thousand.
    pub(crate) fn differs(&self, other: &Self, width: usize, height: usize) -> usize {
        let (width, height) = (width.min(self.width), height.min(self.height));
        let differing = (0..height)
            .map(|y| (0..width).filter(|&x| self.at(x, y) != other.at(x, y)).count())
            .sum::<usize>();
        10_000 * differing / (width * height)
    }

    /// How many colours there are in the left upper part: a picture of nothing has one.
    pub(crate) fn colors(&self, width: usize, height: usize) -> usize {
        let (width, height) = (width.min(self.width), height.min(self.height));
        let colors: std::collections::BTreeSet<&[u8]> =
            (0..height).flat_map(|y| (0..width).map(move |x| self.at(x, y))).collect();
        colors.len()
    }

    fn at(&self, x: usize, y: usize) -> &[u8] {
        let start = (y * self.width + x) * self.channels;
        self.bytes.get(start..start + self.channels).unwrap_or_default()
    }
}
