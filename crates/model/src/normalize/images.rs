//! Pictures that are the same are one picture.

use std::collections::HashMap;

use crate::{Block, Document, Heading, Image, Paragraph, RichText, Target};

/// Lets all references to equal pictures lead to the first of them.
pub(super) fn join(document: &mut Document) {
    let mut first: HashMap<&Image, usize> = HashMap::new();
    let images = document.images.iter().enumerate();
    let numbers: Vec<usize> = images
        .map(|(number, image)| *first.entry(image).or_insert(number))
        .collect();
    if first.len() == document.images.len() {
        return;
    }
    // What nothing leads to any more is not said to be left out: it is there.
    let mut kept = 0;
    let places: Vec<usize> = numbers
        .iter()
        .enumerate()
        .map(|(number, first)| {
            let place = kept;
            kept += usize::from(number == *first);
            place
        })
        .collect();
    let new_number = |old: usize| numbers.get(old).map_or(old, |first| places[*first]);
    lead(&mut document.blocks, &new_number);
    for blocks in document.beside_mut() {
        lead(blocks, &new_number);
    }
    let mut number = 0;
    document.images.retain(|_| {
        number += 1;
        numbers[number - 1] == number - 1
    });
}

fn lead(blocks: &mut [Block], new_number: &impl Fn(usize) -> usize) {
    let text = |content: &mut RichText| {
        for anchor in &mut content.anchors {
            if let Target::Image(image) = anchor.target {
                anchor.target = Target::Image(new_number(image));
            }
        }
    };
    for block in blocks {
        match block {
            Block::Heading(Heading { content, .. })
            | Block::Paragraph(Paragraph { content, .. }) => {
                text(content);
            }
            Block::Table(table) => {
                for cell in &mut table.cells {
                    text(&mut cell.content);
                    lead(&mut cell.blocks, new_number);
                }
            }
            Block::Image(image) => image.image = new_number(image.image),
            Block::PageBreak(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ImageBlock;

    #[test]
    fn equal_pictures_are_one() {
        let image = |alt: &str| Image {
            alt: Some(alt.to_owned()),
            ..Image::default()
        };
        let block = |image| {
            let place = None;
            Block::Image(ImageBlock { image, place })
        };
        let mut document = Document::new((0..4).map(block).collect());
        document.images = vec![image("a"), image("b"), image("a"), image("c")];
        let (document, diagnostics) = document.normalize();
        let numbers: Vec<usize> = document
            .blocks
            .iter()
            .filter_map(|block| match block {
                Block::Image(image) => Some(image.image),
                _ => None,
            })
            .collect();
        assert_eq!((numbers, document.images.len()), (vec![0, 1, 0, 2], 3));
        assert_eq!(diagnostics, vec![]);
    }
}
