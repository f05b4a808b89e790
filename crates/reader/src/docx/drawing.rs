//! Drawings, shapes and embedded files within a run: `w:drawing` (17.3.3.9),
//! `w:pict` (17.3.3.21) and `w:object` (17.3.3.19).
//!
//! Pictures are kept, text boxes are read as text behind the paragraph that
//! they are anchored in, and what else is drawn is named.

use gongkai_model::{Block, Paragraph, Target};

use super::body::Position;
use super::paragraph::ParagraphReader;
use crate::Error;
use crate::package::media::{self, size};
use crate::word::paragraph::Piece;
use crate::xml::{Element, Node, Ns, Xml};

/// EMU in a point (20.4.2.7).
const EMU_PER_POINT: f64 = 12_700.0;

/// What is known of a drawing so far.
#[derive(Default)]
struct Drawing {
    /// The size of the whole drawing, in EMU.
    extent: Option<(u64, u64)>,
    alt: Option<String>,
    pictures: Vec<Picture>,
    /// Paragraphs of DrawingML text (21.1.2), which shapes outside of Word have.
    lines: Vec<String>,
    /// An embedded file shows itself in a picture of its own.
    embedded: bool,
    /// The drawing is hidden, whatever is in it (`hidden`, 20.4.2.5).
    hidden: bool,
    /// A link on it was named.
    named_link: bool,
}

struct Picture {
    /// The relationship of the picture, and whether it stands outside of the file.
    id: String,
    linked: bool,
    size: Option<(u64, u64)>,
}

impl ParagraphReader<'_, '_, '_> {
    /// Reads the drawing that was just begun, its end included. `link` is the
    /// target of the text that it stands in.
    pub(super) fn drawing(&mut self, xml: &mut Xml, link: Option<&str>) -> Result<(), Error> {
        let mut drawing = Drawing::default();
        self.shapes(xml, &mut drawing)?;
        let within_link = link.is_some() || self.fields.link().is_some();
        if within_link && !drawing.pictures.is_empty() {
            self.name_link("w:hyperlink/w:drawing", &mut drawing);
        }
        let alone = drawing.pictures.len() == 1;
        for picture in std::mem::take(&mut drawing.pictures) {
            let size = match (alone, picture.size) {
                (true, _) => drawing.extent.or(picture.size),
                (false, size) => size,
            };
            if let Some(target) = self.picture(&picture, size, drawing.alt.as_deref())? {
                self.pieces.push(Piece::At(target));
            }
        }
        let place = self.place.clone();
        self.boxes.extend(drawing.lines.into_iter().map(|line| {
            Block::Paragraph(Paragraph {
                place: place.clone(),
                ..Paragraph::plain(line)
            })
        }));
        Ok(())
    }

    /// Reads what is within an element of a drawing, its end included.
    fn shapes(&mut self, xml: &mut Xml, drawing: &mut Drawing) -> Result<(), Error> {
        loop {
            match xml.next()? {
                Node::Start(element) => self.shape(xml, &element, drawing)?,
                Node::Text(_) => {}
                Node::End | Node::Eof => return Ok(()),
            }
        }
    }

    /// Pictures carry no links: the first one of a drawing is named, which
    /// mostly is stated again for the picture in it.
    fn name_link(&mut self, what: &str, drawing: &mut Drawing) {
        if !std::mem::replace(&mut drawing.named_link, true) {
            self.context.left_out(what, self.place.as_ref());
        }
    }

    fn shape(
        &mut self,
        xml: &mut Xml,
        element: &Element,
        drawing: &mut Drawing,
    ) -> Result<(), Error> {
        match (element.ns, element.local()) {
            (Ns::W, "txbxContent") => {
                let place = self.place.clone();
                let mut blocks = Vec::new();
                // The box has fields and an unfinished paragraph of its own.
                let carried = std::mem::take(&mut self.context.carried);
                let mut position = Position::elsewhere();
                self.context
                    .blocks(xml, &mut blocks, &mut position, place.as_ref())?;
                self.context.carried = carried;
                self.boxes.extend(blocks);
                Ok(())
            }
            (Ns::Drawing, "docPr") => {
                let alt = element.stated("descr").or_else(|| element.stated("title"));
                drawing.alt = drawing.alt.take().or(alt.map(|alt| alt.into_owned()));
                let hidden = element.attr("hidden");
                drawing.hidden = matches!(hidden.as_deref(), Some("1" | "true"));
                self.shapes(xml, drawing)
            }
            (Ns::Drawing, "graphic")
                if drawing.hidden && self.context.hides("wp:docPr hidden", self.place.as_ref()) =>
            {
                xml.skip()
            }
            // A link on a picture (20.1.2.2.11, 21.1.2.3.5).
            (Ns::Drawing, "hlinkClick") => {
                if xml
                    .attr_in(element, Ns::R, "id")
                    .is_some_and(|id| !id.is_empty())
                {
                    self.name_link("a:hlinkClick", drawing);
                }
                xml.skip()
            }
            (Ns::Drawing, "extent") => {
                drawing.extent = drawing.extent.or(size(element));
                xml.skip()
            }
            // The size of a picture within a group.
            (Ns::Drawing, "ext") => {
                if let Some(picture) = drawing.pictures.last_mut() {
                    picture.size = picture.size.or(size(element));
                }
                xml.skip()
            }
            (Ns::Drawing, "blip") => {
                let embedded = xml.attr_in(element, Ns::R, "embed");
                let linked = embedded.is_none();
                let id = embedded.or_else(|| xml.attr_in(element, Ns::R, "link"));
                drawing.pictures.extend(id.map(|id| Picture {
                    id,
                    linked,
                    size: None,
                }));
                xml.skip()
            }
            (Ns::Vml, "imagedata") => {
                let id = xml.attr_in(element, Ns::R, "id");
                if !drawing.embedded {
                    drawing.pictures.extend(id.map(|id| Picture {
                        id,
                        linked: false,
                        size: None,
                    }));
                }
                xml.skip()
            }
            (Ns::Vml, "shape" | "rect" | "roundrect" | "oval") => {
                let style = element.attr("style").unwrap_or_default();
                drawing.extent = drawing.extent.or(vml_size(&style));
                let alt = element.attr("alt").filter(|alt| !alt.is_empty());
                drawing.alt = drawing.alt.take().or(alt.map(|alt| alt.into_owned()));
                if element.stated("href").is_some() {
                    self.name_link("v:shape href", drawing);
                }
                self.shapes(xml, drawing)
            }
            (Ns::Vml, "textpath") => {
                // WordArt: the text is an attribute (VML, 14.1.2.21).
                let text = element.attr("string").unwrap_or_default();
                drawing
                    .lines
                    .extend((!text.is_empty()).then(|| text.into_owned()));
                xml.skip()
            }
            (Ns::Drawing, "txBody") => self.drawing_text(xml, drawing),
            // Charts, diagrams, and ink that has no picture beside it (17.3.3.2).
            (Ns::Drawing, "chart" | "relIds") | (_, "contentPart") => {
                self.context.left_out(&element.name(), self.place.as_ref());
                xml.skip()
            }
            (_, "OLEObject") => {
                let program = element.attr("ProgID").unwrap_or_default();
                let what = format!("{} {program}", element.name());
                self.context.left_out(&what, self.place.as_ref());
                drawing.embedded = true;
                xml.skip()
            }
            (_, "control") => {
                let what = format!(
                    "{} {}",
                    &element.name(),
                    element.attr("name").unwrap_or_default()
                );
                self.context.left_out(what.trim_end(), self.place.as_ref());
                xml.skip()
            }
            // Names, ids, colours and lines; everything else may hold a picture or text.
            (_, "cNvSpPr" | "cNvPicPr" | "extLst" | "shapetype" | "style") => xml.skip(),
            _ => self.shapes(xml, drawing),
        }
    }

    /// `a:txBody` (21.1.2.1.1): a line for each `a:p`.
    fn drawing_text(&mut self, xml: &mut Xml, drawing: &mut Drawing) -> Result<(), Error> {
        let mut depth = 0;
        let mut line = String::new();
        loop {
            match xml.next()? {
                Node::Start(element) if element.local() == "t" => {
                    line.push_str(&xml.text_content()?);
                }
                Node::Start(element) => {
                    if matches!(element.local(), "p" | "br") && !line.is_empty() {
                        drawing.lines.push(std::mem::take(&mut line));
                    }
                    depth += 1;
                }
                Node::Text(_) => {}
                Node::End if depth > 0 => depth -= 1,
                Node::End | Node::Eof => {
                    if !line.is_empty() {
                        drawing.lines.push(line);
                    }
                    return Ok(());
                }
            }
        }
    }

    /// The number of a picture in the list of the document.
    fn picture(
        &mut self,
        picture: &Picture,
        size: Option<(u64, u64)>,
        alt: Option<&str>,
    ) -> Result<Option<Target>, Error> {
        let Some(relationship) = self.context.relationships.get(&picture.id) else {
            self.context.left_out("a:blip", self.place.as_ref());
            return Ok(None);
        };
        let shared = &mut *self.context.shared;
        let look = media::Look {
            size,
            alt: alt.map(str::to_owned),
            linked: picture.linked,
        };
        let limit = shared.limits.image_bytes;
        let (gallery, package) = (&mut shared.gallery, &mut shared.package);
        let number = gallery.picture(package, relationship, look, limit)?;
        if number.is_none() {
            shared.tally.left_out("a:blip", self.place.as_ref());
        }
        Ok(number.map(Target::Image))
    }
}

/// `width:100pt;height:2in` (VML, 14.1.2.19), in EMU.
fn vml_size(style: &str) -> Option<(u64, u64)> {
    let length = |name: &str| {
        let mut properties = style
            .split(';')
            .filter_map(|property| property.split_once(':'));
        let (_, value) = properties.find(|(property, _)| property.trim() == name)?;
        let value = value.trim();
        let unit_at = value.find(|c: char| c.is_ascii_alphabetic())?;
        let (number, unit) = value.split_at(unit_at);
        let points = number.trim().parse::<f64>().ok()?
            * match unit {
                "pt" => 1.0,
                "in" => 72.0,
                "cm" => 72.0 / 2.54,
                "mm" => 7.2 / 2.54,
                "px" => 0.75,
                "pc" => 12.0,
                _ => return None,
            };
        (points > 0.0 && points < 1e6).then(|| (points * EMU_PER_POINT).round() as u64)
    };
    Some((length("width")?, length("height")?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_of_vml_are_emu() {
        assert_eq!(
            vml_size("position:absolute;width:72pt;height:1in"),
            Some((914_400, 914_400))
        );
        assert_eq!(
            vml_size("width:2.54cm;height:25.4mm"),
            Some((914_400, 914_400))
        );
        assert_eq!(vml_size("width:50%;height:1in"), None);
    }
}
