//! The policies that answers files are held against: found from each file's folder upwards, or
//! named, with whatever the command line says instead; and the baselines they name.

use super::falls::falls;
use super::flags;
use crate::cli::args::CheckArgs;
use crate::cli::exit::Failure;
use crate::cli::files::{self, Lock, OutputFile};
use crate::cli::house::SETTINGS;
use crate::cli::instrument::read_document;
use crate::cli::places::Place;
use crate::document::baseline::{self, Baseline, WrittenFor};
use crate::document::policy::{self, PolicyDocument};
use crate::document::{Bounds, Finding, Format, Node, Span, read};
use crate::domain::gate::Levels;
use crate::domain::policy::{Policy, Rule, Waiver, WaiverId};
use crate::domain::{Code, Instrument, Questionnaire};
use crate::report::words::shown_path;
use anyhow::{Context, anyhow};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// What the command line is called where something is to be said about it.
pub(super) const COMMAND_LINE: &str = "<command line>";

/// All policies of a run.
#[derive(Debug)]
pub(super) struct Policies<'s> {
    instrument: &'s Instrument,
    flags: Policy,
    /// Whether the command line names the baseline, so that its path is meant from here.
    baseline_flag: bool,
    named: Option<PathBuf>,
    write_baseline: bool,
    /// Whether a baseline that is written may fall.
    may_fall: bool,
    /// The policies and baselines that were opened, by what they are called in messages.
    documents: BTreeMap<String, PathBuf>,
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
    /// What it is called in forms for machines.
    pub(super) place: String,
    /// Its text; empty for the command line.
    pub(super) text: String,
    /// What is demanded.
    pub(super) policy: Policy,
    /// Where each waiver stands; those of the command line stand nowhere.
    pub(super) waivers: Vec<Span>,
    /// Where the baseline is named.
    baseline_span: Option<Span>,
    /// The waivers that were meant for something.
    pub(super) used: BTreeSet<WaiverId>,
    baseline: Option<BaselineFile>,
}

/// Returns whether a settings file speaks of reports and of no gate: a policy above it counts.
fn is_of_reports_only(path: &Path) -> bool {
    let Ok(bytes) = files::read(path, Bounds::ANSWERS) else { return false };
    let Ok(text) = read::decode(&bytes, Bounds::ANSWERS) else { return false };
    let tree = read::tree(text, Format::Toml, Bounds::ANSWERS);
    tree.is_ok_and(|tree| tree.get("report").is_some() && tree.get("check").is_none())
}

/// A baseline and what becomes of it.
#[derive(Debug)]
struct BaselineFile {
    path: PathBuf,
    /// What it says.
    known: Baseline,
    /// What it will say, where it is written.
    raised: Option<Baseline>,
    /// Whether levels may be lowered then.
    may_fall: bool,
    /// Levels that it keeps though they have fallen: by file, what it says and what there is.
    kept: BTreeMap<String, (Levels, Levels)>,
}

impl<'s> Policies<'s> {
    /// Reads what the command line demands.
    pub(super) fn new(args: &CheckArgs, instrument: &'s Instrument) -> Result<Self, Failure> {
        Ok(Self {
            instrument,
            flags: flags::policy(&args.policy, instrument)?,
            baseline_flag: args.policy.baseline.is_some(),
            named: args.policy.config.clone(),
            write_baseline: args.write_baseline,
            may_fall: args.lower_baseline,
            documents: BTreeMap::new(),
            by_folder: BTreeMap::new(),
            loaded: BTreeMap::new(),
        })
    }

    /// Returns the policy that the answers in `file` are held against.
    pub(super) fn of(&mut self, file: &Path) -> Result<&mut Loaded, Failure> {
        let settings = self.settings_of(file)?;
        if !self.loaded.contains_key(&settings) {
            let loaded = self.load(settings.as_deref(), file)?;
            self.loaded.insert(settings.clone(), loaded);
        }
        self.loaded.get_mut(&settings).ok_or_else(|| anyhow!("no policy").into())
    }

    /// Returns whether every file has a policy of its own: the command line names nothing that
    /// all of them need.
    pub(super) fn are_found(&self) -> bool {
        self.named.is_none() && !self.baseline_flag && !self.write_baseline
    }

    /// Returns the policies of the run.
    pub(super) fn all(&self) -> impl Iterator<Item = &Loaded> {
        self.loaded.values()
    }

    /// Returns the waivers of the command line.
    pub(super) fn waivers_of_flags(&self) -> &[Waiver] {
        &self.flags.waivers
    }

    /// Returns which waivers of the command line were meant for something, whatever the policy.
    pub(super) fn used_of_flags(&self) -> BTreeSet<WaiverId> {
        // In each policy they come after its own.
        let used = self.all().flat_map(|loaded| {
            let own = loaded.waivers.len();
            loaded.used.iter().filter_map(move |index| index.checked_sub(own))
        });
        used.collect()
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
        let (mut found, mut of_reports) = (None, None);
        for above in whole.ancestors() {
            let settings = above.join(SETTINGS);
            // One that cannot be read is found all the same, and is an error rather than
            // overlooked.
            if settings.symlink_metadata().is_ok() {
                if is_of_reports_only(&settings) {
                    of_reports.get_or_insert(settings);
                } else {
                    found = Some(settings);
                }
            }
            if found.is_some() || above.join(".git").exists() {
                break;
            }
        }
        let found = found.or(of_reports);
        self.by_folder.insert(folder, found.clone());
        Ok(found)
    }

    /// Returns what a policy or a baseline is called in forms for machines, by its name.
    pub(super) fn place_of(&self, name: &str) -> String {
        self.documents.get(name).map_or_else(|| name.to_owned(), |path| Place::of(path).shown())
    }

    /// Returns what a document is called in messages, and remembers which it is.
    fn called(&mut self, path: &Path) -> String {
        let name = shortened(path);
        self.documents.insert(name.clone(), path.to_owned());
        name
    }

    fn load(&mut self, settings: Option<&Path>, file: &Path) -> Result<Loaded, Failure> {
        let mut loaded = match settings {
            None => Loaded::of([COMMAND_LINE; 2], String::new(), PolicyDocument::default()),
            Some(path) => self.read(path)?,
        };
        loaded.policy = std::mem::take(&mut loaded.policy).overlaid(self.flags.clone());
        if loaded.policy.demands_nothing() {
            return Err(nothing_demanded(settings, loaded, file));
        }
        loaded.baseline = self.baseline(settings, &loaded)?;
        Ok(loaded)
    }

    fn read(&mut self, path: &Path) -> Result<Loaded, Failure> {
        let bytes = files::read(path, Bounds::ANSWERS)?;
        let name = self.called(path);
        let read = |tree: &Node<'_>| policy::read(tree, self.instrument);
        let document = read_document(name.clone(), &bytes, Bounds::ANSWERS, Format::Toml, read)?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Ok(Loaded::of([&name, &self.place_of(&name)], text, document))
    }

    fn written_for(&self, policy: &Policy) -> WrittenFor<'_> {
        WrittenFor { instrument: self.instrument, basis: policy.basis() }
    }

    fn baseline(
        &mut self,
        settings: Option<&Path>,
        loaded: &Loaded,
    ) -> Result<Option<BaselineFile>, Failure> {
        let Some(named) = &loaded.policy.baseline else {
            return if self.write_baseline {
                let why = "--write-baseline needs a baseline: name it with --baseline FILE, or as \
                           `baseline` under [check]";
                Err(anyhow!(why).into())
            } else {
                Ok(None)
            };
        };
        let folder = settings.filter(|_| !self.baseline_flag).map(files::folder_of);
        let path = files::canonical(&folder.unwrap_or_default().join(named));
        if self.write_baseline {
            // Whether it may be written is known before anything is judged.
            OutputFile::open_to_change(&path)?;
        }
        // One that is being written in place is not whole.
        let alone = self.write_baseline.then(|| Lock::of(&path)).transpose()?;
        let name = self.called(&path);
        let known = self.known(&path, name, &loaded.policy)?;
        drop(alone);
        match known {
            Some(known) => Ok(Some(self.baseline_file(path, known))),
            None if self.write_baseline => Ok(Some(self.baseline_file(path, Baseline::default()))),
            None => Err(loaded.no_baseline(&path, self.baseline_flag)),
        }
    }

    /// Reads the baseline at `path`, called `name`; nothing where there is none.
    fn known(
        &self,
        path: &Path,
        name: String,
        policy: &Policy,
    ) -> Result<Option<Baseline>, Failure> {
        if !path.exists() {
            return Ok(None);
        }
        let written_for = self.written_for(policy);
        let bytes = files::read(path, Bounds::BASELINE)?;
        let read = |tree: &Node<'_>| baseline::read(tree, written_for);
        match read_document(name, &bytes, Bounds::BASELINE, Format::Toml, read) {
            // One for another rubric has nothing to say; one that is broken might have had.
            Err(Failure::Document { findings, .. })
                if self.write_baseline
                    && self.may_fall
                    && findings.iter().all(|found| found.code == Code::BaselineMismatch) =>
            {
                Ok(Some(Baseline::default()))
            }
            read => read.map(Some),
        }
    }

    fn baseline_file(&self, path: PathBuf, known: Baseline) -> BaselineFile {
        let raised = self.write_baseline.then(|| known.clone());
        BaselineFile { path, known, raised, may_fall: self.may_fall, kept: BTreeMap::new() }
    }

    /// Writes the baselines that are others now; returns what there is to say about them.
    pub(super) fn write_baselines(&self) -> Result<Vec<String>, Failure> {
        // Several policies may share a baseline; each raised the levels of its own files.
        let mut raised: BTreeMap<&Path, (Baseline, &Policy)> = BTreeMap::new();
        for loaded in self.loaded.values() {
            let Some(file) = &loaded.baseline else { continue };
            for (name, levels) in file.raised.iter().flat_map(|raised| &raised.levels) {
                let fresh = || (Baseline::default(), &loaded.policy);
                let (all, _) = raised.entry(&file.path).or_insert_with(fresh);
                // A file has one policy, and so its levels are raised once.
                all.levels.insert(name.clone(), levels.clone());
            }
        }
        let mut remarks = Vec::new();
        for (path, (raised, policy)) in &raised {
            remarks.extend(self.raise(path, raised, policy)?);
        }
        Ok(remarks)
    }

    /// Raises the levels of the baseline at `path` as it is by now: another run may have written it
    /// since it was read. Returns what there is to say about it.
    fn raise(
        &self,
        path: &Path,
        raised: &Baseline,
        policy: &Policy,
    ) -> Result<Vec<String>, Failure> {
        let _alone = Lock::of(path)?;
        let before = self.known(path, shortened(path), policy)?.unwrap_or_default();
        let (mut all, mut remarks) = (before.clone(), Vec::new());
        for (name, levels) in &raised.levels {
            let known = before.levels.get(name);
            let risen =
                known.map(|known| known.clone().raised_to(levels, self.instrument.questionnaire()));
            let lowered = self.may_fall && risen.as_ref().is_some_and(|risen| risen != levels);
            if lowered {
                remarks.push(format!("{}: {name} was lowered", shortened(path)));
            }
            let now = risen.filter(|_| !lowered).unwrap_or_else(|| levels.clone());
            all.levels.insert(name.clone(), now);
        }
        if all != before {
            let text =
                baseline::write(&all, self.written_for(policy)).map_err(|error| anyhow!(error))?;
            OutputFile::open(path, true)?.write(&text)?;
            remarks.push(format!("{}: written", shortened(path)));
        }
        Ok(remarks)
    }

    /// Says which levels a baseline that is written keeps though they have fallen, if any.
    pub(super) fn kept_levels(&self) -> Vec<String> {
        let baselines = self.loaded.values().filter_map(|loaded| loaded.baseline.as_ref());
        let kept = baselines.filter(|baseline| !baseline.kept.is_empty()).map(|baseline| {
            let entries = baseline.kept.iter().map(|(file, (before, now))| {
                let falls = falls(before, now, self.instrument).join(", ");
                format!("{} ({falls})", shown_path(file))
            });
            format!(
                "{}: kept, though levels have fallen: {}; --lower-baseline lowers them",
                shortened(&baseline.path),
                entries.collect::<Vec<_>>().join(", ")
            )
        });
        kept.collect()
    }

    /// Refuses flags of a policy that change nothing, whatever the answers.
    pub(super) fn refuse_idle_flags(&self) -> Result<(), Failure> {
        let idle = |rule: Rule| self.all().all(|loaded| !loaded.policy.demands(rule));
        let mut wrong = Vec::new();
        if self.loaded.is_empty() {
            return Ok(());
        }
        if !self.flags.allow_fall.is_empty() && idle(Rule::Baseline) {
            let why = "--allow-fall changes nothing: there is no baseline to fall below; name one \
                       with --baseline FILE";
            wrong.push(why.to_owned());
        }
        let without = |loaded: &Loaded| {
            !loaded.policy.max_erosion.is_empty() && loaded.policy.baseline.is_none()
        };
        if self.all().any(without) {
            let why = "max_erosion is held against a baseline, and none is named; name one with \
                       `baseline`, or with --baseline FILE";
            wrong.push(why.to_owned());
        }
        for rule in self.flags.severity.keys().filter(|rule| idle(**rule)) {
            let name = rule.name();
            wrong.push(format!(
                "--severity {name} changes nothing: nothing is demanded that could break `{name}`"
            ));
        }
        if wrong.is_empty() { Ok(()) } else { Err(Failure::Flags(wrong)) }
    }

    /// Refuses a file for a result that is a policy or a baseline of this run, and a baseline that
    /// is a policy.
    pub(super) fn refuse_outputs<'p>(
        &self,
        outputs: impl Iterator<Item = &'p Path>,
    ) -> Result<(), Failure> {
        let settings: Vec<&PathBuf> = self.loaded.keys().flatten().collect();
        let baselines = self.loaded.values().filter_map(|loaded| loaded.baseline.as_ref());
        let baselines: Vec<_> = baselines.map(|file| file.path.as_path()).collect();
        let is_settings = |path: &Path| settings.iter().any(|other| files::is_same(path, other));
        let is_baseline = |path: &Path| baselines.iter().any(|other| files::is_same(path, other));
        let outputs: Vec<_> = outputs.collect();
        let wrong = outputs.into_iter().find(|path| is_settings(path) || is_baseline(path));
        let wrong = wrong.or_else(|| baselines.iter().find(|path| is_settings(path)).copied());
        match wrong {
            None => Ok(()),
            Some(path) => Err(anyhow!("{} is named for two things", shortened(path)).into()),
        }
    }
}

impl Loaded {
    fn of(names: [&str; 2], text: String, document: PolicyDocument) -> Self {
        let PolicyDocument { policy, waivers, baseline: baseline_span, .. } = document;
        let ([name, place], used) = (names.map(str::to_owned), BTreeSet::new());
        Self { name, place, text, policy, waivers, baseline_span, used, baseline: None }
    }

    /// Says that the baseline is missing, where it is named.
    fn no_baseline(&self, path: &Path, by_flag: bool) -> Failure {
        let message = format!("there is no baseline {}", shortened(path));
        match self.baseline_span.clone().filter(|_| !by_flag) {
            None if by_flag => {
                let flag = format!("--baseline {}", shortened(path));
                let why = "there is no such file; write it with --write-baseline";
                Failure::Flags(vec![format!("{flag}: {why}")])
            }
            None => anyhow!("{message}; write it with --write-baseline").into(),
            Some(span) => Failure::Document {
                name: self.name.clone(),
                text: self.text.clone(),
                findings: vec![Finding {
                    code: Code::Unreadable,
                    span,
                    message,
                    help: "write it with --write-baseline".to_owned(),
                }],
            },
        }
    }

    /// Returns the levels that `file` may not fall below. Where the baseline is being written they
    /// are raised to `now` first, or set to it where they may fall.
    pub(super) fn levels(
        &mut self,
        file: &Path,
        now: &Levels,
        asked: &Questionnaire,
    ) -> Option<Levels> {
        let baseline = self.baseline.as_mut()?;
        let key = if files::is_stdin(file) {
            "-".to_owned()
        } else {
            // Nor may a file take the name of standard input.
            match relative(file, &files::folder_of(&baseline.path)) {
                key if key == "-" => "./-".to_owned(),
                key => key,
            }
        };
        let known = baseline.known.levels.get(&key).cloned();
        let Some(written) = &mut baseline.raised else { return known };
        let raised = match known {
            Some(known) if !baseline.may_fall => {
                if known.clone().raised_to(now, asked) != *now {
                    baseline.kept.insert(key.clone(), (known.clone(), now.clone()));
                }
                known.raised_to(now, asked)
            }
            _ => now.clone(),
        };
        written.levels.insert(key, raised.clone());
        Some(raised)
    }
}

fn nothing_demanded(settings: Option<&Path>, loaded: Loaded, file: &Path) -> Failure {
    if settings.is_none() {
        let why = format!(
            "no policy for {}: there is no {SETTINGS} beside it or above it, and no flag that \
             demands anything (such as --min-level 3)",
            files::name(file)
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
    let down = file.components().skip(shared).map(|part| files::spelled(part.as_os_str()));
    up.chain(down).collect::<Vec<_>>().join("/")
}
