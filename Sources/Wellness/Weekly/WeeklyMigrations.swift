import Store

let weeklyMigrations = [
    Migration(
        id: "wellness/weekly-001",
        """
        -- Week is its Monday; a stale body is made again by the next reading.
        CREATE TABLE weekly_summary (
            id {id} PRIMARY KEY,
            account_id {id} NOT NULL REFERENCES account (id),
            week {date} NOT NULL,
            body {bytes} NOT NULL,
            is_stale {bool} NOT NULL,
            made_at {instant} NOT NULL,
            told_at {instant},
            UNIQUE (account_id, week)
        ) {strict};
        CREATE TABLE suggestion (
            key {text} PRIMARY KEY,
            rule {text} NOT NULL CHECK (rule IN ('low', 'falling', 'reset', 'sparse', 'streak')),
            number {int},
            priority {int} NOT NULL,
            text {json} NOT NULL,
            CHECK ((rule IN ('falling', 'sparse', 'streak')) = (number IS NOT NULL))
        ) {strict};
        """
    ),
    builtInSuggestions,
]

/// The suggestions of a new installation; nothing medical.
private let builtInSuggestions = Migration(
    id: "wellness/weekly-002-suggestions",
    """
    INSERT INTO suggestion (key, rule, number, priority, text)
    --pg
    SELECT key, rule, number, priority, words::jsonb
    --sqlite
    SELECT key, rule, number, priority, words
    --all
      FROM (
        SELECT 'falling' AS key, 'falling' AS rule, 10 AS number, 20 AS priority, '{"en":"This area fell since last week. Compare the notes of the two weeks and look for the difference.","it":"Quest''area è scesa rispetto alla settimana scorsa. Confronti le note delle due settimane e cerchi la differenza."}' AS words
        UNION ALL SELECT 'low', 'low', NULL, 10, '{"en":"This area was low this week. Choose one small thing that did you good before, and plan it for two days.","it":"Quest''area è stata bassa questa settimana. Scelga una piccola cosa che le ha fatto bene in passato e la programmi per due giorni."}'
        UNION ALL SELECT 'reset', 'reset', NULL, 30, '{"en":"This area had more good days in the month before. Return to one habit of that time.","it":"Quest''area ha avuto più giorni buoni nel mese precedente. Riprenda un''abitudine di allora."}'
        UNION ALL SELECT 'streak', 'streak', 7, 40, '{"en":"You wrote every day for a week. Keep the time of day that works for you.","it":"Ha scritto ogni giorno per una settimana. Mantenga l''orario che funziona per lei."}'
        UNION ALL SELECT 'sparse', 'sparse', 3, 50, '{"en":"This area has too few entries for a weekly mean. Three days are enough.","it":"Quest''area ha troppo poche voci per una media settimanale. Bastano tre giorni."}'
      ) AS built_in;
    """
)
