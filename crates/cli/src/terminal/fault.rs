//! Faults of the program: a panic in the work on one file is told as an error
//! of that file, and the others are done.

use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::sync::Once;

use crate::error::{Error, ErrorKind};

thread_local! {
    /// What the last panic of this thread said.
    static LAST: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Does the work; a panic in it is an error.
pub(crate) fn guard<T>(work: impl FnOnce() -> T) -> Result<T, Error> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| panic::set_hook(Box::new(remember)));
    // The work owns what it changes, and none of it is used after a panic.
    panic::catch_unwind(AssertUnwindSafe(work)).map_err(|_| {
        let what = LAST.take().unwrap_or_default();
        ErrorKind::Fault { what }.into()
    })
}

/// Keeps what a panic said for the error, instead of printing it.
fn remember(info: &PanicHookInfo) {
    let payload = info.payload();
    let said = payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or_default();
    let place = info
        .location()
        .map(|location| format!(" ({}:{})", location.file(), location.line()));
    LAST.set(Some(format!("{said}{}", place.unwrap_or_default())));
}

#[cfg(test)]
mod tests {
    use gongkai_model::Lang;

    use super::*;

    #[test]
    fn a_panic_is_an_error_that_says_where() {
        let error = guard(|| panic!("row {}", 7)).unwrap_err();
        let message = error.text(Lang::En).message;
        assert!(
            message.starts_with("the program failed: row 7 ("),
            "{message}"
        );
        assert!(message.contains("fault.rs:"), "{message}");
        assert_eq!(guard(|| 1).unwrap(), 1);
    }
}
