import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Marketplace

@Suite struct PayoutTests {
    @Test func `what was earned is due after seven days, what was taken back at once`() async throws {
        let scene = try await PayoutScene.open()
        try await scene.earn(30_00, 25_00)

        let early = try await scene.pay()
        scene.world.clock.advance(by: .days(7) + .seconds(1))
        try await scene.earn(40_00, -10_00)
        let opened = try await scene.pay()

        #expect(early.status == 409 && early.problem == .nothingDue && early["due"] == 0, "\(early)")
        #expect(opened.status == 201 && opened["amount_minor"] == 45_00 && opened["number"] == 1, "\(opened)")
        #expect(opened["state"] == "pending" && opened["entries"]?.arrayValue?.count == 3)
        #expect(opened.header("Location") == "/api/v1/payouts/\(opened.id ?? "")")
        let again = try await scene.pay()
        #expect(again.problem == .nothingDue, "the third is held")
    }

    @Test func `less than the minimum waits, except for an inactive provider, and a debt is netted`()
        async throws
    {
        let scene = try await PayoutScene.open()
        try await scene.due(24_99)

        let tooLittle = try await scene.pay()
        try await scene.earn(-30_00)
        let negative = try await scene.pay()
        try await scene.due(50_00)
        let netted = try await scene.pay()
        try await scene.due(1)
        let cent = try await scene.pay()
        let paused = try await scene.world.as(.pia).put(
            "/api/v1/providers/\(scene.pia)/status",
            ["status": "inactive", "reason": "A long holiday"]
        )
        let last = try await scene.pay()

        #expect(tooLittle["due"] == 24_99 && negative["due"] == -5_01)
        #expect(netted["amount_minor"] == 44_99, "\(netted)")
        #expect(cent.problem == .nothingDue && paused.status == 200, "\(paused)")
        #expect(last["amount_minor"] == 1, "\(last)")
    }

    @Test func `a payout is approved, paid with a reference, and sent back by the bank`() async throws {
        let scene = try await PayoutScene.open()
        try await scene.due(100_00)
        let id = try await scene.opened()

        let approved = try await scene.move(id, to: "approved")
        let paid = try await scene.move(id, to: "paid")
        let books = try await scene.books()
        let nothing = try await scene.pay()
        let returned = try await scene.move(id, to: "returned")
        let again = try await scene.pay()
        try await scene.world.runJobs()

        #expect(approved["state"] == "approved" && approved["reference"] == nil)
        #expect(paid["state"] == "paid" && paid["reference"] == "WIRE-1" && paid["paid_at"] != nil, "\(paid)")
        #expect(books == ["pia": 0, "bank": -100_00])
        #expect(nothing["due"] == 0)
        #expect(returned["state"] == "returned" && returned["state_reason"] == "As the bank says.")
        #expect(again["amount_minor"] == 100_00 && again["number"] == 2)
        #expect(try await scene.books() == ["pia": 100_00, "bank": 0])
        #expect(try await scene.entries() == 100_00)
        #expect(
            try await scene.notices(to: .pia).filter { $0.contains("payout_") } == [
                "marketplace.system.payout_account_changed", "marketplace.payment.payout_paid",
                "marketplace.payment.payout_returned",
            ]
        )
    }

    @Test func `a payout that fails or is cancelled frees its entries`() async throws {
        let scene = try await PayoutScene.open()
        try await scene.due(100_00)

        let first = try await scene.opened()
        let cancelled = try await scene.move(first, to: "cancelled")
        let second = try await scene.opened()
        _ = try await scene.move(second, to: "approved")
        let failed = try await scene.move(second, to: "failed")
        let third = try await scene.opened()
        _ = try await scene.move(third, to: "approved")
        _ = try await scene.move(third, to: "cancelled")
        let fourth = try await scene.pay()
        try await scene.world.runJobs()

        #expect(cancelled["state"] == "cancelled" && failed["state"] == "failed")
        #expect(fourth["amount_minor"] == 100_00 && fourth["number"] == 4)
        #expect(try await scene.books() == ["pia": 100_00])
    }

    @Test func `steps that the state does not allow`() async throws {
        let scene = try await PayoutScene.open()
        try await scene.due(100_00)
        let id = try await scene.opened()
        func refused(_ wanted: String...) async throws {
            for status in wanted {
                let answer = try await scene.move(id, to: status)
                #expect(answer.problem == .illegalTransition, "\(status): \(answer)")
            }
        }

        try await refused("pending", "paid", "failed", "returned")
        _ = try await scene.move(id, to: "approved")
        try await refused("pending", "approved", "returned")
        _ = try await scene.move(id, to: "paid")
        try await refused("pending", "approved", "paid", "failed", "cancelled")
        _ = try await scene.move(id, to: "returned")
        try await refused("approved", "paid", "failed", "cancelled", "returned")
        #expect(try await scene.show(id)["version"] == 4)
    }

    @Test func `a payment needs a reference, and an end without one a reason`() async throws {
        let scene = try await PayoutScene.open()
        try await scene.due(100_00)
        let id = try await scene.opened()
        _ = try await scene.move(id, to: "approved")

        let unreferenced = try await scene.move(id, to: "paid", ["reference": .null])
        let unreasoned = try await scene.move(id, to: "failed", ["reason": .null])
        let stale = try await scene.world.as(.ada).send(
            "PUT",
            "/api/v1/payouts/\(id)/status",
            bytes: Array(#"{"status":"paid","reference":"X"}"#.utf8),
            type: "application/json",
            headers: ["If-Match": "\"1\""]
        )
        let computed = try await scene.world.as(.ada).post(
            "/api/v1/payouts",
            ["provider_id": .string(scene.pia.description), "amount_minor": 5]
        )
        let unknown = try await scene.world.as(.ada).post(
            "/api/v1/payouts",
            ["provider_id": .string(ID<Provider>.new(at: scene.world.clock.now).description)]
        )

        #expect(
            unreferenced.status == 422 && unreferenced.faults == ["/reference": "required"],
            "\(unreferenced)"
        )
        #expect(unreasoned.status == 422 && unreasoned.faults == ["/reason": "required"], "\(unreasoned)")
        #expect(stale.status == 412, "\(stale)")
        #expect(computed.status == 422 && computed.faults == ["/amount_minor": "computed"], "\(computed)")
        #expect(unknown.status == 422 && unknown.faults == ["/provider_id": "unknown_provider"], "\(unknown)")
    }

    @Test func `above 500,000 one administrator approves and another marks it as paid`() async throws {
        let scene = try await PayoutScene.open()
        try await scene.due(500_000)
        let small = try await scene.opened()
        _ = try await scene.move(small, to: "approved")
        let alone = try await scene.move(small, to: "paid")
        try await scene.due(500_001)
        let large = try await scene.opened()
        _ = try await scene.move(large, to: "approved", by: .ada)

        let same = try await scene.move(large, to: "paid", by: .ada)
        let other = try await scene.move(large, to: "paid", by: .adam)

        #expect(alone.status == 200, "\(alone)")
        #expect(
            same.status == 409 && same.problem == .secondPersonNeeded && same["limit"] == 500_000,
            "\(same)"
        )
        #expect(other["state"] == "paid", "\(other)")
    }

    @Test func `a provider sees the own payouts, a manager those of the region, and nobody the account`()
        async throws
    {
        let scene = try await PayoutScene.open()
        try await scene.due(100_00)
        let id = try await scene.opened()
        _ = try await scene.move(id, to: "approved")
        func seen(_ person: Person) async throws -> Int? {
            let list = try await scene.world.as(person).get("/api/v1/payouts")
            return list.status == 200 ? list["data"]?.arrayValue?.count : nil
        }

        let counts: [(Person, Int?)] = [
            (.pia, 1), (.pete, 0), (.lina, 1), (.leo, 0), (.ada, 1), (.carl, nil),
        ]
        for (person, count) in counts { #expect(try await seen(person) == count, "\(person)") }
        for person in [Person.pete, .leo] { #expect(try await scene.show(id, as: person).status == 404) }
        #expect(try await scene.show(id, as: .carl).status == 403)
        for person in [Person.pia, .lina] {
            let shown = try await scene.show(id, as: person)
            #expect(shown["entries"]?[0]?["amount_minor"] == 100_00 && shown["destination"] == nil)
            #expect(!shown.text.contains("123456789"))
        }
        let open = try await scene.show(id, as: .ada)
        #expect(open["destination"] == ["kind": "bank", "routing": "021000021", "number": "000123456789"])
        #expect(try await scene.world.audit().filter { $0 == "marketplace.payout_account.read" }.count == 1)
        for (path, count) in [
            ("status=approved", 1), ("status=paid", 0), ("provider_id=\(scene.pia)", 1),
        ] {
            let list = try await scene.world.as(.ada).get("/api/v1/payouts?\(path)")
            #expect(list["data"]?.arrayValue?.count == count, "\(path)")
        }
        for person in [Person.pia, .lina, .carl] {
            #expect(try await scene.pay(by: person).status == 403)
            #expect(try await scene.move(id, to: "paid", by: person).status == 403)
        }
        _ = try await scene.move(id, to: "paid")
        #expect(try await scene.show(id)["destination"] == nil)
    }

    @Test func `on Monday at six the server opens a payout for everyone with enough due and an account`()
        async throws
    {
        let scene = try await PayoutScene.open()
        try await scene.earn(100_00)
        try await scene.earn(100_00, for: .pete)
        // The Monday before, nothing is due yet.
        for moment in ["2026-11-30T11:30:00Z", "2026-12-07T10:59:00Z"] {
            scene.world.clock.set(to: try #require(Instant(moment)))
            try await scene.world.tick()
        }
        #expect(try await scene.world.as(.ada).get("/api/v1/payouts")["data"] == [])

        scene.world.clock.set(to: try #require(Instant("2026-12-07T11:00:01Z")))
        try await scene.world.tick()
        try await scene.world.tick()

        let list = try await scene.world.as(.ada).get("/api/v1/payouts")
        #expect(list["data"]?.arrayValue?.count == 1, "\(list)")
        #expect(list["data"]?[0]?["provider_id"] == .string(scene.pia.description))
        #expect(list["data"]?[0]?["amount_minor"] == 100_00)
    }

    @Test func `a ban holds payouts: open ones are cancelled, and no other opens`() async throws {
        let scene = try await PayoutScene.open()
        try await scene.due(100_00)
        let id = try await scene.opened()

        let banned = try await scene.world.as(.ada).put(
            "/api/v1/admin/providers/\(scene.pia)/status",
            ["status": "banned", "reason": "Asked for cash"]
        )
        let held = try await scene.pay()

        #expect(banned.status == 200, "\(banned)")
        #expect(try await scene.show(id)["state"] == "cancelled")
        #expect(
            held.problem == .nothingDue && held["because"] == "banned" && held["due"] == 100_00,
            "\(held)"
        )
    }

    @Test func `payouts, accounts and write-offs need a fresh login`() async throws {
        let scene = try await PayoutScene.open()
        try await scene.due(100_00)
        let id = try await scene.opened()
        let body: JSONValue = ["provider_id": .string(scene.pia.description), "reason": "Too old"]

        let admin = try await scene.world.stale(.ada)
        let answers = [
            try await admin.post("/api/v1/payouts", ["provider_id": .string(scene.pia.description)]),
            try await admin.put("/api/v1/payouts/\(id)/status", ["status": "approved"]),
            try await admin.post("/api/v1/admin/write-offs", body),
        ]
        let provider = try await scene.world.stale(.pia)
        let account = try await provider.put(
            "/api/v1/providers/\(scene.pia)/payout-account",
            PayoutScene.bank
        )

        for answer in answers + [account] { #expect(answer.problem == .stepUpRequired, "\(answer)") }
    }
}

extension World {
    /// A session that is no longer fresh.
    fileprivate func stale(_ person: Person) async throws -> TestClient {
        let login = try await logIn(person)
        clock.advance(by: product.accounts.freshness + .seconds(1))
        let renewed = try await anonymous.post(
            "/api/v1/auth/refresh",
            ["refresh_token": login["refresh_token"] ?? .null]
        )
        guard let token = renewed["access_token"]?.stringValue else {
            throw TestFailure("\(person.name) cannot refresh: \(renewed)")
        }
        return with(token: token)
    }
}
