//! The marks of a text at their places, and how they stand between its runs.

use std::cmp::Reverse;
use std::ops::Range;

use gongkai_model::{Revision, RevisionKind};

use super::body::{Inline, Run};
use super::marks::Mark;

/// What a text refers to; positions count characters, as in the model.
#[derive(Default)]
pub(super) struct Placed<'a> {
    /// In the order in which they are written.
    pub(super) points: Vec<Point<'a>>,
    /// The outer ones first.
    pub(super) revisions: Vec<Stretch<'a>>,
    /// Stretches that are one in Word only within one paragraph.
    pub(super) covered: Vec<Range<usize>>,
    /// How many of the points are written.
    written: usize,
    /// How often a change had to go on in another part.
    pub(super) torn: usize,
}

/// A mark at one place.
pub(super) struct Point<'a> {
    position: usize,
    phase: Phase,
    mark: Mark<'a>,
}

/// The order of marks at one place: what ends there, what stands there, what begins there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Phase {
    Ends,
    At,
    Starts,
}

/// The text of a tracked change.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stretch<'a> {
    pub(super) start: usize,
    pub(super) end: usize,
    /// The number of the revision in the document.
    pub(super) number: usize,
    pub(super) revision: &'a Revision,
}

impl<'a> Point<'a> {
    pub(super) fn new(position: usize, phase: Phase, mark: Mark<'a>) -> Point<'a> {
        Point {
            position,
            phase,
            mark,
        }
    }

    pub(super) fn at(position: usize, mark: Mark<'a>) -> Point<'a> {
        Point::new(position, Phase::At, mark)
    }
}

impl<'a> Placed<'a> {
    /// Brings all marks into order.
    pub(super) fn settle(&mut self) {
        self.points
            .sort_by_key(|point| (point.position, point.phase));
        self.revisions
            .sort_by_key(|stretch| (stretch.start, Reverse(stretch.end), stretch.number));
        let revised = self
            .revisions
            .iter()
            .map(|stretch| stretch.start..stretch.end);
        self.covered.extend(revised);
    }

    /// The beginning of a text up to the next place where a mark may stand, how
    /// many characters that is, and the rest.
    pub(super) fn cut<'t>(&self, text: &'t str, position: usize) -> (&'t str, usize, &'t str) {
        let points = self.points.iter().map(|point| point.position);
        let edges = self.revisions.iter().flat_map(|s| [s.start, s.end]);
        let Some(next) = points.chain(edges).filter(|edge| *edge > position).min() else {
            return (text, text.chars().count(), "");
        };
        let length = next - position;
        match text.char_indices().nth(length) {
            Some((at, _)) => (&text[..at], length, &text[at..]),
            None => (text, text.chars().count(), ""),
        }
    }

    /// The numbers of the images that the text shows.
    pub(super) fn images(&self) -> impl Iterator<Item = usize> {
        self.points.iter().filter_map(|point| match &point.mark {
            Mark::Picture { picture, .. } => Some(picture.image),
            _ => None,
        })
    }

    /// True where the text behind a place belongs to what is one in Word only
    /// within one paragraph.
    pub(super) fn is_covered(&self, position: usize) -> bool {
        self.covered.iter().any(|range| range.contains(&position))
    }

    /// Takes out the changes that cover no text and stand at its beginning.
    fn take_changes_of_label(&mut self) -> Vec<Stretch<'a>> {
        let of_label = |stretch: &Stretch| stretch.end == 0;
        let taken = self.revisions.iter().filter(|s| of_label(s)).copied();
        let taken = taken.collect();
        self.revisions.retain(|stretch| !of_label(stretch));
        taken
    }

    /// How many changes cover no text: Word keeps them, and no reader finds them.
    pub(super) fn empty_changes(&self) -> usize {
        let is_empty = |stretch: &&Stretch| stretch.start == stretch.end;
        self.revisions.iter().filter(is_empty).count()
    }

    /// The marks at a place, from the next one that is not yet written.
    fn take(&mut self, position: usize, phase: Phase) -> Vec<Mark<'a>> {
        let rest = &self.points[self.written..];
        let here = rest
            .iter()
            .take_while(|point| (point.position, point.phase) <= (position, phase));
        let marks: Vec<Mark<'a>> = here.map(|point| point.mark.clone()).collect();
        self.written += marks.len();
        marks
    }
}

/// The content of a paragraph as it grows: links hold tracked changes, and
/// these hold runs (ISO/IEC 29500-1, 17.13.5), so a change that goes over the
/// edge of a link or of another change is written in two parts.
#[derive(Default)]
pub(super) struct Line<'a> {
    content: Vec<Inline<'a>>,
    link: Option<(usize, Vec<Inline<'a>>)>,
    /// The changes that are open, the outermost first.
    open: Vec<Stretch<'a>>,
}

impl<'a> Line<'a> {
    fn push(&mut self, inline: Inline<'a>) {
        match &mut self.link {
            Some((_, content)) => content.push(inline),
            None => self.content.push(inline),
        }
    }

    /// Adds text; none adds nothing.
    pub(super) fn run(&mut self, run: Run<'a>) {
        if run.text.is_empty() {
            return;
        }
        let deletes = |stretch: &Stretch| stretch.revision.kind == RevisionKind::Deletion;
        let deleted = self.open.iter().any(deletes);
        self.push(Inline::Run(Run { deleted, ..run }));
    }

    /// Adds a label. The model keeps it apart from the text, so a change of the
    /// label alone covers none of that, and stands at its beginning.
    pub(super) fn label(&mut self, run: Run<'a>, placed: &mut Placed<'a>, ids: &mut usize) {
        let outside = self.open.len();
        let mut changes = placed.take_changes_of_label();
        // The first one ends first, and is read first.
        while let Some(stretch) = changes.pop() {
            self.open(stretch, ids);
        }
        self.run(run);
        self.close_to(outside);
    }

    /// Goes to a place of the text, behind which text of that link follows;
    /// `ids` is the number of the next change.
    pub(super) fn arrive(
        &mut self,
        placed: &mut Placed<'a>,
        position: usize,
        link: Option<usize>,
        ids: &mut usize,
    ) {
        let current = self.link.as_ref().map(|(link, _)| *link);
        if current == link {
            self.close_changes(|stretch| stretch.end > position);
        } else {
            self.close_changes(|_| false);
            self.close_link();
        }
        self.marks(placed.take(position, Phase::Ends));
        let empty = |stretch: &&Stretch| stretch.start == stretch.end && stretch.start == position;
        let outside = self.open.len();
        let inside: Vec<Stretch> = placed.revisions.iter().filter(empty).copied().collect();
        inside
            .into_iter()
            .for_each(|stretch| self.open(stretch, ids));
        self.marks(placed.take(position, Phase::At));
        self.close_to(outside);
        self.marks(placed.take(position, Phase::Starts));
        if self.link.is_none() {
            self.link = link.map(|link| (link, Vec::new()));
        }
        for stretch in &placed.revisions {
            let here = stretch.start <= position && position < stretch.end;
            if here && !self.open.iter().any(|open| open.number == stretch.number) {
                placed.torn += usize::from(stretch.start < position);
                self.open(*stretch, ids);
            }
        }
    }

    fn marks(&mut self, marks: Vec<Mark<'a>>) {
        marks
            .into_iter()
            .for_each(|mark| self.push(Inline::Mark(mark)));
    }

    fn open(&mut self, stretch: Stretch<'a>, ids: &mut usize) {
        self.push(Inline::Mark(Mark::RevisionStart(*ids, stretch.revision)));
        *ids += 1;
        self.open.push(stretch);
    }

    /// Closes the first change that does not stay, and all within it.
    fn close_changes(&mut self, stays: impl Fn(&Stretch) -> bool) {
        let kept = self.open.iter().take_while(|stretch| stays(stretch));
        self.close_to(kept.count());
    }

    fn close_to(&mut self, depth: usize) {
        while self.open.len() > depth {
            if let Some(stretch) = self.open.pop() {
                self.push(Inline::Mark(Mark::RevisionEnd(stretch.revision.kind)));
            }
        }
    }

    fn close_link(&mut self) {
        if let Some((link, content)) = self.link.take() {
            self.content.push(Inline::Link(link, content));
        }
    }

    /// The whole content.
    pub(super) fn finish(mut self) -> Vec<Inline<'a>> {
        self.close_to(0);
        self.close_link();
        self.content
    }
}
