//! What a handbook is made from, and how things of its instrument are found. Words nothing.

use crate::domain::meaning::Meaning;
use crate::report::handout::Section;

/// The lists of a questionnaire that hold what can be asked.
const ASKED: [&str; 3] = ["questions", "follow_ups", "facts"];

/// What a questionnaire and the rubric to it say.
#[derive(Clone, Copy, Debug)]
pub struct Book<'m> {
    /// What is asked.
    pub questionnaire: &'m Meaning,
    /// How it is judged.
    pub rubric: &'m Meaning,
}

/// A page about one thing, or about the whole.
#[derive(Clone, Debug)]
pub struct Page<'m> {
    /// What kind of thing it is, as programs read it.
    pub kind: &'static str,
    /// Its id.
    pub id: String,
    /// What the page says.
    pub sections: Vec<Section>,
    /// What the files say of it, each part under a key.
    pub says: Vec<(&'static str, Vec<&'m Meaning>)>,
}

/// A question of a dimension, as the rubric has it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Judged<'m> {
    pub(super) dimension_id: &'m str,
    pub(super) dimension: &'m Meaning,
    pub(super) entry: &'m Meaning,
}

impl<'m> Book<'m> {
    /// Returns whatever can be asked, by its id.
    pub(super) fn asked(self, id: &str) -> Option<&'m Meaning> {
        ASKED.iter().find_map(|list| self.questionnaire.at(&[list, id]))
    }

    /// Returns a dimension.
    pub(super) fn dimension(self, id: &str) -> Option<&'m Meaning> {
        self.rubric.at(&["dimensions", id])
    }

    /// Returns where a question is judged.
    pub(super) fn judged(self, question: &str) -> Vec<Judged<'m>> {
        let dimensions = self.rubric.each("dimensions").iter();
        let judged = dimensions.filter_map(|(id, dimension)| {
            let entry = dimension.at(&["questions", question])?;
            Some(Judged { dimension_id: id, dimension, entry })
        });
        judged.collect()
    }

    /// Returns the things of a list of the rubric under whose key stands one of `values`.
    pub(super) fn those(self, list: &str, key: &str, value: &str) -> Vec<(String, &'m Meaning)> {
        let all = self.rubric.each(list).iter();
        let those = all.filter(|(_, thing)| thing.text(key) == value);
        those.map(|(id, thing)| (id.clone(), thing)).collect()
    }

    /// Returns the sources of both files that are called so.
    pub(super) fn sources(self, id: &str) -> Vec<&'m Meaning> {
        let both = [self.questionnaire, self.rubric];
        let found: Vec<_> = both.iter().filter_map(|file| file.at(&["sources", id])).collect();
        match found[..] {
            // One that both list alike is one.
            [one, other] if one == other => vec![one],
            _ => found,
        }
    }

    /// Returns everything whose `sources` name this one: ids, outermost first.
    pub(super) fn cited_by(self, source: &str) -> Vec<Vec<String>> {
        let mut found = Vec::new();
        for file in [self.questionnaire, self.rubric] {
            cited_in(file, source, &mut Vec::new(), &mut found);
        }
        found
    }

    /// Returns the ids that there is a page about: of questions, dimensions, levels, actions,
    /// scenarios, symptoms, outcomes and sources; and the lists that have a page of their own.
    #[must_use]
    pub fn ids(self) -> Vec<&'m str> {
        self.pages().into_iter().map(|(id, _)| id).collect()
    }

    /// Returns the same ids, each with the name of what the page is about; a list has none.
    #[must_use]
    pub fn pages(self) -> Vec<(&'m str, &'m str)> {
        let asked = ASKED.iter().map(|list| self.questionnaire.each(list));
        let symptoms = self.questionnaire.each("symptoms");
        let sources = [self.questionnaire, self.rubric].map(|file| file.each("sources"));
        let judged = ["dimensions", "groups", "levels", "actions", "scenarios"];
        let judged = judged.iter().map(|list| self.rubric.each(list));
        let outcomes = self.questionnaire.each("outcomes");
        let lists = asked.chain(judged).chain([symptoms, outcomes]).chain(sources);
        let name = |thing: &'m Meaning| {
            let names = ["title", "name", "text"].map(|key| thing.text(key));
            names.into_iter().find(|name| !name.is_empty()).unwrap_or_default()
        };
        let whole = ["glossary", "outcomes"].into_iter();
        let whole = whole.filter(|list| self.questionnaire.get(list).is_some());
        let defined = ["measures", "roles", "enough"].into_iter();
        let defined = defined.filter(|kind| self.rubric.get(kind).is_some());
        let things = lists.flatten().map(|(id, thing)| (id.as_str(), name(thing)));
        let all = whole.map(|list| (list, "")).chain(things);
        let mut pages: Vec<(&str, &str)> = Vec::new();
        for (id, name) in all.chain(defined.map(|kind| (kind, ""))) {
            if !pages.iter().any(|(known, _)| *known == id) {
                pages.push((id, name));
            }
        }
        pages
    }
}

fn cited_in(value: &Meaning, source: &str, path: &mut Vec<String>, found: &mut Vec<Vec<String>>) {
    let cites = value.list("sources").iter().any(|cited| cited.as_text() == Some(source));
    if cites && !path.is_empty() {
        found.push(path.clone());
    }
    for (key, part) in value.parts() {
        path.push(key.clone());
        cited_in(part, source, path, found);
        path.pop();
    }
}
