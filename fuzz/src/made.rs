//! Policies made of choices: checked, proved, run, shown, changed and laid beside each other.

use super::choice::Choices;
use super::layout;
use super::policy;
use super::statement;
use super::text;
use huurproef::check::Policy;
use huurproef::source::SourceFile;

/// The text of the policy that choices make.
pub fn written(input: &[u8]) -> String {
    let mut dice = Choices::of(input);
    let style = dice.below(16);
    let statements = statement::policy(&mut dice);
    statement::set(&statements, if style < 12 { 0 } else { style })
}

/// Makes a policy of choices, checks it and asks of it one of the things that can be asked of one: all of them take long.
pub fn made(input: &[u8]) {
    let [asked, choices @ ..] = input else { return };
    let file = SourceFile::new("made.beleid", written(choices));
    if asked % 4 == 0 {
        return layout::hold(file.text());
    }
    let checked = text::findings(&file);
    let Some(policy) = &checked.policy else { return };
    match asked % 4 {
        1 => policy::run_examples(policy),
        2 => policy::prove(&file, policy),
        _ => policy::show(policy),
    }
}

/// Makes a policy of choices and another of the same choices but one, and lays them beside each other, or changes the
/// first in every small way.
pub fn changed(input: &[u8]) {
    let [place, change, choices @ ..] = input else { return };
    let Some((file, old)) = read(choices) else { return };
    if *change == 0 {
        return policy::mutations(&file, &old);
    }
    let mut others = choices.to_vec();
    if let Some(choice) = others.get_mut(usize::from(*place)) {
        *choice = choice.wrapping_add(*change);
    }
    if let Some((_, new)) = read(&others) {
        policy::compare(&old, &new);
    }
}

fn read(choices: &[u8]) -> Option<(SourceFile, Policy)> {
    let file = SourceFile::new("made.beleid", written(choices));
    let policy = huurproef::check::read(&file).policy?;
    Some((file, policy))
}
