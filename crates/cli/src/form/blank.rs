//! `gongkai form blank`: the empty form as a file.

use gongkai_model::{Form, Format, Lang};
use gongkai_writer::Options;

use crate::args;
use crate::convert::Target;
use crate::error::{Error, ErrorKind};
use crate::terminal::Messages;

/// Writes the empty form that was asked for.
pub(super) fn write(args: &args::Blank, form: &Form, messages: &Messages) -> Result<(), Error> {
    let target = Target::named(&args.output, args.to)?;
    if let Some(year) = args.year.filter(|year| !form.years.contains(*year)) {
        let (id, years) = (&form.id, super::years(form.years));
        messages.note(&match messages.lang() {
            Lang::Zh => format!("表样 {id} 用于 {years} 年度的报告，不用于 {year} 年度"),
            Lang::En => format!("the form {id} is for reports of {years}, not of {year}"),
        });
    }
    target.write(&bytes(args, form, target.format)?)
}

fn bytes(args: &args::Blank, form: &Form, format: Format) -> Result<Vec<u8>, Error> {
    let document = form
        .blank(args.organization.as_deref(), args.year)
        .map_err(|_| Error::of(form.id.as_ref(), ErrorKind::FormTooLarge))?;
    let forms = std::slice::from_ref(form);
    let (report, _) = document.normalize().0.bind(forms);
    let options = Options {
        forms,
        formulas: true,
    };
    let written = gongkai_writer::write_with(&report, format, &options)
        .map_err(|cause| Error::of(form.id.as_ref(), ErrorKind::Write(cause)))?;
    Ok(written.bytes)
}
