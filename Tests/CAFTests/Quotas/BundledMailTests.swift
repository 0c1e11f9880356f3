import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import CAF

@Suite struct BundledMailTests {
    private func submitted(_ world: World) async throws -> String {
        let ticket = try await world.submitted()
        _ = try await world.as(.marco).patch(
            "/admin/service-requests/\(ticket.id)/assign",
            ["operator_id": .string(try await world.id(of: .marco))],
            headers: ["If-Match": "\"\(ticket.version)\""]
        )
        try await world.runJobs()
        return ticket.id
    }

    private func write(_ count: Int, on request: String, in world: World) async throws {
        for index in 0..<count {
            let answer = try await world.as(.giulia).post(
                "/service-requests/\(request)/messages",
                ["text": .string("Domanda \(index)")]
            )
            #expect(answer.status == 201)
            try await world.runJobs()
        }
    }

    @Test func `forty messages are two mails, and none is lost`() async throws {
        let world = try await office()
        let request = try await submitted(world)
        let before = world.mails(to: .marco).count

        try await write(40, on: request, in: world)

        #expect(world.mails(to: .marco).count == before + 1, "the first goes out at once")
        world.clock.advance(by: .minutes(10))
        try await world.runJobs()
        let mails = world.mails(to: .marco)
        #expect(mails.count == before + 2)
        #expect(mails.last?.subject.hasSuffix("(39)") == true, "\(mails.last?.subject ?? "")")
        #expect(mails.last?.text.contains("39") == true)
        let shown = try await world.db.read { tx in
            try tx.value(
                """
                SELECT COUNT(*) FROM notice WHERE template = 'caf.message_received' AND shown_at IS NOT NULL
                """,
                as: Int.self
            )
        }
        #expect(shown == 40)

        world.clock.advance(by: .minutes(30))
        try await write(1, on: request, in: world)
        #expect(
            world.mails(to: .marco).count == before + 3,
            "after a pause the next goes out at once"
        )
    }

    @Test func `requests have mails of their own, and so have readers`() async throws {
        let world = try await office()
        let first = try await submitted(world)
        try await write(2, on: first, in: world)
        let before = world.mails(to: .giulia).count
        let answer = try await world.as(.marco).post(
            "/service-requests/\(first)/messages",
            ["text": "Risposta"]
        )
        #expect(answer.status == 201)
        try await world.runJobs()
        #expect(world.mails(to: .giulia).count == before + 1)
    }

    @Test func `whoever has no notices in the app gets every mail`() async throws {
        let world = try await office()
        let request = try await submitted(world)
        let off = try await world.as(.marco).patch(
            "/notifications/preferences",
            ["preferences": [["category": "service", "channel": "in_app", "enabled": false]]]
        )
        #expect(off.status == 200, "\(off)")
        let before = world.mails(to: .marco).count

        try await write(3, on: request, in: world)

        #expect(world.mails(to: .marco).count == before + 3)
    }

    @Test func `dispatched at once by many, one mail stands for all the others`() async throws {
        let world = try await office()
        let request = try await submitted(world)
        let before = world.mails(to: .marco).count
        _ = try await world.token(of: .giulia)
        _ = try await world.atOnce(20) { index in
            try await world.as(.giulia).post(
                "/service-requests/\(request)/messages",
                ["text": .string("\(index)")]
            )
        }
        try await world.runJobs()
        world.clock.advance(by: .minutes(11))
        try await world.runJobs()
        let mails = world.mails(to: .marco).dropFirst(before)
        #expect((1...2).contains(mails.count), "\(mails.map(\.subject))")
    }
}
