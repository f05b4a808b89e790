//! How the cells of each format look, resolved once (ISO/IEC 29500-1, 18.8).

use std::collections::HashMap;

use gongkai_model::Style;

use super::number_format::{Format, builtin};

/// The size, in points, from which centred text on top of a sheet is its title:
/// body text has 10 to 12 points, titles 16 to 22 (GB/T 9704-2012, 7.3.1).
pub(crate) const TITLE_SIZE: f64 = 16.0;

/// A font, as far as its look carries meaning.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Font {
    pub(crate) style: Style,
    /// As large as a title.
    pub(crate) large: bool,
}

/// A cell format (18.8.45), its references resolved.
#[derive(Debug, Clone, Default)]
pub(crate) struct Xf {
    pub(crate) font: Font,
    /// Drawn around, at least at a corner.
    pub(crate) bordered: bool,
    pub(crate) centered: bool,
    /// The number of its format in the list of formats.
    pub(crate) format: usize,
}

/// The cell formats of a workbook.
#[derive(Debug)]
pub(crate) struct Styles {
    xfs: Vec<Xf>,
    formats: Vec<Format>,
    default: Xf,
}

impl Default for Styles {
    fn default() -> Styles {
        let formats = vec![Format::general()];
        Styles {
            xfs: Vec::new(),
            formats,
            default: Xf::default(),
        }
    }
}

/// The lists of a file while they are read.
#[derive(Default)]
pub(crate) struct Lists {
    /// The codes of number formats, by their ids.
    pub(crate) codes: HashMap<u32, String>,
    pub(crate) fonts: Vec<Font>,
    /// Whether each border makes a table of what it surrounds.
    pub(crate) borders: Vec<bool>,
    pub(crate) xfs: Vec<RawXf>,
}

/// A cell format as it stands in the file.
#[derive(Default, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct RawXf {
    /// The id of its number format.
    pub(crate) number_format: u32,
    /// The number of its font.
    pub(crate) font: usize,
    /// The number of its border.
    pub(crate) border: usize,
    pub(crate) centered: bool,
}

impl Styles {
    /// The format of a cell; the default one where the file has no such format.
    pub(crate) fn xf(&self, index: u32) -> &Xf {
        self.xfs.get(index as usize).unwrap_or(&self.default)
    }

    /// The number format of a cell format.
    pub(crate) fn format(&self, xf: &Xf) -> Option<&Format> {
        self.formats.get(xf.format)
    }
}

impl Lists {
    /// The cell formats with what they refer to.
    pub(crate) fn resolve(self) -> Styles {
        let mut styles = Styles::default();
        let mut known: HashMap<u32, usize> = HashMap::from([(0, 0)]);
        for raw in &self.xfs {
            let id = raw.number_format;
            let format = *known.entry(id).or_insert_with(|| {
                let code = self
                    .codes
                    .get(&id)
                    .map(String::as_str)
                    .or_else(|| builtin(id));
                styles
                    .formats
                    .push(Format::parse(code.unwrap_or("General")));
                styles.formats.len() - 1
            });
            styles.xfs.push(Xf {
                font: self.fonts.get(raw.font).cloned().unwrap_or_default(),
                bordered: self.borders.get(raw.border).copied().unwrap_or_default(),
                centered: raw.centered,
                format,
            });
        }
        styles.default = styles.xfs.first().cloned().unwrap_or_default();
        styles
    }
}
