import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Marketplace

extension World {
    fileprivate func appoint(
        _ person: Person,
        _ role: String,
        regions: [String]? = nil,
        by admin: Person = .ada
    ) async throws -> TestResponse {
        var body: JSONObject = ["role": .string(role), "reason": "As agreed on the phone."]
        if let regions {
            body["regions"] = .array(try await regions.asyncMap { .string(try await region($0).description) })
        }
        return try await self.as(admin).put("/api/v1/admin/users/\(id(of: person))/role", .object(body))
    }
}

extension [String] {
    fileprivate func asyncMap<Value>(_ transform: (String) async throws -> Value) async rethrows -> [Value] {
        var values: [Value] = []
        for element in self { values.append(try await transform(element)) }
        return values
    }
}

@Suite struct RoleTests {
    @Test func `a customer becomes a local manager of regions, and all sessions end`() async throws {
        let world = try await castMarketplace()
        let token = try await world.token(of: .carl)

        let appointed = try await world.appoint(.carl, "lsm", regions: ["Boston"])
        try await world.runJobs()

        #expect(appointed.status == 200 && appointed["role"] == "lsm", "\(appointed)")
        #expect(try await appointed["regions"] == [.string(world.region("Boston").description)])
        #expect(try await world.with(token: token).get("/api/v1/users/profile").status == 401)
        #expect(world.mails(to: .carl).contains { $0.text.contains("As agreed on the phone.") })
        #expect(try await world.logIn(.carl).status == 200)
    }

    @Test func `regions belong to local managers, who have at least one`() async throws {
        let world = try await castMarketplace()

        let none = try await world.appoint(.carl, "lsm")
        let strange = try await world.appoint(.carl, "admin", regions: ["Boston"])

        #expect(none.status == 422 && none.faults == ["/regions": "too_few"], "\(none)")
        #expect(
            strange.status == 422 && strange.faults == ["/regions": "only_for_local_managers"],
            "\(strange)"
        )
    }

    @Test func `nobody changes the own role`() async throws {
        let world = try await castMarketplace()

        let answer = try await world.appoint(.ada, "customer")

        #expect(answer.status == 409 && answer.problem == .interested, "\(answer)")
    }

    @Test func `the last administrator keeps the role`() async throws {
        let world = try await castMarketplace()
        try await world.db.write { tx in
            _ = try tx.execute("UPDATE account SET state = 'suspended' WHERE email = \(Person.adam.email)")
            _ = try tx.execute("UPDATE account SET state = 'active' WHERE email = \(Person.ada.email)")
        }
        let adam = try await world.account(of: .adam)
        let first = try await world.db.read { tx in try Account.find(adam, tx) }

        // Ada demotes Adam, who is suspended; then a race would be needed to demote Ada, so the guard is asked itself.
        #expect(try await world.appoint(.adam, "customer").status == 200)
        let ada = try await world.account(of: .ada)
        await #expect(throws: Problem.self) {
            try await world.db.write { tx in try Administrators.keepOne(without: Account.find(ada, tx), tx) }
        }
        #expect(first.role == .admin)
    }

    @Test func `only who onboarded once becomes a provider again`() async throws {
        let world = try await castMarketplace()

        let never = try await world.appoint(.carl, "provider")
        let left = try await world.appoint(.pia, "customer")
        let again = try await world.appoint(.pia, "provider")

        #expect(never.status == 422 && never.faults == ["/role": "never_onboarded"], "\(never)")
        #expect(left.status == 200 && left["role"] == "customer" && left["provider_id"] != nil, "\(left)")
        #expect(again.status == 200 && again["role"] == "provider", "\(again)")
        let status = try await world.db.read { tx in
            try tx.value(
                "SELECT status FROM provider WHERE business_name = 'Novak Painting'",
                as: String.self
            )
        }
        #expect(status == "inactive")
    }

    @Test func `a provider with a job that is not over keeps the role`() async throws {
        let scene = try await MarketScene.open()
        _ = try await scene.awarded()

        let answer = try await scene.world.appoint(.pia, "customer")

        #expect(answer.status == 409 && answer.problem == .openBusiness, "\(answer)")
    }

    @Test func `a local manager who becomes something else runs no region any more`() async throws {
        let world = try await castMarketplace()

        let answer = try await world.appoint(.lina, "customer")
        let managers = try await world.db.read { [region = world.region("New York")] tx in
            try Region.managers(of: region, tx)
        }

        #expect(answer.status == 200 && answer["regions"] == nil, "\(answer)")
        #expect(managers == [])
    }

    @Test func `a role needs a reason and a fresh login, and only administrators give it`() async throws {
        let world = try await castMarketplace()
        let path = "/api/v1/admin/users/\(try await world.id(of: .carl))/role"

        let silent = try await world.as(.ada).put(path, ["role": "admin"])

        #expect(silent.status == 422 && silent.faults == ["/reason": "required"], "\(silent)")
        for person in [Person.cora, .pia, .lina] {
            #expect(
                try await world.as(person).put(path, ["role": "admin", "reason": "because"]).status == 403
            )
        }
    }

    @Test func `two A demote each other: one stays`() async throws {
        let world = try await castMarketplace()
        let tokens = [try await world.token(of: .ada), try await world.token(of: .adam)]
        let others = [try await world.id(of: .adam), try await world.id(of: .ada)]

        let answers = try await world.atOnce(2) { index in
            try await world.with(token: tokens[index]).put(
                "/api/v1/admin/users/\(others[index])/role",
                ["role": "customer", "reason": "As agreed on the phone."]
            )
        }
        let left = try await world.db.read { tx in
            try tx.value(
                "SELECT COUNT(*) FROM account WHERE role = 'admin' AND state = 'active'",
                as: Int.self
            )
        }

        #expect(answers.filter { $0.status == 200 }.count == 1, "\(answers)")
        #expect(answers.allSatisfy { [200, 401, 403, 409].contains($0.status) }, "\(answers)")
        #expect(left == 1)
    }
}
