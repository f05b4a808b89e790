//! The forms of a run: the built-in ones and those of the user.

use std::path::PathBuf;

use gongkai_model::{Form, builtin_forms};

use crate::error::{Error, ErrorKind};
use crate::input::Input;

/// The built-in forms and those of `files`. A file whose form has the name of
/// a built-in one takes its place.
pub(crate) fn load(files: &[PathBuf]) -> Result<Vec<Form>, Error> {
    let mut forms = builtin_forms().to_vec();
    for file in files {
        let bytes = Input::from_typed(file).bytes()?;
        let form = Form::from_json(&bytes)
            .map_err(|cause| Error::of(file, ErrorKind::FormBroken(cause)))?;
        forms.retain(|known| known.id != form.id);
        forms.push(form);
    }
    Ok(forms)
}
