-- Turns `answers.ndjson`, a set of answers on each line, into the table `answers` that
-- `oms-maturity rubric export --sql postgres` expects; for psql. What does not fit its columns is
-- marked as malformed; docs/sql.md lists what is not looked at.

CREATE TEMP TABLE documents (record BIGINT GENERATED ALWAYS AS IDENTITY, document JSON);
-- No line holds these two characters, so that each is taken as it is.
\copy documents (document) FROM 'answers.ndjson' WITH (FORMAT csv, QUOTE E'\x01', DELIMITER E'\x02')

-- What a text says: of numbers, true and false as well; NULL where it says nothing.
CREATE FUNCTION pg_temp.text_of(said JSON) RETURNS TEXT IMMUTABLE LANGUAGE SQL RETURN
  CASE WHEN json_typeof(said) NOT IN ('object', 'array')
    THEN nullif(btrim(said #>> '{}', E' \t\r\n'), '') END;
CREATE FUNCTION pg_temp.is_text(said JSON) RETURNS BOOLEAN IMMUTABLE LANGUAGE SQL RETURN
  said IS NULL OR pg_temp.text_of(said) IS NOT NULL;
-- A day, alone or as its first moment: so many days after the first of its month, and within it.
CREATE FUNCTION pg_temp.day_of(said TEXT) RETURNS DATE IMMUTABLE LANGUAGE SQL RETURN
  CASE WHEN said ~ '^[1-9]\d{3}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])([Tt ]00:00[0:.Z+]*)?$'
      AND extract(MONTH FROM make_date(left(said, 4)::INT, substr(said, 6, 2)::INT, 1)
        + substr(said, 9, 2)::INT - 1) = substr(said, 6, 2)::INT
    THEN make_date(left(said, 4)::INT, substr(said, 6, 2)::INT, 1) + substr(said, 9, 2)::INT - 1 END;
-- A number, exactly: nothing where it has more digits than the column.
CREATE FUNCTION pg_temp.figure_of(said JSON) RETURNS DECIMAL IMMUTABLE LANGUAGE SQL RETURN
  CASE WHEN json_typeof(said) = 'number' AND said #>> '{}' !~ '[eE][-+]?\d{3}' THEN
    CASE WHEN abs((said #>> '{}')::DECIMAL) < 10000000000
        AND (said #>> '{}')::DECIMAL = round((said #>> '{}')::DECIMAL, 15)
      THEN (said #>> '{}')::DECIMAL END END;
CREATE FUNCTION pg_temp.names_each_once(said JSON, known TEXT[]) RETURNS BOOLEAN
  IMMUTABLE LANGUAGE SQL RETURN
  (SELECT count(*) = count(DISTINCT key) AND coalesce(bool_and(key = ANY (known)), TRUE)
    FROM json_object_keys(said) AS key);
-- An option's id; true and false stand for yes and no.
CREATE FUNCTION pg_temp.option_of(said JSON) RETURNS TEXT IMMUTABLE LANGUAGE SQL RETURN
  CASE json_typeof(said)
    WHEN 'string' THEN pg_temp.text_of(said)
    WHEN 'boolean' THEN CASE WHEN said #>> '{}' = 'true' THEN 'yes' ELSE 'no' END
  END;

CREATE TABLE answers AS
WITH heads AS (
  SELECT
    record,
    CASE WHEN json_typeof(document -> 'answers') = 'object' THEN document -> 'answers' END AS said,
    pg_temp.day_of(pg_temp.text_of(document -> 'date')) AS date,
    pg_temp.text_of(document -> 'questionnaire') AS questionnaire,
    pg_temp.figure_of(document -> 'edition') AS edition,
    NOT coalesce(
      pg_temp.names_each_once(document, ARRAY['scope', 'date', 'respondent', 'questionnaire',
        'edition', 'next_peak', 'symptoms', 'scenarios', 'tags', 'target', 'enough', 'outcomes',
        'answers'])
      AND pg_temp.text_of(document -> 'scope') IS NOT NULL
      AND pg_temp.is_text(document -> 'questionnaire')
      AND json_typeof(document -> 'answers') = 'object'
      AND (document -> 'edition' IS NULL
        OR (pg_temp.figure_of(document -> 'edition') >= 1
          AND pg_temp.figure_of(document -> 'edition')
            = floor(pg_temp.figure_of(document -> 'edition')))),
      FALSE) AS malformed
  FROM documents
),
entries AS (
  SELECT
    heads.*,
    entry.key AS question,
    -- A scalar is an option, as if it stood under that key.
    CASE WHEN json_typeof(entry.value) = 'object' THEN entry.value
      WHEN entry.key IS NOT NULL THEN json_build_object('option', entry.value) END AS answer
  FROM heads
  LEFT JOIN LATERAL json_each(said) AS entry ON TRUE
)
SELECT
  record,
  date,
  questionnaire,
  CAST(edition AS BIGINT) AS edition,
  question,
  nullif(pg_temp.option_of(answer -> 'option'), 'unknown') AS option,
  CAST(pg_temp.figure_of(answer -> 'value') AS DECIMAL(25, 15)) AS value,
  CASE WHEN json_typeof(answer -> 'value') IN ('string', 'boolean')
    THEN pg_temp.text_of(answer -> 'value') END AS word,
  pg_temp.day_of(coalesce(pg_temp.text_of(answer -> 'on'), pg_temp.text_of(answer -> 'on' -> 0)))
    AS newest,
  pg_temp.day_of(pg_temp.text_of(answer -> 'on' -> 1)) AS one_before,
  CAST(pg_temp.figure_of(answer -> 'level') AS DECIMAL(25, 15)) AS level,
  answer -> 'unknown' IS NOT NULL
    OR coalesce(pg_temp.option_of(answer -> 'option') = 'unknown', FALSE) AS unknown,
  CASE WHEN answer -> 'not_applicable' IS NOT NULL THEN
    CASE WHEN json_typeof(answer -> 'not_applicable') = 'boolean' THEN ''
      ELSE coalesce(pg_temp.text_of(answer -> 'not_applicable'), '') END END AS not_applicable,
  pg_temp.text_of(answer -> 'evidence') AS evidence,
  pg_temp.text_of(answer -> 'source') AS source,
  malformed OR (question IS NOT NULL AND NOT coalesce(
    pg_temp.names_each_once(answer, ARRAY['value', 'on', 'level', 'option', 'unknown',
      'not_applicable', 'evidence', 'source', 'note', 'as_of', 'agreed_by', 'said'])
    AND pg_temp.is_text(answer -> 'evidence')
    AND pg_temp.is_text(answer -> 'source')
    AND pg_temp.is_text(answer -> 'note')
    AND (answer -> 'as_of' IS NULL
      OR pg_temp.day_of(pg_temp.text_of(answer -> 'as_of')) IS NOT NULL)
    AND (answer -> 'option' IS NULL OR pg_temp.option_of(answer -> 'option') IS NOT NULL)
    AND (answer -> 'level' IS NULL OR pg_temp.figure_of(answer -> 'level') IS NOT NULL)
    AND (answer -> 'unknown' IS NULL OR answer ->> 'unknown' = 'true')
    -- A number in quotes is none, and no word.
    AND (answer -> 'value' IS NULL OR pg_temp.figure_of(answer -> 'value') IS NOT NULL
      OR (json_typeof(answer -> 'value') <> 'number'
        AND pg_temp.text_of(answer -> 'value') !~ '^[-+.0-9]'))
    AND (answer -> 'on' IS NULL OR pg_temp.day_of(pg_temp.text_of(answer -> 'on')) IS NOT NULL
      OR (json_typeof(answer -> 'on') = 'array'
        AND answer -> 'on' -> 2 IS NULL
        AND pg_temp.day_of(pg_temp.text_of(answer -> 'on' -> 0)) IS NOT NULL
        AND pg_temp.day_of(pg_temp.text_of(answer -> 'on' -> 1)) IS NOT NULL)),
    FALSE)) AS malformed
FROM entries;
ANALYZE answers;
