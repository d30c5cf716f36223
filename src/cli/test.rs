//! `huurproef test`: runs the examples that stand in a policy, and says what they leave out.

mod coverage;
mod export;
mod kept;
#[cfg(feature = "data")]
mod living;
mod mutation;
mod show;

use super::Ending;
use super::Format;
use super::Outcome;
use super::Refusal;
use super::Terminal;
use super::load::compile;
use super::load::load_policy;
use super::policy::read_policy;
use super::print;
use crate::calendar::Period;
use crate::check::Policy;
use crate::coverage::Use;
use crate::example::CourseResult;
use crate::example::ExampleResult;
use crate::example::Reach;
use crate::example::reach;
use crate::example::run;
use crate::example::run_course;
use crate::locale::Locale;
use crate::mutation::Mutated;
use crate::mutation::USUAL_EFFORT;
use crate::program::Program;
use crate::program::Settings;
use crate::source::SourceFile;
use clap::Args;
use export::test_json;
use show::test_text;
use std::path::Path;
use std::path::PathBuf;

const EXAMPLE: &str = "Exit code 1 when an example fails; what --coverage and --mutate find is no failure.\n\nExample:\n  huurproef test policies/wooninvest-2025.beleid\n  huurproef test policies/wooninvest-2025.beleid --coverage --ledger scenarios/ledgers/voorbeeld\n  huurproef test policies/wooninvest-2025.beleid --mutate";

/// The arguments of `huurproef test`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLE)]
pub(super) struct TestArguments {
    /// The policies whose examples are run.
    #[arg(required = true, value_name = "POLICY")]
    policies: Vec<PathBuf>,
    /// For people or for machines.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Also say which rules, exceptions, stages and segments no example reaches.
    #[arg(long)]
    coverage: bool,
    /// Also change the policy in every small way and say which changes no example notices, with an example that would.
    #[arg(long)]
    mutate: bool,
    /// How many cases are tried for each change that no example notices.
    #[arg(long, value_name = "N", default_value_t = USUAL_EFFORT, requires = "mutate")]
    effort: usize,
    #[cfg(feature = "data")]
    #[command(flatten)]
    living: living::LivingArguments,
}

/// What came of the examples of one policy.
pub(super) struct Tested {
    pub(super) file: SourceFile,
    pub(super) policy: Policy,
    /// The examples of one day.
    pub(super) examples: Vec<ExampleResult>,
    /// Those over time.
    pub(super) courses: Vec<CourseResult>,
    /// What they reach, if that was asked.
    pub(super) reach: Option<Reach>,
    /// What of it is used on the books over which days, if that was asked.
    pub(super) living: Option<(Period, Use)>,
    /// Which changes they notice, if that was asked.
    pub(super) mutated: Option<Mutated>,
}

pub(super) fn test(arguments: &TestArguments, terminal: Terminal) -> Outcome {
    let policies = arguments.policies.iter().map(|path| loaded(path, terminal)).collect::<Result<Vec<_>, _>>()?;
    #[cfg(feature = "data")]
    let books = arguments.living.read(terminal)?;
    let tested = policies.into_iter().map(|(file, policy, program)| {
        #[cfg(feature = "data")]
        let living = books.as_ref().map(|books| living::used_on(books, &policy, &program, terminal));
        #[cfg(not(feature = "data"))]
        let living = None;
        let mutated =
            arguments.mutate.then(|| mutation::mutated(&file, (&policy, &program), arguments.effort, terminal));
        Tested {
            examples: policy.examples.iter().map(|example| run(&policy, &program, example)).collect(),
            courses: courses(&policy, &program, terminal.locale),
            reach: arguments.coverage.then(|| reach(&policy, &program)),
            living,
            mutated,
            file,
            policy,
        }
    });
    let tested: Vec<Tested> = tested.collect();
    match arguments.format {
        Format::Text => print(&test_text(&tested, terminal.locale)),
        Format::Json => print(&format!("{:#}\n", test_json(&tested))),
    }
    let failed: usize = tested.iter().map(Tested::failed).sum();
    Ok(if failed == 0 { Ending::Done } else { Ending::Findings })
}

fn loaded(path: &Path, terminal: Terminal) -> Result<(SourceFile, Policy, Program), Refusal> {
    let policy = load_policy(path, terminal)?;
    let program = compile(&policy, &Settings::new())?;
    Ok((read_policy(path)?, policy, program))
}

fn courses(policy: &Policy, program: &Program, locale: Locale) -> Vec<CourseResult> {
    policy.timelines.iter().map(|timeline| run_course(policy, program, timeline, locale)).collect()
}

impl Tested {
    /// How many examples passed.
    pub(super) fn passed(&self) -> usize {
        let of_a_day = self.examples.iter().filter(|of| of.passed()).count();
        of_a_day + self.courses.iter().filter(|of| of.passed()).count()
    }

    /// How many failed.
    pub(super) fn failed(&self) -> usize {
        self.examples.len() + self.courses.len() - self.passed()
    }
}
