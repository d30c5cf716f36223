//! Phrases that findings of every stage have alike.

use crate::locale::Locale;
use crate::locale::Phrase;

/// The question whether a name was meant.
#[must_use]
pub fn did_you_mean(name: &str) -> Phrase {
    Phrase::new(format!("did you mean `{name}`?"), format!("bedoelt u `{name}`?"))
}

/// Names in backticks, one after another.
#[must_use]
pub fn quoted_list(names: &[impl AsRef<str>], locale: Locale) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{}`", name.as_ref())).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => {
            format!("{} {} {last}", rest.join(", "), locale.pick("and", "en"))
        }
        _ => quoted.concat(),
    }
}
