//! A behaviour as text that people can read: a number with its interval on one line, numbers in six significant digits.

use crate::behaviour::Behaviour;
use serde_yaml::Mapping;
use serde_yaml::Value;

/// A behaviour as text. It reads back as the same behaviour, its numbers in six significant digits.
///
/// # Errors
/// The reason of the YAML package, for what no text can hold.
pub fn write_behaviour(behaviour: &Behaviour) -> Result<String, serde_yaml::Error> {
    let mut text = String::new();
    block(&serde_yaml::to_value(behaviour)?, 0, &mut text);
    Ok(text)
}

/// Writes a list or a mapping on lines of its own.
fn block(value: &Value, depth: usize, text: &mut String) {
    match value {
        Value::Mapping(keys) => keys.iter().for_each(|(key, value)| entry(key, value, depth, text)),
        Value::Sequence(items) => items.iter().for_each(|value| item(value, depth, text)),
        _ => {}
    }
}

fn entry(key: &Value, value: &Value, depth: usize, text: &mut String) {
    *text += &format!("{}{}:", indent(depth), flow(key));
    if is_short(value) {
        *text += &format!(" {}\n", flow(value));
    } else {
        text.push('\n');
        block(value, depth + 1, text);
    }
}

fn item(value: &Value, depth: usize, text: &mut String) {
    if is_short(value) {
        *text += &format!("{}- {}\n", indent(depth), flow(value));
        return;
    }
    let mut below = String::new();
    block(value, depth + 1, &mut below);
    let first = indent(depth + 1);
    *text += &format!("{}- {}", indent(depth), below.strip_prefix(&first).unwrap_or(&below));
}

fn indent(depth: usize) -> String {
    "  ".repeat(depth)
}

/// Whether a value stands on one line: an estimate, a kind of household, what holds nothing but plain values.
fn is_short(value: &Value) -> bool {
    match value {
        Value::Mapping(keys) => keys.is_empty() || has(keys, "value") || has(keys, "by_debit"),
        Value::Sequence(items) => items.iter().all(|item| !item.is_mapping() && !item.is_sequence()),
        _ => true,
    }
}

fn has(keys: &Mapping, key: &str) -> bool {
    keys.keys().any(|own| own.as_str() == Some(key))
}

fn flow(value: &Value) -> String {
    let joined = |parts: Vec<String>| parts.join(", ");
    match value {
        Value::Mapping(keys) => {
            let pair = |(key, value): (&Value, &Value)| format!("{}: {}", flow(key), flow(value));
            format!("{{{}}}", joined(keys.iter().map(pair).collect()))
        }
        Value::Sequence(items) => format!("[{}]", joined(items.iter().map(flow).collect())),
        Value::String(text) if is_plain(text) => text.clone(),
        Value::String(text) => quoted(text),
        Value::Number(number) => {
            number.as_f64().filter(|_| number.is_f64()).map_or_else(|| number.to_string(), six_digits)
        }
        Value::Bool(bool) => bool.to_string(),
        Value::Null | Value::Tagged(_) => "null".to_owned(),
    }
}

/// Words that no reader of YAML takes for something else.
fn is_plain(text: &str) -> bool {
    const TAKEN: [&str; 9] = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    let plain = |letter: char| letter.is_ascii_lowercase() || letter == '_' || letter == '.' || letter.is_ascii_digit();
    text.starts_with(|first: char| first.is_ascii_lowercase()) && text.chars().all(plain) && !TAKEN.contains(&text)
}

fn quoted(text: &str) -> String {
    let escaped = |letter: char| match letter {
        '"' | '\\' => format!("\\{letter}"),
        letter if letter.is_control() => format!("\\u{:04x}", u32::from(letter)),
        letter => letter.to_string(),
    };
    format!("\"{}\"", text.chars().map(escaped).collect::<String>())
}

fn six_digits(number: f64) -> String {
    let rounded: f64 = format!("{number:.5e}").parse().unwrap_or(number);
    match rounded {
        _ if rounded.is_nan() => ".nan".to_owned(),
        f64::INFINITY => ".inf".to_owned(),
        f64::NEG_INFINITY => "-.inf".to_owned(),
        // No minus before nothing.
        _ => format!("{}", rounded + 0.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::behaviour::Joint;
    use crate::behaviour::Scale;
    use crate::scenario::read_behaviour;
    use crate::source::SourceFile;

    fn read(text: &str) -> Behaviour {
        read_behaviour(&SourceFile::new("b.yaml", text)).unwrap()
    }

    #[test]
    fn what_is_written_reads_back_and_is_written_the_same() {
        let mut behaviour = read(include_str!("../../scenarios/behaviours/default.yaml"));
        behaviour.contact.get_mut("call").unwrap().effect.source =
            "a \"quoted\" \\ source:\tof # two\nlines".to_owned();
        behaviour.joint = Some(Joint {
            names: vec!["reached.call".to_owned(), "able.base.0".to_owned()],
            scales: vec![Scale::LogOdds, Scale::Plain],
            root: vec![vec![0.123_456_789], vec![-1e-9, 2.0]],
        });
        let text = write_behaviour(&behaviour).unwrap();
        let again = read(&text);
        assert_eq!(write_behaviour(&again).unwrap(), text);
        assert_eq!(again.contact["call"].effect.source, behaviour.contact["call"].effect.source);
        assert_eq!(again.joint.unwrap().root, [vec![0.123_457], vec![-1e-9, 2.0]]);
        let values = |of: &Behaviour| of.estimates().iter().map(|named| named.estimate.value).collect::<Vec<_>>();
        assert_eq!(values(&read(&text)), values(&behaviour));
    }

    #[test]
    fn a_number_stands_on_one_line_in_six_digits() {
        let mut behaviour = read(include_str!("../../scenarios/behaviours/default.yaml"));
        behaviour.rent_increase.value = 0.030_123_456_789;
        let text = write_behaviour(&behaviour).unwrap();
        assert!(
            text.contains("\nrent_increase: {value: 0.0301235, low: 0.02, high: 0.05, label: literature, source: \"")
        );
        assert!(text.contains("\n  - {tendency: -2.5, money: steady, by_debit: 0.06, by_transfer: 0.06}\n"), "{text}");
        assert!(text.contains("able:\n  base:\n    - from_day: 0\n      log_odds: {value: -1.6,"), "{text}");
    }
}
