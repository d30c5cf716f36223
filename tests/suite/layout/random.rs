//! Random policies as texts, set as nobody would: blanks, line ends and comments wherever they may stand.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::BoxedStrategy;
use proptest::prelude::Just;
use proptest::prelude::Strategy;
use proptest::prelude::any;
use proptest::prop_oneof;
use proptest::sample::select;
use proptest::sample::subsequence;

/// What every random policy declares: words with a blank between them where anything may stand, `~` where only blanks
/// and line ends may, and `^` where only blanks may.
const DECLARED: &[&str] = &[
    "source b \"Book, with: 1.5\"",
    "setting s_days = 14 days between 1 and 60 cite b \"1\"",
    "setting s_money = € 25.50 between € 0 and € 100.00 cite b \"1\"",
    "setting s_months = 1.5 between 0.5 and 4",
    "setting s_count = 12 between 1 and 24 cite b \"1\"",
    "fact own_flag \"Own flag\" is yes_no otherwise no",
    "fact own_text is text otherwise \"a, b\"",
    "fact own_money \"Money\" is money otherwise € 1",
    "fact own_days is days otherwise 3 days",
    "action phone \"Phone\" is call by phone costs € 0.10 takes 1 minute by 1 staff",
    "action own_visit is home_visit by in_person takes 90 minutes by 2 staff",
    "action mail \"Mail\" is reminder by email",
    "partner bank \"Bank\" is credit_bank",
    "partner agency is bailiff lists~on 2025-01-24 , 2025-02-24",
    "partner early \"Early team\" is early_signalling list~on~day 24 of~those~who~qualify~by~day 22",
    "segment first \"First\" when tenancy_months < 12 cite b \"1\"",
    "segment rest \"The rest\" otherwise",
    "stage one \"One\" when months_in_arrears >= 1 cite b \"1\"",
    "stage later_on when months_in_arrears >= s_months",
    "hold complaint \"Complaint\" stops hand_over , own_visit cite b \"1\"",
    "hold wsnp stops~all except write_off cite b \"1\"",
];

/// Statements that may stand there or not.
const STATEMENTS: &[&str] = &[
    "valid from 2025-06-01",
    "evaluate evening",
    "working~days weekdays",
    "overdue from day_after",
    "tolerance € 25",
    "grace 1 day",
    "vat~on~costs always",
    "spacing 3 days between messages",
    "spacing 2 weeks between call , home_visit",
    "target arrears_rate_sitting at~most 1.35 % cite b \"1\" , b \"2\"",
    "target evictions at~most 3 per~year by 2028-01-01",
    "target direct_debit_share at~least 90 %",
    "guarantee \"G1\" hand_over only~after ( attempted ( own_visit ) or departed ) cite b \"1\"",
    "guarantee \"G2\" home_visit never when hold^= wsnp",
    "guarantee \"G3\" eviction never",
    "plan p1 \"Plan\" offered~after call , mail when reached at~most s_count instalments of~at~least s_money on~day 26 \
     not~within 180 days of~a~broken~plan only~if~unable~to~pay~at~once \
     broken~when~an~instalment~is~more~than 7 days late cite b \"1\"",
    "plan p2 offered~after phone at~most 1 instalment of~at~least € 25 \
     broken~when~an~instalment~is~more~than s_days days late",
    "write~off w \"W\" when days_since_end >= 12 months approved~by 2 including~manager cite b \"1\"",
    "write~off x in stage one when arrears > € 0 once~per month",
    "example \"E1\" given months_in_arrears = 2.1 , not sitting , days_since ( call ) = 3 , hold^= complaint , own_flag \
     expect phone , not hand~over~to agency expect not refer~to bank",
    "example \"E3\" given tenancy_months = 3 , own_flag , own_text = \"x: 1.5, 2025-01-01\" \
     given 2024-10-01 every month charge € 600 \
     given 2024-10-20 payment € 199.50 , plan_active until 2024-11-15 , not own_flag \
     given 2024-11-05 hold^= wsnp until 2025-02-01 \
     expect phone on 2024-10-15 , not mail before 2024-10-15 expect nothing from 2024-10-21 to 2024-11-30",
    "example \"E4\" given 2024-10-01 charge € 0.01 given 2024-10-02 payment € 0.01 given 2024-10-03 reversal , departed \
     given 2024-12-01 write_off € 0.01 expect not hand~over~to agency expect nothing before 2024-10-02",
    "example \"E2\" given end_reason = eviction , payment_method = other , late_months ( 12 ) = 3 expect nothing",
];

const TESTS: &[&str] = &[
    "sitting",
    "own_flag",
    "arrears > € 25.50",
    "arrears_principal <= s_money",
    "months_in_arrears >= 1.5",
    "months_in_arrears < s_months",
    "days_overdue >= 6 weeks",
    "days_overdue = s_days",
    "tenancy_months < 12 months",
    "days_since ( phone ) >= 1 working~day",
    "days_since ( home_visit ) >= 5 working~days",
    "days_since ( second_reminder ) >= 1 month",
    "done ( bank )",
    "attempted ( hand_over )",
    "never ( writ )",
    "times ( mail ) < 3",
    "late_months ( 12 ) >= 6",
    "segment^= first",
    "segment^!= rest",
    "hold^= credit_bank",
    "kind != dwelling",
    "payment_method = other",
    "end_reason = deceased",
    "municipality = \"Woerden, not: 1,5 days\"",
    "own_text != \"x\"",
    "own_money > € 3",
    "own_days >= 3",
];

/// What the hold for complaints stops, and what it does not: they do not go together.
const STOPPED: &[&str] = &["own_visit", "hand~over~to agency"];
const STEPS: &[&str] = &["phone", "mail", "wik_letter", "refer~to bank", "refer~to early", "reminder"];

const HOW_OFTEN: &[&str] = &[
    "once~per episode",
    "once~per stage",
    "once~per claim",
    "once~per month",
    "every 1 day",
    "every 30 days , at~most 2 times",
    "at~most 1 time",
];

fn condition() -> BoxedStrategy<String> {
    let one = select(TESTS).prop_map(str::to_owned);
    let deeper = |inner: BoxedStrategy<String>| {
        prop_oneof![
            3 => vec(inner.clone(), 2..4).prop_map(|parts| format!("( {} )", parts.join(" and "))),
            3 => vec(inner.clone(), 2..4).prop_map(|parts| format!("( {} )", parts.join(" or "))),
            1 => inner.prop_map(|part| format!("not ( {part} )")),
        ]
    };
    let grouped = one.prop_recursive(3, 12, 3, deeper);
    let joined = vec(grouped, 1..4).prop_flat_map(|parts| select(vec![parts.join(" and "), parts.join(" or ")]));
    joined.boxed()
}

fn steps() -> BoxedStrategy<String> {
    let some = prop_oneof![3 => subsequence(STEPS, 1..4), 1 => subsequence(STOPPED, 1..3)];
    prop_oneof![6 => some.prop_map(|steps| steps.join(" , ")), 1 => Just("nothing".to_owned())].boxed()
}

fn rule(place: usize) -> BoxedStrategy<String> {
    let stage = option::of(select(vec!["in stage one", "in stage one or later"]));
    let parts = (stage, option::of(condition()), steps(), select(HOW_OFTEN), any::<bool>());
    let rule = parts.prop_map(move |(stage, when, steps, often, cites)| {
        let when = when.map_or_else(String::new, |when| format!("when {when} "));
        let cites = if cites { " cite b \"1, 2\" , b \"3\"" } else { "" };
        format!("rule r{place} \"Rule {place}\" {} {when}do {steps} {often}{cites}", stage.unwrap_or(""))
    });
    let exception = (condition(), steps()).prop_map(move |(when, steps)| {
        format!("exception e{place} \"Exception\" to r{place} when {when} do {steps} cite b \"1\"")
    });
    (rule, option::of(exception))
        .prop_map(|(rule, exception)| exception.map_or(rule.clone(), |exception| format!("{rule}\n{exception}")))
        .boxed()
}

/// The statements of a policy, a line each, in random order.
fn statements() -> BoxedStrategy<Vec<String>> {
    let some = subsequence(STATEMENTS, 0..STATEMENTS.len());
    let rules = vec(any::<bool>(), 1..4).prop_flat_map(|rules| (0..rules.len()).map(rule).collect::<Vec<_>>());
    let all = (some, rules).prop_map(|(some, rules)| {
        let header = ["policy \"Random\" version \"1\""].into_iter();
        let fixed = header.chain(DECLARED.iter().copied()).chain(some).map(str::to_owned);
        fixed.chain(rules.iter().flat_map(|rule| rule.lines().map(str::to_owned))).collect()
    });
    all.boxed()
}

/// What stands between two words: mostly a blank.
fn gap(dice: u32) -> &'static str {
    match dice % 40 {
        0 => "\n  ",
        1 => "\r\n",
        2 => "   ",
        3 => "\t",
        4 => " # a remark, with \"quotes\"\n",
        5 => "\n    # a line of its own\n",
        6 => "\n\n\n",
        7 => "#close\n\n# two\n # three\n",
        _ => " ",
    }
}

/// What stands between two statements.
fn between(dice: u32) -> &'static str {
    match dice % 9 {
        0 => "\n\n\n",
        1 => "\n# above\n",
        2 => " # beside\n",
        3 => "\n\n# ── section ──\n\n",
        4 => "\n  # further in\n\n",
        5 => "\r\n\r\n",
        _ => "\n",
    }
}

fn set(statements: &[String], dice: &[u32]) -> String {
    let mut dice = dice.iter().copied().cycle();
    let mut next = || dice.next().unwrap_or(9);
    let mut text = String::new();
    for statement in statements {
        for (place, word) in statement.split_whitespace().enumerate() {
            let tight = [",", ")", "("].contains(&word) && next() % 2 == 0;
            let roll = next();
            text.push_str(match place {
                0 => "",
                _ if in_title(&text) => " ",
                _ if tight => "",
                _ => gap(roll),
            });
            let apart = if next() % 12 == 0 { "\n " } else { " " };
            text.push_str(&word.replace('~', apart).replace('^', " "));
        }
        text.push_str(between(next()));
    }
    text
}

/// Whether a title is open at the end of a text: quotes in comments do not count.
fn in_title(text: &str) -> bool {
    let line = text.rsplit(['\n', '\r']).next().unwrap_or("");
    let mut open = false;
    for letter in line.chars() {
        match letter {
            '"' => open = !open,
            '#' if !open => return false,
            _ => {}
        }
    }
    open
}

/// A policy without errors.
pub(super) fn policy() -> BoxedStrategy<String> {
    (statements(), vec(any::<u32>(), 50..400)).prop_map(|(statements, dice)| set(&statements, &dice)).boxed()
}

/// A policy of which a stretch is gone.
pub(super) fn damaged() -> BoxedStrategy<String> {
    (policy(), any::<usize>(), 0..30_usize)
        .prop_map(|(text, from, length)| {
            let letters: Vec<char> = text.chars().collect();
            let from = from % letters.len();
            letters.iter().take(from).chain(letters.iter().skip(from + length)).collect()
        })
        .boxed()
}
