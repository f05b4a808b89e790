//! Cells as formulas name them.

use gongkai_model::a1;

use super::Position;

/// What of a reference stays as it is where its formula is copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fixed {
    Nothing,
    Row,
    Column,
    Both,
}

fn reference(cell: Position, fixed: Fixed) -> String {
    let address = a1(cell.0, cell.1);
    let letters = address.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = &address[letters.len()..];
    match fixed {
        Fixed::Nothing => address.clone(),
        Fixed::Row => format!("{letters}${digits}"),
        Fixed::Column => format!("${letters}{digits}"),
        Fixed::Both => format!("${letters}${digits}"),
    }
}

/// The cells as arguments of a function, neighbours as ranges: `B4:B24,B26`.
pub(super) fn arguments(cells: &[Position], fixed: Fixed) -> String {
    let mut runs: Vec<(Position, Position)> = Vec::new();
    for &cell in cells {
        match runs.last_mut() {
            Some((first, last)) if goes_on(*first, *last, cell) => *last = cell,
            _ => runs.push((cell, cell)),
        }
    }
    let named = runs.into_iter().map(|(first, last)| match first == last {
        true => reference(first, fixed),
        false => format!("{}:{}", reference(first, fixed), reference(last, fixed)),
    });
    named.collect::<Vec<_>>().join(",")
}

/// True where a cell stands right behind a run in a row or a column.
fn goes_on(first: Position, last: Position, cell: Position) -> bool {
    let down = first.1 == last.1 && cell == (last.0 + 1, last.1);
    let right = first.0 == last.0 && cell == (last.0, last.1 + 1);
    down || right
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_are_ranges() {
        let cells = [(3, 1), (4, 1), (5, 1), (5, 2), (7, 1)];
        assert_eq!(arguments(&cells, Fixed::Nothing), "B4:B6,C6,B8");
        assert_eq!(arguments(&cells[..2], Fixed::Row), "B$4:B$5");
        assert_eq!(arguments(&cells[2..4], Fixed::Column), "$B6:$C6");
        assert_eq!(arguments(&cells[4..], Fixed::Both), "$B$8");
    }
}
