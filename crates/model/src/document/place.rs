//! Where something stood in the file that was read.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A place in a source file, in the file's own terms. It is taken from what
/// was read and never guessed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged, try_from = "PlaceFields")]
#[schemars(!try_from)]
pub enum Place {
    /// A workbook: the sheet and, for a cell or a range, its A1 address.
    Sheet(SheetPlace),
    /// A JSON file.
    Pointer(PointerPlace),
    /// A Word file.
    Block(BlockPlace),
}

/// A place in a Word file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct BlockPlace {
    /// Which child of the document's body, from 0: empty paragraphs count too.
    pub block: usize,
    /// Row in the table, from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<u32>,
    /// Column in the table's grid, from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
}

/// A place in a workbook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct SheetPlace {
    /// The name of the sheet.
    pub sheet: String,
    /// A cell or a range in A1 notation, such as `D4` or `A1:J28`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cell: Option<String>,
}

/// A place in a JSON file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct PointerPlace {
    /// A JSON pointer (RFC 6901), such as `/document/blocks/3`.
    pub pointer: String,
}

/// A place as it stands in JSON. One flat struct, because serde's untagged
/// enums lose numbers when `serde_json` keeps their exact digits.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlaceFields {
    block: Option<usize>,
    row: Option<u32>,
    column: Option<u32>,
    sheet: Option<String>,
    cell: Option<String>,
    pointer: Option<String>,
}

impl TryFrom<PlaceFields> for Place {
    type Error = &'static str;

    fn try_from(fields: PlaceFields) -> Result<Place, Self::Error> {
        let PlaceFields {
            block,
            row,
            column,
            sheet,
            cell,
            pointer,
        } = fields;
        match (block, sheet, pointer) {
            (Some(block), None, None) if cell.is_none() => {
                Ok(Place::Block(BlockPlace { block, row, column }))
            }
            (None, Some(sheet), None) if row.is_none() && column.is_none() => {
                Ok(Place::Sheet(SheetPlace { sheet, cell }))
            }
            (None, None, Some(pointer)) if cell.is_none() && row.is_none() && column.is_none() => {
                Ok(Place::Pointer(PointerPlace { pointer }))
            }
            _ => Err("a place has a block, a sheet or a pointer, and only one of them"),
        }
    }
}

impl Place {
    /// The n-th child of a Word file's body.
    pub fn block(block: usize) -> Place {
        Place::Block(BlockPlace {
            block,
            row: None,
            column: None,
        })
    }

    /// A place in a JSON file.
    pub fn pointer(pointer: impl Into<String>) -> Place {
        Place::Pointer(PointerPlace {
            pointer: pointer.into(),
        })
    }

    /// A cell of a sheet, row and column from 0.
    ///
    /// ```
    /// use gongkai_model::Place;
    /// assert_eq!(Place::cell("主动公开", 3, 27).to_string(), "主动公开!AB4");
    /// ```
    pub fn cell(sheet: impl Into<String>, row: u32, column: u32) -> Place {
        Place::Sheet(SheetPlace {
            sheet: sheet.into(),
            cell: Some(a1(row, column)),
        })
    }

    /// The place of a cell of the table that stands here: `row` and `column`
    /// are those of the cell in the table, `index` is its number among the
    /// table's cells.
    #[must_use]
    pub fn within(&self, row: u32, column: u32, index: usize) -> Place {
        match self {
            Place::Block(place) => Place::Block(BlockPlace {
                block: place.block,
                row: Some(row),
                column: Some(column),
            }),
            Place::Sheet(place) => {
                let origin = place.cell.as_deref().and_then(from_a1).unwrap_or((0, 0));
                Place::cell(place.sheet.clone(), origin.0 + row, origin.1 + column)
            }
            Place::Pointer(place) => Place::pointer(format!("{}/cells/{index}", place.pointer)),
        }
    }
}

impl std::fmt::Display for Place {
    /// For messages: `block 12, row 3, column 4` is counted from 1 as people do.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Place::Block(BlockPlace {
                block,
                row: Some(row),
                column: Some(column),
            }) => {
                write!(
                    f,
                    "block {}, row {}, column {}",
                    block + 1,
                    row + 1,
                    column + 1
                )
            }
            Place::Block(place) => write!(f, "block {}", place.block + 1),
            Place::Sheet(SheetPlace {
                sheet,
                cell: Some(cell),
            }) => write!(f, "{sheet}!{cell}"),
            Place::Sheet(place) => f.write_str(&place.sheet),
            Place::Pointer(place) => f.write_str(&place.pointer),
        }
    }
}

/// A1 notation of a cell, row and column from 0.
pub fn a1(row: u32, column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.push(b'A' + ((rest - 1) % 26) as u8);
        rest = (rest - 1) / 26;
    }
    let letters: String = letters.iter().rev().map(|&b| char::from(b)).collect();
    format!("{letters}{}", u64::from(row) + 1)
}

/// Row and column, from 0, of the first cell of an A1 reference (`$` allowed).
/// Nothing outside of Excel's grid (XFD1048576) is a reference.
///
/// ```
/// use gongkai_model::from_a1;
/// assert_eq!(from_a1("AB4"), Some((3, 27)));
/// assert_eq!(from_a1("XFE1"), None);
/// ```
pub fn from_a1(reference: &str) -> Option<(u32, u32)> {
    let (mut column, mut row) = (0u32, 0u32);
    for b in reference.bytes() {
        match b {
            b':' => break,
            b'$' => {}
            b'A'..=b'Z' | b'a'..=b'z' if row == 0 && column <= 16_384 => {
                column = column * 26 + u32::from(b.to_ascii_uppercase() - b'A') + 1;
            }
            b'0'..=b'9' if column > 0 && row <= 1_048_576 => row = row * 10 + u32::from(b - b'0'),
            _ => return None,
        }
    }
    let within = (1..=1_048_576).contains(&row) && (1..=16_384).contains(&column);
    within.then(|| (row - 1, column - 1))
}
