import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite struct TelegramTests {
    @Test(arguments: ["/start ", ""])
    func `a chat that begins with the start is linked, and gets the notices`(words: String) async throws {
        let courier = try await Courier()
        let code = try await courier.start()
        #expect(code.wholeMatch(of: /[A-Za-z0-9_-]{43}/) != nil)
        try await courier.write(words + code, update: 1)
        try await courier.tell("1")
        let message = try #require(try await courier.double.messages().last)
        #expect(message["chat_id"] == 4242 && message["text"]?.stringValue?.hasPrefix("News 1\n") == true)
        #expect(try await courier.deliveries("telegram") == ["sent"])
    }

    @Test func `a start works once, for 15 minutes, and only the newest`() async throws {
        let courier = try await Courier()
        let old = try await courier.start()
        let new = try await courier.start()
        try await courier.write("/start \(old)", update: 1)
        #expect(try await courier.chats() == 0)
        courier.world.clock.advance(by: .minutes(15))
        try await courier.write("/start \(new)", update: 2)
        #expect(try await courier.chats() == 0)

        let good = try await courier.start()
        try await courier.write("/start \(good)", update: 3, chat: 1)
        // A reader over the shoulder comes too late.
        try await courier.write("/start \(good)", update: 4, chat: 2)
        try await courier.tell("1")
        #expect(try await courier.double.messages().compactMap { $0["chat_id"]?.integerValue } == [1])
    }

    @Test func `a chat belongs to one account, and an update counts once`() async throws {
        let courier = try await Courier()
        try await courier.write("/start \(courier.start())", update: 1)
        let other = try await courier.start(.luca)
        try await courier.write("/start \(other)", update: 2)
        #expect(try await courier.chats() == 1)
        // The same update again, and one that says nothing.
        try await courier.write("/start \(other)", update: 2)
        try await courier.write("hello", update: 3)
        try await courier.write("/start short", update: 4)
        #expect(try await courier.chats() == 1)
    }

    @Test func `403 turns the channel off, and so does a person who blocks the bot`() async throws {
        let courier = try await Courier()
        try await courier.write("/start \(courier.start())", update: 1)
        try await courier.double.act("block", ["chat": 4242])
        try await courier.tell("1")
        #expect(try await courier.deliveries("telegram") == ["failed"])
        #expect(try await courier.chats() == 0)
        try await courier.tell("2")
        #expect(try await courier.deliveries("telegram") == ["failed"])

        try await courier.write("/start \(courier.start())", update: 2, chat: 77)
        #expect(try await courier.chats() == 1)
        let kicked = try await courier.hearTelegram([
            "update_id": 3,
            "my_chat_member": [
                "chat": ["id": 77, "type": "private"], "new_chat_member": ["status": "kicked"],
            ],
        ])
        #expect(kicked.status == 200)
        try await courier.world.runJobs()
        #expect(try await courier.chats() == 0)
    }

    @Test func `an update without the secret is 400`() async throws {
        let courier = try await Courier()
        let answer = try await courier.hearTelegram(["update_id": 1], secret: "guessed")
        #expect(answer.status == 400 && answer.problem?.name == "bad_signature")
        #expect(
            try await courier.world.anonymous.post("/api/webhooks/telegram", ["update_id": 1]).status == 400
        )
    }

    @Test func `a limit of Telegram is waited for as long as it says`() async throws {
        let courier = try await Courier()
        try await courier.write("/start \(courier.start())", update: 1)
        try await courier.double.act("fault", ["kind": "status-429"])
        try await courier.tell("1")
        #expect(try await courier.deliveries("telegram") == ["waiting"])
        courier.world.clock.advance(by: .seconds(8))
        try await courier.world.runJobs()
        #expect(try await courier.deliveries("telegram") == ["sent"])
    }
}

extension Courier {
    /// The number of linked chats.
    func chats() async throws -> Int {
        try await world.db.read { tx in
            try tx.value("SELECT COUNT(*) FROM messenger WHERE channel = 'telegram'", as: Int.self) ?? -1
        }
    }
}
