//! Pictures within packages.

use std::collections::HashMap;

use gongkai_model::{Bytes, Image};

use super::{Package, Relationship};
use crate::Error;
use crate::limits::LONGEST_LINK;
use crate::xml::Element;

/// The width and height of a picture in EMU.
pub(crate) type Size = (u64, u64);

/// What is said of a picture where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub(crate) struct Look {
    pub(crate) size: Option<Size>,
    pub(crate) alt: Option<String>,
    /// Its bytes are not in the package.
    pub(crate) linked: bool,
}

/// The pictures of a file, each once.
#[derive(Debug, Default)]
pub(crate) struct Gallery {
    pub(crate) images: Vec<Image>,
    /// The numbers of the pictures that were read, by their targets and looks.
    known: HashMap<(String, Look), usize>,
    /// How many bytes they have.
    pub(crate) bytes: u64,
}

impl Gallery {
    /// The number of a picture; nothing where it cannot be read, or has more
    /// bytes than all pictures may have together.
    pub(crate) fn picture(
        &mut self,
        package: &mut Package,
        relationship: &Relationship,
        look: Look,
        limit: u64,
    ) -> Result<Option<usize>, Error> {
        let target = &relationship.target;
        if look.linked || relationship.external {
            return Ok(self.linked(target, look));
        }
        self.stored(target, look, limit, |_| package.bytes(target))
    }

    /// The number of a picture whose bytes are in the file, under a name of
    /// their own there. They are asked for with how many there may be.
    pub(crate) fn stored(
        &mut self,
        name: &str,
        look: Look,
        limit: u64,
        bytes: impl FnOnce(u64) -> Result<Option<Vec<u8>>, Error>,
    ) -> Result<Option<usize>, Error> {
        if name.len() > LONGEST_LINK {
            return Ok(None);
        }
        let key = (name.to_owned(), look);
        if let Some(number) = self.known.get(&key) {
            return Ok(Some(*number));
        }
        let left = limit.saturating_sub(self.bytes);
        let Some(bytes) = bytes(left)?.filter(|bytes| bytes.len() as u64 <= left) else {
            return Ok(None);
        };
        self.bytes += bytes.len() as u64;
        let image = Image {
            media_type: media_type(&bytes, name).to_owned(),
            data: Some(Bytes(bytes)),
            ..looking(&key.1)
        };
        Ok(Some(self.add(key, image)))
    }

    /// The number of a picture that is not in the file; nothing where its
    /// address is too long.
    pub(crate) fn linked(&mut self, target: &str, look: Look) -> Option<usize> {
        if target.len() > LONGEST_LINK {
            return None;
        }
        let key = (
            target.to_owned(),
            Look {
                linked: true,
                ..look
            },
        );
        if let Some(number) = self.known.get(&key) {
            return Some(*number);
        }
        let image = Image {
            media_type: media_type(&[], target).to_owned(),
            link: Some(target.to_owned()),
            ..looking(&key.1)
        };
        Some(self.add(key, image))
    }

    fn add(&mut self, key: (String, Look), image: Image) -> usize {
        self.images.push(image);
        let number = self.images.len() - 1;
        self.known.insert(key, number);
        number
    }
}

/// A picture without content.
fn looking(look: &Look) -> Image {
    Image {
        width: look.size.map(|(width, _)| width),
        height: look.size.map(|(_, height)| height),
        alt: look.alt.clone(),
        ..Image::default()
    }
}

/// `cx` and `cy` of an extent (20.1.7.3).
pub(crate) fn size(element: &Element) -> Option<Size> {
    let length = |name| element.attr(name)?.parse::<u64>().ok();
    Some((length("cx")?, length("cy")?))
}

/// The media type of a picture, by its first bytes, else by its name.
fn media_type(bytes: &[u8], name: &str) -> &'static str {
    const SIGNATURES: &[(&[u8], &str)] = &[
        (b"\x89PNG", "image/png"),
        (b"\xff\xd8\xff", "image/jpeg"),
        (b"GIF8", "image/gif"),
        (b"BM", "image/bmp"),
        (b"II*\0", "image/tiff"),
        (b"MM\0*", "image/tiff"),
        (b"\xd7\xcd\xc6\x9a", "image/x-wmf"),
        (b"\x01\0\0\0", "image/x-emf"),
    ];
    let by_bytes = SIGNATURES
        .iter()
        .find(|(signature, _)| bytes.starts_with(signature));
    if let Some((_, media_type)) = by_bytes {
        return media_type;
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return "image/webp";
    }
    let extension = name.rsplit('.').next().unwrap_or_default().to_lowercase();
    match extension.as_str() {
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "bmp" => "image/bmp",
        "tif" | "tiff" => "image/tiff",
        "wmf" => "image/x-wmf",
        "emf" => "image/x-emf",
        "svg" => "image/svg+xml",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_known_by_their_first_bytes() {
        assert_eq!(media_type(b"\x89PNG\r\n", "word/media/a.jpg"), "image/png");
        assert_eq!(media_type(b"<svg/>", "word/media/a.svg"), "image/svg+xml");
        assert_eq!(media_type(b"", "a"), "application/octet-stream");
    }
}
