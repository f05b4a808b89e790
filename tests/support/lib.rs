//! What the suites share: where things are, ways through the formats, and
//! documents made at random.

pub mod beside;
pub mod broken;
pub mod chain;
pub mod generate;
pub mod paths;
