import Kernel
import Store
import TestKit
import Testing

@testable import Platform

/// Conversations as a product has them: the number on a row, receipts, client identifiers.
private enum Salon {
    static let product = ProductDefinition(
        name: "salon",
        title: "Salon",
        summary: "Conversations.",
        zone: .rome,
        currency: .euro,
        languages: [.italian, .english],
        accounts: AccountPolicy(selfRegistrationRole: .newsreader, administrators: [.newsreader]),
        access: AccessMatrix(roles: .newsreader) {},
        features: [
            Feature(migrations: [
                Migration(
                    id: "salon/001",
                    """
                    CREATE TABLE topic (id {id} PRIMARY KEY, last_seq {int} NOT NULL) {strict};
                    CREATE TABLE word (
                        id {id} NOT NULL, topic_id {id} NOT NULL REFERENCES topic (id), seq {int} NOT NULL,
                        author_id {id}, author_role {text} NOT NULL, body {text} NOT NULL, mood {text}, client_id {text},
                        written_at {instant} NOT NULL, PRIMARY KEY (topic_id, seq), UNIQUE (topic_id, author_id, client_id)
                    ) {strict};
                    CREATE TABLE receipt (
                        topic_id {id} NOT NULL, account_id {id} NOT NULL, seq {int} NOT NULL, PRIMARY KEY (topic_id, account_id)
                    ) {strict};
                    """
                )
            ])
        ]
    )

    static func open() async throws -> (World, Conversation) {
        let world = try await World(product, cast: "salon")
        let id = try await world.db.write { tx in
            let id = tx.newID(of: Conversation.self)
            try tx.execute("INSERT INTO topic (id, last_seq) VALUES (\(id), 0)")
            return id
        }
        let conversation = Conversation(
            in: "word",
            where: "topic_id",
            is: "\(id)",
            countedIn: .init("topic", "id = \(id)"),
            receipts: "receipt"
        )
        return (world, conversation)
    }

    static let anna = Actor(kind: .person, account: ID(raw: 1), role: .newsreader)
    static let bruno = Actor(kind: .person, account: ID(raw: 2), role: .newsreader)
}

private struct Word: NumberedMessage, Sendable {
    let seq: Int
    let body: String
    let mood: String?

    static let columns: SQL = "seq, body, mood"

    init(_ row: inout Row) throws {
        seq = try row.next()
        body = try row.next()
        mood = try row.next()
    }
}

@Suite("conversations")
struct ConversationTests {
    private func write(
        _ text: String,
        _ clientID: String? = nil,
        by actor: Actor = Salon.anna,
        in conversation: Conversation,
        _ tx: borrowing Tx
    ) throws -> Word {
        try conversation.write(
            MessageDraft(
                text,
                tx.newID(),
                clientID: clientID.map { MessageClientID(unchecked: $0) },
                with: [("mood", "'calm'")]
            ),
            by: actor,
            tx
        )
    }

    @Test func `20 simultaneous messages get the numbers 1 to 20`() async throws {
        let (world, conversation) = try await Salon.open()
        let words = try await world.atOnce(20) { number in
            try await world.db.write { tx in try write("\(number)", in: conversation, tx) }
        }
        #expect(words.map(\.seq).sorted() == Array(1...20))
        #expect(words.allSatisfy { $0.mood == "calm" })
        let last = try await world.db.read { tx in try tx.value("SELECT last_seq FROM topic", as: Int.self) }
        #expect(last == 20)
    }

    @Test func `a client identifier is found again for its author only`() async throws {
        let (world, conversation) = try await Salon.open()
        let (own, other, none): (Word?, Word?, Word?) = try await world.db.write { tx in
            _ = try write("hello", "a", in: conversation, tx)
            let name = MessageClientID(unchecked: "a")
            return (
                try conversation.find(name, by: ID(raw: 1), tx),
                try conversation.find(name, by: ID(raw: 2), tx),
                try conversation.find(nil, by: ID(raw: 1), tx)
            )
        }
        #expect(own?.body == "hello" && other == nil && none == nil)
    }

    @Test func `parts of it are read by number, oldest first`() async throws {
        let (world, conversation) = try await Salon.open()
        try await world.db.write { tx in
            for number in 1...25 { _ = try write("\(number)", in: conversation, tx) }
        }
        func numbers(_ part: Conversation.Part, _ page: PageRequest) async throws -> ([Int], Cursor?) {
            let found: Page<Word> = try await world.db.read { tx in try conversation.list(page, part, tx) }
            return (found.data.map(\.seq), found.next)
        }
        #expect(try await numbers(.after(20), PageRequest(limit: 3)).0 == [21, 22, 23])
        let (before, next) = try await numbers(.before(20), PageRequest(limit: 3))
        #expect(before == [17, 18, 19])
        #expect(
            try await numbers(.before(20), PageRequest(limit: 3, position: .after(next))).0 == [14, 15, 16]
        )
        let (all, more) = try await numbers(.all, PageRequest(limit: 20))
        #expect(all == Array(1...20) && more != nil)
        let (resumed, newest): ([Word], [Word]) = try await world.db.read { tx in
            (
                try conversation.messages(after: 23, atMost: 10, tx),
                try conversation.messages(after: nil, atMost: 2, tx)
            )
        }
        #expect(resumed.map(\.seq) == [24, 25] && newest.map(\.seq) == [24, 25])
    }

    @Test func `receipts never go back, and own messages are not unread`() async throws {
        let (world, conversation) = try await Salon.open()
        try await world.db.write { tx in
            for number in 1...3 { _ = try write("\(number)", in: conversation, tx) }
            _ = try write("mine", by: Salon.bruno, in: conversation, tx)
            let bruno = ID<Account>(raw: 2)
            #expect(try conversation.unread(by: bruno, tx) == 3)
            #expect(try conversation.unreadSince(by: bruno, tx) == tx.now)
            #expect(try conversation.read(through: 2, by: bruno, tx))
            #expect(try !conversation.read(through: 1, by: bruno, tx))
            #expect(try !conversation.read(through: 2, by: bruno, tx))
            #expect(try conversation.lastRead(by: bruno, tx) == 2)
            #expect(try conversation.unread(by: bruno, tx) == 1)
            #expect(try conversation.read(through: 4, by: bruno, tx))
            #expect(try conversation.unread(by: bruno, tx) == 0)
            #expect(try conversation.unreadSince(by: bruno, tx) == nil)
        }
    }
}
