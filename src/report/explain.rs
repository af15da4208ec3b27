//! What every code means, from one list: of findings, of notices, of the rules of a policy. It
//! explains and shows; what is wrong with a file is found in `document`.

/// Explains every variant of an enum: what it means and how to mend it. One that is forgotten does
/// not compile.
macro_rules! explain {
    ($of:ty, $kind:ident, $name:ident; $($variant:ident: $meaning:literal, $mend:literal;)*) => {
        impl Explained for $of {
            const ALL: &'static [Self] = &[$(Self::$variant,)*];

            fn explanation(self) -> Explanation {
                let (meaning, mend) = match self {
                    $(Self::$variant => ($meaning, $mend),)*
                };
                Explanation { code: self.$name(), kind: CodeKind::$kind, meaning, mend }
            }
        }
    };
}

mod example;
mod explanation;
mod findings;
mod notices;
mod page;
mod rules;

use crate::document::advice::nearest;
use crate::domain::Code;
use crate::domain::notices::NoticeKind;
use crate::domain::policy::Rule;

pub use example::{Example, ExampleFile, codes as exemplified};
pub use explanation::{CodeKind, Explained, Explanation};
pub use page::{in_full, json, list};

/// Returns the explanation of every code there is.
#[must_use]
pub fn all() -> Vec<Explanation> {
    [of::<Code>(), of::<NoticeKind>(), of::<Rule>()].concat()
}

/// Returns the explanations of one kind of codes.
fn of<C: Explained>() -> Vec<Explanation> {
    C::ALL.iter().map(|code| code.explanation()).collect()
}

/// Returns the explanation of a code, as it is spelled.
#[must_use]
pub fn find(code: &str) -> Option<Explanation> {
    all().into_iter().find(|explained| explained.code == code)
}

/// Returns the code that is most like `text`, if any is like it at all.
#[must_use]
pub fn nearest_code(text: &str) -> Option<&'static str> {
    let codes: Vec<_> = all().iter().map(|explained| explained.code).collect();
    nearest(text, &codes)
}
