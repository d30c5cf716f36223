//! What policies made of choices are written with: what is usual, and what is odd.

use huurproef::vocabulary::Unit;

pub(super) const NUMBERS: &[&str] =
    &["1", "2", "0", "3", "5", "6", "7", "12", "14", "15", "16", "30", "31", "60", "90", "365", "1000", "9999"];
/// What few policies have.
pub(super) const ODD_NUMBERS: &[&str] = &["99999", "999999999", "999999999999", "00", "1.0001", "2,5", "1.333"];
pub(super) const SIGNS: &[&str] = &[">=", "<", ">", "<=", "=", "!="];
pub(super) const YES_OR_NO: &[&str] =
    &["sitting", "departed", "plan_active", "wik_expired", "on_hold", "reached", "handed_over"];
pub(super) const LIGHT: &[&str] = &[
    "reminder",
    "call",
    "second_reminder",
    "home_visit",
    "wik_letter",
    "plan_offer",
    "collection_costs",
    "statutory_interest",
    "pre_notification",
    "other",
];
pub(super) const FREQUENCIES: &[&str] = &[
    "once per episode",
    "once per stage",
    "once per claim",
    "once per month",
    "every 7 days, at most 3 times",
    "every 14 days",
    "at most 2 times",
    "every 1 day",
    "at most 1 time",
];
pub(super) const ODD_FREQUENCIES: &[&str] =
    &["every 0 days", "", "at most 0 times", "every 99999 days, at most 99999 times"];
pub(super) const CONVENTIONS: &[&str] = &[
    "law nl",
    "valid from 2025-06-01",
    "evaluate evening",
    "working days weekdays",
    "working days all",
    "overdue from day_after",
    "tolerance € 25",
    "grace 5 days",
    "vat on costs always",
    "spacing 3 days between messages",
    "spacing 7 days between call, home_visit",
    "tolerance € 0.01",
];
/// What each of these is declared as, with what mentions it.
pub(super) const SETTINGS: &[(&str, Unit, &str)] = &[
    ("s_days", Unit::Days, "setting s_days = 14 days between 1 and 60"),
    ("s_money", Unit::Money, "setting s_money = € 25.50 between € 0 and € 100.00"),
    ("s_months", Unit::MonthsOfRent, "setting s_months = 1.5 between 0.5 and 4"),
    ("s_count", Unit::Count, "setting s_count = 12 between 1 and 24"),
];
pub(super) const OWN_FACTS: &[(&str, Unit, &str)] = &[
    ("own_flag", Unit::YesNo, "fact own_flag \"Own flag\" is yes_no otherwise no"),
    ("own_text", Unit::Text, "fact own_text is text otherwise \"x\""),
    ("own_money", Unit::Money, "fact own_money is money otherwise € 1"),
    ("own_days", Unit::Days, "fact own_days is days otherwise 3 days"),
    ("own_count", Unit::Count, "fact own_count is count otherwise 0"),
];
pub(super) const ACTIONS: &[(&str, &str)] = &[
    ("phone", "action phone \"Phone\" is call by phone costs € 0.10 takes 1 minute by 1 staff"),
    ("visit", "action visit is home_visit by in_person takes 90 minutes by 2 staff"),
    ("mail", "action mail \"Mail\" is reminder by email"),
];
pub(super) const PARTNERS: &[(&str, &str, &str)] = &[
    ("hand over to agency", "agency", "partner agency is bailiff"),
    ("hand over to firm", "firm", "partner firm \"Firm\" is bailiff lists on 2024-01-24, 2024-02-26"),
    ("refer to bank", "bank", "partner bank \"Bank\" is credit_bank"),
    ("refer to early", "early", "partner early is early_signalling list on day 24 of those who qualify by day 22"),
    ("refer to helpers", "helpers", "partner helpers is debt_assistance list on day 2 of those who qualify by day 1"),
];
pub(super) const SEGMENTS: &[&str] = &["first", "second"];
pub(super) const STAGES: &[&str] = &["one", "two", "three"];
pub(super) const PLAN_TERMS: &[&str] = &[
    "at most 12 instalments of at least € 25",
    "at most 1 instalment of at least € 0.01",
    "at most 60 instalments of at least € 500",
];
pub(super) const ODD_PLAN_TERMS: &[&str] =
    &["at most s_count instalments of at least s_money", "", "at most 0 instalments of at least € 0"];
