//! What never enters a ledger: names, addresses, e-mail addresses, telephone numbers and BSNs of people.
//!
//! Told by the heading of a column, an e-mail address and a BSN also by what stands below it. A column of yes and no says
//! nothing of this kind, whatever its heading: whether somebody's e-mail address is known may be a fact of a policy.

use super::cells::Cells;
use crate::locale::Phrase;

/// What a column seems to hold of people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Personal {
    /// Names.
    Name,
    /// Streets, house numbers, postal codes.
    Address,
    /// E-mail addresses.
    Email,
    /// Telephone numbers.
    Phone,
    /// Citizen service numbers.
    Bsn,
}

/// How many rows of a column are looked at.
pub(super) const LOOKED_AT: usize = 1000;

/// With fewer numbers the eleven-proof says too little: one number in eleven passes it by chance.
const ENOUGH: usize = 4;

/// Words of a heading that tell by themselves.
const WORDS: [(Personal, &[&str]); 5] = [
    (Personal::Bsn, &["bsn", "burgerservicenummer", "sofinummer", "sofi"]),
    (Personal::Email, &["email", "mail", "emailadres", "mailadres", "emailaddress"]),
    (
        Personal::Phone,
        &[
            "telefoon",
            "telefoonnummer",
            "telefoonnr",
            "tel",
            "telnr",
            "mobiel",
            "gsm",
            "phone",
            "phonenumber",
            "telephone",
        ],
    ),
    (
        Personal::Address,
        &[
            "adres",
            "address",
            "straat",
            "straatnaam",
            "street",
            "huisnummer",
            "huisnr",
            "housenumber",
            "postcode",
            "postalcode",
            "zipcode",
            "zip",
        ],
    ),
    (
        Personal::Name,
        &[
            "achternaam",
            "voornaam",
            "voornamen",
            "roepnaam",
            "voorletters",
            "initialen",
            "initials",
            "tussenvoegsel",
            "surname",
            "lastname",
            "firstname",
            "fullname",
            "huurdernaam",
            "klantnaam",
            "bewonersnaam",
        ],
    ),
];

/// Words beside which `name` is that of a person: a complex has a name as well.
const PEOPLE: [&str; 18] = [
    "huurder",
    "hoofdhuurder",
    "medehuurder",
    "bewoner",
    "klant",
    "debiteur",
    "relatie",
    "persoon",
    "volledige",
    "partner",
    "tenant",
    "customer",
    "resident",
    "person",
    "first",
    "last",
    "full",
    "family",
];

impl Personal {
    /// For people.
    #[must_use]
    pub fn phrase(self) -> Phrase {
        match self {
            Personal::Name => Phrase::new("names of people", "namen van mensen"),
            Personal::Address => Phrase::new("addresses", "adressen"),
            Personal::Email => Phrase::new("e-mail addresses", "e-mailadressen"),
            Personal::Phone => Phrase::new("telephone numbers", "telefoonnummers"),
            Personal::Bsn => Phrase::new("BSNs", "BSN's"),
        }
    }
}

/// What a column seems to hold of people, by its heading and its cells; none where nothing points to it.
pub(super) fn personal(heading: Option<&str>, cells: &Cells, rows: &[usize]) -> Option<Personal> {
    let texts: Vec<String> =
        rows.iter().take(LOOKED_AT).filter_map(|row| cells.text(*row)).map(std::borrow::Cow::into_owned).collect();
    if texts.iter().all(|text| is_yes_or_no(text)) {
        return None;
    }
    let most = |holds: fn(&str) -> bool| 2 * texts.iter().filter(|text| holds(text)).count() > texts.len();
    if texts.len() >= ENOUGH && most(is_bsn) {
        return Some(Personal::Bsn);
    }
    if most(is_email) { Some(Personal::Email) } else { by_heading(heading?) }
}

fn by_heading(heading: &str) -> Option<Personal> {
    let words = words_of(heading);
    let has = |word: &str| words.iter().any(|other| other == word);
    let pair = |first: &str, second: &str| words.windows(2).any(|two| two == [first, second]);
    let told = WORDS.iter().find(|(_, telling)| telling.iter().any(|word| has(word))).map(|(personal, _)| *personal);
    let is_name = |word: &String| ["naam", "name", "names", "namen"].contains(&word.as_str());
    let of_people = words.iter().all(|word| is_name(word) || PEOPLE.contains(&word.as_str()));
    told.or_else(|| {
        (pair("house", "number") || pair("postal", "code") || pair("zip", "code")).then_some(Personal::Address)
    })
    .or_else(|| (of_people && words.iter().any(is_name)).then_some(Personal::Name))
}

/// The words of a heading: `NaamHuurder`, `naam_huurder` and `Naam huurder` have the same.
fn words_of(heading: &str) -> Vec<String> {
    let mut spaced = String::new();
    let mut before = ' ';
    for letter in heading.chars() {
        if letter.is_uppercase() && before.is_lowercase() {
            spaced.push(' ');
        }
        spaced.extend(letter.to_lowercase());
        before = letter;
    }
    spaced.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn is_yes_or_no(text: &str) -> bool {
    ["yes", "no", "ja", "nee", "true", "false", "0", "1"].iter().any(|word| text.eq_ignore_ascii_case(word))
}

fn is_email(text: &str) -> bool {
    let after = text.split_once('@').map(|(before, after)| (!before.is_empty(), after.contains('.')));
    after == Some((true, true)) && !text.contains(char::is_whitespace)
}

/// The eleven-proof of a BSN: 9 to 2 times its digits, less the last one, is a multiple of eleven.
fn is_bsn(text: &str) -> bool {
    let digits: Vec<i32> =
        text.chars().filter_map(|digit| digit.to_digit(10)).filter_map(|digit| i32::try_from(digit).ok()).collect();
    if !(8..=9).contains(&text.len()) || digits.len() != text.len() {
        return false;
    }
    let weights = [9, 8, 7, 6, 5, 4, 3, 2, -1];
    // One that begins with a zero may have lost it.
    let sum: i32 = digits.iter().rev().zip(weights.iter().rev()).map(|(digit, weight)| digit * weight).sum();
    sum != 0 && sum % 11 == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(heading: &str, texts: &[&str]) -> Option<Personal> {
        let rows: Vec<usize> = (0..texts.len()).collect();
        personal(Some(heading), &Cells::Text(texts.iter().copied().collect()), &rows)
    }

    #[test]
    fn a_heading_tells_however_it_is_written() {
        for (heading, personal) in [
            ("naam", Personal::Name),
            ("NaamHuurder", Personal::Name),
            ("Tenant name", Personal::Name),
            ("achternaam_2", Personal::Name),
            ("Straat", Personal::Address),
            ("house_number", Personal::Address),
            ("POSTCODE", Personal::Address),
            ("emailadres", Personal::Email),
            ("e-mail", Personal::Email),
            ("tel", Personal::Phone),
            ("bsn_partner", Personal::Bsn),
        ] {
            assert_eq!(found(heading, &["x"]), Some(personal), "{heading}");
        }
    }

    #[test]
    fn what_is_no_column_of_people_is_left_alone() {
        for heading in ["complex_naam", "tenant_id", "contact_language", "municipality", "energy", "streetlight"] {
            assert_eq!(found(heading, &["x"]), None, "{heading}");
        }
        assert_eq!(found("email", &["ja", "nee", ""]), None, "whether there is one is no address");
        assert_eq!(found("naam", &["", ""]), None, "an empty column holds nothing");
    }

    #[test]
    fn numbers_that_pass_the_eleven_proof_are_told_whatever_their_heading() {
        let all = (100_000_000..100_001_000).map(|number| number.to_string());
        let (passing, failing): (Vec<String>, Vec<String>) = all.partition(|number| is_bsn(number));
        let texts = |numbers: &[String]| numbers.iter().take(9).cloned().collect::<Vec<_>>();
        let of = |numbers: &[String]| found("tenant_id", &numbers.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(of(&texts(&passing)), Some(Personal::Bsn));
        assert_eq!(of(&texts(&failing)), None);
        let mixed: Vec<String> = texts(&passing).into_iter().chain(failing.iter().take(10).cloned()).collect();
        assert_eq!(of(&mixed), None, "not most of them");
        assert_eq!(of(&passing[..3]), None, "too few to tell");
    }

    #[test]
    fn addresses_with_an_at_sign_are_told_whatever_their_heading() {
        assert_eq!(found("reach", &["a@example.org", "b@example.org", ""]), Some(Personal::Email));
        assert_eq!(found("reach", &["@home", "a@b", "x"]), None);
    }
}
