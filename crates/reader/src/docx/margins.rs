//! Headers and footers. They stand apart from the text and are not carried
//! yet; one that holds more than a page number is named.

use crate::package::Package;
use crate::tally::Tally;
use crate::word::fields::Fields;
use crate::xml::{Node, Ns, Xml};
use crate::{Error, Limits};

/// Names the text of a header or footer as left out, if it has any.
pub(super) fn name_text(
    package: &mut Package,
    part: &str,
    limits: &Limits,
    tally: &mut Tally,
) -> Result<(), Error> {
    let Some(text) = package.text(part)? else {
        return Ok(());
    };
    let mut xml = Xml::new(&text, part, limits.depth);
    let mut fields = Fields::default();
    let mut has_words = false;
    loop {
        match xml.next()? {
            Node::Start(element) if element.ns == Ns::W => match element.local() {
                "fldChar" => {
                    fields.mark(&element.attr("fldCharType").unwrap_or_default());
                }
                "fldSimple" | "instrText" => xml.skip()?,
                "t" => {
                    // The result of a field is a page number or the like.
                    let text = xml.text_content()?;
                    has_words |= !fields.is_open() && text.chars().any(char::is_alphanumeric);
                }
                _ => {}
            },
            Node::Eof => break,
            Node::Start(_) | Node::End | Node::Text(_) => {}
        }
    }
    if has_words {
        tally.left_out("w:hdr/w:ftr", None);
    }
    Ok(())
}
