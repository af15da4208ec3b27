//! How long a start takes, as a multiple of the smallest program there is: whole processes in turns,
//! so that whatever else the machine does falls on all of them alike.
//!
//! `cargo bench --bench start -- [PROGRAM...]` measures these builds of the program besides the one
//! that cargo built.
#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The smallest program there is.
const SMALLEST: &str = "/bin/true";
const ROUNDS: usize = 300;
const ANSWERS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/northmoor-outfitters.json");

fn main() -> std::io::Result<()> {
    let built = env!("CARGO_BIN_EXE_oms-maturity").to_owned();
    let named = std::env::args().skip(1).filter(|argument| !argument.starts_with('-'));
    let programs: Vec<String> = std::iter::once(built).chain(named).collect();
    let mut ratios = vec![Vec::with_capacity(ROUNDS); programs.len()];
    let mut smallest = Vec::with_capacity(ROUNDS);
    // What the first rounds find in no cache is not counted.
    for round in 0..ROUNDS + 10 {
        let unit = timed(Command::new(SMALLEST))?;
        for (program, ratios) in programs.iter().zip(&mut ratios) {
            let mut command = Command::new(program);
            command.args(["assess", ANSWERS, "--format", "json"]);
            let taken = timed(command)?;
            if round >= 10 {
                ratios.push(taken.as_secs_f64() / unit.as_secs_f64());
            }
        }
        if round >= 10 {
            smallest.push(unit.as_secs_f64());
        }
    }
    println!("{SMALLEST}: {:.2} ms (median of {ROUNDS} rounds)", 1000.0 * median(&mut smallest));
    for (program, mut ratios) in programs.iter().zip(ratios) {
        println!("{program}: {:.2} times that (median of the rounds' ratios)", median(&mut ratios));
    }
    Ok(())
}

fn timed(mut command: Command) -> std::io::Result<Duration> {
    let start = Instant::now();
    let status =
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status()?;
    let taken = start.elapsed();
    // What fails at once is not fast.
    if status.success() { Ok(taken) } else { Err(std::io::Error::other(format!("{status}"))) }
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}
