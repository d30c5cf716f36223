//! Slips with what a statement is about: the step of a guarantee, the stage of a rule, the partner of a step.

use super::Slip;
use super::Stop;
use super::name_at;

impl Stop<'_> {
    /// `geen overdracht zonder …` of a guarantee: it begins with the step.
    pub(super) fn denied_before_the_step(&self) -> Option<Slip> {
        let start = self.guaranteed()?;
        let said = self.piece.get(start..)?;
        let word = said.split(|letter: char| letter.is_whitespace() || letter == '(').next()?;
        let denies = ["no", "not", "never", "geen", "niet", "nooit"].contains(&word) && self.end() >= start;
        denies.then(|| {
            let step = name_at(said.get(word.len()..).unwrap_or("").trim_start_matches([' ', '(']));
            self.step_first(start, start + word.len(), step)
        })
    }

    /// `overdracht nooit zonder …`: what comes first is told with `alleen na`.
    pub(super) fn never_without(&self) -> Option<Slip> {
        let start = self.guaranteed()?;
        let asks = ["without", "before", "until", "unless", "zonder", "voor", "voordat", "tot", "tenzij"]
            .contains(&self.found);
        let never = self.before().strip_suffix(self.locale.pick("never", "nooit"))?;
        let step = name_at(self.piece.get(start..)?);
        (asks && never.len() > start).then(|| self.step_first(never.len(), self.end(), step))
    }

    fn step_first(&self, from: usize, to: usize, step: &str) -> Slip {
        let step = if step.is_empty() { "\u{2026}" } else { step };
        let first = format!("{step} {}", self.locale.pick("only after done(\u{2026})", "alleen na gedaan(\u{2026})"));
        let never = format!("{step} {}", self.locale.pick("never when \u{2026}", "nooit als \u{2026}"));
        Slip::new(
            from,
            to,
            format!("a guarantee begins with the step: `{first}`, or `{never}`"),
            format!("een waarborg begint met de stap: `{first}`, of `{never}`"),
        )
    }

    /// Where that begins which a guarantee says, behind its title.
    fn guaranteed(&self) -> Option<usize> {
        let is_guarantee = self.piece.starts_with("waarborg ") || self.piece.starts_with("guarantee ");
        let title = self.piece.find('"').filter(|_| is_guarantee)?;
        let after = title + 1 + self.piece.get(title + 1..)?.find('"')? + 1;
        let said = self.piece.get(after..)?;
        Some(self.piece.len() - said.trim_start().len())
    }

    /// `in fase een_maand of twee_maanden`, `in fase een_maand, twee_maanden`: a rule is in one stage.
    pub(super) fn second_stage(&self) -> Option<Slip> {
        let mut words = self.before().split_whitespace().rev();
        let after = self.piece.get(self.end()..)?;
        let mut next = after.split_whitespace();
        let is_word =
            |word: &str| word == name_at(word) && !["when", "als", "do", "doe", "not", "niet"].contains(&word);
        let bare = next.next().is_some_and(is_word)
            && next.next().is_some_and(|word| ["when", "als", "do", "doe"].contains(&word));
        let joined = bare && (self.found == "," || self.is("and", "en"));
        let or = words.clone().next() == Some(self.locale.pick("or", "of"));
        if or {
            words.next();
        }
        let stage = words.next()?;
        let in_stage = words.next() == Some(self.locale.pick("stage", "fase")) && words.next() == Some("in");
        (in_stage && (or || joined)).then(|| {
            let later = format!(
                "in {} {stage} {}",
                self.locale.pick("stage", "fase"),
                self.locale.pick("or later", "of later")
            );
            Slip::new(
                self.at,
                self.end(),
                format!(
                    "a rule is in one stage: write one rule more for the other; `{later}` is every stage after it too"
                ),
                format!(
                    "een regel staat in een fase: maak voor de andere nog een regel; `{later}` is ook elke fase erna"
                ),
            )
        })
    }

    /// `doe melden bij gemeente`: a partner has verbs of its own.
    pub(super) fn partner_behind(&self) -> Option<Slip> {
        let preposition = ["bij", "aan", "to"].contains(&self.found);
        let words = self.before().split_whitespace().rev();
        let clause =
            words.into_iter().find(|word| ["do", "doe", "expect", "verwacht", "given", "gegeven"].contains(word));
        let is_done = clause == Some(self.locale.pick("do", "doe"));
        let name = name_at(self.piece.get(self.end()..)?.trim_start());
        let named = name.starts_with(char::is_alphabetic);
        (self.comma && preposition && is_done && named).then(|| {
            let refer = format!("{} {name}", self.locale.pick("refer to", "aanmelden bij"));
            let hand_over = format!("{} {name}", self.locale.pick("hand over to", "overdragen aan"));
            Slip::new(
                self.at,
                self.end(),
                format!("what goes to a partner is written `{refer}`, or `{hand_over}` for a bailiff"),
                format!("wat naar een partner gaat heet `{refer}`, of `{hand_over}` bij een deurwaarder"),
            )
        })
    }
}
