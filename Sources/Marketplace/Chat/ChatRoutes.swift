import Kernel
import Platform
import Store
import Web

/// The chats of customers and providers, with the messages in them.
enum ChatRoutes {
    // swift-format-ignore
    @RouteTable static var rows: [Route] {
        //    path                   handler    needs
        Post("/chat",               open,      .chatWrite, "Open a chat about a job",
             details: "One chat of the customer with each provider who has quoted the job, visits, or has it directed at them: 201, or 200 with the existing one.").idempotent.refuses(.notFound, .noDealings)
        Get ("/chat",               list,      .chatWrite, "List the chats of the caller",
             details: "Newest first.")
        Get ("/chat/job/{jobId}",   ofJob,     .chat,      "List the chats of a job",
             details: "Members see their own. Staff see all while the job is disputed; they give a `reason`, which the audit log keeps.")
        Get ("/chat/{id}",          show,      .chat,      "Get a chat",
             details: "For its members; for staff, with a `reason`, while the job is disputed.")
        Post("/chat/{id}/messages", send,      .chatWrite, "Write a message",
             details: "Contact data is masked until the job is funded. A banned provider writes no more. A repetition with the same `client_id` is answered with 200 and the first message.").idempotent.refuses(.chatClosed, .clientIDReused)
        Get ("/chat/{id}/messages", messages,  .chat,      "List the messages of a chat",
             details: "By number: from the first, after `after_seq`, or before `before_seq`.")
        Put ("/chat/{id}/read",     read,      .chatWrite, "Mark the messages of a chat as read")
        Put ("/chat/{id}/close",    close,     .chat,      "Close a chat",
             details: "By a member once the job is over, by staff at any time and with a `reason`. A dispute opens it again.").refuses(.illegalTransition)
    }

    static func open(_ call: Call, body: NewChat) async throws -> MadeOrFound<ChatView> {
        try await call.db.write { tx in
            let (chat, isNew) = try body.open(as: call, tx)
            let view = try chat.view(for: call, tx)
            return MadeOrFound(view, at: "/chat/\(chat.id)", version: chat.version, isNew: isNew)
        }
    }

    private static let newestFirst = SortOrder<Chat>(.descending("id", \.id))

    static func list(_ call: Call, filter: ChatFilter, page: PageRequest) async throws -> Page<ChatView> {
        let conditions: [SQL?] = [
            Chat.hasMember(try call.account), filter.jobId.map { "c.job_id = \($0)" },
            filter.state.map { "c.state = \($0)" },
        ]
        let rows: SQL =
            "SELECT \(Chat.columns) FROM \(Chat.source) WHERE \(SQL.all(conditions.compactMap(\.self)))"
        return try await call.db.read { tx in
            try tx.page(page, rows, order: newestFirst).map { try $0.view(for: call, tx) }
        }
    }

    static func ofJob(
        _ call: Call,
        jobId: ID<Job>,
        query: OptionalReasonQuery
    ) async throws -> Listing<ChatView> {
        try await call.readWithReason { tx in
            let job = try Job.find(jobId, within: call.scope(of: .jobRead), tx)
            let chats = try Chat.list(where: "c.job_id = \(jobId) AND \(Chat.readable(in: call.scope))", tx)
            guard !call.isOfStaff || job.status == .disputed || !chats.isEmpty else {
                throw Problem(.notFound)
            }
            try Chat.demandReason(query, for: chats, call, tx)
            return Listing(try chats.map { try $0.view(for: call, tx) })
        }
    }

    static func show(
        _ call: Call,
        id: ID<Chat>,
        query: OptionalReasonQuery
    ) async throws -> Versioned<ChatView> {
        try await call.readWithReason { tx in
            let chat = try readable(id, query, call, tx)
            return Versioned(try chat.view(for: call, tx), version: chat.version)
        }
    }

    static func send(
        _ call: Call,
        id: ID<Chat>,
        body: NewChatMessage
    ) async throws -> MadeOrFound<ChatMessageView> {
        try await call.db.write { tx in
            let chat = try Chat.find(id, ofMember: call.account, tx)
            let (message, isNew) = try chat.send(body.body, body.clientId, as: call, tx)
            let view = try chat.view(message, for: call, tx)
            return MadeOrFound(view, at: "/chat/\(id)/messages", isNew: isNew)
        }
    }

    static func messages(
        _ call: Call,
        id: ID<Chat>,
        part: ChatPart,
        page: PageRequest
    ) async throws -> Page<ChatMessageView> {
        let wanted = try part.part()
        return try await call.readWithReason { tx in
            let chat = try readable(id, OptionalReasonQuery(reason: part.reason), call, tx)
            let found: Page<ChatMessage> = try chat.conversation.list(page, wanted, tx)
            return try found.map { try chat.view($0, for: call, tx) }
        }
    }

    static func read(_ call: Call, id: ID<Chat>, body: ChatReceipt) async throws -> ChatView {
        try await call.db.write { tx in
            let chat = try Chat.find(id, ofMember: call.account, tx)
            try chat.markRead(through: body.seq.value, by: call.account, tx)
            return try chat.view(for: call, tx)
        }
    }

    static func close(
        _ call: Call,
        id: ID<Chat>,
        match: IfMatch?,
        body: ChatClosing?
    ) async throws -> Versioned<ChatView> {
        try await call.db.write { tx in
            let chat = try Chat.find(id, in: Chat.readable(in: call.scope, evenUndisputed: true), tx)
            try match?.check(chat.version)
            let isMember = chat.isMember(call.actor.account)
            let reason = try body.flatMap(\.reason).demanded(if: !isMember)
            let closed = try chat.advanced(
                by: isMember ? .close : .shut,
                as: call,
                reason: reason?.rawValue,
                tx
            )
            try LSMLog.write(
                .job,
                chat.job.cast(),
                in: chat.region,
                "chat_close",
                reason?.rawValue ?? "",
                by: call.actor,
                tx
            )
            return Versioned(try closed.view(for: call, tx), version: closed.version)
        }
    }

    /// A chat that the caller may read, by the reason that staff give.
    private static func readable(
        _ id: ID<Chat>,
        _ query: OptionalReasonQuery,
        _ call: Call,
        _ tx: borrowing Tx
    ) throws -> Chat {
        let chat = try Chat.find(id, in: Chat.readable(in: call.scope), tx)
        try Chat.demandReason(query, for: [chat], call, tx)
        return chat
    }
}

extension Chat {
    /// Records that a member has read the messages through a number, and notifies the other one.
    func markRead(through seq: Int, by reader: ID<Account>, _ tx: borrowing Tx) throws {
        let last = min(seq, lastSeq)
        guard last > 0, try conversation.read(through: last, by: reader, tx) else { return }
        try LiveEvents.chatRead(self, by: reader, through: last, tx)
    }
}
