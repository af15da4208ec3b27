//! What a questionnaire or rubric says, whatever its layout: values by their keys, and things by
//! what tells them apart. Knows no key by name, and so takes on what rubrics learn later.

/// What a part of a document says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// A text, its words set apart by single blanks.
    Text(String),
    /// A number, in its shortest spelling.
    Number(String),
    /// Yes or no.
    Flag(bool),
    /// Values whose order counts.
    List(Vec<Self>),
    /// Values by their keys.
    Fields(Vec<(String, Self)>),
    /// Things of one kind, each under what tells it from the others.
    Entries(Vec<(String, Self)>),
}

impl Meaning {
    /// Returns what stands under a key or an id.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.parts().iter().find(|(known, _)| known == key).map(|(_, value)| value)
    }

    /// Returns what stands at the end of a path of keys and ids.
    #[must_use]
    pub fn at(&self, path: &[&str]) -> Option<&Self> {
        path.iter().try_fold(self, |value, key| value.get(key))
    }

    /// Returns the things of a kind, each under what it is told by; none where there are none.
    #[must_use]
    pub fn each(&self, key: &str) -> &[(String, Self)] {
        self.get(key).map(Self::parts).unwrap_or_default()
    }

    /// Returns the values under a key, in their order; a value that stands by itself is one.
    #[must_use]
    pub fn list(&self, key: &str) -> &[Self] {
        match self.get(key) {
            Some(Self::List(values)) => values,
            Some(value) => std::slice::from_ref(value),
            None => &[],
        }
    }

    /// Returns the text or number under a key; an empty text where there is none.
    #[must_use]
    pub fn text(&self, key: &str) -> &str {
        self.get(key).and_then(Self::as_text).unwrap_or_default()
    }

    /// Returns whether a flag is set.
    #[must_use]
    pub fn is_set(&self, key: &str) -> bool {
        self.get(key) == Some(&Self::Flag(true))
    }

    /// Returns the value as it is spelled, if it is a text or a number.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::Number(text) => Some(text),
            _ => None,
        }
    }

    /// Returns keys or ids, each with what stands under it.
    #[must_use]
    pub fn parts(&self) -> &[(String, Self)] {
        match self {
            Self::Fields(parts) | Self::Entries(parts) => parts,
            _ => &[],
        }
    }

    /// Returns what stands under a key or an id, to be changed.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Self> {
        let found = self.parts_mut()?.iter_mut().find(|(known, _)| known == key);
        found.map(|(_, value)| value)
    }

    /// Returns the things of a kind, to be changed.
    pub fn each_mut(&mut self, key: &str) -> impl Iterator<Item = (&str, &mut Self)> {
        let parts = self.get_mut(key).and_then(Self::parts_mut).into_iter().flatten();
        parts.map(|(id, value)| (id.as_str(), value))
    }

    /// Takes out what stands under a key.
    pub fn remove(&mut self, key: &str) -> Option<Self> {
        let parts = self.parts_mut()?;
        let at = parts.iter().position(|(known, _)| known == key)?;
        Some(parts.remove(at).1)
    }

    /// Puts a value under a key, unless something stands there.
    pub fn set_default(&mut self, key: &str, value: Self) {
        if let Some(parts) = self.parts_mut()
            && !parts.iter().any(|(known, _)| known == key)
        {
            parts.push((key.to_owned(), value));
        }
    }

    fn parts_mut(&mut self) -> Option<&mut Vec<(String, Self)>> {
        match self {
            Self::Fields(parts) | Self::Entries(parts) => Some(parts),
            _ => None,
        }
    }
}
