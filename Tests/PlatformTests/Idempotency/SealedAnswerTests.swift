import Foundation
import Kernel
import Store
import TestKit
import Testing

@testable import Platform

/// Answers that are kept for retries repeat what people wrote: they are sealed.
@Suite struct SealedAnswerTests {
    private let key = ["Idempotency-Key": "order-1"]

    @Test func `a kept answer is sealed, and replayed as it was`() async throws {
        let world = try await aWorkshop()

        let first = try await world.anonymous.post("/orders", ["item": "marked words"], headers: key)
        let kept = try await world.keptBody()
        let again = try await world.anonymous.post("/orders", ["item": "marked words"], headers: key)

        #expect(kept.starts(with: world.site.sealing.header))
        #expect(Data(kept).range(of: Data("marked".utf8)) == nil)
        #expect(again.header("Idempotent-Replayed") == "true" && again.body == first.body)
    }

    @Test func `an answer of an older version is replayed, before and after it is sealed`() async throws {
        let world = try await aWorkshop()
        let first = try await world.anonymous.post("/orders", ["item": "tea"], headers: key)
        try await world.db.write { tx in try tx.execute("UPDATE idempotent_request SET body = \(first.body)")
        }

        let plain = try await world.anonymous.post("/orders", ["item": "tea"], headers: key)
        let count = try await ResealValues.run(at: world.site)
        let sealed = try await world.anonymous.post("/orders", ["item": "tea"], headers: key)

        #expect(plain.body == first.body && sealed.body == first.body)
        #expect(count == .init(resealed: 1, unreadable: 0))
        #expect(try await world.keptBody().starts(with: world.site.sealing.header))
    }
}

extension World {
    fileprivate func keptBody() async throws -> [UInt8] {
        try await db.read { tx in
            try tx.value("SELECT body FROM idempotent_request", as: [UInt8].self) ?? []
        }
    }
}
