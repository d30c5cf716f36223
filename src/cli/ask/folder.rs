//! What an answer leaves on disk: the page, its pictures, its table and the receipt.

use super::Answer;
use crate::cli::Refusal;
use crate::cli::Terminal;
use crate::cli::folder::RunFolder;
use crate::cli::receipt::receipt;
use crate::cli::scenario::Loaded;
use crate::report::People;
use crate::report::QuestionPage;
use crate::report::question_html;
use serde_json::Value;

/// Writes everything that may be shown; a question leaves nothing of tenancies.
pub(super) fn write(
    folder: &RunFolder,
    loaded: &Loaded,
    answer: &Answer,
    lines: Vec<String>,
    terminal: Terminal,
) -> Result<(), Refusal> {
    let people = if loaded.scenario.synthetic { People::Synthetic } else { People::Real };
    let mut told = answer.told.clone();
    if people == People::Synthetic {
        let note = terminal.locale.pick("synthetic people", "verzonnen mensen");
        told.pictures.iter_mut().for_each(|picture| picture.scene.note(note));
    }
    let page =
        QuestionPage { locale: terminal.locale, scenario: &loaded.scenario.title, people, told: &told, receipt: lines };
    folder.write_page(&question_html(&page), &told.pictures)?;
    let (name, columns) = &answer.table;
    folder.write_shared_table(name, columns)?;
    let mut receipt = receipt(loaded, &[])?;
    if let Value::Object(fields) = &mut receipt {
        fields.insert("question".to_owned(), answer.asked.clone());
    }
    folder.write_receipt(&receipt)
}
