-- Turns `answers.ndjson`, a set of answers on each line, into the table `answers` that
-- `oms-maturity rubric export --sql duckdb` expects. What does not fit its columns is marked as
-- malformed; docs/sql.md lists what is not looked at.

CREATE TEMP TABLE documents AS
SELECT row_number() OVER () AS record, json AS document
FROM read_ndjson_objects('answers.ndjson');

-- A day, alone or as its first moment.
CREATE TEMP MACRO day_of(written) AS
  CASE WHEN regexp_matches(trim(written, E' \t\r\n'), '^[1-9]\d{3}-\d\d-\d\d([Tt ]00:00[0:.Z+]*)?$')
    THEN TRY_CAST(left(trim(written, E' \t\r\n'), 10) AS DATE) END;
-- What a text says: of numbers, true and false as well; NULL where it says nothing.
CREATE TEMP MACRO text_at(mapping, path) AS
  CASE WHEN json_type(mapping, path) NOT IN ('OBJECT', 'ARRAY')
    THEN nullif(trim(mapping ->> path, E' \t\r\n'), '') END;
CREATE TEMP MACRO is_text(mapping, path) AS
  NOT json_exists(mapping, path) OR text_at(mapping, path) IS NOT NULL;
CREATE TEMP MACRO is_number(mapping, path) AS
  coalesce(json_type(mapping, path) IN ('UBIGINT', 'BIGINT', 'DOUBLE', 'HUGEINT', 'UHUGEINT'), FALSE);
-- A number, exactly: nothing where it has more digits than the column.
CREATE TEMP MACRO figure_at(mapping, path) AS
  CASE WHEN is_number(mapping, path)
      AND TRY_CAST(mapping ->> path AS DECIMAL(38, 26))
        = TRY_CAST(mapping ->> path AS DECIMAL(25, 15))
    THEN TRY_CAST(mapping ->> path AS DECIMAL(25, 15)) END;
CREATE TEMP MACRO names_each_once(mapping, known) AS
  len(json_keys(mapping)) = len(list_distinct(json_keys(mapping)))
  AND list_has_all(known, json_keys(mapping));
-- An option's id; true and false stand for yes and no.
CREATE TEMP MACRO option_at(mapping, path) AS
  CASE json_type(mapping, path)
    WHEN 'VARCHAR' THEN text_at(mapping, path)
    WHEN 'BOOLEAN' THEN CASE WHEN mapping ->> path = 'true' THEN 'yes' ELSE 'no' END
  END;

CREATE TABLE answers AS
WITH heads AS (
  SELECT
    record,
    document,
    day_of(text_at(document, '$.date')) AS date,
    text_at(document, '$.questionnaire') AS questionnaire,
    CAST(figure_at(document, '$.edition') AS BIGINT) AS edition,
    NOT coalesce(
      names_each_once(document, ['scope', 'date', 'respondent', 'questionnaire', 'edition',
        'next_peak', 'symptoms', 'scenarios', 'tags', 'target', 'enough', 'outcomes', 'answers'])
      AND text_at(document, '$.scope') IS NOT NULL
      AND is_text(document, '$.questionnaire')
      AND json_type(document, '$.answers') = 'OBJECT'
      AND (NOT json_exists(document, '$.edition')
        OR (figure_at(document, '$.edition') >= 1
          AND figure_at(document, '$.edition') = floor(figure_at(document, '$.edition')))),
      FALSE) AS malformed
  FROM documents
),
entries AS (
  SELECT
    heads.*,
    each.key AS question,
    -- A scalar is an option, as if it stood under that key.
    CASE WHEN each.type = 'OBJECT' THEN each.value
      WHEN each.key IS NOT NULL THEN json_object('option', each.value) END AS answer
  FROM heads
  LEFT JOIN LATERAL (
    SELECT key, value, type FROM json_each(coalesce(document -> '$.answers', '{}'))
  ) AS each ON TRUE
)
SELECT
  record,
  date,
  questionnaire,
  edition,
  question,
  nullif(option_at(answer, '$.option'), 'unknown') AS option,
  figure_at(answer, '$.value') AS value,
  CASE WHEN json_type(answer, '$.value') IN ('VARCHAR', 'BOOLEAN')
    THEN text_at(answer, '$.value') END AS word,
  day_of(coalesce(text_at(answer, '$.on'), text_at(answer, '$.on[0]'))) AS newest,
  day_of(text_at(answer, '$.on[1]')) AS one_before,
  figure_at(answer, '$.level') AS level,
  json_exists(answer, '$.unknown') OR coalesce(option_at(answer, '$.option') = 'unknown', FALSE)
    AS unknown,
  CASE WHEN json_exists(answer, '$.not_applicable') THEN
    CASE WHEN json_type(answer, '$.not_applicable') = 'BOOLEAN' THEN ''
      ELSE coalesce(text_at(answer, '$.not_applicable'), '') END END AS not_applicable,
  text_at(answer, '$.evidence') AS evidence,
  text_at(answer, '$.source') AS source,
  malformed OR (question IS NOT NULL AND NOT coalesce(
    names_each_once(answer, ['value', 'on', 'level', 'option', 'unknown', 'not_applicable',
      'evidence', 'source', 'note', 'as_of', 'agreed_by', 'said'])
    AND is_text(answer, '$.evidence')
    AND is_text(answer, '$.source')
    AND is_text(answer, '$.note')
    AND (NOT json_exists(answer, '$.as_of') OR day_of(text_at(answer, '$.as_of')) IS NOT NULL)
    AND (NOT json_exists(answer, '$.option') OR option_at(answer, '$.option') IS NOT NULL)
    AND (NOT json_exists(answer, '$.level') OR figure_at(answer, '$.level') IS NOT NULL)
    AND (NOT json_exists(answer, '$.unknown') OR answer ->> '$.unknown' = 'true')
    -- A number in quotes is none, and no word.
    AND (NOT json_exists(answer, '$.value') OR figure_at(answer, '$.value') IS NOT NULL
      OR (NOT is_number(answer, '$.value')
        AND NOT regexp_matches(text_at(answer, '$.value'), '^[-+.0-9]')))
    AND (NOT json_exists(answer, '$.on') OR day_of(text_at(answer, '$.on')) IS NOT NULL
      OR (json_array_length(answer, '$.on') = 2
        AND day_of(text_at(answer, '$.on[0]')) IS NOT NULL
        AND day_of(text_at(answer, '$.on[1]')) IS NOT NULL)),
    FALSE)) AS malformed
FROM entries;
