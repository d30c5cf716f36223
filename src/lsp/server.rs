//! Requests and what is answered to them. Knows which texts are open; how each answer is found is told elsewhere.

use super::action::Changes;
use super::action::TRANSLATE;
use super::action::actions;
use super::action::change;
use super::completion::Snippets;
use super::completion::completion;
use super::document::Document;
use super::document::changed;
use super::finding::shown;
use super::formatting::edits;
use super::hover::hover;
use super::navigation::definition;
use super::navigation::outline;
use super::navigation::uses;
use super::rename::moved;
use super::rename::renamable;
use super::rename::rename;
use super::semantic::MODIFIERS;
use super::semantic::TYPES;
use super::semantic::semantic;
use super::surroundings::Surroundings;
use crate::layout::Language;
use crate::locale::Locale;
use crate::syntax::Namespace;
use lsp_server::ErrorCode;
use lsp_server::Message;
use lsp_server::Notification;
use lsp_server::Request;
use lsp_server::Response;
use lsp_types::CodeActionKind;
use lsp_types::CodeActionParams;
use lsp_types::DidChangeTextDocumentParams;
use lsp_types::DidCloseTextDocumentParams;
use lsp_types::DidOpenTextDocumentParams;
use lsp_types::DocumentFormattingParams;
use lsp_types::DocumentHighlight;
use lsp_types::DocumentSymbolParams;
use lsp_types::Location;
use lsp_types::PrepareRenameResponse;
use lsp_types::PublishDiagnosticsParams;
use lsp_types::ReferenceParams;
use lsp_types::RenameParams;
use lsp_types::SemanticTokens;
use lsp_types::SemanticTokensParams;
use lsp_types::TextDocumentPositionParams;
use lsp_types::Uri;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::json;
use std::collections::BTreeMap;
use std::str::FromStr;

/// The open texts, and how findings are told.
pub struct Server {
    /// By their addresses.
    open: BTreeMap<String, Document>,
    /// What was opened or changed and not looked at yet, by its address.
    fresh: BTreeMap<String, Fresh>,
    locale: Option<Locale>,
    surroundings: Surroundings,
    snippets: Snippets,
    /// Whether the editor renames files as part of a change.
    moves_files: bool,
    changes: Changes,
}

/// A text that was not looked at yet.
struct Fresh {
    uri: Uri,
    text: String,
    version: i32,
}

/// Why a request got no answer.
struct Refused {
    code: ErrorCode,
    message: String,
}

impl Refused {
    fn to_do(message: String) -> Refused {
        Refused { code: ErrorCode::RequestFailed, message }
    }
}

/// A request that a text must be open for.
type Answer = Result<Value, Refused>;

impl Server {
    /// A server to which an editor has introduced itself. It speaks the language given, else that of each policy.
    #[must_use]
    pub fn new(locale: Option<Locale>, surroundings: Surroundings, opening: &Value) -> Server {
        let can = |pointer: &str| opening.pointer(&format!("/capabilities/{pointer}"));
        let snippets = can("textDocument/completion/completionItem/snippetSupport").and_then(Value::as_bool);
        let snippets = if snippets == Some(true) { Snippets::Understood } else { Snippets::Unknown };
        let with_files = can("workspace/workspaceEdit/resourceOperations").and_then(Value::as_array);
        let moves_files = with_files.is_some_and(|operations| operations.iter().any(|operation| operation == "rename"));
        // Who renames files takes the form in which that is said, and that has versions.
        let versioned = can("workspace/workspaceEdit/documentChanges").and_then(Value::as_bool) == Some(true);
        let changes = if versioned || moves_files { Changes::Versioned } else { Changes::Plain };
        Server { open: BTreeMap::new(), fresh: BTreeMap::new(), locale, surroundings, snippets, moves_files, changes }
    }

    /// What the server can do.
    #[must_use]
    pub fn introduction() -> Value {
        json!({
            "capabilities": {
                "positionEncoding": "utf-16",
                "textDocumentSync": { "openClose": true, "change": 2, "save": true },
                "hoverProvider": true,
                "completionProvider": { "triggerCharacters": ["("] },
                "definitionProvider": true,
                "referencesProvider": true,
                "documentHighlightProvider": true,
                "documentSymbolProvider": true,
                "renameProvider": { "prepareProvider": true },
                "documentFormattingProvider": true,
                "codeActionProvider": { "codeActionKinds": [CodeActionKind::QUICKFIX, TRANSLATE] },
                "semanticTokensProvider": {
                    "legend": { "tokenTypes": TYPES, "tokenModifiers": MODIFIERS },
                    "full": true,
                },
            },
            "serverInfo": { "name": "huurproef", "version": env!("CARGO_PKG_VERSION") },
        })
    }

    /// What is sent in reply to a message, and what is found in the texts after it.
    pub fn handle(&mut self, message: Message) -> Vec<Message> {
        let mut replies = self.receive(message);
        replies.extend(self.settle());
        replies
    }

    /// What is sent in reply to a message. Texts that it opens or changes are looked at when that is asked for: by
    /// [`Server::settle`], or by a request, before which everything must be known.
    pub fn receive(&mut self, message: Message) -> Vec<Message> {
        match message {
            Message::Request(request) => {
                let mut replies = self.settle();
                replies.push(Message::Response(self.answer(request)));
                replies
            }
            Message::Notification(notification) => self.note(notification).into_iter().collect(),
            Message::Response(_) => Vec::new(),
        }
    }

    /// Looks at every text that was opened or changed, and tells what is found in each.
    pub fn settle(&mut self) -> Vec<Message> {
        let fresh = std::mem::take(&mut self.fresh);
        fresh.into_values().map(|Fresh { uri, text, version }| self.look(uri, text, version)).collect()
    }

    /// Texts that open, change and close.
    fn note(&mut self, notification: Notification) -> Option<Message> {
        let Notification { method, params } = notification;
        match method.as_str() {
            "textDocument/didOpen" => {
                let opened = read::<DidOpenTextDocumentParams>(params).ok()?.text_document;
                self.note_fresh(opened.uri, opened.text, opened.version);
                None
            }
            "textDocument/didChange" => {
                let change: DidChangeTextDocumentParams = read(params).ok()?;
                let uri = change.text_document.uri;
                let text = changed(self.text(uri.as_str())?, change.content_changes);
                self.note_fresh(uri, text, change.text_document.version);
                None
            }
            "textDocument/didClose" => {
                let uri = read::<DidCloseTextDocumentParams>(params).ok()?.text_document.uri;
                self.open.remove(uri.as_str());
                self.fresh.remove(uri.as_str());
                Some(published(uri, Vec::new(), None))
            }
            // What lies beside a policy may have changed.
            "textDocument/didSave" | "workspace/didChangeWatchedFiles" => {
                self.look_again();
                None
            }
            _ => None,
        }
    }

    /// Every open text is to be looked at, also where nothing in it changed.
    fn look_again(&mut self) {
        let open = std::mem::take(&mut self.open);
        for (address, document) in &open {
            let fresh = self.fresh.contains_key(address);
            if let (false, Ok(uri)) = (fresh, Uri::from_str(address)) {
                self.note_fresh(uri, document.text().to_owned(), document.version);
            }
        }
        self.open = open;
    }

    /// A text as the editor has it now.
    fn text(&self, address: &str) -> Option<&str> {
        let fresh = self.fresh.get(address).map(|fresh| fresh.text.as_str());
        fresh.or_else(|| self.open.get(address).map(Document::text))
    }

    fn note_fresh(&mut self, uri: Uri, text: String, version: i32) {
        self.fresh.insert(uri.as_str().to_owned(), Fresh { uri, text, version });
    }

    fn look(&mut self, uri: Uri, text: String, version: i32) -> Message {
        let document = Document::new(uri.as_str(), text, version, self.surroundings);
        let findings = shown(&document, &uri, self.locale_of(&document));
        self.open.insert(uri.as_str().to_owned(), document);
        published(uri, findings, Some(version))
    }

    /// The language in which is told of a text.
    fn locale_of(&self, document: &Document) -> Locale {
        self.locale.unwrap_or(document.locale())
    }

    fn answer(&self, request: Request) -> Response {
        let Request { id, method, params } = request;
        let answer = match method.as_str() {
            "textDocument/hover" => self.at(params, |document, byte, locale| Ok(hover(document, byte, locale))),
            "textDocument/completion" => {
                self.at(params, |document, byte, locale| Ok(completion(document, byte, locale, self.snippets)))
            }
            "textDocument/definition" => self.definition(params),
            "textDocument/references" => self.references(params),
            "textDocument/documentHighlight" => self.at(params, |document, byte, _| {
                let highlight = |span| DocumentHighlight { range: document.range(span), kind: None };
                Ok(uses(document, byte, true).into_iter().map(highlight).collect::<Vec<_>>())
            }),
            "textDocument/documentSymbol" => self.symbols(params),
            "textDocument/prepareRename" => self.at(params, |document, byte, locale| {
                let span = renamable(document, byte, locale).map_err(Refused::to_do)?;
                let placeholder = document.file.slice(span).to_owned();
                Ok(PrepareRenameResponse::RangeWithPlaceholder { range: document.range(span), placeholder })
            }),
            "textDocument/rename" => self.rename(params),
            "textDocument/formatting" => self.formatting(params),
            "textDocument/codeAction" => self.actions(params),
            "textDocument/semanticTokens/full" => self.semantic(params),
            _ => Err(Refused { code: ErrorCode::MethodNotFound, message: format!("no such request: {method}") }),
        };
        match answer {
            Ok(result) => Response::new_ok(id, result),
            Err(refused) => Response::new_err(id, refused.code as i32, refused.message),
        }
    }

    /// Answers what is asked of a place in a text.
    fn at<T: Serialize>(
        &self,
        params: Value,
        act: impl FnOnce(&Document, usize, Locale) -> Result<T, Refused>,
    ) -> Answer {
        let asked: TextDocumentPositionParams = read(params)?;
        let document = self.document(&asked.text_document.uri)?;
        let byte = document.byte(asked.position);
        written(act(document, byte, self.locale_of(document))?)
    }

    fn document(&self, uri: &Uri) -> Result<&Document, Refused> {
        let message = || format!("not open: {}", uri.as_str());
        self.open.get(uri.as_str()).ok_or_else(|| Refused { code: ErrorCode::InvalidParams, message: message() })
    }

    fn definition(&self, params: Value) -> Answer {
        let asked: TextDocumentPositionParams = read(params)?;
        let uri = asked.text_document.uri;
        let document = self.document(&uri)?;
        let found = definition(document, document.byte(asked.position));
        written(found.map(|span| Location { uri: uri.clone(), range: document.range(span) }))
    }

    fn references(&self, params: Value) -> Answer {
        let asked: ReferenceParams = read(params)?;
        let uri = asked.text_document_position.text_document.uri;
        let document = self.document(&uri)?;
        let byte = document.byte(asked.text_document_position.position);
        let found = uses(document, byte, asked.context.include_declaration).into_iter();
        let found = found.map(|span| Location { uri: uri.clone(), range: document.range(span) });
        written(found.collect::<Vec<Location>>())
    }

    fn symbols(&self, params: Value) -> Answer {
        let asked: DocumentSymbolParams = read(params)?;
        written(outline(self.document(&asked.text_document.uri)?))
    }

    fn rename(&self, params: Value) -> Answer {
        let asked: RenameParams = read(params)?;
        let uri = asked.text_document_position.text_document.uri;
        let document = self.document(&uri)?;
        let byte = document.byte(asked.text_document_position.position);
        let (name, locale) = (asked.new_name.as_str(), self.locale_of(document));
        let edits = rename(document, byte, name, locale).map_err(Refused::to_do)?;
        let beside = self.beside(&uri, document, byte);
        let file = moved(document, byte, name, self.surroundings, &beside, locale).map_err(Refused::to_do)?;
        match file {
            Some(file) if !self.moves_files => Err(Refused::to_do(file.by_hand(locale))),
            Some(file) => written(file.with(change(document, &uri, edits, self.changes))),
            None => written(change(document, &uri, edits, self.changes)),
        }
    }

    /// The other texts that are open in the same folder and have a source of the name at a byte, by the names of their files.
    fn beside(&self, uri: &Uri, document: &Document, byte: usize) -> Vec<String> {
        let parts = |address: &str| address.rsplit_once('/').map(|(folder, file)| (folder.to_owned(), file.to_owned()));
        let Some((own, token)) = parts(uri.as_str()).zip(document.token_at(byte)) else { return Vec::new() };
        let name = document.file.slice(token.span);
        let has_source = |other: &Document| other.references().declared(Namespace::Source, name).is_some();
        let others = self.open.iter().filter(|(_, other)| has_source(other)).filter_map(|(address, _)| parts(address));
        others.filter(|(folder, file)| *folder == own.0 && *file != own.1).map(|(_, file)| file).collect()
    }

    fn formatting(&self, params: Value) -> Answer {
        let asked: DocumentFormattingParams = read(params)?;
        written(edits(self.document(&asked.text_document.uri)?, Language::AsWritten))
    }

    fn actions(&self, params: Value) -> Answer {
        let asked: CodeActionParams = read(params)?;
        let uri = asked.text_document.uri;
        let document = self.document(&uri)?;
        written(actions(document, &uri, asked.range, &asked.context, self.locale_of(document), self.changes))
    }

    fn semantic(&self, params: Value) -> Answer {
        let asked: SemanticTokensParams = read(params)?;
        let data = semantic(self.document(&asked.text_document.uri)?);
        written(SemanticTokens { result_id: None, data })
    }
}

fn read<T: DeserializeOwned>(params: Value) -> Result<T, Refused> {
    let refused = |error: serde_json::Error| Refused { code: ErrorCode::InvalidParams, message: error.to_string() };
    serde_json::from_value(params).map_err(refused)
}

fn written<T: Serialize>(answer: T) -> Answer {
    let refused = |error: serde_json::Error| Refused { code: ErrorCode::InternalError, message: error.to_string() };
    serde_json::to_value(answer).map_err(refused)
}

fn published(uri: Uri, diagnostics: Vec<lsp_types::Diagnostic>, version: Option<i32>) -> Message {
    let params = PublishDiagnosticsParams { uri, diagnostics, version };
    Message::Notification(Notification::new("textDocument/publishDiagnostics".to_owned(), params))
}
