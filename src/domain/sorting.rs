//! Lists put into order, sets and maps filled: by code that is there once, whatever they hold. The
//! standard library has a whole sorter for each kind of item, a tenth of the program together.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// Puts items into ascending order; those that are alike stay in theirs.
pub fn sort<T: Ord>(items: &mut [T]) {
    sort_by(items, Ord::cmp);
}

/// Puts items into the ascending order of what `key` makes of each; those that are alike stay in
/// theirs.
pub fn sort_by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(items, |one, other| key(one).cmp(&key(other)));
}

/// Puts items into the order that `compare` says; those that are alike stay in theirs.
pub fn sort_by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let swaps = swaps(items.len(), &|one, other| match (items.get(one), items.get(other)) {
        (Some(one), Some(other)) => compare(one, other),
        _ => Ordering::Equal,
    });
    for (one, other) in swaps {
        items.swap(one, other);
    }
}

/// Returns a map of all entries; of those with one key the last.
pub fn to_map<K: Ord, V>(entries: impl IntoIterator<Item = (K, V)>) -> BTreeMap<K, V> {
    let mut map = BTreeMap::new();
    map.extend(entries);
    map
}

/// Returns a set of all items.
pub fn to_set<T: Ord>(items: impl IntoIterator<Item = T>) -> BTreeSet<T> {
    let mut set = BTreeSet::new();
    set.extend(items);
    set
}

/// Returns which places change their items, one pair after the other, to put that many items into
/// the order that `compare` says of their places.
fn swaps(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<(usize, usize)> {
    let mut swaps = Vec::new();
    if count < 2 {
        return swaps;
    }
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|one, other| compare(*one, *other));
    // Where the item goes that now stands at each place.
    let mut places = vec![0; count];
    for (place, item) in order.into_iter().enumerate() {
        if let Some(to) = places.get_mut(item) {
            *to = place;
        }
    }
    for at in 0..count {
        while let Some(&place) = places.get(at).filter(|place| **place != at) {
            swaps.push((at, place));
            places.swap(at, place);
        }
    }
    swaps
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn order_is_that_of_the_standard_library(
            items in proptest::collection::vec((0_u8..20, any::<u16>()), 0..80),
        ) {
            let (mut ours, mut theirs) = (items.clone(), items.clone());
            sort_by_key(&mut ours, |(key, _)| *key);
            theirs.sort_by_key(|(key, _)| *key);
            prop_assert_eq!(&ours, &theirs);
            sort_by(&mut ours, |one, other| other.1.cmp(&one.1));
            theirs.sort_by_key(|one| std::cmp::Reverse(one.1));
            prop_assert_eq!(&ours, &theirs);
            sort(&mut ours);
            theirs.sort_unstable();
            prop_assert_eq!(&ours, &theirs);
            prop_assert_eq!(to_map(items.clone()), items.iter().copied().collect());
            prop_assert_eq!(to_set(items.clone()), items.into_iter().collect());
        }
    }
}
