import Kernel
import Platform
import Web

/// A chat to open.
struct NewChat: Body {
    /// The job to talk about.
    var jobId: ID<Job>
    /// The provider to talk to; providers leave it out.
    var providerId: ID<Provider>?
}

/// A message to write.
struct NewChatMessage: Body {
    /// As plain text, with line breaks.
    var body: MessageText
    /// The client's name for it: a repetition with the same one writes nothing.
    var clientId: MessageClientID?
}

/// A part of a chat.
struct ChatPart: Query {
    /// Only messages with a greater number; not together with `before_seq`.
    var afterSeq: MessageNumber?
    /// Only messages with a smaller number, the nearest ones first; each page is oldest first.
    var beforeSeq: MessageNumber?
    /// The reason; local managers and administrators must give it.
    var reason: Reason?

    func part() throws(Problem) -> Conversation.Part {
        switch (afterSeq, beforeSeq) {
        case (nil, nil): return .all
        case (let seq?, nil): return .after(seq.value)
        case (nil, let seq?): return .before(seq.value)
        case (_?, _?): throw Problem(.invalid, faults: [.init("query/before_seq", .afterAndBefore)])
        }
    }
}

/// The number of a message, or 0 for the time before the first.
typealias MessageNumber = Ranged<0, 1_000_000_000>

/// The filter of a list of chats.
struct ChatFilter: Query {
    /// Only chats about this job.
    var jobId: ID<Job>?
    /// Only chats in this state.
    var state: Chat.Status?
}

/// How far a member has read.
struct ChatReceipt: Body {
    /// The number of the last message that was read; it never goes back.
    var seq: MessageNumber
}

/// The end of a chat.
struct ChatClosing: Body {
    /// The reason; local managers and administrators must give it.
    var reason: Reason?
}
