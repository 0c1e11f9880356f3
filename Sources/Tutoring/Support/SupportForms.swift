import Kernel
import Platform
import Store
import Web

/// A question to the support.
struct SupportQuestion: Body {
    /// The question in a few sentences.
    var text: Text<1, 1000>
    /// The conversation that goes on; a new one when absent.
    var conversationId: ID<SupportConversation>?
}

/// A message to the other side of a conversation, or its end.
struct NewSupportMessage: Body {
    /// The message; needed unless the conversation is taken or closed.
    var text: Text<1, 4000>?
    /// Closes it, after the message where there is one.
    var close: Bool?
    /// Takes it out of the queue first; for administrators.
    var take: Bool?

    func check(_ call: Call) throws(Problem) {
        var faults: [Problem.Fault] = []
        if take == true, call.scope(of: .supportDesk).reach == .none {
            faults.append(.init("/take", .forTheDesk))
        }
        if text == nil, take != true, close != true { faults.append(.init("/text", .messageNeeded)) }
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
    }
}

/// A selection of conversations.
struct SupportFilter: Query {
    /// Only conversations in this state.
    var state: SupportConversation.Status?
}

/// The answer to a question.
struct SupportReplyView: View {
    /// Where question and answer are kept; send it with the next question to go on there.
    var conversationId: ID<SupportConversation>
    /// The answer, or that a person will answer.
    var answer: String
    /// The passages that it rests on, in the order of their numbers in brackets; none when nothing was found.
    var passages: [SupportPassage]
    /// The state, which says whose turn it is to answer from now on.
    var state: SupportConversation.Status

    init(_ conversation: SupportConversation, answer: String, _ passages: [SupportPassage]) {
        conversationId = conversation.id
        self.answer = answer
        self.passages = passages
        state = conversation.status
    }
}

/// A conversation with the support.
struct SupportConversationView: View {
    /// Names it in the paths that show it, write to it and hand it over.
    var id: ID<SupportConversation>
    /// The state, which says whose turn it is to answer.
    var state: SupportConversation.Status
    /// The person who asks.
    var asker: PersonCard
    /// The administrator who has taken it; absent before.
    var takenBy: PersonCard?
    /// The newest 200 messages in their order; absent in a list.
    var messages: [Message]?
    /// When the asker wrote last.
    var askedAt: Instant
    /// When it was closed; absent while it is not.
    var closedAt: Instant?
    /// When it began.
    var createdAt: Instant
    /// When it changed last.
    var updatedAt: Instant
    /// Grows with every change of the state.
    var version: Int

    /// One message.
    struct Message: Codable, Sendable, SchemaNamed {
        /// Its number in the conversation.
        var seq: Int
        /// The side that wrote it.
        var author: SupportMessage.Side
        /// As plain text.
        var text: String
        /// The passages of an answer from the content; absent in others.
        var passages: [SupportPassage]?
        /// When it was written.
        var at: Instant

        static let schemaName = "SupportMessageView"

        init(_ message: SupportMessage) {
            seq = message.seq
            author = message.author
            text = message.text
            passages = message.passages.isEmpty ? nil : message.passages
            at = message.at
        }
    }
}

extension SupportConversationView {
    /// In the order of the conversations, without their messages.
    static func list(_ conversations: [SupportConversation], _ tx: borrowing Tx) throws -> [Self] {
        let names = try AccountNames(
            of: conversations.flatMap { [$0.asker] + [$0.takenBy].compactMap(\.self) },
            tx
        )
        return conversations.map { Self($0, names) }
    }

    static func of(_ conversation: SupportConversation, _ tx: borrowing Tx) throws -> Self {
        var view = try list([conversation], tx)[0]
        view.messages = try conversation.messages(tx).map(Message.init)
        return view
    }

    private init(_ conversation: SupportConversation, _ names: AccountNames) {
        id = conversation.id
        state = conversation.status
        asker = names[conversation.asker]
        takenBy = conversation.takenBy.map { names[$0] }
        askedAt = conversation.askedAt
        closedAt = conversation.closedAt
        createdAt = conversation.createdAt
        updatedAt = conversation.updatedAt
        version = conversation.version
    }
}
