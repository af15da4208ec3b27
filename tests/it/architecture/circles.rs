//! No two files of the program need each other, be it by way of others. It is read from the text:
//! what a file imports, and the paths that it writes out. What a module hands on by `pub use` is
//! followed to the file that has it. Tests at a file's end do not count.

use super::{files, source};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// A path of Rust, such as `crate`, `document`, `node`, `Node`.
type Names = Vec<String>;

/// A file as a module.
struct Module {
    /// What it is called, from the crate's root.
    path: Names,
    /// The paths that it needs, as it writes them.
    needed: Vec<Names>,
    /// The paths that it hands on, as it writes them.
    handed_on: Vec<Names>,
}

impl Module {
    fn new(path: Names, text: &str) -> Self {
        let (mut needed, mut handed_on) = (Vec::new(), Vec::new());
        let (uses, rest) = taken_apart(text);
        for (public, tree) in uses {
            let paths = unfolded(&tree);
            if public { handed_on.extend(paths) } else { needed.extend(paths) }
        }
        // Modules inside this one may be named without being imported.
        let inner =
            rest.lines().filter_map(|line| line.trim().strip_suffix(';')?.split_once("mod "));
        let inner = inner.map(|(_, name)| name.to_owned());
        let starts: Vec<_> = inner.chain(["crate", "super"].map(str::to_owned)).collect();
        let is_path = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == ':';
        let words = rest.split(|letter: char| !is_path(letter)).filter(|word| word.contains("::"));
        let written = words.map(|word| word.split("::").map(str::to_owned).collect::<Names>());
        needed.extend(written.filter(|path| starts.contains(&path[0])));
        Self { path, needed, handed_on }
    }

    fn of_file(file: &Path) -> Self {
        let inside = file.strip_prefix(source()).unwrap().with_extension("");
        let names = inside.components().map(|part| part.as_os_str().to_string_lossy().into_owned());
        let path = names.filter(|name| name != "lib").collect();
        Self::new(path, &fs::read_to_string(file).unwrap())
    }

    /// Returns a path from the crate's root, as seen from this module.
    fn absolute(&self, path: &[String]) -> Names {
        let mut from = self.path.clone();
        let mut rest = path;
        while let Some((first, others)) = rest.split_first() {
            match first.as_str() {
                "crate" => from.clear(),
                "super" => drop(from.pop()),
                _ => break,
            }
            rest = others;
        }
        [&from, rest].concat()
    }
}

/// Returns the trees of all `use` declarations, each with whether it hands on what it names, and the
/// code that is left.
fn taken_apart(text: &str) -> (Vec<(bool, String)>, String) {
    let program = text.split("#[cfg(test)]").next().unwrap();
    let mut lines = program.lines().map(|line| line.split("//").next().unwrap());
    let (mut uses, mut rest) = (Vec::new(), String::new());
    while let Some(line) = lines.next() {
        let Some((before, start)) = line.split_once("use ").filter(|(before, _)| {
            let before = before.trim();
            before.is_empty()
                || before == "pub"
                || (before.starts_with("pub(") && before.ends_with(')'))
        }) else {
            rest += line;
            rest.push('\n');
            continue;
        };
        let mut tree = start.to_owned();
        while !tree.contains(';') {
            tree += lines.next().unwrap().trim();
        }
        uses.push((before.contains("pub"), tree.replace(';', "")));
    }
    (uses, rest)
}

/// Returns every path in a tree such as `a::{b, c::{self, D as E}}`.
fn unfolded(tree: &str) -> Vec<Names> {
    let names = |path: &str| {
        let names = path.split("::").map(str::trim).filter(|name| !["", "self"].contains(name));
        names.map(str::to_owned).collect::<Names>()
    };
    let Some((start, inner)) = tree.split_once('{') else {
        return vec![names(tree.split(" as ").next().unwrap())];
    };
    let inner = inner.rsplit_once('}').unwrap().0;
    let mut depth = 0;
    let parts = inner.split(|letter: char| {
        depth += i32::from(letter == '{') - i32::from(letter == '}');
        letter == ',' && depth == 0
    });
    let parts = parts.filter(|part| !part.trim().is_empty()).flat_map(unfolded);
    parts.map(|path| [names(start), path].concat()).collect()
}

/// All modules, by what they are called, and what they hand on.
struct Modules {
    all: BTreeMap<Names, Module>,
    /// What a handed on name stands for.
    meant: BTreeMap<Names, Names>,
}

impl Modules {
    fn new(modules: impl IntoIterator<Item = Module>) -> Self {
        let all: BTreeMap<_, _> =
            modules.into_iter().map(|module| (module.path.clone(), module)).collect();
        let meant = all.values().flat_map(|module| {
            module.handed_on.iter().map(|path| {
                let name = path.last().unwrap().clone();
                ([module.path.as_slice(), &[name]].concat(), module.absolute(path))
            })
        });
        let meant = meant.collect();
        Self { all, meant }
    }

    /// Returns the file that a path leads into; nothing where it leads out of the crate.
    fn holding(&self, path: &[String]) -> Option<&Names> {
        for length in (1..=path.len()).rev() {
            let (start, rest) = path.split_at(length);
            if let Some(meant) = self.meant.get(start) {
                return self.holding(&[meant, rest].concat());
            }
            if let Some((found, _)) = self.all.get_key_value(start) {
                return Some(found);
            }
        }
        None
    }

    /// Returns the files that a module needs.
    fn needs(&self, module: &Module) -> BTreeSet<&Names> {
        let paths = module.needed.iter().map(|path| module.absolute(path));
        let files = paths.filter_map(|path| self.holding(&path));
        files.filter(|other| **other != module.path).collect()
    }

    /// Returns the circles: the files of each, of which every one leads to every other.
    fn circles(&self) -> BTreeSet<Vec<String>> {
        let needs: BTreeMap<_, _> =
            self.all.iter().map(|(path, module)| (path, self.needs(module))).collect();
        let leads_to = |from: &Names| {
            let mut reached = BTreeSet::new();
            let mut open: Vec<&Names> = needs[from].iter().copied().collect();
            while let Some(next) = open.pop() {
                if reached.insert(next) {
                    open.extend(&needs[next]);
                }
            }
            reached
        };
        let leads_to: BTreeMap<_, _> = self.all.keys().map(|from| (from, leads_to(from))).collect();
        let circles = leads_to.iter().filter(|(from, reached)| reached.contains(**from));
        let circles = circles.map(|(from, reached)| {
            let others = reached.iter().filter(|other| leads_to[**other].contains(*from));
            others.map(|other| other.join("::")).collect()
        });
        circles.collect()
    }
}

#[test]
fn no_two_files_need_each_other() {
    let modules: Vec<_> = files(&source()).iter().map(|file| Module::of_file(file)).collect();
    let circles = Modules::new(modules).circles();
    assert!(circles.is_empty(), "these files need each other: {circles:#?}");
}

#[test]
fn each_way_to_need_a_file_is_noticed() {
    for (one, other) in [
        ("use super::other::Other;", "use crate::one::One;"),
        ("use super::{One, b::{self, Two}, other::{Three as Four, Five}};", "use super::one;"),
        ("fn f() { super::other::g(1) }", "fn g() -> crate::one::One {}"),
        // By way of what a module hands on, and of a third file.
        ("use crate::Other;", "use super::third::Third;"),
        ("use super::third::Third;\n", "use super::one::{\n    One,\n    Two,\n};\n"),
    ] {
        let module = |name: &str, text: &str| Module::new(vec![name.to_owned()], text);
        let root = Module::new(Vec::new(), "mod one;\nmod other;\npub use other::Other;\n");
        let third =
            if other.contains("third") { "use crate::one::One;" } else { "use super::other::O;" };
        let modules = [root, module("one", one), module("other", other), module("third", third)];
        assert_eq!(Modules::new(modules).circles().len(), 1, "{one} {other}");
    }
    let apart = [
        ("one", "// use super::other::Other;\npub use super::other::Other;\nuse std::fmt;"),
        ("other", "use crate::one::One;\n#[cfg(test)]\nmod tests { use crate::one; }"),
    ];
    let apart = apart.map(|(name, text)| Module::new(vec![name.to_owned()], text));
    assert!(Modules::new(apart).circles().is_empty());
}
