//! How a text looks from one edge of its runs to the next.

use std::collections::BTreeMap;

use super::{Run, Style};

/// Walks over the runs of a text, which may overlap in a text that a program
/// made; those that a reader makes do not.
pub(super) struct Looks<'r> {
    /// By where they begin.
    runs: Vec<&'r Run>,
    next: usize,
    /// The runs at the place, by their end and number.
    open: BTreeMap<(usize, usize), &'r Style>,
    look: Look<'r>,
}

/// The look of several runs at once, which one can join and leave.
#[derive(Default)]
struct Look<'r> {
    /// How many runs have each flag.
    flags: [usize; 6],
    /// The links, by the number of their run: the last one counts.
    links: BTreeMap<usize, &'r str>,
}

impl<'r> Look<'r> {
    fn flags(style: &Style) -> [bool; 6] {
        [
            style.bold,
            style.italic,
            style.underline,
            style.strike,
            style.superscript,
            style.subscript,
        ]
    }

    fn join(&mut self, number: usize, style: &'r Style) {
        for (count, flag) in self.flags.iter_mut().zip(Look::flags(style)) {
            *count += usize::from(flag);
        }
        if let Some(link) = &style.link {
            self.links.insert(number, link);
        }
    }

    fn leave(&mut self, number: usize, style: &Style) {
        for (count, flag) in self.flags.iter_mut().zip(Look::flags(style)) {
            *count -= usize::from(flag);
        }
        self.links.remove(&number);
    }

    fn style(&self) -> Style {
        let [bold, italic, underline, strike, superscript, subscript] =
            self.flags.map(|count| count > 0);
        Style {
            bold,
            italic,
            underline,
            strike,
            superscript,
            subscript,
            link: self
                .links
                .values()
                .next_back()
                .map(|link| (*link).to_owned()),
        }
    }
}

impl<'r> Looks<'r> {
    pub(super) fn new(runs: &'r [Run]) -> Looks<'r> {
        let mut runs: Vec<&Run> = runs.iter().filter(|run| run.start < run.end).collect();
        if !runs.is_sorted_by_key(|run| run.start) {
            runs.sort_by_key(|run| run.start);
        }
        Looks {
            runs,
            next: 0,
            open: BTreeMap::new(),
            look: Look::default(),
        }
    }

    /// The look at a place, and where it ends; places are asked for in order.
    pub(super) fn at(&mut self, position: usize) -> (Style, Option<usize>) {
        while let Some(run) = self.runs.get(self.next).filter(|run| run.start <= position) {
            self.open.insert((run.end, self.next), &run.style);
            self.look.join(self.next, &run.style);
            self.next += 1;
        }
        while let Some(entry) = self.open.first_entry() {
            let (end, number) = *entry.key();
            if end > position {
                break;
            }
            self.look.leave(number, entry.remove());
        }
        let end = self.open.keys().next().map(|(end, _)| *end);
        let next = self.runs.get(self.next).map(|run| run.start);
        let edge = [end, next].into_iter().flatten().min();
        (self.look.style(), edge)
    }
}

/// The bytes of the first characters of a text, of all where it has no more.
pub(super) fn byte_length(text: &str, characters: usize) -> usize {
    let mut offsets = text.char_indices();
    offsets
        .nth(characters)
        .map_or(text.len(), |(offset, _)| offset)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::RichText;

    #[test]
    fn runs_that_overlap_add_up_and_the_later_link_counts() {
        let run = |start, end, style| Run { start, end, style };
        let bold = Style {
            bold: true,
            ..Style::default()
        };
        let link = |target: &str| Style {
            link: Some(target.to_owned()),
            ..Style::default()
        };
        let text = RichText {
            text: "一二三四五".to_owned(),
            runs: vec![
                run(3, 9, link("b")),
                run(0, 2, bold.clone()),
                run(1, 4, link("a")),
                run(2, 2, bold),
            ],
            ..RichText::default()
        };
        let found: Vec<(&str, bool, Option<String>)> = text
            .segments()
            .into_iter()
            .map(|(text, style)| (text, style.bold, style.link))
            .collect();
        let (a, b) = (Some("a".to_owned()), Some("b".to_owned()));
        assert_eq!(
            found,
            [
                ("一", true, None),
                ("二", true, a.clone()),
                ("三", false, a),
                ("四", false, b.clone()),
                ("五", false, b),
            ]
        );
    }
}
