//! What the gate knows of answers beyond what fails them: how far what is met lies from its limit,
//! and what will fail soon though nobody changes anything. Pure: today comes in as a value.

use super::date::Date;
use super::erosion::Erosion;
use super::gate::{Gate, Levels};
use super::index::DimensionId;
use super::policy::{MustCope, Rule, Waiver, WaiverId};
use super::scenarios::Verdict;
use super::sorting;
use super::violation::{Measured, Subject, Violation};
use std::collections::BTreeSet;

/// How many days ahead what falls due is told of.
pub const NOTICE_DAYS: i64 = 30;

/// A demand that is met, or does not hold yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Margin {
    /// The rule of the policy.
    pub rule: Rule,
    /// What it is about.
    pub subject: Subject,
    /// What is demanded.
    pub needed: Measured,
    /// What there is.
    pub found: Measured,
}

/// A demand that is met today and will not be from a day on, if nothing changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The first day on which it is not met.
    pub on: Date,
    /// What is not met then.
    pub violation: Violation,
}

impl Gate<'_> {
    /// Returns every demand that is met, in the order of the rules.
    #[must_use]
    pub fn margins(&self) -> Vec<Margin> {
        let all = self.level_margins().into_iter().chain(self.count_margins());
        let all = all.chain(self.age_margins()).chain(self.baseline_margin());
        let all = all.chain(self.erosion_margins());
        let copes = self.policy.must_cope.iter().filter_map(|cope| self.scenario_margin(cope));
        all.chain(copes).collect()
    }

    fn level_margins(&self) -> Vec<Margin> {
        let margin = |rule, subject, needed, found| Margin { rule, subject, needed, found };
        let at_least = |subject, needed: i64, found: Option<i64>| {
            let held = found.is_some_and(|level| level >= needed);
            let measured = (Measured::Level(Some(needed)), Measured::Level(found));
            held.then(|| margin(Rule::MinLevel, subject, measured.0, measured.1))
        };
        let overall = Levels::of(self.judgement, self.basis()).level;
        let mut margins: Vec<_> = self
            .policy
            .min_level
            .and_then(|needed| at_least(Subject::Overall, needed, overall))
            .into_iter()
            .collect();
        for (dimension, needed) in &self.policy.min_dimensions {
            let found = self.level_at(*dimension);
            margins.extend(at_least(Subject::Dimension(*dimension), *needed, found));
        }
        if let Some(needed) = self.policy.min_mean {
            let found = self.judgement.scores.overall(self.basis()).score.as_ref();
            let met = found.filter(|mean| **mean >= needed.exact());
            let known = met.filter(|_| !self.judgement.scores.too_much_unknown);
            margins.extend(known.map(|mean| {
                let measured = [needed.exact().hundredths(), mean.hundredths()];
                let [needed, found] = measured.map(|mean| Measured::Mean(Some(mean)));
                margin(Rule::MinMean, Subject::Overall, needed, found)
            }));
        }
        margins
    }

    fn count_margins(&self) -> Vec<Margin> {
        let limits = [
            (Rule::MaxUnknown, self.policy.max_unknown, self.open_questions()),
            (Rule::MaxUnanswered, self.policy.max_unanswered, self.unanswered_questions()),
        ];
        let margin = |(rule, most, open): (Rule, Option<usize>, Vec<&str>)| {
            let most = most.filter(|most| open.len() <= *most)?;
            let (needed, found) = (Measured::Count(most), Measured::Count(open.len()));
            Some(Margin { rule, subject: Subject::Answers, needed, found })
        };
        limits.into_iter().filter_map(margin).collect()
    }

    fn age_margins(&self) -> Vec<Margin> {
        let given = self.sheet.given();
        let oldest = given.answers.iter().filter_map(|(id, answer)| Some((answer.as_of?, id)));
        let oldest = oldest.min().map(|(day, id)| (day, Subject::Question(id.clone())));
        let limits = [
            (Rule::MaxAgeDays, self.policy.max_age_days, Some((given.date, Subject::Answers))),
            (Rule::MaxEvidenceAgeDays, self.policy.max_evidence_age_days, oldest),
        ];
        let margin = |(rule, most, since): (Rule, Option<i64>, Option<(Date, Subject)>)| {
            let (since, subject) = since?;
            let age = since.days_until(self.today).max(0);
            let most = most.filter(|most| age <= *most)?;
            Some(Margin { rule, subject, needed: Measured::Days(most), found: Measured::Days(age) })
        };
        limits.into_iter().filter_map(margin).collect()
    }

    /// Returns how many of the levels that may not fall have risen.
    fn baseline_margin(&self) -> Option<Margin> {
        let before = self.baseline.filter(|_| self.policy.baseline.is_some())?;
        let now = Levels::of(self.judgement, self.basis());
        let dimension = |(id, level): (&DimensionId, &i64)| now.dimensions.get(id) > Some(level);
        let risen = before.dimensions.iter().filter(|known| dimension(*known)).count();
        let risen = risen + usize::from(before.level.is_some() && now.level > before.level);
        let all = before.dimensions.len() + usize::from(before.level.is_some());
        Some(Margin {
            rule: Rule::Baseline,
            subject: Subject::Answers,
            needed: Measured::Count(all),
            found: Measured::Count(risen),
        })
    }

    /// Returns the figures that have not worsened too far, or of which that cannot be said, as the
    /// baseline holds none.
    fn erosion_margins(&self) -> Vec<Margin> {
        let held = self.erosion().into_iter().filter(|erosion| !erosion.too_far);
        let margin = |erosion: Erosion| Margin {
            rule: Rule::MaxErosion,
            subject: Subject::Question(erosion.question),
            needed: match erosion.before {
                Some(before) => Measured::FigureWithin(before, erosion.most),
                None => Measured::Figure(None),
            },
            found: Measured::Figure(erosion.now),
        };
        held.map(margin).collect()
    }

    /// Returns what becomes of a scenario that is coped with, or need not be yet.
    fn scenario_margin(&self, cope: &MustCope) -> Option<Margin> {
        let later = cope.from.filter(|from| *from > self.today);
        let verdict = self.verdict(cope.scenario)?;
        (later.is_some() || verdict == Verdict::Copes).then(|| Margin {
            rule: Rule::MustCope,
            subject: Subject::Scenario(cope.scenario),
            needed: later.map_or(Measured::Verdict(Verdict::Copes), Measured::Day),
            found: Measured::Verdict(verdict),
        })
    }

    /// Returns what is met or waived today and will be neither within [`NOTICE_DAYS`], each with
    /// its first day, in the order of the days. Waivers that end are not among it: see
    /// [`ending_waivers`].
    #[must_use]
    pub fn due(&self) -> Vec<Due> {
        let rules = [Rule::MaxAgeDays, Rule::MaxEvidenceAgeDays, Rule::MustCope];
        let on = |day: Date| {
            let gate = Self { today: day, ..*self };
            rules.into_iter().flat_map(move |rule| gate.violations(rule))
        };
        let key = |violation: &Violation| (violation.rule, violation.subject.clone());
        let mut known: Vec<_> = on(self.today).map(|violation| key(&violation)).collect();
        let mut due = Vec::new();
        for day in self.days_ahead() {
            for violation in on(day) {
                let fresh = !known.contains(&key(&violation));
                known.push(key(&violation));
                if fresh && !self.is_waived(&violation, day) {
                    due.push(Due { on: day, violation });
                }
            }
        }
        due
    }

    fn is_waived(&self, violation: &Violation, day: Date) -> bool {
        let ids = violation.subject.ids(self.instrument.rubric());
        let meant = self.policy.waivers_for(violation.rule, &ids);
        self.policy.holding(&meant, day).is_some()
    }

    /// Returns the days soon to come on which something begins to be demanded or to be too old.
    fn days_ahead(&self) -> BTreeSet<Date> {
        let policy = self.policy;
        let given = self.sheet.given();
        let past = |day: Date, most: Option<i64>| day.plus_days(most?.checked_add(1)?);
        let evidence = given.answers.values().filter_map(|answer| answer.as_of);
        let evidence = evidence.filter_map(|day| past(day, policy.max_evidence_age_days));
        let demanded = policy.must_cope.iter().filter_map(|cope| cope.from);
        let days = past(given.date, policy.max_age_days).into_iter().chain(evidence);
        sorting::to_set(days.chain(demanded).filter(|day| is_soon(self.today, *day)))
    }
}

/// Returns whether a day is to come, and within [`NOTICE_DAYS`].
fn is_soon(today: Date, day: Date) -> bool {
    (1..=NOTICE_DAYS).contains(&today.days_until(day))
}

/// Returns the waivers that hold today and will have expired within [`NOTICE_DAYS`], each with the
/// first day without it.
#[must_use]
pub fn ending_waivers(waivers: &[Waiver], today: Date) -> Vec<(WaiverId, Date)> {
    let ending = waivers.iter().enumerate().filter(|(_, waiver)| waiver.holds_on(today));
    let ending = ending.filter_map(|(id, waiver)| Some((id, waiver.until.plus_days(1)?)));
    ending.filter(|(_, day)| is_soon(today, *day)).collect()
}
