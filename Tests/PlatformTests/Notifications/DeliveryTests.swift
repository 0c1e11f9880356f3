import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite struct DeliveryTests {
    private let away = MailFailure(isPermanent: false, detail: "connection refused")

    @Test func `a mail server that is away for an hour loses nothing and gets nothing twice`() async throws {
        let world = try await aPostOffice()
        world.mailbox.refuse(with: away)
        for number in 1...20 { try await world.tell(.giulia, .parcel("\(number)")) }

        for _ in 0..<60 {
            try await world.runJobs()
            world.clock.advance(by: .minutes(1))
        }
        // The breaker lets one at a time try whether the server is back.
        #expect(world.mails().isEmpty && (8...30).contains(world.mailbox.attempts))
        world.mailbox.refuse(with: nil)
        for _ in 0..<70 {
            try await world.runJobs()
            world.clock.advance(by: .minutes(1))
        }

        #expect(Set(world.mails().map(\.subject)) == Set((1...20).map { "È arrivato il pacco \($0)" }))
        #expect(world.mails().count == 20)
        #expect(try await world.values("SELECT DISTINCT state FROM notice_delivery") == ["sent"])
    }

    @Test func `what is refused for good is not tried again`() async throws {
        let world = try await aPostOffice()
        world.mailbox.refuse(with: MailFailure(isPermanent: true, code: 550, detail: "no such user"))
        try await world.tell(.giulia, .parcel("7"))
        try await world.runJobs()
        world.mailbox.refuse(with: nil)
        world.clock.advance(by: .days(3))
        try await world.runJobs()

        #expect(world.mailbox.attempts == 1 && world.mails().isEmpty)
        #expect(try await world.values("SELECT state FROM notice_delivery") == ["failed"])
        #expect(try await world.jobs().allSatisfy { !"\($0)".contains("no such user") })
    }

    @Test func `after two days it is given up`() async throws {
        let world = try await aPostOffice()
        world.mailbox.refuse(with: away)
        try await world.tell(.giulia, .parcel("7"))

        for _ in 0..<72 {
            try await world.runJobs()
            world.clock.advance(by: .hours(2))
        }

        #expect(world.mailbox.attempts == DeliverMail.policy.attempts)
        #expect(try await world.values("SELECT state FROM notice_delivery") == ["failed"])
        #expect(try await world.values("SELECT CAST(placeholder_values AS text) FROM notice") == ["{}"])
    }

    @Test func `a sender that died is followed by another, under the same Message-ID`() async throws {
        let world = try await aPostOffice()
        try await world.tell(.giulia, .parcel("7"))
        try await world.runJobs()
        let delivery = try await world.db.read { tx in
            try #require(try tx.value("SELECT id FROM notice_delivery", as: ID<NoticeDelivery>.self))
        }
        // It died after the carrier's yes, before it could note it.
        try await world.db.write { tx in
            _ = try tx.execute(
                """
                UPDATE notice_delivery SET state = 'sending', ended_at = NULL, claim = id, claimed_at = \(tx.now)
                """
            )
            try tx.execute(
                "UPDATE notice SET placeholder_values = \(json: ["number": "7", "name": "Giulia"])"
            )
            try tx.enqueue(DeliverMail(delivery: delivery))
        }

        try await world.runJobs()
        #expect(world.mails().count == 1)
        world.clock.advance(by: NoticeDelivery.claimLimit + .seconds(1))
        try await world.runJobs()

        #expect(world.mails().count == 2)
        #expect(Set(world.mails().map(\.messageID)).count == 1)
        #expect(try await world.values("SELECT state FROM notice_delivery") == ["sent"])
    }

    @Test func `ten jobs for one delivery send it once`() async throws {
        let world = try await aPostOffice()
        try await world.tell(.giulia, .parcel("7"))
        try await world.runJobs()
        let delivery = try await world.db.read { tx in
            try #require(try tx.value("SELECT id FROM notice_delivery", as: ID<NoticeDelivery>.self))
        }
        try await world.db.write { tx in
            _ = try tx.execute("UPDATE notice_delivery SET state = 'waiting', ended_at = NULL")
            _ = try tx.execute(
                "UPDATE notice SET placeholder_values = \(json: ["number": "7", "name": "Giulia"])"
            )
        }

        _ = try await world.atOnce(10) { _ in
            let job = ID<JobRow>.new(at: world.site.now())
            let call = JobCall(
                site: world.site,
                id: job,
                attempt: 1,
                isLastAttempt: false,
                log: world.site.log
            )
            return try await DeliverMail(delivery: delivery).run(call)
        }

        #expect(world.mails().count == 2)
    }
}
