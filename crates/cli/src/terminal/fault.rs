//! Faults of the program: a panic in the work on one file is told as an error
//! of that file, and the others are done.

use std::cell::{Cell, RefCell};
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::sync::Once;

use crate::error::{Error, ErrorKind};

thread_local! {
    /// What the last panic of this thread said.
    static LAST: RefCell<Option<String>> = const { RefCell::new(None) };
    /// How many guards this thread is within.
    static GUARDS: Cell<usize> = const { Cell::new(0) };
}

/// Does the work; a panic in it is an error.
pub(crate) fn guard<T>(work: impl FnOnce() -> T) -> Result<T, Error> {
    listen();
    GUARDS.set(GUARDS.get() + 1);
    // The work owns what it changes, and none of it is used after a panic.
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    GUARDS.set(GUARDS.get() - 1);
    result.map_err(|_| {
        let what = LAST.take().unwrap_or_default();
        ErrorKind::Fault { what }.into()
    })
}

/// Has panics within a guard remembered instead of printed; others are left
/// to whoever listened before.
fn listen() {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| match GUARDS.get() {
            0 => before(info),
            _ => remember(info),
        }));
    });
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
