use crate::{Error, Limits};
use gongkai_model::{Diagnostic, Document};
pub(crate) fn read(_bytes: &[u8], _limits: &Limits) -> Result<(Document, Vec<Diagnostic>), Error> { Ok(Default::default()) }
