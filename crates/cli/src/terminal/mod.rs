//! What reaches the user: messages on standard error, results on standard
//! output.

pub(crate) mod fault;
mod message;
mod place;
pub(crate) mod stdout;
pub(crate) mod width;

pub(crate) use message::Messages;
pub(crate) use place::place;
