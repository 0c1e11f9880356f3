import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Marketplace

@Suite struct RatingListTests {
    @Test
    func `a provider's ratings come with score, number and distribution, and change at the publication`()
        async throws
    {
        let scene = try await MarketScene.open()
        let pia = try await scene.world.provider(of: .pia)
        for mark: Int64 in [5, 5, 4] { _ = try await scene.published(mark) }

        let list = try await scene.ratings("ratings/provider/\(pia)?limit=2", by: .cora)
        #expect(list["score"] == 4.15 && list["n"] == 3, "\(list)")
        #expect(list["distribution"] == ["1": 0, "2": 0, "3": 0, "4": 1, "5": 2])
        #expect(list.each("overall") == [4, 5] && list["page"]?["has_more"] == true)
        #expect(list.each("flagged") == [.null, .null], "only staff see that")
        let figures = try await scene.world.db.read { tx in try ProviderFigures.find(pia, tx) }
        #expect(figures?.score == 4.15 && figures?.ratings == 3)
    }

    @Test func `at most the newest 3 of a pair count`() async throws {
        let scene = try await MarketScene.open()
        for mark: Int64 in [1, 5, 5, 5] { _ = try await scene.published(mark) }

        let list = try await scene.ratings("ratings/provider/\(scene.world.provider(of: .pia))")
        #expect(list["n"] == 3 && list["distribution"]?["1"] == 0 && list.each("id").count == 4, "\(list)")
    }

    @Test func `a customer's ratings are those given, or those received`() async throws {
        let scene = try await MarketScene.open()
        _ = try await scene.published(5)
        let open = try await scene.rated(try await scene.completed(by: .pete), 2)
        let carl = try await scene.world.id(of: .carl)

        for path in ["ratings/customer/\(carl)", "customers/\(carl)/ratings"] {
            let own = try await scene.ratings(path)
            let others = try await scene.ratings(path, by: .cora)
            let manager = try await scene.ratings(path, by: .lina)
            let stranger = try await scene.ratings(path, by: .leo)
            let received = try await scene.ratings("\(path)?direction=received", by: .cora)
            #expect(own.each("overall") == [2, 5] && own.each("state") == ["blind", "published"], "\(own)")
            #expect(others.each("overall") == [5] && stranger.each("overall") == [5], "\(others)")
            #expect(manager.each("id").contains(.string(open)) && manager.each("flagged") == [false, false])
            #expect(received.each("side") == ["provider"] && received["n"] == 1, "\(received)")
            #expect(own["n"] == 1 && own["score"] == 4.0, "of received ones")
        }
        #expect(try await scene.ratings("customers/\(carl)/ratings?direction=both").status == 422)
        #expect(try await scene.ratings("ratings/customer/\(scene.world.provider(of: .pia))").status == 404)
        #expect(try await scene.ratings("ratings/provider/\(carl)").status == 404)
    }

    @Test func `the ratings of a job are for those who see the job; staff see them all`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.completed()
        _ = try await scene.rated(job)

        #expect(try await scene.ratings("ratings/job/\(job)", by: .lina).each("state") == ["blind"])
        #expect(try await scene.ratings("ratings/job/\(job)", by: .ada).each("state") == ["blind"])
        #expect(try await scene.ratings("ratings/job/\(job)", by: .pia).each("state").isEmpty)
        for person in [Person.leo, .cora] {
            #expect(try await scene.ratings("ratings/job/\(job)", by: person).status == 404)
        }
    }

    @Test func `administrators remove a rating: it counts no more, the row stays, and both sides read why`()
        async throws
    {
        let scene = try await MarketScene.open()
        let job = try await scene.published(1)
        let pia = try await scene.world.provider(of: .pia)
        let rating = try #require(
            try await scene.ratings("ratings/provider/\(pia)").each("id").first?.stringValue
        )
        let path = "\(MarketScene.root)/ratings/\(rating)"

        #expect(try await scene.world.as(.ada).delete(path).status == 422)
        for person in [Person.carl, .pia, .lina] {
            #expect(try await scene.world.as(person).delete("\(path)?reason=because").status == 403)
        }
        let removed = try await scene.world.as(.ada).delete("\(path)?reason=It+names+a+neighbour")
        let again = try await scene.world.as(.adam).delete("\(path)?reason=It+names+a+neighbour")
        let list = try await scene.ratings("ratings/provider/\(pia)")
        #expect(removed.status == 200 && removed["state"] == "hidden", "\(removed)")
        #expect(again.status == 200 && again["version"] == removed["version"])
        #expect(list["n"] == 0 && list["score"] == .null && list.each("id").isEmpty, "\(list)")
        #expect(try await scene.ratings("ratings/job/\(job)").each("side") == ["provider"])
        #expect(
            try await scene.ratings("ratings/job/\(job)", by: .ada).each("state") == ["hidden", "published"]
        )
        #expect(try await scene.world.audit().contains("marketplace.rating.remove"))
        try await scene.world.runJobs()
        #expect(try await scene.notices(to: .carl).contains("marketplace.rating.removed"))
        let figures = try await scene.world.db.read { tx in try ProviderFigures.find(pia, tx) }
        #expect(figures?.score == nil && figures?.ratings == 0)
    }

    @Test func `a pair that used one device is flagged and does not count`() async throws {
        let scene = try await MarketScene.open()
        let agent = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
        for person in [Person.carl, .pia, .pete] {
            let login = try await scene.world.anonymous.post(
                "\(MarketScene.root)/auth/login",
                ["email": .string(person.email), "password": .string(person.password)],
                headers: ["User-Agent": person == .pete ? "curl/8.5" : agent]
            )
            #expect(login.status == 200)
        }
        _ = try await scene.published(5)
        _ = try await scene.published(by: .pete, 5)

        let flagged = try await scene.ratings("ratings/provider/\(scene.world.provider(of: .pia))", by: .ada)
        let counted = try await scene.ratings("ratings/provider/\(scene.world.provider(of: .pete))", by: .ada)
        #expect(
            flagged["n"] == 0 && flagged["score"] == .null && flagged.each("flagged") == [true],
            "\(flagged)"
        )
        #expect(counted["n"] == 1 && counted.each("flagged") == [false], "\(counted)")
    }
}
