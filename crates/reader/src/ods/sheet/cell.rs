//! A cell (OpenDocument 1.3 part 3, 9.1.4): its text and value, and what is
//! attached to it.

use gongkai_model::{Place, Target};

use super::{Reader, Repeated, is_within};
use crate::Error;
use crate::ods::attributes::{attribute, count};
use crate::ods::links::link_to;
use crate::ods::names;
use crate::ods::text::CellText;
use crate::ods::value::{plain, value};
use crate::sheet::context::Context;
use crate::sheet::grid::Content;
use crate::sheet::text::Text;
use crate::xml::{Element, Node, Ns, Xml};

impl Reader<'_, '_, '_> {
    /// A cell, the end of the element included (9.1.4).
    pub(super) fn cell(
        &mut self,
        xml: &mut Xml,
        element: &Element,
        (row, column): (u32, u32),
        times: u32,
        context: &mut Context,
    ) -> Result<Repeated, Error> {
        let mut text = CellText::new(self.named);
        let place = match is_within(row, column) {
            true => context.place(row, column),
            false => context.sheet(),
        };
        let mut targets = Vec::new();
        self.children_of_cell(xml, &place, &mut text, &mut targets, context)?;
        self.attach(row, column, targets, context);
        let CellText { mut text, link, .. } = text;
        text.settle();
        if xml.is_cut() && value(element).is_some() {
            text = Text::default(); // the value was read whole, what shows it was not
        }
        let mut content = self.content(element, text);
        let formula = attribute(element, "formula");
        names::formula(formula.as_deref(), &mut context.diagnostics.remarks);
        let no_result = formula.is_some() && attribute(element, "value-type").is_none();
        if content == Content::Blank && no_result && is_within(row, column) {
            context.formula_without_result(row, column);
            content = Content::Unknown;
        }
        let style = attribute(element, "style-name").unwrap_or_default();
        Ok(Repeated {
            column,
            times,
            style: self.named.number(&style),
            content,
            link: link.and_then(|target| link_to(&target)),
            span: (
                count(element, "number-rows-spanned"),
                count(element, "number-columns-spanned"),
            ),
        })
    }

    /// What stands in a cell, or in a list in it: paragraphs, and what is
    /// attached.
    fn children_of_cell(
        &mut self,
        xml: &mut Xml,
        place: &Place,
        text: &mut CellText,
        targets: &mut Vec<Target>,
        context: &mut Context,
    ) -> Result<(), Error> {
        loop {
            match xml.next()? {
                Node::Start(child) if child.ns == Ns::Odf => match child.local() {
                    "p" | "h" => text.paragraph(xml, context)?,
                    "list" | "list-item" | "list-header" => {
                        self.children_of_cell(xml, place, text, targets, context)?;
                    }
                    "cell-range-source" => {
                        names::source(&child, &mut context.diagnostics.remarks);
                        xml.skip()?;
                    }
                    "annotation" => {
                        targets.extend(self.beside.comment(xml, self.named, context)?);
                    }
                    _ => {
                        let found = self.beside.drawing(xml, &child, place, context)?;
                        targets.extend(found.into_iter().map(|picture| picture.target));
                    }
                },
                Node::Start(_) => xml.skip()?,
                Node::Text(_) => {}
                Node::End | Node::Eof => return Ok(()),
            }
        }
    }

    /// Attaches to a cell what stands beside it. Of cells that are repeated the
    /// first one has it.
    fn attach(&mut self, row: u32, column: u32, targets: Vec<Target>, context: &mut Context) {
        if targets.is_empty() {
            return;
        }
        if is_within(row, column) {
            let attached = &mut self.sheet.sheet.attached;
            attached.entry((row, column)).or_default().extend(targets);
        } else {
            let place = context.sheet();
            for target in targets {
                let what = match target {
                    Target::Image(_) => "pic",
                    _ => "comment",
                };
                context.left_out(what, &place);
            }
        }
    }

    /// What a cell holds: the text that is shown, and the value.
    fn content(&mut self, element: &Element, text: Text) -> Content {
        let value = value(element);
        let text = match text.text.is_empty() {
            true => plain(element, value.as_ref()).map(Text::plain),
            false => Some(text),
        };
        match (text, value) {
            (Some(text), Some(value)) => self.sheet.shown(text, value),
            (Some(text), None) => self.sheet.text(text),
            (None, _) => Content::Blank,
        }
    }
}
