//! Single property modifiers ([MS-DOC] 2.2.5 and 2.6): a property and its new
//! value, in lists that are applied one after another.

use crate::bytes::{slice, u8, u16};

// Paragraphs (2.6.2).
pub(super) const P_ISTD: u16 = 0x4600;
pub(super) const P_JC80: u16 = 0x2403;
pub(super) const P_JC: u16 = 0x2461;
pub(super) const P_PAGE_BREAK_BEFORE: u16 = 0x2407;
pub(super) const P_ILVL: u16 = 0x260a;
pub(super) const P_ILFO: u16 = 0x460b;
pub(super) const P_IN_TABLE: u16 = 0x2416;
pub(super) const P_TTP: u16 = 0x2417;
pub(super) const P_OUT_LVL: u16 = 0x2640;
pub(super) const P_ITAP: u16 = 0x6649;
pub(super) const P_DTAP: u16 = 0x664a;
pub(super) const P_INNER_TABLE_CELL: u16 = 0x244b;
pub(super) const P_INNER_TTP: u16 = 0x244c;
pub(super) const P_ANLD80: u16 = 0xc63e;
const P_CHG_TABS: u16 = 0xc615;
const P_HUGE_PAPX_OLD: u16 = 0x6645;
const P_HUGE_PAPX: u16 = 0x6646;
const P_TABLE_PROPS: u16 = 0x646b;

// Characters (2.6.1).
pub(super) const C_RMARK_DEL: u16 = 0x0800;
pub(super) const C_DATA: u16 = 0x0806;
pub(super) const C_SYMBOL: u16 = 0x6a09;
pub(super) const C_OLE2: u16 = 0x080a;
pub(super) const C_ISTD: u16 = 0x4a30;
pub(super) const C_PLAIN: u16 = 0x2a33;
pub(super) const C_BOLD: u16 = 0x0835;
pub(super) const C_ITALIC: u16 = 0x0836;
pub(super) const C_STRIKE: u16 = 0x0837;
pub(super) const C_VANISH: u16 = 0x083c;
pub(super) const C_KUL: u16 = 0x2a3e;
pub(super) const C_HPS: u16 = 0x4a43;
pub(super) const C_ISS: u16 = 0x2a48;
pub(super) const C_DSTRIKE: u16 = 0x2a53;
pub(super) const C_FTC: u16 = 0x4a4f;
pub(super) const C_SPEC: u16 = 0x0855;
pub(super) const C_OBJ: u16 = 0x0856;

// Tables (2.6.3).
pub(super) const T_DEF_TABLE: u16 = 0xd608;
pub(super) const T_DEF_TABLE10: u16 = 0xd606;
pub(super) const T_INSERT: u16 = 0x7621;
pub(super) const T_DELETE: u16 = 0x5622;
pub(super) const T_DXA_COL: u16 = 0x7623;
pub(super) const T_MERGE: u16 = 0x5624;
pub(super) const T_SPLIT: u16 = 0x5625;
pub(super) const T_VERT_MERGE: u16 = 0xd62b;

// Sections (2.6.4).
pub(super) const S_BKC: u16 = 0x3009;

/// A property and its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sprm<'b> {
    pub(super) code: u16,
    /// The value, without its length.
    pub(super) operand: &'b [u8],
}

impl Sprm<'_> {
    /// A value of one byte.
    pub(super) fn byte(&self) -> u8 {
        u8(self.operand, 0).unwrap_or(0)
    }

    /// A value of two bytes.
    pub(super) fn word(&self) -> u16 {
        u16(self.operand, 0).unwrap_or(0)
    }

    /// A value that is on or off.
    pub(super) fn is_on(&self) -> bool {
        self.byte() != 0
    }
}

/// The properties of a `grpprl`; it ends where the bytes make no sense.
pub(super) fn sprms(grpprl: &[u8]) -> impl Iterator<Item = Sprm<'_>> {
    let mut rest = grpprl;
    std::iter::from_fn(move || {
        let code = u16(rest, 0)?;
        let (skip, length) = operand(code, rest)?;
        let operand = slice(rest, 2 + skip, length)?;
        rest = &rest[2 + skip + length..];
        Some(Sprm { code, operand })
    })
}

/// The length of the length of a value, and the length of the value, by the
/// `spra` bits of the code.
fn operand(code: u16, bytes: &[u8]) -> Option<(usize, usize)> {
    Some(match code >> 13 {
        0 | 1 => (0, 1),
        2 | 4 | 5 => (0, 2),
        3 => (0, 4),
        7 => (0, 3),
        // The length of a table's definition has two bytes and counts one too many.
        _ if matches!(code, T_DEF_TABLE | T_DEF_TABLE10) => {
            (2, usize::from(u16(bytes, 2)?).saturating_sub(1))
        }
        _ => match (code, usize::from(u8(bytes, 2)?)) {
            // Too many tabs for one byte: they are counted one by one.
            (P_CHG_TABS, 255) => {
                let deleted = usize::from(u8(bytes, 3)?);
                let added = usize::from(u8(bytes, 4 + deleted * 4)?);
                (1, 2 + deleted * 4 + added * 3)
            }
            (_, length) => (1, length),
        },
    })
}

/// Calls `f` for each property of a paragraph's `grpprl`. Where a property
/// says that the list is, or goes on, in the `Data` stream, that one follows.
/// Gives the number of bytes that were read.
pub(super) fn with_data<'b>(
    grpprl: &'b [u8],
    data: &'b [u8],
    mut f: impl FnMut(Sprm<'b>),
) -> usize {
    let mut read = grpprl.len();
    for sprm in sprms(grpprl) {
        match sprm.code {
            P_HUGE_PAPX | P_HUGE_PAPX_OLD | P_TABLE_PROPS => {
                let at = crate::bytes::offset(sprm.operand, 0);
                let more = at.map(|at| prc_data(data, at)).unwrap_or_default();
                read += more.len();
                sprms(more).for_each(&mut f);
            }
            _ => f(sprm),
        }
    }
    read
}

/// A `PrcData`: a `grpprl` behind its length.
fn prc_data(data: &[u8], at: usize) -> &[u8] {
    let length = u16(data, at).map(usize::from);
    let body = length.and_then(|length| slice(data, at.checked_add(2)?, length));
    body.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(grpprl: &[u8]) -> Vec<(u16, usize)> {
        sprms(grpprl)
            .map(|sprm| (sprm.code, sprm.operand.len()))
            .collect()
    }

    #[test]
    fn values_have_the_length_that_the_code_says() {
        let grpprl = [
            0x35, 0x08, 1, // sprmCFBold
            0x43, 0x4a, 32, 0, // sprmCHps
            0x49, 0x66, 1, 0, 0, 0, // sprmPItap
            0x2b, 0xd6, 2, 0, 3, // sprmTVertMerge
            0x08, 0xd6, 4, 0, 9, 9, 9, // sprmTDefTable
            0x15, 0xc6, 255, 1, 0, 0, 0, 0, 1, 0, 0, 0, // sprmPChgTabs
            0x16, 0x24, 1, // sprmPFInTable
        ];
        assert_eq!(
            codes(&grpprl),
            [
                (C_BOLD, 1),
                (C_HPS, 2),
                (P_ITAP, 4),
                (T_VERT_MERGE, 2),
                (T_DEF_TABLE, 3),
                (P_CHG_TABS, 9),
                (P_IN_TABLE, 1)
            ]
        );
    }

    #[test]
    fn a_list_that_is_cut_off_ends() {
        assert_eq!(codes(&[0x35, 0x08]), []);
        assert_eq!(codes(&[0x08, 0xd6, 255, 255, 0]), []);
        assert_eq!(codes(&[0x15, 0xc6, 255]), []);
        assert_eq!(codes(&[0x35]), []);
    }

    #[test]
    fn a_list_may_go_on_in_the_data_stream() {
        let data = [9, 3, 0, 0x17, 0x24, 1];
        let mut found = Vec::new();
        with_data(&[0x6b, 0x64, 1, 0, 0, 0, 0x16, 0x24, 1], &data, |sprm| {
            found.push(sprm.code)
        });
        assert_eq!(found, [P_TTP, P_IN_TABLE]);
        with_data(&[0x46, 0x66, 255, 255, 255, 255], &data, |_| {
            panic!("nothing is there")
        });
    }
}
