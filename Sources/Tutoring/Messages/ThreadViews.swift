import Kernel
import Platform
import Store
import Web

/// The conversation of a student with a tutor.
struct ThreadView: View {
    /// Names the conversation in the paths that read it and write to it.
    var id: ID<Thread>
    /// The other member.
    var other: PersonCard
    /// The side that teaches, as in `GET tutors/{id}`.
    var tutorId: ID<Tutor>
    /// The account of the student in it.
    var studentId: ID<Account>
    /// The number of its last message; 0 without any.
    var lastSeq: Int
    /// The messages of the other member that the caller has not read.
    var unread: Int
    /// The newest message; absent without any.
    var lastMessage: ThreadMessageView?
    /// When the last message was written, or when it was opened.
    var updatedAt: Instant

    static func of(_ thread: Thread, for call: Call, _ tx: borrowing Tx) throws -> ThreadView {
        let me = try call.account
        let last: [ThreadMessage] = try thread.conversation.messages(after: nil, atMost: 1, tx)
        let other = thread.other(than: me)
        return ThreadView(
            id: thread.id,
            other: try AccountNames(of: [other], tx)[other],
            tutorId: thread.tutor,
            studentId: thread.student,
            lastSeq: thread.lastSeq,
            unread: try thread.conversation.unread(by: me, tx),
            lastMessage: try last.first.map { try thread.view($0, for: me, at: call.site, tx) },
            updatedAt: thread.updatedAt
        )
    }
}

/// A part of a thread.
struct ThreadMessages: View {
    /// The conversation from which this part was taken.
    var id: ID<Thread>
    /// The two members, the student first.
    var members: [PersonCard]
    /// The number of its last message; 0 without any.
    var lastSeq: Int
    /// The messages that the caller has not read; absent for administrators.
    var unread: Int?
    /// Oldest first.
    var messages: [ThreadMessageView]
    /// Whether there are more of them: later ones with `after_seq`, otherwise earlier ones.
    var more: Bool
}

/// A message of a thread.
struct ThreadMessageView: View {
    /// Unique across all conversations, unlike `seq`.
    var id: ID<Message>
    /// The place in the thread, from 1, without gaps.
    var seq: Int
    /// The account that wrote it.
    var authorId: ID<Account>
    /// As plain text, with line breaks.
    var text: String
    /// Whether contact data in it is hidden, as it is until the student has paid the tutor once.
    var masked: Bool
    /// The files with it that the reader reaches.
    var files: [AttachedFile]
    /// The name that the author's client gave to it; absent without one.
    var clientId: String?
    /// When the server accepted it.
    var at: Instant
}

/// The messages that are still unread.
struct UnreadView: View {
    /// The messages of the other member that the caller has not read.
    var unread: Int
}

extension Thread {
    /// A message as a reader sees it: the original after the first payment.
    func view(
        _ message: ThreadMessage,
        for reader: ID<Account>,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> ThreadMessageView {
        let original = isRevealed && message.original != nil ? try message.text(at: site, tx) : nil
        return ThreadMessageView(
            id: message.id,
            seq: message.seq,
            authorId: message.author,
            text: original ?? message.body,
            masked: message.original != nil && original == nil,
            files: try SharedFiles.views(of: message.files, for: reader, tx),
            clientId: message.clientID,
            at: message.writtenAt
        )
    }

    /// The part of the thread that a query asks for, for a member or for an administrator who has given a reason.
    func messages(_ query: ThreadPart, for call: Call, _ tx: borrowing Tx) throws -> ThreadMessages {
        let me = try call.account
        let count = query.limit?.value ?? 50
        let found: Page<ThreadMessage> = try conversation.list(
            PageRequest(limit: count),
            query.part(),
            tx
        )
        let reader = isMember(me) ? me : student
        let names = try AccountNames(of: members, tx)
        return ThreadMessages(
            id: id,
            members: members.map { names[$0] },
            lastSeq: lastSeq,
            unread: isMember(me) ? try conversation.unread(by: me, tx) : nil,
            messages: try found.data.map { try view($0, for: reader, at: call.site, tx) },
            more: found.next != nil
        )
    }
}
