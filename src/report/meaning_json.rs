//! What a questionnaire or rubric says, for programs: mappings, lists, texts, numbers and flags as
//! its file has them, in its order.

use crate::domain::meaning::Meaning;
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

/// A value as JSON has it.
pub(super) struct AsJson<'m>(pub(super) &'m Meaning);

impl Serialize for AsJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Meaning::Text(text) => serializer.serialize_str(text),
            Meaning::Number(number) => match (number.parse::<i64>(), number.parse::<f64>()) {
                (Ok(whole), _) => serializer.serialize_i64(whole),
                // At most 15 digits: the shortest spelling of the nearest one is the number again.
                (_, Ok(near)) if near.is_finite() => serializer.serialize_f64(near),
                _ => serializer.serialize_str(number),
            },
            Meaning::Flag(flag) => serializer.serialize_bool(*flag),
            Meaning::List(values) => {
                let mut list = serializer.serialize_seq(Some(values.len()))?;
                for value in values {
                    list.serialize_element(&AsJson(value))?;
                }
                list.end()
            }
            Meaning::Entries(things) => {
                let mut list = serializer.serialize_seq(Some(things.len()))?;
                for (_, thing) in things {
                    list.serialize_element(&AsJson(thing))?;
                }
                list.end()
            }
            Meaning::Fields(parts) => {
                let mut map = serializer.serialize_map(Some(parts.len()))?;
                for (key, value) in parts {
                    map.serialize_entry(key, &AsJson(value))?;
                }
                map.end()
            }
        }
    }
}
