//! The policy that the command line demands: each flag read by itself, so that a complaint names the
//! flag as it was typed.

use crate::cli::args::policy::PolicyArgs;
use crate::cli::args::values::Pairs;
use crate::cli::exit::Failure;
use crate::cli::files;
use crate::document::policy::{self, PolicyText};
use crate::document::{Bounds, Finding, Format, read};
use crate::domain::Instrument;
use crate::domain::policy::Policy;
use crate::domain::sorting;
use anyhow::anyhow;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Reads what the flags demand. Of flags that say two things about the same the last one counts.
pub(super) fn policy(args: &PolicyArgs, instrument: &Instrument) -> Result<Policy, Failure> {
    let (mut policy, mut wrong) = (Policy::default(), Vec::new());
    if let Some(file) = args.baseline.as_deref().filter(|file| file.to_str().is_none()) {
        let name = files::name(file);
        wrong.push(format!("--baseline {name}: this name is not UTF-8; name another file"));
    }
    for (flag, text) in typed(args).0 {
        let text = text.to_toml().map_err(|error| anyhow!(error))?;
        match read_one(&text, instrument) {
            Ok(mut demanded) => {
                // Each names one dimension more, where a settings file names all.
                demanded.allow_fall.splice(0..0, std::mem::take(&mut policy.allow_fall));
                policy = policy.overlaid(demanded);
            }
            Err(findings) => wrong.extend(findings.iter().map(|finding| said(&flag, finding))),
        }
    }
    if wrong.is_empty() { Ok(policy) } else { Err(Failure::Flags(wrong)) }
}

fn read_one(text: &str, instrument: &Instrument) -> Result<Policy, Vec<Finding>> {
    let tree = read::tree(text, Format::Toml, Bounds::ANSWERS)?;
    Ok(policy::read(&tree, instrument)?.policy)
}

fn said(flag: &str, finding: &Finding) -> String {
    let help = if finding.help.is_empty() { String::new() } else { format!("; {}", finding.help) };
    format!("{flag}: {}{help}", finding.message)
}

/// The flags one by one: each as it was typed, with the policy that says the same.
#[derive(Default)]
struct Typed<'p>(Vec<(String, PolicyText<'p>)>);

impl<'p> Typed<'p> {
    fn add<T: Spelled + 'p>(
        &mut self,
        flag: &str,
        values: impl IntoIterator<Item = &'p T>,
        demand: impl Fn(&mut PolicyText<'p>, &'p T),
    ) {
        for value in values {
            let mut text = PolicyText::default();
            demand(&mut text, value);
            self.0.push((format!("--{flag} {}", value.spelled()), text));
        }
    }
}

/// Returns the flags of the policy.
fn typed(args: &PolicyArgs) -> Typed<'_> {
    // Taken apart whole, so that a new flag that is forgotten here does not compile.
    let PolicyArgs {
        // Where a policy is found, and no part of one.
        config: _,
        min_level,
        dimension,
        min_mean,
        judge,
        require_evidence_from,
        max_unknown,
        max_unanswered,
        max_age_days,
        max_evidence_age_days,
        baseline,
        max_erosion,
        allow_fall,
        must_cope,
        waiver,
        severity,
        strict,
    } = args;
    let mut flags = Typed::default();
    flags.add("min-level", min_level, |text, n| text.min_level = Some(*n));
    flags.add("dimension", dimension, |text, (id, n)| text.dimensions = one(id, n.as_str().into()));
    flags.add("min-mean", min_mean, |text, mean| text.min_mean = Some(mean.as_str().into()));
    flags.add("judge", judge, |text, basis| text.judge = Some(basis));
    let from = require_evidence_from;
    flags.add("require-evidence-from", from, |text, n| text.require_evidence_from = Some(*n));
    flags.add("max-unknown", max_unknown, |text, n| text.max_unknown = Some(*n));
    flags.add("max-unanswered", max_unanswered, |text, n| text.max_unanswered = Some(*n));
    flags.add("max-age-days", max_age_days, |text, n| text.max_age_days = Some(*n));
    let days = max_evidence_age_days;
    flags.add("max-evidence-age-days", days, |text, n| text.max_evidence_age_days = Some(*n));
    flags.add("baseline", baseline, |text, file| text.baseline = Some(file.to_string_lossy()));
    let erosion = max_erosion;
    flags
        .add("max-erosion", erosion, |text, (id, n)| text.max_erosion = one(id, n.as_str().into()));
    flags.add("allow-fall", allow_fall, |text, id| text.allow_fall = vec![id]);
    flags.add("must-cope", must_cope, |text, id| text.must_cope = vec![id.as_str().into()]);
    flags.add("waiver", waiver, |text, pairs| text.waiver = vec![pairs.as_map()]);
    flags.add("severity", severity, |text, (rule, word)| text.severity = one(rule, word.as_str()));
    flags.add("strict", strict.then_some(&()), |text, ()| text.strict = Some(true));
    flags
}

fn one<T>(key: &str, value: T) -> BTreeMap<&str, T> {
    sorting::to_map([(key, value)])
}

impl Pairs {
    fn as_map(&self) -> BTreeMap<&str, &str> {
        sorting::to_map(self.0.iter().map(|(key, text)| (key.as_str(), text.as_str())))
    }
}

/// The value of a flag, which is told of as it was typed.
trait Spelled {
    fn spelled(&self) -> String;
}

impl Spelled for () {
    fn spelled(&self) -> String {
        String::new()
    }
}

impl Spelled for i64 {
    fn spelled(&self) -> String {
        self.to_string()
    }
}

impl Spelled for u32 {
    fn spelled(&self) -> String {
        self.to_string()
    }
}

impl Spelled for String {
    fn spelled(&self) -> String {
        self.clone()
    }
}

impl Spelled for PathBuf {
    fn spelled(&self) -> String {
        files::name(self)
    }
}

impl Spelled for (String, String) {
    fn spelled(&self) -> String {
        format!("{}={}", self.0, self.1)
    }
}

impl Spelled for Pairs {
    fn spelled(&self) -> String {
        self.0.iter().map(Spelled::spelled).collect::<Vec<_>>().join(",")
    }
}
