//! Places for people, counted from 1.

use gongkai_model::{BlockPlace, Lang, Place};

/// Where something is, in a language.
pub(crate) fn place(place: &Place, lang: Lang) -> String {
    match (place, lang) {
        (
            Place::Block(BlockPlace {
                block,
                row: Some(row),
                column: Some(column),
            }),
            Lang::Zh,
        ) => {
            format!("第{}块第{}行第{}列", block + 1, row + 1, column + 1)
        }
        (Place::Block(place), Lang::Zh) => format!("第{}块", place.block + 1),
        _ => place.to_string(),
    }
}
