//! Results on standard output.

use std::io::{self, BufWriter, ErrorKind, Write};

use crate::error::{self, Error};

/// Prints a result. A reader that has had enough (`| head`) is no error.
pub(crate) fn print(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Error> {
    let mut out = BufWriter::new(io::stdout().lock());
    let result = write(&mut out).and_then(|()| out.flush());
    // What could not be written must not be tried again when `out` goes.
    let _ = out.into_parts();
    match result {
        Err(cause) if cause.kind() != ErrorKind::BrokenPipe => {
            Err(Error::stdout(error::ErrorKind::Save(cause)))
        }
        _ => Ok(()),
    }
}
