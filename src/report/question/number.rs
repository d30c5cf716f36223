//! Numbers of a behaviour as people call them.

use crate::compare::kind_title;
use crate::locale::Locale;
use crate::vocabulary::ActionKind;

/// What a number is called; one without a name of its own goes by its path in the file.
#[must_use]
pub fn number_title(name: &str, locale: Locale) -> String {
    of_kind(name, locale).or_else(|| of_step(name, locale)).unwrap_or_else(|| {
        let (en, nl) =
            [of_household(name), of_course(name)].into_iter().find(|(en, _)| !en.is_empty()).unwrap_or_default();
        if en.is_empty() { name.to_owned() } else { locale.pick(en, nl).to_owned() }
    })
}

/// `contact.call.effect`, `reached.call`: what belongs to a kind of action.
fn of_kind(name: &str, locale: Locale) -> Option<String> {
    let lists = [
        ("contact.", ".effect", "effect of", "effect van"),
        (
            "contact.",
            ".half_life_days",
            "half-life in days of the effect of",
            "halfwaardetijd in dagen van het effect van",
        ),
        ("reached.", "", "chance of reaching the tenant by", "kans de huurder te bereiken met"),
        ("plans.agreed.", "", "chance of agreeing to a plan at", "kans op een afgesproken regeling bij"),
        ("help.accepted.", "", "chance of accepting help at", "kans dat hulp wordt aanvaard bij"),
    ];
    lists.iter().find_map(|(before, after, en, nl)| {
        let word = name.strip_prefix(before)?.strip_suffix(after)?;
        let kind = ActionKind::ALL.iter().find(|kind| kind.word().en == word)?;
        Some(format!("{} {}", locale.pick(en, nl), kind_title(*kind, locale)))
    })
}

/// `able.base.30`: paying without contact, from a day on.
fn of_step(name: &str, locale: Locale) -> Option<String> {
    if let Some(day) = name.strip_prefix("short.by_day_of_month.") {
        return Some(match locale {
            Locale::En => format!("paying when short of money, from day {day} of the month"),
            Locale::Nl => format!("betalen bij geldgebrek, vanaf dag {day} van de maand"),
        });
    }
    let (means, day) = name.split_once(".base.")?;
    match (means, locale) {
        ("able", Locale::En) => Some(format!("paying by oneself from day {day}")),
        ("able", Locale::Nl) => Some(format!("uit zichzelf betalen vanaf dag {day}")),
        ("short", Locale::En) => Some(format!("paying when short of money, from day {day}")),
        ("short", Locale::Nl) => Some(format!("betalen bij geldgebrek, vanaf dag {day}")),
        _ => None,
    }
}

/// How a household pays, with and without money.
fn of_household(name: &str) -> (&'static str, &'static str) {
    match name {
        "able.behind_one_month" => {
            ("paying when more than a month behind", "betalen bij meer dan een maand achterstand")
        }
        "able.behind_three_months" => {
            ("paying when more than three months behind", "betalen bij meer dan drie maanden achterstand")
        }
        "able.handed_over" => ("paying while the file is handed over", "betalen terwijl het dossier is overgedragen"),
        "able.departed" => ("paying after departure", "betalen na vertrek"),
        "short.handed_over" => (
            "paying when short of money while the file is handed over",
            "betalen bij geldgebrek terwijl het dossier is overgedragen",
        ),
        "short.departed" => ("paying when short of money after departure", "betalen bij geldgebrek na vertrek"),
        "short.by_debit" => {
            ("paying when short of money, with direct debit", "betalen bij geldgebrek, met automatische incasso")
        }
        "short.growth" => (
            "growth with time of money at hand when short of it",
            "groei met de tijd van geld bij de hand bij geldgebrek",
        ),
        "short.spread" => ("spread of money at hand when short of it", "spreiding van geld bij de hand bij geldgebrek"),
        "short.most" => {
            ("most months of rent at hand when short of money", "meeste maanden huur bij de hand bij geldgebrek")
        }
        "short.part_when_able" => {
            ("chance of paying in part without being short", "kans op een deelbetaling zonder geldgebrek")
        }
        "money.steady.becomes_short" => {
            ("steady household becomes short of money", "stabiel huishouden krijgt geldgebrek")
        }
        "money.steady.recovers" => ("steady household gets over being short", "stabiel huishouden komt uit geldgebrek"),
        "money.tight.becomes_short" => ("tight household becomes short of money", "krap huishouden krijgt geldgebrek"),
        "money.tight.recovers" => ("tight household gets over being short", "krap huishouden komt uit geldgebrek"),
        "short.contact" => {
            ("effect of contact left when short of money", "effect van contact dat overblijft bij geldgebrek")
        }
        "short.tendency" => ("own tendency left when short of money", "eigen neiging die overblijft bij geldgebrek"),
        "short.months" => ("months of rent at hand when short of money", "maanden huur bij de hand bij geldgebrek"),
        "debit_bounces.able" => ("chance that a direct debit bounces", "kans op stornering"),
        "debit_bounces.short" => {
            ("chance that a direct debit bounces when short of money", "kans op stornering bij geldgebrek")
        }
        _ => ("", ""),
    }
}

/// Plans, help, the rent and the bailiff.
fn of_course(name: &str) -> (&'static str, &'static str) {
    match name {
        "plans.instalment_kept" => ("chance that an instalment is kept", "kans dat een termijn wordt nagekomen"),
        "plans.rent_paid_beside" => {
            ("chance that rent is paid beside a plan", "kans dat de huur naast een regeling wordt betaald")
        }
        "help.effect" => ("effect of accepted help", "effect van aanvaarde hulp"),
        "help.becomes_short" => ("help against becoming short of money", "hulp tegen het krijgen van geldgebrek"),
        "help.recovers" => ("help in getting over being short", "hulp bij het uit geldgebrek komen"),
        "plans.pays_beside" => ("paying more beside a plan", "extra betalen naast een regeling"),
        "help.months" => ("months that help works", "maanden dat hulp werkt"),
        "rent_increase" => ("yearly rent increase", "jaarlijkse huurverhoging"),
        "bailiff.days_to_demand" => ("days to the demand", "dagen tot de sommatie"),
        "bailiff.days_to_writ" => ("days to the writ", "dagen tot de dagvaarding"),
        "bailiff.days_to_judgment" => ("days to the judgment", "dagen tot het vonnis"),
        "bailiff.days_to_notice" => ("days to the notice of eviction", "dagen tot de aanzegging"),
        "bailiff.days_to_eviction" => ("days to the eviction", "dagen tot de ontruiming"),
        "bailiff.months_for_writ" => ("months of arrears for a writ", "maanden achterstand voor een dagvaarding"),
        "bailiff.months_for_eviction" => {
            ("months of arrears for an eviction", "maanden achterstand voor een ontruiming")
        }
        "bailiff.eviction_ordered" => ("chance that eviction is ordered", "kans dat ontruiming wordt bevolen"),
        "bailiff.arrangement" => ("chance that the court settles", "kans dat de rechter een regeling treft"),
        "bailiff.conditional_order" => (
            "chance that eviction is ordered beside a settlement",
            "kans op ontruiming als een schikking niet wordt nagekomen",
        ),
        "bailiff.carried_out" => ("chance that an eviction is carried out", "kans dat een ontruiming doorgaat"),
        "bailiff.instalments" => ("instalments set by the court", "termijnen van de rechter"),
        "bailiff.patience_days" => {
            ("days before the court's plan breaks", "dagen voor de regeling van de rechter breekt")
        }
        "bailiff.instalment_kept" => {
            ("chance that an instalment of the court is kept", "kans dat een termijn van de rechter wordt nagekomen")
        }
        "bailiff.rent_paid_beside" => {
            ("chance that rent is paid beside the court's plan", "kans dat de huur naast die regeling wordt betaald")
        }
        _ => ("", ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_goes_by_what_people_call_it_and_an_unknown_one_by_its_path() {
        assert_eq!(number_title("contact.call.effect", Locale::En), "effect of telephone call");
        assert_eq!(number_title("able.base.30", Locale::Nl), "uit zichzelf betalen vanaf dag 30");
        assert_eq!(number_title("money.tight.recovers", Locale::Nl), "krap huishouden komt uit geldgebrek");
        assert_eq!(number_title("something.new", Locale::Nl), "something.new");
    }
}
