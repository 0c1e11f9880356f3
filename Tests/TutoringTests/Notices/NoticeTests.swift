import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

@Suite struct NoticeTests {
    private let end = Instant("2027-03-10T17:00:00Z") ?? Instant(seconds: 0)

    private func warn(_ people: [Person], in world: World) async throws {
        var accounts: [ID<Account>?] = []
        for person in people { accounts.append(try await world.account(of: person)) }
        let readers = accounts
        try await world.db.write { tx in
            try TutoringNotice.send(
                .unitsEnding,
                to: readers,
                ["lessons": "3", "thing": "Ten lessons", "end": .time(end)],
                tx
            )
        }
        try await world.runJobs()
    }

    @Test func `times are written in the zone and the language of each reader`() async throws {
        let world = try await castTutoring()

        try await warn([.sara, .sami, .siri], in: world)

        #expect(world.mails(to: .sara).first?.text.contains("mercoledì 10 marzo 2027, ore 18:00") == true)
        #expect(world.mails(to: .sami).first?.text.contains("Wednesday 10 March 2027, 12:00") == true)
        #expect(world.mails(to: .siri).first?.text.contains("Wednesday 10 March 2027, 22:30") == true)
    }

    @Test func `no text message comes unasked`() async throws {
        let world = try await castTutoring()

        try await warn([.sara], in: world)

        #expect(world.mails(to: .sara).count == 1 && world.telephones.texts.isEmpty)
    }

    @Test(
        arguments: [
            (0, "0,00 €", "€0.00"), (5, "0,05 €", "€0.05"), (123_456, "1234,56 €", "€1234.56"),
            (-250, "-2,50 €", "-€2.50"),
        ] as [(Int64, String, String)]
    )
    func `amounts are written as in the reader's language`(
        _ cents: Int64,
        _ italian: String,
        _ english: String
    ) {
        #expect(NoticeReader.euros(cents, .italian) == italian)
        #expect(NoticeReader.euros(cents, .english) == english)
    }
}
