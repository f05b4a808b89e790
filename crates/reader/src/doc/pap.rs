//! Properties of paragraphs ([MS-DOC] 2.6.2).

use super::sprm::{self, Sprm, with_data};

/// What properties of a paragraph say; nothing where they leave it to the style.
#[derive(Debug, Clone, Default)]
pub(super) struct Pap {
    /// The paragraph style.
    pub(super) style: u16,
    /// 0 to 8 for headings, 9 for body text.
    pub(super) outline_level: Option<u8>,
    pub(super) centred: Option<bool>,
    pub(super) page_break_before: Option<bool>,
    /// The list, from 1; 0 for none.
    pub(super) list: Option<u16>,
    pub(super) list_level: Option<u8>,
    /// How many tables the paragraph is in.
    depth: i32,
    in_table: bool,
    /// The paragraph ends a row, and its properties are those of the row.
    ttp: bool,
    inner_ttp: bool,
    inner_cell: bool,
    /// Word 6 numbered the paragraph.
    pub(super) numbered_by_word_6: bool,
    /// How many bytes of properties were read.
    pub(super) cost: usize,
}

impl Pap {
    /// Reads the properties of a paragraph: its style, and a list.
    pub(super) fn read(papx: &[u8], piece: &[u8], data: &[u8]) -> Pap {
        let mut pap = Pap {
            style: crate::bytes::u16(papx, 0).unwrap_or(0),
            ..Pap::default()
        };
        pap.apply(papx.get(2..).unwrap_or_default(), data);
        pap.apply(piece, data);
        pap
    }

    /// Applies a list of properties.
    pub(super) fn apply(&mut self, grpprl: &[u8], data: &[u8]) {
        self.cost += with_data(grpprl, data, |sprm| self.take(&sprm));
    }

    fn take(&mut self, sprm: &Sprm) {
        let number = || crate::bytes::u32(sprm.operand, 0).unwrap_or(0) as i32;
        match sprm.code {
            sprm::P_ISTD => self.style = sprm.word(),
            sprm::P_JC | sprm::P_JC80 => self.centred = Some(sprm.byte() == 1),
            sprm::P_PAGE_BREAK_BEFORE => self.page_break_before = Some(sprm.is_on()),
            sprm::P_ILFO => self.list = Some(sprm.word()),
            sprm::P_ANLD80 => self.numbered_by_word_6 = true,
            sprm::P_ILVL => self.list_level = Some(sprm.byte()),
            sprm::P_OUT_LVL => self.outline_level = Some(sprm.byte()),
            sprm::P_IN_TABLE => self.in_table = sprm.is_on(),
            sprm::P_TTP => self.ttp = sprm.is_on(),
            sprm::P_ITAP => self.depth = number(),
            sprm::P_DTAP => self.depth = self.depth.saturating_add(number()),
            sprm::P_INNER_TABLE_CELL => self.inner_cell = sprm.is_on(),
            sprm::P_INNER_TTP => self.inner_ttp = sprm.is_on(),
            // Indents, spacing, tabs, borders and the like are layout.
            _ => {}
        }
    }

    /// How many tables the paragraph is in.
    pub(super) fn table_depth(&self) -> usize {
        let stated = usize::try_from(self.depth).unwrap_or(0);
        stated.max(usize::from(self.in_table)).min(DEEPEST)
    }

    /// True where the paragraph is the mark at the end of a row.
    pub(super) fn ends_row(&self) -> bool {
        self.ttp || self.inner_ttp
    }

    /// True where the paragraph mark ends a cell of a table within a cell.
    pub(super) fn ends_inner_cell(&self) -> bool {
        self.inner_cell
    }
}

/// Tables that are nested deeper count as part of the cell: nobody has that
/// many, and what follows works on them one within the other.
const DEEPEST: usize = 16;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_depth_in_tables_is_stated_in_two_ways() {
        let pap = |grpprl: &[u8]| {
            let mut papx = vec![3, 0];
            papx.extend(grpprl);
            Pap::read(&papx, &[], &[])
        };
        assert_eq!(pap(&[]).style, 3);
        assert_eq!(pap(&[]).table_depth(), 0);
        assert_eq!(pap(&[0x16, 0x24, 1]).table_depth(), 1);
        assert_eq!(pap(&[0x49, 0x66, 2, 0, 0, 0]).table_depth(), 2);
        assert_eq!(
            pap(&[0x49, 0x66, 255, 255, 255, 127]).table_depth(),
            DEEPEST
        );
        assert_eq!(pap(&[0x49, 0x66, 255, 255, 255, 255]).table_depth(), 0);
        assert_eq!(Pap::read(&[], &[0x40, 0x26, 1], &[]).outline_level, Some(1));
    }
}
