import Store

extension WordIndex {
    /// The same for tutors and packages: statements of migrations are constants.
    static let migrations = [
        Migration(
            id: "tutoring/words-001",
            """
            CREATE TABLE tutor_words (
                id {id} PRIMARY KEY REFERENCES tutor (id) ON DELETE CASCADE,
                name {text} NOT NULL,
                subjects {text} NOT NULL,
                bio {text} NOT NULL
            ) {strict};
            --pg
            ALTER TABLE tutor_words ADD COLUMN vector tsvector;
            CREATE FUNCTION tutor_words_vector() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                NEW.vector := setweight(to_tsvector('simple', NEW.name), 'A')
                    || setweight(to_tsvector('simple', NEW.subjects), 'B') || setweight(to_tsvector('simple', NEW.bio), 'C');
                RETURN NEW;
            END $$;
            CREATE TRIGGER tutor_words_vector BEFORE INSERT OR UPDATE ON tutor_words
                FOR EACH ROW EXECUTE FUNCTION tutor_words_vector();
            CREATE INDEX tutor_words_vector ON tutor_words USING gin (vector);
            --sqlite
            ALTER TABLE tutor_words ADD COLUMN document INTEGER;
            CREATE UNIQUE INDEX tutor_words_document ON tutor_words (document);
            CREATE VIRTUAL TABLE tutor_search USING fts5 (name, subjects, bio, tokenize = 'ascii', prefix = '2 3');
            CREATE TRIGGER tutor_words_insert AFTER INSERT ON tutor_words BEGIN
                UPDATE tutor_words
                   SET document = COALESCE(NEW.document, (SELECT COALESCE(MAX(document), 0) + 1 FROM tutor_words))
                 WHERE id = NEW.id;
                INSERT INTO tutor_search (rowid, name, subjects, bio)
                SELECT document, name, subjects, bio FROM tutor_words WHERE id = NEW.id;
            END;
            CREATE TRIGGER tutor_words_delete AFTER DELETE ON tutor_words BEGIN
                DELETE FROM tutor_search WHERE rowid = OLD.document;
            END;
            --all
            """
        ),
        Migration(
            id: "tutoring/words-002",
            """
            CREATE TABLE package_words (
                id {id} PRIMARY KEY REFERENCES package (id) ON DELETE CASCADE,
                name {text} NOT NULL,
                subjects {text} NOT NULL,
                bio {text} NOT NULL
            ) {strict};
            --pg
            ALTER TABLE package_words ADD COLUMN vector tsvector;
            CREATE FUNCTION package_words_vector() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                NEW.vector := setweight(to_tsvector('simple', NEW.name), 'A')
                    || setweight(to_tsvector('simple', NEW.subjects), 'B') || setweight(to_tsvector('simple', NEW.bio), 'C');
                RETURN NEW;
            END $$;
            CREATE TRIGGER package_words_vector BEFORE INSERT OR UPDATE ON package_words
                FOR EACH ROW EXECUTE FUNCTION package_words_vector();
            CREATE INDEX package_words_vector ON package_words USING gin (vector);
            --sqlite
            ALTER TABLE package_words ADD COLUMN document INTEGER;
            CREATE UNIQUE INDEX package_words_document ON package_words (document);
            CREATE VIRTUAL TABLE package_search USING fts5 (name, subjects, bio, tokenize = 'ascii', prefix = '2 3');
            CREATE TRIGGER package_words_insert AFTER INSERT ON package_words BEGIN
                UPDATE package_words
                   SET document = COALESCE(NEW.document, (SELECT COALESCE(MAX(document), 0) + 1 FROM package_words))
                 WHERE id = NEW.id;
                INSERT INTO package_search (rowid, name, subjects, bio)
                SELECT document, name, subjects, bio FROM package_words WHERE id = NEW.id;
            END;
            CREATE TRIGGER package_words_delete AFTER DELETE ON package_words BEGIN
                DELETE FROM package_search WHERE rowid = OLD.document;
            END;
            --all
            """
        ),
    ]
}
