//! A report as people see it every day, in every form for machines, to the letter.

use super::*;
use snapbox::{IntoData, assert_data_eq, str};

#[test]
fn the_calm_report_as_github_commands() {
    assert_data_eq!(github::render(&calm()), str![[r"
::error file=shops/north.yaml,line=5,col=3,endColumn=12,title=min_level overrides::`overrides` is 1, and 3 is demanded; help: OV-1: count overrides
::notice file=shops/north.yaml,line=1,col=1,title=min_mean overall::waived until 2027-01-31 by R. Vane (the new engine comes in January): the mean is 1.50, and 2.00 is demanded
::warning file=shops/my south.yaml,line=1,col=1,title=not_in_baseline answers::the baseline knows nothing of this file; help: add it with --write-baseline
::notice file=shops/my south.yaml,line=1,col=1,title=max_age_days answers::from 2026-12-04 on (in 10 days): the answers are 181 days old, and may be 180 days; help: answer anew, and write the new day

"]].raw());
}

#[test]
fn the_calm_report_as_azure_commands() {
    assert_data_eq!(azure::render(&calm()), str![[r"
##vso[task.logissue type=error;sourcepath=shops/north.yaml;linenumber=5;columnnumber=3;code=below-min-level]`overrides` is 1, and 3 is demanded%3B help: OV-1: count overrides
##vso[task.logissue type=warning;sourcepath=shops/north.yaml;linenumber=1;columnnumber=1;code=below-min-mean]waived until 2027-01-31 by R. Vane (the new engine comes in January): the mean is 1.50, and 2.00 is demanded
##vso[task.logissue type=warning;sourcepath=shops/my south.yaml;linenumber=1;columnnumber=1;code=not-in-baseline]the baseline knows nothing of this file%3B help: add it with --write-baseline
##vso[task.logissue type=warning;sourcepath=shops/my south.yaml;linenumber=1;columnnumber=1;code=answers-too-old]from 2026-12-04 on (in 10 days): the answers are 181 days old, and may be 180 days%3B help: answer anew, and write the new day

"]].raw());
}

#[test]
#[expect(clippy::too_many_lines, reason = "nearly all of it is the report")]
fn the_calm_report_for_gitlab() {
    assert_data_eq!(gitlab::render(&calm()).unwrap(), str![[r#"
[
  {
    "description": "`overrides` is 1, and 3 is demanded; help: OV-1: count overrides",
    "check_name": "below-min-level",
    "fingerprint": "6ba1d11ba1f24270fb31c75056dd5c95e245f3f686b07e849250179d33b0296a",
    "severity": "major",
    "location": {
      "path": "shops/north.yaml",
      "lines": {
        "begin": 5
      }
    }
  },
  {
    "description": "waived until 2027-01-31 by R. Vane (the new engine comes in January): the mean is 1.50, and 2.00 is demanded",
    "check_name": "below-min-mean",
    "fingerprint": "b0413414835efe64bdf8c965c1206e30f0b6824683f70a3116e254a8136546ea",
    "severity": "info",
    "location": {
      "path": "shops/north.yaml",
      "lines": {
        "begin": 1
      }
    }
  },
  {
    "description": "the baseline knows nothing of this file; help: add it with --write-baseline",
    "check_name": "not-in-baseline",
    "fingerprint": "b2ed51d2dd4b38abb01ee0313c62b7264d1515252e8ebc01404bc1f0bf5340fa",
    "severity": "minor",
    "location": {
      "path": "shops/my south.yaml",
      "lines": {
        "begin": 1
      }
    }
  },
  {
    "description": "from 2026-12-04 on (in 10 days): the answers are 181 days old, and may be 180 days; help: answer anew, and write the new day",
    "check_name": "answers-too-old",
    "fingerprint": "aa10f7fd648aea2d1dbd0d5d7f2d03930457efe587218bf4a52911c99ae54422",
    "severity": "info",
    "location": {
      "path": "shops/my south.yaml",
      "lines": {
        "begin": 1
      }
    }
  }
]

"#]].raw());
}

#[test]
#[expect(clippy::too_many_lines, reason = "nearly all of it is the report")]
fn the_calm_report_in_sarif() {
    let text = sarif::render(&calm()).unwrap();
    let _ = sarif_run(&text);
    let version = concat!("\"version\": \"", env!("CARGO_PKG_VERSION"), "\"");
    let text = text.replace(version, "\"version\": \"0.0.0\"");
    assert_data_eq!(text, str![[r#"
{
  "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
  "version": "2.1.0",
  "runs": [
    {
      "tool": {
        "driver": {
          "name": "oms-maturity",
          "version": "0.0.0",
          "rules": [
            {
              "id": "below-min-level",
              "shortDescription": {
                "text": "A level is below what the policy demands."
              },
              "help": {
                "text": "The overall level, or that of a dimension, is at least as demanded."
              }
            },
            {
              "id": "below-min-mean",
              "shortDescription": {
                "text": "The mean is below what the policy demands."
              },
              "help": {
                "text": "The overall mean is at least as demanded."
              }
            },
            {
              "id": "answers-too-old",
              "shortDescription": {
                "text": "The answers are older than the policy allows."
              },
              "help": {
                "text": "The answers are no older than allowed."
              }
            },
            {
              "id": "not-in-baseline",
              "shortDescription": {
                "text": "The baseline knows nothing of the answers file."
              },
              "help": {
                "text": "The baseline knows the answers file."
              }
            }
          ]
        }
      },
      "invocations": [
        {
          "executionSuccessful": true
        }
      ],
      "columnKind": "unicodeCodePoints",
      "results": [
        {
          "ruleId": "below-min-level",
          "ruleIndex": 0,
          "level": "error",
          "message": {
            "text": "`overrides` is 1, and 3 is demanded; help: OV-1: count overrides"
          },
          "locations": [
            {
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "shops/north.yaml"
                },
                "region": {
                  "startLine": 5,
                  "startColumn": 3,
                  "endColumn": 12
                }
              }
            }
          ],
          "partialFingerprints": {
            "omsMaturity/v1": "6ba1d11ba1f24270fb31c75056dd5c95e245f3f686b07e849250179d33b0296a"
          },
          "suppressions": []
        },
        {
          "ruleId": "below-min-mean",
          "ruleIndex": 1,
          "level": "error",
          "message": {
            "text": "the mean is 1.50, and 2.00 is demanded"
          },
          "locations": [
            {
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "shops/north.yaml"
                },
                "region": {
                  "startLine": 1,
                  "startColumn": 1
                }
              }
            }
          ],
          "partialFingerprints": {
            "omsMaturity/v1": "b0413414835efe64bdf8c965c1206e30f0b6824683f70a3116e254a8136546ea"
          },
          "suppressions": [
            {
              "kind": "external",
              "justification": "the new engine comes in January",
              "properties": {
                "by": "R. Vane",
                "until": "2027-01-31"
              }
            }
          ]
        },
        {
          "ruleId": "not-in-baseline",
          "ruleIndex": 3,
          "level": "warning",
          "message": {
            "text": "the baseline knows nothing of this file; help: add it with --write-baseline"
          },
          "locations": [
            {
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "shops/my%20south.yaml"
                },
                "region": {
                  "startLine": 1,
                  "startColumn": 1
                }
              }
            }
          ],
          "partialFingerprints": {
            "omsMaturity/v1": "b2ed51d2dd4b38abb01ee0313c62b7264d1515252e8ebc01404bc1f0bf5340fa"
          },
          "suppressions": []
        },
        {
          "ruleId": "answers-too-old",
          "ruleIndex": 2,
          "level": "note",
          "message": {
            "text": "from 2026-12-04 on (in 10 days): the answers are 181 days old, and may be 180 days; help: answer anew, and write the new day"
          },
          "locations": [
            {
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "shops/my%20south.yaml"
                },
                "region": {
                  "startLine": 1,
                  "startColumn": 1
                }
              }
            }
          ],
          "partialFingerprints": {
            "omsMaturity/v1": "aa10f7fd648aea2d1dbd0d5d7f2d03930457efe587218bf4a52911c99ae54422"
          },
          "suppressions": []
        }
      ]
    }
  ]
}

"#]].raw());
}

#[test]
fn the_calm_report_as_junit() {
    assert_data_eq!(junit::render(&calm()).unwrap(), str![[r#"
<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="oms-maturity check" time="0" tests="4" failures="1" errors="0">
  <testsuite name="shops/north.yaml" file="shops/north.yaml" time="0" skipped="1" tests="2" failures="1" errors="0">
    <testcase name="min_level overrides" classname="shops/north:yaml" time="0">
      <failure type="below-min-level" message="`overrides` is 1, and 3 is demanded">shops/north.yaml:5:3: `overrides` is 1, and 3 is demanded; help: OV-1: count overrides</failure>
    </testcase>
    <testcase name="min_mean overall" classname="shops/north:yaml" time="0">
      <skipped type="below-min-mean" message="waived until 2027-01-31 by R. Vane (the new engine comes in January)">shops/north.yaml:1:1: the mean is 1.50, and 2.00 is demanded</skipped>
    </testcase>
  </testsuite>
  <testsuite name="shops/my south.yaml" file="shops/my south.yaml" time="0" skipped="0" tests="2" failures="0" errors="0">
    <testcase name="passed" classname="shops/my south:yaml" time="0">
      <system-out>level 2; mean 2.66, 0.66 above the 2 demanded</system-out>
    </testcase>
    <testcase name="not_in_baseline answers" classname="shops/my south:yaml" time="0">
      <system-out>warning[not-in-baseline]: shops/my south.yaml:1:1: the baseline knows nothing of this file; help: add it with --write-baseline</system-out>
    </testcase>
    <system-out>due: shops/my south.yaml:1:1: from 2026-12-04 on (in 10 days): the answers are 181 days old, and may be 180 days; help: answer anew, and write the new day</system-out>
  </testsuite>
</testsuites>

"#]].raw());
}

#[test]
fn the_calm_report_in_tap() {
    assert_data_eq!(tap::render(&calm()).unwrap(), str![[r#"
TAP version 14
1..4
not ok 1 - shops/north.yaml: min_level overrides
  ---
  message: "`overrides` is 1, and 3 is demanded"
  help: "OV-1: count overrides"
  file: "shops/north.yaml"
  line: 5
  column: 3
  severity: error
  code: below-min-level
  ...
not ok 2 - shops/north.yaml: min_mean overall # TODO waived until 2027-01-31 by R. Vane (the new engine comes in January)
  ---
  message: "the mean is 1.50, and 2.00 is demanded"
  file: "shops/north.yaml"
  line: 1
  column: 1
  severity: waived
  code: below-min-mean
  ...
ok 3 - shops/my south.yaml: passed
ok 4 - shops/my south.yaml: not_in_baseline answers
  ---
  message: "the baseline knows nothing of this file"
  help: "add it with --write-baseline"
  file: "shops/my south.yaml"
  line: 1
  column: 1
  severity: warning
  code: not-in-baseline
  ...
# shops/my south.yaml: level 2; mean 2.66, 0.66 above the 2 demanded
# shops/my south.yaml: due: from 2026-12-04 on (in 10 days): the answers are 181 days old, and may be 180 days; help: answer anew, and write the new day

"#]].raw());
}

#[test]
fn the_calm_report_in_markdown() {
    assert_data_eq!(markdown::render(&calm()), str![[r"
## FAILED

1 passed, 1 failed (rubric retail 1, 2026-11-24)

| place | severity | what is wrong | what to do |
|---|---|---|---|
| shops/north.yaml:5:3 | error | &#96;overrides&#96; is 1, and 3 is demanded | OV-1: count overrides |
| shops/my south.yaml:1:1 | warning | the baseline knows nothing of this file | add it with --write-baseline |

### Waived

| place | what is wrong | until | by | reason |
|---|---|---|---|---|
| shops/north.yaml:1:1 | the mean is 1.50, and 2.00 is demanded | 2027-01-31 | R. Vane | the new engine comes in January |

### Falls due

| place | what will be wrong | what to do |
|---|---|---|
| shops/my south.yaml:1:1 | from 2026-12-04 on \(in 10 days\): the answers are 181 days old, and may be 180 days | answer anew, and write the new day |

### Passed

| file | with |
|---|---|
| shops/my south.yaml | level 2; mean 2.66, 0.66 above the 2 demanded |

"]].raw());
}
