//! `huurproef explain`: which rule applies to a tenancy on a day, why, what comes next and what would change it.

use super::Ending;
use super::Format;
use super::Outcome;
use super::Refusal;
use super::Terminal;
use super::ledger::AllocationArguments;
use super::ledger::QuarantineArguments;
use super::ledger::read_for_tenancy;
use super::load::compile;
use super::load::load_policy;
use super::print;
use super::setting::parse_settings;
use crate::calendar::Day;
use crate::diagnostic::nearest;
use crate::explain::Question;
use crate::explain::why;
use crate::locale::Phrase;
use crate::report::explanation;
use crate::tenancy::Portfolio;
use clap::Args;
use std::path::PathBuf;

/// How many days after their end the books still say something: today's desk works with last month's books.
const BEYOND: i32 = 31;

/// The arguments of `huurproef explain`.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  huurproef explain policies/wooninvest-2025.beleid --ledger scenarios/ledgers/voorbeeld \\\n    --tenancy H000002-01 --date 2025-06-01"
)]
pub(super) struct ExplainArguments {
    /// The policy.
    #[arg(value_name = "POLICY")]
    policy: PathBuf,
    /// The folder of the ledger.
    #[arg(long, value_name = "DIR")]
    ledger: PathBuf,
    /// The tenancy, by its id.
    #[arg(long, value_name = "ID")]
    tenancy: String,
    /// The day, before anything is done on it; else the end of the data.
    #[arg(long, value_name = "DATE")]
    date: Option<Day>,
    /// For people or for machines.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// A value for a setting of the policy, such as `max_instalments=24`.
    #[arg(long = "set", value_name = "NAME=VALUE")]
    settings: Vec<String>,
    #[command(flatten)]
    allocation: AllocationArguments,
    #[command(flatten)]
    quarantine: QuarantineArguments,
}

pub(super) fn explain(arguments: &ExplainArguments, terminal: Terminal) -> Outcome {
    let policy = load_policy(&arguments.policy, terminal)?;
    let program = compile(&policy, &parse_settings(&arguments.settings)?)?;
    let read = read_for_tenancy(&arguments.ledger, &arguments.tenancy, &arguments.quarantine, terminal)?;
    let unknown = || unknown_tenancy(&arguments.tenancy, &read.portfolio);
    let tenancy = read.portfolio.find(&arguments.tenancy).ok_or_else(unknown)?;
    let day = day_of(arguments.date, &read.portfolio)?;
    let allocation = arguments.allocation.order();
    let (columns, locale) = (&read.portfolio.attributes, terminal.locale);
    let explained = why(&Question { policy: &policy, program: &program, columns, tenancy, day, allocation, locale });
    match arguments.format {
        Format::Text => print(&explanation(&explained, &policy.title, terminal.locale)),
        Format::Json => {
            let json = serde_json::to_string_pretty(&explained)
                .map_err(|error| Refusal::new(Phrase::same(error.to_string())))?;
            print(&(json + "\n"));
        }
    }
    Ok(Ending::Done)
}

fn unknown_tenancy(id: &str, portfolio: &Portfolio) -> Refusal {
    let refusal = Refusal::new(Phrase::new(
        format!("the ledger has no tenancy `{id}`"),
        format!("het grootboek heeft geen huurovereenkomst `{id}`"),
    ));
    let ids = || portfolio.tenancies.iter().map(|tenancy| tenancy.id.as_str());
    match (nearest(id, ids()), ids().next()) {
        (Some(near), _) => refusal.help(Phrase::new(format!("did you mean `{near}`?"), format!("bedoelt u `{near}`?"))),
        (None, Some(first)) => refusal.help(Phrase::new(
            format!("give an id of the table `tenancies`, such as `{first}`"),
            format!("geef een id uit de tabel `tenancies`, zoals `{first}`"),
        )),
        (None, None) => refusal,
    }
}

/// The day asked for, or the end of the data. Books that end long before it say nothing of that day.
pub(super) fn day_of(asked: Option<Day>, portfolio: &Portfolio) -> Result<Day, Refusal> {
    let (Some(first), Some(last)) = (portfolio.first_day, portfolio.last_day) else {
        return Err(Refusal::new(Phrase::new("the ledger holds no entries", "het grootboek bevat geen boekingen")));
    };
    let day = asked.unwrap_or(last);
    if day < first || day > last.plus(BEYOND) {
        return Err(Refusal::new(Phrase::new(
            format!("{day} lies outside the books, which run from {first} to {last}"),
            format!("{day} ligt buiten de boeken, die lopen van {first} tot {last}"),
        ))
        .help(Phrase::new(
            format!("choose a day from {first} up to {}, {BEYOND} days after their end", last.plus(BEYOND)),
            format!("kies een dag van {first} tot en met {}, {BEYOND} dagen na hun einde", last.plus(BEYOND)),
        )));
    }
    Ok(day)
}
