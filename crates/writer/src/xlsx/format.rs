//! How cells look.
//!
//! A [`Look`] is small and can be compared fast; the library's own format is
//! made once for each look, because it is large and every cell needs one.

use std::collections::HashMap;
use std::rc::Rc;

use gongkai_model::Style;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatScript, FormatUnderline};

use super::number_format::GENERAL;

/// Excel allows between 200 and 250 number formats of one's own, depending on
/// its language ("Excel specifications and limits").
const MOST_NUMBER_FORMATS: usize = 200;

/// Links are blue. They are not underlined: that would read as formatting.
const LINK: Color = Color::RGB(0x0005_63C1);
const LINK_MARKUP: &str = "<color rgb=\"FF0563C1\"/>";

/// The ground of header rows.
const HEADER: Color = Color::RGB(0xEDEDED);

/// What a cell is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Role {
    /// The title of the report.
    Title,
    /// A heading, by its level from 1.
    Heading(u8),
    /// A paragraph.
    Text,
    /// A cell of the header rows of a table.
    TableHead,
    /// Any other cell of a table.
    TableBody,
}

/// Where text stands between the left and the right side of its cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Side {
    Left,
    Center,
    Right,
}

/// How a cell looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Look {
    role: Role,
    side: Side,
    bold: bool,
    italic: bool,
    underline: bool,
    strike: bool,
    superscript: bool,
    subscript: bool,
    link: bool,
    quoted: bool,
    /// At the top of its cell, with a picture below.
    top: bool,
    number: u16,
}

impl Look {
    /// The look of a role without any formatting.
    pub(super) fn new(role: Role, side: Side) -> Look {
        Look {
            role,
            side,
            bold: matches!(role, Role::Title | Role::Heading(_)),
            italic: false,
            underline: false,
            strike: false,
            superscript: false,
            subscript: false,
            link: false,
            quoted: false,
            top: false,
            number: 0,
        }
    }

    /// The same with the formatting of a text.
    pub(super) fn styled(self, style: &Style) -> Look {
        Look {
            bold: self.bold || style.bold,
            italic: style.italic,
            underline: style.underline,
            strike: style.strike,
            superscript: style.superscript,
            subscript: style.subscript,
            ..self
        }
    }

    /// The same at another side of its cell.
    pub(super) fn on(self, side: Side) -> Look {
        Look { side, ..self }
    }

    /// The same at the top of its cell, where a picture stands below the text.
    pub(super) fn above(self, picture: bool) -> Look {
        Look {
            top: picture,
            ..self
        }
    }

    /// The same in the colour of links.
    pub(super) fn linked(self, link: bool) -> Look {
        Look { link, ..self }
    }

    /// The same with a sign that the content is text, whatever it looks like:
    /// without it `=1+1` or `007` turn into something else when edited.
    pub(super) fn quoted(self, quoted: bool) -> Look {
        Look { quoted, ..self }
    }

    /// The same with a number format of [`Formats::number`].
    pub(super) fn numbered(self, number: u16) -> Look {
        Look { number, ..self }
    }

    /// The properties of a run of formatted text, as markup in the order of
    /// the schema that Excel keeps to.
    pub(super) fn run_properties(self) -> String {
        let (name, size) = font(self.role);
        let mut markup = String::from("<rPr>");
        for (is_on, element) in [
            (self.bold, "<b/>"),
            (self.italic, "<i/>"),
            (self.strike, "<strike/>"),
            (self.underline, "<u/>"),
            (self.superscript, "<vertAlign val=\"superscript\"/>"),
            (self.subscript, "<vertAlign val=\"subscript\"/>"),
        ] {
            markup.push_str(if is_on { element } else { "" });
        }
        let color = if self.link {
            LINK_MARKUP
        } else {
            "<color theme=\"1\"/>"
        };
        markup
            + &format!(
                "<sz val=\"{size}\"/>{color}<rFont val=\"{name}\"/><family val=\"2\"/></rPr>"
            )
    }

    /// What the cell is for.
    pub(super) fn role(self) -> Role {
        self.role
    }

    /// True where bold type in the cell's font would make it a heading.
    pub(super) fn is_prose(self) -> bool {
        self.role == Role::Text
    }
}

/// The formats of a workbook.
#[derive(Default)]
pub(super) struct Formats {
    made: HashMap<Look, Rc<Format>>,
    codes: Vec<String>,
    code_numbers: HashMap<String, u16>,
}

impl Formats {
    /// The library's format for a look.
    pub(super) fn get(&mut self, look: Look) -> Rc<Format> {
        let codes = &self.codes;
        let made = self.made.entry(look).or_insert_with(|| {
            let code = usize::from(look.number)
                .checked_sub(1)
                .and_then(|index| codes.get(index));
            Rc::new(format(look, code))
        });
        Rc::clone(made)
    }

    /// The number of a number format; none where the workbook has as many as it can.
    pub(super) fn number(&mut self, code: &str) -> Option<u16> {
        if code == GENERAL {
            return Some(0);
        }
        if let Some(number) = self.code_numbers.get(code) {
            return Some(*number);
        }
        if self.codes.len() >= MOST_NUMBER_FORMATS {
            return None;
        }
        self.codes.push(code.to_owned());
        let number = u16::try_from(self.codes.len()).ok()?;
        self.code_numbers.insert(code.to_owned(), number);
        Some(number)
    }
}

/// The size of the type of a role, in points.
pub(super) fn size(role: Role) -> f64 {
    font(role).1
}

/// Font and size: those of GB/T 9704-2012 at the scale of a screen.
fn font(role: Role) -> (&'static str, f64) {
    match role {
        Role::Title => ("方正小标宋简体", 20.0),
        Role::Heading(1) => ("黑体", 14.0),
        Role::Heading(2) => ("楷体", 13.0),
        Role::Heading(_) | Role::Text => ("仿宋", 12.0),
        Role::TableHead | Role::TableBody => ("宋体", 11.0),
    }
}

fn format(look: Look, code: Option<&String>) -> Format {
    let (name, size) = font(look.role);
    let mut format = Format::new()
        .set_font_name(name)
        .set_font_size(size)
        .set_text_wrap();
    format = format.set_align(match look.side {
        Side::Left => FormatAlign::Left,
        Side::Center => FormatAlign::Center,
        Side::Right => FormatAlign::Right,
    });
    let in_table = matches!(look.role, Role::TableHead | Role::TableBody);
    format = format.set_align(match in_table && !look.top {
        true => FormatAlign::VerticalCenter,
        false => FormatAlign::Top,
    });
    if in_table {
        format = format.set_border(FormatBorder::Thin);
    }
    if look.role == Role::TableHead {
        format = format.set_background_color(HEADER);
    }
    if let Some(code) = code {
        format = format.set_num_format(code);
    }
    if look.quoted {
        format = format.set_quote_prefix();
    }
    with_font(format, look)
}

fn with_font(mut format: Format, look: Look) -> Format {
    if look.bold {
        format = format.set_bold();
    }
    if look.italic {
        format = format.set_italic();
    }
    if look.underline {
        format = format.set_underline(FormatUnderline::Single);
    }
    if look.strike {
        format = format.set_font_strikethrough();
    }
    if look.superscript {
        format = format.set_font_script(FormatScript::Superscript);
    }
    if look.subscript {
        format = format.set_font_script(FormatScript::Subscript);
    }
    if look.link {
        format = format.set_font_color(LINK);
    }
    format
}
