//! Workbooks of the binary formats of Excel 2 to 2003 (.xls, .xlt, .et):
//! records of a stream, as [MS-XLS] says, mostly in a compound file.
//!
//! Read with our own code: the crate at hand (calamine) gives neither number
//! formats, by which a figure looks as it does, nor what is hidden, knows no
//! generation before the fifth, and allocates on the word of the file. It is the
//! second opinion in tests. What the records say goes the way of all sheets.

mod art;
mod blips;
mod cells;
pub(crate) mod code_page;
mod encrypted;
mod formula;
mod globals;
mod links;
mod measure;
mod names;
mod objects;
mod record;
mod shapes;
mod sheet;
mod strings;
mod styles;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use gongkai_model::{Diagnostic, Document, Kind, Properties};

use crate::compound::{self, CompoundFile};
use crate::encryption::DEFAULT_PASSWORD;
use crate::sheet::attached::Lists;
use crate::sheet::context::{Context, Diagnostics};
use crate::sheet::layout::Layout;
use crate::sheet::look::Look;
use crate::{Error, ErrorKind, Options};

use globals::{BoundSheet, Globals};
use objects::Beside;
use record::{Biff, Cut, Records, beginning, is_bof};

pub(crate) use cells::error_text;
pub(crate) use names::constant;
pub(crate) use record::is_bare_stream;
pub(crate) use strings::with_looks;

/// The name of a sheet of a file without names, where the file has none either.
const UNNAMED: &str = "Sheet1";

/// The substreams of a file of Excel 4 that is a workbook begin so.
const WORKSPACE: u16 = 0x100;

/// Reads the blocks of a workbook.
pub(crate) fn read(bytes: &[u8], options: &Options) -> Result<(Document, Vec<Diagnostic>), Error> {
    read_with(bytes, options, DEFAULT_PASSWORD)
}

/// Reads the blocks of a workbook that is perhaps encrypted.
pub(crate) fn read_with(
    bytes: &[u8],
    options: &Options,
    password: &str,
) -> Result<(Document, Vec<Diagnostic>), Error> {
    let mut diagnostics = Diagnostics::new(options.hidden);
    let (stream, part, properties) = stream(bytes, options)?;
    let stream = encrypted::opened(stream, password)?;
    let mut workbook = Workbook {
        stream: &stream,
        part,
        options,
        diagnostics: &mut diagnostics,
        cells_left: options.limits.cells,
        lists: Lists::default(),
        unpack: options.limits.image_bytes,
        layout: Layout::default(),
    };
    workbook.read()?;
    let (layout, lists) = (workbook.layout, workbook.lists);
    let mut document = lists.into_document(layout.blocks(&mut diagnostics));
    document.properties = properties;
    Ok((document, diagnostics.into_list().collect()))
}

/// The stream of records, its name, and the properties of the file.
fn stream<'b>(
    bytes: &'b [u8],
    options: &Options,
) -> Result<(Cow<'b, [u8]>, &'static str, Properties), Error> {
    if !bytes.starts_with(compound::SIGNATURE) {
        return Ok((Cow::Borrowed(bytes), "BIFF", Properties::default()));
    }
    let file = CompoundFile::open(bytes)?;
    let properties = file.properties(&options.limits)?;
    // Files for both Excel 95 and 97 have both streams.
    for name in ["Workbook", "Book"] {
        if let Some(stream) = file.stream(name, &options.limits)? {
            return Ok((Cow::Owned(stream), name, properties));
        }
    }
    let part = "Workbook".to_owned();
    Err(ErrorKind::MissingPart { part }.into())
}

struct Workbook<'w> {
    stream: &'w [u8],
    part: &'static str,
    options: &'w Options<'w>,
    diagnostics: &'w mut Diagnostics,
    cells_left: usize,
    lists: Lists,
    /// How many bytes of pictures may still be unpacked.
    unpack: u64,
    layout: Layout,
}

impl Workbook<'_> {
    fn read(&mut self) -> Result<(), Error> {
        let mut records = Records::new(self.stream, 0);
        let first = records.next().ok().flatten();
        let Some((biff, kind)) = first.as_ref().and_then(beginning) else {
            return Err(self.broken(0, "it does not begin as a workbook does"));
        };
        if biff < Biff::V5 && kind == WORKSPACE {
            return self.workspace(records);
        }
        let (globals, cut) = Globals::read(self.stream, 0, biff, self.diagnostics);
        if globals.sheets.is_empty() {
            let name = self.file_name();
            return self.sheet(&name, records, &globals);
        }
        self.cut(cut)?;
        let found = self.substreams();
        for (index, sheet) in globals.sheets.iter().enumerate() {
            self.bound_sheet(sheet, found.get(index).copied(), &globals)?;
        }
        Ok(())
    }

    /// A sheet that the workbook lists. Where its offset is wrong, it is the
    /// one that stands in its place.
    fn bound_sheet(
        &mut self,
        sheet: &BoundSheet,
        found: Option<usize>,
        globals: &Globals,
    ) -> Result<(), Error> {
        if self.diagnostics.hides_sheet(sheet.state, &sheet.name) {
            return Ok(());
        }
        let other = match sheet.kind {
            0 => None,
            1 => Some("macrosheet"),
            2 => Some("chartsheet"),
            _ => return Ok(()), // a module of Visual Basic
        };
        if let Some(what) = other {
            self.diagnostics.other_sheet(what, &sheet.name);
            return Ok(());
        }
        let begins = |at: usize| {
            let mut records = Records::new(self.stream, at);
            let first = records.next().ok().flatten();
            first.filter(|first| is_bof(first.id)).map(|_| records)
        };
        let records = begins(sheet.at).or_else(|| found.and_then(begins));
        let Some(records) = records else {
            if self.options.partial {
                return self.cut(Some(Cut(self.stream.len())));
            }
            let part = format!("sheet {}", sheet.name);
            return Err(ErrorKind::MissingPart { part }.into());
        };
        self.sheet(&sheet.name, records, globals)?;
        self.diagnostics.kept_sheet(sheet.state, &sheet.name);
        Ok(())
    }

    /// The sheets of a workbook of Excel 4, each behind its name.
    fn workspace(&mut self, mut records: Records) -> Result<(), Error> {
        let mut name = None;
        loop {
            let record = match records.next() {
                Ok(Some(record)) if record.id == record::EOF => return Ok(()),
                Ok(Some(record)) => record,
                Ok(None) => return Ok(()),
                Err(cut) => return self.cut(Some(cut)),
            };
            if record.id == record::FILE_PASS {
                return Err(ErrorKind::Encrypted.into());
            }
            if record.id == record::SHEET_HEADER {
                name = strings::narrow(record.data, 4, false, encoding_rs::WINDOWS_1252);
            } else if let Some((biff, _)) = beginning(&record) {
                let (globals, _) = Globals::read(self.stream, record.at, biff, self.diagnostics);
                let name = name.take().unwrap_or_else(|| UNNAMED.to_owned());
                self.sheet(&name, records.clone(), &globals)?;
                if let Err(cut) = records.skip_substream() {
                    return self.cut(Some(cut));
                }
            }
        }
    }

    fn sheet(&mut self, name: &str, records: Records, globals: &Globals) -> Result<(), Error> {
        let mut context = Context {
            name,
            styles: &globals.styles,
            strings: globals.strings.len(),
            diagnostics: self.diagnostics,
            cells_left: &mut self.cells_left,
            cells_limit: self.options.limits.cells,
        };
        let mut beside = Beside {
            lists: &mut self.lists,
            image_bytes: self.options.limits.image_bytes,
            unpack: &mut self.unpack,
        };
        let (sheet, cut) = sheet::read(records, globals, self.part, &mut beside, &mut context)?;
        self.cut(cut)?;
        let look = Look {
            strings: &globals.strings,
            styles: &globals.styles,
            date1904: globals.date1904,
            name,
        };
        let seen = look.see(sheet, self.diagnostics);
        self.layout.add(seen, self.diagnostics)
    }

    /// Where the substreams behind the globals begin, in order.
    fn substreams(&self) -> Vec<usize> {
        let mut records = Records::new(self.stream, 0);
        let mut found = Vec::new();
        while let Ok(Some(record)) = records.next() {
            if is_bof(record.id) {
                found.push(record.at);
                if records.skip_substream().is_err() {
                    break;
                }
            }
        }
        found.split_off(found.len().min(1))
    }

    /// A stream that is cut off is an error, unless what is there was asked for.
    fn cut(&mut self, cut: Option<Cut>) -> Result<(), Error> {
        const CAUSE: &str = "it ends within a record";
        match cut {
            None => Ok(()),
            Some(_) if self.options.partial => {
                let (part, cause) = (self.part.to_owned(), CAUSE.to_owned());
                let kind = Kind::PartDamaged { part, cause };
                self.diagnostics.list.push(Diagnostic::new(kind, None));
                Ok(())
            }
            Some(Cut(at)) => Err(self.broken(at, CAUSE)),
        }
    }

    fn broken(&self, offset: usize, cause: &str) -> Error {
        ErrorKind::Records {
            part: self.part.to_owned(),
            offset,
            cause: cause.to_owned(),
        }
        .into()
    }

    /// Excel names the sheet of a file without names after the file.
    fn file_name(&self) -> String {
        let name = self.options.name.map(|name| {
            let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
            name.rsplit_once('.').map_or(name, |(stem, _)| stem)
        });
        match name {
            Some(name) if !name.is_empty() => name.to_owned(),
            _ => UNNAMED.to_owned(),
        }
    }
}
