//! What the keys of a scenario and of a behaviour take, in words: for whoever wrote something else there.

use crate::locale::Word;

const DATE: Word = Word::new("a date such as `2024-01-31`", "een datum zoals `2024-01-31`");
const FILE: Word =
    Word::new("the path of a file, from the place of this one", "het pad van een bestand, vanaf de plaats van dit");
const NUMBER: Word = Word::new("a number such as `0.5`", "een getal zoals `0.5`");
const TEXT: Word = Word::new("a text, between quotes", "een tekst, tussen aanhalingstekens");

/// What a number about behaviour looks like; every other key of a behaviour takes one.
const ESTIMATE: Word = Word::new(
    "`{value: 0.3, low: 0.1, high: 0.7, label: assumed, source: \"…\"}`",
    "`{value: 0.3, low: 0.1, high: 0.7, label: assumed, source: \"…\"}`",
);

/// What a key takes.
pub(super) fn form(key: &str) -> Word {
    match key {
        "title" | "source" | "id" | "says" | "rule" | "reason" => TEXT,
        "computable" => Word::new("`yes` or `no`", "`yes` of `no`"),
        "clauses" => Word::new(
            "a list of `- {id: \"A.1\", title: \"…\", says: \"…\"}`",
            "een lijst van `- {id: \"A.1\", title: \"…\", says: \"…\"}`",
        ),
        "ledger" => Word::new(
            "the path of a folder, from the place of this file",
            "het pad van een map, vanaf de plaats van dit bestand",
        ),
        "synthetic" | "from_record" => Word::new("`true` or `false`", "`true` of `false`"),
        "window" => Word::new("`{from: 2024-01-01, to: 2024-12-31}`", "`{from: 2024-01-01, to: 2024-12-31}`"),
        "from" | "to" => DATE,
        "valid" => Word::new("`as_if` or `as_written`", "`as_if` of `as_written`"),
        "versions" => Word::new(
            "a list of `- {from: 2025-06-01, file: new.beleid}`",
            "een lijst van `- {from: 2025-06-01, file: nieuw.beleid}`",
        ),
        "response" => Word::new("`none` or `modelled`", "`none` of `modelled`"),
        "behaviour" | "file" => FILE,
        "replications" => Word::new("a whole number from 1 to 100000", "een geheel getal van 1 tot 100000"),
        "seed" => Word::new("a whole number from 0", "een geheel getal vanaf 0"),
        "allocation" => Word::new(
            "`statutory`, `oldest_first` or `current_rent_first`",
            "`statutory`, `oldest_first` of `current_rent_first`",
        ),
        "execution" => Word::new(
            "`{about: 3}`, in days, or `{about: 3, from_record: true}`",
            "`{about: 3}`, in dagen, of `{about: 3, from_record: true}`",
        ),
        "about" => Word::new("a number of days from 0 to 365", "een aantal dagen van 0 tot 365"),
        "policies" => Word::new(
            "a list of `- {name: current, file: current.beleid}`",
            "een lijst van `- {name: huidig, file: huidig.beleid}`",
        ),
        "name" => Word::new("a word such as `call-earlier`", "een woord zoals `eerder-bellen`"),
        "settings" => Word::new(
            "numbers or texts, such as `{max_instalments: 24}`",
            "getallen of teksten, zoals `{max_termijnen: 24}`",
        ),
        "base" => Word::new("a list of `- {from_day: 0, log_odds: …}`", "een lijst van `- {from_day: 0, log_odds: …}`"),
        "from_day" => Word::new("a whole number of days", "een geheel aantal dagen"),
        "value" | "low" | "high" => NUMBER,
        "label" => Word::new("`fitted`, `literature` or `assumed`", "`fitted`, `literature` of `assumed`"),
        _ => ESTIMATE,
    }
}
