import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Marketplace

@Suite struct AdminLedgerTests {
    private func read(
        _ world: World,
        _ query: String = "",
        as person: Person = .ada
    ) async throws -> TestResponse {
        try await world.as(person).get("/api/v1/admin/ledger\(query)")
    }

    private func balances(_ answer: TestResponse) -> [String: Int64] {
        let pairs = (answer["balances"]?.arrayValue ?? []).map {
            ($0["account"]?.stringValue ?? "", $0["balance"]?["amount_minor"]?.integerValue ?? 0)
        }
        return Dictionary(pairs) { $0 + $1 }
    }

    private func kinds(_ answer: TestResponse) -> [String] {
        (answer["data"]?.arrayValue ?? []).compactMap { $0["kind"]?.stringValue }
    }

    @Test func `transactions of a job with all their lines, and the balances that they leave`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.completed()
        _ = try await scene.completed(20_000)
        let pia = try await scene.world.provider(of: .pia)

        let all = try await read(scene.world)
        let ofJob = try await read(scene.world, "?job_id=\(job)")
        let ofPia = try await read(scene.world, "?provider_id=\(pia)")
        let escrow = try await read(scene.world, "?account=escrow&job_id=\(job)")

        #expect(balances(all).values.reduce(0, +) == 0 && kinds(all).count == 4, "\(all)")
        #expect(kinds(ofJob) == ["complete", "capture"], "\(ofJob)")
        #expect(
            balances(ofJob) == [
                "gateway:stripe": 10_000, "escrow": 0, "payee:\(pia)": -8_500, "commission": -1_500,
            ]
        )
        let lines = ofJob["data"]?[0]?["lines"]?.arrayValue ?? []
        #expect(lines.compactMap { $0["amount"]?["amount_minor"]?.integerValue }.reduce(0, +) == 0)
        #expect(kinds(ofPia) == ["complete", "complete"])
        #expect(kinds(escrow).count == 2 && balances(escrow) == ["escrow": 0])
    }

    @Test func `days bound the transactions, and the last one the balances`() async throws {
        let scene = try await PayoutScene.open()
        try await scene.earn(10_00)
        scene.world.clock.advance(by: .days(10))
        try await scene.earn(20_00)
        let zone = Kernel.Zone.newYork
        let today = zone.civil(scene.world.clock.now).date

        let later = try await read(scene.world, "?account=escrow&from=\(today)")
        let before = try await read(scene.world, "?account=escrow&until=\(today + -1)")
        let paged = try await read(scene.world, "?limit=1")

        #expect(kinds(later).count == 1 && balances(later) == ["escrow": 30_00], "\(later)")
        #expect(kinds(before).count == 1 && balances(before) == ["escrow": 10_00])
        #expect(paged["page"]?["has_more"] == true && balances(paged)["escrow"] == 30_00)
    }

    @Test func `only administrators read it`() async throws {
        let world = try await castMarketplace()

        for person in [Person.carl, .pia, .lina] {
            #expect(try await read(world, as: person).status == 403)
        }
        #expect(try await read(world, "?account=").status == 200)
        #expect(try await read(world, "?colour=red").status == 422)
    }
}
