//! A text read as a policy.

use super::policy;
use huurproef::check::Checked;
use huurproef::check::read as check;
use huurproef::diagnostic::Colour;
use huurproef::diagnostic::Diagnostic;
use huurproef::diagnostic::any_error;
use huurproef::diagnostic::render_json;
use huurproef::diagnostic::render_text;
use huurproef::locale::Locale;
use huurproef::source::SourceFile;
use huurproef::syntax::next;
use huurproef::syntax::tokens;

/// Reads a text as a policy, tells what is found, and runs the examples of what came out.
pub fn read(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else { return };
    let file = SourceFile::new("p.beleid", text);
    let checked = findings(&file);
    look_at_tokens(&file);
    let _ = next(text);
    if let Some(policy) = &checked.policy {
        policy::run_examples(policy);
    }
}

/// Everything that is found in a text, after it has been told.
pub fn findings(file: &SourceFile) -> Checked {
    let checked = check(file);
    assert_eq!(checked.policy.is_none(), any_error(&checked.diagnostics), "a policy comes out exactly without errors");
    for finding in &checked.diagnostics {
        for label in &finding.labels {
            assert!(file.text().get(label.span.range()).is_some(), "no such place: {finding:?}");
        }
        if let Some(mend) = &finding.mend {
            assert!(file.text().get(mend.span.range()).is_some(), "no such place to mend: {finding:?}");
        }
    }
    tell(file, &checked.diagnostics);
    checked
}

/// Tells findings in one of the ways there are, which one by the length of the text: to tell takes as long as to find.
pub fn tell(file: &SourceFile, findings: &[Diagnostic]) {
    let way = file.text().len();
    let locale = if way.is_multiple_of(2) { Locale::En } else { Locale::Nl };
    match way / 2 % 3 {
        0 => drop(render_text(file, findings, locale, Colour::Plain)),
        1 => drop(render_text(file, findings, locale, Colour::Coloured)),
        _ => drop(render_json(file, findings, locale)),
    }
}

/// Tokens stand one after another, each at a place of the text.
fn look_at_tokens(file: &SourceFile) {
    let mut end = 0;
    for token in tokens(file) {
        assert!(end <= token.span.start, "tokens in each other at {end}");
        assert!(file.text().get(token.span.range()).is_some_and(|text| !text.is_empty()), "a token without text");
        end = token.span.end;
    }
}
