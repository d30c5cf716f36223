//! The numbers of Dutch law and their arithmetic: collection costs, the fourteen-day letter, interest, court and bailiff.
//!
//! Owns dated tables with their sources (`law/data/*.csv`, told in `docs/law.md`). Knows no policy, no tenancy and no
//! clock. Always: what is not known for a day is said to be unknown for it; money is rounded half away from zero, to a
//! cent, where the law asks for an amount and nowhere else.

mod costs;
mod court;
mod interest;
mod letter;
mod table;
mod term;

pub use costs::ChargedTerm;
pub use costs::Cumulation;
pub use costs::Vat;
pub use costs::collection_costs;
pub use costs::term_costs;
pub use court::Act;
pub use court::Claimant;
pub use court::Fee;
pub use court::court_fee;
pub use court::tariff;
pub use interest::interest;
pub use letter::TermEnd;
pub use letter::letter_expired_on;
pub use letter::letter_last_day;
pub use letter::letter_last_day_by;
pub use letter::letter_received;
pub use table::BeyondTable;
pub use table::Certainty;
pub use term::Term;
pub use term::lapses_on;
pub use term::term;

#[cfg(test)]
mod tests {
    use super::table::Table;
    use super::*;
    use crate::locale::Word;

    const FILES: [&str; 5] = [costs::TEXT, interest::TEXT, court::FEES, court::TARIFFS, term::TEXT];

    #[test]
    fn every_line_of_every_table_is_read_and_in_order() {
        for text in FILES {
            let table = Table::read(Word::new("x", "x"), text);
            assert_eq!(table.rows.len(), text.lines().count() - 1, "{text}");
            for (at, row) in table.rows.iter().enumerate() {
                let later = table.rows[at + 1..].iter().find(|other| other.key == row.key);
                let Some(later) = later else { continue };
                assert!(row.from < later.from, "{row:?}");
                assert!(row.hundredths.is_some() || later.hundredths.is_some(), "two gaps in a row: {row:?}");
            }
        }
    }

    #[test]
    fn the_page_on_the_law_has_every_number() {
        let page = std::fs::read_to_string("docs/law.md").unwrap();
        // The court fees are too many for a page; it says where they stand.
        for text in [costs::TEXT, interest::TEXT, court::TARIFFS, term::TEXT] {
            for line in text.lines().skip(1) {
                let cells: Vec<_> = line.splitn(5, ',').map(|cell| if cell.is_empty() { "–" } else { cell }).collect();
                let wanted = format!("| {} |", cells.join(" | "));
                assert!(page.contains(&wanted), "docs/law.md lacks {wanted}");
            }
        }
    }
}
