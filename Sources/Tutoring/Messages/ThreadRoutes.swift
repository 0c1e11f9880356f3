import Kernel
import Platform
import Store
import Web

/// The messages between students and tutors.
enum ThreadRoutes {
    static let routes = rows.tagged("Messages")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //   path                               handler   needs
        Get ("/messages/threads",               list,     .messageUse,  "List the threads of the caller", details: "The one with the newest message first.")
        Post("/messages/threads",               open,     .messageUse,  "Open a thread", details: "One for each student and tutor: 201, or 200 with the existing one, which gets no message.").idempotent
        Get ("/messages/threads/{id}",          show,     .messageRead, "Get a part of a thread", details: "The newest messages, or those after or before a number. Administrators name an open dispute of the two with `dispute_id` and give a `reason`, which the members read.")
        Post("/messages/threads/{id}/messages", send,     .messageUse,  "Write a message", details: "Contact data is hidden until the student has paid the tutor once. A repetition with the same `client_id` is answered with 200 and the first message.").idempotent.refuses(.clientIDReused)
        Post("/messages/threads/{id}/read",     read,     .messageUse,  "Mark the messages of a thread as read").idempotent
    }

    private static let newestFirst = SortOrder<Thread>(
        .descending("updated_at", \.updatedAt),
        .descending("id", \.id)
    )

    static func list(_ call: Call, page: PageRequest) async throws -> Page<ThreadView> {
        let me = try call.account
        return try await call.db.read { tx in
            try tx.page(
                page,
                "SELECT \(Thread.columns) FROM \(Thread.source) WHERE \(Thread.hasMember(me))",
                order: newestFirst
            ).map { try ThreadView.of($0, for: call, tx) }
        }
    }

    static func open(_ call: Call, body: NewThread) async throws -> MadeOrFound<ThreadView> {
        try await call.db.write { tx in
            let (thread, isNew) = try body.open(as: call, tx)
            let view = try ThreadView.of(thread, for: call, tx)
            return MadeOrFound(view, at: "/messages/threads/\(thread.id)", isNew: isNew)
        }
    }

    static func show(_ call: Call, id: ID<Thread>, query: ThreadPart) async throws -> ThreadMessages {
        _ = try query.part()
        if call.isInspector { return try await ThreadInspection.show(call, id, query) }
        let me = try call.account
        let strange = [("query/dispute_id", query.disputeId != nil), ("query/reason", query.reason != nil)]
        let faults = strange.filter(\.1).map { Problem.Fault($0.0, .administratorsOnly) }
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
        return try await call.db.read { tx in
            try Thread.find(id, ofMember: me, tx).messages(query, for: call, tx)
        }
    }

    static func send(
        _ call: Call,
        id: ID<Thread>,
        body: NewThreadMessage
    ) async throws -> MadeOrFound<ThreadMessageView> {
        let me = try call.account
        return try await call.db.write { tx in
            let thread = try Thread.find(id, ofMember: me, tx)
            let (message, isNew) = try thread.send(body, as: call, tx)
            let view = try thread.view(message, for: me, at: call.site, tx)
            let path = "/messages/threads/\(id)?after_seq=\(view.seq - 1)&limit=1"
            return MadeOrFound(view, at: path, isNew: isNew)
        }
    }

    static func read(_ call: Call, id: ID<Thread>, body: ThreadReceipt) async throws -> UnreadView {
        let me = try call.account
        return try await call.db.write { tx in
            let thread = try Thread.find(id, ofMember: me, tx)
            try thread.markRead(through: body.seq.value, by: me, tx)
            return UnreadView(unread: try thread.conversation.unread(by: me, tx))
        }
    }
}
