import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

@Suite struct PayoutRunTests {
    @Test func `20 payout runs: one run`() async throws {
        let scene = try await PayoutScene.open()
        try await scene.earn(100_00, -30_00)
        for admin in [Person.ada, .adam] { _ = try await scene.world.token(of: admin) }

        let answers = try await scene.world.atOnce(20) { index in
            try await scene.run(by: index % 2 == 0 ? .ada : .adam)
        }
        try await scene.world.runJobs()

        #expect(answers.statuses == [201: 1, 200: 19], "\(answers.statuses)")
        #expect(Set(answers.compactMap { $0["run_id"]?.stringValue }).count == 1)
        #expect(answers.allSatisfy { $0.results.first?["amount_minor"] == 70_00 }, "\(answers)")
        #expect(try await scene.transfers().count == 1)
        #expect(try await scene.world.as(.ada).get("/api/v1/payouts")["data"]?.arrayValue?.count == 1)
        #expect(try await scene.books() == ["tina": 0, "provider": 0])
        #expect(try await scene.isSound())
    }

    @Test func `a payout is paid from the tutor's entries, negative ones too`() async throws {
        let scene = try await PayoutScene.open()
        try await scene.earn(100_00, -30_00)

        let id = try await scene.paid()
        let payout = try await scene.show(id, as: .tina)

        #expect(payout.status == 200 && payout["state"] == "paid" && payout["number"] == 1, "\(payout)")
        #expect(payout["amount_minor"] == 70_00 && payout["tutor_id"]?.stringValue == scene.tina.description)
        let entries = payout["entries"]?.arrayValue ?? []
        #expect(entries.map { $0["amount_minor"] } == [100_00, -30_00])
        #expect(entries.map { $0["kind"] } == ["earning", "return"])
        #expect(payout["paid_at"] != nil && payout["reason"] == nil)
        #expect(try await scene.world.noticed(.tina).contains("tutoring.payout.paid"))
    }

    @Test func `asked again on the same day the run is the same, on the next day another`() async throws {
        let scene = try await PayoutScene.open()
        try await scene.earn(100_00)
        let first = try await scene.run()
        try await scene.earn(50_00)

        let again = try await scene.run(by: .adam)
        scene.world.clock.advance(by: .days(1))
        let next = try await scene.run()

        #expect(first.status == 201 && first["day"] == "2026-11-21", "\(first)")
        #expect(again.status == 200 && again["run_id"] == first["run_id"])
        #expect(again.results == first.results)
        #expect(next.status == 201 && next["run_id"] != first["run_id"])
        #expect(next.results.first?["amount_minor"] == 50_00)
    }

    @Test func `tutors are skipped with a reason, and their entries wait`() async throws {
        let scene = try await PayoutScene.open()
        let theo = try await scene.world.tutor(of: .theo)
        try await scene.earn(19_99)
        try await scene.earn(500_00, for: .theo)

        let first = try await scene.run()
        #expect(first.reasons == [scene.tina: "below_minimum", theo: "account_not_ready"], "\(first)")
        #expect(first.results.allSatisfy { $0["payout_id"] == nil })

        try await scene.earn(-50_00)
        scene.world.clock.advance(by: .days(1))
        let second = try await scene.run()
        #expect(second.reasons[scene.tina] == "negative", "\(second)")
        #expect(second.results.contains { $0["amount_minor"] == -30_01 })

        try await scene.earn(100_00)
        try await scene.world.db.write { tx in
            try tx.execute("UPDATE tutor SET suspended_at = \(tx.now) WHERE id = \(scene.tina)")
        }
        scene.world.clock.advance(by: .days(1))
        #expect(try await scene.run().reasons[scene.tina] == "suspended")

        try await scene.world.db.write { tx in
            try tx.execute("UPDATE tutor SET suspended_at = NULL WHERE id = \(scene.tina)")
        }
        scene.world.clock.advance(by: .days(1))
        let last = try await scene.run()
        #expect(last.results.contains { $0["amount_minor"] == 69_99 && $0["payout_id"] != nil }, "\(last)")
    }

    @Test func `a tutor for whom the run fails is reported and tried again, others are paid`() async throws {
        let scene = try await PayoutScene.open()
        let theo = try await scene.world.tutor(of: .theo)
        try await scene.connect(.theo)
        try await scene.earn(100_00)
        try await scene.earn(50_00, for: .theo)
        let reference = try await scene.reference(of: .tina)
        try await scene.world.db.write { tx in
            try tx.execute(
                "UPDATE connected_account SET requirements = \(json: 1) WHERE reference = \(reference)"
            )
        }

        let answer = try await scene.run()
        try await scene.world.runJobs()
        #expect(answer.status == 201 && answer.reasons == [scene.tina: "error"], "\(answer)")
        let paid = try await scene.world.as(.theo).get("/api/v1/payouts?state=paid")
        #expect(paid["data"]?.arrayValue?.map { $0["tutor_id"]?.stringValue } == [theo.description])

        try await scene.world.db.write { tx in
            try tx.execute("UPDATE connected_account SET requirements = \(json: [String]())")
        }
        scene.world.clock.advance(by: .minutes(1))
        try await scene.world.runJobs()
        #expect(try await scene.books()["tina"] == 0)
        #expect(try await scene.transfers().count == 2)
        #expect(try await scene.isSound())
    }

    @Test func `20.00 is enough, and held entries wait`() async throws {
        let scene = try await PayoutScene.open()
        try await scene.earn(20_00)
        try await scene.earn(Split(value: 80_00, commission: 0, vat: 0), isHeld: true)

        let answer = try await scene.run()

        #expect(answer.results.map { $0["amount_minor"] } == [20_00], "\(answer)")
    }

    @Test func `a dry run says what a run would decide, and changes nothing`() async throws {
        let scene = try await PayoutScene.open()
        try await scene.earn(100_00)

        let dry = try await scene.run(dry: true)

        #expect(dry.status == 200 && dry["run_id"] == nil, "\(dry)")
        #expect(dry.results.first?["amount_minor"] == 100_00 && dry.results.first?["reason"] == nil)
        #expect(try await scene.world.as(.ada).get("/api/v1/payouts")["data"]?.arrayValue?.isEmpty == true)
        #expect(try await scene.run().status == 201)
    }

    @Test func `the server pays on Mondays at six in Rome`() async throws {
        let scene = try await PayoutScene.open()
        try await scene.earn(100_00)

        scene.world.clock.set(to: try #require(Instant("2026-11-23T04:59:00Z")))
        try await scene.world.tick()
        #expect(try await scene.transfers().isEmpty)
        scene.world.clock.set(to: try #require(Instant("2026-11-23T05:00:01Z")))
        try await scene.world.tick()

        #expect(try await scene.transfers().count == 1)
        #expect(try await scene.run().status == 200, "the run of the day is done")
    }

    @Test func `a run needs an administrator, a reason and a fresh login`() async throws {
        let scene = try await PayoutScene.open()
        let path = "/api/v1/admin/payouts/run"

        #expect(try await scene.world.as(.tina).post(path, ["reason": "Please."]).status == 403)
        #expect(try await scene.world.as(.sara).post(path, ["reason": "Please."]).status == 403)
        #expect(try await scene.world.anonymous.post(path, ["reason": "Please."]).status == 401)
        let silent = try await scene.world.as(.ada).post(path, ["dry_run": true])
        #expect(silent.status == 422 && "\(silent)".contains("/reason"), "\(silent)")
        let stale = try await scene.stale(.ada).post(path, ["reason": "Too late."])
        #expect(stale.status == 403 && stale.problem == .stepUpRequired, "\(stale)")
    }

    @Test func `tutors see their own payouts, students none, administrators all`() async throws {
        let scene = try await PayoutScene.open()
        try await scene.connect(.theo)
        try await scene.earn(100_00)
        try await scene.earn(40_00, for: .theo)
        let run = try await scene.run()
        try await scene.world.runJobs()
        let theo = try await scene.world.tutor(of: .theo)
        let his = try #require(
            run.results.first { $0["tutor_id"]?.stringValue == theo.description }?["payout_id"]?.stringValue
        )

        #expect(try await scene.show(his, as: .tina).status == 404)
        #expect(try await scene.show(his, as: .theo).status == 200)
        #expect(try await scene.show(his, as: .sara).status == 403)
        let own = try await scene.world.as(.tina).get("/api/v1/payouts")
        #expect(own["data"]?.arrayValue?.count == 1, "\(own)")
        let all = try await scene.world.as(.ada).get("/api/v1/payouts?state=paid")
        #expect(all["data"]?.arrayValue?.count == 2, "\(all)")
        let filtered = try await scene.world.as(.ada).get("/api/v1/payouts?tutor_id=\(theo)&state=paid")
        #expect(filtered["data"]?.arrayValue?.map { $0["amount_minor"] } == [40_00])
        #expect(try await scene.world.as(.ada).get("/api/v1/payouts?state=failed")["data"]?.arrayValue == [])
    }
}

extension TestResponse {
    /// Why tutors were skipped.
    fileprivate var reasons: [ID<Tutor>: String] {
        let pairs = results.compactMap { result -> (ID<Tutor>, String)? in
            guard let tutor = result["tutor_id"]?.stringValue.flatMap({ ID<Tutor>($0) }),
                let reason = result["reason"]?.stringValue
            else { return nil }
            return (tutor, reason)
        }
        return Dictionary(pairs) { first, _ in first }
    }
}
