import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Marketplace

@Suite struct ChatRaceTests {
    @Test func `50 chats of a pair 1: one is made, all others get it`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.post()
        _ = try await scene.quoted(job)
        let answers = try await scene.world.atOnce(50) { number in
            try await scene.openChat(job, by: number.isMultiple(of: 2) ? .carl : .pia)
        }
        #expect(answers.statuses == [201: 1, 200: 49])
        #expect(Set(answers.compactMap(\.id)).count == 1)
    }

    @Test func `20 sends of a clientId 1: one message, and all others get it`() async throws {
        let scene = try await MarketScene.open()
        let (_, chat) = try await scene.talking()
        let answers = try await scene.world.atOnce(20) { _ in
            try await scene.say("Call 212-555-0187", in: chat, as: "a")
        }
        #expect(answers.statuses == [201: 1, 200: 19])
        #expect(Set(answers.compactMap(\.id)).count == 1)
        #expect(try await scene.messages(of: chat).count == 1)
        let other = try await scene.say("another text", in: chat, as: "a")
        #expect(other.problem == .clientIDReused)
        #expect(try await scene.say("mine", in: chat, by: .pia, as: "a").status == 201, "it is the sender's")
    }

    @Test func `simultaneous messages of both sides are numbered without gaps`() async throws {
        let scene = try await MarketScene.open()
        let (_, chat) = try await scene.talking()
        let answers = try await scene.world.atOnce(40) { number in
            try await scene.say("\(number)", in: chat, by: number.isMultiple(of: 2) ? .carl : .pia)
        }
        #expect(answers.statuses == [201: 40])
        #expect(answers.compactMap { $0["seq"]?.integerValue }.sorted() == Array(1...40))
    }

    @Test func `close|close 1: one closes it, the others are told the present state`() async throws {
        let scene = try await MarketScene.open()
        let (job, chat) = try await scene.talking()
        #expect(try await scene.world.as(.carl).delete("/api/v1/jobs/\(job)").status == 200)
        let answers = try await scene.world.atOnce(10) { number in
            try await scene.close(chat, by: number.isMultiple(of: 2) ? .carl : .pia)
        }
        #expect(answers.statuses == [200: 1, 409: 9])
        #expect(answers.filter { $0.status == 409 }.allSatisfy { $0["present"] == "closed" })
    }
}
