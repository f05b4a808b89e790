//! Text in page headers and footers (18.3.1.46), which is not carried yet.

use crate::Error;
use crate::sheet::context::{Context, sheet_place};
use crate::sheet::header_footer::has_text;
use crate::xml::{Node, Xml};

/// Names headers and footers that have text of their own. Page numbers and the
/// names of file and sheet are not: every program prints them.
pub(super) fn name_text(xml: &mut Xml, context: &mut Context) -> Result<(), Error> {
    loop {
        match xml.next()? {
            Node::Start(element) => {
                let name = element.name().into_owned();
                let text = xml.text_content()?;
                if has_text(&text) {
                    let place = sheet_place(context.name);
                    context.diagnostics.tally.left_out(&name, Some(&place));
                }
            }
            Node::Text(_) => {}
            Node::End | Node::Eof => return Ok(()),
        }
    }
}
