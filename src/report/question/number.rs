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
    let of = |list: &str, en: &str, nl: &str| {
        let from = name.strip_prefix(list)?;
        Some(format!("{} {from}", locale.pick(en, nl)))
    };
    of("able.base.", "paying by oneself from day", "uit zichzelf betalen vanaf dag").or_else(|| {
        of(
            "short.push.",
            "push left when short of money, from month",
            "drang die overblijft bij geldgebrek, vanaf maand",
        )
    })
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
        "purse.most" => ("months of rent at hand at most", "maanden huur ten hoogste bij de hand"),
        "purse.most_spread" => ("spread of money at hand at most", "spreiding van wat ten hoogste bij de hand is"),
        "purse.refill" => (
            "months of rent at hand for each month since a part payment",
            "maanden huur bij de hand per maand sinds een deelbetaling",
        ),
        "purse.short" => ("months of rent at hand when short of money", "maanden huur bij de hand bij geldgebrek"),
        "purse.growth" => (
            "growth with time of money at hand when short of it",
            "groei met de tijd van geld bij de hand bij geldgebrek",
        ),
        "purse.spread" => ("spread of money at hand when short of it", "spreiding van geld bij de hand bij geldgebrek"),
        "purse.part_when_able" => {
            ("chance of paying in part without being short", "kans op een deelbetaling zonder geldgebrek")
        }
        "reserve.builds_up" => ("building up a reserve", "een reserve opbouwen"),
        "reserve.becomes_short" => ("a reserve against becoming short of money", "een reserve tegen geldgebrek"),
        "reserve.sitting" => (
            "share of sitting tenants with a reserve at first",
            "aandeel zittende huurders met een reserve aan het begin",
        ),
        "reserve.new" => ("share of new tenants with a reserve", "aandeel nieuwe huurders met een reserve"),
        "pays_again" => (
            "paying again in the month of a part payment or plan",
            "nog eens betalen in de maand van een deelbetaling of regeling",
        ),
        "able.departed" => ("paying after departure", "betalen na vertrek"),
        "money.careless.becomes_short" => {
            ("careless household becomes short of money", "slordig huishouden krijgt geldgebrek")
        }
        "money.careless.recovers" => {
            ("careless household gets over being short", "slordig huishouden komt uit geldgebrek")
        }
        "money.careless.debit_bounces" => (
            "chance that a direct debit of a careless household bounces",
            "kans op stornering bij een slordig huishouden",
        ),
        "money.sometimes.becomes_short" => {
            ("sometimes tight household becomes short of money", "soms krap huishouden krijgt geldgebrek")
        }
        "money.sometimes.recovers" => {
            ("sometimes tight household gets over being short", "soms krap huishouden komt uit geldgebrek")
        }
        "money.sometimes.debit_bounces" => (
            "chance that a direct debit of a sometimes tight household bounces",
            "kans op stornering bij een soms krap huishouden",
        ),
        "money.often.becomes_short" => {
            ("often tight household becomes short of money", "vaak krap huishouden krijgt geldgebrek")
        }
        "money.often.recovers" => {
            ("often tight household gets over being short", "vaak krap huishouden komt uit geldgebrek")
        }
        "money.often.debit_bounces" => (
            "chance that a direct debit of an often tight household bounces",
            "kans op stornering bij een vaak krap huishouden",
        ),
        "money.steady.becomes_short" => {
            ("steady household becomes short of money", "stabiel huishouden krijgt geldgebrek")
        }
        "money.steady.recovers" => ("steady household gets over being short", "stabiel huishouden komt uit geldgebrek"),
        "money.tight.becomes_short" => ("tight household becomes short of money", "krap huishouden krijgt geldgebrek"),
        "money.tight.recovers" => ("tight household gets over being short", "krap huishouden komt uit geldgebrek"),
        "money.steady.debit_bounces" => (
            "chance that a direct debit of a steady household bounces",
            "kans op stornering bij een stabiel huishouden",
        ),
        "money.tight.debit_bounces" => {
            ("chance that a direct debit of a tight household bounces", "kans op stornering bij een krap huishouden")
        }
        "short.debit_bounces" => {
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
        "bailiff.days_to_new_judgment" => ("days to a new judgment", "dagen tot een nieuw vonnis"),
        "bailiff.pays_beside" => {
            ("paying more beside the court's plan", "extra betalen naast de regeling van de rechter")
        }
        "bailiff.days_to_notice" => ("days to the notice of eviction", "dagen tot de aanzegging"),
        "bailiff.days_to_eviction" => ("days to the eviction", "dagen tot de ontruiming"),
        "bailiff.months_for_writ" => ("months of arrears for a writ", "maanden achterstand voor een dagvaarding"),
        "bailiff.months_for_eviction" => {
            ("months of arrears for an eviction", "maanden achterstand voor een ontruiming")
        }
        "bailiff.eviction_ordered" => ("chance that eviction is ordered", "kans dat ontruiming wordt bevolen"),
        "bailiff.arrangement" => (
            "chance that the court settles where it orders no eviction",
            "kans op een regeling van de rechter als hij geen ontruiming beveelt",
        ),
        "bailiff.deep.from_months" => {
            ("months of rent from which arrears are deep", "maanden huur vanaf wanneer een achterstand diep is")
        }
        "bailiff.deep.eviction_ordered" => (
            "chance that eviction is ordered for deep arrears",
            "kans dat ontruiming wordt bevolen bij een diepe achterstand",
        ),
        "bailiff.deep.conditional_order" => (
            "chance that eviction is ordered beside a settlement of deep arrears",
            "kans op ontruiming als een schikking van een diepe achterstand niet wordt nagekomen",
        ),
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
