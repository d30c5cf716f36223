//! Values for settings that are given on the command line.

use super::Refusal;
use super::load::compile;
use crate::check::Policy;
use crate::diagnostic::nearest;
use crate::locale::Phrase;
use crate::program::Settings;
use clap::Args;

/// The values that are given.
#[derive(Debug, Args)]
pub(super) struct SettingArguments {
    /// A value for a setting, such as `max_instalments=24`; of several policies, for each that has it.
    #[arg(long = "set", value_name = "NAME=VALUE")]
    settings: Vec<String>,
}

impl SettingArguments {
    /// Puts the values into the policies, as if they stood in their texts. Says of each policy what was put into it, in the
    /// words that were given.
    ///
    /// # Errors
    /// A [`Refusal`] when a value is not of its setting, lies outside its range, or is of a setting that none of them has.
    pub(super) fn put_into(&self, policies: &mut [&mut Policy]) -> Result<Vec<Settings>, Refusal> {
        let given = parse_settings(&self.settings)?;
        check_known(&given, policies.iter().map(|policy| &**policy))?;
        policies.iter_mut().map(|policy| put(policy, &given)).collect()
    }
}

fn put(policy: &mut Policy, given: &Settings) -> Result<Settings, Refusal> {
    let own = given.iter().filter(|(name, _)| has_setting(policy, name));
    let own: Settings = own.map(|(name, value)| (name.clone(), value.clone())).collect();
    let program = compile(policy, &own)?;
    for (setting, value) in policy.settings.iter_mut().zip(program.settings()) {
        setting.value = *value;
    }
    Ok(own)
}

/// What was put into a policy, behind its title: ` (call_day = 9)`.
pub(super) fn in_words(given: &Settings) -> String {
    let told: Vec<String> = given.iter().map(|(name, value)| format!("{name} = {value}")).collect();
    if told.is_empty() { String::new() } else { format!(" ({})", told.join(", ")) }
}

/// The values by the names of their settings.
///
/// # Errors
/// A [`Refusal`] of what is not written as `NAME=VALUE`, and of a name that is given twice.
pub(super) fn parse_settings(given: &[String]) -> Result<Settings, Refusal> {
    let mut settings = Settings::new();
    for text in given {
        let Some((name, value)) = text.split_once('=').map(|(name, value)| (name.trim(), value.trim())) else {
            return Err(Refusal::new(Phrase::new(
                format!("`{text}` gives no value; write `--set NAME=VALUE`"),
                format!("`{text}` geeft geen waarde; schrijf `--set NAAM=WAARDE`"),
            )));
        };
        if settings.insert(name.to_owned(), value.to_owned()).is_some() {
            return Err(given_twice(name));
        }
    }
    Ok(settings)
}

fn given_twice(name: &str) -> Refusal {
    Refusal::new(Phrase::new(
        format!("`--set` gives the setting `{name}` twice"),
        format!("`--set` geeft de instelling `{name}` tweemaal"),
    ))
    .help(Phrase::new("leave one of the two out", "laat een van de twee weg"))
}

/// Whether a policy has a setting of this name.
pub(super) fn has_setting(policy: &Policy, name: &str) -> bool {
    policy.settings.iter().any(|setting| setting.named.name == name)
}

/// A setting that no policy has would silently change nothing.
///
/// # Errors
/// A [`Refusal`] of the first such setting.
pub(super) fn check_known<'p>(
    given: &Settings,
    policies: impl Iterator<Item = &'p Policy> + Clone,
) -> Result<(), Refusal> {
    let is_known = |name: &&String| policies.clone().any(|policy| has_setting(policy, name));
    let Some(name) = given.keys().find(|name| !is_known(name)) else { return Ok(()) };
    let message =
        Phrase::new(format!("no policy has a setting `{name}`"), format!("geen beleid heeft een instelling `{name}`"));
    let known = policies.flat_map(|policy| &policy.settings).map(|setting| setting.named.name.as_str());
    Err(match nearest(name, known) {
        Some(meant) => {
            let help = Phrase::new(format!("did you mean `{meant}`?"), format!("bedoelt u `{meant}`?"));
            Refusal::new(message).help(help)
        }
        None => Refusal::new(message),
    })
}
