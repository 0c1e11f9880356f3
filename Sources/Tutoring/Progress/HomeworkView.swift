import Kernel
import Platform
import Store
import Web

/// A task that a tutor set after a lesson.
struct HomeworkView: View {
    /// The key by which it is handed in, graded or withdrawn.
    var id: ID<Homework>
    /// The lesson.
    var bookingId: ID<Lesson>
    /// The learner with the task to hand in.
    var student: PersonCard
    /// The teacher who set the task and grades the answer.
    var tutor: TutorName
    /// In a few words.
    var title: String
    /// The task, as plain text with line breaks.
    var text: String
    /// The topics, which can be graded.
    var topics: [String]
    /// The tutor's files that the reader reaches.
    var files: [AttachedFile]
    /// When it is due; absent without a time.
    var dueAt: Instant?
    /// Whether the answer is awaited, handed in or graded, or the task was taken back.
    var state: Homework.Status
    /// Whether it was handed in after it was due, or is still to be handed in.
    var late: Bool
    /// The student's answer; absent before it.
    var answer: Answer?
    /// The marks; empty until it is graded.
    var scores: [TopicScore]
    /// The tutor's comment; absent without one.
    var feedback: String?
    /// When it was graded; absent before.
    var gradedAt: Instant?
    /// When it was set.
    var createdAt: Instant
    /// Raised by every move.
    var version: Int

    /// The answer of a student.
    struct Answer: Codable, Sendable {
        /// As plain text, with line breaks; absent without a text.
        var text: String?
        /// The student's files that the reader reaches.
        var files: [AttachedFile]
        /// When it was handed in.
        var at: Instant
    }

    init(_ homework: Homework, for call: Call, _ tx: borrowing Tx) throws {
        try self.init(homework, for: call, AccountNames(of: homework.sides, tx), tx)
    }

    private init(
        _ homework: Homework,
        for call: Call,
        _ names: AccountNames,
        _ tx: borrowing Tx
    ) throws {
        let me = try call.account
        let reader = homework.sides.contains(me) ? me : homework.student
        id = homework.id
        bookingId = homework.lesson
        student = names[homework.student]
        tutor = TutorName(id: homework.tutor, name: names[homework.tutorAccount].name)
        title = homework.title
        text = homework.text
        topics = homework.topics
        files = try SharedFiles.views(of: homework.files, for: reader, tx)
        dueAt = homework.dueAt
        state = homework.status
        late = homework.isLate(at: tx.now)
        answer = try homework.handedInAt.map { at in
            Answer(
                text: homework.answer,
                files: try SharedFiles.views(of: homework.answerFiles, for: reader, tx),
                at: at
            )
        }
        scores = homework.scores
        feedback = homework.feedback
        gradedAt = homework.gradedAt
        createdAt = homework.createdAt
        version = homework.version
    }
}

extension Homework {
    func isLate(at now: Instant) -> Bool {
        guard let dueAt else { return false }
        switch status {
        case .open: return now > dueAt
        case .submitted, .graded: return (handedInAt ?? now) > dueAt
        case .withdrawn: return false
        }
    }
}
