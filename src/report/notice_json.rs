//! The notices that stand beside what is worked out from answers, for programs.

use super::Report;
use serde::Serialize;

/// A notice: its kind, and its sentence.
#[derive(Serialize)]
pub(super) struct NoticeV1 {
    code: &'static str,
    message: String,
}

impl NoticeV1 {
    /// Returns the notices on figures that may be meant for an edition before.
    pub(super) fn of_old_figures(report: &Report<'_>) -> Vec<Self> {
        let notices = report.old_figures();
        notices.map(|notice| Self { code: notice.code(), message: report.notice(notice) }).collect()
    }
}
