//! What Word files and workbooks have in common: XML text, dates, and the
//! parts that say what a file says of itself.

pub(crate) mod dates;
pub(crate) mod properties;
pub(crate) mod xml;
