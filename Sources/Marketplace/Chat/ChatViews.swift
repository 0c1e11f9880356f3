import Kernel
import Platform
import Store
import Web

/// A chat of a job's customer with a provider.
struct ChatView: View {
    var id: ID<Chat>
    /// The job that it is about.
    var jobId: ID<Job>
    /// The provider whom the customer talks to.
    var providerId: ID<Provider>
    /// The two people in it.
    var members: [Member]
    /// Whether its members can write.
    var state: Chat.Status
    /// The number of its last message; 0 without any.
    var lastSeq: Int
    /// The messages of the other side that the caller has not read; absent for staff.
    var unread: Int?
    /// The newest message; absent without any.
    var lastMessage: ChatMessageView?
    /// When it closes by itself; absent until the job is over.
    var expiresAt: Instant?
    /// When one side opened it.
    var createdAt: Instant
    /// Raised by every change of the state.
    var version: Int

    /// A person in a chat.
    struct Member: Codable, Sendable {
        /// The account, as `sender_id` of messages has it.
        var accountId: ID<Account>
        /// The side of the job.
        var side: Job.Side
        /// The name on the person's card.
        var name: String
    }
}

/// One message of a chat.
struct ChatMessageView: View {
    var id: ID<Message>
    var chatId: ID<Chat>
    /// The place in the chat, from 1, without gaps.
    var seq: Int
    /// The account that wrote it.
    var senderId: ID<Account>
    /// As plain text, with line breaks.
    var body: String
    /// Whether contact data in it is hidden, as it is until the job is funded.
    var masked: Bool
    /// The name that the sender's client gave to it; absent without one.
    var clientId: String?
    /// When the server accepted it.
    var at: Instant
    /// The same.
    var createdAt: Instant
    /// Always 1: a message is never changed.
    var version: Int

    /// As it is stored; `original` is the text with its contact data, for its readers.
    init(_ message: ChatMessage, original: String? = nil) {
        id = message.id
        chatId = message.chat
        seq = message.seq
        senderId = message.sender
        body = original ?? message.body
        masked = message.original != nil && original == nil
        clientId = message.clientID
        at = message.writtenAt
        createdAt = message.writtenAt
        version = 1
    }
}

extension Chat {
    /// A message as a reader of this chat sees it: members read the original once the job is funded and theirs.
    func view(_ message: ChatMessage, for call: Call, _ tx: borrowing Tx) throws -> ChatMessageView {
        guard message.original != nil, isRevealed, isMember(call.actor.account) else {
            return ChatMessageView(message)
        }
        return ChatMessageView(message, original: try message.text(at: call.site, tx))
    }

    func view(for call: Call, _ tx: borrowing Tx) throws -> ChatView {
        let messages: [ChatMessage] = try conversation.messages(after: nil, atMost: 1, tx)
        let unread = try call.actor.account.flatMap { account in
            isMember(account) ? try conversation.unread(by: account, tx) : nil
        }
        let card = try CustomerCard.of(customer, tx)
        let names = try (ProviderCard.of(provider, tx).businessName, [card.firstName, card.initial])
        return ChatView(
            id: id,
            jobId: job,
            providerId: provider,
            members: [
                .init(
                    accountId: customer,
                    side: .customer,
                    name: names.1.compactMap(\.self).joined(separator: " ")
                ),
                .init(accountId: providerAccount, side: .provider, name: names.0),
            ],
            state: status,
            lastSeq: lastSeq,
            unread: unread,
            lastMessage: try messages.first.map { try view($0, for: call, tx) },
            expiresAt: closesAt,
            createdAt: createdAt,
            version: version
        )
    }
}
