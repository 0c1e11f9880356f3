import Kernel
import Platform
import TestKit
import Testing

@testable import CAF

@Suite struct CAFQuotaTests {
    @Test func `whoever lets themselves in is bounded in everything they can change`() {
        #expect(caf.quotaFlaws == [])
    }

    @Test func `fifty bookings at once of one customer are twelve`() async throws {
        let world = try await office()
        let type = try await world.appointmentType()
        try await world.hours(of: .marco, on: [1, 2, 3, 4, 5], "09:00", "18:00")
        let slots = try await world.slots(type, on: monday, until: "2026-11-27")
        try #require(slots.count >= 50)
        _ = try await world.token(of: .giulia)

        let answers = try await world.atOnce(50) { try await world.book(type, at: slots[$0], as: .giulia) }

        #expect(answers.statuses == [201: 12, 409: 38], "\(answers.statuses)")
        let refused = try #require(answers.first { $0.status == 409 })
        #expect(refused["code"] == "quota_exceeded" && refused["quota"] == "caf.open_appointments")
        #expect(refused["limit"] == 12 && refused["used"] == 12)
        #expect(try await world.activeBookings().count == 12)
        let other = try await world.book(type, at: slots[0], as: .luca)
        #expect([201, 409].contains(other.status) && other.problem != .quotaExceeded)
    }

    @Test func `booking and cancelling in turn ends after twenty`() async throws {
        let world = try await office()
        let type = try await world.appointmentType()
        try await world.hours(of: .marco, on: [1, 2, 3, 4, 5], "09:00", "18:00")
        let slot = try #require(try await world.slots(type, on: monday).first)
        for _ in 0..<20 {
            let booked = try await world.book(type, at: slot, as: .giulia)
            #expect(booked.status == 201)
            let gone = try await world.as(.giulia).delete("/appointments/\(booked.id ?? "")/cancel")
            #expect(gone.status == 200)
        }

        let answer = try await world.book(type, at: slot, as: .giulia)

        #expect(answer.status == 429 && answer["quota"] == "caf.bookings_a_day")
        let wait = try #require(answer.header("Retry-After").flatMap { Int($0) })
        #expect((1...86_401).contains(wait))
        world.clock.advance(by: .seconds(wait))
        #expect(try await world.book(type, at: "2026-11-24T09:00:00Z", as: .giulia).status != 429)
    }

    @Test func `eighty messages at once on one request are sixty`() async throws {
        let world = try await office()
        let ticket = try await world.draft()
        _ = try await world.token(of: .giulia)

        let answers = try await world.atOnce(80) { index in
            var answer = try await world.as(.giulia).post(
                "\(ticket.path)/messages",
                ["text": .string("\(index)")]
            )
            for _ in 0..<20 where answer.status == 503 {
                answer = try await world.as(.giulia).post(
                    "\(ticket.path)/messages",
                    ["text": .string("\(index)")]
                )
            }
            return answer
        }

        #expect(answers.statuses == [201: 60, 429: 20], "\(answers.statuses)")
        let staff = try await world.as(.sara).post("\(ticket.path)/messages", ["text": "staff is not bound"])
        #expect(staff.status == 201)
    }

    @Test func `announced bytes are counted, and come back when nothing is sent`() async throws {
        let world = try await office()
        let ticket = try await world.draft()
        func announce() async throws -> TestResponse {
            try await world.as(.giulia).post(
                "/documents/uploads",
                [
                    "request_id": .string(ticket.id), "category": "medical_receipts", "name": "r.pdf",
                    "media_type": "application/pdf", "size": .integer(50 << 20),
                    "sha256": .string(String(repeating: "ab", count: 32)),
                ]
            )
        }
        for _ in 0..<20 { #expect(try await announce().status == 201) }
        let refused = try await announce()
        #expect(refused.status == 409 && refused["quota"] == "caf.bytes_pending", "\(refused)")

        world.clock.advance(by: .hours(3))

        #expect(try await announce().status == 201)
    }

    @Test func `everyone can read their limits`() async throws {
        let world = try await office()
        _ = try await world.draft()
        let mine = try await world.as(.giulia).get("/users/me/quotas", headers: ["Accept-Language": "en"])
        let drafts = mine["data"]?.arrayValue?.first { $0["quota"] == "caf.drafts" }
        #expect(
            drafts?["used"] == 1 && drafts?["limit"] == 60
                && drafts?["permission"] == "caf.service_request.edit"
        )
        #expect(drafts?["description"] == "At most 60 draft requests. Submit or delete a draft.")
        let staff = try await world.as(.marco).get("/users/me/quotas")
        #expect(staff["data"]?.arrayValue?.contains { $0["quota"] == "caf.drafts" } == false)
    }

    @Test func `a house can be larger than ours`() async throws {
        let world = try await office { $0.quotaScale = 2 }
        let mine = try await world.as(.giulia).get("/users/me/quotas")
        let drafts = mine["data"]?.arrayValue?.first { $0["quota"] == "caf.drafts" }
        #expect(drafts?["limit"] == 120)
    }
}
