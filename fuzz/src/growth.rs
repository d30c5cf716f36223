//! Policies that can be made as large as one likes, each in its own way: what reading one takes grows with its length.

/// A policy of a size.
pub type Shape = fn(usize) -> String;

/// Every way to grow, by its name.
pub const SHAPES: &[(&str, Shape)] = &[
    ("rules", |size| {
        many("", size, |n| format!("rule r{n} when days_overdue = {n} do call once per episode cite b \"1\""))
    }),
    ("examples", |size| many(RULE, size, |n| format!("example \"{n}\" given days_overdue = {n}, sitting expect call"))),
    ("examples over time", |size| {
        many(RULE, size, |n| {
            format!("example \"{n}\" given 2024-10-01 charge € 600 expect call on 2024-10-{:02}", 10 + n % 20)
        })
    }),
    ("days in one example", |size| {
        many(RULE, 1, |_| {
            let days: String =
                (0..size).map(|n| format!("given 2024-{:02}-{:02} payment € 1 ", 1 + n % 12, 1 + n % 28)).collect();
            format!("example \"long\" given 2024-01-01 charge € 600 {days}expect nothing")
        })
    }),
    ("segments", |size| {
        many(RULE, size, |n| format!("segment g{n} when tenancy_months = {n}")) + "segment rest otherwise\n"
    }),
    ("stages", |size| many(RULE, size, |n| format!("stage t{n} when days_overdue >= {n}"))),
    ("settings", |size| {
        many(RULE, size, |n| {
            format!("setting s{n} = {n} between 0 and 99999\nrule q{n} when days_overdue = s{n} do call once per month")
        })
    }),
    ("settings that nothing uses", |size| many(RULE, size, |n| format!("setting s{n} = 1 between 0 and 5"))),
    ("exceptions to one rule", |size| {
        many(RULE, size, |n| format!("exception e{n} to r when days_overdue = {n} do nothing cite b \"2\""))
    }),
    ("exceptions in each other", |size| {
        many(RULE, size, |n| {
            let to = n.checked_sub(1).map_or("r".to_owned(), |to| format!("e{to}"));
            format!("exception e{n} to {to} when days_overdue > {n} do nothing cite b \"2\"")
        })
    }),
    ("exceptions above each other", |size| {
        many(RULE, size, |n| {
            let above = n.checked_sub(1).map_or(String::new(), |above| format!("above e{above}"));
            format!("exception e{n} to r {above} when days_overdue > {n} do nothing cite b \"2\"")
        })
    }),
    ("exceptions in a circle", |size| {
        many(RULE, size, |n| format!("exception e{n} to e{} when reached do nothing cite b \"2\"", (n + 1) % size))
    }),
    ("a conjunction", |size| when(size, " and ", |n| format!("days_overdue != {n}"))),
    ("a disjunction", |size| when(size, " or ", |n| format!("days_overdue = {n}"))),
    ("a disjunction of conjunctions", |size| when(size, " or ", |n| format!("days_overdue = {n} and arrears > € {n}"))),
    ("a conjunction of disjunctions", |size| {
        when(size, " and ", |n| format!("(days_overdue != {n} or arrears > € {n})"))
    }),
    ("a conjunction of facts of the past", |size| {
        when(size, " and ", |n| format!("late_months({}) != {n}", 1 + n % 60))
    }),
    ("groups beside each other", |size| when(size, " and ", |_| "((((not (sitting)))))".to_owned())),
    ("parentheses in each other", |size| when(1, "", |_| format!("{}sitting{}", "(".repeat(size), ")".repeat(size)))),
    ("parentheses that never close", |size| when(1, "", |_| "(".repeat(size))),
    ("groups that never close", |size| when(1, "", |_| format!("{}sitting", "not (sitting and ".repeat(size)))),
    ("steps of one rule", |size| {
        many("", 1, |_| format!("rule r do {} once per month", vec!["call"; size].join(", ")))
    }),
    ("sources of one rule", |size| {
        many("", 1, |_| {
            format!(
                "rule r do call once per month cite {}",
                (0..size).map(|n| format!("b \"{n}\"")).collect::<Vec<_>>().join(", ")
            )
        })
    }),
    ("facts of its own", |size| many(RULE, size, |n| format!("fact f{n} is yes_no otherwise no"))),
    ("actions", |size| many(RULE, size, |n| format!("action a{n} is call by phone"))),
    ("partners", |size| many(RULE, size, |n| format!("partner p{n} is bailiff"))),
    ("lists of one partner", |size| {
        many(RULE, 1, |_| {
            let days: Vec<String> =
                (0..size).map(|n| format!("2024-{:02}-{:02}", 1 + n / 28 % 12, 1 + n % 28)).collect();
            format!("partner p is bailiff lists on {}", days.join(", "))
        })
    }),
    ("guarantees", |size| many(RULE, size, |n| format!("guarantee \"{n}\" hand_over only after attempted(call)"))),
    ("targets", |size| many(RULE, size, |n| format!("target evictions at most {n} per year"))),
    ("plans", |size| {
        many(RULE, size, |n| {
            format!(
                "plan p{n} offered after call when days_overdue = {n} at most 12 instalments of at least € 25 \
                 broken when an instalment is more than 7 days late"
            )
        })
    }),
    ("write-offs", |size| many(RULE, size, |n| format!("write off w{n} when days_since_end = {n}"))),
    ("texts", |size| many("", size, |n| format!("rule r{n} when municipality = \"{n}\" do call once per month"))),
    ("unknown words", |size| {
        many(RULE, size, |n| format!("rule q{n} when arears{n} > 3 and bel{n} do cal{n} once per month"))
    }),
    ("unknown words in one rule", |size| when(size, " and ", |n| format!("arears{n}"))),
    ("one name for all", |size| many(RULE, size, |_| "rule r when sitting do call once per month".to_owned())),
    ("policies in one", |size| many(RULE, size, |n| format!("policy \"{n}\" version \"{n}\"\ntolerance € {n}"))),
    ("words of the other language", |size| {
        many(RULE, size, |n| format!("regel q{n} als zittend doe belactie eenmaal per maand"))
    }),
    ("statements that break off", |size| many(RULE, size, |n| format!("rule q{n} when days_overdue >"))),
    ("statements that go on wrongly", |size| many(RULE, size, |n| format!("tolerance € 25 euro {n}"))),
    ("nonsense", |size| many(RULE, size, |n| format!("blah {n} foo, bar; = when"))),
    ("nonsense on one line", |size| many(RULE, 1, |_| "blah foo, bar; = when rule ".repeat(size))),
    ("quotes that never close", |size| {
        many(RULE, size, |n| format!("rule q{n} \"title when sitting do call once per month"))
    }),
    ("remarks", |size| many(RULE, size, |n| format!("# remark {n}"))),
    ("remarks within a statement", |size| {
        many("", 1, |_| format!("rule r\n{}when sitting do call once per month", "# remark\n".repeat(size)))
    }),
    ("blank lines", |size| many(RULE, 1, |_| "\n".repeat(size))),
    ("blanks in a statement", |size| many("", 1, |_| format!("rule r {} do call once per month", " ".repeat(size)))),
    ("one word", |size| many("", 1, |_| format!("rule {} do call once per month", "x".repeat(size)))),
    ("one unknown word", |size| when(1, "", |_| "x".repeat(size))),
    ("one title", |size| many("", 1, |_| format!("rule r \"{}\" do call once per month", "é".repeat(size)))),
    ("one number", |size| when(1, "", |_| format!("days_overdue > {}", "9".repeat(size)))),
    ("one fraction", |size| when(1, "", |_| format!("months_in_arrears > 1.{}", "3".repeat(size)))),
];

/// A rule for those that need one.
const RULE: &str = "rule r when days_overdue >= 3 do call once per month cite b \"1\"\n";

fn many(first: &str, size: usize, line: impl Fn(usize) -> String) -> String {
    let head = format!("policy \"Large\" version \"1\"\nsource b \"B\"\n{first}");
    (0..size).fold(head, |text, n| text + &line(n) + "\n")
}

/// A rule with a condition of so many parts.
fn when(size: usize, between: &str, part: impl Fn(usize) -> String) -> String {
    let condition: Vec<String> = (0..size).map(part).collect();
    many("", 1, |_| format!("rule r when {} do call once per month cite b \"1\"", condition.join(between)))
}
