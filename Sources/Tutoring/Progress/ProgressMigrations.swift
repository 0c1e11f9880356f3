import Store

let progressMigration = Migration(
    id: "tutoring/progress-001",
    """
    CREATE TABLE goal (
        id {id} PRIMARY KEY,
        student_id {id} NOT NULL REFERENCES account (id),
        author_id {id} NOT NULL REFERENCES account (id),
        title {text} NOT NULL,
        measure {text} NOT NULL CHECK (measure IN ('mastery', 'lessons')),
        topic {text},
        target {int} NOT NULL CHECK (target > 0),
        due {date},
        state {text} NOT NULL CHECK (state IN ('open', 'reached', 'dropped')),
        ended_at {instant},
        created_at {instant} NOT NULL,
        updated_at {instant} NOT NULL,
        version {int} NOT NULL,
        CHECK ((measure = 'mastery') = (topic IS NOT NULL)),
        CHECK ((state = 'open') = (ended_at IS NULL))
    ) {strict};
    CREATE INDEX goal_student ON goal (student_id, id);
    CREATE INDEX goal_author ON goal (author_id);

    CREATE TABLE lesson_note (
        id {id} PRIMARY KEY,
        lesson_id {id} NOT NULL REFERENCES lesson (id),
        student_id {id} NOT NULL REFERENCES account (id),
        tutor_id {id} NOT NULL REFERENCES tutor (id),
        body {text} NOT NULL,
        topics {json} NOT NULL,
        is_visible {bool} NOT NULL,
        files {json} NOT NULL,
        written_at {instant} NOT NULL
    ) {strict};
    CREATE INDEX lesson_note_lesson ON lesson_note (lesson_id);
    CREATE INDEX lesson_note_student ON lesson_note (student_id, id);
    CREATE INDEX lesson_note_tutor ON lesson_note (tutor_id);
    --sqlite
    CREATE TRIGGER lesson_note_stays BEFORE UPDATE ON lesson_note
    BEGIN SELECT RAISE(ABORT, 'a lesson note never changes'); END;
    --pg
    CREATE FUNCTION lesson_note_stays() RETURNS trigger LANGUAGE plpgsql AS
        'BEGIN RAISE EXCEPTION ''a lesson note never changes''; END';
    CREATE TRIGGER lesson_note_stays BEFORE UPDATE ON lesson_note
    FOR EACH ROW EXECUTE FUNCTION lesson_note_stays();
    --all

    CREATE TABLE homework (
        id {id} PRIMARY KEY,
        lesson_id {id} NOT NULL REFERENCES lesson (id),
        student_id {id} NOT NULL REFERENCES account (id),
        tutor_id {id} NOT NULL REFERENCES tutor (id),
        title {text} NOT NULL,
        body {text} NOT NULL,
        topics {json} NOT NULL,
        files {json} NOT NULL,
        due_at {instant},
        state {text} NOT NULL CHECK (state IN ('open', 'submitted', 'graded', 'withdrawn')),
        answer {text},
        answer_files {json} NOT NULL,
        handed_in_at {instant},
        scores {json} NOT NULL,
        feedback {text},
        graded_at {instant},
        created_at {instant} NOT NULL,
        updated_at {instant} NOT NULL,
        version {int} NOT NULL,
        CHECK (state NOT IN ('submitted', 'graded') OR handed_in_at IS NOT NULL),
        CHECK ((state = 'graded') = (graded_at IS NOT NULL))
    ) {strict};
    CREATE INDEX homework_student ON homework (student_id, id);
    CREATE INDEX homework_tutor ON homework (tutor_id, id);
    CREATE INDEX homework_lesson ON homework (lesson_id);

    CREATE TABLE topic_mark (
        id {id} PRIMARY KEY,
        homework_id {id} NOT NULL REFERENCES homework (id) ON DELETE CASCADE,
        student_id {id} NOT NULL REFERENCES account (id),
        topic {text} NOT NULL,
        score {int} NOT NULL CHECK (score BETWEEN 0 AND 100),
        at {instant} NOT NULL,
        UNIQUE (homework_id, topic)
    ) {strict};
    CREATE INDEX topic_mark_student ON topic_mark (student_id, at, id);
    """
)
