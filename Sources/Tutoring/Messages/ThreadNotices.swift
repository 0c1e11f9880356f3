import Kernel
import Platform
import Store

/// The messages about threads.
enum ThreadNotices {
    /// Mentions each unread message once: the key changes when the reader reads.
    static func unread(_ thread: Thread, _ reader: ID<Account>, _ tx: borrowing Tx) throws {
        let other = thread.other(than: reader)
        try TutoringNotice.send(
            .messageUnread,
            to: [reader],
            about: (Thread.kind, thread.id.cast()),
            ["other": .words(try AccountNames(of: [other], tx)[other].name)],
            key: "\(thread.id)@\(try thread.conversation.lastRead(by: reader, tx))",
            tx
        )
    }

    /// Tells both members that an administrator read the thread, and why.
    static func inspected(_ thread: Thread, _ reason: Reason, _ tx: borrowing Tx) throws {
        let names = try AccountNames(of: thread.members, tx)
        for member in thread.members {
            try TutoringNotice.send(
                .inspected,
                to: [member],
                about: (Thread.kind, thread.id.cast()),
                ["name": .words(names[thread.other(than: member)].name), "reason": .words(reason.rawValue)],
                tx
            )
        }
    }
}
