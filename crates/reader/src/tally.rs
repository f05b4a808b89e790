//! Counts what is left out of a document, so that one diagnostic tells of a
//! hundred pictures.

use std::collections::HashMap;

use gongkai_model::{Diagnostic, Kind, Place};

use crate::Hidden;

/// What was left out, in order of first sight.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    /// What becomes of hidden content.
    hidden: Hidden,
    seen: Vec<Seen>,
    /// Where each kind stands in the list, by what is said of it.
    places: [HashMap<String, usize>; 3],
}

/// What is said of content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Said {
    /// It is known, and not carried.
    LeftOut,
    /// It is not known at all.
    Unknown,
    /// It is hidden, and was read.
    Kept,
}

#[derive(Debug)]
struct Seen {
    said: Said,
    what: String,
    count: usize,
    place: Option<Place>,
}

impl Tally {
    pub(crate) fn new(hidden: Hidden) -> Tally {
        Tally {
            hidden,
            ..Tally::default()
        }
    }

    /// What becomes of hidden content.
    pub(crate) fn hidden(&self) -> Hidden {
        self.hidden
    }

    /// True where hidden content is read like any other.
    pub(crate) fn keeps_hidden(&self) -> bool {
        self.hidden == Hidden::Keep
    }

    /// Hidden content: true where it is left out. Either way it is named.
    pub(crate) fn hides(&mut self, what: &str, place: Option<&Place>) -> bool {
        let said = match self.hidden {
            Hidden::Drop => Said::LeftOut,
            Hidden::Keep => Said::Kept,
        };
        self.add(said, what, place, 1);
        said == Said::LeftOut
    }

    /// Content of a known kind that this version does not carry.
    pub(crate) fn left_out(&mut self, what: &str, place: Option<&Place>) {
        self.add(Said::LeftOut, what, place, 1);
    }

    /// Content of a kind that is not known at all.
    pub(crate) fn unknown(&mut self, what: &str, place: Option<&Place>) {
        self.add(Said::Unknown, what, place, 1);
    }

    fn add(&mut self, said: Said, what: &str, place: Option<&Place>, count: usize) {
        let places = &mut self.places[said as usize];
        if let Some(index) = places.get(what) {
            self.seen[*index].count += count;
            return;
        }
        places.insert(what.to_owned(), self.seen.len());
        self.seen.push(Seen {
            said,
            what: what.to_owned(),
            count,
            place: place.cloned(),
        });
    }

    /// Counts what another tally counted, too.
    pub(crate) fn absorb(&mut self, other: Tally) {
        for seen in other.seen {
            self.add(seen.said, &seen.what, None, seen.count);
        }
    }

    /// One diagnostic for each kind, at the first place where it was seen.
    pub(crate) fn into_diagnostics(self) -> impl Iterator<Item = Diagnostic> {
        self.seen.into_iter().map(
            |Seen {
                 said,
                 what,
                 count,
                 place,
             }| {
                let kind = match said {
                    Said::LeftOut => Kind::ContentLeftOut { what, count },
                    Said::Unknown => Kind::UnknownContent { what, count },
                    Said::Kept => Kind::HiddenKept { what },
                };
                Diagnostic::new(kind, place)
            },
        )
    }
}
