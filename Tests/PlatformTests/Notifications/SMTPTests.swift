import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite(.enabled(if: MailSink.isThere, "needs scripts/with-smtp")) struct SMTPTests {
    @Test func `with STARTTLS and a login`() async throws {
        let (sink, mail) = (try MailSink(), try Mail.sample())

        let receipt = try await sink.carrier(.required, port: sink.ports[0]).send(mail)

        let taken = try sink.mail(to: mail.to.rawValue)
        #expect(taken["tls"] == true && taken["user"] == true)
        #expect(taken["from"] == "desk@desk.example")
        #expect(receipt.providerID?.contains("queued as") == true)
    }

    @Test func `with TLS from the first byte`() async throws {
        let (sink, mail) = (try MailSink(), try Mail.sample())

        _ = try await sink.carrier(.implicit, port: sink.ports[1]).send(mail)

        #expect(try sink.mail(to: mail.to.rawValue)["tls"] == true)
    }

    @Test func `where TLS is optional, it is used when it is there and only then`() async throws {
        let (sink, first, second) = (try MailSink(), try Mail.sample(), try Mail.sample())

        _ = try await sink.carrier(.opportunistic, port: sink.ports[0]).send(first)
        _ = try await sink.carrier(.opportunistic, port: sink.ports[2], user: nil).send(second)

        #expect(try sink.mail(to: first.to.rawValue)["tls"] == true)
        #expect(try sink.mail(to: second.to.rawValue)["tls"] == false)
    }

    @Test func `where TLS is required, nothing goes without it`() async throws {
        let (sink, mail) = (try MailSink(), try Mail.sample())

        let failure = await failure {
            try await sink.carrier(.required, port: sink.ports[2], user: nil).send(mail)
        }

        #expect(failure?.isPermanent == false)
        #expect(try sink.mails(to: mail.to.rawValue).isEmpty)
    }

    @Test func `a server with a stranger's certificate gets nothing`() async throws {
        let (sink, mail) = (try MailSink(), try Mail.sample())

        let failure = await failure {
            try await sink.carrier(.required, port: sink.ports[0], trusting: false).send(mail)
        }

        #expect(failure?.isPermanent == false)
        #expect(try sink.mails(to: mail.to.rawValue).isEmpty)
    }

    @Test func `a wrong password is no verdict on the mail`() async throws {
        let (sink, mail) = (try MailSink(), try Mail.sample())

        let wrong = await failure {
            try await sink.carrier(.required, port: sink.ports[0], password: "wrong").send(mail)
        }
        let none = await failure {
            try await sink.carrier(.required, port: sink.ports[0], user: nil).send(mail)
        }

        #expect(wrong?.isPermanent == false && wrong?.code == 535)
        #expect(none?.isPermanent == false && none?.code == 530)
        #expect(wrong?.detail.contains("wrong") == false)
    }

    @Test(arguments: [
        ("reject", true, 550), ("spam", true, 554), ("tempfail", false, 451), ("busy", false, 421),
        ("drop", false, nil),
    ]) func `what the server says decides whether to try again`(
        name: String,
        isPermanent: Bool,
        code: Int?
    ) async throws {
        let (sink, mail) = (try MailSink(), try Mail.sample(to: name))

        let failure = await failure { try await sink.plain.send(mail) }

        #expect(failure?.isPermanent == isPermanent, "\(failure?.detail ?? "sent")")
        if let code { #expect(failure?.code == code) }
        #expect(failure?.description.contains("@") == false)
        #expect(try sink.mails(to: mail.to.rawValue).isEmpty)
    }

    @Test func `a server that is not there is a temporary failure`() async throws {
        let sink = try MailSink()
        let mail = try Mail.sample()

        let failure = await failure { try await sink.carrier(.none, port: 9, user: nil).send(mail) }

        #expect(failure?.isPermanent == false)
    }

    @Test func `a hundred at once over four connections all arrive, each once`() async throws {
        let (sink, mails) = (try MailSink(), try (0..<100).map { _ in try Mail.sample() })
        let carrier = sink.plain

        try await withThrowingTaskGroup(of: Void.self) { group in
            for mail in mails { group.addTask { _ = try await carrier.send(mail) } }
            try await group.waitForAll()
        }

        for mail in mails { #expect(try sink.mails(to: mail.to.rawValue).count == 1) }
    }

    @Test func `a connection goes on after a refusal`() async throws {
        let (sink, refused, taken) = (try MailSink(), try Mail.sample(to: "reject"), try Mail.sample())
        let server = SMTPServer(host: "localhost", port: sink.ports[2], security: .none)
        let carrier = SMTPCarrier(server, connections: 1)

        _ = await failure { try await carrier.send(refused) }
        _ = try await carrier.send(taken)

        #expect(try sink.mails(to: taken.to.rawValue).count == 1)
    }

    @Test func `a grey-listed notice arrives with the second try, under one Message-ID`() async throws {
        let sink = try MailSink()
        let world = try await aPostOffice { $0.mail = sink.plain }
        let address = try Mail.sample(to: "grey").to

        try await world.db.write { tx in
            try Notifications.mail(address, in: .italian, .parcel("7", name: "Nicolò"), tx)
        }
        try await world.runJobs()
        #expect(try sink.mails(to: address.rawValue).isEmpty)
        world.clock.advance(by: .minutes(1))
        try await world.runJobs()

        let taken = try sink.mail(to: address.rawValue)
        let delivery = try await world.values("SELECT provider_id FROM notice_delivery WHERE state = 'sent'")
        #expect(taken.headers("Subject") == ["È arrivato il pacco 7"])
        #expect(
            taken["content"]?["parts"]?.arrayValue?.first?["text"]?.stringValue?.contains("Nicolò") == true
        )
        #expect(taken["defects"] == [])
        #expect(delivery.first?.contains("queued as") == true)
    }

    private func failure(_ send: () async throws -> MailReceipt) async -> MailFailure? {
        do {
            _ = try await send()
            return nil
        } catch {
            return error as? MailFailure
        }
    }
}
