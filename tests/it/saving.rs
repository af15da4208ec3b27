use crate::program::{run_first_in, run_in};
use crate::terminal::{Setup, Terminal};
use std::fs::{self, File, Permissions};
use std::io::Write;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::Path;
use std::process::{Command, Output};

const F4: &str = "\x1bOS";

const PROGRAM: &str = env!("CARGO_BIN_EXE_oms-maturity");

/// Answers with all that is easily lost: comments, an order of one's own, a spelling of one's own.
const ANSWERS: &str = "\
# Who asked: the board
scope: 'Shop'   # the German one
date: 2026-06-30
answers:
  # the warehouse knows
  scalability: unknown  # ask Bob
  rules_age: {value: 5.3, note: it's \"fine\"}

  overrides:
    value: 5.10   # of 100
    note: |
      two # lines

      of text
";

/// A folder with answers in `a.yaml`.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path().join("a.yaml"), ANSWERS);
    folder
}

/// Puts a text into a file, whatever was there.
fn put(path: impl AsRef<Path>, text: impl AsRef<[u8]>) {
    File::create(path).unwrap().write_all(text.as_ref()).unwrap();
}

/// Runs a script of bash in a folder; the program is `$OMS` there.
fn bash(folder: &Path, script: &str) -> Output {
    let mut command = Command::new("bash");
    command.current_dir(folder).env("OMS", PROGRAM).args(["-c", script]);
    command.output().unwrap()
}

/// Runs a script that must succeed; returns what it printed.
fn done(folder: &Path, script: &str) -> String {
    let ran = bash(folder, script);
    let (said, printed) = (String::from_utf8_lossy(&ran.stderr), String::from_utf8(ran.stdout));
    assert!(ran.status.success(), "{script}: {:?} {said}", ran.status);
    printed.unwrap()
}

fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap()
}

/// Asserts that a folder holds these files and nothing else.
fn assert_holds(folder: &Path, names: &[&str]) {
    let listed = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    let mut listed: Vec<_> = listed.map(|name| name.to_string_lossy().into_owned()).collect();
    listed.sort();
    assert_eq!(listed, names);
}

/// Every way to write a file, with the file in place of `@`.
const WRITERS: [&str; 6] = [
    "$OMS assess a.yaml --format csv --output @ --force",
    "$OMS check a.yaml --min-level 1 --report junit=@ --force || test $? = 1",
    "$OMS assess a.yaml --save @ --force",
    "$OMS init --output @ --force",
    "$OMS check a.yaml --baseline @ --write-baseline --force || test $? = 1",
    "$OMS schema policy --output @ --force",
];

#[test]
fn a_link_stays_and_what_it_leads_to_is_written() {
    for writer in WRITERS {
        let folder = folder();
        let path = folder.path();
        fs::create_dir(path.join("far")).unwrap();
        let old = if writer.contains("--baseline") { "" } else { "old\n" };
        let wanted = {
            done(path, &writer.replace('@', "plain.yaml"));
            let text = read(path, "plain.yaml");
            fs::remove_file(path.join("plain.yaml")).unwrap();
            text
        };
        for there in [true, false] {
            let _ = fs::remove_file(path.join("far/real.yaml"));
            if there && !writer.contains("--baseline") {
                put(path.join("far/real.yaml"), old);
            }
            for link in ["far/second.yaml", "first.yaml"] {
                let _ = fs::remove_file(path.join(link));
            }
            symlink("real.yaml", path.join("far/second.yaml")).unwrap();
            symlink(path.join("far/second.yaml"), path.join("first.yaml")).unwrap();
            done(path, &writer.replace('@', "first.yaml"));
            assert!(path.join("first.yaml").is_symlink(), "{writer}");
            assert!(path.join("far/second.yaml").is_symlink(), "{writer}");
            assert!(!path.join("far/real.yaml").is_symlink(), "{writer}");
            assert_eq!(read(path, "far/real.yaml"), wanted, "{writer}");
            assert_holds(&path.join("far"), &["real.yaml", "second.yaml"]);
        }
        assert_holds(path, &["a.yaml", "far", "first.yaml"]);
    }
}

#[test]
fn a_link_to_nowhere_is_refused_before_anything_is_done() {
    let folder = folder();
    symlink("gone/real.yaml", folder.path().join("l.yaml")).unwrap();
    symlink("round.yaml", folder.path().join("round.yaml")).unwrap();
    for (name, why) in [("l.yaml", "there is no folder"), ("round.yaml", "too many links")] {
        let ran = run_in(folder.path(), &["assess", "a.yaml", "--save", name, "--force"], "");
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""));
        assert!(ran.stderr.contains(why) && ran.stderr.contains(name), "{}", ran.stderr);
    }
}

#[test]
fn both_names_of_a_file_keep_the_text() {
    for writer in WRITERS.iter().filter(|writer| !writer.contains("--baseline")) {
        let folder = folder();
        let path = folder.path();
        // Longer than what is written, so that it has to be cut.
        put(path.join("one.yaml"), "x".repeat(1 << 20));
        fs::hard_link(path.join("one.yaml"), path.join("two.yaml")).unwrap();
        done(path, &writer.replace('@', "one.yaml"));
        let (one, two) = (read(path, "one.yaml"), read(path, "two.yaml"));
        assert!(one == two && !one.starts_with('x') && !one.ends_with('x'), "{writer}: {two}");
        assert_eq!(fs::metadata(path.join("one.yaml")).unwrap().nlink(), 2);
        assert_holds(path, &["a.yaml", "one.yaml", "two.yaml"]);
    }
}

#[test]
fn another_name_of_a_file_that_is_read_is_that_file() {
    let folder = folder();
    fs::hard_link(folder.path().join("a.yaml"), folder.path().join("b.yaml")).unwrap();
    let arguments = ["assess", "a.yaml", "--output", "b.yaml", "--force"];
    let ran = run_in(folder.path(), &arguments, "");
    assert_eq!(ran.code, Some(2), "{}", ran.stderr);
    assert_eq!(read(folder.path(), "a.yaml"), ANSWERS);
}

#[test]
fn a_stream_is_written_to_and_never_replaced() {
    let folder = folder();
    let path = folder.path();
    let wanted = done(path, "$OMS assess a.yaml --format csv");
    symlink("/proc/self/fd/1", path.join("out")).unwrap();
    for stream in ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "out"] {
        for force in ["", "--force"] {
            let write = format!("$OMS assess a.yaml --format csv --output {stream} {force}");
            let both = format!(
                "echo before > to; (echo between; {write}; echo behind) >> to; cat to; {write} > to; \
                 cat to; {write} | cat"
            );
            let expected = format!("before\nbetween\n{wanted}behind\n{wanted}{wanted}");
            assert_eq!(done(path, &both), expected, "{stream} {force}");
        }
    }
    assert!(path.join("out").is_symlink());
    let third = "(echo one >&3; $OMS assess a.yaml --format csv --output /dev/fd/3) 3> to; cat to";
    assert_eq!(done(path, third), format!("one\n{wanted}"));
    let report = "$OMS check a.yaml --min-level 1 --format json --report csv=/dev/null";
    assert_eq!(bash(path, report).status.code(), Some(2), "check has no such form");
    let report =
        "$OMS check a.yaml --min-level 1 --report junit=/dev/stderr > /dev/null 2> to; cat to";
    assert!(done(path, report).starts_with("<?xml"));
    done(path, "$OMS assess a.yaml --output /dev/null");
    let pipe = "mkfifo p; cat p > got & $OMS assess a.yaml --format csv --output p; wait; cat got";
    assert_eq!(done(path, pipe), wanted);
    assert!(!fs::metadata("/dev/null").unwrap().is_file());
    assert!(fs::symlink_metadata("/dev/stdout").unwrap().is_symlink());
    let closed = bash(path, "$OMS assess a.yaml --format html --output /dev/stdout | head -c 1");
    assert_eq!(String::from_utf8_lossy(&closed.stderr), "");
    let typo = run_in(path, &["assess", "a.yaml", "--output", "/dev/stdot", "--force"], "");
    assert!(typo.stderr.contains("there is no such device"), "{}", typo.stderr);
    assert!(!Path::new("/dev/stdot").exists());
}

#[test]
fn mode_and_owner_stay_whatever_the_umask() {
    for (umask, fresh) in [("022", 0o644), ("077", 0o600)] {
        let folder = folder();
        let path = folder.path();
        let save = |name: &str| {
            let write = format!("umask {umask}; $OMS assess a.yaml --save {name} --force");
            done(path, &write);
            fs::metadata(path.join(name)).unwrap()
        };
        assert_eq!(save("fresh.yaml").mode() & 0o7777, fresh);
        for mode in [0o600, 0o644, 0o664, 0o640] {
            let name = format!("{mode:o}.yaml");
            put(path.join(&name), "old");
            fs::set_permissions(path.join(&name), Permissions::from_mode(mode)).unwrap();
            // Only root may give files away; who is not root keeps what is his own.
            let given = std::os::unix::fs::chown(path.join(&name), Some(1000), Some(1001));
            let before = fs::metadata(path.join(&name)).unwrap();
            let after = save(&name);
            assert_eq!(after.mode() & 0o7777, mode, "{umask} {mode:o}");
            assert_eq!((after.uid(), after.gid()), (before.uid(), before.gid()));
            assert!(given.is_err() || after.uid() == 1000);
        }
    }
}

#[test]
#[ignore = "needs root"]
fn somebody_elses_file_is_written_in_place_or_not_at_all() {
    assert!(rustix::process::geteuid().is_root(), "only root can set this test up");
    let folder = folder();
    let path = folder.path();
    fs::set_permissions(path, Permissions::from_mode(0o777)).unwrap();
    fs::copy(PROGRAM, path.join("oms")).unwrap();
    let script = "
        chmod 755 oms; chmod 644 a.yaml
        echo old > open.yaml; chmod 666 open.yaml; echo old > shut.yaml; chmod 644 shut.yaml
        mkdir ro; echo old > ro/open.yaml; chmod 666 ro/open.yaml; chmod 755 ro
        echo old > ro/shut.yaml
        as() { setpriv --reuid 1000 --regid 1000 --clear-groups ./oms assess a.yaml \"$@\"; }
        as --save open.yaml --force > /dev/null || exit 1
        as --save ro/open.yaml --force > /dev/null || exit 2
        as --save shut.yaml --force && exit 3
        as --save ro/shut.yaml --force && exit 4
        as --save ro/new.yaml && exit 5
        stat -c '%u %a %n' open.yaml ro/open.yaml shut.yaml ro/shut.yaml; head -qn1 */*.yaml *.yaml";
    let said = done(path, script);
    let expected = "0 666 open.yaml\n0 666 ro/open.yaml\n0 644 shut.yaml\n0 644 ro/shut.yaml\n\
                    scope: Shop\nold\n# Who asked: the board\nscope: Shop\nold\n";
    assert_eq!(said, expected);
    assert_holds(&path.join("ro"), &["open.yaml", "shut.yaml"]);
    assert_holds(path, &["a.yaml", "oms", "open.yaml", "ro", "shut.yaml"]);
}

#[test]
#[ignore = "needs root"]
fn an_interview_for_a_file_in_a_folder_that_takes_no_other_has_its_draft_elsewhere() {
    assert!(rustix::process::geteuid().is_root(), "only root can set this test up");
    let folder = folder();
    let path = folder.path();
    fs::set_permissions(path, Permissions::from_mode(0o777)).unwrap();
    fs::copy(PROGRAM, path.join("oms")).unwrap();
    let script = "chmod 755 oms; mkdir ro; echo old > ro/a.yaml; chmod 666 ro/a.yaml; chmod 755 ro;
        exec setpriv --reuid 1000 --regid 1000 --clear-groups ./oms assess --save ro/a.yaml --force;";
    let setup = Setup { shell_prefix: Some(script.to_owned()), ..Setup::shipped(path, &[]) };
    let mut terminal = Terminal::start(&setup);
    terminal.wait_for("Which operation is judged?");
    terminal.send("Shop");
    terminal.wait_for("> Shop");
    terminal.send("\r");
    terminal.wait_for("Which of these do you recognise?");
    terminal.send("\r");
    terminal.wait_for("Question 1 of 6");
    terminal.send("d");
    terminal.wait_for("Question 2 of 6");
    assert!(!terminal.screen().contains("not safe"), "{}", terminal.screen());
    terminal.send("\x03");
    terminal.wait_for("what was answered is kept");
    assert_holds(&path.join("ro"), &["a.yaml"]);
    let state = path.join("state/oms-maturity/drafts");
    assert_eq!(fs::read_dir(state).unwrap().count(), 1);
}

/// Runs a script where it may mount; fails where nobody may.
fn mounting(folder: &Path, script: &str) -> String {
    assert!(
        bash(folder, "unshare -rm true").status.success(),
        "this machine lets nobody mount (`unshare -rm`), which the test needs"
    );
    done(folder, &format!("unshare -rm bash -ec '{script}'"))
}

#[test]
#[ignore = "needs to mount (`unshare -rm`)"]
fn a_file_that_is_mounted_by_itself_is_written() {
    let folder = folder();
    let script = "
        mkdir m; echo old > target.yaml; echo > m/a.yaml; mount --bind target.yaml m/a.yaml
        $OMS assess a.yaml --save m/a.yaml --force > /dev/null
        head -n1 target.yaml; ls -A m
        mount -o remount,bind,ro m/a.yaml
        $OMS assess a.yaml --save m/a.yaml --force || echo refused";
    assert_eq!(mounting(folder.path(), script), "scope: Shop\na.yaml\nrefused\n");
}

#[test]
#[ignore = "needs to mount (`unshare -rm`)"]
fn a_full_disk_costs_nothing_that_was_there() {
    let folder = folder();
    let script = "
        mkdir small; mount -t tmpfs -o size=8k none small; cp a.yaml small
        echo -n old > small/two; ln small/two small/three
        $OMS assess a.yaml --format html --output small/two --force 2>> said && exit 1
        $OMS assess a.yaml --format html --output small/a.yaml --force 2>> said && exit 2
        $OMS assess a.yaml --format html --output small/new 2>> said && exit 3
        cmp a.yaml small/a.yaml; cat small/two; echo; ls -A small; cat said";
    let said = mounting(folder.path(), script);
    let expected = "old\na.yaml\nthree\ntwo\n\
                    error: cannot write small/two: no storage space\n\
                    error: cannot write small/a.yaml: no storage space\n\
                    error: cannot write small/new: no storage space\n";
    assert_eq!(said, expected);
}

#[test]
fn a_limit_on_files_is_told_like_a_full_disk() {
    let folder = folder();
    let script = "ulimit -f 1; $OMS assess a.yaml --format html --output r.html";
    let ran = bash(folder.path(), script);
    let said = String::from_utf8_lossy(&ran.stderr);
    assert_eq!(ran.status.code(), Some(2), "{said}");
    assert_eq!(said, "error: cannot write r.html: file too large\n");
    assert_holds(folder.path(), &["a.yaml"]);
}

#[test]
fn an_interview_goes_on_where_files_may_not_grow() {
    let folder = tempfile::tempdir().unwrap();
    let setup = Setup {
        shell_prefix: Some("ulimit -f 0;".to_owned()),
        ..Setup::new(folder.path(), &["assess", "--save", "team.yaml"])
    };
    let mut terminal = Terminal::start(&setup);
    terminal.wait_for("Begin");
    terminal.send("\rd");
    terminal.wait_for("not safe on disk");
    terminal.send("\x03");
    assert_eq!(terminal.finish(), Some(130));
    assert_eq!(terminal.altered(), [""; 0]);
}

#[test]
fn twenty_writers_of_one_baseline_lose_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    for number in 0..20 {
        put(path.join(format!("a{number}.yaml")), ANSWERS);
    }
    let script = "for n in {0..19}; do $OMS check a$n.yaml --baseline b.toml --write-baseline & \
                  done; wait";
    // The last time it has a second name, and is written in place.
    let second = "head -n 7 b.toml > c.toml; ln -f c.toml b.toml";
    for before in ["true", "rm b.toml", "rm b.toml", second] {
        bash(path, before);
        let said = bash(path, script).stderr;
        let baseline = read(path, "b.toml");
        let said = String::from_utf8_lossy(&said);
        assert_eq!(baseline.matches("file = ").count(), 20, "{before}: {said}\n{baseline}");
    }
    assert_eq!(fs::read_dir(path).unwrap().count(), 22, "nothing else is left");
}

#[test]
fn what_did_not_change_is_left_byte_for_byte() {
    let folder = folder();
    let path = folder.path().join("a.yaml");
    let before = fs::metadata(&path).unwrap();
    let ran = run_in(folder.path(), &["assess", "a.yaml", "--save", "a.yaml"], "");
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), "answers saved to a.yaml\n"));
    let after = fs::metadata(&path).unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), ANSWERS);
    assert_eq!((before.ino(), before.mtime_nsec()), (after.ino(), after.mtime_nsec()));
}

/// Asks what `a.yaml` leaves open, to be saved there.
fn complete(folder: &Path) -> Terminal {
    let arguments = ["assess", "a.yaml", "--ask", "--save", "a.yaml", "--today", "2026-06-30"];
    let stdout = Some(folder.join("report"));
    Terminal::start(&Setup { stdout, ..Setup::new(folder, &arguments) })
}

#[test]
fn answers_go_into_the_text_that_was_read() {
    for (mark, line_end) in [("", "\n"), ("\u{feff}", "\r\n")] {
        let folder = folder();
        let path = folder.path().join("a.yaml");
        let written = |text: &str| mark.to_owned() + &text.replace('\n', line_end);
        put(&path, written(ANSWERS));
        let mut terminal = complete(folder.path());
        terminal.wait_for("Adaptability");
        terminal.send("d");
        terminal.wait_for("Question 4 of 6");
        terminal.send("a");
        terminal.wait_for("Question 5 of 6");
        terminal.send(F4);
        terminal.wait_for("open");
        terminal.send("6");
        terminal.wait_for("Question 6 of 6");
        terminal.send("d");
        terminal.wait_for("open");
        terminal.send("r");
        terminal.wait_for("f finish");
        terminal.send("f");
        assert_eq!(terminal.finish(), Some(0));
        let expected = ANSWERS
            .replace("  scalability: unknown  # ask Bob", "  scalability: from_1_5  # ask Bob")
            + "  adaptability: up_to_7_days\n  cost_to_serve: total\n";
        assert_eq!(fs::read_to_string(&path).unwrap(), written(&expected));
    }
}

#[test]
fn a_file_that_changed_meanwhile_is_not_written_over_untold() {
    let folder = folder();
    let path = folder.path().join("a.yaml");
    let mut terminal = complete(folder.path());
    terminal.wait_for("Adaptability");
    terminal.send("d");
    terminal.wait_for("Question 4 of 6");
    let bobs = format!("{ANSWERS}  stale_after_change: yes\n");
    put(&path, &bobs);
    terminal.send(F4);
    terminal.wait_for("open");
    terminal.send("r");
    terminal.wait_for("f finish");
    terminal.send("f");
    terminal.wait_for("a.yaml changed since it was read");
    assert_eq!(fs::read_to_string(&path).unwrap(), bobs);
    terminal.send("b\x15mine.yaml\r");
    terminal.wait_for("Saved to mine.yaml");
    assert_eq!(fs::read_to_string(&path).unwrap(), bobs);
    assert!(read(folder.path(), "mine.yaml").contains("adaptability: up_to_7_days"));
    // Changed once more, it is told once more.
    put(&path, format!("{bobs}# and on\n"));
    terminal.send("b\x15a.yaml\r");
    terminal.wait_for("a.yaml changed since it was read; b and its own name saves all the same");
    terminal.send("b\x15a.yaml\r");
    terminal.wait_for("Saved to a.yaml");
    terminal.send("f");
    assert_eq!(terminal.finish(), Some(0));
    let saved = fs::read_to_string(&path).unwrap();
    assert!(saved.contains("# and on") && saved.contains("adaptability: up_to_7_days"), "{saved}");
    assert!(!saved.contains("stale_after_change"), "{saved}");
}

#[test]
fn a_template_is_filled_in_and_keeps_its_help() {
    let folder = tempfile::tempdir().unwrap();
    let init = ["init", "--output", "a.yaml", "--today", "2026-06-30"];
    assert_eq!(run_first_in(folder.path(), &init, "").code, Some(0));
    let template = read(folder.path(), "a.yaml");
    let mut terminal = complete(folder.path());
    terminal.wait_for("Which operation is judged?");
    terminal.send("Shop\r");
    for (place, letter) in "dcdadd".chars().enumerate() {
        terminal.wait_for(&format!("Question {} of 6", place + 1));
        terminal.send(&letter.to_string());
    }
    terminal.wait_for("Every question has an answer.");
    terminal.send("\r");
    terminal.wait_for("f finish");
    terminal.send("f");
    assert_eq!(terminal.finish(), Some(0));
    let filled = [
        ("\nscope: ", "\nscope: Shop"),
        ("\n  rules_age: unknown", "\n  rules_age: up_to_6_months"),
        ("\n  overrides: unknown", "\n  overrides: up_to_8_percent"),
        ("\n  adaptability: unknown", "\n  adaptability: up_to_7_days"),
        ("\n  cost_to_serve: unknown", "\n  cost_to_serve: total"),
        ("\n  inventory_trust: unknown", "\n  inventory_trust: up_to_10_per_1000"),
        ("\n  scalability: unknown", "\n  scalability: from_1_5"),
    ];
    let expected = filled.iter().fold(template, |text, (open, said)| {
        assert_eq!(text.matches(open).count(), 1, "{open}");
        text.replace(open, said)
    });
    let saved = read(folder.path(), "a.yaml");
    let squeezed = |text: &str| {
        text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
    };
    let (saved, expected): (Vec<String>, Vec<String>) = (squeezed(&saved), squeezed(&expected));
    assert_eq!(saved, expected);
}

#[test]
fn a_pipe_that_nobody_reads_keeps_nobody_waiting_for_good() {
    let folder = folder();
    done(folder.path(), "mkfifo p.yaml");
    let arguments = ["assess", "a.yaml", "--ask", "--save", "p.yaml", "--today", "2026-06-30"];
    let stdout = Some(folder.path().join("report"));
    let mut terminal = Terminal::start(&Setup { stdout, ..Setup::new(folder.path(), &arguments) });
    terminal.wait_for("Adaptability");
    terminal.send("d");
    terminal.wait_for("Question 4 of 6");
    terminal.send(F4);
    terminal.wait_for("open");
    terminal.send("r");
    terminal.wait_for("f finish");
    terminal.send("f");
    terminal.wait_for("nobody reads from this pipe");
    terminal.send("b\x15mine.yaml\r");
    terminal.wait_for("Saved to mine.yaml");
    terminal.send("f");
    assert_eq!(terminal.finish(), Some(0));
    assert!(read(folder.path(), "mine.yaml").contains("adaptability: up_to_7_days"));
}

#[test]
fn what_cannot_be_written_is_refused_before_the_first_question() {
    let folder = folder();
    for (name, why) in [
        ("gone/", "cannot write gone/: there is no folder of this name"),
        ("/dev/fd/99", "cannot write /dev/fd/99: there is no such open file"),
        ("/proc/self/gone", "cannot write /proc/self/gone: there is no such open file"),
    ] {
        let mut terminal = Terminal::start(&Setup::new(folder.path(), &["assess", "-o", name]));
        assert_eq!(terminal.finish(), Some(2));
        assert!(terminal.screen().contains(why), "{}", terminal.screen());
    }
    assert_holds(folder.path(), &["a.yaml"]);
}

#[test]
fn a_baseline_is_no_stream() {
    let folder = folder();
    done(folder.path(), "mkfifo p.toml");
    for name in ["/dev/null", "/dev/stdout", "p.toml"] {
        let arguments = ["check", "a.yaml", "--baseline", name, "--write-baseline"];
        let ran = run_in(folder.path(), &arguments, "");
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""));
        assert!(
            ran.stderr.contains("is no file that can be read and written again"),
            "{}",
            ran.stderr
        );
    }
}

#[test]
fn the_comments_that_go_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let comments = "# one\n# two\n# three\n# four\n# five\n";
    for (count, said) in [
        (1, "a.toml: a comment that could not be kept is gone: `# one`\n"),
        (2, "a.toml: 2 comments that could not be kept are gone: `# one`, `# two`\n"),
        (
            5,
            "a.toml: 5 comments that could not be kept are gone, among them `# one`, `# two`, \
             `# three`, `# four`\n",
        ),
    ] {
        let mut answers: String = comments.split_inclusive('\n').take(count).collect();
        answers += "scope = \"Shop\"\ndate = 2026-06-30\n[answers]\nrules_age = \"unknown\"\n";
        put(folder.path().join("a.toml"), answers);
        let arguments = ["assess", "a.toml", "--ask", "--save", "a.toml", "--today", "2026-06-30"];
        let setup = Setup { columns: 120, ..Setup::new(folder.path(), &arguments) };
        let said_to = Some(folder.path().join("report"));
        let mut terminal = Terminal::start(&Setup { stdout: said_to, ..setup });
        for (place, letter) in "dcdadd".chars().enumerate() {
            terminal.wait_for(&format!("Question {} of 6", place + 1));
            terminal.send(&letter.to_string());
        }
        terminal.wait_for("Every question has an answer.");
        terminal.send("r");
        terminal.wait_for("f finish");
        terminal.send("f");
        assert_eq!(terminal.finish(), Some(0));
        assert!(terminal.screen().contains(said.trim_end()), "{}", terminal.screen());
    }
}

#[test]
fn a_file_that_was_taken_away_is_not_made_again_untold() {
    let folder = folder();
    let path = folder.path().join("a.yaml");
    let mut terminal = complete(folder.path());
    terminal.wait_for("Adaptability");
    terminal.send("d");
    terminal.wait_for("Question 4 of 6");
    fs::rename(&path, folder.path().join("moved.yaml")).unwrap();
    terminal.send(F4);
    terminal.wait_for("open");
    terminal.send("r");
    terminal.wait_for("f finish");
    terminal.send("f");
    terminal.wait_for("a.yaml was taken away since it was read");
    assert!(!path.exists());
    terminal.send("b\x15a.yaml\r");
    terminal.wait_for("Saved to a.yaml");
    terminal.send("f");
    assert_eq!(terminal.finish(), Some(0));
    assert!(read(folder.path(), "a.yaml").contains("adaptability: up_to_7_days"));
    assert_eq!(read(folder.path(), "moved.yaml"), ANSWERS);
}
