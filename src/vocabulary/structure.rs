//! The structure words of the policy language in both languages. The grammar knows exactly these: a test compares.

use crate::locale::Word;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// A structure word, or a phrase of several that belong together.
#[derive(Clone, Copy, Debug)]
pub struct StructureWord {
    /// The grammar's rule for it; one word in one language may have several, one for each meaning.
    pub rule: &'static str,
    /// The word in both languages, with single spaces.
    pub word: Word,
}

const fn entry(rule: &'static str, en: &'static str, nl: &'static str) -> StructureWord {
    StructureWord { rule, word: Word::new(en, nl) }
}

/// Every structure word, in the order in which a policy uses them.
pub const STRUCTURE: &[StructureWord] = &[
    entry("k_policy", "policy", "beleid"),
    entry("k_version", "version", "versie"),
    entry("k_valid", "valid", "geldig"),
    entry("k_from", "from", "vanaf"),
    entry("k_law", "law", "recht"),
    entry("k_source", "source", "bron"),
    entry("k_evaluate", "evaluate", "beoordeel"),
    entry("k_morning", "morning", "ochtend"),
    entry("k_evening", "evening", "avond"),
    entry("k_working_days", "working days", "werkdagen"),
    entry("k_nl", "nl", "nl"),
    entry("k_weekdays", "weekdays", "weekdagen"),
    entry("k_all", "all", "alle"),
    entry("k_overdue", "overdue", "te laat"),
    entry("k_due_date", "due_date", "vervaldag"),
    entry("k_day_after", "day_after", "dag_erna"),
    entry("k_tolerance", "tolerance", "tolerantie"),
    entry("k_grace", "grace", "coulance"),
    entry("k_vat_on_costs", "vat on costs", "btw op kosten"),
    entry("k_never", "never", "nooit"),
    entry("k_agency_only", "agency_only", "alleen_bureau"),
    entry("k_always", "always", "altijd"),
    entry("k_spacing", "spacing", "tussenruimte"),
    entry("k_messages", "messages", "berichten"),
    entry("k_contacts", "contacts", "contacten"),
    entry("k_applies", "applies", "geldt"),
    entry("k_when", "when", "als"),
    entry("k_target", "target", "doel"),
    entry("k_at_most", "at most", "hoogstens"),
    entry("k_at_least", "at least", "minstens"),
    entry("k_per_year", "per year", "per jaar"),
    entry("k_by_date", "by", "voor"),
    entry("k_setting", "setting", "instelling"),
    entry("k_between", "between", "tussen"),
    entry("k_and", "and", "en"),
    entry("k_fact", "fact", "feit"),
    entry("k_money", "money", "bedrag"),
    entry("k_number", "count", "aantal"),
    entry("k_yes_no", "yes_no", "ja_nee"),
    entry("k_text", "text", "tekst"),
    entry("k_yes", "yes", "ja"),
    entry("k_no", "no", "nee"),
    entry("k_action", "action", "actie"),
    entry("k_is", "is", "is"),
    entry("k_by_channel", "by", "per"),
    entry("k_costs", "costs", "kost"),
    entry("k_takes", "takes", "duurt"),
    entry("k_minutes", "minutes", "minuten"),
    entry("k_minute", "minute", "minuut"),
    entry("k_by_staff", "by", "door"),
    entry("k_staff", "staff", "medewerkers"),
    entry("k_staff_one", "staff", "medewerker"),
    entry("k_partner", "partner", "partner"),
    entry("k_list_on_day", "list on day", "lijst op dag"),
    entry("k_who_qualify", "of those who qualify by day", "van wie in aanmerking komt uiterlijk op dag"),
    entry("k_lists_on", "lists on", "lijsten op"),
    entry("k_segment", "segment", "segment"),
    entry("k_otherwise", "otherwise", "anders"),
    entry("k_stage", "stage", "fase"),
    entry("k_rule", "rule", "regel"),
    entry("k_in", "in", "in"),
    entry("k_or", "or", "of"),
    entry("k_later", "later", "later"),
    entry("k_not", "not", "niet"),
    entry("k_do", "do", "doe"),
    entry("k_nothing", "nothing", "niets"),
    entry("k_refer_to", "refer to", "aanmelden bij"),
    entry("k_hand_over_to", "hand over to", "overdragen aan"),
    entry("k_once_per", "once per", "eenmaal per"),
    entry("k_episode", "episode", "achterstand"),
    entry("k_claim", "claim", "vordering"),
    entry("k_every", "every", "elke"),
    entry("k_days", "days", "dagen"),
    entry("k_day", "day", "dag"),
    entry("k_working_day", "working day", "werkdag"),
    entry("k_weeks", "weeks", "weken"),
    entry("k_week", "week", "week"),
    entry("k_months", "months", "maanden"),
    entry("k_month", "month", "maand"),
    entry("k_times", "times", "keer"),
    entry("k_time", "time", "keer"),
    entry("k_exception", "exception", "uitzondering"),
    entry("k_to", "to", "op"),
    entry("k_above", "above", "boven"),
    entry("k_write_off", "write off", "afboeken"),
    entry("k_approved_by", "approved by", "akkoord van"),
    entry("k_including_manager", "including manager", "onder wie leidinggevende"),
    entry("k_plan", "plan", "regeling"),
    entry("k_offered_after", "offered after", "aangeboden na"),
    entry("k_instalments", "instalments", "termijnen"),
    entry("k_instalment", "instalment", "termijn"),
    entry("k_of_at_least", "of at least", "van minstens"),
    entry("k_on_day", "on day", "op dag"),
    entry("k_not_within", "not within", "niet binnen"),
    entry("k_of_broken_plan", "of a broken plan", "na een verbroken regeling"),
    entry("k_only_if_unable", "only if unable to pay at once", "alleen als ineens betalen niet lukt"),
    entry("k_broken_when", "broken when an instalment is more than", "verbroken als een termijn meer dan"),
    entry("k_late", "late", "te laat is"),
    entry("k_hold", "hold", "wachtstand"),
    entry("k_stops_all", "stops all", "stopt alles"),
    entry("k_except", "except", "behalve"),
    entry("k_stops", "stops", "stopt"),
    entry("k_cite", "cite", "volgens"),
    entry("k_guarantee", "guarantee", "waarborg"),
    entry("k_only_after", "only after", "alleen na"),
    entry("k_example", "example", "voorbeeld"),
    entry("k_given", "given", "gegeven"),
    entry("k_expect", "expect", "verwacht"),
    entry("k_until", "until", "tot"),
    entry("k_on", "on", "op"),
    entry("k_before", "before", "voor"),
    entry("k_through", "to", "tot en met"),
];

/// Whether a word is a structure word, or the first of one, in either language: no name may be. The later words of a
/// phrase are free, since they are only read after the first.
#[must_use]
pub fn is_reserved(word: &str) -> bool {
    FIRST_WORDS.contains(word)
}

/// The first word of every structure word, in both languages.
static FIRST_WORDS: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| {
    let all = STRUCTURE.iter().flat_map(|entry| [entry.word.en, entry.word.nl]);
    all.filter_map(|phrase| phrase.split(' ').next()).collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    /// `k_at_most = @{ "at" ~ gap ~ "most" ~ edge | "hoogstens" ~ edge }` as its rule and its words.
    fn grammar_line(line: &str) -> Option<(String, String, String)> {
        let (rule, words) = line.split_once("= @{ ").filter(|(rule, _)| rule.starts_with("k_"))?;
        let (en, nl) = words.strip_suffix(" ~ edge }")?.split_once(" ~ edge | ")?;
        let phrase = |text: &str| text.replace("\" ~ gap ~ \"", " ").replace('"', "");
        Some((rule.trim().to_owned(), phrase(en), phrase(nl)))
    }

    #[test]
    fn the_grammar_knows_exactly_these_words() {
        let grammar = include_str!("../../grammar/beleid.pest");
        let read: Vec<_> = grammar.lines().filter_map(grammar_line).collect();
        let own = STRUCTURE.iter().map(|entry| (entry.rule.into(), entry.word.en.into(), entry.word.nl.into()));
        assert_eq!(read, own.collect::<Vec<_>>());
        assert_eq!(read.len(), grammar.lines().filter(|line| line.starts_with("k_")).count());
    }

    #[test]
    fn what_begins_a_phrase_is_reserved_too() {
        assert!(is_reserved("te") && is_reserved("otherwise") && !is_reserved("herinnering") && !is_reserved("laat"));
    }
}
