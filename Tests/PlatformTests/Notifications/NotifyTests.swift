import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite struct NotifyTests {
    @Test func `people are written to in their language`() async throws {
        let world = try await aPostOffice()

        try await world.tell(.giulia, .parcel("7"))
        try await world.tell(.luca, .parcel("8", name: "Luca"))
        #expect(world.mails().isEmpty)
        try await world.runJobs()

        #expect(world.mails(to: .giulia).map(\.subject) == ["È arrivato il pacco 7"])
        #expect(world.mails(to: .luca).map(\.subject) == ["Parcel 8 has come"])
        #expect(world.mails(to: .luca).first?.text.contains("Dear Luca") == true)
    }

    @Test func `someone without an account is written to in the language given`() async throws {
        let world = try await aPostOffice()
        let address = try EmailAddress(parsing: "anna@example.org")

        try await world.db.write { tx in try Notifications.mail(address, in: .italian, .parcel("9"), tx) }
        try await world.runJobs()

        #expect(world.mails().map(\.to) == [address])
        #expect(world.mails().map(\.subject) == ["È arrivato il pacco 9"])
    }

    @Test func `what is rolled back is not told`() async throws {
        let world = try await aPostOffice()
        let account = try await world.account(.giulia)

        await #expect(throws: Problem.self) {
            try await world.db.write { tx in
                try Notifications.notify(account, .parcel("7"), tx)
                throw Problem(.conflict)
            }
        }
        try await world.runJobs()

        #expect(world.mails().isEmpty)
    }

    @Test func `fifty at once with one key are one mail`() async throws {
        let world = try await aPostOffice()
        let account = try await world.account(.giulia)

        _ = try await world.atOnce(50) { _ in
            try await world.db.write { tx in
                try Notifications.notify(account, .parcel("7", key: "parcel-7"), tx)
            }
        }
        try await world.tell(.luca, .parcel("7", key: "parcel-7"))
        try await world.runJobs()

        #expect(world.mails(to: .giulia).count == 1)
        #expect(world.mails(to: .luca).count == 1)
    }

    @Test func `a secret is unreadable in the database, and gone once delivered`() async throws {
        let world = try await aPostOffice()
        let secrets = NoticeSecrets(["link": "https://post.example/keys/s3cret"], sealedBy: world.site)

        try await world.tell(.giulia, Notice(template: "post.reset", secrets: secrets))
        let sealed = try await world.db.read { tx in
            try tx.value("SELECT sealed FROM notice", as: [UInt8].self) ?? []
        }
        #expect(!sealed.isEmpty && !String(decoding: sealed, as: UTF8.self).contains("s3cret"))
        try await world.runJobs()

        #expect(world.mails().first?.text.contains("https://post.example/keys/s3cret") == true)
        #expect(
            try await world.db.read { tx in try tx.value("SELECT sealed FROM notice", as: [UInt8].self) }
                == nil
        )
        #expect(try await !world.jobs().contains { "\($0.args)".contains("s3cret") })
    }

    @Test func `what goes along with a mail is gone once it is delivered`() async throws {
        let world = try await aPostOffice()
        let invitation = Mail.Attachment(name: "invito.ics", mediaType: "text/calendar", bytes: [66, 0, 255])
        let values = ["number": "7", "name": "Giulia"]

        try await world.tell(
            .giulia,
            Notice(template: "post.parcel", values: values, attachments: [invitation, invitation])
        )
        try await world.runJobs()

        #expect(world.mails().map(\.attachments) == [[invitation, invitation]])
        #expect(try await world.values("SELECT name FROM notice_attachment") == [])
        #expect(try await world.values("SELECT CAST(placeholder_values AS text) FROM notice") == ["{}"])
    }

    @Test func `a secret in the open is not sent`() async throws {
        let world = try await aPostOffice()

        try await world.tell(
            .giulia,
            Notice(template: "post.reset", values: ["link": "https://post.example/keys/1"])
        )
        try await world.runJobs()

        #expect(world.mails().isEmpty)
    }
}
