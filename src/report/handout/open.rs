//! What is not known and how to find out, and the pack for a specialist's review.

use super::sample;
use super::section::{Content, Fact, Section, fact, fact_if};
use crate::domain::index::DimensionId;
use crate::domain::questionnaire::Question;
use crate::domain::review::{ClaimWithoutReport, Doubt, QuestionReview, review as open_points};
use crate::domain::rubric::Action;
use crate::domain::scores::Status;
use crate::report::Report;
use crate::report::words::actions::owner;
use crate::report::words::exhibits::exhibits;
use crate::report::words::{isolated, list, upper_first};

/// Returns the section on what is not known.
pub(super) fn unknown(report: &Report<'_>) -> Section {
    let section = Section::new("unknown", "What is not known, and how to find out");
    let results = DimensionId::each(&report.judgement.scores.dimensions);
    let open = results.filter(|(_, result)| result.status.is_unknown());
    let parts: Vec<_> = open.map(|(dimension, _)| unknown_dimension(report, dimension)).collect();
    let lead = match (report.outlook(), report.judgement.scores.too_much_unknown) {
        (_, true) => report.why(),
        (Some(outlook), _) if report.rubric().has_levels() => format!("The level: {outlook}."),
        (Some(outlook), _) => format!("The score: {outlook}."),
        (None, _) => "Every question that applies has an answer.".to_owned(),
    };
    let section = section.with([Content::paragraph(upper_first(&lead))]).and_parts(parts);
    let follow_ups = report.questionnaire().follow_ups.iter();
    let open =
        |asked: &&Question| report.sheet.leaves_open(&asked.id) && report.sheet.applies(&asked.id);
    let unasked = follow_ups.filter(open).count();
    let noun = if report.speaks_of_levels() { "level" } else { "score" };
    let text = if report.rubric().follow_ups_answered {
        format!(
            "Guard-rails without an answer: {unasked}. One that could lower a claim counts as a \
             missing report does, in the {noun} on evidence; the review below asks them."
        )
    } else {
        format!(
            "Guard-rails without an answer: {unasked}. They limit nothing, and could lower the \
             {noun} on evidence; the review below asks them."
        )
    };
    section.with((unasked > 0).then(|| Content::paragraph(text)))
}

fn unknown_dimension(report: &Report<'_>, dimension: DimensionId) -> Section {
    let found = report.rubric().dimensions.get(dimension.index());
    let id = format!("unknown-{}", report.dimension_id(dimension));
    let scored = found.into_iter().flat_map(|found| &found.questions);
    let open = scored.filter(|scored| {
        report.sheet.leaves_open(&scored.question) && report.sheet.applies(&scored.question)
    });
    let questions: Vec<_> =
        open.filter_map(|scored| report.questionnaire().find(&scored.question)).collect();
    let mut section = Section::new(id, report.dimension_name(dimension));
    let measures = |action: &&Action| action.measures && action.dimension == dimension;
    if let Some(action) = report.rubric().actions.iter().find(measures) {
        section = section.with([Content::Facts(vec![
            fact("How to find out", format!("{}: {}", action.id, isolated(&action.title))),
            fact("Owner", owner(action)),
            fact("Effort", &*action.effort),
            fact("Horizon", &*action.horizon),
            fact("Proof", &*action.proof),
        ])]);
    }
    questions.into_iter().fold(section, |section, question| {
        let section = section.with([Content::Facts(what_to_measure(report, question))]);
        section.with(Content::list("Where it can be seen:", exhibits(question)))
    })
}

fn what_to_measure(report: &Report<'_>, question: &Question) -> Vec<Fact> {
    let mut facts = vec![fact("Question", &*question.prompt)];
    if let Some(measure) = &question.measure {
        facts.push(fact("Measure", format!("{}, in {}", measure.formula, measure.unit)));
    }
    let note = report.sheet.given_answer(&question.id).and_then(|said| said.note.as_deref());
    facts.extend(fact_if("Note", note.unwrap_or_default()));
    facts
}

/// Returns the pack for a specialist's review.
pub(super) fn review(report: &Report<'_>) -> Section {
    let all = open_points(report.instrument, report.sheet, report.scores());
    let (open, closed): (Vec<_>, Vec<_>) = all.iter().partition(|point| is_listed(report, point));
    let section = Section::new("review", "For the review with a specialist");
    let lead = "Where an answer is open, rests on less than a report or is contradicted, where a \
                dimension is the lowest, and where a claim is high, these are the questions to \
                put, the evidence to see and the samples to draw.";
    let section = section.with([Content::paragraph(lead)]);
    let section = section.and_parts(open.iter().map(|point| part(report, point)));
    let mut dimensions: Vec<_> = closed.iter().map(|point| point.dimension).collect();
    dimensions.retain(|dimension| !open.iter().any(|point| point.dimension == *dimension));
    dimensions.dedup();
    if dimensions.is_empty() {
        return section;
    }
    let text = format!(
        "Nothing is open about {}: reports were named, and nothing contradicts them.",
        report.names(&dimensions)
    );
    section.with([Content::paragraph(text)])
}

/// Returns the section on what is asked and not scored; nothing where there is nothing.
pub(super) fn not_scored(report: &Report<'_>) -> Option<Section> {
    let all = report.questionnaire().questions.iter();
    let mut not_scored = all.filter(|question| report.rubric().not_scored.contains(&question.id));
    let facts: Vec<_> = not_scored
        .by_ref()
        .map(|question| fact(&*question.title, upper_first(&report.answer_in_words(&question.id))))
        .collect();
    let lead = "These questions are asked and count in no score.";
    (!facts.is_empty()).then(|| {
        let content = [Content::paragraph(lead), Content::Facts(facts)];
        Section::new("not-scored", "Asked, and not scored").with(content)
    })
}

/// Returns whether there is anything to ask, to see or to test about a question.
fn is_listed(report: &Report<'_>, point: &QuestionReview<'_>) -> bool {
    point.is_open() || is_limiting(report, point) || sample::test(report, point).is_some()
}

fn is_limiting(report: &Report<'_>, point: &QuestionReview<'_>) -> bool {
    let result = report.judgement.scores.dimensions.get(point.dimension.index());
    result.is_some_and(|result| result.limiting)
}

fn part(report: &Report<'_>, point: &QuestionReview<'_>) -> Section {
    let question = point.question;
    let name = report.dimension_name(point.dimension);
    let title = if question.title == name {
        name.to_owned()
    } else {
        format!("{}: {}", isolated(name), isolated(&question.title))
    };
    let mut facts = vec![fact("Answer", upper_first(&report.answer_in_words(&question.id)))];
    let doubts: Vec<_> = point.doubts.iter().map(|doubt| doubt_words(report, doubt)).collect();
    let lowest = is_limiting(report, point).then(|| "its dimension is among the lowest".to_owned());
    let doubts: Vec<_> = doubts.into_iter().chain(lowest).collect();
    facts.extend(fact_if("Why we still ask", &upper_first(&list(&doubts))));
    facts.extend(point.claim_without_report.map(|claim| claim_words(report, point, claim)));
    // A question that counts in several dimensions has a part in each.
    let first = report.rubric().dimension_asking(&question.id) == Some(point.dimension);
    let id = if first {
        format!("review-{}", question.id)
    } else {
        format!("review-{}-{}", report.dimension_id(point.dimension), question.id)
    };
    facts.extend(sample::test(report, point).map(|test| fact("Sample test", test)));
    let section = Section::new(id, title);
    let mut section = section.with([Content::Facts(facts)]);
    if !first {
        return section;
    }
    if !point.doubts.is_empty() || is_limiting(report, point) {
        section = section.with(Content::list("Still worth asking:", question.probes.clone()));
    }
    let prompts = point.unasked.iter().map(|asked| asked.prompt.clone()).collect();
    section = section.with(Content::list("Guard-rails that nobody has answered:", prompts));
    if point.evidence_missing {
        section = section.with(Content::list("Evidence still missing:", exhibits(question)));
    }
    section
}

fn doubt_words(report: &Report<'_>, doubt: &Doubt<'_>) -> String {
    match doubt {
        Doubt::Unanswered => "nobody has answered".to_owned(),
        Doubt::Unknown => "nobody knows yet".to_owned(),
        Doubt::NoReport => "the answer rests on less than a report".to_owned(),
        Doubt::Contradicted => "figure and level disagree".to_owned(),
        Doubt::Capped(cap) => {
            let follow_up = report.questionnaire().find(&cap.follow_up);
            let title = follow_up.map_or(cap.follow_up.as_str(), |asked| asked.title.as_str());
            format!("the guard-rail \u{201c}{title}\u{201d} speaks against it")
        }
        Doubt::Symptom(id) => {
            let symptom = report.questionnaire().symptoms.iter().find(|symptom| symptom.id == *id);
            let text = symptom.map_or("", |symptom| symptom.text.as_str());
            format!("a symptom was ticked that speaks against it ({id}: {text})")
        }
    }
}

fn claim_words(report: &Report<'_>, point: &QuestionReview<'_>, claim: ClaimWithoutReport) -> Fact {
    let mark = report.level_mark(point.dimension);
    let basis = claim.evidence.map_or("nothing that was named", |grade| match grade {
        crate::domain::Evidence::Report => "a report whose source is not named",
        crate::domain::Evidence::Estimate => "an estimate",
        crate::domain::Evidence::Opinion => "an opinion",
    });
    let result = report.judgement.scores.dimensions.get(point.dimension.index());
    let known = result.is_some_and(|result| result.status == Status::Answered);
    let has_levels = report.rubric().levels_of(point.dimension).is_some();
    let held = if has_levels { "level" } else { "a score of" };
    let level = if known { format!("{held} {mark} ") } else { String::new() };
    let less = if claim.counts_less {
        "; it counts less for that on evidence"
    } else {
        "; it counts fully"
    };
    fact("Claim without a report", format!("{level}rests on {basis}{less}"))
}
