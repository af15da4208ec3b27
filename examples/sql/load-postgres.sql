-- Turns `answers.ndjson`, a set of answers on each line, into the table `answers` that
-- `oms-maturity rubric export --sql postgres` expects; for psql. What does not fit its columns is
-- marked as malformed; docs/sql.md lists what is not looked at.

CREATE TEMP TABLE documents (record BIGINT GENERATED ALWAYS AS IDENTITY, document JSON);
-- No line holds these two characters, so that each is taken as it is.
\copy documents (document) FROM 'answers.ndjson' WITH (FORMAT csv, QUOTE E'\x01', DELIMITER E'\x02')

-- A day, alone or as its first moment: so many days after the first of its month, and within it.
CREATE FUNCTION pg_temp.day_of(said TEXT) RETURNS DATE IMMUTABLE STRICT LANGUAGE SQL RETURN
  CASE WHEN said ~ '^[1-9]\d{3}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])([Tt ]00:00[0:.Z+]*)?$'
      AND extract(MONTH FROM make_date(left(said, 4)::INT, substr(said, 6, 2)::INT, 1)
        + substr(said, 9, 2)::INT - 1) = substr(said, 6, 2)::INT
    THEN make_date(left(said, 4)::INT, substr(said, 6, 2)::INT, 1) + substr(said, 9, 2)::INT - 1 END;

-- What stands at the top of each record. A text that says nothing is NULL here.
CREATE TEMP TABLE heads AS
SELECT
  record,
  count(*) = count(DISTINCT key)
    AND bool_and(key IN ('scope', 'date', 'respondent', 'questionnaire', 'edition', 'next_peak',
      'symptoms', 'scenarios', 'tags', 'target', 'enough', 'outcomes', 'answers')) AS is_whole,
  max(text) FILTER (WHERE key = 'scope') AS scope,
  max(text) FILTER (WHERE key = 'date') AS date,
  bool_or(key = 'questionnaire') AS names_questionnaire,
  max(text) FILTER (WHERE key = 'questionnaire') AS questionnaire,
  bool_or(key = 'edition') AS names_edition,
  max(text) FILTER (WHERE key = 'edition' AND type = 'number' AND text ~ '^[1-9]\d{0,8}$') AS edition,
  bool_or(key = 'answers' AND type = 'object') AS has_answers
FROM (
  SELECT record, part.key, json_typeof(part.value) AS type,
    CASE WHEN json_typeof(part.value) NOT IN ('object', 'array')
      THEN nullif(btrim(part.value #>> '{}', E' \t\r\n'), '') END AS text
  FROM documents, LATERAL json_each(document) AS part
) AS parts
GROUP BY record;

-- The answers of each record, with what stands in each. A scalar is an option, as if it stood under
-- that key.
CREATE TEMP TABLE said AS
WITH entries AS (
  SELECT record, place, question,
    CASE WHEN json_typeof(value) = 'object' THEN value ELSE json_build_object('option', value) END
      AS answer
  FROM documents, LATERAL json_each(document -> 'answers')
    WITH ORDINALITY AS entry (question, value, place)
  WHERE json_typeof(document -> 'answers') = 'object'
),
parts AS (
  SELECT record, place, question, part.key, part.value, json_typeof(part.value) AS type,
    CASE WHEN json_typeof(part.value) NOT IN ('object', 'array')
      THEN nullif(btrim(part.value #>> '{}', E' \t\r\n'), '') END AS text
  FROM entries LEFT JOIN LATERAL json_each(answer) AS part ON TRUE
)
SELECT
  record,
  question,
  count(key) = count(DISTINCT key)
    AND bool_and(key IS NOT NULL
      AND key IN ('value', 'on', 'level', 'option', 'unknown', 'not_applicable', 'evidence', 'source',
        'note', 'as_of', 'agreed_by', 'said'))
    -- What is there says something: no empty text, no list, no mapping.
    AND bool_and(text IS NOT NULL OR key IN ('on', 'not_applicable', 'agreed_by', 'said'))
    AND bool_and(key <> 'option' OR type IN ('string', 'boolean'))
    AND bool_and(key <> 'unknown' OR value::TEXT = 'true')
    AND bool_and(key <> 'level' OR type = 'number')
    -- A number in quotes is none, and no word.
    AND bool_and(key <> 'value' OR type = 'number' OR text !~ '^[-+.0-9]') AS is_whole,
  max(CASE WHEN type = 'boolean' THEN CASE text WHEN 'true' THEN 'yes' ELSE 'no' END ELSE text END)
    FILTER (WHERE key = 'option') AS option,
  max(text) FILTER (WHERE key = 'value' AND type = 'number') AS value,
  max(text) FILTER (WHERE key = 'value' AND type <> 'number') AS word,
  max(text) FILTER (WHERE key = 'level' AND type = 'number') AS level,
  bool_or(key = 'unknown') AS unknown,
  max(CASE WHEN type = 'boolean' THEN '' ELSE coalesce(text, '') END)
    FILTER (WHERE key = 'not_applicable') AS not_applicable,
  max(text) FILTER (WHERE key = 'evidence') AS evidence,
  max(text) FILTER (WHERE key = 'source') AS source,
  bool_or(key = 'as_of') AS has_as_of,
  max(text) FILTER (WHERE key = 'as_of') AS as_of,
  coalesce(max(CASE type WHEN 'array' THEN json_array_length(value) ELSE 1 END)
    FILTER (WHERE key = 'on'), 0) AS days,
  bool_or(key = 'on' AND type = 'array') AS is_list,
  max(CASE type WHEN 'array' THEN btrim(value ->> 0) ELSE text END) FILTER (WHERE key = 'on')
    AS newest,
  max(CASE type WHEN 'array' THEN btrim(value ->> 1) END) FILTER (WHERE key = 'on') AS one_before
FROM parts
GROUP BY record, place, question;

-- A number fits where it has no more digits than its column.
CREATE TABLE answers AS
WITH numbers AS (
  SELECT *,
    CASE WHEN value !~ '[eE][-+]?\d{3}' THEN CAST(value AS DECIMAL) END AS figure,
    CASE WHEN level !~ '[eE][-+]?\d{3}' THEN CAST(level AS DECIMAL) END AS claimed
  FROM said
)
SELECT
  record,
  pg_temp.day_of(h.date) AS date,
  h.questionnaire,
  CAST(h.edition AS BIGINT) AS edition,
  question,
  nullif(option, 'unknown') AS option,
  CAST(CASE WHEN abs(figure) < 10000000000 THEN figure END AS DECIMAL(25, 15)) AS value,
  word,
  pg_temp.day_of(newest) AS newest,
  pg_temp.day_of(one_before) AS one_before,
  CAST(CASE WHEN abs(claimed) < 10000000000 THEN claimed END AS DECIMAL(25, 15)) AS level,
  unknown OR option = 'unknown' AS unknown,
  not_applicable,
  evidence,
  source,
  NOT coalesce(
    h.is_whole AND h.scope IS NOT NULL AND h.has_answers
    AND (h.questionnaire IS NOT NULL OR NOT h.names_questionnaire)
    AND (h.edition IS NOT NULL OR NOT h.names_edition), FALSE)
  OR (question IS NOT NULL AND NOT coalesce(
    n.is_whole
    AND (value IS NULL OR (figure = round(figure, 15) AND abs(figure) < 10000000000))
    AND (level IS NULL OR (claimed = round(claimed, 15) AND abs(claimed) < 10000000000))
    AND (NOT has_as_of OR pg_temp.day_of(as_of) IS NOT NULL)
    AND (days = 0 OR pg_temp.day_of(newest) IS NOT NULL)
    AND (NOT is_list OR (days = 2 AND pg_temp.day_of(one_before) IS NOT NULL)), FALSE)) AS malformed
FROM documents AS d
LEFT JOIN heads AS h USING (record)
LEFT JOIN numbers AS n USING (record);
ANALYZE answers;
