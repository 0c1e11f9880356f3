import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Marketplace

/// The readers of a job, and the parts that each of them sees.
@Suite struct JobReachTests {
    @Test func `job read: own, open ones of my services within my radius, area, all`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.post()

        for person in [Person.carl, .pia, .pete, .lina, .ada] {
            #expect(try await scene.get(job, by: person).status == 200, "\(person.name)")
        }
        // A stranger, a provider who waits, and the manager of another region.
        for person in [Person.cora, .paul, .leo] {
            #expect(try await scene.get(job, by: person).status == 404, "\(person.name)")
        }
        #expect(try await scene.world.anonymous.get("/api/v1/jobs/\(job)").status == 401)
        #expect(try await scene.world.as(.carl).get("/api/v1/jobs/none").status == 404)
    }

    @Test func `a provider sees open jobs up to its radius and of its services only`() async throws {
        let scene = try await MarketScene.open()
        let provider = try await scene.world.provider(of: .pia)
        let place = try await scene.world.db.read { tx in try Provider.find(provider, tx) }
        // Due north by the radius less and more ten metres.
        let degrees = 180 / (Double.pi * Coordinates.earthRadius)
        func north(_ metres: Int) -> JSONValue {
            [
                "lat": .number(place.place.latitude + Double(metres) * degrees),
                "lon": .number(place.place.longitude),
            ]
        }
        let near = try await scene.post(["point": north(place.radius - 10)])
        let far = try await scene.post(["point": north(place.radius + 10)])
        let cleaning = try await scene.world.service("Plumbing").description
        let other = try await scene.post(["service_id": .string(cleaning)])

        #expect(try await scene.get(near, by: .pia).status == 200)
        #expect(try await scene.get(far, by: .pia).status == 404)
        #expect(try await scene.get(other, by: .pia).status == 404)
        #expect(try await scene.get(other, by: .pete).status == 200)
        let list = try await scene.world.as(.pia).get("/api/v1/jobs")
        #expect(list["data"]?.arrayValue?.map { $0["id"]?.stringValue } == [near])
    }

    @Test func `a directed job is seen by its provider only, and by all once declined`() async throws {
        let scene = try await MarketScene.open()
        let pia = try await scene.world.provider(of: .pia).description
        let job = try await scene.post(["provider_id": .string(pia)])

        #expect(try await scene.get(job, by: .pia)["state"] == "directed")
        #expect(try await scene.get(job, by: .pete).status == 404)
        #expect(try await scene.put(job, "decline", by: .pia).status == 200)
        #expect(try await scene.get(job, by: .pete)["state"] == "open")
    }

    @Test func `a provider who has quoted keeps reading the job`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.post()
        _ = try await scene.quoted(job, by: .pete)
        let quote = try await scene.quoted(job)
        _ = try await scene.accept(job, quote)

        let loser = try await scene.get(job, by: .pete)

        #expect(loser.status == 200 && loser["state"] == "awarded")
        #expect(loser["award"] == nil && loser["start"] == nil && loser["payment"] == nil)
    }

    @Test func `own goes by the row: a job done as a provider is read with another role too`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.funded()
        try await scene.world.db.write { [account = try await scene.world.account(of: .pia)] tx in
            try tx.execute("UPDATE account SET role = 'customer' WHERE id = \(account)")
        }
        scene.world.clock.advance(by: .minutes(11))

        let read = try await scene.get(job, by: .pia)
        let history = try await scene.get(job, "history", by: .pia)
        let paid = try await scene.world.as(.pia).post(
            "\(MarketScene.root)/payments",
            [
                "job_id": .string(job), "gateway": "stripe", "return_url": "https://app.example/a",
                "cancel_url": "https://app.example/b",
            ]
        )

        #expect(read.status == 200 && read["award"]?["net_minor"] != nil, "\(read)")
        #expect(history.status == 200)
        #expect(paid.status == 404 || paid.status == 422, "\(paid)")
        #expect(try await scene.put(job, "accept-quote", by: .pia).status != 200)
        #expect(try await scene.get(job, by: .cora).status == 404)
    }

    @Test func `before funded to P: point to 1 km, no address, texts masked`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.post([
            "point": ["lat": 40.71234, "lon": -74.00678], "title": "Mail me at joe@example.com",
        ])
        _ = try await scene.accept(job, scene.quoted(job))

        let before = try await scene.get(job, by: .pia)
        try await scene.fund(job)
        let after = try await scene.get(job, by: .pia)

        #expect(before["point"] == ["lat": 40.71, "lon": -74.01])
        #expect(before["address"] == nil && before["contacts"] == nil)
        #expect(before["title"] == "Mail me at [contact]")
        #expect(after["point"] == ["lat": 40.71234, "lon": -74.00678])
        #expect(after["address"] == "7 Water Street" && after["title"] == "Mail me at joe@example.com")
        #expect(after["contacts"]?["customer"]?["name"] == "Carl Jones")
        #expect(after["contacts"]?["customer"]?["phone"] == "+12125550101")
        #expect(after["contacts"]?["provider"]?["phone"] == "+12125550103")
    }

    @Test func `the access note is shown to the provider once funded`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.awarded()
        let noted = try await scene.world.as(.carl).put(
            "/api/v1/jobs/\(job)",
            ["access_note": "Key under the mat"]
        )

        #expect(noted.status == 200 && noted["access_note"] == "Key under the mat")
        #expect(try await scene.get(job, by: .pia)["access_note"] == nil)
        try await scene.fund(job)
        #expect(try await scene.get(job, by: .pia)["access_note"] == "Key under the mat")
        #expect(try await scene.get(job, by: .lina)["access_note"] == "Key under the mat")
    }

    @Test func `what the caller may not do is refused with the permission or as a stranger's`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.awarded()

        #expect(try await scene.put(job, "accept-quote", by: .pia, [:]).status == 403)
        #expect(try await scene.put(job, "assign", by: .pia, ["provider_id": .null]).status == 403)
        #expect(try await scene.put(job, "status", by: .cora, ["status": "cancelled"]).status == 404)
        #expect(
            try await scene.put(job, "status", by: .leo, ["status": "cancelled", "note": "No reason"]).status
                == 404
        )
        let other = try await scene.put(job, "status", by: .pete, ["status": "underway"])
        #expect(other.status == 404, "\(other)")
        let customer = try await scene.put(job, "status", by: .carl, ["status": "underway"])
        #expect(customer.status == 409 && customer["present"] == "awarded", "\(customer)")
    }
}
