import Kernel
import Platform
import TestKit
import Testing

@testable import Distribution

@Suite struct SettlementTests {
    private func close(_ world: World, _ company: String, to day: String) async throws -> TestResponse {
        try await world.as(.noor).post(
            "/api/settlements",
            ["company_id": .string(company), "to": .string(day)]
        )
    }

    @Test func `a settlement closes a period, and what comes later is in the next`() async throws {
        let world = try await market()
        let furat = try await world.companyNamed("Al-Furat Trading")
        try await world.sell(Sale(at: Instant("2026-11-18T20:59:00Z")))
        try await world.sell(Sale(goods: 50_000, commission: 2_500, at: Instant("2026-11-18T21:00:00Z")))

        let first = try await close(world, furat, to: "2026-11-18")
        let payout = try #require(try await world.open(furat).id)
        for status in ["approved", "paid"] { _ = try await world.move(payout, to: status) }
        // Booked after the close, though of a day before it.
        let late = try await world.sell(
            Sale(goods: 8_000, commission: 0, at: Instant("2026-11-17T09:00:00Z"))
        )
        #expect(try await world.takeBack(late).status == 201)
        try await world.sell(Sale(goods: 4_000, commission: 0))
        let second = try await close(world, furat, to: "2026-11-21")
        let third = try await close(world, furat, to: "2026-11-21")

        #expect(first["closing"] == 95_000 && first["from"] == "2026-11-18", "\(first)")
        let sums = try #require(second["sums"])
        #expect(sums["opening"] == 95_000 && sums["earned"] == 59_500 && sums["orders"] == 3, "\(second)")
        #expect(sums["paid"] == -142_500 && sums["reversed"] == -8_000)
        #expect(sums["goods"] == 54_000 && sums["commission"] == 2_500)
        #expect(second["closing"] == 4_000 && second["from"] == "2026-11-19" && second["number"] == 2)
        #expect(try await world.ledger()["Al-Furat Trading"] == -4_000)
        #expect(third.problem == .nothingToSettle)
        #expect(try await close(world, furat, to: "2026-11-20").faults == ["/to": "settled_already"])
        #expect(try await close(world, furat, to: "2026-11-22").faults == ["/to": "day_to_come"])
    }

    @Test func `of many who close at once one does`() async throws {
        let world = try await market()
        let furat = try await world.companyNamed("Al-Furat Trading")
        for _ in 0..<3 { try await world.sell() }

        let answers = try await world.atOnce(30) { _ in try await close(world, furat, to: "2026-11-21") }

        #expect(answers.statuses == [201: 1, 409: 29], "\(answers.statuses)")
        #expect(try await world.as(.hassan).get("/api/settlements")["data"]?.arrayValue?.count == 1)
    }

    @Test func `deliveries while accounts are closed are each settled once`() async throws {
        let world = try await market()
        let furat = try await world.companyNamed("Al-Furat Trading")

        _ = try await world.atOnce(30) { index in
            if index % 3 == 0 {
                _ = try await close(world, furat, to: "2026-11-21")
            } else {
                try await world.sell(Sale(goods: 1_000, commission: 0))
            }
        }
        _ = try await close(world, furat, to: "2026-11-21")

        let listed = try await world.as(.noor).get("/api/settlements?company_id=\(furat)")
        let settlements = listed["data"]?.arrayValue ?? []
        let orders = settlements.compactMap { $0["sums"]?["orders"]?.integerValue }.reduce(0, +)
        #expect(orders == 20)
        #expect(settlements.first?["closing"] == 20_000, "\(listed)")
        for (later, earlier) in zip(settlements, settlements.dropFirst()) {
            #expect(later["sums"]?["opening"] == earlier["closing"])
        }
    }

    @Test func `a company accepts it, or disputes it first`() async throws {
        let world = try await market()
        let furat = try await world.companyNamed("Al-Furat Trading")
        try await world.sell()
        let path = "/api/settlements/\(try #require(try await close(world, furat, to: "2026-11-21").id))"
        func move(_ status: String) async throws -> TestResponse {
            try await world.as(.noor).patch(
                "\(path)/status",
                ["status": .string(status), "reason": "By phone"]
            )
        }

        #expect(try await move("disputed")["status"] == "disputed")
        #expect(try await move("closed").problem == .illegalTransition)
        #expect(try await move("accepted")["status_reason"] == "By phone")
        #expect(try await move("disputed").problem == .illegalTransition)
        let seen = try await world.as(.hassan).get(path)
        #expect(seen["entries"]?.arrayValue?.count == 1 && seen["actions"] == [])
        try await world.runJobs()
        #expect(
            world.mails(to: .hassan).map { $0.text.contains("95,000") } == [true],
            "told once, when it was closed"
        )
        #expect(world.mails(to: .layla).isEmpty)
        #expect(try await world.as(.layla).get(path).status == 404)
        #expect(try await world.as(.hassan).patch("\(path)/status", ["status": "accepted"]).status == 403)
    }

    @Test(arguments: 1...4)
    func `whatever happens the books balance and agree with each other`(_ seed: UInt64) async throws {
        let world = try await market()
        let furat = try await world.companyNamed("Al-Furat Trading")
        var dice = Dice(seed)
        var orders: [String] = []
        for _ in 0..<60 {
            switch dice.roll(6) {
            case 0, 1:
                let pieces = Int64(1 + dice.roll(9))
                let goods = pieces * Int64(dice.roll(50_000))
                let off = goods == 0 ? 0 : Int64(dice.roll(Int(goods)))
                orders.append(
                    try await world.sell(
                        Sale(
                            goods: goods,
                            quantity: pieces,
                            discount: off,
                            commission: (goods - off) * 5 / 100
                        )
                    )
                )
            case 2:
                guard let order = orders.randomElement(using: &dice) else { continue }
                _ = try await world.takeBack(order, dice.roll(4) == 0 ? nil : Int64(1 + dice.roll(4)))
            case 3: _ = try await world.open(furat)
            case 4:
                let listed = try await world.as(.noor).get("/api/payouts?limit=100")["data"]?.arrayValue ?? []
                guard let id = listed.randomElement(using: &dice)?["id"]?.stringValue else { continue }
                let ways = ["approved", "paid", "failed", "cancelled", "returned"]
                _ = try await world.move(id, to: ways[dice.roll(ways.count)])
            default: _ = try await close(world, furat, to: "2026-11-21")
            }
        }
        _ = try await close(world, furat, to: "2026-11-21")

        let ledger = try await world.ledger()
        let owed = -(ledger["Al-Furat Trading"] ?? 0)
        #expect(ledger.values.reduce(0, +) == 0)
        #expect(try await world.entriesSum(of: furat) == owed)
        let last = try await world.as(.noor).get("/api/settlements?limit=1")["data"]?[0]
        #expect(last?["closing"]?.integerValue ?? 0 == owed)
        let underWay = try await world.as(.noor).get("/api/payouts?limit=100")["data"]?.arrayValue ?? []
        let taken = underWay.filter { ["pending", "approved"].contains($0["status"]?.stringValue) }
        let sum = taken.compactMap { $0["amount"]?.integerValue }.reduce(0, +)
        #expect(try await world.due(furat) == owed - sum, "due and under way are what is owed")
    }
}

/// The same throws for the same seed (SplitMix64).
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func roll(_ sides: Int) -> Int { Int(next() % UInt64(sides)) }
}
