//! Counts what is left out of a document, so that one diagnostic tells of a
//! hundred pictures.

use gongkai_model::{Diagnostic, Kind, Place};

/// What was left out, in order of first sight.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    seen: Vec<Seen>,
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
        self.count(true, what, place);
    }

    /// Content of a kind that is not known at all.
    pub(crate) fn unknown(&mut self, what: &str, place: Option<&Place>) {
        self.count(false, what, place);
    }

    fn count(&mut self, known: bool, what: &str, place: Option<&Place>) {
        match self
            .seen
            .iter_mut()
            .find(|seen| seen.known == known && seen.what == what)
        {
            Some(seen) => seen.count += 1,
            None => {
                let (what, place) = (what.to_owned(), place.cloned());
                self.seen.push(Seen {
                    known,
                    what,
                    count: 1,
                    place,
                });
            }
        }
    }

    /// Counts what another tally counted, too.
    pub(crate) fn absorb(&mut self, other: Tally) {
        for seen in other.seen {
            for _ in 0..seen.count.min(1_000) {
                self.count(seen.known, &seen.what, None);
            }
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
