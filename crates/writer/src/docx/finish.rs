//! The finishing pass: makes of what docx-rs wrote what Word expects.
//!
//! One pass over a `w:document`, which
//! - sorts the children of the property elements into the order of the schema;
//! - leaves out property elements without content, and `w14:paraId`, which
//!   docx-rs gives out twice;
//! - takes `w:type` off `w:gridCol`, which has none;
//! - marks the header rows of tables with `w:tblHeader`;
//! - puts the marks in their places;
//! - makes it the part of another story, if it is one: that has a root of its
//!   own, and neither `w:body` nor `w:sectPr`.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::marks::{self, Mark};
use super::schema_order;

const BODY: &str = "w:document";
const NAMESPACES: &str = " \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
    xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">";

/// Finishes what is to be a part with the element `root`. `header_rows` has,
/// for each `w:tbl` in the order of its start tag, how many of its rows are a
/// header; `marks` has what belongs in the place of each `w:bookmarkStart`.
pub(super) fn finish(
    document: &str,
    root: &str,
    header_rows: &[u32],
    marks: &[&Mark<'_>],
) -> quick_xml::Result<String> {
    let mut pass = Pass {
        out: String::with_capacity(document.len()),
        sorted: String::new(),
        containers: Vec::new(),
        depth: 0,
        header_rows: header_rows.iter(),
        tables: Vec::new(),
        marks: marks.iter(),
        root,
    };
    let mut reader = Reader::from_str(document);
    let mut position = 0;
    loop {
        let event = reader.read_event()?;
        let end = reader.buffer_position() as usize;
        let raw = document.get(position..end).unwrap_or_default();
        position = end;
        match event {
            Event::Start(tag) => pass.start(&tag, raw, false)?,
            Event::Empty(tag) if tag.name().as_ref() == "w:bookmarkStart" => pass.mark(),
            Event::Empty(tag) => {
                pass.start(&tag, raw, true)?;
                pass.end(tag.name().as_ref(), "");
            }
            Event::End(tag) => pass.end(tag.name().as_ref(), raw),
            Event::Eof => return Ok(pass.out),
            _ => pass.out.push_str(raw),
        }
    }
}

struct Pass<'h, 'm> {
    out: String,
    /// Room to sort in.
    sorted: String,
    /// The property elements that are open.
    containers: Vec<Container>,
    /// How many elements are open.
    depth: usize,
    header_rows: std::slice::Iter<'h, u32>,
    /// For each open table, how many header rows are still to come.
    tables: Vec<u32>,
    marks: std::slice::Iter<'h, &'h Mark<'m>>,
    root: &'h str,
}

/// An open element whose children are to be sorted.
struct Container {
    order: &'static [&'static str],
    /// How many elements are open outside of it.
    depth: usize,
    /// Where its start tag stands in the output.
    start: usize,
    /// Where its first child stands in the output.
    content: usize,
    children: Vec<Child>,
}

/// A child of a container: its rank in the order, and where it stands in the output.
struct Child {
    rank: usize,
    start: usize,
    end: usize,
}

impl Container {
    fn begin_child(&mut self, name: &str, at: usize) {
        // What is in no order is behind all that is.
        let rank = self
            .order
            .iter()
            .position(|child| *child == name)
            .unwrap_or(usize::MAX);
        self.children.push(Child {
            rank,
            start: at,
            end: at,
        });
    }

    fn end_child(&mut self, at: usize) {
        if let Some(child) = self.children.last_mut() {
            child.end = at;
        }
    }
}

impl Pass<'_, '_> {
    fn mark(&mut self) {
        if let Some(mark) = self.marks.next() {
            marks::push(&mut self.out, mark);
        }
    }

    /// A start tag, or the tag of an empty element.
    fn start(&mut self, tag: &BytesStart<'_>, raw: &str, empty: bool) -> quick_xml::Result<()> {
        let name = tag.name();
        let name = name.as_ref();
        let start = self.out.len();
        if let Some(parent) = self.parent() {
            parent.begin_child(name, start);
        }
        let order = schema_order::children(name);
        match name {
            "w:document" => {
                self.out.push('<');
                self.out.push_str(self.root);
                self.out.push_str(NAMESPACES);
            }
            "w:body" if self.root != BODY => {}
            "w:gridCol" => self.tag_without(tag, "w:type", empty)?,
            "w:p" => self.tag_without(tag, "w14:paraId", empty)?,
            // Opened even if it is empty: a child may be added.
            _ if order.is_some() => {
                self.out.push('<');
                self.out.push_str(name);
                self.out.push('>');
            }
            _ => self.out.push_str(raw),
        }
        if name == "w:tbl" {
            self.tables
                .push(self.header_rows.next().copied().unwrap_or(0));
        }
        if let Some(order) = order {
            let (depth, content) = (self.depth, self.out.len());
            let children = Vec::new();
            self.containers.push(Container {
                order,
                depth,
                start,
                content,
                children,
            });
        }
        self.depth += 1;
        Ok(())
    }

    /// An end tag; `raw` is empty where the element was an empty tag.
    fn end(&mut self, name: &str, raw: &str) {
        self.depth = self.depth.saturating_sub(1);
        if name == "w:tbl" {
            self.tables.pop();
        }
        let depth = self.depth;
        match self.containers.pop_if(|container| container.depth == depth) {
            Some(container) if name == "w:sectPr" && self.root != BODY => {
                self.out.truncate(container.start);
            }
            Some(container) => self.close(container, name),
            None if name == "w:document" => {
                self.out.push_str("</");
                self.out.push_str(self.root);
                self.out.push('>');
            }
            None if name == "w:body" && self.root != BODY => {}
            None => self.out.push_str(raw),
        }
        let end = self.out.len();
        if let Some(parent) = self.parent() {
            parent.end_child(end);
        }
    }

    /// The container of which the next element is a direct child.
    fn parent(&mut self) -> Option<&mut Container> {
        let depth = self.depth;
        self.containers
            .last_mut()
            .filter(|container| container.depth + 1 == depth)
    }

    /// Sorts the children of a container and ends it; without any it goes.
    fn close(&mut self, mut container: Container, name: &str) {
        if name == "w:trPr" && self.is_header_row() {
            container.begin_child("w:tblHeader", self.out.len());
            self.out.push_str("<w:tblHeader/>");
            container.end_child(self.out.len());
        }
        if self.out.len() == container.content {
            self.out.truncate(container.start);
            return;
        }
        let children = &mut container.children;
        if !children.is_sorted_by_key(|child| child.rank) {
            children.sort_by_key(|child| child.rank);
            self.sorted.clear();
            for child in children {
                self.sorted.push_str(&self.out[child.start..child.end]);
            }
            self.out.truncate(container.content);
            self.out.push_str(&self.sorted);
        }
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    /// True for the properties of a header row; each row asks once.
    fn is_header_row(&mut self) -> bool {
        let Some(to_come) = self.tables.last_mut().filter(|rows| **rows > 0) else {
            return false;
        };
        *to_come -= 1;
        true
    }

    /// Writes a tag without one of its attributes.
    fn tag_without(
        &mut self,
        tag: &BytesStart<'_>,
        left_out: &str,
        empty: bool,
    ) -> quick_xml::Result<()> {
        self.out.push('<');
        self.out.push_str(tag.name().as_ref());
        for attribute in tag.attributes() {
            let attribute = attribute?;
            if attribute.key.as_ref() != left_out {
                self.out.push(' ');
                self.out.push_str(attribute.key.as_ref());
                self.out.push_str("=\"");
                self.out.push_str(&attribute.value);
                self.out.push('"');
            }
        }
        self.out.push_str(if empty { "/>" } else { ">" });
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::marks::NoteKind;
    use super::*;

    fn finished(xml: &str, header_rows: &[u32]) -> String {
        finish(xml, BODY, header_rows, &[]).unwrap()
    }

    #[test]
    fn children_are_sorted_at_every_depth() {
        let xml = "<w:p w14:paraId=\"1\" w:x=\"&lt;\"><w:pPr><w:rPr><w:sz w:val=\"1\" /><w:b /></w:rPr>\
            <w:jc /><w:pStyle /></w:pPr><w:r><w:rPr /><w:t> &amp; </w:t></w:r></w:p>";
        let sorted = "<w:p w:x=\"&lt;\"><w:pPr><w:pStyle /><w:jc /><w:rPr><w:b /><w:sz w:val=\"1\" />\
            </w:rPr></w:pPr><w:r><w:t> &amp; </w:t></w:r></w:p>";
        assert_eq!(finished(xml, &[]), sorted);
        assert_eq!(finished(sorted, &[]), sorted);
    }

    #[test]
    fn header_rows_are_marked_in_their_own_table() {
        let row = "<w:tr><w:trPr /></w:tr>";
        let marked = "<w:tr><w:trPr><w:tblHeader/></w:trPr></w:tr>";
        let nested =
            format!("<w:tbl><w:tr><w:trPr /><w:tbl>{row}{row}</w:tbl></w:tr>{row}{row}</w:tbl>");
        let expected = format!(
            "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr><w:tbl>{marked}<w:tr></w:tr></w:tbl></w:tr>\
             {marked}<w:tr></w:tr></w:tbl>"
        );
        assert_eq!(finished(&nested, &[2, 1]), expected);
    }

    #[test]
    fn grid_columns_have_no_type() {
        let xml = "<w:tblGrid><w:gridCol w:w=\"9\" w:type=\"dxa\" /></w:tblGrid>";
        assert_eq!(
            finished(xml, &[]),
            "<w:tblGrid><w:gridCol w:w=\"9\"/></w:tblGrid>"
        );
    }

    #[test]
    fn another_story_has_a_root_of_its_own_and_its_marks() {
        let xml = "<w:document a=\"1\"><w:body><w:bookmarkStart w:id=\"1\" w:name=\"\" /><w:p />\
            <w:bookmarkStart w:id=\"2\" w:name=\"\" /><w:sectPr><w:pgSz /></w:sectPr></w:body></w:document>";
        let marks = [
            &Mark::NoteStart(NoteKind::Footnote, 0),
            &Mark::NoteEnd(NoteKind::Footnote),
        ];
        assert_eq!(
            finish(xml, "w:footnotes", &[], &marks).unwrap(),
            format!(
                "<w:footnotes{NAMESPACES}<w:footnote w:id=\"2\"><w:p/></w:footnote></w:footnotes>"
            )
        );
    }
}
