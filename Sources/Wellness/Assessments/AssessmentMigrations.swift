import Store

let assessmentMigrations = [
    Migration(
        id: "wellness/assessments-001",
        """
        -- A change of an instrument is a further version; the newest whose day has come is in force.
        CREATE TABLE instrument (
            key {text} NOT NULL,
            version {int} NOT NULL,
            since {date} NOT NULL,
            licence_reference {text},
            copyright {text} NOT NULL,
            wording {json},
            bands {json} NOT NULL,
            created_at {instant} NOT NULL,
            PRIMARY KEY (key, version)
        ) {strict};

        -- Complete or absent; the answers are sealed, the metric is in hundredths.
        CREATE TABLE assessment (
            id {id} PRIMARY KEY,
            account_id {id} NOT NULL REFERENCES account (id),
            instrument {text} NOT NULL,
            version {int} NOT NULL,
            answers {bytes} NOT NULL,
            raw {int} NOT NULL,
            metric {int},
            band {text} NOT NULL,
            taken_at {instant} NOT NULL,
            FOREIGN KEY (instrument, version) REFERENCES instrument (key, version)
        ) {strict};
        CREATE INDEX assessment_account ON assessment (account_id, instrument, taken_at, id);
        """
    ),
    builtInInstruments,
]

/// The instruments of a new installation: without wording, and not active before the operator has a licence.
private let builtInInstruments = Migration(
    id: "wellness/assessments-002-instruments",
    """
    INSERT INTO instrument (key, version, since, copyright, bands, created_at)
    --pg
    SELECT key, 1, date '2000-01-01', copyright, bands::jsonb, timestamptz '2026-01-01 00:00:00Z'
    --sqlite
    SELECT key, 1, 10957, copyright, bands, 1767225600000000
    --all
      FROM (
        SELECT 'wemwbs' AS key, 'Warwick-Edinburgh Mental Well-being Scale (WEMWBS) © NHS Health Scotland, University of Warwick and University of Edinburgh, 2006, all rights reserved.' AS copyright, '[{"band":"low","from":14,"to":44,"citation":"Warwick, guidance on scoring"},{"band":"moderate","from":45,"to":59,"citation":"Warwick, guidance on scoring"},{"band":"high","from":60,"to":70,"citation":"Warwick, guidance on scoring"}]' AS bands
        UNION ALL SELECT 'swemwbs', 'Short Warwick-Edinburgh Mental Well-being Scale (SWEMWBS) © NHS Health Scotland, University of Warwick and University of Edinburgh, 2008, all rights reserved.', '[{"band":"low","from":7,"to":19.59,"citation":"Ng Fat et al. 2017, Health Survey for England"},{"band":"moderate","from":19.6,"to":27.49,"citation":"Ng Fat et al. 2017, Health Survey for England"},{"band":"high","from":27.5,"to":35,"citation":"Ng Fat et al. 2017, Health Survey for England"}]'
      ) AS built_in;
    """
)
