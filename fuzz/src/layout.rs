//! Canonical text: it can be made of whatever reads, it is final, it says the same, and it comes back from the other
//! language.

use huurproef::check::Policy;
use huurproef::check::Value;
use huurproef::check::read;
use huurproef::diagnostic::Diagnostic;
use huurproef::difference::Edition;
use huurproef::difference::difference;
use huurproef::layout::Language;
use huurproef::layout::lay_out;
use huurproef::locale::Locale;
use huurproef::source::SourceFile;
use huurproef::syntax::parse;

/// Lays out a text, in its own language and the other.
pub fn layout(input: &[u8]) {
    if let Ok(text) = std::str::from_utf8(input) {
        hold(text);
    }
}

/// Holds a text to what is promised of laying it out.
pub fn hold(text: &str) {
    let Ok(canonical) = laid(text, Language::AsWritten) else { return };
    assert_eq!(Ok(&canonical), laid(&canonical, Language::AsWritten).as_ref(), "laid out once more it changes");
    let before = file(text);
    let own = parse(&before).tree.locale;
    assert_eq!(comments(text).len(), comments(&canonical).len(), "a comment is lost");
    let policy = read(&before).policy;
    let again = read(&file(&canonical)).policy;
    assert_same(policy.as_ref(), again.as_ref());
    let other = if own == Locale::En { Locale::Nl } else { Locale::En };
    let Ok(translated) = laid(text, Language::In(other)) else { return };
    assert_eq!(Ok(&translated), laid(&translated, Language::AsWritten).as_ref(), "the translation changes laid out");
    assert_eq!(Ok(&canonical), laid(&translated, Language::In(own)).as_ref(), "it does not come back from translation");
    assert_same(policy.as_ref(), read(&file(&translated)).policy.as_ref());
}

fn file(text: &str) -> SourceFile {
    SourceFile::new("p.beleid", text)
}

fn laid(text: &str, language: Language) -> Result<String, Vec<Diagnostic>> {
    lay_out(&file(text), language)
}

fn comments(text: &str) -> Vec<String> {
    let file = file(text);
    parse(&file).tree.comments.iter().map(|span| file.slice(*span).to_owned()).collect()
}

/// Both are no policy, or they say the same.
fn assert_same(old: Option<&Policy>, new: Option<&Policy>) {
    let (Some(old), Some(new)) = (old, new) else {
        assert_eq!(old.is_some(), new.is_some(), "one of the two is no policy");
        return;
    };
    let values = |policy: &Policy| policy.settings.iter().map(|setting| setting.value).collect::<Vec<Value>>();
    let (of_old, of_new) = (values(old), values(new));
    let changes = difference(Edition { policy: old, settings: &of_old }, Edition { policy: new, settings: &of_new });
    assert!(changes.is_empty(), "it says something else: {changes:?}");
}
