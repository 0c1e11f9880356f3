import Kernel
import Platform
import Store
import Web

/// The questions of people, and the administrators' queue.
enum SupportRoutes {
    static let routes = rows.tagged("Support")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //    path                                    handler   needs
        Post ("/support/chat",                        ask,      .supportUse, "Ask the support",
               details: "Answers from the published FAQs and pages, with up to three passages; without a `conversation_id` a new conversation begins. After two questions in a row without an answer the conversation is handed over to people. 20 questions a minute.").idempotent.upTo(bytes: 8_192).refuses(.notFound, .illegalTransition)
        Get  ("/support/conversations",               list,     .supportUse, "List conversations with the support",
               details: "The caller's own; administrators see all. The one that changed last comes first.")
        Get  ("/support/conversations/{id}",          show,     .supportUse, "Get a conversation with the support")
        Post ("/support/conversations/{id}/messages", write,    .supportUse, "Write to a conversation with the support",
               details: "The asker's message opens a closed conversation again, for seven days. Administrators take a waiting one first, with `take`; one of them wins.").idempotent.upTo(bytes: 32_768).refuses(.illegalTransition)
        Post ("/support/conversations/{id}/handover", handOver, .supportUse, "Hand a conversation over to people",
               details: "The administrators get a message.").idempotent.refuses(.illegalTransition)
    }

    static func ask(_ call: Call, body: SupportQuestion) async throws -> SupportReplyView {
        try await SupportChat.ask(body.text.rawValue, in: body.conversationId, as: call)
    }

    static func list(
        _ call: Call,
        filter: SupportFilter,
        page: PageRequest
    ) async throws -> Page<SupportConversationView> {
        let conditions = [try SupportConversation.reached(by: call), filter.state.map { "c.state = \($0)" }]
        return try await call.db.read { tx in
            let found: Page<SupportConversation> = try tx.page(
                page,
                """
                SELECT \(SupportConversation.columns) FROM support_conversation c
                 WHERE \(SQL.all(conditions.compactMap(\.self)))
                """,
                order: SortOrder(.descending("updated_at", \.updatedAt), .descending("id", \.id))
            )
            let views = try SupportConversationView.list(found.data, tx)
            return Page(views, next: found.next, total: found.total)
        }
    }

    static func show(_ call: Call, id: ID<SupportConversation>) async throws -> SupportConversationView {
        try await call.db.read { tx in try .of(SupportConversation.find(id, for: call, tx), tx) }
    }

    static func write(
        _ call: Call,
        id: ID<SupportConversation>,
        body: NewSupportMessage
    ) async throws -> SupportConversationView {
        try body.check(call)
        return try await call.db.write { tx in
            let conversation = try SupportConversation.find(id, for: call, tx)
            return try .of(conversation.changed(by: body, as: call, tx), tx)
        }
    }

    static func handOver(
        _ call: Call,
        id: ID<SupportConversation>
    ) async throws -> SupportConversationView {
        try await call.db.write { tx in
            let conversation = try SupportConversation.find(id, for: call, tx)
            return try .of(conversation.advanced(by: .handOver, as: call, tx), tx)
        }
    }
}
