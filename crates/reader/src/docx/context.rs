//! What the parts of the reader share.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use gongkai_model::{
    Block, Comment, Document, Note, Place, Properties, Revision, RevisionKind, Target,
};

use super::binding::Bound;
use super::custom_xml::Data;
use super::memo::Memo;
use super::properties::{ParagraphProperties, RunProperties, Section};
use super::styles::Styles;
use super::table::CellState;
use crate::package::media::Gallery;
use crate::package::{Package, Relationships};
use crate::tally::Tally;
use crate::word::fields::Fields;
use crate::word::lists::Lists;
use crate::word::paragraph::Piece;
use crate::xml::Element;
use crate::{Hidden, Limits, Tracked};

/// So many comments may be open at a point of the text; each is on every
/// paragraph between its two ends.
const MOST_OPEN_COMMENTS: usize = 16;

/// A file takes in no more other files than this: one may name the same file
/// again and again, and that file the next.
const MOST_CHUNKS: usize = 40;

/// And those together no more bytes than this.
const MOST_CHUNK_BYTES: usize = 32 << 20;

/// What is shared by all parts of a file: the package, and the lists that texts
/// refer to.
pub(super) struct Shared<'p> {
    pub(super) package: Package<'p>,
    pub(super) limits: &'p Limits,
    pub(super) tracked: Tracked,
    pub(super) tally: Tally,
    pub(super) gallery: Gallery,
    pub(super) revisions: Vec<Revision>,
    pub(super) comments: Vec<Comment>,
    pub(super) footnotes: Vec<Note>,
    pub(super) endnotes: Vec<Note>,
    /// The numbers of comments and notes by their ids in the file.
    pub(super) ids: Ids,
    /// What text refers to that is not read: see [`super::gone`].
    pub(super) gone: Vec<Target>,
    /// What content controls show.
    pub(super) data: Data,
    /// How many tracked changes have come.
    pub(super) changes: usize,
    /// How many files stand within each other (`w:altChunk`).
    pub(super) depth: usize,
    /// How many files within this one may still be read, at any depth.
    pub(super) chunks_left: usize,
    /// And how many bytes of them.
    pub(super) chunk_bytes_left: usize,
}

/// Numbers in the lists, by the ids that a file gives.
#[derive(Debug, Default)]
pub(super) struct Ids {
    pub(super) footnotes: HashMap<String, usize>,
    pub(super) endnotes: HashMap<String, usize>,
    pub(super) comments: HashMap<String, usize>,
}

impl<'p> Shared<'p> {
    pub(super) fn new(
        package: Package<'p>,
        limits: &'p Limits,
        tracked: Tracked,
        hidden: Hidden,
    ) -> Shared<'p> {
        Shared {
            package,
            limits,
            tracked,
            tally: Tally::new(hidden),
            gallery: Gallery::default(),
            revisions: Vec::new(),
            comments: Vec::new(),
            footnotes: Vec::new(),
            endnotes: Vec::new(),
            ids: Ids::default(),
            gone: Vec::new(),
            data: Data::default(),
            changes: 0,
            depth: 0,
            chunks_left: MOST_CHUNKS,
            chunk_bytes_left: MOST_CHUNK_BYTES,
        }
    }

    /// Takes in what another file holds: its blocks refer to the lists of this
    /// one then.
    pub(super) fn absorb(&mut self, other: Shared, mut blocks: Vec<Block>) -> Vec<Block> {
        let offsets = Offsets {
            footnotes: self.footnotes.len(),
            endnotes: self.endnotes.len(),
            comments: self.comments.len(),
            images: self.gallery.images.len(),
            revisions: self.revisions.len(),
        };
        let Shared {
            mut footnotes,
            mut endnotes,
            mut comments,
            gallery,
            revisions,
            tally,
            gone,
            ..
        } = other;
        let gone = gone.into_iter().map(|target| offsets.target(target));
        self.gone.extend(gone);
        offsets.shift(&mut blocks);
        for note in footnotes.iter_mut().chain(&mut endnotes) {
            offsets.shift(&mut note.blocks);
        }
        for comment in &mut comments {
            offsets.shift(&mut comment.blocks);
        }
        self.footnotes.extend(footnotes);
        self.endnotes.extend(endnotes);
        self.comments.extend(comments);
        self.gallery.images.extend(gallery.images);
        self.revisions.extend(revisions);
        self.tally.absorb(tally);
        blocks
    }

    /// A document of what was read: blocks are still to be put in.
    pub(super) fn into_document(self, properties: Properties) -> (Document, Tally) {
        let document = Document {
            footnotes: self.footnotes,
            endnotes: self.endnotes,
            comments: self.comments,
            revisions: self.revisions,
            images: self.gallery.images,
            properties,
            ..Document::default()
        };
        (document, self.tally)
    }
}

/// How far the numbers of a file move that is taken into another one.
struct Offsets {
    footnotes: usize,
    endnotes: usize,
    comments: usize,
    images: usize,
    revisions: usize,
}

impl Offsets {
    fn target(&self, target: Target) -> Target {
        match target {
            Target::Footnote(number) => Target::Footnote(number + self.footnotes),
            Target::Endnote(number) => Target::Endnote(number + self.endnotes),
            Target::Comment(number) => Target::Comment(number + self.comments),
            Target::Image(number) => Target::Image(number + self.images),
            Target::Revision(number) => Target::Revision(number + self.revisions),
        }
    }

    fn shift(&self, blocks: &mut [Block]) {
        Document::for_each_target(blocks, &mut |target| *target = self.target(*target));
    }
}

/// What is shared while one part is read.
pub(super) struct Context<'s, 'p> {
    pub(super) shared: &'s mut Shared<'p>,
    pub(super) styles: &'s Styles,
    pub(super) relationships: &'s Relationships,
    pub(super) numbering: Lists,
    /// Fields that are open at the end of a paragraph go on in the next one.
    pub(super) fields: Fields,
    /// The beginning of a paragraph whose mark is not there: it goes on in the next one.
    pub(super) carried: Vec<Piece>,
    /// The comments whose range is open.
    pub(super) open_comments: Vec<usize>,
    /// The comments that something refers to.
    pub(super) anchored: HashSet<usize>,
    /// What the content of the control shows whose properties were just read.
    pub(super) bound: Option<Bound>,
    /// The sections that ended, and the last one.
    pub(super) sections: Vec<Section>,
    /// For sections that ended in the body: its number, and that of the page
    /// break behind it among the blocks.
    pub(super) section_ends: Vec<(usize, usize)>,
    /// Where the last end of a field stands in the part, once somebody asked.
    pub(super) last_field_end: Option<usize>,
    /// Properties of runs with those of their styles, of paragraphs, of cells.
    pub(super) runs: Memo<Rc<RunProperties>>,
    pub(super) paragraphs: Memo<ParagraphProperties>,
    pub(super) cells: Memo<CellState>,
}

/// What the reading of changes makes of an element.
pub(super) enum Change {
    /// Its content is read as if it stood alone.
    Read,
    /// Its content is read, and the change is told.
    Told(Target),
    /// It is passed over.
    Skip,
}

impl<'s, 'p> Context<'s, 'p> {
    pub(super) fn new(
        shared: &'s mut Shared<'p>,
        styles: &'s Styles,
        relationships: &'s Relationships,
        numbering: Lists,
    ) -> Context<'s, 'p> {
        Context {
            shared,
            styles,
            relationships,
            numbering,
            fields: Fields::default(),
            carried: Vec::new(),
            open_comments: Vec::new(),
            anchored: HashSet::new(),
            bound: None,
            sections: Vec::new(),
            section_ends: Vec::new(),
            last_field_end: None,
            runs: Memo::default(),
            paragraphs: Memo::default(),
            cells: Memo::default(),
        }
    }

    pub(super) fn left_out(&mut self, what: &str, place: Option<&Place>) {
        self.shared.tally.left_out(what, place);
    }

    pub(super) fn unknown(&mut self, what: &str, place: Option<&Place>) {
        self.shared.tally.unknown(what, place);
    }

    /// True where hidden content is left out; either way it is named.
    pub(super) fn hides(&mut self, what: &str, place: Option<&Place>) -> bool {
        self.shared.tally.hides(what, place)
    }

    /// What becomes of `w:ins`, `w:del`, `w:moveFrom` and `w:moveTo` (17.13.5).
    pub(super) fn change(&mut self, element: &Element) -> Change {
        self.shared.changes += 1;
        let kind = match element.local() {
            "ins" => RevisionKind::Insertion,
            "del" => RevisionKind::Deletion,
            "moveFrom" => RevisionKind::MoveFrom,
            _ => RevisionKind::MoveTo,
        };
        let is_new = matches!(kind, RevisionKind::Insertion | RevisionKind::MoveTo);
        match self.shared.tracked {
            Tracked::Accepted if is_new => Change::Read,
            Tracked::Original if !is_new => Change::Read,
            Tracked::Accepted | Tracked::Original => Change::Skip,
            Tracked::All => {
                let given = |name| element.stated(name).map(Cow::into_owned);
                let number = self.shared.revisions.len();
                self.shared.revisions.push(Revision {
                    kind,
                    author: given("author"),
                    date: given("date"),
                });
                Change::Told(Target::Revision(number))
            }
        }
    }

    /// True where a paragraph mark, a row or a cell with these changes is not
    /// there in the reading that was asked for.
    pub(super) fn is_gone(&self, inserted: bool, deleted: bool) -> bool {
        match self.shared.tracked {
            Tracked::Accepted => deleted,
            Tracked::Original => inserted,
            Tracked::All => false,
        }
    }

    /// `w:commentRangeStart`.
    pub(super) fn open_comment(&mut self, element: &Element) -> Option<Target> {
        let id = element.attr("id")?;
        let number = *self.shared.ids.comments.get(id.as_ref())?;
        if self.open_comments.len() < MOST_OPEN_COMMENTS && !self.open_comments.contains(&number) {
            self.open_comments.push(number);
        }
        Some(Target::Comment(number))
    }

    /// `w:commentRangeEnd`.
    pub(super) fn close_comment(&mut self, element: &Element) -> Option<Target> {
        let id = element.attr("id")?;
        let number = *self.shared.ids.comments.get(id.as_ref())?;
        self.open_comments.retain(|open| *open != number);
        Some(Target::Comment(number))
    }
}
