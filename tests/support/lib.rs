//! What the suites share: where things are, ways through the formats,
//! documents made at random, and comparisons with what others read.

pub mod agreement;
pub mod apart;
pub mod baseline;
pub mod beside;
pub mod broken;
pub mod chain;
pub mod displayed;
pub mod fixtures;
pub mod generate;
pub mod golden;
pub mod meaning;
pub mod mutate;
pub mod office;
pub mod ours;
pub mod parallel;
pub mod paths;
pub mod plain_text;
pub mod seen;
pub mod spread;
