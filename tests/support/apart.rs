//! A report without what a format is known to lose: what is named in a
//! diagnostic on writing is taken out, so that all the rest can be compared.

use gongkai_model::{
    Block, Diagnostic, Document, Heading, Kind, Lost, Paragraph, Properties, Report, RichText,
    Target,
};

/// The kinds of content that diagnostics name as not carried, each once.
pub fn named(diagnostics: &[Diagnostic]) -> Vec<Lost> {
    let mut named = Vec::new();
    for diagnostic in diagnostics {
        if let Kind::NotCarried { what, .. } = diagnostic.kind
            && !named.contains(&what)
        {
            named.push(what);
        }
    }
    named
}

/// The report without all content of these kinds, and without what tells where
/// things stand: numbers of blocks change where blocks go.
pub fn without(report: Report, lost: &[Lost]) -> Report {
    if lost.is_empty() {
        return report.meaning();
    }
    let mut report = report.meaning();
    report.evidence = None;
    report.sections.clear();
    let document = &mut report.document;
    of_blocks(&mut document.blocks, lost);
    document
        .beside_mut()
        .for_each(|blocks| of_blocks(blocks, lost));
    of_lists(document, lost);
    report
}

/// True where a kind of content, or of a part of it, is lost.
fn is_lost(target: Target, lost: &[Lost]) -> bool {
    let any = |kinds: &[Lost]| kinds.iter().any(|kind| lost.contains(kind));
    match target {
        // A cell has one note for all that is said about it.
        Target::Footnote(_) | Target::Endnote(_) | Target::Comment(_) => any(&[
            Lost::Note,
            Lost::Comment,
            Lost::NoteFormatting,
            Lost::NotePosition,
        ]),
        Target::Image(_) => any(&[
            Lost::Image,
            Lost::ImageDetail,
            Lost::NotePosition,
            Lost::NoteFormatting,
            Lost::NestedTable,
        ]),
        Target::Revision(_) => any(&[Lost::Revision]),
    }
}

fn of_blocks(blocks: &mut Vec<Block>, lost: &[Lost]) {
    blocks.retain(|block| match block {
        Block::PageBreak(_) => !lost.contains(&Lost::PageBreak),
        Block::Image(image) => !is_lost(Target::Image(image.image), lost),
        _ => true,
    });
    // An empty paragraph is there only for what stands in it.
    let is_empty = |block: &Block| match block {
        Block::Paragraph(p) => {
            p.printed().is_empty() && p.content.anchors.iter().all(|a| is_lost(a.target, lost))
        }
        _ => false,
    };
    blocks.retain(|block| !is_empty(block));
    for block in blocks {
        match block {
            Block::Heading(Heading { level, content, .. }) => {
                // Excel has 8 levels.
                if lost.contains(&Lost::OutlineLevel) {
                    *level = (*level).min(8);
                }
                of_text(content, lost);
            }
            Block::Paragraph(Paragraph { content, .. }) => of_text(content, lost),
            Block::Table(table) => {
                for cell in &mut table.cells {
                    if lost.contains(&Lost::NestedTable) && !cell.blocks.is_empty() {
                        cell.content = RichText::plain(cell.text());
                        cell.blocks.clear();
                    }
                    if lost.contains(&Lost::NumberFormatting) && cell.value.is_some() {
                        cell.content.runs.clear();
                    }
                    if lost.contains(&Lost::TypedValue) {
                        cell.value = None;
                    }
                    of_text(&mut cell.content, lost);
                    of_blocks(&mut cell.blocks, lost);
                }
            }
            Block::Image(_) | Block::PageBreak(_) => {}
        }
    }
}

fn of_text(content: &mut RichText, lost: &[Lost]) {
    content
        .anchors
        .retain(|anchor| !is_lost(anchor.target, lost));
    for anchor in &mut content.anchors {
        anchor.target = unnumbered(anchor.target);
    }
    if lost.contains(&Lost::PartialLink) || lost.contains(&Lost::LinkTarget) {
        let mut plain = RichText::default();
        let characters: Vec<char> = content.text.chars().collect();
        let mut at = 0;
        for run in &content.runs {
            let mut style = run.style.clone();
            style.link = None;
            let piece = |from: usize, to: usize| -> String {
                characters.get(from..to).into_iter().flatten().collect()
            };
            plain.push(&piece(at, run.start), &gongkai_model::Style::default());
            plain.push(&piece(run.start, run.end), &style);
            at = run.end;
        }
        let rest: String = characters.get(at..).into_iter().flatten().collect();
        plain.push(&rest, &gongkai_model::Style::default());
        content.runs = plain.runs;
    }
}

/// Entries are numbered by those before them, of which some are gone.
fn unnumbered(target: Target) -> Target {
    match target {
        Target::Footnote(_) => Target::Footnote(0),
        Target::Endnote(_) => Target::Endnote(0),
        Target::Comment(_) => Target::Comment(0),
        Target::Image(_) => Target::Image(0),
        Target::Revision(_) => Target::Revision(0),
    }
}

fn of_lists(document: &mut Document, lost: &[Lost]) {
    if is_lost(Target::Footnote(0), lost) {
        document.footnotes.clear();
        document.endnotes.clear();
        document.comments.clear();
    }
    if is_lost(Target::Image(0), lost) || lost.contains(&Lost::HeaderOrFooter) {
        document.images.clear();
    }
    if lost.contains(&Lost::Revision) {
        document.revisions.clear();
    }
    if lost.contains(&Lost::HeaderOrFooter) {
        document.headers.clear();
        document.footers.clear();
    }
    if lost.contains(&Lost::Properties) {
        document.properties = Properties::default();
    }
}
