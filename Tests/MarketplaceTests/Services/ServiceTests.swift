import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Marketplace

extension World {
    func category(_ name: String) async throws -> String {
        let id = try await db.read { tx in
            try tx.value("SELECT id FROM category WHERE name = \(name)", as: ID<Marketplace.Category>.self)
        }
        guard let id else { throw TestFailure("no category \(name)") }
        return id.description
    }

    func propose(
        _ name: String,
        by person: Person = .pia,
        in category: String = "Home"
    ) async throws -> TestResponse {
        try await self.as(person).post(
            "/api/v1/services",
            [
                "category_id": .string(try await self.category(category)), "name": .string(name),
                "description": "All of it.", "unit": "hour",
            ]
        )
    }

    func review(
        _ service: String,
        _ verb: String = "approve",
        by person: Person = .lina,
        version: Int = 1,
        reason: String? = nil
    ) async throws -> TestResponse {
        var body: JSONObject = ["version": .integer(Int64(version))]
        if let reason { body["reason"] = .string(reason) }
        return try await self.as(person).put("/api/v1/lsm/services/\(service)/\(verb)", .object(body))
    }

    /// A service of pia that Lina has approved.
    func approvedService(_ name: String) async throws -> String {
        let id = try await propose(name).id ?? ""
        let answer = try await review(id)
        guard answer.status == 200 else { throw TestFailure("not approved: \(answer)") }
        return id
    }

    func offer(_ service: String, by person: Person, _ price: Int64 = 5_000) async throws -> TestResponse {
        try await self.as(person).post(
            "/api/v1/provider-services",
            ["service_id": .string(service), "price_minor": .integer(price)]
        )
    }

    func services(_ path: String, as person: Person) async throws -> [String] {
        let answer = try await self.as(person).get("/api/v1/\(path)")
        return (answer["data"]?.arrayValue ?? []).compactMap { $0["name"]?.stringValue }
    }
}

@Suite struct ServiceTests {
    @Test func `a proposal waits for the local manager of the provider's region`() async throws {
        let world = try await castMarketplace()

        let proposed = try await world.propose("Chimneys")
        let id = proposed.id ?? ""

        #expect(proposed.status == 201 && proposed["status"] == "pending", "\(proposed)")
        #expect(proposed.header("location") == "/api/v1/services/\(id)")
        #expect(try await world.as(.carl).get("/api/v1/services/\(id)").status == 404)
        #expect(try await world.as(.pia).get("/api/v1/services/\(id)").status == 200)
        #expect(try await world.services("services/pending", as: .lina) == ["Chimneys"])
        #expect(try await world.services("lsm/services/pending", as: .leo) == [])
        #expect(try await world.services("services/my-services", as: .pia) == ["Chimneys"])
        #expect(!(try await world.services("services", as: .carl)).contains("Chimneys"))

        let approved = try await world.review(id)

        #expect(approved.status == 200 && approved["status"] == "approved")
        #expect(try await world.services("services?q=chim", as: .carl) == ["Chimneys"])
        #expect(try await world.messages(to: .pia) == ["service_approved"])
    }

    @Test func `an administrator's service is approved at once`() async throws {
        let world = try await castMarketplace()

        let made = try await world.propose("Roofs", by: .ada)

        #expect(made.status == 201 && made["status"] == "approved" && made["creator_id"] == nil)
        #expect(try await world.propose("Roofs", by: .carl).status == 403)
        #expect(try await world.propose("Roofs", by: .lina).status == 403)
    }

    @Test func `a review names the version that was seen, and is not repeated`() async throws {
        let world = try await castMarketplace()
        let id = try await world.propose("Chimneys").id ?? ""
        let path = "/api/v1/lsm/services/\(id)"

        let blind = try await world.as(.lina).put("\(path)/approve", [:])
        let stale = try await world.review(id, version: 4)
        let stranger = try await world.review(id, by: .leo)
        let silent = try await world.review(id, "reject")
        let rejected = try await world.review(id, "reject", reason: "Too vague")
        let again = try await world.review(id, version: 2)

        #expect(blind.status == 428 && stale.status == 412 && stranger.status == 404)
        #expect(silent.status == 422 && silent.faults == ["/reason": "required"])
        #expect(
            rejected.status == 200 && rejected["status"] == "rejected" && rejected["reason"] == "Too vague"
        )
        #expect(again.status == 409 && again.problem == .illegalTransition && again["present"] == "rejected")
        #expect(try await world.messages(to: .pia) == ["service_rejected"])
    }

    @Test func `a rejected service that is edited is proposed again`() async throws {
        let world = try await castMarketplace()
        let id = try await world.propose("Chimneys").id ?? ""
        _ = try await world.review(id, "reject", reason: "Too vague")

        let edited = try await world.as(.pia).put("/api/v1/services/\(id)", ["description": "Sweeping."])
        let approved = try await world.review(id, version: 3)

        #expect(
            edited["status"] == "pending" && edited["description"] == "Sweeping." && edited["reason"] == nil
        )
        #expect(approved["status"] == "approved")
    }

    @Test func `the creator's edit of an approved one waits beside its text`() async throws {
        let world = try await castMarketplace()
        let id = try await world.approvedService("Chimneys")

        let edited = try await world.as(.pia).put("/api/v1/services/\(id)", ["name": "Chimneys and stoves"])
        let card = try await world.as(.carl).get("/api/v1/services/\(id)")
        let waiting = try await world.as(.lina).get("/api/v1/services/pending")
        let approved = try await world.review(id, version: 3)
        let again = try await world.review(id, version: 4)

        #expect(edited["status"] == "approved" && edited["name"] == "Chimneys")
        #expect(edited["edit"] == ["name": "Chimneys and stoves"])
        #expect(card["name"] == "Chimneys" && card["edit"] == nil)
        #expect(waiting["data"]?.arrayValue?.first?["edit"]?["name"] == "Chimneys and stoves")
        #expect(approved["name"] == "Chimneys and stoves" && approved["edit"] == nil)
        #expect(again.status == 409 && again.problem == .illegalTransition)
    }

    @Test func `a rejected edit leaves the text as it is`() async throws {
        let world = try await castMarketplace()
        let id = try await world.approvedService("Chimneys")
        _ = try await world.as(.pia).put("/api/v1/services/\(id)", ["description": "Something else."])

        let rejected = try await world.review(id, "reject", version: 3, reason: "Another service")

        #expect(rejected["status"] == "approved" && rejected["description"] == "All of it.")
        #expect(rejected["edit"] == nil && rejected["reason"] == "Another service")
    }

    @Test func `while another offers it its creator changes neither unit nor category, nor deletes it`()
        async throws
    {
        let world = try await castMarketplace()
        let id = try await world.approvedService("Chimneys")
        let path = "/api/v1/services/\(id)"
        _ = try await world.offer(id, by: .pete)

        let unit = try await world.as(.pia).put(path, ["unit": "fixed"])
        let category = try await world.as(.pia).put(
            path,
            ["category_id": .string(try await world.category("Garden"))]
        )
        let name = try await world.as(.pia).put(path, ["name": "Chimneys and stoves", "unit": "hour"])
        let deleted = try await world.as(.pia).delete(path)

        #expect(unit.status == 409 && unit.problem == .inUse)
        #expect(category.status == 409 && deleted.status == 409)
        #expect(name.status == 200)
    }

    @Test func `never used it is gone, used it is archived`() async throws {
        let world = try await castMarketplace()
        let fresh = try await world.propose("Stoves").id ?? ""
        let used = try await world.approvedService("Chimneys")
        _ = try await world.offer(used, by: .pia)

        let gone = try await world.as(.pia).delete("/api/v1/services/\(fresh)")
        let archived = try await world.as(.pia).delete("/api/v1/services/\(used)")
        let again = try await world.as(.pia).delete("/api/v1/services/\(used)")

        #expect(gone.status == 204 && archived.status == 204)
        #expect(try await world.as(.pia).get("/api/v1/services/\(fresh)").status == 404)
        #expect(try await world.as(.pia).get("/api/v1/services/\(used)")["status"] == "archived")
        #expect(again.status == 409 && again.problem == .illegalTransition)
    }

    @Test func `administrators change and delete with a reason, at once`() async throws {
        let world = try await castMarketplace()
        let id = try await world.approvedService("Chimneys")
        _ = try await world.offer(id, by: .pete)
        let path = "/api/v1/services/\(id)"

        let silent = try await world.as(.ada).put(path, ["unit": "fixed"])
        let changed = try await world.as(.ada).put(path, ["unit": "fixed", "reason": "Priced as a whole"])
        let unsaid = try await world.as(.ada).delete(path)
        let deleted = try await world.as(.ada).delete("\(path)?reason=Twice%20there")

        #expect(silent.status == 422 && silent.faults == ["/reason": "required"])
        #expect(changed["unit"] == "fixed" && unsaid.status == 422)
        #expect(deleted.status == 204)
        #expect(try await world.as(.ada).get(path)["status"] == "archived")
        #expect(try await world.messages(to: .pia).filter { $0 == "service_changed" }.count == 2)
    }

    @Test func `administrators change what waits or was rejected, and it stays where it was`() async throws {
        let world = try await castMarketplace()
        let waiting = try await world.propose("Chimneys").id ?? ""
        let rejected = try await world.propose("Stoves").id ?? ""
        _ = try await world.review(rejected, "reject", reason: "Too vague")

        func correct(_ id: String) async throws -> TestResponse {
            try await world.as(.ada).put(
                "/api/v1/services/\(id)",
                ["description": "Better said.", "reason": "Spelling"]
            )
        }

        #expect(try await correct(waiting)["status"] == "pending")
        #expect(try await correct(rejected)["status"] == "rejected")
        #expect(try await world.as(.pia).delete("/api/v1/services/\(rejected)").status == 204)
    }

    @Test func `an edit of a service that still waits replaces its text`() async throws {
        let world = try await castMarketplace()
        let id = try await world.propose("Chimneys").id ?? ""

        let edited = try await world.as(.pia).put("/api/v1/services/\(id)", ["name": "Chimneys and stoves"])
        let taken = try await world.as(.pia).put("/api/v1/services/\(id)", ["name": "House Painting"])

        #expect(
            edited["status"] == "pending" && edited["name"] == "Chimneys and stoves" && edited["edit"] == nil
        )
        #expect(taken.status == 409 && taken.problem == .nameTaken)
    }

    @Test
    func `an archived service is not changed, and a rejection needs the version and something that waits`()
        async throws
    {
        let world = try await castMarketplace()
        let id = try await world.approvedService("Chimneys")
        let path = "/api/v1/services/\(id)"

        let nothing = try await world.review(id, "reject", version: 2, reason: "Too vague")
        let stale = try await world.review(id, "reject", version: 1, reason: "Too vague")
        let blind = try await world.as(.lina).put(
            "/api/v1/lsm/services/\(id)/reject",
            ["reason": "Too vague"]
        )
        _ = try await world.offer(id, by: .pia)
        _ = try await world.as(.pia).delete(path)
        let own = try await world.as(.pia).put(path, ["name": "Stoves"])
        let admin = try await world.as(.ada).put(path, ["name": "Stoves", "reason": "Spelling"])

        #expect(nothing.status == 409 && nothing.problem == .illegalTransition)
        #expect(stale.status == 412 && blind.status == 428)
        #expect(own.status == 409 && own["present"] == "archived" && admin.status == 409)
    }

    @Test func `names are unique in a category, also of two proposals at once`() async throws {
        let world = try await castMarketplace()
        let home = try await world.category("Home")
        let token = try await world.token(of: .pia)

        let answers = try await world.atOnce(8) { place in
            try await world.with(token: token).post(
                "/api/v1/services",
                [
                    "category_id": .string(home), "name": .string(place % 2 == 0 ? "Chimneys" : "CHIMNEYS"),
                    "description": "Sweeping.", "unit": "visit",
                ]
            )
        }
        let elsewhere = try await world.propose("Chimneys", in: "Garden")

        #expect(answers.statuses == [201: 1, 409: 7], "\(answers.statuses)")
        #expect(answers.filter { $0.status == 409 }.allSatisfy { $0.problem == .nameTaken })
        #expect(elsewhere.status == 201)
    }

    @Test func `approve|edit at once: nobody approves what they have not seen`() async throws {
        for _ in 0..<3 {
            let world = try await castMarketplace()
            let id = try await world.propose("Chimneys").id ?? ""
            let (lina, pia) = (try await world.token(of: .lina), try await world.token(of: .pia))

            let answers = try await world.atOnce(2) { place in
                place == 0
                    ? try await world.with(token: lina).put(
                        "/api/v1/lsm/services/\(id)/approve",
                        ["version": 1]
                    )
                    : try await world.with(token: pia).put("/api/v1/services/\(id)", ["name": "Everything"])
            }

            let service = try await world.as(.pia).get("/api/v1/services/\(id)")
            #expect(answers[1].status == 200 && [200, 412].contains(answers[0].status), "\(answers)")
            #expect((answers[0].status == 200) == (service["name"] == "Chimneys"))
        }
    }

    @Test func `after five working days administrators are told, and it is never approved by itself`()
        async throws
    {
        let world = try await castMarketplace()
        let id = try await world.propose("Chimneys").id ?? ""

        try await world.wake(at: "2026-11-27T10:00:00Z")
        try await world.wake(at: "2027-01-27T10:00:00Z")

        #expect(try await world.messages(to: .ada).filter { $0 == "service_overdue" }.count == 1)
        #expect(try await world.as(.pia).get("/api/v1/services/\(id)")["status"] == "pending")
    }

    @Test func `twenty proposals wait at once, not more`() async throws {
        let world = try await castMarketplace()
        for number in 0..<20 { _ = try await world.propose("Work \(number)") }

        let answer = try await world.propose("One more")

        #expect(answer.status == 409 && answer.problem == .quotaExceeded)
    }
}
