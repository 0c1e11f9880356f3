import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Marketplace

@Suite struct MetricsTests {
    private func metrics(_ scene: MarketScene, by person: Person) async throws -> TestResponse {
        try await scene.world.as(person).get(
            "\(MarketScene.root)/providers/\(scene.world.provider(of: .pia))/metrics"
        )
    }

    @Test func `a provider's figures, each with its formula; others see the part of the card`() async throws {
        let scene = try await MarketScene.open()
        try await scene.answer(by: .pia, after: 30)
        _ = try await scene.published()
        let lost = try await scene.post()
        _ = try await scene.quoted(lost)
        try await scene.sleep()

        let own = try await metrics(scene, by: .pia)
        #expect(
            own["score"]?["value"] == 4.09 && own["score"]?["n"] == 1 && own["score"]?["window"] == "730 d",
            "\(own)"
        )
        #expect(
            own["response"]?["value"] == 30 && own["response"]?["unit"] == "minutes"
                && own["response"]?["n"] == 5
        )
        #expect(own["completion"]?["value"] == 1.0 && own["completion"]?["n"] == 1)
        #expect(own["on_time"]?["value"] == 1.0 && own["win"]?["value"] == 0.5 && own["win"]?["n"] == 2)
        #expect(own["completed"]?["value"] == 1 && own["completed"]?["window"] == "180 d")
        #expect(own["tier"] == "bronze" && own["nights_up"] == 0 && own["nights_down"] == 0)
        for person in [Person.lina, .ada] { #expect(try await metrics(scene, by: person)["win"] != nil) }
        for person in [Person.carl, .pete, .leo] {
            let card = try await metrics(scene, by: person)
            #expect(
                card["score"]?["value"] == 4.09 && card["win"] == nil && card["completed"] == nil,
                "\(card)"
            )
        }
    }

    @Test func `figures are null at n = 0, and there before the first night`() async throws {
        let scene = try await MarketScene.open()
        let own = try await metrics(scene, by: .pia)
        #expect(
            own["score"]?["value"] == .null && own["completion"]?["value"] == .null && own["win"]?["n"] == 0,
            "\(own)"
        )
    }

    @Test func `completion counts what the provider failed, and on_time what began late`() async throws {
        let scene = try await MarketScene.open()
        _ = try await scene.completed()
        let late = try await scene.funded()
        scene.world.clock.advance(by: .days(2) + .minutes(30))
        #expect(try await scene.put(late, "status", by: .pia, ["status": "underway"]).status == 200)
        let failed = try await scene.funded()
        let cancelled = try await scene.world.as(.pia).delete(
            "\(MarketScene.root)/jobs/\(failed)?reason=My+van+broke+down"
        )
        #expect(cancelled.status == 200, "\(cancelled)")

        let pia = try await scene.world.provider(of: .pia)
        let work = try await scene.world.db.read { tx in
            try ProviderWork.of(pia, from: tx.now - .days(90), until: tx.now, tx)
        }
        #expect(work.completed == 1 && work.failed == 1 && work.awarded == 2)
        #expect(work.started == 2 && work.onTime == 1)
        #expect(work.quoted == 3 && work.won >= 2)
        let nothing = try await scene.world.db.read { tx in
            try ProviderWork.of(pia, from: tx.now - .days(180), until: tx.now - .days(90), tx)
        }
        #expect(nothing.awarded == 0 && nothing.started == 0 && nothing.quoted == 0)
    }

    @Test func `an unanswered question counts two days, once they have passed`() async throws {
        let scene = try await MarketScene.open()
        let pia = try await scene.world.provider(of: .pia)
        _ = try await scene.post(["provider_id": .string(pia.description)])
        let cases = {
            try await scene.world.db.read { tx in try ResponseTime.cases(of: pia, at: tx.now, tx) }
        }

        scene.world.clock.advance(by: .hours(47))
        #expect(try await cases() == [])
        scene.world.clock.advance(by: .hours(2))
        #expect(try await cases() == [2_880])
        scene.world.clock.advance(by: .days(90))
        #expect(try await cases() == [])
    }

    @Test func `a customer's first message waits for an answer like a directed job`() async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.post()
        _ = try await scene.quoted(job)
        let pia = try await scene.world.provider(of: .pia)
        let chat = try await scene.world.as(.carl).post(
            "\(MarketScene.root)/chat",
            ["job_id": .string(job), "provider_id": .string(pia.description)]
        )
        let id = try #require(chat.id, "\(chat)")
        let path = "\(MarketScene.root)/chat/\(id)/messages"
        #expect(try await scene.world.as(.carl).post(path, ["body": "Can you come earlier?"]).status == 201)
        scene.world.clock.advance(by: .minutes(25))
        #expect(try await scene.world.as(.pia).post(path, ["body": "Yes."]).status == 201)

        let cases = try await scene.world.db.read { tx in try ResponseTime.cases(of: pia, at: tx.now, tx) }
        #expect(cases == [25])
    }

    @Test func `a customer's figures, for the customer and the staff who reach them`() async throws {
        let scene = try await MarketScene.open()
        _ = try await scene.completed(by: .pia, 12_345)
        _ = try await scene.completed(by: .pete, 5_000)
        let open = try await scene.post()
        #expect(try await scene.world.as(.carl).delete("\(MarketScene.root)/jobs/\(open)").status == 200)
        let carl = try await scene.world.id(of: .carl)
        let path = "\(MarketScene.root)/customers/\(carl)/metrics"

        let own = try await scene.world.as(.carl).get(path)
        #expect(
            own["posted"] == 3 && own["funded"] == 2 && own["completed"] == 2 && own["cancelled"] == 1,
            "\(own)"
        )
        #expect(own["spend_minor"] == 17_345 && own["repeat"] == true && own["churned"] == false)
        #expect(own["last_active"]?.stringValue != nil)
        for person in [Person.lina, .ada] {
            #expect(try await scene.world.as(person).get(path).status == 200)
        }
        for person in [Person.leo, .cora, .pia] {
            #expect(try await scene.world.as(person).get(path).status == 404)
        }
        scene.world.clock.advance(by: .days(91))
        #expect(try await scene.world.as(.carl).get(path)["churned"] == true)
    }
}
