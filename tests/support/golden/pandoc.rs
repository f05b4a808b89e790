//! Documents as pandoc's native format has them.

use super::haskell::{Term, parse};
use crate::meaning::{Digits, Grid, Marker, Meaning, Placer, Role};

/// What a native file says.
///
/// # Errors
/// Where the notation is not understood.
pub(super) fn read(source: &str) -> Result<Meaning, String> {
    let term = parse(source)?;
    let mut reader = Reader::default();
    match term.make() {
        ("Pandoc", [meta, blocks]) => {
            reader.meta(meta);
            reader.blocks(blocks, None);
        }
        _ => reader.blocks(&term, None),
    }
    Ok(reader.meaning)
}

#[derive(Default)]
struct Reader {
    meaning: Meaning,
}

impl Reader {
    /// The title page, which pandoc takes out of the text.
    fn meta(&mut self, meta: &Term) {
        // `Meta { unMeta = fromList [ (key, value) ] }`
        let map = meta
            .make()
            .1
            .first()
            .and_then(|fields| fields.items().first());
        let pairs = map.and_then(|map| map.make().1.first());
        for key in ["title", "subtitle", "author", "date", "abstract"] {
            let of_key = |pair: &&Term| pair.items()[0].text() == key;
            let pair = pairs.and_then(|pairs| pairs.items().iter().find(of_key));
            let Some(value) = pair.and_then(|pair| pair.items().get(1)) else {
                continue;
            };
            let role = match key {
                "title" => Role::Heading(0),
                _ => Role::Text,
            };
            for text in self.meta_texts(value) {
                self.meaning.push(role, None, &text);
            }
        }
    }

    fn meta_texts(&mut self, value: &Term) -> Vec<String> {
        let (name, arguments) = value.make();
        let Some(first) = arguments.first() else {
            return Vec::new();
        };
        match name {
            "MetaList" => first
                .items()
                .iter()
                .flat_map(|v| self.meta_texts(v))
                .collect(),
            "MetaString" => vec![first.text().to_owned()],
            "MetaInlines" => vec![self.inlines(first)],
            "MetaBlocks" => {
                let paragraphs = first.items().iter();
                paragraphs
                    .filter_map(|block| block.make().1.first())
                    .map(|inlines| self.inlines(inlines))
                    .collect()
            }
            _ => Vec::new(),
        }
    }

    /// Blocks; the first paragraph has what stands before its item.
    fn blocks(&mut self, blocks: &Term, mut marker: Option<Marker>) {
        for block in blocks.items() {
            self.block(block, marker.take());
        }
    }

    fn block(&mut self, block: &Term, marker: Option<Marker>) {
        match block.make() {
            ("Para" | "Plain", [inlines]) => {
                let text = self.inlines(inlines);
                let role = marker.map_or(Role::Text, Role::Item);
                self.meaning.push(role, None, &text);
            }
            ("Header", [level, _, inlines]) => {
                let text = self.inlines(inlines);
                let level = level.number().unwrap_or(0) as u8;
                self.meaning.push(Role::Heading(level), None, &text);
            }
            ("CodeBlock", [_, text]) => {
                for line in text.text().lines() {
                    self.meaning.push(Role::Text, None, line);
                }
            }
            ("LineBlock", [lines]) => {
                for line in lines.items() {
                    let text = self.inlines(line);
                    self.meaning.push(Role::Text, None, &text);
                }
            }
            ("BulletList", [items]) => {
                for item in items.items() {
                    self.blocks(item, Some(Marker::Bullet));
                }
            }
            ("OrderedList", [attributes, items]) => {
                let start = attributes.items()[0].number().unwrap_or(1);
                let digits = match attributes.items()[1].make().0 {
                    "LowerAlpha" | "UpperAlpha" => Digits::Letters,
                    "LowerRoman" | "UpperRoman" => Digits::Roman,
                    _ => Digits::Figures,
                };
                for (item, number) in items.items().iter().zip(start..) {
                    self.blocks(item, Some(Marker::Number(number, digits)));
                }
            }
            ("DefinitionList", [items]) => {
                for item in items.items() {
                    let [term, definitions] = item.items() else {
                        continue;
                    };
                    let text = self.inlines(term);
                    self.meaning.push(Role::Text, None, &text);
                    for definition in definitions.items() {
                        self.blocks(definition, None);
                    }
                }
            }
            ("BlockQuote", [blocks]) | ("Div", [_, blocks]) => self.blocks(blocks, marker),
            ("Figure", [_, caption, blocks]) => {
                self.blocks(blocks, None);
                self.caption(caption);
            }
            ("Table", [_, caption, _, head, bodies, foot]) => {
                self.caption(caption);
                self.table(head, bodies, foot);
            }
            _ => {}
        }
    }

    fn caption(&mut self, caption: &Term) {
        if let ("Caption", [_, blocks]) = caption.make() {
            self.blocks(blocks, None);
        }
    }

    fn table(&mut self, head: &Term, bodies: &Term, foot: &Term) {
        let index = self.meaning.tables.len();
        self.meaning.tables.push(Grid::default());
        let mut placer = Placer::default();
        let mut cells = Vec::new();
        let of = |part: &Term, index: usize| part.make().1.get(index).cloned();
        let body_rows = bodies
            .items()
            .iter()
            .flat_map(|body| [of(body, 2), of(body, 3)]);
        let parts = std::iter::once(of(head, 1))
            .chain(body_rows)
            .chain([of(foot, 1)]);
        for rows in parts.flatten() {
            for row in rows.items() {
                let Some(row) = row.make().1.get(1) else {
                    continue;
                };
                for cell in row.items() {
                    let ("Cell", [_, _, row_span, column_span, blocks]) = cell.make() else {
                        continue;
                    };
                    let span = |term: &Term| term.number().unwrap_or(1) as u32;
                    let text = self.cell(blocks);
                    cells.push(placer.place(span(row_span), span(column_span), &text));
                }
                placer.next_row();
            }
        }
        self.meaning.tables[index] = Grid { cells }.settled();
    }

    /// Reads what is in a cell as one line, unless there is a table in it.
    /// Gives the whole text.
    fn cell(&mut self, blocks: &Term) -> String {
        let from = self.meaning.lines.len();
        let tables = self.meaning.tables.len();
        self.blocks(blocks, None);
        let lines = &self.meaning.lines[from..];
        let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
        let text = texts.join(" ");
        if tables == self.meaning.tables.len() {
            self.meaning.lines.truncate(from);
            self.meaning.push(Role::Text, None, &text);
        }
        text
    }

    fn inlines(&mut self, inlines: &Term) -> String {
        inlines.items().iter().map(|one| self.inline(one)).collect()
    }

    fn inline(&mut self, inline: &Term) -> String {
        match inline.make() {
            ("Str", [text]) | ("Code" | "Math", [_, text]) => text.text().to_owned(),
            ("Space" | "SoftBreak" | "LineBreak", _) => " ".to_owned(),
            (
                "Emph" | "Strong" | "Underline" | "Strikeout" | "Superscript" | "Subscript"
                | "SmallCaps",
                [inner],
            )
            | ("Cite", [_, inner])
            | ("Link", [_, inner, _]) => self.inlines(inner),
            ("Quoted", [kind, inner]) => {
                let inner = self.inlines(inner);
                match kind.make().0 {
                    "SingleQuote" => format!("‘{inner}’"),
                    _ => format!("“{inner}”"),
                }
            }
            ("Span", [attributes, inner]) => self.span(attributes, inner),
            ("Note", [blocks]) => {
                let mut note = Reader::default();
                note.blocks(blocks, None);
                self.meaning.notes.push(note.meaning.text());
                String::new()
            }
            _ => String::new(),
        }
    }

    /// Spans carry tracked changes and comments.
    fn span(&mut self, attributes: &Term, inner: &Term) -> String {
        let class = attributes.items().get(1).and_then(|c| c.items().first());
        let text = self.inlines(inner);
        match class.map(Term::text) {
            Some("deletion" | "comment-end") => String::new(),
            Some("comment-start") => {
                self.meaning.comments.push(crate::meaning::squeeze(&text));
                String::new()
            }
            _ => text,
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn blocks_notes_and_changes_are_read() {
        let source = r#"Pandoc (Meta {unMeta = fromList [("title",MetaInlines [Str "T"])]})
            [ Header 2 ("h",[],[]) [Str "H"]
            , Para [Str "a",Space,Quoted DoubleQuote [Str "b"],Note [Para [Str "n"]]]
            , OrderedList (3,LowerAlpha,Period) [[Plain [Str "i"]],[Plain [Str "j"]]]
            , Para [Span ("",["deletion"],[]) [Str "gone"],Span ("",["insertion"],[]) [Str "new"]]]"#;
        let meaning = read(source).unwrap();
        let lines: Vec<_> = meaning
            .lines
            .iter()
            .map(|l| (l.role, l.text.as_str()))
            .collect();
        let item = |number| Role::Item(Marker::Number(number, Digits::Letters));
        assert_eq!(
            lines,
            [
                (Role::Heading(0), "T"),
                (Role::Heading(2), "H"),
                (Role::Text, "a “b”"),
                (item(3), "i"),
                (item(4), "j"),
                (Role::Text, "new"),
            ]
        );
        assert_eq!(meaning.notes, ["n"]);
    }

    #[test]
    fn tables_keep_their_spans() {
        let cell = |rows, columns, text| {
            format!(
                "Cell (\"\",[],[]) AlignDefault (RowSpan {rows}) (ColSpan {columns}) [Plain [Str {text:?}]]"
            )
        };
        let row = |cells: &[String]| format!("Row (\"\",[],[]) [{}]", cells.join(","));
        let head = row(&[cell(2, 1, "a"), cell(1, 2, "b")]);
        let body = row(&[cell(1, 1, "c"), cell(1, 1, "d")]);
        let source = format!(
            "[Table (\"\",[],[]) (Caption Nothing []) [] (TableHead (\"\",[],[]) [{head}]) \
             [TableBody (\"\",[],[]) (RowHeadColumns 0) [] [{body}]] (TableFoot (\"\",[],[]) [])]"
        );
        let meaning = read(&source).unwrap();
        let places: Vec<_> = meaning.tables[0]
            .cells
            .iter()
            .map(|c| (c.row, c.column, c.row_span, c.column_span, c.text.as_str()))
            .collect();
        let expected = [
            (0, 0, 2, 1, "a"),
            (0, 1, 1, 2, "b"),
            (1, 1, 1, 1, "c"),
            (1, 2, 1, 1, "d"),
        ];
        assert_eq!(places, expected);
        assert_eq!(meaning.text(), "a\nb\nc\nd");
    }
}
