-- Judges a table of answers as oms-maturity 0.1.0 does, on Spark.
-- Questions: returns 0.1.0, SHA-256 5c65f6b3072f30c241e352c2c74588ef25c2b4eeab005b97b7acbc7814eb1958
-- Rubric: returns 0.1.0, SHA-256 6eee0e183218905e7c29c2f6472db01345efd67bdbfe4124856a6d35c28dbf89
-- Scores are counted in whole parts of a level, 48 to the level.
/* The table that it expects, a row for each answer:
CREATE TABLE answers (
  record BIGINT,           -- which set of answers; the rows of one set have the same number
  date DATE,               -- the day that the answers describe; the same in every row of a record
  questionnaire STRING,    -- what the answers are for; NULL where they do not say
  edition BIGINT,          -- the edition they are for; NULL where they do not say
  question STRING,         -- what is answered; NULL in the one row of a record without answers
  option STRING,           -- the answer: an option's id
  value DECIMAL(25, 15),   -- or a figure, exactly as it was given
  word STRING,             -- or a word in place of a figure, such as never
  newest DATE,             -- or a day in place of a figure; of two days, the newest
  one_before DATE,         -- and the one before it, where two days belong together
  level DECIMAL(25, 15),   -- or a level; it may stand beside a figure, word or day
  unknown BOOLEAN,         -- or TRUE: nobody knows
  not_applicable STRING,   -- or the reason why the question does not apply
  evidence STRING,         -- report, estimate or opinion; or NULL
  source STRING,           -- where the evidence stands; or NULL
  malformed BOOLEAN        -- TRUE where the answer did not fit these columns; else NULL
);
*/
WITH
-- Everything that is asked: whether it is a main question and has options, the bounds
-- of its figure (NULL: it has none), how many days may stand in place of it.
asked AS (
  SELECT
    CAST(question AS STRING) AS question,
    CAST(is_main AS BOOLEAN) AS is_main,
    CAST(has_options AS BOOLEAN) AS has_options,
    CAST(least AS DECIMAL(25, 15)) AS least,
    CAST(most AS DECIMAL(25, 15)) AS most,
    CAST(days AS BIGINT) AS days
  FROM (VALUES
    ('refund_days', TRUE, TRUE, 0, 365, 0),
    ('resale_share', TRUE, TRUE, 0, 100, 0),
    ('reasons', TRUE, TRUE, NULL, NULL, 0)
  ) AS listed (question, is_main, has_options, least, most, days)
),

-- The options, from worst to best: the level that names one, its place among what the
-- others are worth, and the figures that it stands for.
choices AS (
  SELECT
    CAST(question AS STRING) AS question,
    CAST(place AS BIGINT) AS place,
    CAST(option AS STRING) AS option,
    CAST(level AS DECIMAL(25, 15)) AS level,
    CAST(worth AS BIGINT) AS worth,
    CAST(has_band AS BOOLEAN) AS has_band,
    CAST(above AS DECIMAL(25, 15)) AS above,
    CAST(at_least AS DECIMAL(25, 15)) AS at_least,
    CAST(up_to AS DECIMAL(25, 15)) AS up_to,
    CAST(below AS DECIMAL(25, 15)) AS below
  FROM (VALUES
    ('refund_days', 0, 'over_14_days', 0, 0, TRUE, 14, NULL, NULL, NULL),
    ('refund_days', 1, 'up_to_14_days', 1.25, 1, TRUE, 5, NULL, 14, NULL),
    ('refund_days', 2, 'up_to_5_days', 2.5, 2, TRUE, 1.5, NULL, 5, NULL),
    ('refund_days', 3, 'up_to_a_day_and_a_half', 3, 3, TRUE, NULL, NULL, 1.5, NULL),
    ('resale_share', 0, 'below_30', 0, 0, TRUE, NULL, NULL, NULL, 30),
    ('resale_share', 1, 'from_30', 1, 1, TRUE, NULL, 30, NULL, 60),
    ('resale_share', 2, 'from_60', 2, 2, TRUE, NULL, 60, NULL, 90),
    ('resale_share', 3, 'from_90', 3, 3, TRUE, NULL, 90, NULL, NULL),
    ('reasons', 0, 'nobody', 0, 0, FALSE, NULL, NULL, NULL, NULL),
    ('reasons', 1, 'on_request', 0.75, 1, FALSE, NULL, NULL, NULL, NULL),
    ('reasons', 2, 'monthly', 2, 2, FALSE, NULL, NULL, NULL, NULL),
    ('reasons', 3, 'acted_on', 3, 3, FALSE, NULL, NULL, NULL, NULL)
  ) AS listed (question, place, option, level, worth, has_band, above, at_least, up_to, below)
),

-- Where questions count: whether among those that may be unknown, how much, and the ends
-- of their scores.
scored AS (
  SELECT
    CAST(dimension AS STRING) AS dimension,
    CAST(question AS STRING) AS question,
    CAST(place AS BIGINT) AS place,
    CAST(counts AS BOOLEAN) AS counts,
    CAST(weight AS BIGINT) AS weight,
    CAST(lowest AS BIGINT) AS lowest,
    CAST(highest AS BIGINT) AS highest,
    CAST(not_applicable AS BIGINT) AS not_applicable
  FROM (VALUES
    ('speed', 'refund_days', 0, TRUE, 3, 0, 144, NULL),
    ('speed', 'resale_share', 1, TRUE, 1, 0, 144, NULL),
    ('learning', 'reasons', 0, TRUE, 1, 0, 144, NULL)
  ) AS listed (dimension, question, place, counts, weight, lowest, highest, not_applicable)
),

-- What options are worth; NULL: the question is left out.
worths AS (
  SELECT
    CAST(dimension AS STRING) AS dimension,
    CAST(question AS STRING) AS question,
    CAST(place AS BIGINT) AS place,
    CAST(score AS BIGINT) AS score,
    CAST(needs_report AS BOOLEAN) AS needs_report
  FROM (VALUES
    ('speed', 'refund_days', 0, 0, TRUE),
    ('speed', 'refund_days', 1, 60, TRUE),
    ('speed', 'refund_days', 2, 120, TRUE),
    ('speed', 'refund_days', 3, 144, TRUE),
    ('speed', 'resale_share', 0, 0, TRUE),
    ('speed', 'resale_share', 1, 48, TRUE),
    ('speed', 'resale_share', 2, 96, TRUE),
    ('speed', 'resale_share', 3, 144, TRUE),
    ('learning', 'reasons', 0, 0, TRUE),
    ('learning', 'reasons', 1, 36, TRUE),
    ('learning', 'reasons', 2, 96, TRUE),
    ('learning', 'reasons', 3, 144, TRUE)
  ) AS listed (dimension, question, place, score, needs_report)
),

-- The answers beside the options that they mean: by name, by figure, by word, by days (of
-- two spans, each for itself), and by the level that is claimed.
matched AS (
  SELECT
    a.record,
    a.date,
    a.questionnaire,
    a.edition,
    a.question,
    a.option,
    a.value,
    a.word,
    a.newest,
    a.one_before,
    a.level,
    a.unknown,
    a.not_applicable,
    a.evidence,
    a.source,
    a.malformed,
    q.question IS NOT NULL AS is_asked,
    q.is_main,
    q.has_options,
    q.least,
    q.most,
    q.days,
    FALSE AS is_word,
    FALSE AS word_is_unknown,
    m.place AS measured,
    m.worth AS measured_worth,
    m.place AS second,
    m.worth AS second_worth,
    c.place AS claimed,
    c.worth AS claimed_worth,
    FALSE AS is_ruled_out
  FROM answers AS a
  LEFT JOIN asked AS q ON q.question = a.question
  LEFT JOIN choices AS m ON m.question = a.question AND (
      m.option = a.option
      OR (m.has_band AND (m.above IS NULL OR a.value > m.above)
        AND (m.at_least IS NULL OR a.value >= m.at_least)
        AND (m.up_to IS NULL OR a.value <= m.up_to)
        AND (m.below IS NULL OR a.value < m.below) AND a.value IS NOT NULL)
    )
  LEFT JOIN choices AS c ON c.question = a.question AND c.level = a.level
),

-- What each answer says: whether it can be accepted, and the place of its option; of two
-- options, by figure and by level, the one that is worth less.
heard AS (
  SELECT
    record,
    date,
    questionnaire,
    edition,
    question,
    option,
    value,
    word,
    is_main,
    is_ruled_out,
    COALESCE(evidence = 'report', FALSE) AS is_reported,
    CASE
      WHEN not_applicable IS NOT NULL THEN 'not_applicable'
      WHEN COALESCE(unknown, FALSE) OR word_is_unknown THEN 'unknown'
      ELSE 'known'
    END AS state,
    CASE
      WHEN word_is_unknown THEN NULL
      WHEN claimed IS NULL THEN LEAST(measured, second)
      WHEN measured IS NULL THEN claimed
      WHEN claimed_worth < CASE WHEN second < measured THEN second_worth ELSE measured_worth END
        THEN claimed
      ELSE LEAST(measured, second)
    END AS place,
    CASE
      WHEN COALESCE(malformed, FALSE) THEN FALSE
      WHEN question IS NULL THEN TRUE
      WHEN NOT is_asked THEN FALSE
      WHEN evidence NOT IN ('report', 'estimate', 'opinion') THEN FALSE
      WHEN said > 1 OR (said = 0 AND level IS NULL) THEN FALSE
      WHEN level IS NOT NULL AND (option IS NOT NULL OR unknown OR not_applicable IS NOT NULL)
        THEN FALSE
      -- Who does not know what does not apply has said nothing; any other answer is in vain.
      WHEN is_ruled_out AND not_applicable IS NULL THEN
        COALESCE(unknown, FALSE) OR word_is_unknown
      WHEN not_applicable IS NOT NULL THEN not_applicable RLIKE '\\S'
      WHEN unknown THEN TRUE
      WHEN option IS NOT NULL THEN measured IS NOT NULL
      WHEN level IS NOT NULL AND claimed IS NULL THEN FALSE
      WHEN said = 0 THEN TRUE
      -- A figure, which takes a measure, and lies within its bounds and in a band.
      WHEN least IS NULL THEN FALSE
      WHEN has_options AND NOT word_is_unknown AND (measured IS NULL OR second IS NULL)
        THEN FALSE
      WHEN word IS NOT NULL THEN is_word
      WHEN value IS NOT NULL THEN value >= least AND (most IS NULL OR value <= most)
        AND ABS(value) <= 1000000000
        AND LENGTH(TRIM(BOTH '0' FROM REPLACE(CAST(ABS(value) AS STRING), '.', ''))) <= 15
      ELSE FALSE
    END AS fits
  FROM (
    SELECT
      *,
      (CASE WHEN option IS NOT NULL THEN 1 ELSE 0 END)
      + (CASE WHEN value IS NOT NULL THEN 1 ELSE 0 END)
      + (CASE WHEN word IS NOT NULL THEN 1 ELSE 0 END)
      + (CASE WHEN newest IS NOT NULL OR one_before IS NOT NULL THEN 1 ELSE 0 END)
      + (CASE WHEN COALESCE(unknown, FALSE) THEN 1 ELSE 0 END)
      + (CASE WHEN not_applicable IS NOT NULL THEN 1 ELSE 0 END)
      AS said
    FROM matched
  ) AS counted
),

-- The records, and whether all that they say can be accepted together.
records AS (
  SELECT
    record,
    MIN(CASE WHEN fits THEN 1 ELSE 0 END) = 1
      AND COUNT(question) = COUNT(DISTINCT question)
      AND COUNT(date) = COUNT(*) AND MIN(date) = MAX(date)
      AND COUNT(CASE WHEN questionnaire <> 'returns' OR edition <> 1 THEN 1 END) = 0
      AND COUNT(CASE WHEN is_main AND state = 'not_applicable' AND NOT is_ruled_out THEN 1 END)
        <= 1
      AS is_accepted
  FROM heard
  GROUP BY record
),

-- What is known of each question that counts: its score, or that it is left out; no score:
-- nobody knows.
marks AS (
  SELECT
    r.record,
    s.dimension,
    s.question,
    s.place,
    s.weight,
    s.counts,
    s.lowest,
    s.highest,
    CASE
      WHEN h.state = 'not_applicable' THEN s.not_applicable IS NULL
      ELSE h.place IS NOT NULL AND w.score IS NULL
    END AS is_left_out,
    CASE WHEN h.state = 'not_applicable' THEN s.not_applicable ELSE w.score END AS score,
    COALESCE(w.needs_report, FALSE) AS needs_report,
    COALESCE(h.is_reported, FALSE) AS is_reported,
    CAST(NULL AS BIGINT) AS question_at_most,
    CAST(NULL AS BIGINT) AS dimension_at_most,
    CAST(NULL AS BIGINT) AS level_at_most,
    CAST(NULL AS BIGINT) AS claims_up_to
  FROM records AS r
  CROSS JOIN scored AS s
  LEFT JOIN heard AS h ON h.record = r.record AND h.question = s.question
  LEFT JOIN worths AS w
    ON w.dimension = s.dimension AND w.question = s.question AND w.place = h.place
),

-- The score of each question: as claimed, as evidence bears it out, and with what nobody
-- knows at its ends.
scores AS (
  SELECT
    record,
    dimension,
    place,
    weight,
    dimension_at_most,
    level_at_most,
    NOT is_left_out AND score IS NULL AS is_unknown,
    counts AND NOT is_left_out AND score IS NULL AS counts_as_unknown,
    CASE WHEN is_left_out THEN NULL ELSE COALESCE(score, lowest) END AS claimed,
    CASE
      WHEN is_left_out OR COALESCE(score, lowest) IS NULL THEN NULL
      ELSE LEAST(question_at_most, COALESCE(score, lowest))
    END AS evidenced,
    CASE WHEN is_left_out THEN NULL ELSE COALESCE(score, highest) END AS best
  FROM marks
),

-- What each dimension makes of the scores of its questions.
dimension_scores AS (
  SELECT
    record,
    dimension,
    CAST(SUM(weight * claimed) AS BIGINT) DIV CAST(SUM(CASE WHEN claimed IS NOT NULL THEN weight END) AS BIGINT) AS claimed,
    CAST(SUM(weight * evidenced) AS BIGINT) DIV CAST(SUM(CASE WHEN evidenced IS NOT NULL THEN weight END) AS BIGINT) AS evidenced,
    CAST(SUM(weight * best) AS BIGINT) DIV CAST(SUM(CASE WHEN best IS NOT NULL THEN weight END) AS BIGINT) AS best,
    MIN(level_at_most) AS level_at_most,
    COUNT(CASE WHEN is_unknown THEN 1 END) AS unknown,
    COUNT(CASE WHEN counts_as_unknown THEN 1 END) AS counted_unknown
  FROM scores
  GROUP BY record, dimension
),

-- The levels of the dimensions, and how much each counts in the whole.
dimension_levels AS (
  SELECT
    record,
    dimension,
    CAST(CASE
      WHEN dimension IN ('speed') THEN 4
      WHEN dimension IN ('learning') THEN 3
    END AS BIGINT) AS weight,
    unknown,
    counted_unknown,
    claimed,
    CAST(claimed DIV 48 AS BIGINT) AS claimed_level,
    evidenced,
    CAST(evidenced DIV 48 AS BIGINT) AS evidenced_level,
    best,
    CAST(best DIV 48 AS BIGINT) AS best_level
  FROM dimension_scores
),

-- The score of the whole as a ratio, what its levels take of the dimensions, and a column
-- for each of them.
wholes AS (
  SELECT
    record,
    CAST(SUM(counted_unknown) AS BIGINT) AS unknown,
    MAX(unknown) AS most_unknown,
    MIN(claimed_level) AS level_lowest,
    CAST(SUM(weight * claimed) AS BIGINT) AS claimed_above,
    CAST(SUM(CASE WHEN claimed IS NOT NULL THEN weight END) AS BIGINT) * 48 AS claimed_below,
    MIN(claimed) AS claimed_least,
    CAST(SUM(weight * evidenced) AS BIGINT) AS evidenced_above,
    CAST(SUM(CASE WHEN evidenced IS NOT NULL THEN weight END) AS BIGINT) * 48 AS evidenced_below,
    MIN(evidenced) AS evidenced_least,
    CAST(SUM(weight * best) AS BIGINT) AS best_above,
    CAST(SUM(CASE WHEN best IS NOT NULL THEN weight END) AS BIGINT) * 48 AS best_below,
    MIN(best) AS best_least,
    MIN(CASE WHEN dimension = 'speed' THEN claimed END) AS speed_units,
    MIN(CASE WHEN dimension = 'speed' THEN claimed_level END) AS speed_level,
    MIN(CASE WHEN dimension = 'speed' THEN evidenced_level END) AS speed_level_evidenced,
    MIN(CASE WHEN dimension = 'learning' THEN claimed END) AS learning_units,
    MIN(CASE WHEN dimension = 'learning' THEN claimed_level END) AS learning_level,
    MIN(CASE WHEN dimension = 'learning' THEN evidenced_level END) AS learning_level_evidenced
  FROM dimension_levels
  GROUP BY record
),

-- The levels of the whole: each is held when what it takes, and what every level below it
-- takes, is met.
judged AS (
  SELECT
    wholes.*,
    -- Where everything is left out, there is nothing to judge.
    is_accepted AND best_above IS NOT NULL AS is_valid,
    claimed_above IS NULL OR unknown > 1 AS is_too_unknown,
    CAST(CASE
      WHEN NOT (COALESCE(claimed_above >= claimed_below, FALSE) AND COALESCE(claimed_least >= 0, TRUE)) THEN 0
      WHEN NOT (COALESCE(claimed_above >= claimed_below * 2, FALSE) AND COALESCE(claimed_least >= 48, TRUE)) THEN 1
      WHEN NOT (COALESCE(claimed_above * 100 >= claimed_below * 275, FALSE) AND COALESCE(claimed_least >= 96, TRUE)) THEN 2
      ELSE 3
    END AS BIGINT) AS level_claimed,
    CAST(CASE
      WHEN NOT (COALESCE(evidenced_above >= evidenced_below, FALSE) AND COALESCE(evidenced_least >= 0, TRUE)) THEN 0
      WHEN NOT (COALESCE(evidenced_above >= evidenced_below * 2, FALSE) AND COALESCE(evidenced_least >= 48, TRUE)) THEN 1
      WHEN NOT (COALESCE(evidenced_above * 100 >= evidenced_below * 275, FALSE) AND COALESCE(evidenced_least >= 96, TRUE)) THEN 2
      ELSE 3
    END AS BIGINT) AS level_evidenced,
    CAST(CASE
      WHEN NOT (COALESCE(claimed_above >= claimed_below, FALSE) AND COALESCE(claimed_least >= 0, TRUE)) THEN 0
      WHEN NOT (COALESCE(claimed_above >= claimed_below * 2, FALSE) AND COALESCE(claimed_least >= 48, TRUE)) THEN 1
      WHEN NOT (COALESCE(claimed_above * 100 >= claimed_below * 275, FALSE) AND COALESCE(claimed_least >= 96, TRUE)) THEN 2
      ELSE 3
    END AS BIGINT) AS level_worst,
    CAST(CASE
      WHEN NOT (COALESCE(best_above >= best_below, FALSE) AND COALESCE(best_least >= 0, TRUE)) THEN 0
      WHEN NOT (COALESCE(best_above >= best_below * 2, FALSE) AND COALESCE(best_least >= 48, TRUE)) THEN 1
      WHEN NOT (COALESCE(best_above * 100 >= best_below * 275, FALSE) AND COALESCE(best_least >= 96, TRUE)) THEN 2
      ELSE 3
    END AS BIGINT) AS level_best
  FROM wholes
  JOIN records ON records.record = wholes.record
)
SELECT
  record,
  is_valid AS valid,
  CASE WHEN is_valid THEN CASE WHEN NOT is_too_unknown THEN level_claimed END END AS level,
  CASE WHEN is_valid THEN CAST(((claimed_above * 100) DIV claimed_below) * 0.01 AS DECIMAL(18, 2)) END AS mean,
  CASE WHEN is_valid THEN level_worst END AS level_worst,
  CASE WHEN is_valid THEN level_best END AS level_best,
  CASE WHEN is_valid THEN CASE WHEN NOT is_too_unknown THEN level_evidenced END END AS level_evidenced,
  CASE WHEN is_valid THEN unknown END AS unknown,
  CASE WHEN is_valid THEN CONCAT_WS(',',
    CASE WHEN speed_level = level_lowest THEN 'speed' END,
    CASE WHEN learning_level = level_lowest THEN 'learning' END
  ) END AS limiting,
  CASE WHEN is_valid THEN speed_level END AS speed_level,
  CASE WHEN is_valid THEN CAST(((speed_units * 100) DIV 48) * 0.01 AS DECIMAL(18, 2)) END AS speed_score,
  CASE WHEN is_valid THEN speed_level_evidenced END AS speed_level_evidenced,
  CASE WHEN is_valid THEN learning_level END AS learning_level,
  CASE WHEN is_valid THEN CAST(((learning_units * 100) DIV 48) * 0.01 AS DECIMAL(18, 2)) END AS learning_score,
  CASE WHEN is_valid THEN learning_level_evidenced END AS learning_level_evidenced
FROM judged;
