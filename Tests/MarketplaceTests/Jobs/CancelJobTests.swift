import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Marketplace

@Suite struct CancelJobTests {
    @Test(arguments: ["open", "directed", "quoted", "awarded"])
    func `a customer cancels before the payment, and again is 200`(_ state: String) async throws {
        let scene = try await MarketScene.open()
        let job = try await job(in: state, scene)

        let answer = try await scene.world.as(.carl).delete("/api/v1/jobs/\(job)")
        let again = try await scene.world.as(.carl).post("/api/v1/jobs/\(job)/cancel")

        #expect(
            answer.status == 200 && answer["state"] == "cancelled" && answer["status"] == "cancelled",
            "\(answer)"
        )
        #expect(answer["fault"] == nil && answer["next"] == nil)
        #expect(again.status == 200 && again["version"] == answer["version"])
        let taken = try await scene.world.db.read { tx in
            try tx.value("SELECT COUNT(*) FROM booking WHERE is_active", as: Int.self)
        }
        #expect(taken == 0)
    }

    @Test func `a provider cancels a funded job: all back, P failed`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.funded()

        let answer = try await scene.world.as(.pia).post(
            "/api/v1/jobs/\(job)/cancel",
            ["reason": "My van broke down."]
        )

        #expect(answer["state"] == "cancelled" && answer["fault"] == "provider", "\(answer)")
        let id = try #require(ID<Job>(job))
        #expect(try await scene.world.db.read { tx in try Job.find(id, tx).isProviderFailure })
        try await scene.world.runJobs()
        #expect(try await scene.notices(to: .carl).contains("marketplace.job.cancel"))
        #expect(try await !scene.notices(to: .pia).contains("marketplace.job.cancel"))
    }

    @Test func `a customer's cancellation of a funded job goes by the terms`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.funded()

        let answer = try await scene.world.as(.carl).delete("/api/v1/jobs/\(job)?reason=Not%20needed")

        #expect(answer["state"] == "cancelled" && answer["fault"] == "customer")
    }

    @Test func `staff name the fault and a reason`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.funded()
        let path = "/api/v1/jobs/\(job)"

        #expect(try await scene.world.as(.lina).delete(path).faults == ["query/reason": "required"])
        #expect(
            try await scene.world.as(.lina).delete("\(path)?reason=Both%20agree").faults == [
                "/fault": "required"
            ]
        )
        let answer = try await scene.world.as(.lina).delete("\(path)?reason=Both%20agree&fault=none")
        #expect(answer["state"] == "cancelled" && answer["fault"] == "none", "\(answer)")
        let id = try #require(ID<Job>(job))
        #expect(try await scene.world.db.read { tx in try !Job.find(id, tx).isProviderFailure })
    }

    @Test func `from underway on nobody cancels`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.underway()

        for person in [Person.carl, .pia] {
            let answer = try await scene.world.as(person).delete("/api/v1/jobs/\(job)")
            #expect(answer.problem == .illegalTransition && answer["present"] == "underway")
        }
    }

    @Test func `a directed provider declines, and does not cancel`() async throws {
        let scene = try await MarketScene.open()
        let job = try await job(in: "directed", scene)

        let answer = try await scene.world.as(.pia).delete("/api/v1/jobs/\(job)")

        #expect(answer.status == 403, "\(answer)")
        #expect(try await scene.state(of: job) == "directed")
    }

    @Test func `a ban cancels funded jobs that have not begun`() async throws {
        let scene = try await MarketScene.open()
        let (funded, awarded) = (try await scene.funded(to: .pete), try await scene.post())
        let id = try await scene.world.provider(of: .pete).description

        _ = try await scene.world.as(.ada).post(
            "/api/v1/auth/step-up",
            ["password": .string(Person.ada.password)]
        )
        let banned = try await scene.world.as(.ada).put(
            "/api/v1/admin/providers/\(id)/status",
            ["status": "banned", "reason": "Fraud was proven."]
        )

        #expect(banned.status == 200, "\(banned)")
        let after = try await scene.get(funded)
        #expect(after["state"] == "cancelled" && after["fault"] == "provider")
        #expect(try await scene.state(of: awarded) == "open")
    }

    private func job(in state: String, _ scene: MarketScene) async throws -> String {
        switch state {
        case "directed":
            try await scene.post(["provider_id": .string(scene.world.provider(of: .pia).description)])
        case "quoted":
            try await quotedJob(scene)
        case "awarded": try await scene.awarded()
        default: try await scene.post()
        }
    }

    private func quotedJob(_ scene: MarketScene) async throws -> String {
        let job = try await scene.post()
        _ = try await scene.quoted(job)
        return job
    }
}
