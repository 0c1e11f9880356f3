import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

@Suite struct LedgerBalancesTests {
    private static let path = "/api/v1/admin/ledger/balances"

    @Test func `balances by account, with the three proofs`() async throws {
        let scene = try await PayoutScene.open()
        try await scene.earn(Split(value: 100_00, commission: 15_00, vat: 3_30))

        let answer = try await scene.world.as(.ada).get(Self.path)

        #expect(answer.status == 200, "\(answer)")
        let balances = answer["data"]?.arrayValue ?? []
        let expected: [JSONValue] = [
            ["account": "commission", "balance_minor": -15_00],
            ["account": "provider", "balance_minor": 100_00],
            ["account": .string("tutor:\(scene.tina)"), "balance_minor": -81_70],
            ["account": "vat", "balance_minor": -3_30],
        ]
        #expect(expected.allSatisfy(balances.contains), "\(balances)")
        let checks = answer["checks"]?.arrayValue ?? []
        #expect(checks.map { $0["name"] } == ["sum_zero", "deferred_is_lots", "tutors_are_entries"])
        #expect(checks.allSatisfy { $0["ok"] == true }, "\(checks)")
    }

    @Test func `a debt without its entry, and money without its lot, are found`() async throws {
        let scene = try await PayoutScene.open()
        try await scene.world.db.write { [tina = scene.tina] tx in
            let stray = [
                Ledger.Line(.provider, Money(5_00, .euro)), Ledger.Line(.tutor(tina), Money(-4_00, .euro)),
                Ledger.Line(.deferred, Money(-1_00, .euro)),
            ]
            try Ledger.book("stray", of: tx.newID(), stray, tx)
        }

        let checks = try await scene.world.as(.ada).get(Self.path)["checks"]?.arrayValue ?? []

        #expect(checks.map { $0["ok"] } == [true, false, false], "\(checks)")
    }

    @Test func `only administrators read them`() async throws {
        let scene = try await PayoutScene.open(isReady: false)

        for person in [Person.tina, .sara] {
            #expect(try await scene.world.as(person).get(Self.path).status == 403)
        }
        #expect(try await scene.world.anonymous.get(Self.path).status == 401)
    }
}
