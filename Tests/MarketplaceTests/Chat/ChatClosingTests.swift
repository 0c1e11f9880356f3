import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Marketplace

@Suite struct ChatClosingTests {
    @Test func `a banned provider reads, and writes no more`() async throws {
        let scene = try await MarketScene.open()
        let (_, chat) = try await scene.talking()
        _ = try await scene.say("Hello", in: chat, by: .pia)

        let banned = try await scene.world.ban(.pia)
        scene.world.clock.advance(by: .minutes(11))

        #expect(banned.status == 200, "\(banned)")
        #expect(try await scene.say("Hello?", in: chat, by: .pia).problem == .chatClosed)
        #expect(try await scene.say("Sorry to hear.", in: chat).status == 201)
        #expect(try await scene.bodies(of: chat, by: .pia).count == 2)
    }

    @Test func `a member closes it when the job is over, and nobody writes in it then`() async throws {
        let scene = try await MarketScene.open()
        let (job, chat) = try await scene.talking()
        _ = try await scene.say("one", in: chat, as: "a")
        let early = try await scene.close(chat)
        #expect(early.problem == .illegalTransition, "\(early)")
        #expect(try await scene.world.as(.carl).delete("/api/v1/jobs/\(job)").status == 200)
        #expect(try await scene.show(chat)["expires_at"] != nil)

        #expect(try await scene.close(chat, by: .cora).status == 404)
        let stale = ["If-Match": "\"7\""]
        let path = "/api/v1/chat/\(chat)/close"
        #expect(try await scene.world.as(.pia).put(path, [:], headers: stale).status == 412)
        let closed = try await scene.close(chat, by: .pia)
        #expect(closed.status == 200 && closed["state"] == "closed" && closed["expires_at"] == nil)
        #expect(try await scene.say("two", in: chat).problem == .chatClosed)
        #expect(try await scene.say("one", in: chat, as: "a").status == 200, "a repetition is answered still")
        #expect(try await scene.bodies(of: chat) == ["one"])
        #expect(try await scene.close(chat).problem == .illegalTransition)
        #expect(try await scene.openChat(job).status == 200, "the one there is")
        #expect(try await scene.notices(to: .carl).contains("marketplace.message.chat_closed"))
        #expect(try await !scene.notices(to: .pia).contains("marketplace.message.chat_closed"))
    }

    @Test func `it closes by itself 30 days after the end of the job`() async throws {
        let scene = try await MarketScene.open()
        let (job, chat) = try await scene.talking()
        #expect(try await scene.world.as(.carl).delete("/api/v1/jobs/\(job)").status == 200)
        scene.world.clock.advance(by: .days(29))
        try await scene.world.tick()
        #expect(try await scene.show(chat)["state"] == "open")
        scene.world.clock.advance(by: .days(1) + .minutes(1))
        try await scene.world.tick()
        #expect(try await scene.show(chat)["state"] == "closed")
        for person in [Person.carl, .pia] {
            #expect(try await scene.notices(to: person).contains("marketplace.message.chat_closed"))
        }
    }

    @Test func `staff close it at any time, with a reason, within their region`() async throws {
        let scene = try await MarketScene.open()
        let (_, chat) = try await scene.talking()
        #expect(try await scene.close(chat, by: .lina).faults == ["/reason": "required"])
        #expect(try await scene.close(chat, by: .leo, ["reason": "Insults"]).status == 404)
        let closed = try await scene.close(chat, by: .lina, ["reason": "Insults"])
        #expect(closed.status == 200 && closed["state"] == "closed")
        #expect(try await scene.close(chat, by: .ada, ["reason": "Insults"]).problem == .illegalTransition)
        let logged = try await scene.world.db.read { tx in
            try tx.exists("SELECT 1 FROM lsm_log WHERE action = 'chat_close' AND note = 'Insults'")
        }
        #expect(logged)
    }

    @Test func `a dispute reopens it; staff read it while disputed, with a reason that is audited`()
        async throws
    {
        let scene = try await MarketScene.open()
        let job = try await scene.underway()
        let chat = try await scene.chat(job)
        _ = try await scene.say("The fence is 12 m", in: chat)
        #expect(try await scene.show(chat, by: .lina, "?reason=Complaint").status == 404)
        #expect(try await scene.put(job, "status", by: .pia, ["status": "delivered"]).status == 200)
        #expect(try await scene.put(job, "status", by: .carl, ["status": "completed"]).status == 200)
        #expect(try await scene.close(chat).status == 200)

        #expect(try await scene.dispute(job).status == 201)
        let reopened = try await scene.show(chat)
        #expect(reopened["state"] == "open" && reopened["expires_at"] == nil)
        #expect(try await scene.say("again", in: chat, by: .pia).status == 201)

        #expect(try await scene.show(chat, by: .lina).faults == ["query/reason": "required"])
        #expect(try await scene.show(chat, by: .leo, "?reason=Complaint").status == 404, "another region")
        for person in [Person.lina, .ada] {
            #expect(try await scene.show(chat, by: person, "?reason=Complaint")["unread"] == nil)
            #expect(try await scene.bodies(of: chat, by: person, "?reason=Complaint").count == 2)
        }
        let list = try await scene.world.as(.lina).get("/api/v1/chat/job/\(job)?reason=Complaint")
        #expect(list["data"]?.arrayValue?.count == 1)
        #expect(try await scene.say("I read this", in: chat, by: .lina).status == 403)
        #expect(try await scene.world.audit().count { $0 == "chat.read" } == 5)
    }
}
