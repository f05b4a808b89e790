//! Properties without what says nothing.

use crate::Properties;

/// Takes out control characters, space at the ends, and what is empty then.
pub(super) fn settle(properties: &mut Properties) {
    if properties.is_empty() {
        return;
    }
    let Properties {
        title,
        subject,
        creator,
        keywords,
        description,
        category,
        last_modified_by,
        created,
        modified,
        company,
        manager,
        custom,
    } = properties;
    for text in [
        title,
        subject,
        creator,
        keywords,
        description,
        category,
        last_modified_by,
        created,
        modified,
        company,
        manager,
    ] {
        *text = text.take().as_deref().and_then(settled);
    }
    let given = std::mem::take(custom);
    let kept = given
        .iter()
        .filter_map(|(name, text)| Some((settled(name)?, settled(text)?)));
    custom.extend(kept);
}

fn settled(text: &str) -> Option<String> {
    let kept = |c: &char| {
        let control = c.is_control() && !matches!(c, '\n' | '\t');
        !control && !matches!(c, '\u{fffe}' | '\u{ffff}')
    };
    let text: String = text.chars().filter(kept).collect();
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}
