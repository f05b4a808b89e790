//! What a file may cost to read.

/// Limits on what a file may cost. A reader never allocates without bound:
/// what goes past a limit is an error that names it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Limits {
    /// The most bytes that one part of a package may unpack to.
    pub part_size: u64,
    /// The most bytes that a whole package may unpack to.
    pub package_size: u64,
    /// The most parts that a package may have.
    pub parts: usize,
    /// How often a part may be larger unpacked than packed, past its first megabyte.
    pub ratio: u64,
    /// The most bytes that all pictures of a file may have together; what is
    /// more is left out, and named.
    pub image_bytes: u64,
    /// How deep elements may nest.
    pub depth: usize,
    /// The most cells that all sheets of a workbook may have.
    pub cells: usize,
}

/// The longest target of a link that is kept: Word takes no longer one, and it
/// is kept with every run.
pub(crate) const LONGEST_LINK: usize = 2_083;

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            part_size: 1 << 30,
            package_size: 2 << 30,
            parts: 20_000,
            ratio: 500,
            image_bytes: 256 << 20,
            depth: 256,
            cells: 20_000_000,
        }
    }
}
