import Kernel
import Platform
import Store

/// Tells a member of messages: in the app at once, by mail when they have not been read for ten minutes.
///
/// Each message that stays unread is mentioned once: further ones before the member reads change nothing.
struct UnreadMail: BackgroundJob {
    static let kind = "tutoring.unread_mail"
    static let policy = JobPolicy(queue: .emails)

    private static let patience = Duration.minutes(10)

    let thread: ID<Thread>
    let reader: ID<Account>

    /// Called in the transaction that writes a message to `reader`.
    static func plan(for reader: ID<Account>, in thread: Thread, _ tx: borrowing Tx) throws {
        try tx.enqueue(
            UnreadMail(thread: thread.id, reader: reader),
            at: tx.now + patience,
            unique: "\(thread.id):\(reader)"
        )
    }

    func run(_ call: JobCall) async throws -> JobOutcome {
        try await call.db.write { tx in
            let thread = try Thread.find(thread, tx)
            guard let since = try thread.conversation.unreadSince(by: reader, tx) else {
                return .cancel("everything is read")
            }
            let due = since + Self.patience
            guard due <= tx.now else { return .snooze(due - tx.now) }
            try ThreadNotices.unread(thread, reader, tx)
            return .done
        }
    }
}
