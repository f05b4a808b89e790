//! Counts what is left out of a document, so that one diagnostic tells of a
//! hundred pictures.

use std::collections::HashMap;

use gongkai_model::{Diagnostic, Kind, Place};

/// What was left out, in order of first sight.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    seen: Vec<Seen>,
    /// Where each kind stands in the list, the known ones and the others.
    places: [HashMap<String, usize>; 2],
}

#[derive(Debug)]
struct Seen {
    known: bool,
    what: String,
    count: usize,
    place: Option<Place>,
}

impl Tally {
    /// Content of a known kind that this version does not carry.
    pub(crate) fn left_out(&mut self, what: &str, place: Option<&Place>) {
        self.add(true, what, place, 1);
    }

    /// Content of a kind that is not known at all.
    pub(crate) fn unknown(&mut self, what: &str, place: Option<&Place>) {
        self.add(false, what, place, 1);
    }

    fn add(&mut self, known: bool, what: &str, place: Option<&Place>, count: usize) {
        let places = &mut self.places[usize::from(known)];
        if let Some(index) = places.get(what) {
            self.seen[*index].count += count;
            return;
        }
        places.insert(what.to_owned(), self.seen.len());
        self.seen.push(Seen {
            known,
            what: what.to_owned(),
            count,
            place: place.cloned(),
        });
    }

    /// Counts what another tally counted, too.
    pub(crate) fn absorb(&mut self, other: Tally) {
        for seen in other.seen {
            self.add(seen.known, &seen.what, None, seen.count);
        }
    }

    /// One diagnostic for each kind, at the first place where it was seen.
    pub(crate) fn into_diagnostics(self) -> impl Iterator<Item = Diagnostic> {
        self.seen.into_iter().map(
            |Seen {
                 known,
                 what,
                 count,
                 place,
             }| {
                let kind = if known {
                    Kind::ContentLeftOut { what, count }
                } else {
                    Kind::UnknownContent { what, count }
                };
                Diagnostic::new(kind, place)
            },
        )
    }
}
