//! Pictures: what of them goes into the file, and how large they are.

use std::collections::HashMap;

use gongkai_model::Image;

use super::links;

/// EMU of an inch, and of a pixel where there are 96 to the inch.
const INCH: u64 = 914_400;
const PIXEL: u64 = INCH / 96;

/// The media types that Word shows, with the extension of each; of two types
/// with one extension the first is the usual one.
const TYPES: &[(&str, &str)] = &[
    ("image/png", "png"),
    ("image/jpeg", "jpeg"),
    ("image/gif", "gif"),
    ("image/bmp", "bmp"),
    ("image/tiff", "tiff"),
    ("image/x-emf", "emf"),
    ("image/x-wmf", "wmf"),
    ("image/svg+xml", "svg"),
    ("image/jpg", "jpeg"),
    ("image/pjpeg", "jpeg"),
    ("image/x-png", "png"),
    ("image/emf", "emf"),
    ("image/wmf", "wmf"),
];

/// The pictures of a document.
#[derive(Debug, Default)]
pub(super) struct Pictures<'a> {
    /// By the number of the image; none for one that Word could not show.
    pictures: Vec<Option<Picture<'a>>>,
    /// The bytes, identical ones once.
    pub(super) media: Vec<Media<'a>>,
}

/// A part with the bytes of a picture.
#[derive(Debug)]
pub(super) struct Media<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) content_type: &'static str,
    pub(super) extension: &'static str,
}

/// A picture as it stands on the page.
#[derive(Debug, Clone)]
pub(super) struct Picture<'a> {
    /// Its number among the images of the document.
    pub(super) image: usize,
    /// The number of its bytes in [`Pictures::media`].
    pub(super) media: Option<usize>,
    /// Where it stands outside of the file.
    pub(super) link: Option<&'a str>,
    /// In EMU.
    pub(super) width: u64,
    pub(super) height: u64,
    pub(super) alt: Option<&'a str>,
}

impl Picture<'_> {
    /// The relationship to its bytes.
    pub(super) fn embed_id(&self) -> Option<String> {
        self.media.map(|media| format!("rIdImage{}", media + 1))
    }

    /// The relationship to where it stands outside of the file.
    pub(super) fn link_id(&self) -> Option<String> {
        self.link
            .map(|_| format!("rIdLinkedImage{}", self.image + 1))
    }
}

impl Media<'_> {
    /// The content type of most parts with its extension.
    pub(super) fn usual_type(&self) -> &'static str {
        let usual = TYPES
            .iter()
            .find(|(_, extension)| *extension == self.extension);
        usual.map_or(self.content_type, |(content_type, _)| content_type)
    }

    /// The name of its part within `word/`.
    pub(super) fn target(&self, number: usize) -> String {
        format!("media/image{}.{}", number + 1, self.extension)
    }
}

impl<'a> Pictures<'a> {
    /// Gathers the images of a document.
    pub(super) fn of(images: &'a [Image]) -> Pictures<'a> {
        let mut pictures = Pictures::default();
        let mut numbers = HashMap::new();
        for (number, image) in images.iter().enumerate() {
            let data = image.data.as_ref();
            let media =
                data.zip(known(&image.media_type))
                    .map(|(data, (content_type, extension))| {
                        let media = &mut pictures.media;
                        let next = media.len();
                        *numbers
                            .entry((content_type, data.0.as_slice()))
                            .or_insert_with(|| {
                                media.push(Media {
                                    bytes: &data.0,
                                    content_type,
                                    extension,
                                });
                                next
                            })
                    });
            let link = image.link.as_deref();
            let link = link.filter(|link| links::is_acceptable(link));
            let (width, height) = size(image);
            let picture = Picture {
                image: number,
                media,
                link,
                width,
                height,
                alt: image.alt.as_deref(),
            };
            let shown = media.is_some() || link.is_some();
            pictures.pictures.push(shown.then_some(picture));
        }
        pictures
    }

    /// The picture of an image; none where Word could not show it.
    pub(super) fn get(&self, image: usize) -> Option<&Picture<'a>> {
        self.pictures.get(image)?.as_ref()
    }
}

fn known(media_type: &str) -> Option<(&'static str, &'static str)> {
    let mut types = TYPES.iter();
    types.find(|(known, _)| *known == media_type).copied()
}

/// Width and height. What is not said is in proportion, else what the bytes say,
/// else an inch: a drawing has to say both (ISO/IEC 29500-1, 20.4.2.7).
fn size(image: &Image) -> (u64, u64) {
    let bytes = image.data.as_ref().map_or(&[][..], |data| &data.0);
    let natural = pixels(bytes).filter(|(width, height)| *width > 0 && *height > 0);
    let (width, height) = natural.map_or((INCH, INCH), |(width, height)| {
        (u64::from(width) * PIXEL, u64::from(height) * PIXEL)
    });
    let scaled = |given: u64, of: u64, to: u64| {
        let scaled = u128::from(given) * u128::from(to) / u128::from(of);
        u64::try_from(scaled).unwrap_or(u64::MAX)
    };
    match (image.width, image.height) {
        (Some(given), None) => (given, scaled(given, width, height)),
        (None, Some(given)) => (scaled(given, height, width), given),
        (given_width, given_height) => {
            (given_width.unwrap_or(width), given_height.unwrap_or(height))
        }
    }
}

/// The size that a PNG (ISO/IEC 15948, 11.2.2) or JPEG (ITU-T T.81, B.2.2) says it has.
fn pixels(bytes: &[u8]) -> Option<(u32, u32)> {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        let number = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
        return Some((number(16)?, number(20)?));
    }
    let mut rest = bytes.strip_prefix(b"\xff\xd8")?;
    loop {
        let &[0xff, marker, high, low, ref behind @ ..] = rest else {
            return None;
        };
        let is_frame = matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc);
        if is_frame {
            let &[_, h1, h2, w1, w2, ..] = behind else {
                return None;
            };
            let number = |high, low| u32::from(u16::from_be_bytes([high, low]));
            return Some((number(w1, w2), number(h1, h2)));
        }
        rest = rest.get(2 + usize::from(u16::from_be_bytes([high, low]))..)?;
    }
}

#[cfg(test)]
mod tests {
    use gongkai_model::Bytes;

    use super::*;

    fn image(media_type: &str, data: &[u8]) -> Image {
        Image {
            media_type: media_type.to_owned(),
            data: Some(Bytes(data.to_vec())),
            ..Image::default()
        }
    }

    #[test]
    fn identical_bytes_are_one_part() {
        let images = [
            image("image/png", b"a"),
            image("image/gif", b"a"),
            image("image/png", b"a"),
            image("image/x-unknown", b"a"),
            image("image/jpg", b"b"),
        ];
        let pictures = Pictures::of(&images);
        let media = |number| pictures.get(number).map(|picture| picture.media);
        assert_eq!((media(0), media(2)), (media(2), Some(Some(0))));
        assert_eq!((media(1), media(3)), (Some(Some(1)), None));
        assert_eq!(pictures.media[1].target(1), "media/image2.gif");
        let jpg = &pictures.media[2];
        assert_eq!(
            (jpg.content_type, jpg.usual_type()),
            ("image/jpg", "image/jpeg")
        );
    }

    #[test]
    fn a_size_that_is_not_said_is_that_of_the_bytes() {
        let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
        png.extend([0, 0, 0, 96, 0, 0, 0, 48]);
        let mut picture = image("image/png", &png);
        assert_eq!(size(&picture), (INCH, INCH / 2));
        picture.width = Some(100);
        assert_eq!(size(&picture), (100, 50));
        picture.height = Some(100);
        assert_eq!(size(&picture), (100, 100));
        let jpeg = b"\xff\xd8\xff\xe0\0\x04ab\xff\xc0\0\x0b\x08\0\x30\0\x60\x01";
        assert_eq!(size(&image("image/jpeg", jpeg)), (INCH, INCH / 2));
        for broken in [&jpeg[..9], b"\xff\xd8\xff\xe0\0\0", b"\x89PNG", b""] {
            assert_eq!(size(&image("image/jpeg", broken)), (INCH, INCH));
        }
    }
}
