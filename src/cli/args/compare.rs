//! The flags of `compare` that no other command has, as typed, nothing resolved.

use clap::Args as ClapArgs;
use std::path::{Path, PathBuf};

/// What is compared, and by which rubrics.
#[derive(Debug, ClapArgs)]
pub(crate) struct ComparedArgs {
    /// Answers files or stored JSON reports, in order
    #[arg(id = "answers", required = true, num_args = 2.., value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Exit 1 if a level fell (not if it holds and eroded)
    #[arg(long)]
    pub(crate) fail_on_fall: bool,
    /// Rubric that the first file was judged by
    #[arg(long, value_name = "FILE")]
    pub(crate) before_rubric: Option<PathBuf>,
    /// Questions that go with that rubric, if they are not today's
    #[arg(long, value_name = "FILE", requires = "before_rubric", hide_short_help = true)]
    pub(crate) before_questions: Option<PathBuf>,
    /// No bars: for screen readers and simple terminals
    #[arg(long, hide_short_help = true)]
    pub(crate) plain: bool,
}

impl ComparedArgs {
    /// Returns the files that are read.
    pub(crate) fn reads(&self) -> impl Iterator<Item = &Path> {
        let named = self.files.iter().chain(&self.before_rubric).chain(&self.before_questions);
        named.map(PathBuf::as_path)
    }
}
