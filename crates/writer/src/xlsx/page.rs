//! The page that a sheet is printed on.

use rust_xlsxwriter::Worksheet;

/// The number of A4 among paper sizes.
const A4: u8 = 9;

/// A4, as wide as the page and as long as it takes, with the page's number.
pub(super) fn set_up(sheet: &mut Worksheet, landscape: bool) {
    sheet.set_paper_size(A4).set_print_fit_to_pages(1, 0);
    sheet
        .set_margins(0.6, 0.6, 0.75, 0.75, 0.3, 0.35)
        .set_footer("&C第 &P 页，共 &N 页");
    if landscape {
        sheet.set_landscape();
    }
}
