//! Numbers as fractions: `# ?/?`, `??/??`, `0 ?/8` (18.8.31).

use gongkai_model::Decimal;

use super::code::Token;
use super::digits::parts;

/// What a fraction is made of.
struct Shape<'t> {
    /// What stands before the numerator; a whole number where there are placeholders.
    head: &'t [Token],
    mixed: bool,
    denominator: Denominator,
    /// What stands behind the denominator: the end of its token, and tokens.
    end: &'t str,
    tail: &'t [Token],
}

#[derive(Clone, Copy)]
enum Denominator {
    /// One up to this.
    UpTo(u128),
    /// This one.
    Fixed(u128),
}

/// Denominators of more digits would say nothing that the decimals do not.
const MAX_WIDTH: usize = 7;

impl<'t> Shape<'t> {
    /// What stands around the slash; nothing where it is no fraction.
    fn of(tokens: &'t [Token]) -> Option<Shape<'t>> {
        let slash = tokens.iter().position(|token| *token == Token::Slash)?;
        let before = tokens.get(..slash)?;
        let numerator = before.iter().rev().take_while(|t| is_digit(t)).count();
        if numerator == 0 {
            return None;
        }
        let head = tokens.get(..slash - numerator)?;
        let behind = tokens.get(slash + 1..)?;
        let (denominator, end, width) = match behind.first()? {
            Token::Digit(_) => {
                let width = behind.iter().take_while(|t| is_digit(t)).count();
                let power = 10_u128.pow(width.min(MAX_WIDTH) as u32);
                (Denominator::UpTo(power - 1), "", width)
            }
            _ => fixed(behind)?,
        };
        Some(Shape {
            head,
            mixed: head.iter().any(is_digit),
            denominator,
            end,
            tail: behind.get(width..)?,
        })
    }
}

fn is_digit(token: &Token) -> bool {
    matches!(token, Token::Digit(_))
}

/// A denominator that is given, what is left of its last token, and how many
/// tokens it takes. Its zeros look like placeholders: `??/100`.
fn fixed(tokens: &[Token]) -> Option<(Denominator, &str, usize)> {
    let (mut number, mut end, mut width) = (String::new(), "", 0);
    for token in tokens {
        match token {
            Token::Literal(text) => {
                let digits =
                    text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
                let (digits, rest) = text.split_at(digits);
                if digits.is_empty() {
                    break;
                }
                number += digits;
                end = rest;
            }
            Token::Digit('0') if width > 0 => number.push('0'),
            _ => break,
        }
        width += 1;
        if !end.is_empty() || number.len() > MAX_WIDTH {
            break;
        }
    }
    let number: u128 = number.parse().ok().filter(|number| *number > 0)?;
    Some((Denominator::Fixed(number), end, width))
}

/// True where tokens show a fraction.
pub(super) fn is_fraction(tokens: &[Token]) -> bool {
    Shape::of(tokens).is_some()
}

/// The number without its sign; nothing where the code is no fraction. The
/// width that Excel fills with spaces is layout.
pub(super) fn show(tokens: &[Token], value: &Decimal) -> Option<String> {
    let shape = Shape::of(tokens)?;
    let (numerator, denominator) = nearest(value, shape.denominator)?;
    let (whole, rest) = if shape.mixed {
        (numerator / denominator, numerator % denominator)
    } else {
        (0, numerator)
    };
    let mut shown = super::number::show(shape.head, &Decimal::from(i64::try_from(whole).ok()?))?;
    if rest > 0 || !shape.mixed {
        shown = shown.trim_start().to_owned();
        shown += &format!("{rest}/{denominator}");
    } else {
        shown = shown.trim_end().to_owned();
        if whole == 0 && !shown.contains('0') {
            shown.push('0'); // nothing at all is shown as 0 by `# ?/?`
        }
    }
    shown += shape.end;
    shown.extend(shape.tail.iter().map(Token::literally));
    Some(shown)
}

/// Numerator and denominator as Excel finds them: by the continued fraction of
/// the number, as far as the denominator has room, which is not always what
/// comes nearest.
fn nearest(value: &Decimal, denominator: Denominator) -> Option<(u128, u128)> {
    let (whole, fraction) = parts(value);
    // Past 30 digits nothing is shown by any denominator.
    let fraction = fraction.get(..30).unwrap_or(fraction);
    let scale = 10_u128.checked_pow(fraction.len() as u32)?;
    let number: u128 = format!("0{whole}").parse().ok()?;
    let rest: u128 = format!("0{fraction}").parse().ok()?;
    match denominator {
        Denominator::Fixed(fixed) => {
            let parts = rest.checked_mul(fixed)?.checked_add(scale / 2)? / scale;
            Some((number.checked_mul(fixed)?.checked_add(parts)?, fixed))
        }
        Denominator::UpTo(most) => {
            let (numerator, denominator) = convergent(rest, scale, most);
            let whole = number.checked_mul(denominator)?;
            Some((whole.checked_add(numerator)?, denominator))
        }
    }
}

/// The last convergent of the continued fraction of `rest / scale` (below 1)
/// whose denominator is at most `most`. What is left of 5·10⁻⁸ is noise.
fn convergent(rest: u128, scale: u128, most: u128) -> (u128, u128) {
    let (mut last, mut current) = ((1, 0), (0, 1)); // numerator, denominator
    let (mut divisor, mut left) = (scale, rest);
    while left.saturating_mul(20_000_000) >= divisor {
        let quotient = divisor / left;
        (divisor, left) = (left, divisor % left);
        let next = (
            quotient.saturating_mul(current.0).saturating_add(last.0),
            quotient.saturating_mul(current.1).saturating_add(last.1),
        );
        if next.1 > most {
            break;
        }
        (last, current) = (current, next);
    }
    current
}
