import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Marketplace

@Suite struct ContactHitsTests {
    private func log(_ scene: MarketScene) async throws -> [String] {
        try await scene.world.db.read { tx in
            try tx.values(
                "SELECT l.action FROM lsm_log l WHERE l.action = 'contact_data_hidden'",
                as: String.self
            )
        }
    }

    @Test func `3 hits of an account in one job write an lsm_log and tell L, once`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.post()
        _ = try await scene.quoted(job)
        let chat = try await scene.chat(job)

        for text in ["call 212-555-0187", "mail me joe@mail.example"] {
            #expect(try await scene.say(text, in: chat).status == 201)
        }
        #expect(try await log(scene).isEmpty)
        #expect(try await scene.say("wa: joe_99", in: chat).status == 201)
        #expect(try await log(scene).count == 1)
        #expect(try await scene.notices(to: .lina).contains("marketplace.system.contact_data_hidden"))
        #expect(try await !scene.notices(to: .leo).contains("marketplace.system.contact_data_hidden"))
        #expect(try await scene.say("@joe_99 555-0187", in: chat).status == 201)
        #expect(try await log(scene).count == 1, "the fourth tells nothing new")
    }

    @Test func `each account and each job counts for itself`() async throws {
        let scene = try await MarketScene.open()
        let jobs = [try await scene.post(), try await scene.post()]
        for job in jobs {
            _ = try await scene.quoted(job)
            let chat = try await scene.chat(job)
            #expect(try await scene.say("call 212-555-0187", in: chat).status == 201)
            #expect(try await scene.say("call 212-555-0187", in: chat, by: .pia).status == 201)
        }
        #expect(try await log(scene).isEmpty)
    }
}
