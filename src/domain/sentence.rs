//! Sentences that are composed from answers: text with places that an answer or a level fills in.
//! What is filled in, and how it reads, is not known here.

/// A sentence with places.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentence {
    /// What it consists of, in order.
    pub pieces: Vec<Piece>,
}

/// A piece of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Text as it stands.
    Text(String),
    /// The answer to the question of this id.
    Answer(String),
    /// The level of the dimension of this id.
    Level(String),
    /// The level of the whole that the score alone would give.
    ByScore,
    /// The level of the whole.
    Whole,
    /// The names of the lowest dimensions.
    Limiting,
    /// The level of the lowest dimensions.
    LimitingLevel,
}

/// Why a text is no sentence with places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unbalanced {
    /// A brace is opened and not closed.
    Opened,
    /// A brace is closed that was not opened.
    Closed,
}

impl Sentence {
    /// Reads `{question}`, `{dimension.level}`, and braces that are meant as such: `{{` and `}}`.
    ///
    /// # Errors
    ///
    /// Says that a brace has no other half.
    pub fn parse(text: &str) -> Result<Self, Unbalanced> {
        let mut pieces = Vec::new();
        let mut plain = String::new();
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}']) {
            let (before, from) = rest.split_at(at);
            plain.push_str(before);
            if let Some(after) = from.strip_prefix("{{").or_else(|| from.strip_prefix("}}")) {
                plain.push_str(from.get(..1).unwrap_or_default());
                rest = after;
                continue;
            }
            let inside = from.strip_prefix('{').ok_or(Unbalanced::Closed)?;
            let (place, after) = inside.split_once('}').ok_or(Unbalanced::Opened)?;
            if !plain.is_empty() {
                pieces.push(Piece::Text(std::mem::take(&mut plain)));
            }
            let place = place.trim();
            if place.contains('{') {
                return Err(Unbalanced::Opened);
            }
            pieces.push(match place.strip_suffix(".level") {
                Some(dimension) => Piece::Level(dimension.to_owned()),
                None => Piece::Answer(place.to_owned()),
            });
            rest = after;
        }
        plain.push_str(rest);
        if !plain.is_empty() {
            pieces.push(Piece::Text(plain));
        }
        Ok(Self { pieces })
    }

    /// Returns the sentence with places that stand for the whole, and for its lowest dimensions, of
    /// those that name neither one of `questions` nor one of `dimensions`.
    #[must_use]
    pub fn of_the_whole(self, questions: &[&str], dimensions: &[&str]) -> Self {
        let piece = |piece| match piece {
            Piece::Answer(id) if !questions.contains(&id.as_str()) => match id.as_str() {
                "by_mean" => Piece::ByScore,
                "level" => Piece::Whole,
                "limiting" => Piece::Limiting,
                _ => Piece::Answer(id),
            },
            Piece::Level(id) if id == "limiting" && !dimensions.contains(&"limiting") => {
                Piece::LimitingLevel
            }
            piece => piece,
        };
        Self { pieces: self.pieces.into_iter().map(piece).collect() }
    }

    /// Returns whether it says nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// Returns the sentence with each piece as `fill` has it, text too, one after the other.
    pub fn filled(&self, fill: impl FnMut(&Piece) -> String) -> String {
        self.pieces.iter().map(fill).collect()
    }

    /// Returns the sentence as its author wrote it.
    #[must_use]
    pub fn as_written(&self) -> String {
        let doubled = |text: &str| text.replace('{', "{{").replace('}', "}}");
        let piece = |piece: &Piece| match piece {
            Piece::Text(text) => doubled(text),
            Piece::Answer(question) => format!("{{{question}}}"),
            Piece::Level(dimension) => format!("{{{dimension}.level}}"),
            Piece::ByScore => "{by_mean}".to_owned(),
            Piece::Whole => "{level}".to_owned(),
            Piece::Limiting => "{limiting}".to_owned(),
            Piece::LimitingLevel => "{limiting.level}".to_owned(),
        };
        self.pieces.iter().map(piece).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn places_are_filled_in() {
        let sentence = Sentence::parse("Changes take {adaptability}; {{so}} {stock.level}.");
        let said = sentence.unwrap().filled(|place| match place {
            Piece::Level(dimension) => format!("level of {dimension}"),
            Piece::Answer(question) => format!("answer to {question}"),
            Piece::Text(text) => text.clone(),
            _ => unreachable!(),
        });
        assert_eq!(said, "Changes take answer to adaptability; {so} level of stock.");
    }

    #[test]
    fn a_brace_without_its_other_half_is_told() {
        assert_eq!(Sentence::parse("a {b"), Err(Unbalanced::Opened));
        assert_eq!(Sentence::parse("a b}"), Err(Unbalanced::Closed));
    }

    proptest! {
        #[test]
        fn what_was_parsed_is_written_alike(text in "[a-c{}. ]{0,30}") {
            if let Ok(sentence) = Sentence::parse(&text) {
                prop_assert_eq!(Sentence::parse(&sentence.as_written()), Ok(sentence));
            }
        }
    }
}
