//! The examples of what causes a code: read from the one file that holds them all.

use serde::Serialize;

/// Every example, under the codes that it causes.
const EXAMPLES: &str = include_str!("../../../examples/codes.txt");

/// A file of an example.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ExampleFile {
    /// What it is called.
    pub name: &'static str,
    /// What it holds.
    pub text: String,
}

/// What causes a code: files and the commands that are given them, or what cannot be shown in words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Example {
    /// What cannot be shown, in words.
    pub words: String,
    /// The files.
    pub files: Vec<ExampleFile>,
    /// The commands, as they are typed, in their order; the last one says the code.
    pub commands: Vec<&'static str>,
}

/// Returns the example that causes a code.
pub(super) fn of(code: &str) -> Option<Example> {
    let sections = EXAMPLES.split("\n=== ").skip(1).filter_map(|section| section.split_once('\n'));
    let mut named = sections.filter(|(codes, _)| codes.split_whitespace().any(|one| one == code));
    named.next().map(|(_, text)| read(text))
}

/// Returns every code that an example is there for.
pub fn codes() -> impl Iterator<Item = &'static str> {
    let sections = EXAMPLES.split("\n=== ").skip(1);
    sections.flat_map(|section| section.lines().next().unwrap_or_default().split_whitespace())
}

fn read(text: &'static str) -> Example {
    let mut example = Example::default();
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("--- ") {
            example.files.push(ExampleFile { name, text: String::new() });
        } else if let Some(command) = line.strip_prefix("$ ") {
            example.commands.push(command);
        } else if let Some(file) = example.files.last_mut() {
            file.text.push_str(line);
            file.text.push('\n');
        } else if !line.is_empty() {
            let between = if example.words.is_empty() { "" } else { " " };
            example.words += between;
            example.words += line;
        }
    }
    example
}
