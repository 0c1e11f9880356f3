import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Marketplace

@Suite struct ChatTests {
    @Test func `customer and provider open the same chat: 201, then 200 the one there is`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.post()
        _ = try await scene.quoted(job)

        let opened = try await scene.openChat(job)
        let again = try await scene.openChat(job, by: .pia)

        #expect(opened.status == 201 && again.status == 200 && opened.id == again.id)
        #expect(opened.header("Location")?.hasSuffix("/api/v1/chat/\(opened.id ?? "")") == true)
        #expect(opened["state"] == "open" && opened["last_seq"] == 0 && opened["unread"] == 0)
        #expect(opened["job_id"] == .string(job) && opened["expires_at"] == nil)
        let sides = opened["members"]?.arrayValue?.compactMap { $0["side"]?.stringValue }
        let names = opened["members"]?.arrayValue?.compactMap { $0["name"]?.stringValue }
        #expect(sides == ["customer", "provider"] && names == ["Carl J", "Novak Painting"])
    }

    @Test func `no_dealings: a provider who neither quoted, nor is directed at, nor visits`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.post()
        #expect(try await scene.openChat(job).problem == .noDealings)
        #expect(try await scene.openChat(job, by: .pia).problem == .noDealings)
        #expect(try await scene.openChat(job, by: .paul).status == 404, "not active: the job is unknown")
        #expect(try await scene.openChat(job, with: .pia, by: .cora).status == 404)

        let provider = try await scene.world.provider(of: .pia).description
        let directed = try await scene.put(job, "assign", by: .carl, ["provider_id": .string(provider)])
        #expect(directed.status == 200, "\(directed)")
        #expect(try await scene.openChat(job).status == 201)
    }

    @Test func `who is meant: customers name the provider, providers only themselves`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.post()
        _ = try await scene.quoted(job)
        let unnamed = try await scene.world.as(.carl).post("/api/v1/chat", ["job_id": .string(job)])
        #expect(unnamed.faults == ["/provider_id": "required"])
        let other = try await scene.world.provider(of: .pete).description
        let wrong = try await scene.world.as(.pia).post(
            "/api/v1/chat",
            ["job_id": .string(job), "provider_id": .string(other)]
        )
        #expect(wrong.faults == ["/provider_id": "other_provider"])
        #expect(try await scene.world.as(.lina).post("/api/v1/chat", ["job_id": .string(job)]).status == 403)
    }

    @Test func `messages are numbered, listed by seq, and read by members only`() async throws {
        let scene = try await MarketScene.open()
        let (_, chat) = try await scene.talking()
        for (text, person) in [("one", Person.carl), ("two", .pia), ("three", .carl)] {
            let said = try await scene.say(text, in: chat, by: person)
            #expect(said.status == 201, "\(said)")
        }
        #expect(try await scene.bodies(of: chat, by: .pia) == ["one", "two", "three"])
        #expect(try await scene.bodies(of: chat, "?after_seq=1") == ["two", "three"])
        #expect(try await scene.bodies(of: chat, "?before_seq=3&limit=1") == ["two"])
        #expect(try await scene.bodies(of: chat, "?limit=2") == ["one", "two"])
        let both = try await scene.world.as(.carl).get(
            "/api/v1/chat/\(chat)/messages?after_seq=1&before_seq=3"
        )
        #expect(both.status == 422)
        let first = try #require(try await scene.messages(of: chat).first)
        #expect(first["seq"] == 1 && first["masked"] == false && first["chat_id"] == .string(chat))
        #expect(first["sender_id"] == .string(try await scene.world.id(of: .carl)))
        for person in [Person.cora, .pete, .lina, .ada] {
            #expect(try await scene.show(chat, by: person).status == 404, "\(person.name)")
        }
        #expect(try await scene.say("hello", in: chat, by: .pete).status == 404)
        #expect(try await scene.say("", in: chat).status == 422)
        #expect(try await scene.say(String(repeating: "x", count: 4_001), in: chat).status == 422)
    }

    @Test func `the list of a member has the last message and the unread ones`() async throws {
        let scene = try await MarketScene.open()
        let (job, chat) = try await scene.talking()
        for text in ["one", "two"] { _ = try await scene.say(text, in: chat) }
        _ = try await scene.say("mine", in: chat, by: .pia)

        let list = try await scene.world.as(.pia).get("/api/v1/chat?job_id=\(job)&state=open")
        let shown = try #require(list["data"]?.arrayValue?.first)
        #expect(shown["unread"] == 2 && shown["last_seq"] == 3)
        #expect(shown["last_message"]?["body"] == "mine")
        #expect(try await scene.world.as(.pia).get("/api/v1/chat?state=closed")["data"] == [])
        #expect(try await scene.world.as(.cora).get("/api/v1/chat")["data"] == [])

        func read(_ seq: Int64) async throws -> JSONValue? {
            try await scene.world.as(.pia).put("/api/v1/chat/\(chat)/read", ["seq": .integer(seq)])["unread"]
        }
        #expect(try await read(1) == 1)
        #expect(try await read(99) == 0)
        #expect(try await read(1) == 0, "seq never goes back")
        #expect(try await scene.world.as(.pete).put("/api/v1/chat/\(chat)/read", ["seq": 1]).status == 404)
        let ofJob = try await scene.world.as(.carl).get("/api/v1/chat/job/\(job)")
        #expect(ofJob["data"]?.arrayValue?.count == 1)
        #expect(try await scene.world.as(.cora).get("/api/v1/chat/job/\(job)").status == 404)
    }

    @Test func `contact data is masked until the job is funded, then the award's two read the original`()
        async throws
    {
        let scene = try await MarketScene.open()
        let job = try await scene.post()
        let quote = try await scene.quoted(job)
        _ = try await scene.quoted(job, by: .pete)
        let (pia, pete) = (try await scene.chat(job), try await scene.chat(job, with: .pete))
        for chat in [pia, pete] {
            let said = try await scene.say("Call 212-555-0187 tonight", in: chat)
            #expect(said["body"] == "Call [contact] tonight" && said["masked"] == true)
        }
        #expect(try await scene.bodies(of: pia, by: .pia) == ["Call [contact] tonight"])
        let stored = try await scene.world.db.read { tx in
            try tx.values("SELECT body FROM chat_message", as: String.self)
        }
        #expect(stored.allSatisfy { !$0.contains("0187") }, "the original is sealed")

        #expect(try await scene.accept(job, quote).status == 200)
        #expect(try await scene.bodies(of: pia, by: .pia) == ["Call [contact] tonight"])
        try await scene.fund(job)
        for person in [Person.pia, .carl] {
            #expect(try await scene.bodies(of: pia, by: person) == ["Call 212-555-0187 tonight"])
        }
        #expect(try await scene.messages(of: pia).first?["masked"] == false)
        #expect(try await scene.bodies(of: pete, by: .pete) == ["Call [contact] tonight"])
        #expect(try await scene.bodies(of: pete, by: .carl) == ["Call [contact] tonight"])
        let later = try await scene.say("Or 212-555-0188", in: pia, by: .pia)
        #expect(later["body"] == "Or 212-555-0188" && later["masked"] == false)
    }

    @Test func `30 messages/min per chat, then 429 with Retry-After`() async throws {
        let scene = try await MarketScene.open()
        let (_, chat) = try await scene.talking()
        for number in 0..<30 { #expect(try await scene.say("\(number)", in: chat).status == 201) }
        let refused = try await scene.say("31", in: chat)
        #expect(refused.status == 429 && refused.header("Retry-After") != nil)
        #expect(try await scene.say("mine", in: chat, by: .pia).status == 201, "the other one has their own")
        scene.world.clock.advance(by: .seconds(61))
        #expect(try await scene.say("31", in: chat).status == 201)
    }

    @Test func `mail after 10 min unread, in the app at once, once for each stretch`() async throws {
        let scene = try await MarketScene.open()
        let (_, chat) = try await scene.talking()
        _ = try await scene.say("one", in: chat)
        _ = try await scene.say("two", in: chat)
        func sent(_ name: String) async throws -> Int {
            try await scene.notices(to: .pia).count { $0 == "marketplace.message.\(name)" }
        }
        #expect(try await sent("received") == 1)
        scene.world.clock.advance(by: .minutes(9))
        try await scene.world.runJobs()
        #expect(try await sent("unread") == 0)
        scene.world.clock.advance(by: .minutes(2))
        try await scene.world.runJobs()
        #expect(try await sent("unread") == 1)
        #expect(scene.world.mailbox.mails.contains { $0.to.rawValue == Person.pia.email })
        _ = try await scene.say("three", in: chat)
        scene.world.clock.advance(by: .minutes(11))
        try await scene.world.runJobs()
        #expect(try await sent("unread") == 1, "already told of this stretch")

        _ = try await scene.world.as(.pia).put("/api/v1/chat/\(chat)/read", ["seq": 3])
        _ = try await scene.say("four", in: chat)
        _ = try await scene.world.as(.pia).put("/api/v1/chat/\(chat)/read", ["seq": 4])
        scene.world.clock.advance(by: .minutes(11))
        try await scene.world.runJobs()
        let (mailed, shown) = (try await sent("unread"), try await sent("received"))
        #expect(mailed == 1 && shown == 2)
    }
}
