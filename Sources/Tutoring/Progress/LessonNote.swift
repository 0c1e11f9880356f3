import Kernel
import Platform
import Store
import Web

/// A note of the tutor on a lesson; it never changes.
struct LessonNote: Record {
    let id: ID<LessonNote>
    let lesson: ID<Lesson>
    let text: String
    let topics: [String]
    /// Whether the student reads it.
    let isVisible: Bool
    let files: [ID<UserFile>]
    let writtenAt: Instant

    static let columns: SQL = "n.id, n.lesson_id, n.body, n.topics, n.is_visible, n.files, n.written_at"

    init(_ row: inout Row) throws {
        id = try row.next()
        lesson = try row.next()
        text = try row.next()
        topics = try row.json()
        isVisible = try row.next()
        files = try row.json()
        writtenAt = try row.next()
    }

    static func find(_ id: ID<LessonNote>, _ tx: borrowing Tx) throws -> LessonNote {
        try tx.one("SELECT \(columns) FROM lesson_note n WHERE n.id = \(id)")
    }
}

/// The notes of tutors on lessons.
enum LessonNoteRoutes {
    // swift-format-ignore
    @RouteTable static var rows: [Route] {
        Post("/bookings/{id}/lesson-notes", write, .noteWrite, "Write a note on a lesson", details: "By its tutor, from its start on; at most 20, which never change. The student reads visible ones in the progress.").idempotent.refuses(.lessonNotStarted, .illegalTransition)
    }

    static func write(
        _ call: Call,
        id: ID<Lesson>,
        body: NewLessonNote
    ) async throws -> Created<LessonNoteView> {
        let me = try call.account
        try TopicList.check(body.topics)
        return try await call.db.write { tx in
            let lesson = try Lesson.find(id, within: call.scope, tx)
            try lesson.demandReal()
            guard lesson.startsAt <= tx.now else { throw Problem(.lessonNotStarted) }
            try Quota.lessonNotes.consume(on: id.cast(), as: call, tx)
            if body.visible {
                try SharedFiles.give(body.fileIds, to: lesson.student, as: call, tx)
            } else {
                try SharedFiles.demand(body.fileIds, of: me, tx)
            }
            let note = tx.newID(of: LessonNote.self)
            try tx.execute(
                """
                INSERT INTO lesson_note (id, lesson_id, student_id, tutor_id, body, topics, is_visible, files, written_at)
                VALUES (\(note), \(id), \(lesson.student), \(lesson.tutor), \(body.text),
                        \(json: body.topics.map(\.rawValue)), \(body.visible), \(json: body.fileIds ?? []), \(tx.now))
                """
            )
            let view = try LessonNoteView(LessonNote.find(note, tx), for: me, tx)
            return Created(view, at: "/bookings/\(id)/lesson-notes/\(note)")
        }
    }
}

/// A note to write.
struct NewLessonNote: Body {
    /// As plain text, with line breaks.
    var text: Text<1, 4000>
    /// Up to ten topics of the lesson.
    var topics: [Topic]
    /// Whether the student reads it.
    var visible: Bool
    /// Up to ten files that the caller reaches; the student gets the right to see those of a visible note.
    var fileIds: [ID<UserFile>]?
}

/// A note of the tutor on a lesson.
struct LessonNoteView: View {
    /// Identifies what was written, of which a lesson has twenty at most; it never changes.
    var id: ID<LessonNote>
    /// The lesson that the tutor wrote about.
    var bookingId: ID<Lesson>
    /// As plain text, with line breaks.
    var text: String
    /// The matters worked on, in small letters, as the tutor named them; at most ten, empty without any.
    var topics: [String]
    /// Whether the student reads it.
    var visible: Bool
    /// The files with it that the reader reaches.
    var files: [AttachedFile]
    /// When it was written.
    var at: Instant

    init(_ note: LessonNote, for reader: ID<Account>, _ tx: borrowing Tx) throws {
        id = note.id
        bookingId = note.lesson
        text = note.text
        topics = note.topics
        visible = note.isVisible
        files = try SharedFiles.views(of: note.files, for: reader, tx)
        at = note.writtenAt
    }
}

/// The topics of a note or a homework.
enum TopicList {
    static let most = 10

    static func check(_ topics: [Topic], atLeast least: Int = 0) throws(Problem) {
        var faults: [Problem.Fault] = []
        if topics.count < least { faults.append(.init("/topics", Refusal(.tooFew(least)))) }
        if topics.count > most { faults.append(.init("/topics", Refusal(.tooMany(most)))) }
        if Set(topics).count < topics.count { faults.append(.init("/topics", .listedTwice)) }
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
    }
}

extension Quota {
    static let lessonNotes = Quota(
        "tutoring.lesson_notes",
        .noteWrite,
        most: 20,
        counting: .rows { "lesson_note n WHERE n.lesson_id = \($0.subject)" },
        counted: ["it": "note su una lezione", "en": "notes on one lesson"],
        frees: ["it": "Le note restano come sono.", "en": "Notes stay as they are."],
        because: "They never change, so each correction is another one."
    )
}
