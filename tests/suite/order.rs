//! The order of modules in `lib.rs` is the architecture, and this holds it.

use std::fs;
use std::path::Path;
use std::path::PathBuf;

/// Each package has one home, so that each can be replaced in one place.
const HOMES: &[(&str, &[&str])] = &[
    ("pest", &["syntax"]),
    ("pest_derive", &["syntax"]),
    ("annotate_snippets", &["diagnostic"]),
    ("rust_decimal", &["money"]),
    ("chrono", &["calendar"]),
    ("serde_yaml", &["scenario"]),
    ("polars", &["tables"]),
    ("polars_io", &["tables"]),
    ("plotters", &["report"]),
    ("askama", &["report"]),
    ("comfy_table", &["report"]),
    ("quick_xml", &["interchange"]),
    ("lsp_server", &["lsp"]),
    ("lsp_types", &["lsp"]),
    ("clap", &["cli"]),
    ("indicatif", &["cli"]),
    ("ctrlc", &["cli"]),
];

/// `language` and `world` are strangers, and so are the doors.
const LANGUAGE: &[&str] = &["syntax", "check", "reference", "layout", "program", "difference"];
const WORLD: &[&str] = &["tenancy", "ledger", "behaviour", "synth", "forecast"];

#[derive(Debug)]
struct Import {
    file: PathBuf,
    module: String,
    names: String,
}

#[test]
fn a_module_names_only_modules_above_it() {
    let order = module_order();
    let place = |module: &str| order.iter().position(|name| name == module);
    for import in imports().iter().filter(|import| import.names.starts_with("crate::")) {
        let target = import.names.trim_start_matches("crate::").split("::").next().unwrap();
        let (Some(own), Some(target_place)) = (place(&import.module), place(target)) else {
            panic!("{}: `{}` is not a module of lib.rs", import.file.display(), import.names);
        };
        assert!(
            target_place <= own,
            "{}: `{}` names `{target}`, which stands below it",
            import.file.display(),
            import.module
        );
        let strangers = LANGUAGE.contains(&import.module.as_str()) && WORLD.contains(&target)
            || WORLD.contains(&import.module.as_str()) && LANGUAGE.contains(&target);
        assert!(!strangers, "{}: `{}` and `{target}` are strangers", import.file.display(), import.module);
    }
}

#[test]
fn each_package_has_one_home() {
    for import in imports() {
        let package = import.names.split("::").next().unwrap();
        if let Some((_, homes)) = HOMES.iter().find(|(name, _)| *name == package) {
            assert!(
                homes.contains(&import.module.as_str()),
                "{}: `{package}` lives in {homes:?}",
                import.file.display()
            );
        }
    }
}

#[test]
fn one_import_a_line_and_no_module_folder_files() {
    for import in imports() {
        assert!(!import.names.contains(['{', '*']), "{}: `use {}`", import.file.display(), import.names);
    }
    for file in rust_files(Path::new("src")) {
        assert_ne!(file.file_name().unwrap(), "mod.rs", "{}", file.display());
    }
}

fn module_order() -> Vec<String> {
    let text = fs::read_to_string("src/lib.rs").unwrap();
    text.lines().filter_map(|line| line.trim().strip_prefix("pub mod ")?.strip_suffix(';')).map(str::to_owned).collect()
}

fn imports() -> Vec<Import> {
    rust_files(Path::new("src")).into_iter().flat_map(|file| imports_of(&file)).collect()
}

/// The imports of a file, up to its tests: those may import what they like of their own module.
fn imports_of(file: &Path) -> Vec<Import> {
    let relative = file.strip_prefix("src").unwrap();
    let module = relative.components().next().unwrap().as_os_str().to_str().unwrap().trim_end_matches(".rs").to_owned();
    if module == "lib" || module == "main" {
        return Vec::new();
    }
    let text = fs::read_to_string(file).unwrap();
    text.lines()
        .take_while(|line| !line.starts_with("mod tests"))
        .filter_map(|line| line.trim_start().trim_start_matches("pub ").strip_prefix("use "))
        .map(|names| Import {
            file: file.to_owned(),
            module: module.clone(),
            names: names.trim_end_matches(';').to_owned(),
        })
        .collect()
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    entries
        .into_iter()
        .flat_map(|path| if path.is_dir() { rust_files(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect()
}
