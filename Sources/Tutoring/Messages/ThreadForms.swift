import Kernel
import Platform
import Web

/// A thread to open.
struct NewThread: Body {
    /// The tutor to write to; for students.
    var tutorId: ID<Tutor>?
    /// The account of an assigned student to write to; for tutors.
    var studentId: ID<Account>?
    /// The first message; a thread that exists already gets none.
    var text: MessageText?
}

/// A message to write.
struct NewThreadMessage: Body {
    /// As plain text, with line breaks.
    var text: MessageText
    /// The client's name for it: a repetition with the same one writes nothing.
    var clientId: MessageClientID?
    /// Up to ten files that the caller reaches; the other side gets the right to see them.
    var fileIds: [ID<UserFile>]?
}

/// The number of a message, or 0 for the time before the first.
typealias MessageNumber = Ranged<0, 1_000_000_000>

/// A part of a thread.
struct ThreadPart: Query {
    /// Only messages with a greater number; not together with `before_seq`.
    var afterSeq: MessageNumber?
    /// Only messages with a smaller number, the nearest ones.
    var beforeSeq: MessageNumber?
    /// How many messages at most; 50 without it.
    var limit: Ranged<1, 100>?
    /// The open dispute of the two; administrators must name it.
    var disputeId: ID<LessonDispute>?
    /// The reason; administrators must give it, and both members read it.
    var reason: Reason?

    func part() throws(Problem) -> Conversation.Part {
        switch (afterSeq, beforeSeq) {
        case (nil, nil): return .before(MessageNumber.range.upperBound)
        case (let seq?, nil): return .after(seq.value)
        case (nil, let seq?): return .before(seq.value)
        case (_?, _?): throw Problem(.invalid, faults: [.init("query/before_seq", .afterAndBefore)])
        }
    }
}

/// How far a member has read.
struct ThreadReceipt: Body {
    /// The number of the last message that was read; it never goes back.
    var seq: MessageNumber
}
