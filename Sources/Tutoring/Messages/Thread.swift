import Kernel
import Platform
import Store

/// The conversation of a student with a tutor: one for each pair, whatever they book.
struct Thread: Sendable {
    let id: ID<Thread>
    let student: ID<Account>
    let tutor: ID<Tutor>
    let tutorAccount: ID<Account>
    /// The number of its last message; 0 without any.
    let lastSeq: Int
    /// Whether the student has paid the tutor once, so that both read the original texts.
    let isRevealed: Bool
    let createdAt: Instant
    /// When the last message was written.
    let updatedAt: Instant

    static let kind = "thread"

    /// The members' accounts.
    var members: [ID<Account>] { [student, tutorAccount] }

    func isMember(_ account: ID<Account>?) -> Bool { account.map(members.contains) ?? false }

    /// The other member.
    func other(than account: ID<Account>) -> ID<Account> {
        account == student ? tutorAccount : student
    }

    var conversation: Conversation {
        Conversation(
            in: "thread_message",
            where: "thread_id",
            is: "\(id)",
            countedIn: .init("thread", "id = \(id)"),
            receipts: "thread_reading"
        )
    }
}

extension Thread: Record {
    static let source: SQL = "thread h JOIN tutor t ON t.id = h.tutor_id"

    static let columns: SQL =
        """
        h.id, h.student_id, h.tutor_id, t.account_id, h.last_seq,
        \(Relation.isPaid(student: "h.student_id", tutor: "h.tutor_id")) AS is_revealed, h.created_at, h.updated_at
        """

    init(_ row: inout Row) throws {
        id = try row.next()
        student = try row.next()
        tutor = try row.next()
        tutorAccount = try row.next()
        lastSeq = try row.next()
        isRevealed = try row.next()
        createdAt = try row.next()
        updatedAt = try row.next()
    }
}

extension Thread {
    /// The condition that an account is a member.
    static func hasMember(_ account: ID<Account>) -> SQL {
        "(h.student_id = \(account) OR t.account_id = \(account))"
    }

    /// A thread of the caller's own; unknown to everybody else.
    static func find(_ id: ID<Thread>, ofMember account: ID<Account>, _ tx: borrowing Tx) throws -> Thread {
        try tx.one("SELECT \(columns) FROM \(source) WHERE h.id = \(id) AND \(hasMember(account))")
    }

    static func find(_ id: ID<Thread>, _ tx: borrowing Tx) throws -> Thread {
        try tx.one("SELECT \(columns) FROM \(source) WHERE h.id = \(id)")
    }

    static func find(
        of student: ID<Account>,
        with tutor: ID<Tutor>,
        _ tx: borrowing Tx
    ) throws -> Thread? {
        try tx.first(
            "SELECT \(columns) FROM \(source) WHERE h.student_id = \(student) AND h.tutor_id = \(tutor)"
        )
    }

    static let migration = Migration(
        id: "tutoring/threads-001",
        """
        CREATE TABLE thread (
            id {id} PRIMARY KEY,
            student_id {id} NOT NULL REFERENCES account (id),
            tutor_id {id} NOT NULL REFERENCES tutor (id),
            last_seq {int} NOT NULL CHECK (last_seq >= 0),
            created_at {instant} NOT NULL,
            updated_at {instant} NOT NULL,
            UNIQUE (student_id, tutor_id)
        ) {strict};
        CREATE INDEX thread_tutor ON thread (tutor_id, updated_at, id);
        CREATE INDEX thread_student ON thread (student_id, updated_at, id);

        CREATE TABLE thread_message (
            id {id} NOT NULL,
            thread_id {id} NOT NULL REFERENCES thread (id) ON DELETE CASCADE,
            seq {int} NOT NULL CHECK (seq > 0),
            author_id {id} NOT NULL REFERENCES account (id),
            author_role {text} NOT NULL,
            body {text} NOT NULL,
            original {bytes},
            files {json} NOT NULL,
            client_id {text},
            written_at {instant} NOT NULL,
            PRIMARY KEY (thread_id, seq),
            UNIQUE (thread_id, author_id, client_id)
        ) {strict};
        CREATE INDEX thread_message_author ON thread_message (author_id);
        CREATE INDEX thread_message_written_at ON thread_message (written_at);

        CREATE TABLE thread_reading (
            thread_id {id} NOT NULL REFERENCES thread (id) ON DELETE CASCADE,
            account_id {id} NOT NULL REFERENCES account (id),
            seq {int} NOT NULL CHECK (seq > 0),
            PRIMARY KEY (thread_id, account_id)
        ) {strict};
        CREATE INDEX thread_reading_account ON thread_reading (account_id);
        """
    )
}
