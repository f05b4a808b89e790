//! What there is to say of a package.

use std::cell::Cell;
use std::rc::Rc;

use gongkai_model::{Diagnostic, Kind};

use crate::{Error, ErrorKind};

/// So many things are noted of a package, and no more.
const MOST: usize = 100;

/// What there is to say of a package. All that reads its parts shares one list.
#[derive(Clone, Default)]
pub(crate) struct Notes(Rc<Cell<Vec<Kind>>>);

impl Notes {
    /// The package departs from its format; once for each kind of departure.
    pub(crate) fn forgive(&self, departure: &str, detail: &str) {
        self.change(|list| {
            let is_this = |kind: &Kind| match kind {
                Kind::Forgiven { what } => what
                    .strip_prefix(departure)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with(": ")),
                _ => false,
            };
            if list.len() >= MOST || list.iter().any(is_this) {
                return;
            }
            let detail: String = detail.chars().take(100).collect();
            let what = match detail.as_str() {
                "" => departure.to_owned(),
                detail => format!("{departure}: {detail}"),
            };
            list.push(Kind::Forgiven { what });
        });
    }

    /// The XML of a part is broken, and what stands before that is read. Where
    /// its data are damaged, that is why, and it is told but once.
    pub(crate) fn cut_off(&self, error: &Error) {
        let ErrorKind::Xml {
            part,
            line,
            column,
            cause,
        } = error.kind()
        else {
            return;
        };
        self.change(|list| {
            let known = list.iter().position(|kind| match kind {
                Kind::PartDamaged { part: known, .. } | Kind::PartCutOff { part: known, .. } => {
                    known == part
                }
                _ => false,
            });
            let cause = match known.map(|at| list.remove(at)) {
                Some(Kind::PartDamaged { cause, .. } | Kind::PartCutOff { cause, .. }) => cause,
                _ => cause.clone(),
            };
            if list.len() < MOST {
                list.push(Kind::PartCutOff {
                    part: part.clone(),
                    line: *line,
                    column: *column,
                    cause,
                });
            }
        });
    }

    /// The data of a part are damaged, and what could be unpacked is read.
    pub(crate) fn damaged(&self, part: &str, cause: String) {
        let part = part.to_owned();
        self.add(Kind::PartDamaged { part, cause });
    }

    /// Nothing could be read of a part, and the file is read without it.
    pub(crate) fn left_out(&self, part: &str, cause: String) {
        let part = part.to_owned();
        self.add(Kind::PartLeftOut { part, cause });
    }

    fn add(&self, kind: Kind) {
        self.change(|list| {
            let is_known = list.iter().any(|known| match (known, &kind) {
                (
                    Kind::PartCutOff { part: known, .. } | Kind::PartDamaged { part: known, .. },
                    Kind::PartDamaged { part, .. },
                ) => known == part,
                (known, kind) => known == kind,
            });
            if list.len() < MOST && !is_known {
                list.push(kind);
            }
        });
    }

    fn change(&self, change: impl FnOnce(&mut Vec<Kind>)) {
        let mut list = self.0.take();
        change(&mut list);
        self.0.set(list);
    }

    /// All of it; nothing is left.
    pub(crate) fn take(&self) -> impl Iterator<Item = Diagnostic> + use<> {
        let list = self.0.take();
        list.into_iter().map(|kind| Diagnostic::new(kind, None))
    }
}
