//! Segments and stages: the parts in which a policy sees its tenants, and how far behind they are.

use super::Checker;
use super::condition::Standing;
use super::condition::every;
use super::declare::named;
use super::policy::Segment;
use super::policy::Stage;
use crate::diagnostic::code;
use crate::locale::Phrase;
use crate::source::Span;
use crate::syntax;
use crate::syntax::Declared;
use crate::syntax::Ending;
use crate::syntax::Item;
use crate::syntax::ItemKind;
use crate::syntax::Namespace;
use crate::syntax::SyntaxTree;

/// Stages, at most. Nobody reads more, and whoever is in one is in none of those after it.
const MOST_STAGES: usize = 1_000;

impl<'t> Checker<'t> {
    pub(super) fn segments(&mut self, tree: &'t SyntaxTree) -> Option<Vec<Segment>> {
        self.last_resort(tree);
        every(tree.items.iter().filter_map(|item| match &item.kind {
            ItemKind::Segment(declared, condition, cites) => Some(self.segment(declared, condition.as_ref(), cites)),
            _ => None,
        }))
    }

    fn segment(
        &mut self,
        declared: &Declared,
        condition: Option<&syntax::Condition>,
        cites: &[syntax::Cite],
    ) -> Option<Segment> {
        let condition = match condition {
            Some(condition) => self.condition(condition, Standing::InSegment).map(Some),
            None => Some(None),
        };
        let cites = self.cites(cites);
        Some(Segment { named: named(declared), condition: condition?, cites: cites? })
    }

    /// The last segment, and only the last, is for everybody else.
    fn last_resort(&mut self, tree: &SyntaxTree) {
        let segments: Vec<(&Item, &Declared, bool)> = tree.items.iter().filter_map(segment_of).collect();
        let otherwise = segments.iter().position(|(_, _, otherwise)| *otherwise);
        let unsure =
            tree.items.iter().any(is_broken_segment) || segments.iter().any(|(item, ..)| item.ending == Ending::Torn);
        match (otherwise, segments.last()) {
            (None, Some((_, last, _))) if !unsure => self.no_otherwise(last.name.span),
            (Some(first), _) => {
                for (_, declared, _) in segments.iter().skip(first + 1) {
                    self.after_otherwise(declared.name.span);
                }
            }
            _ => {}
        }
    }

    fn no_otherwise(&mut self, last: Span) {
        let message = Phrase::new(
            "a tenant may belong to no segment",
            "er kunnen huurders zijn die bij geen enkel segment horen",
        );
        let line = self.locale.pick("segment regular \"Regular\" otherwise", "segment regulier \"Regulier\" anders");
        let help = Phrase::new(format!("add as the last one: `{line}`"), format!("voeg als laatste toe: `{line}`"));
        let remark = Phrase::new("the last segment", "het laatste segment");
        self.findings.push(code::NO_OTHERWISE.at(last, message).remark(remark).help(help));
    }

    fn after_otherwise(&mut self, span: Span) {
        let message = Phrase::new(
            "nobody can fall into this segment: the one before it takes everybody else",
            "niemand kan in dit segment vallen: dat ervoor is voor alle anderen",
        );
        let word = self.locale.pick("otherwise", "anders");
        let help = Phrase::new(
            format!("put the segment with `{word}` last"),
            format!("zet het segment met `{word}` als laatste"),
        );
        self.findings.push(code::AFTER_OTHERWISE.at(span, message).help(help));
    }

    pub(super) fn stages(&mut self, tree: &'t SyntaxTree) -> Option<Vec<Stage>> {
        let stages = every(tree.items.iter().filter_map(|item| match &item.kind {
            ItemKind::Stage(declared, condition, cites) => {
                let condition = self.condition(condition, Standing::Elsewhere);
                let cites = self.cites(cites);
                Some(condition.zip(cites).map(|(condition, cites)| Stage { named: named(declared), condition, cites }))
            }
            _ => None,
        }))?;
        if let Some(stage) = stages.get(MOST_STAGES) {
            let message =
                Phrase::new(format!("more than {MOST_STAGES} stages"), format!("meer dan {MOST_STAGES} fasen"));
            let help = Phrase::new("let rules tell small steps apart", "laat regels kleine stappen onderscheiden");
            self.findings.push(code::TOO_MANY.at(stage.named.span, message).help(help));
            return None;
        }
        Some(stages)
    }
}

fn segment_of(item: &Item) -> Option<(&Item, &Declared, bool)> {
    match &item.kind {
        ItemKind::Segment(declared, condition, _) => Some((item, declared, condition.is_none())),
        _ => None,
    }
}

fn is_broken_segment(item: &Item) -> bool {
    let ItemKind::Broken(broken) = &item.kind else { return false };
    matches!(broken.declares, Some((Namespace::Segment, _)))
}

#[cfg(test)]
mod tests {
    use crate::check::read;
    use crate::source::SourceFile;

    #[test]
    fn so_many_stages_and_no_more() {
        let stage = |place: usize| format!("stage t{place} when days_overdue >= {place}\n");
        let many: String = (0..super::MOST_STAGES + 2).map(stage).collect();
        let text = format!("policy \"P\" version \"1\"\n{many}rule r do call once per month\n");
        let file = SourceFile::new("p", text);
        let found = read(&file).diagnostics;
        let many = found.iter().find(|finding| finding.code == "R28").unwrap();
        assert_eq!(file.slice(many.labels[0].span), format!("t{}", super::MOST_STAGES));
    }
}
