//! Properties without what says nothing.

use crate::{Properties, is_forbidden};

/// Takes out control characters, space at the ends, and what is empty then.
pub(super) fn settle(properties: &mut Properties) {
    if properties.is_empty() {
        return;
    }
    for text in [
        &mut properties.title,
        &mut properties.subject,
        &mut properties.creator,
        &mut properties.keywords,
        &mut properties.description,
        &mut properties.category,
        &mut properties.last_modified_by,
        &mut properties.created,
        &mut properties.modified,
        &mut properties.company,
        &mut properties.manager,
    ] {
        *text = text.take().as_deref().and_then(settled);
    }
    let given = std::mem::take(&mut properties.custom);
    let kept = given
        .iter()
        .filter_map(|(name, text)| Some((settled(name)?, settled(text)?)));
    properties.custom.extend(kept);
}

fn settled(text: &str) -> Option<String> {
    let text = text.replace(is_forbidden, "");
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, Value, json};

    use super::*;

    #[test]
    fn every_property_is_settled() {
        let schema = serde_json::to_value(schemars::schema_for!(Properties)).unwrap();
        let names = schema["properties"].as_object().unwrap().keys();
        let all = |text: &str| -> Properties {
            let member = |name: &String| match name.as_str() {
                "custom" => (name.clone(), json!({ text: text })),
                _ => (name.clone(), json!(text)),
            };
            let members: Map<String, Value> = names.clone().map(member).collect();
            serde_json::from_value(Value::Object(members)).unwrap()
        };
        let mut properties = all(" 甲\u{1}\u{85}乙\r ");
        settle(&mut properties);
        assert_eq!(properties, all("甲乙"));
        let mut nothing = all(" \u{ffff}");
        settle(&mut nothing);
        assert!(nothing.is_empty());
    }
}
