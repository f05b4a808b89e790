//! Pictures that are the same are one picture.

use std::collections::HashMap;

use crate::{Document, Image, Target};

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
    let mut lead = |target: &mut Target| {
        if let Target::Image(image) = target {
            *image = new_number(*image);
        }
    };
    Document::for_each_target(&mut document.blocks, &mut lead);
    for blocks in document.beside_mut() {
        Document::for_each_target(blocks, &mut lead);
    }
    let mut number = 0;
    document.images.retain(|_| {
        number += 1;
        numbers[number - 1] == number - 1
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Block, ImageBlock};

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
