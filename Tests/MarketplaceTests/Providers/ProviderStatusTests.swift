import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Marketplace

@Suite struct ProviderStatusTests {
    @Test func `a provider pauses and resumes at will`() async throws {
        let world = try await castMarketplace()

        let paused = try await world.setStatus(of: .pia, "inactive", by: .pia)
        let again = try await world.setStatus(of: .pia, "inactive", by: .pia)
        let resumed = try await world.setStatus(of: .pia, "active", by: .pia, reason: "Back from holiday")

        #expect(paused.status == 200 && paused["status"] == "inactive" && paused["stopped_by"] == "self")
        #expect(again.status == 409 && again.problem == .illegalTransition)
        #expect(again["present"] == "inactive" && again["allowed"] == ["active"])
        #expect(resumed.status == 200 && resumed["status"] == "active")
    }

    @Test func `whom a local manager stopped only staff resume, and both say why`() async throws {
        let world = try await castMarketplace()

        let silent = try await world.setStatus(of: .pia, "inactive", by: .lina)
        let stopped = try await world.setStatus(of: .pia, "inactive", by: .lina, reason: "Many complaints")
        let own = try await world.setStatus(of: .pia, "active", by: .pia)
        let resumed = try await world.setStatus(of: .pia, "active", by: .lina, reason: "All settled")

        #expect(silent.status == 422 && silent.faults == ["/reason": "required"])
        #expect(stopped["stopped_by"] == "staff" && stopped["status_reason"] == "Many complaints")
        #expect(own.status == 409 && own["allowed"] == [])
        #expect(resumed.status == 200 && resumed["status"] == "active")
        #expect(try await world.messages(to: .pia) == ["provider_stopped", "provider_resumed"])
    }

    @Test func `a local manager decides nothing about the business of their own`() async throws {
        let world = try await castMarketplace()
        let person = try await world.enrol("Otto", as: .lsm)
        let account = try await world.account(of: person)
        try await world.db.write { tx in
            try tx.execute("UPDATE account SET role = 'customer' WHERE id = \(account)")
        }
        let provider = try #require(try await world.onboard(person).id)
        world.clock.advance(by: .minutes(11))
        let document = try #require(try await world.send("identity", of: person).id)
        let region = try await world.region("New York")
        try await world.db.write { tx in
            try tx.execute("UPDATE account SET role = 'lsm' WHERE id = \(account)")
            try RegionManagers.assign([region], to: account, tx)
        }
        world.clock.advance(by: .minutes(11))

        let because: JSONValue = "I know myself."
        let desk = "/api/v1/lsm/providers/\(provider)"
        let verify: JSONValue = ["decision": "verify", "reason": because]
        let reject: JSONValue = ["decision": "reject", "reason": because]
        let verified = try await world.as(person).put("\(desk)/verify", verify)
        let rejected = try await world.as(person).put("\(desk)/verify", reject)
        let approved = try await world.as(person).put(
            "\(desk)/documents/\(document)",
            ["decision": "approve", "version": 1, "reason": because]
        )
        let stopped = try await world.as(person).put(
            "\(World.providers)/\(provider)/status",
            ["status": "active", "reason": because]
        )
        let other = try await world.as(.lina).put("\(desk)/verify", verify)

        for answer in [verified, rejected, approved, stopped] {
            #expect(answer.status == 409 && answer.problem == .interested, "\(answer)")
        }
        #expect(other.status == 409 && other.problem == .otherRole, "\(other)")
    }

    @Test func `a provider whose account has another role is not reinstated`() async throws {
        let world = try await castMarketplace()
        let account = try await world.account(of: .pia)
        let left = try await world.as(.ada).put(
            "/api/v1/admin/users/\(account)/role",
            ["role": "customer", "reason": "As agreed on the phone."]
        )

        let refused = try await world.setStatus(of: .pia, "active", by: .lina, reason: "Come back")
        let back = try await world.as(.ada).put(
            "/api/v1/admin/users/\(account)/role",
            ["role": "provider", "reason": "As agreed on the phone."]
        )
        let resumed = try await world.setStatus(of: .pia, "active", by: .lina, reason: "Come back")

        #expect(left.status == 200 && back.status == 200, "\(left) \(back)")
        #expect(refused.status == 409 && refused.problem == .otherRole, "\(refused)")
        #expect(resumed.status == 200, "\(resumed)")
    }

    @Test func `a manager of another region does not find the provider, and a customer may not`() async throws
    {
        let world = try await castMarketplace()

        let stranger = try await world.setStatus(of: .pia, "inactive", by: .leo, reason: "Not mine")
        let other = try await world.setStatus(of: .pia, "inactive", by: .pete)
        let customer = try await world.setStatus(of: .pia, "inactive", by: .carl)

        #expect(stranger.status == 404 && other.status == 404)
        #expect(customer.status == 403 && customer["permission"] == "marketplace.provider.status")
    }

    @Test func `only administrators ban, with a fresh login, and lift the ban`() async throws {
        let world = try await castMarketplace()
        let stale = try await staleToken(of: .ada, in: world)
        let provider = try await world.provider(of: .pia)
        let body: JSONValue = ["status": "banned", "reason": "Fraud was proven."]

        let manager = try await world.setStatus(of: .pia, "banned", by: .lina, reason: "Fraud")
        let own = try await world.setStatus(of: .pia, "banned", by: .pia)
        let old = try await world.with(token: stale).put("/api/v1/admin/providers/\(provider)/status", body)
        let oldHere = try await world.with(token: stale).put("\(World.providers)/\(provider)/status", body)
        let banned = try await world.ban(.pia)
        let managed = try await world.setStatus(of: .pia, "inactive", by: .lina, reason: "Let back")
        let active = try await world.setStatus(of: .pia, "active", by: .ada, reason: "Let back")
        let lifted = try await world.as(.ada).put(
            "/api/v1/admin/providers/\(provider)/status",
            ["status": "inactive", "reason": "It was a mistake."]
        )

        #expect(manager.status == 403 && manager["permission"] == "marketplace.provider.ban")
        #expect(own.status == 403)
        #expect(old.status == 403 && old.problem == .stepUpRequired)
        #expect(oldHere.status == 403 && oldHere.problem == .stepUpRequired)
        #expect(banned.status == 200 && banned["status"] == "banned", "\(banned)")
        #expect(managed.status == 403)
        #expect(active.status == 409 && active["allowed"] == ["inactive"])
        #expect(lifted.status == 200 && lifted["stopped_by"] == "staff")
        #expect(try await world.messages(to: .pia) == ["provider_banned", "provider_unbanned"])
    }

    /// A token of a login that has grown old.
    private func staleToken(of person: Person, in world: World) async throws -> String {
        let login = try await world.logIn(person)
        world.clock.advance(by: .minutes(20))
        let grant = try await world.anonymous.post(
            "/api/v1/auth/refresh",
            ["refresh_token": login["refresh_token"] ?? .null]
        )
        return grant["access_token"]?.stringValue ?? ""
    }

    @Test func `pending and inactive providers are banned too`() async throws {
        let world = try await castMarketplace()
        _ = try await world.setStatus(of: .pete, "inactive", by: .pete)

        let (paul, pete) = (try await world.ban(.paul), try await world.ban(.pete))
        let again = try await world.ban(.paul)

        #expect(paul["status"] == "banned" && pete["status"] == "banned")
        #expect(again.status == 409 && again["allowed"] == ["inactive"])
        #expect(try await world.verify(.paul).status == 409)
    }

    @Test func `leaving active withdraws quotes and takes the provider out of the search`() async throws {
        let scene = try await MarketScene.open()
        let world = scene.world
        let job = try await scene.post()
        _ = try await scene.quoted(job)

        _ = try await world.setStatus(of: .pia, "inactive", by: .pia)

        #expect(try await scene.present(job).state == "withdrawn")
        #expect(try await scene.state(of: job) == "open")
        #expect(!(try await world.foundNames(near: scene.point)).contains("Novak Painting"))
    }

    @Test func `only the version that the caller has seen is moved`() async throws {
        let world = try await castMarketplace()
        let path = "\(World.providers)/\(try await world.provider(of: .pia))/status"

        let answer = try await world.as(.pia).put(
            path,
            ["status": "inactive"],
            headers: ["If-Match": "\"99\""]
        )

        #expect(answer.status == 412 && answer.problem == .stale)
    }

    @Test func `pause|suspend at once: 1, and the other reads the present status`() async throws {
        for _ in 0..<3 {
            let world = try await castMarketplace()
            let provider = try await world.provider(of: .pia)
            let (pia, lina) = (try await world.token(of: .pia), try await world.token(of: .lina))

            let answers = try await world.atOnce(8) { place in
                try await world.with(token: place % 2 == 0 ? pia : lina).put(
                    "\(World.providers)/\(provider)/status",
                    ["status": "inactive", "reason": "At once"]
                )
            }

            #expect(answers.statuses == [200: 1, 409: 7], "\(answers.statuses)")
            #expect(answers.filter { $0.status == 409 }.allSatisfy { $0["present"] == "inactive" })
        }
    }

    @Test func `ban|accept, capture: no banned award`() async throws {
        for round in 0..<4 {
            let scene = try await MarketScene.open()
            let world = scene.world
            let job = try await scene.post()
            let quote = try await scene.quoted(job)
            let order: JSONValue = ["status": "banned", "reason": "Fraud was proven."]
            let bodies = [order, .object(scene.choice(quote))]
            let provider = try await world.provider(of: .pia)
            let paths = [
                "/api/v1/admin/providers/\(provider)/status", "/api/v1/jobs/\(job)/accept-quote",
            ]
            let tokens = [try await world.token(of: .ada), try await world.token(of: .carl)]

            let answers = try await world.atOnce(6) { place in
                let side = (place + round) % 2
                return try await world.with(token: tokens[side]).put(paths[side], bodies[side])
            }

            #expect(answers.allSatisfy { [200, 409, 412].contains($0.status) }, "\(answers.statuses)")
            #expect(try await world.record(of: .pia, as: .ada)["status"] == "banned")
            #expect(try await scene.state(of: job) != "awarded")
        }
    }

    @Test func `ban|capture at once: the job is cancelled or its award has lapsed`() async throws {
        for round in 0..<4 {
            let scene = try await MarketScene.open()
            let world = scene.world
            let job = try await scene.awarded()
            let order: JSONValue = ["status": "banned", "reason": "Fraud was proven."]
            let path = "/api/v1/admin/providers/\(try await world.provider(of: .pia))/status"
            let token = try await world.token(of: .ada)

            let banned = try await world.atOnce(2) { place in
                if place == round % 2 {
                    // An award that has lapsed is not paid any more.
                    try? await scene.fund(job)
                    return 0
                }
                return try await world.with(token: token).put(path, order).status
            }

            let state = try await scene.state(of: job)
            #expect(banned.max() == 200)
            #expect(["open", "cancelled"].contains(state), "\(state)")
        }
    }
}
