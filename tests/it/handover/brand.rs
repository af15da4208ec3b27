//! A consultancy's own cover: what is shown, what is refused, and that nothing in it can run.

use super::{run, run_in, write};
use base64::Engine;

const CALM: &str = "<?xml version=\"1.0\"?>\n<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \
                    \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">\n<svg \
                    xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" \
                    viewBox=\"0 0 8 8\"><style>.a{fill:url(#g)}</style><defs><linearGradient \
                    id=\"g\"/></defs><title>javascript: the logo &amp; &#169;</title><g \
                    inkscape:onlyvisible=\"1\" xmlns:inkscape=\"i\"/><image \
                    xlink:href=\"DATA:image/png;base64,AA\"/><use xlink:href=\"#g\"/>\
                    <circle class=\"a\" r=\"4\"/></svg>";

fn example() -> String {
    super::root().join("examples/instruments/oms-1.0/kestrel-and-vane.yaml").display().to_string()
}

fn with_logo(name: &str, bytes: &[u8]) -> super::Ran {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), name, bytes);
    let example = example();
    let args = ["assess", &example, "--format", "html", "--brand", "Vane & Co", "--logo", name];
    run_in(folder.path(), &args)
}

#[test]
fn name_logo_and_accent_stand_on_the_cover() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "logo.svg", CALM);
    let example = example();
    let args = ["assess", &example, "--format", "html", "--brand", "Vane & <Co>"];
    let more = ["--logo", "logo.svg", "--accent", "#005577"];
    let ran = run_in(folder.path(), &[&args[..], &more[..]].concat());
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    assert!(ran.stdout.contains("Prepared by Vane &amp; &lt;Co&gt;"));
    assert!(ran.stdout.contains(":root{--accent:#005577}"));
    // In the dark the same hue, lightened.
    let dark = ran.stdout.split("dark){:root{--accent:").nth(1).unwrap();
    assert!(dark.starts_with('#') && !dark.starts_with("#005577"), "{dark:.20}");
    let image = ran.stdout.split("src=\"data:image/svg+xml;base64,").nth(1).unwrap();
    let held = base64::prelude::BASE64_STANDARD.decode(image.split('"').next().unwrap()).unwrap();
    assert_eq!(String::from_utf8(held).unwrap(), CALM);
    let markdown = run(&["assess", &example, "--format", "markdown", "--brand", "A|B"]);
    assert!(markdown.stdout.contains("Prepared by A&#124;B"));
}

#[test]
fn a_png_is_shown_and_half_a_png_is_not() {
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\
                \0\0\0\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\0\x05\0\x01\xff\x89\x99=\x1d\0\0\0\0IEND\xaeB`\x82";
    let ran = with_logo("logo.png", png);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(ran.stdout.contains("src=\"data:image/png;base64,"));
    let ran = with_logo("logo.png", &png[..40]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.contains("the PNG is cut off"), "{}", ran.stderr);
}

/// What a logo may not hold, and the word with which it is refused.
const RUNNING: &[(&str, &str)] = &[
    ("<script>alert(1)</script>", "<script>"),
    ("<SCRIPT/>", "<script>"),
    ("<x:script xmlns:x='http://www.w3.org/2000/svg'/>", "<script>"),
    ("<g onload='alert(1)'/>", "`onload`"),
    ("<foreignObject><body/></foreignObject>", "<foreignobject>"),
    ("<a href='javascript:alert(1)'/>", "a script in an address"),
    ("<a xlink:href=' java&#10;script:alert(1)'/>", "a script in an address"),
    ("<animate attributeName='href' to='javascript:alert(1)'/>", "changes `href`"),
    ("<animate attributeName='x' to='javascript:alert(1)'/>", "a script in an address"),
    ("<image href='https://evil.example/x.png'/>", "points outside itself"),
    ("<use href='file:///etc/passwd#x'/>", "points outside itself"),
    ("<image href='data:image/svg+xml,x'/>", "points outside itself"),
    ("<style>@import 'https://evil.example/x.css';</style>", "fetches a style sheet"),
    ("<style>a{fill:url( 'https://evil.example/x' )}</style>", "points outside itself"),
    ("<rect style='fill:url(//evil.example/x)'/>", "points outside itself"),
    ("<OBJECT data='x'/>", "<object>"),
    ("<iframe/>", "<iframe>"),
    ("<embed/>", "<embed>"),
    ("<handler/>", "<handler>"),
    ("<g onclick='x'/>", "`onclick`"),
    ("<image src='https://evil.example/x.png'/>", "points outside itself"),
    ("<image href='data:font/woff,x'/>", "points outside itself"),
    ("<style><![CDATA[@import 'x.css';]]></style>", "fetches a style sheet"),
    ("<style>@im<!-- -->port 'x.css';</style>", "fetches a style sheet"),
    ("<style>&#64;import 'x.css';</style>", "hides parts of its style sheet"),
    ("<style>a{fill:u\\72l(x)}</style>", "hides parts of its style sheet"),
    ("<style>a{fill:image-set('x' 1x)}</style>", "points outside itself"),
    ("<rect style='fill:\\75rl(x)'/>", "hides parts of its style sheet"),
    ("<set attributeName='href' to='https://evil.example'/>", "changes `href`"),
    ("<animate attributeName='xlink:href' values='a;b'/>", "changes `xlink:href`"),
    ("<set attributeName='onload' to='x'/>", "changes `onload`"),
    ("<g xml:base='https://evil.example/'/>", "`xml:base`"),
    ("<text>&nbsp;</text>", "an entity `&nbsp;`"),
    ("<g>", "it is no SVG"),
    ("<g a=1/>", "it is no SVG"),
];

#[test]
fn a_logo_that_would_run_or_fetch_something_is_refused() {
    let svg = |inside: &str| {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" \
             xmlns:xlink=\"http://www.w3.org/1999/xlink\">{inside}</svg>"
        )
    };
    for (inside, why) in RUNNING {
        let ran = with_logo("logo.svg", svg(inside).as_bytes());
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{inside}");
        assert!(ran.stderr.contains(why), "{inside}: {}", ran.stderr);
    }
    for (whole, why) in [
        ("", "neither SVG nor PNG"),
        ("GIF89a", "neither SVG nor PNG"),
        ("<html/>", "begins with <html>"),
        ("<svg/>", "lacks `xmlns="),
        ("<!DOCTYPE svg [<!ENTITY a 'b'>]><svg/>", "entities of its own"),
        ("<?XML-stylesheet href='x.css'?><svg/>", "fetches a style sheet"),
        ("<svg xmlns='http://www.w3.org/2000/svg'><g></g>", "cut off"),
        ("<svg xmlns='http://www.w3.org/2000/svg'/><svg/>", "lacks `xmlns="),
        ("<svg xmlns='http://www.w3.org/2000/svg'/>more", "text stands outside"),
    ] {
        let ran = with_logo("logo.svg", whole.as_bytes());
        assert_eq!(ran.code, Some(2), "{whole}");
        assert!(ran.stderr.contains(why), "{whole}: {}", ran.stderr);
    }
    // Doubled thirty times, a copy of a copy would never be drawn.
    let copies = (0..30).map(|at| format!("<g id='{}'><use href='#{at}'/></g>", at + 1));
    let ran = with_logo("logo.svg", svg(&copies.collect::<String>()).as_bytes());
    assert!(ran.stderr.contains("more than 16 times"), "{}", ran.stderr);
    let deep = svg(&("<g>".repeat(100) + &"</g>".repeat(100)));
    let ran = with_logo("logo.svg", deep.as_bytes());
    assert!(ran.stderr.contains("nests deeper"), "{}", ran.stderr);
    let ran = with_logo("logo.svg", svg(&" ".repeat(600_000)).as_bytes());
    assert!(ran.code == Some(2) && ran.stderr.contains("larger than 512 KiB"), "{}", ran.stderr);
}

#[test]
fn a_brand_that_cannot_be_shown_is_refused() {
    let example = example();
    for (more, why) in [
        (&["--format", "html", "--accent", "#ffcc00"][..], "a contrast of 1.5 to 1"),
        (&["--format", "svg", "--accent", "teal"], "write a colour as #rrggbb"),
        (&["--accent", "#005577"], "--accent is for --format html and --format svg"),
        (&["--format", "csv", "--brand", "A"], "--brand is for --format html and"),
        (&["--format", "html", "--brand", "A", "--logo", "no.svg"], "cannot read no.svg"),
        (&["--format", "markdown", "--brand", "A", "--logo", "a"], "--logo is for --format html"),
        (&["--format", "html", "--logo", "no.svg"], "--brand <NAME>"),
        (&["--format", "html", "--brand", "  "], "--brand says nothing"),
        (&["--format", "sarif"], "[possible values: table, json, html, markdown, csv, svg]"),
    ] {
        let ran = run(&[&["assess", &example][..], more].concat());
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{more:?}");
        assert!(ran.stderr.contains(why), "{more:?}: {}", ran.stderr);
    }
    let ran = run(&["check", &example, "--min-level", "1", "--format", "html"]);
    assert!(
        ran.code == Some(2) && ran.stderr.contains("[possible values: table, json, junit"),
        "{}",
        ran.stderr
    );
    let ran = run(&["check", &example, "--min-level", "1", "--report", "svg=x"]);
    assert!(
        ran.code == Some(2) && ran.stderr.contains("the forms are table, json, junit"),
        "{}",
        ran.stderr
    );
}
