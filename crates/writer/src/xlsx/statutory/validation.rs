//! What may be typed into the figures of a form.
//!
//! A warning, which can be passed over: an office may have its reasons for a
//! mark such as `/`.

use gongkai_model::Unit;
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DataValidationRule, Worksheet, XlsxError,
};

use super::Position;
use super::area::{cover, list};

/// The largest whole number that Excel takes for a bound.
const LARGEST: i32 = 999_999_999;

/// Adds the rules for the fields of a sheet.
pub(super) fn add(sheet: &mut Worksheet, fields: &[(Unit, Position)]) -> Result<(), XlsxError> {
    for kind in [Kind::Count, Kind::Change, Kind::Amount] {
        let of_kind = fields.iter().filter(|(unit, _)| kind_of(*unit) == kind);
        let areas = cover(of_kind.map(|(_, cell)| *cell).collect());
        let Some(first) = areas.first() else {
            continue;
        };
        let rule = kind.rule()?.set_multi_range(list(&areas).as_str());
        let (top, left) = (first.top, first.left as u16);
        sheet.add_data_validation(top, left, first.bottom, first.right as u16, &rule)?;
    }
    Ok(())
}

/// The kinds of figures that are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Count,
    Change,
    Amount,
}

fn kind_of(unit: Unit) -> Kind {
    match unit {
        Unit::Count => Kind::Count,
        Unit::SignedCount => Kind::Change,
        Unit::Yuan | Unit::TenThousandYuan => Kind::Amount,
    }
}

impl Kind {
    fn rule(self) -> Result<DataValidation, XlsxError> {
        let (rule, message) = match self {
            Kind::Count => (
                DataValidation::new()
                    .allow_whole_number(DataValidationRule::GreaterThanOrEqualTo(0)),
                "这里填报件数，应为不小于 0 的整数。",
            ),
            Kind::Change => (
                DataValidation::new()
                    .allow_whole_number(DataValidationRule::Between(-LARGEST, LARGEST)),
                "这里填报增减数，应为整数，减少填负数。",
            ),
            Kind::Amount => (
                DataValidation::new()
                    .allow_decimal_number(DataValidationRule::GreaterThanOrEqualTo(0.0)),
                "这里填报金额，应为不小于 0 的数字，不带单位。",
            ),
        };
        let titled = rule.set_error_title("请核对填报数据")?;
        let rule = titled.set_error_message(message)?;
        Ok(rule.set_error_style(DataValidationErrorStyle::Warning))
    }
}
