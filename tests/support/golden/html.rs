//! Documents as HTML: what docxjs renders, and what pandoc's transcripts show.

use super::markup::{Node, parse};
use crate::meaning::{Grid, Meaning, Placer, Role, squeeze};

/// What a page says.
pub(super) fn read(source: &str) -> Meaning {
    let mut reader = Reader::default();
    reader.blocks(&parse(source));
    reader.flush();
    reader.meaning
}

#[derive(Default)]
struct Reader {
    meaning: Meaning,
    /// Text that is not yet a line.
    pending: String,
}

impl Reader {
    fn flush(&mut self) {
        let text = std::mem::take(&mut self.pending);
        self.meaning.push(Role::Text, None, &text);
    }

    fn blocks(&mut self, nodes: &[Node]) {
        for node in nodes {
            self.block(node);
        }
    }

    fn block(&mut self, node: &Node) {
        let Node::Element(element) = node else {
            self.pending += &inline(node);
            return;
        };
        match element.name.as_str() {
            "p" | "caption" | "li" | "dt" | "dd" => {
                self.flush();
                self.paragraph(&element.children);
                self.flush();
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = element.name.as_bytes()[1] - b'0';
                let text: String = element.children.iter().map(inline).collect();
                self.meaning.push(Role::Heading(level), None, &text);
            }
            "table" => {
                self.flush();
                self.table(&element.children);
            }
            "header" | "footer" => {
                for text in texts(&element.children) {
                    self.meaning.margins.insert(text);
                }
            }
            // docxjs sets the notes of a page as a list behind its text, and
            // their numbers, which it makes itself, into the text.
            "section" => {
                let is_list = |node: &&Node| matches!(node, Node::Element(e) if e.name == "ol");
                let noted = element.children.iter().any(|node| is_list(&node));
                let mut page = element.clone();
                if noted {
                    page.remove("sup");
                }
                for node in &page.children {
                    match node {
                        Node::Element(list) if list.name == "ol" => {
                            self.meaning.notes.extend(texts(&list.children));
                        }
                        node => self.block(node),
                    }
                }
            }
            "style" | "script" | "head" | "del" | "colgroup" => {}
            "span" | "a" | "em" | "strong" | "math" | "br" | "sup" | "sub" | "u" | "ins" => {
                self.pending += &inline(node);
            }
            _ => self.blocks(&element.children),
        }
        self.meaning.has_formulas |= element.holds("math");
    }

    /// A paragraph may have blocks in it: text boxes and pictures.
    fn paragraph(&mut self, nodes: &[Node]) {
        let is_block = |node: &Node| matches!(node, Node::Element(e) if e.holds("p"));
        for node in nodes {
            if is_block(node) {
                self.block(node);
            } else {
                self.pending += &inline(node);
            }
        }
    }

    fn table(&mut self, nodes: &[Node]) {
        let index = self.meaning.tables.len();
        self.meaning.tables.push(Grid::default());
        let mut placer = Placer::default();
        let mut cells = Vec::new();
        for node in nodes {
            self.rows(node, &mut placer, &mut cells);
        }
        self.meaning.tables[index] = Grid { cells }.settled();
    }

    fn rows(
        &mut self,
        node: &Node,
        placer: &mut Placer,
        cells: &mut Vec<crate::meaning::GridCell>,
    ) {
        let Node::Element(element) = node else { return };
        match element.name.as_str() {
            "tr" => {
                for cell in &element.children {
                    let Node::Element(cell) = cell else { continue };
                    if !matches!(cell.name.as_str(), "td" | "th") {
                        continue;
                    }
                    // docxjs keeps the cells that a merge covers, and hides them.
                    if cell
                        .attribute("style")
                        .is_some_and(|s| s.contains("display: none"))
                    {
                        continue;
                    }
                    let span = |name| cell.attribute(name).and_then(|n| n.parse().ok());
                    let text = self.cell(&cell.children);
                    let (rows, columns) = (span("rowspan"), span("colspan"));
                    cells.push(placer.place(rows.unwrap_or(1), columns.unwrap_or(1), &text));
                }
                placer.next_row();
            }
            "caption" => self.block(node),
            "thead" | "tbody" | "tfoot" => {
                for row in &element.children {
                    self.rows(row, placer, cells);
                }
            }
            _ => {}
        }
    }

    fn cell(&mut self, nodes: &[Node]) -> String {
        let from = self.meaning.lines.len();
        let tables = self.meaning.tables.len();
        self.blocks(nodes);
        self.flush();
        let lines = self.meaning.lines[from..].iter();
        let text = lines
            .map(|line| line.text.as_str())
            .collect::<Vec<_>>()
            .join(" ");
        if tables == self.meaning.tables.len() {
            self.meaning.lines.truncate(from);
            self.meaning.push(Role::Text, None, &text);
        }
        text
    }
}

/// The paragraphs below some nodes.
fn texts(nodes: &[Node]) -> Vec<String> {
    let mut reader = Reader::default();
    reader.blocks(nodes);
    reader.flush();
    let lines = reader.meaning.lines.into_iter();
    lines.map(|line| squeeze(&line.text)).collect()
}

/// The text of a node within a paragraph.
fn inline(node: &Node) -> String {
    match node {
        Node::Text(text) => text.clone(),
        Node::Element(element) => match element.name.as_str() {
            "br" => " ".to_owned(),
            "del" | "style" => String::new(),
            _ => element.children.iter().map(inline).collect(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_give_text_tables_notes_and_margins() {
        let page = "<section><header><p>top</p></header><article><p>a<sup>1</sup> <del>x</del>b</p>\
                    <table><tr><td rowspan=\"2\"><p>c</p><p>d</p></td><td>e</td></tr><tr><td>f</td></tr></table>\
                    </article><ol><li><p>note</p></li></ol></section>";
        let meaning = read(page);
        assert_eq!(meaning.text(), "a b\nc d\ne\nf");
        assert_eq!(meaning.notes, ["note"]);
        assert!(meaning.margins.contains("top"));
        let first = &meaning.tables[0].cells[0];
        assert_eq!((first.row_span, first.text.as_str()), (2, "cd"));
    }
}
