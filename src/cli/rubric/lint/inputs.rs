//! The files that `rubric lint` looks at: those that are named, those in folders that are, and the
//! questionnaire beside a rubric that none of them holds.

use crate::cli::args::LintArgs;
use crate::cli::files;
use crate::cli::places::Place;
use crate::document::lint::{Kind, id_of, questionnaire_of};
use crate::document::shipped::{self, Shipped};
use crate::document::{Bounds, Finding, Format, Node, answers, read};
use crate::domain::sorting;
use std::borrow::Cow;
use std::path::{Component, Path, PathBuf};

/// A file, and what stands in it.
pub(super) struct Input {
    /// What people call it.
    pub(super) named: String,
    /// Its one path for programs.
    pub(super) place: String,
    /// Where it is; nothing for what the program carries.
    path: Option<PathBuf>,
    /// What it is, where that is said by how it was named.
    pub(super) kind: Option<Kind>,
    /// Its text, or why there is none.
    pub(super) text: Result<String, Unread>,
}

/// Why a file cannot be read at all.
pub(super) enum Unread {
    /// It cannot be opened.
    Closed(String),
    /// It holds no text.
    NoText(Finding),
}

impl Input {
    fn read(path: &Path, kind: Option<Kind>) -> Self {
        let text = match files::read(path, Bounds::RUBRIC) {
            Err(why) => Err(Unread::Closed(format!("{why:#}"))),
            Ok(bytes) => match read::decode(&bytes, Bounds::RUBRIC) {
                Ok(text) => Ok(text.to_owned()),
                Err(finding) => Err(Unread::NoText(finding)),
            },
        };
        Self {
            named: files::name(path),
            place: Place::of(path).shown(),
            path: Some(path.to_owned()),
            kind,
            text,
        }
    }

    /// Returns a file that the program carries; its folder says what it is.
    fn carried(shipped: &Shipped, kind: Kind) -> Self {
        let (folder, text) = match kind {
            Kind::Questionnaire => ("questions", shipped.questions()),
            Kind::Rubric => ("rubrics", shipped.rubric()),
        };
        let place = format!("{folder}/{}.yaml", shipped.name);
        let missing = || Unread::Closed("the program does not hold it".to_owned());
        Self {
            named: format!("embedded {place}"),
            place,
            path: None,
            kind: Some(kind),
            text: text.map(Cow::into_owned).ok_or_else(missing),
        }
    }

    /// Returns the tree of the text; nothing where there is none.
    pub(super) fn tree(&self) -> Option<Result<Node<'_>, Vec<Finding>>> {
        let text = self.text.as_ref().ok()?;
        Some(read::tree(text, Format::Yaml, Bounds::RUBRIC))
    }

    /// Returns what the file is, by how it was named, else by its keys.
    pub(super) fn kind_of(&self, tree: &Node<'_>) -> Option<Kind> {
        self.kind.or_else(|| Kind::of(tree).filter(|_| !holds_answers(tree)))
    }

    /// Returns the id of the file, if it is a questionnaire.
    fn asks(&self) -> Option<String> {
        let tree = self.tree()?.ok()?;
        let is_asked = self.kind_of(&tree) == Some(Kind::Questionnaire);
        id_of(&tree).filter(|_| is_asked).map(str::to_owned)
    }

    /// Returns the id of the questionnaire that the file judges, if it is a rubric.
    fn judges(&self) -> Option<String> {
        let tree = self.tree()?.ok()?;
        let judges = self.kind_of(&tree) == Some(Kind::Rubric);
        questionnaire_of(&tree).filter(|_| judges).map(|(id, _)| id.to_owned())
    }
}

/// Returns whether a document is a file of answers, which has keys that a rubric has as well.
pub(super) fn holds_answers(tree: &Node<'_>) -> bool {
    tree.entry("dimensions").is_none()
        && tree.entry("questions").is_none()
        && answers::are_meant(tree)
}

/// Returns the questionnaires that the program carries.
pub(super) fn shipped_questions() -> Vec<Input> {
    let all = shipped::INSTRUMENTS.iter();
    all.map(|one| Input::carried(one, Kind::Questionnaire)).collect()
}

/// Returns every file of a run, each once.
pub(super) fn all(args: &LintArgs) -> Vec<Input> {
    let mut inputs: Vec<Input> = Vec::new();
    let options = [
        (&args.instrument.questions, Kind::Questionnaire),
        (&args.instrument.rubric, Kind::Rubric),
    ];
    for path in &args.files {
        if path.is_dir() && !files::is_stdin(path) {
            inputs.extend(in_folder(path));
        } else {
            inputs.push(Input::read(path, None));
        }
    }
    let named = options.iter().filter_map(|(path, kind)| Some((path.as_ref()?, *kind)));
    inputs.extend(named.map(|(path, kind)| Input::read(path, Some(kind))));
    if args.files.is_empty() {
        inputs.extend(the_other(args, &inputs));
    }
    let mut beside = Vec::new();
    for input in &inputs {
        let Some(id) = input.judges() else { continue };
        let mut asks = inputs.iter().chain(&beside).filter_map(Input::asks);
        if args.instrument.questions.is_none() && !asks.any(|asked| asked == id) {
            beside.extend(questionnaire_beside(input, &id));
        }
    }
    inputs.extend(beside);
    // A file that was named twice is looked at once.
    let mut seen = Vec::new();
    inputs.retain(|input| {
        let file =
            input.path.as_deref().map_or_else(|| input.named.clone().into(), files::canonical);
        let is_new = !seen.contains(&file);
        seen.push(file);
        is_new
    });
    inputs
}

/// Returns what the program carries of the pair that is not named; where questions of one's own do
/// not fit the rubric that it carries, nothing.
fn the_other(args: &LintArgs, named: &[Input]) -> Vec<Input> {
    let named_one = args.instrument.instrument.as_deref();
    let shipped = named_one.and_then(shipped::named).unwrap_or_else(shipped::default);
    let rubric = || Input::carried(shipped, Kind::Rubric);
    match (&args.instrument.questions, &args.instrument.rubric) {
        (None, None) => vec![Input::carried(shipped, Kind::Questionnaire), rubric()],
        (Some(_), None) => {
            let rubric = rubric();
            let fits = named.iter().any(|input| input.asks() == rubric.judges());
            if fits { vec![rubric] } else { Vec::new() }
        }
        (_, Some(_)) => Vec::new(),
    }
}

/// Returns the questionnaire of this id that lies beside a rubric.
fn questionnaire_beside(rubric: &Input, id: &str) -> Option<Input> {
    let path = rubric.path.as_deref().filter(|path| !files::is_stdin(path))?;
    let folder = path.with_file_name("");
    let is_named = matches!(folder.components().next_back(), Some(Component::Normal(_)));
    let above = folder.parent().filter(|_| is_named);
    let above = above.map_or_else(|| folder.join(".."), Path::to_owned).join("questions");
    let places = [
        folder.join("questions.yaml"),
        folder.join("questions.yml"),
        above.join(format!("{id}.yaml")),
        above.join(format!("{id}.yml")),
        folder.join("questions").join(format!("{id}.yaml")),
    ];
    let found = places.iter().filter(|path| path.is_file());
    let mut found = found.map(|path| Input::read(path, Some(Kind::Questionnaire)));
    found.find(|input| input.asks().as_deref() == Some(id))
}

/// Returns the questionnaires and rubrics of a folder, and of `questions` and `rubrics` in it.
fn in_folder(folder: &Path) -> Vec<Input> {
    let kinds = [("questions", Kind::Questionnaire), ("rubrics", Kind::Rubric)];
    let mut found = Vec::new();
    for path in yaml_in(folder) {
        let input = Input::read(&path, None);
        let is_one = input.tree().and_then(Result::ok).and_then(|tree| input.kind_of(&tree));
        // Of what cannot be read, the name of its folder may tell that it should be one.
        let should_be = || kinds.iter().any(|(name, _)| files::canonical(folder).ends_with(name));
        if is_one.is_some() || should_be() {
            found.push(input);
        }
    }
    for (name, kind) in kinds {
        let paths = yaml_in(&folder.join(name));
        found.extend(paths.iter().map(|path| Input::read(path, Some(kind))));
    }
    if found.is_empty() {
        let why = "there is no questionnaire and no rubric in this folder: no .yaml or .yml file \
                   in it, nor in `questions` or `rubrics` in it, is one";
        found.push(Input {
            named: files::name(folder),
            place: Place::of(folder).shown(),
            path: Some(folder.to_owned()),
            kind: None,
            text: Err(Unread::Closed(why.to_owned())),
        });
    }
    found
}

/// Returns the YAML files of a folder, by name; none where it cannot be read, or is not there.
fn yaml_in(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let is_yaml =
        |path: &PathBuf| matches!(files::format_of(path), Ok(Format::Yaml)) && path.is_file();
    let mut paths: Vec<_> = entries.map(|entry| entry.path()).filter(is_yaml).collect();
    sorting::sort(&mut paths);
    paths
}
