//! What a structure word does is told where it stands, from the one list of words.

use super::Client;
use super::hover;
use huurproef::check::read;
use huurproef::layout::Language;
use huurproef::layout::lay_out;
use huurproef::locale::Locale;
use huurproef::source::SourceFile;
use huurproef::syntax::TokenKind;
use huurproef::syntax::tokens;
use huurproef::vocabulary::STRUCTURE;
use serde_json::json;

/// The rules of the structure words of a line, in their order, and its other tokens as they are.
fn shape(line: &str) -> Vec<&'static str> {
    let file = SourceFile::new("x", line);
    let known = |kind| match kind {
        TokenKind::Structure(entry) => entry.rule,
        TokenKind::Word(_) => "a word",
        TokenKind::Number => "a number",
        TokenKind::Date => "a day",
        TokenKind::Text => "a text",
        TokenKind::Sign => "a sign",
        TokenKind::Comment => "a remark",
    };
    tokens(&file).iter().map(|token| known(token.kind)).collect()
}

/// The grammar of an editor and the meanings are of one list: what is coloured as a word of structure is explained.
#[test]
fn the_line_that_explains_a_word_is_good_and_has_that_word_in_it() {
    for entry in STRUCTURE {
        let meaning = entry.meaning().unwrap_or_else(|| panic!("`{}` has no meaning", entry.word.en));
        let [english, dutch] = Locale::ALL.map(|locale| shape(meaning.example.in_locale(locale)));
        assert_eq!(english, dutch, "{}", meaning.example.en);
        let same = |other: &&str| {
            let other = STRUCTURE.iter().find(|entry| entry.rule == *other);
            other.and_then(|other| other.meaning()).is_some_and(|other| other.told == meaning.told)
        };
        assert!(english.iter().any(same), "`{}` is not in `{}`", entry.word.en, meaning.example.en);
        for locale in Locale::ALL {
            let line = meaning.example.in_locale(locale);
            assert_eq!(wrong(line, locale), [""; 0], "{line}");
            assert!(lay_out(&SourceFile::new("x", line), Language::AsWritten).is_ok(), "{line}");
        }
    }
}

/// What is wrong with a line of a policy, but that it is all there is of that policy: names that others give, and what comes
/// of a name that nothing uses or a rule that nothing backs.
fn wrong(line: &str, locale: Locale) -> Vec<String> {
    let head = if line.contains(locale.pick("version", "versie")) {
        ""
    } else {
        locale.pick("policy \"P\" version \"1\"\n", "beleid \"P\" versie \"1\"\n")
    };
    let mut found = read(&SourceFile::new("x", format!("{head}{line}\n"))).diagnostics;
    let given_elsewhere = ["stage", "partner", "rule or exception", "exception", "source"];
    found.retain(|finding| match finding.code {
        "R06" | "R09" | "R14" | "R21" | "A20" => false,
        "N01" => !given_elsewhere.iter().any(|sort| finding.message.en.starts_with(&format!("unknown {sort} "))),
        _ => true,
    });
    found.iter().map(|finding| format!("{} {}", finding.code, finding.message.en)).collect()
}

#[test]
fn a_word_with_several_meanings_is_told_in_the_one_that_its_place_gives_it() {
    let mut client = Client::start(&["--lang", "en"]);
    client.open(
        "policy \"P\" version \"1\"\ntarget evictions at most 3 per year by 2028-01-01\n\
         action visit is home_visit by in_person takes 9 minutes by 2 staff\n",
    );
    client.findings();
    for (place, told) in [
        ("by 2028", "must be reached"),
        ("by in_person", "reaches the tenant"),
        ("by 2 staff", "How many people"),
        ("most 3", "This or less"),
        ("per year", "in Dutch `per jaar`"),
    ] {
        assert!(hover(&mut client, place).contains(told), "{place}");
    }
    // Where the cursor stands behind the word that was typed it is that word too.
    let at = client.place_of("by 2028", 2);
    let told = client.ask("textDocument/hover", &json!({ "position": at }));
    assert!(told["contents"]["value"].as_str().unwrap_or("").contains("must be reached"), "{told}");
    assert_eq!(client.end(), 0);
}

#[test]
fn words_of_a_statement_that_cannot_be_read_are_explained_too() {
    let mut client = Client::start(&["--lang", "en"]);
    client.open("beleid \"P\" versie \"1\"\nwaarborg \"w\" overdracht alleen   na na\nactie a per per # regel\n");
    client.findings();
    for (place, heads) in [
        ("waarborg", &["waarborg"][..]),
        ("alleen", &["alleen na"]),
        ("na na", &["alleen na"]),
        ("per", &["per"]),
        ("overdracht", &["overdracht"]),
        ("# regel", &[]),
    ] {
        let told = hover(&mut client, place);
        let own: Vec<String> = told.split("**").skip(1).step_by(2).map(str::to_owned).collect();
        assert_eq!(own, heads, "{place}: {told}");
    }
    let at = client.place_of("alleen", 1);
    let told = client.ask("textDocument/hover", &json!({ "position": at }));
    assert_eq!(told["range"], json!({ "start": client.place_of("alleen", 0), "end": client.place_of("na na", 2) }));
    // In a language the words of that language are meant.
    client.open("policy \"P\" version \"1\"\nrule by by\n");
    client.findings();
    assert_eq!(hover(&mut client, "by by").matches("**by**").count(), 3);
    assert_eq!(client.end(), 0);
}
