//! Streams that come packed are judged as what is in them, up to where they break off.
#![expect(clippy::disallowed_methods, reason = "a test's own files need no care")]

use crate::program::{Ran, run_in};
use flate2::Compression;
use flate2::write::GzEncoder;
use ruzstd::encoding::{CompressionLevel, compress_to_vec};
use std::fs;
use std::io::Write;

/// Records as lines.
fn lines(count: usize) -> String {
    let line = |number| {
        format!(
            "{{\"scope\":\"Shop {number}\",\"date\":\"2026-06-30\",\
             \"answers\":{{\"overrides\":{{\"value\":{}.5}}}}}}\n",
            number % 20
        )
    };
    (1..=count).map(line).collect()
}

/// The same records as a table.
fn table(count: usize) -> String {
    let row = |number| format!("Shop {number},2026-06-30,{}.5\n", number % 20);
    "scope,date,overrides.value\n".to_owned() + &(1..=count).map(row).collect::<String>()
}

fn gzip(text: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::default());
    packer.write_all(text).unwrap();
    packer.finish().unwrap()
}

fn zst(text: &[u8]) -> Vec<u8> {
    compress_to_vec(text, CompressionLevel::Fastest)
}

/// Judges a file of this name.
fn judge(name: &str, bytes: &[u8]) -> Ran {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(name), bytes).unwrap();
    run_in(folder.path(), &["portfolio", name, "--each", "ndjson"], "")
}

#[test]
fn what_is_packed_is_judged_as_what_is_in_it() {
    let plain = judge("shops.ndjson", lines(3000).as_bytes());
    assert_eq!((plain.code, plain.stdout.lines().count()), (Some(0), 3000));
    let half = lines(3000).len() / 2 + 7;
    let text = lines(3000);
    let (one, other) = text.as_bytes().split_at(half);
    let mut skipped = vec![0x50, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3];
    skipped.extend(zst(text.as_bytes()));
    for (name, bytes) in [
        ("shops.ndjson.gz", gzip(text.as_bytes())),
        ("shops.NDJSON.ZST", zst(text.as_bytes())),
        ("shops.csv.gz", gzip(table(3000).as_bytes())),
        ("shops.csv.zst", zst(table(3000).as_bytes())),
        // Known by how it begins.
        ("shops.ndjson", gzip(text.as_bytes())),
        ("shops.csv", zst(table(3000).as_bytes())),
        // Of several parts.
        ("shops.ndjson.gz", [gzip(one), gzip(other)].concat()),
        ("shops.ndjson.zst", [zst(one), zst(b""), zst(other)].concat()),
        ("shops.ndjson.zst", skipped),
    ] {
        let ran = judge(name, &bytes);
        assert_eq!((ran.code, &*ran.stderr), (Some(0), ""), "{name}");
        assert_eq!(ran.stdout, plain.stdout, "{name}");
    }
}

#[test]
fn what_was_whole_before_a_stream_breaks_off_counts() {
    let packed = [("gzip", "gz", gzip(lines(9000).as_bytes())), {
        ("zst", "zst", zst(lines(9000).as_bytes()))
    }];
    let whole = judge("shops.ndjson", lines(9000).as_bytes()).stdout;
    for (what, ending, bytes) in packed {
        let name = format!("shops.ndjson.{ending}");
        let ran = judge(&name, &bytes[..bytes.len() * 2 / 3]);
        assert_eq!(ran.code, Some(2), "{name}");
        let rows: Vec<_> = ran.stdout.lines().collect();
        let judged = rows.len() - 1;
        assert!(whole.starts_with(&(rows[..judged].join("\n") + "\n")), "{name}");
        assert!(judged > 0 && judged < 9000, "{name}: {judged}");
        let line = judged + 1;
        let expected = format!(
            "{name}:{line}: error: cannot read on: the {what} stream breaks off here; pack the \
             file again\n"
        );
        assert_eq!(ran.stderr, expected);
    }
}

#[test]
fn what_is_damaged_is_said() {
    let mut bytes = gzip(lines(100).as_bytes());
    let sum = bytes.len() - 6;
    bytes[sum] ^= 1;
    let ran = judge("shops.ndjson.gz", &bytes);
    assert_eq!((ran.code, ran.stdout.lines().count()), (Some(2), 101));
    assert!(ran.stderr.contains("shops.ndjson.gz:101: error: cannot read on: the gzip stream is"));
    let mut bytes = zst(lines(100).as_bytes());
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0xFF;
    let ran = judge("shops.ndjson.zst", &bytes);
    assert!(
        ran.code == Some(2) && ran.stderr.contains("the zst stream is damaged"),
        "{}",
        ran.stderr
    );
    let named = judge("shops.ndjson.gz", b"{}");
    assert!(named.stderr.contains("the gzip stream"), "{}", named.stderr);
}

#[test]
fn a_stream_that_wants_much_memory_is_refused() {
    // A frame with a window of 128 MiB.
    let ran = judge("shops.csv.zst", &[0x28, 0xB5, 0x2F, 0xFD, 0, 0x88, 1, 0, 0]);
    assert_eq!(ran.code, Some(2));
    let expected = "the zst stream wants more than 8 MiB of memory; pack the file again without \
                    --ultra and --long";
    assert!(ran.stderr.contains(expected), "{}", ran.stderr);
}
