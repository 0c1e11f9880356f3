import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

@Suite struct CommissionInvoiceTests {
    private static let first = Instant("2026-12-01T05:00:01Z")
    private static let second = Instant("2027-01-01T05:00:01Z")

    private func invoices(_ scene: PayoutScene, _ query: String = "") async throws -> [JSONValue] {
        try await scene.world.as(.tina).get("/api/v1/invoices\(query)")["data"]?.arrayValue ?? []
    }

    private func balance(_ account: Ledger.Account, _ scene: PayoutScene) async throws -> Int64 {
        try await scene.world.db.read { tx in
            try Ledger.balances(of: account, tx).first?.amountMinor ?? 0
        }
    }

    @Test func `on the first at six: the month's charges less returns, VAT on the sum`() async throws {
        let scene = try await PayoutScene.open()
        try await scene.earn(Split(value: 33_33, commission: 5_00, vat: 1_10))
        try await scene.earn(Split(value: 16_67, commission: 2_50, vat: 55))
        try await scene.earn(Split(value: -13_33, commission: -2_00, vat: -44))

        scene.world.clock.set(to: try #require(Instant("2026-12-01T04:59:00Z")))
        try await scene.world.tick()
        #expect(try await invoices(scene).isEmpty)
        scene.world.clock.set(to: try #require(Self.first))
        try await scene.world.tick()

        let invoice = try #require(try await invoices(scene).first)
        #expect(invoice["reference"] == "C1/2026" && invoice["kind"] == "invoice", "\(invoice)")
        #expect(invoice["lines"]?.arrayValue?.map { $0["amount_minor"] } == [7_50, -2_00])
        #expect(invoice["lines_include_vat"] == false)
        let tax = invoice["taxes"]?.arrayValue?.first
        #expect(tax?["net_minor"] == 5_50 && tax?["tax_minor"] == 1_21 && invoice["total_minor"] == 6_71)
        #expect(try await balance(.rounding, scene) == 0)
        #expect(try await balance(.vat, scene) == -1_21)
    }

    @Test func `the difference from the booked VAT goes to rounding`() async throws {
        let scene = try await PayoutScene.open()
        for _ in 0..<3 { try await scene.earn(Split(value: 22_20, commission: 3_33, vat: 73)) }

        scene.world.clock.set(to: try #require(Self.first))
        try await scene.world.tick()

        // 9.99 at 22 % are 2.20, booked were 2.19.
        #expect(try await invoices(scene).first?["taxes"]?.arrayValue?.first?["tax_minor"] == 2_20)
        #expect(try await balance(.rounding, scene) == 1)
        #expect(try await balance(.vat, scene) == -2_20)
        #expect(try await scene.isSound())
    }

    @Test func `each month once, and only those with commissions`() async throws {
        let scene = try await PayoutScene.open()
        try await scene.earn(Split(value: 100_00, commission: 15_00, vat: 3_30))
        scene.world.clock.set(to: try #require(Self.first))
        try await scene.world.tick()
        let job = IssueCommissionInvoices()
        try await scene.world.db.write { tx in try tx.enqueue(job) }
        try await scene.world.runJobs()
        scene.world.clock.set(to: try #require(Self.second))
        try await scene.world.tick()

        #expect(try await invoices(scene).count == 1)
    }

    @Test func `a tutor for whom it fails is reported and tried again, others are invoiced`() async throws {
        let scene = try await PayoutScene.open()
        // A return without a charge, which no invoice can be credited for.
        try await scene.earn(Split(value: -20_00, commission: -3_00, vat: -66))
        try await scene.earn(Split(value: 100_00, commission: 15_00, vat: 0), for: .theo)

        scene.world.clock.set(to: try #require(Self.first))
        try await scene.world.tick()

        let theos = try await scene.world.as(.theo).get("/api/v1/invoices")["data"]?.arrayValue
        #expect(theos?.map { $0["total_minor"] } == [15_00])
        #expect(try await invoices(scene).isEmpty)
        let path = "/api/v1/admin/jobs?kind=\(IssueCommissionInvoices.kind)"
        let jobs = try await scene.world.as(.ada).get(path)
        #expect(jobs.text.contains("failed for 1 of 2: \(scene.tina)"), "\(jobs)")

        try await scene.world.db.write { tx in
            try tx.execute(
                "UPDATE tutor_entry SET commission = -commission, vat = -vat WHERE tutor_id = \(scene.tina)"
            )
        }
        scene.world.clock.advance(by: .minutes(1))
        try await scene.world.runJobs()
        #expect(try await invoices(scene).map { $0["total_minor"] } == [3_66])
    }

    @Test func `below zero it is a credit note, for earlier invoices the newest first`() async throws {
        let scene = try await PayoutScene.open()
        try await scene.earn(Split(value: 100_00, commission: 15_00, vat: 3_30))
        scene.world.clock.set(to: try #require(Self.first))
        try await scene.world.tick()
        try await scene.earn(Split(value: 20_00, commission: 3_00, vat: 66))
        try await scene.earn(Split(value: -60_00, commission: -9_00, vat: -1_98))
        scene.world.clock.set(to: try #require(Self.second))
        try await scene.world.tick()

        let notes = try await invoices(scene, "?kind=credit_note")
        let invoice = try #require(try await invoices(scene, "?kind=invoice").first)
        #expect(notes.map { $0["total_minor"] } == [7_32], "\(notes)")
        #expect(notes.first?["corrects_id"] == invoice["id"])
        #expect(notes.first?["taxes"]?.arrayValue?.first?["net_minor"] == 6_00)
        #expect(try await balance(.vat, scene) == -1_98)
        #expect(try await balance(.rounding, scene) == 0)
    }

    // swift-format-ignore
    @Test(arguments: [
        ("IT", TaxRegime.none, 2200 as Int64, nil as String?, false),
        ("IT", .ordinary,      2200,          nil,            false),
        ("DE", .none,          2200,          nil,            false),
        ("DE", .ordinary,      0,             "N2.1",         true),
        ("US", .none,          0,             "N2.1",         false),
    ])
    func `22%, reverse charge or none, by country and VAT number`(
        _ country: String,
        _ regime: TaxRegime,
        _ rate: Int64,
        _ nature: String?,
        _ isReverse: Bool
    ) async throws {
        let scene = try await PayoutScene.open()
        try await DocumentScene(world: scene.world).register(regime, country: country)
        try await scene.earn(Split(value: 100_00, commission: 15_00, vat: rate == 0 ? 0 : 3_30))

        scene.world.clock.set(to: try #require(Self.first))
        try await scene.world.tick()

        let invoice = try #require(try await invoices(scene).first)
        #expect(invoice["taxes"]?.arrayValue?.first?["vat_rate"] == .integer(rate), "\(invoice)")
        #expect(invoice["nature"]?.stringValue == nature && invoice["is_reverse_charge"] == .bool(isReverse))
        #expect(invoice["stamp_minor"] == 0)
    }
}
