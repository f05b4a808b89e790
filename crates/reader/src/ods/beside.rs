//! What is attached to cells or lies on a sheet: comments, pictures, and
//! drawings that are only named (OpenDocument 1.3 part 3, 10.4 and 14.1).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use gongkai_model::{Place, Target};

use super::attributes::attribute;
use super::measure::length;
use super::styles::Named;
use super::text::CellText;
use crate::Error;
use crate::package::media::Look;
use crate::package::{Package, has_scheme, resolve};
use crate::sheet::attached::Lists;
use crate::sheet::context::Context;
use crate::sheet::notes::{self, Signed};
use crate::xml::{Element, Node, Xml};

/// Lines, what a cell is traced to, and what is said of groups.
const IGNORED: &[&str] = &[
    "line",
    "polyline",
    "connector",
    "measure",
    "detective",
    "title",
    "desc",
    "glue-point",
    "event-listeners",
];

/// Reads what stands beside the cells of sheets.
pub(super) struct Beside<'b, 'p> {
    pub(super) package: &'b mut Package<'p>,
    pub(super) lists: Lists,
    /// The most bytes that all pictures may have together.
    pub(super) image_bytes: u64,
}

/// A picture, and where on the sheet its upper left corner is said to be.
pub(super) struct Picture {
    pub(super) at: (u64, u64),
    pub(super) target: Target,
}

/// A comment while it is read.
struct Annotation<'n> {
    text: CellText<'n>,
    author: Option<String>,
    initials: Option<String>,
    date: Option<String>,
}

/// Where the bytes of a picture are.
enum Source {
    Target(String),
    /// In the element itself (10.4.5).
    Bytes(Vec<u8>),
}

/// What a frame holds, its first picture of each kind.
#[derive(Default)]
struct Frame {
    source: Option<Source>,
    /// What is no picture: its name for messages.
    other: Option<&'static str>,
    title: Option<String>,
    description: Option<String>,
}

impl Beside<'_, '_> {
    /// A comment (14.1), its end included.
    pub(super) fn comment(
        &mut self,
        xml: &mut Xml,
        named: &Named,
        context: &mut Context,
    ) -> Result<Vec<Target>, Error> {
        let mut annotation = Annotation {
            text: CellText::new(named),
            author: None,
            initials: None,
            date: None,
        };
        annotation.read(xml, context)?;
        let signed = Signed {
            author: annotation.author.as_deref(),
            initials: annotation.initials.as_deref(),
            date: annotation.date.as_deref(),
        };
        let text = &annotation.text.text.text;
        Ok(notes::read(text, signed, &mut self.lists))
    }

    /// A drawing, its end included: the pictures in it, the rest named.
    pub(super) fn drawing(
        &mut self,
        xml: &mut Xml,
        element: &Element,
        place: &Place,
        context: &mut Context,
    ) -> Result<Vec<Picture>, Error> {
        let mut found = Vec::new();
        self.take(xml, element, place, context, &mut found)?;
        Ok(found)
    }

    /// The drawings that lie on a sheet (9.1.6), their end included.
    pub(super) fn shapes(
        &mut self,
        xml: &mut Xml,
        context: &mut Context,
    ) -> Result<Vec<Picture>, Error> {
        let mut found = Vec::new();
        let place = context.sheet();
        self.all(xml, &place, context, &mut found)?;
        Ok(found)
    }

    fn all(
        &mut self,
        xml: &mut Xml,
        place: &Place,
        context: &mut Context,
        found: &mut Vec<Picture>,
    ) -> Result<(), Error> {
        loop {
            match xml.next()? {
                Node::Start(element) => self.take(xml, &element, place, context, found)?,
                Node::Text(_) => {}
                Node::End | Node::Eof => return Ok(()),
            }
        }
    }

    fn take(
        &mut self,
        xml: &mut Xml,
        element: &Element,
        place: &Place,
        context: &mut Context,
        found: &mut Vec<Picture>,
    ) -> Result<(), Error> {
        let what = match element.local() {
            // A group; a link around a drawing.
            "g" | "a" => return self.all(xml, place, context, found),
            "frame" => {
                let frame = Frame::read(xml)?;
                match frame.other {
                    Some(what) => context.left_out(what, place),
                    None => self.picture(element, frame, place, context, found)?,
                }
                return Ok(());
            }
            "custom-shape" | "rect" | "ellipse" | "circle" | "polygon" | "regular-polygon"
            | "path" | "caption" | "scene" => "sp",
            "control" => "controls",
            name if IGNORED.contains(&name) => return xml.skip(),
            _ => {
                context
                    .diagnostics
                    .tally
                    .unknown(&element.name(), Some(place));
                return xml.skip();
            }
        };
        context.left_out(what, place);
        xml.skip()
    }

    fn picture(
        &mut self,
        element: &Element,
        frame: Frame,
        place: &Place,
        context: &mut Context,
        found: &mut Vec<Picture>,
    ) -> Result<(), Error> {
        let given = |name| attribute(element, name).and_then(|text| length(&text));
        let look = Look {
            size: given("width").zip(given("height")),
            alt: frame.description.or(frame.title),
            linked: false,
        };
        let number = match frame.source {
            Some(Source::Target(target)) => self.by_target(&target, look)?,
            Some(Source::Bytes(bytes)) => {
                // As many as there are: no two have the same name.
                let name = format!("office:binary-data {}", self.lists.gallery.images.len());
                let gallery = &mut self.lists.gallery;
                gallery.stored(&name, look, self.image_bytes, |_| Ok(Some(bytes)))?
            }
            None => None,
        };
        match number {
            Some(number) => found.push(Picture {
                at: (
                    given("x").unwrap_or_default(),
                    given("y").unwrap_or_default(),
                ),
                target: Target::Image(number),
            }),
            None => context.left_out("pic", place),
        }
        Ok(())
    }

    /// A picture by where it is: in the package, or somewhere else, where a
    /// path leads that leaves the package (part 2, 3.7).
    fn by_target(&mut self, target: &str, look: Look) -> Result<Option<usize>, Error> {
        let gallery = &mut self.lists.gallery;
        if has_scheme(target) || target.starts_with("../") || target.starts_with('/') {
            return Ok(gallery.linked(target, look));
        }
        let part = resolve("", target);
        let package = &mut *self.package;
        gallery.stored(&part, look, self.image_bytes, |_| package.bytes(&part))
    }
}

impl Annotation<'_> {
    fn read(&mut self, xml: &mut Xml, context: &mut Context) -> Result<(), Error> {
        loop {
            let element = match xml.next()? {
                Node::Start(element) => element,
                Node::Text(_) => continue,
                Node::End | Node::Eof => return Ok(()),
            };
            let slot = match element.local() {
                "p" | "h" => {
                    self.text.paragraph(xml, context)?;
                    continue;
                }
                "list" | "list-item" | "list-header" | "section" => {
                    self.read(xml, context)?;
                    continue;
                }
                "creator" => &mut self.author,
                "creator-initials" | "sender-initials" => &mut self.initials,
                "date" => &mut self.date,
                _ => {
                    xml.skip()?; // the date once more, in words
                    continue;
                }
            };
            let text = xml.text_content()?;
            *slot = Some(notes::name(text.trim())).filter(|text| !text.is_empty());
        }
    }
}

impl Frame {
    /// Reads a frame, its end included (10.4.2): what it holds stands in it
    /// once or in several forms.
    fn read(xml: &mut Xml) -> Result<Frame, Error> {
        let mut frame = Frame::default();
        loop {
            let element = match xml.next()? {
                Node::Start(element) => element,
                Node::Text(_) => continue,
                Node::End | Node::Eof => return Ok(frame),
            };
            match element.local() {
                "image" => {
                    let target = attribute(&element, "href").map(|target| target.into_owned());
                    let bytes = binary(xml)?;
                    let source = bytes.map(Source::Bytes).or(target
                        .filter(|target| !target.is_empty())
                        .map(Source::Target));
                    // A picture of points stands in for one of lines, and every
                    // program shows it.
                    if frame.source.as_ref().is_none_or(Source::is_svg) {
                        frame.source = source.or(frame.source.take());
                    }
                    continue;
                }
                "title" => frame.title = stated(&xml.text_content()?),
                "desc" => frame.description = stated(&xml.text_content()?),
                name => {
                    frame.other = frame.other.or(match name {
                        "object" => Some("graphicFrame"),
                        "object-ole" => Some("oleObjects"),
                        "text-box" => Some("sp"),
                        "applet" | "plugin" | "floating-frame" | "table" => Some("pict"),
                        _ => None, // what happens at a click, the outline of the text around it
                    });
                    xml.skip()?;
                }
            }
        }
    }
}

impl Source {
    fn is_svg(&self) -> bool {
        match self {
            Source::Target(target) => target.to_ascii_lowercase().ends_with(".svg"),
            Source::Bytes(_) => false,
        }
    }
}

/// The bytes of a picture that stands in its element, the end of it included.
fn binary(xml: &mut Xml) -> Result<Option<Vec<u8>>, Error> {
    let mut bytes = None;
    loop {
        match xml.next()? {
            Node::Start(element) if element.local() == "binary-data" => {
                let mut text = xml.text_content()?.into_owned();
                text.retain(|c| !c.is_ascii_whitespace());
                bytes = STANDARD.decode(text).ok();
            }
            Node::Start(_) => xml.skip()?,
            Node::Text(_) => {}
            Node::End | Node::Eof => return Ok(bytes),
        }
    }
}

fn stated(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}
