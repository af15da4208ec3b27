//! The policies that answers files are held against: found from each file's folder upwards, or
//! named, with whatever the command line says in their place; and the baselines they name.

use super::args::{Global, Pairs, PolicyArgs};
use super::exit::Failure;
use super::files::{self, Target};
use super::stage::{Stage, read_document};
use crate::document::baseline::{self, Baseline, Ground};
use crate::document::policy::{self, PolicyDocument};
use crate::document::{Bounds, Finding, Format, Span, node};
use crate::domain::Code;
use crate::domain::gate::Levels;
use crate::domain::policy::Policy;
use crate::domain::score::Word;
use anyhow::{Context, anyhow};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Component, Path, PathBuf};

/// The name of settings files.
const SETTINGS: &str = "oms-maturity.toml";
/// What the command line is called where something is to be said about it.
const COMMAND_LINE: &str = "<command line>";

/// All policies of a run.
#[derive(Debug)]
pub(super) struct Policies<'s> {
    stage: &'s Stage,
    flags: Policy,
    /// Whether the command line names the baseline, so that its path is meant from here.
    baseline_flag: bool,
    named: Option<PathBuf>,
    write_baseline: bool,
    force: bool,
    /// The settings file that a folder's answers are held against, by folder.
    by_folder: BTreeMap<PathBuf, Option<PathBuf>>,
    /// The policies by settings file; without one the command line alone.
    loaded: BTreeMap<Option<PathBuf>, Loaded>,
}

/// A policy that was read.
#[derive(Debug)]
pub(super) struct Loaded {
    /// What it is called in messages.
    pub(super) name: String,
    /// Its text; empty for the command line.
    pub(super) text: String,
    /// What is demanded.
    pub(super) policy: Policy,
    /// Where each waiver stands; those of the command line stand nowhere.
    pub(super) waivers: Vec<Span>,
    /// Whether each waiver waived something.
    pub(super) used: Vec<bool>,
    baseline: Option<BaselineFile>,
}

/// A baseline and what becomes of it.
#[derive(Debug)]
struct BaselineFile {
    path: PathBuf,
    /// What it says.
    known: Baseline,
    /// What it will say, where it is written.
    raised: Option<Baseline>,
}

impl<'s> Policies<'s> {
    /// Reads what the command line demands.
    pub(super) fn new(
        global: &Global,
        args: &PolicyArgs,
        write_baseline: bool,
        stage: &'s Stage,
    ) -> Result<Self, Failure> {
        let text = flags(args);
        let read = |text: &str| {
            let tree = node::read(text, Format::Toml, Bounds::ANSWERS)?;
            policy::read(&tree, &stage.questionnaire.value, &stage.rubric.value)
        };
        let document = read(&text).map_err(|findings| Failure::Document {
            name: COMMAND_LINE.to_owned(),
            text,
            findings,
        })?;
        Ok(Self {
            stage,
            flags: document.policy,
            baseline_flag: args.baseline.is_some(),
            named: global.config.clone(),
            write_baseline,
            force: global.force,
            by_folder: BTreeMap::new(),
            loaded: BTreeMap::new(),
        })
    }

    /// Returns the policy that the answers in `file` are held against.
    pub(super) fn of(&mut self, file: &Path) -> Result<&mut Loaded, Failure> {
        let settings = self.settings_of(file)?;
        if !self.loaded.contains_key(&settings) {
            let loaded = self.load(settings.as_deref())?;
            self.loaded.insert(settings.clone(), loaded);
        }
        self.loaded.get_mut(&settings).ok_or_else(|| anyhow!("no policy").into())
    }

    /// Returns the policies of the run.
    pub(super) fn all(&self) -> impl Iterator<Item = &Loaded> {
        self.loaded.values()
    }

    /// Finds the settings file for `file`: in its folder or above it, up to the folder that holds
    /// the repository.
    fn settings_of(&mut self, file: &Path) -> Result<Option<PathBuf>, Failure> {
        if let Some(named) = &self.named {
            return Ok(Some(named.clone()));
        }
        let folder =
            if files::is_stdin(file) { PathBuf::from(".") } else { files::folder_of(file) };
        if let Some(known) = self.by_folder.get(&folder) {
            return Ok(known.clone());
        }
        let whole = folder.canonicalize();
        let whole = whole.with_context(|| format!("cannot find {}", files::name(&folder)))?;
        let mut found = None;
        for above in whole.ancestors() {
            if above.join(SETTINGS).is_file() {
                found = Some(above.join(SETTINGS));
            }
            if found.is_some() || above.join(".git").exists() {
                break;
            }
        }
        self.by_folder.insert(folder, found.clone());
        Ok(found)
    }

    fn load(&self, settings: Option<&Path>) -> Result<Loaded, Failure> {
        let mut loaded = match settings {
            None => Loaded::of(COMMAND_LINE.to_owned(), String::new(), PolicyDocument::default()),
            Some(path) => self.read(path)?,
        };
        loaded.policy = std::mem::take(&mut loaded.policy).overlaid(self.flags.clone());
        loaded.used = vec![false; loaded.policy.waivers.len()];
        if loaded.policy.demands_nothing() {
            return Err(nothing_demanded(settings, loaded));
        }
        loaded.baseline = self.baseline(settings, &loaded.policy)?;
        Ok(loaded)
    }

    fn read(&self, path: &Path) -> Result<Loaded, Failure> {
        let bytes = files::read(path, Bounds::ANSWERS)?;
        let name = shortened(path);
        let stage = self.stage;
        let text = match node::decode(&bytes, Bounds::ANSWERS) {
            Ok(text) => text.to_owned(),
            Err(finding) => {
                let findings = vec![finding];
                return Err(Failure::Document { name, text: String::new(), findings });
            }
        };
        let read = node::read(&text, Format::Toml, Bounds::ANSWERS)
            .and_then(|tree| policy::read(&tree, &stage.questionnaire.value, &stage.rubric.value));
        match read {
            Ok(document) => Ok(Loaded::of(name, text, document)),
            Err(findings) => Err(Failure::Document { name, text, findings }),
        }
    }

    fn ground(&self, policy: &Policy) -> Ground<'_> {
        let rubric = &self.stage.rubric;
        let judge = policy.judge.unwrap_or(Word::Claimed);
        Ground { rubric: &rubric.value, sha256: &rubric.sha256, judge }
    }

    fn baseline(
        &self,
        settings: Option<&Path>,
        policy: &Policy,
    ) -> Result<Option<BaselineFile>, Failure> {
        let Some(named) = &policy.baseline else {
            return if self.write_baseline {
                let why = "--write-baseline needs a baseline: name it with --baseline FILE, or as \
                           `baseline` under [check]";
                Err(anyhow!(why).into())
            } else {
                Ok(None)
            };
        };
        let folder = settings.filter(|_| !self.baseline_flag).map(files::folder_of);
        let path = folder.unwrap_or_default().join(named);
        if self.write_baseline {
            // Whether it may be written is known before anything is judged.
            Target::open(&path, true)?;
        }
        if !path.exists() {
            if self.write_baseline {
                return Ok(Some(BaselineFile { path, known: Baseline::default(), raised: None }));
            }
            let name = shortened(&path);
            let why = format!("there is no baseline {name}; write it with --write-baseline");
            return Err(anyhow!(why).into());
        }
        let ground = self.ground(policy);
        let bytes = files::read(&path, Bounds::BASELINE)?;
        let read = |tree: &node::Node<'_>| baseline::read(tree, ground);
        let read = read_document(shortened(&path), &bytes, Bounds::BASELINE, Format::Toml, read);
        let known = match read {
            Err(Failure::Document { .. }) if self.write_baseline && self.force => {
                Baseline::default()
            }
            read => read?,
        };
        Ok(Some(BaselineFile { path, known, raised: None }))
    }

    /// Writes the baselines that were raised; returns the names of those that are others now.
    pub(super) fn write_baselines(&self) -> Result<Vec<String>, Failure> {
        let mut written = Vec::new();
        for loaded in self.loaded.values() {
            let Some(file) = &loaded.baseline else { continue };
            let Some(raised) = file.raised.as_ref().filter(|raised| **raised != file.known) else {
                continue;
            };
            let text = baseline::write(raised, self.ground(&loaded.policy));
            let target = Target::open(&file.path, true)?;
            target.write(&text.map_err(|error| anyhow!(error))?)?;
            written.push(shortened(&file.path));
        }
        Ok(written)
    }

    /// Returns whether baselines are written, and whether they may be lowered.
    pub(super) fn writing(&self) -> Option<bool> {
        self.write_baseline.then_some(self.force)
    }
}

impl Loaded {
    fn of(name: String, text: String, document: PolicyDocument) -> Self {
        let PolicyDocument { policy, waivers, .. } = document;
        Self { name, text, policy, waivers, used: Vec::new(), baseline: None }
    }

    /// Returns the levels that `file` may not fall below. Where the baseline is being written they
    /// are raised to `now` first, or with `lower` set to it.
    pub(super) fn levels(
        &mut self,
        file: &Path,
        now: &Levels,
        writing: Option<bool>,
    ) -> Option<Levels> {
        let baseline = self.baseline.as_mut()?;
        let key = if files::is_stdin(file) {
            "-".to_owned()
        } else {
            relative(file, &files::folder_of(&baseline.path))
        };
        let known = baseline.known.levels.get(&key).cloned();
        let Some(lower) = writing else { return known };
        let raised = match known {
            Some(known) if !lower => known.raised_to(now),
            _ => now.clone(),
        };
        let all = baseline.raised.get_or_insert_with(|| baseline.known.clone());
        all.levels.insert(key, raised.clone());
        Some(raised)
    }
}

fn nothing_demanded(settings: Option<&Path>, loaded: Loaded) -> Failure {
    if settings.is_none() {
        let why = format!(
            "no policy: there is no {SETTINGS} beside the answers or above them, and no flag that \
             demands anything (such as --min-level 3)"
        );
        return anyhow!(why).into();
    }
    let finding = Finding {
        code: Code::NothingDemanded,
        span: 0..0,
        message: "this policy demands nothing, so nothing could fail it".to_owned(),
        help: "demand something under [check], such as `min_level = 3`".to_owned(),
    };
    Failure::Document { name: loaded.name, text: loaded.text, findings: vec![finding] }
}

/// Returns a path as seen from the current folder, where it lies below it.
fn shortened(path: &Path) -> String {
    let here = std::env::current_dir().and_then(|here| here.canonicalize()).ok();
    let below = here.as_deref().and_then(|here| path.strip_prefix(here).ok());
    files::name(below.unwrap_or(path))
}

/// Returns the way from `folder` to `file`, with slashes, the same on every system.
fn relative(file: &Path, folder: &Path) -> String {
    let whole = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let (file, folder) = (whole(file), whole(folder));
    let shared = file.components().zip(folder.components()).take_while(|(a, b)| a == b).count();
    let up = folder.components().skip(shared).map(|_| "..".to_owned());
    let down = file
        .components()
        .skip(shared)
        .map(|part: Component<'_>| part.as_os_str().to_string_lossy().into_owned());
    up.chain(down).collect::<Vec<_>>().join("/")
}

/// Returns the policy of the command line as the text of a settings file, so that both are read,
/// checked and complained about alike.
fn flags(args: &PolicyArgs) -> String {
    let PolicyArgs { min_level, min_mean, require_evidence_from, max_unknown, .. } = args;
    let PolicyArgs { max_unanswered, max_age_days, max_evidence_age_days, .. } = args;
    let mut lines = vec!["[check]".to_owned()];
    let mut set = |key: &str, value: Option<String>| {
        lines.extend(value.map(|value| format!("{key} = {value}")));
    };
    set("min_level", min_level.map(|level| level.to_string()));
    set("min_mean", min_mean.clone().map(|mean| number_or_text(&mean)));
    set("judge", args.judge.as_deref().map(quoted));
    set("require_evidence_from", require_evidence_from.map(|level| level.to_string()));
    set("max_unknown", max_unknown.map(|most| most.to_string()));
    set("max_unanswered", max_unanswered.map(|most| most.to_string()));
    set("max_age_days", max_age_days.map(|most| most.to_string()));
    set("max_evidence_age_days", max_evidence_age_days.map(|most| most.to_string()));
    set("baseline", args.baseline.as_ref().map(|path| quoted(&path.to_string_lossy())));
    set("allow_fall", listed(args.allow_fall.iter().map(|id| quoted(id))));
    set("must_cope", listed(args.must_cope.iter().map(|cope| scenario(cope))));
    set("strict", args.strict.then(|| "true".to_owned()));
    set("dimensions", table(&args.dimension, number_or_text));
    set("severity", table(&args.severity, quoted));
    let waivers = args.waiver.iter().filter_map(|Pairs(pairs)| table(pairs, quoted));
    set("waiver", listed(waivers));
    lines.join("\n") + "\n"
}

fn listed(values: impl Iterator<Item = String>) -> Option<String> {
    let values: Vec<_> = values.collect();
    (!values.is_empty()).then(|| format!("[{}]", values.join(", ")))
}

fn table(pairs: &[(String, String)], value: fn(&str) -> String) -> Option<String> {
    let pairs: Vec<_> =
        pairs.iter().map(|(key, text)| format!("{} = {}", quoted(key), value(text))).collect();
    (!pairs.is_empty()).then(|| format!("{{{}}}", pairs.join(", ")))
}

fn scenario(text: &str) -> String {
    match text.split_once('@') {
        None => quoted(text),
        Some((id, from)) => format!("{{scenario = {}, from = {}}}", quoted(id), quoted(from)),
    }
}

/// A number stays one; anything else becomes a text, which the reader then complains about.
fn number_or_text(text: &str) -> String {
    let plain = !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || ".-".contains(c));
    if plain { text.to_owned() } else { quoted(text) }
}

/// Returns a text as TOML spells it.
fn quoted(text: &str) -> String {
    let mut spelled = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => spelled.extend(['\\', c]),
            _ if c.is_control() => drop(write!(spelled, "\\u{:04X}", u32::from(c))),
            _ => spelled.push(c),
        }
    }
    spelled.push('"');
    spelled
}
