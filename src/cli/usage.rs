//! Mistakes on the command line, told in Dutch: the package that reads the arguments tells them in English only.

use clap::Error;
use clap::error::ContextKind;
use clap::error::ContextValue;
use clap::error::ErrorKind;
use std::error::Error as _;

/// What is wrong with the arguments and what to write, in Dutch; none for mistakes that have no words here.
pub(super) fn in_dutch(error: &Error) -> Option<String> {
    let (message, help) = match error.kind() {
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => value(error)?,
        ErrorKind::MissingRequiredArgument => {
            let names = all(error, ContextKind::InvalidArg);
            let verb = if names.len() > 1 { "ontbreken" } else { "ontbreekt" };
            (format!("er {verb} {}", listed(&names)), None)
        }
        ErrorKind::UnknownArgument => {
            let near = all(error, ContextKind::SuggestedArg);
            (format!("`{}` is hier geen argument", one(error, ContextKind::InvalidArg)?), meant(&near))
        }
        ErrorKind::InvalidSubcommand => {
            let near = all(error, ContextKind::SuggestedSubcommand);
            (format!("er is geen opdracht `{}`", one(error, ContextKind::InvalidSubcommand)?), meant(&near))
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let known = all(error, ContextKind::ValidSubcommand);
            ("er ontbreekt een opdracht".to_owned(), Some(format!("kies uit {}", listed(&known))))
        }
        ErrorKind::ArgumentConflict => {
            let argument = one(error, ContextKind::InvalidArg)?;
            let prior = all(error, ContextKind::PriorArg);
            let clash = prior.iter().any(|prior| *prior != argument);
            let message = if clash {
                format!("`{argument}` gaat niet samen met {}", listed(&prior))
            } else {
                format!("`{argument}` mag maar eenmaal gegeven worden")
            };
            (message, None)
        }
        _ => return None,
    };
    let help = help.unwrap_or_else(|| "zie wat er kan met `--help`".to_owned());
    Some(format!("fout: {message}\nhulp: {help}\n"))
}

/// A value that cannot be.
fn value(error: &Error) -> Option<(String, Option<String>)> {
    let argument = one(error, ContextKind::InvalidArg)?;
    let written = one(error, ContextKind::InvalidValue).unwrap_or_default();
    if written.is_empty() {
        return Some((format!("`{argument}` moet een waarde hebben"), None));
    }
    let known = all(error, ContextKind::ValidValue);
    let help = if known.is_empty() { form(&argument, error) } else { Some(format!("kies uit {}", listed(&known))) };
    Some((format!("bij `{argument}` kan geen `{written}` staan"), help))
}

/// How a value is written.
fn form(argument: &str, error: &Error) -> Option<String> {
    let reason = error.source().map(ToString::to_string).unwrap_or_default();
    let bounds = reason.split_once(" is not in ").and_then(|(_, bounds)| bounds.split_once(".."));
    if let Some((least, most)) = bounds {
        let most = most.trim_start_matches('=');
        return Some(if most.is_empty() {
            format!("geef een geheel getal vanaf {least}")
        } else {
            format!("geef een geheel getal van {least} tot en met {most}")
        });
    }
    if argument.contains("<DATE>") {
        return Some("schrijf een bestaande datum, zoals 2025-06-01".to_owned());
    }
    if argument.contains("<SHARE>") {
        return Some("schrijf een deel van 0 tot 1, zoals 0.001, of van 0% tot 100%, zoals 0.1%".to_owned());
    }
    reason.contains("digit").then(|| "geef een geheel getal".to_owned())
}

fn meant(near: &[String]) -> Option<String> {
    (!near.is_empty()).then(|| format!("bedoelt u {}?", listed(near)))
}

fn listed(words: &[String]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

fn one(error: &Error, kind: ContextKind) -> Option<String> {
    all(error, kind).into_iter().next()
}

fn all(error: &Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(word)) => vec![word.clone()],
        Some(ContextValue::Strings(words)) => words.clone(),
        Some(ContextValue::StyledStr(text)) => vec![text.to_string()],
        Some(ContextValue::Number(number)) => vec![number.to_string()],
        _ => Vec::new(),
    }
}
