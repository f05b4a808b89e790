//! The forms of a run: the built-in ones and those of the user.

use std::path::PathBuf;

use gongkai_model::{Form, Lang, builtin_forms};

use crate::error::{Error, ErrorKind};
use crate::input::Input;
use crate::terminal::Messages;

/// The built-in forms and those of `files`. A file whose form has the name of
/// another one takes its place, and a note says so.
pub(crate) fn load(files: &[PathBuf], messages: &Messages) -> Result<Vec<Form>, Error> {
    let mut forms = builtin_forms().to_vec();
    for file in files {
        if file.is_dir() {
            return Err(Error::of(file, ErrorKind::FormIsFolder));
        }
        let bytes = Input::from_typed(file).bytes()?;
        let form = Form::from_json(&bytes)
            .map_err(|cause| Error::of(file, ErrorKind::FormBroken(cause)))?;
        if forms.iter().any(|known| known.id == form.id) {
            let (file, id) = (file.display(), &form.id);
            messages.note(&match messages.lang() {
                Lang::Zh => format!("{file}：代替原有的表样 {id}"),
                Lang::En => format!("{file}: takes the place of the form {id} that was there"),
            });
        }
        forms.retain(|known| known.id != form.id);
        forms.push(form);
    }
    Ok(forms)
}
