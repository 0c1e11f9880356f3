import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

@Suite struct PayoutAccountTests {
    private static let path = "/api/v1/payouts/account"

    @Test func `none, pending and ready are read from Stripe, not from a return`() async throws {
        let scene = try await PayoutScene.open(isReady: false)
        let tina = scene.world.as(.tina)

        let none = try await tina.get(Self.path)
        #expect(none["state"] == "none" && none["requirements"] == [], "\(none)")
        let page = try await tina.post(Self.path, PayoutScene.account)
        #expect(page.status == 200 && page["url"]?.stringValue?.hasPrefix("https://") == true, "\(page)")
        let pending = try await tina.get(Self.path)
        #expect(pending["state"] == "pending" && pending["country"] == "IT", "\(pending)")
        #expect(pending["requirements"]?.arrayValue?.isEmpty == false)

        let reference = try await scene.reference(of: .tina)
        try await scene.stripe.act("onboard/\(reference)", ["payouts": "false"])
        #expect(try await tina.get(Self.path)["state"] == "pending", "transfers alone are not enough")
        try await scene.stripe.act("onboard/\(reference)")
        #expect(try await tina.get(Self.path)["state"] == "ready")
    }

    @Test func `the webhook makes the account ready without a look, and takes it back`() async throws {
        let scene = try await PayoutScene.open(isReady: false)
        _ = try await scene.world.as(.tina).post(Self.path, PayoutScene.account)
        let reference = try await scene.reference(of: .tina)
        try await scene.earn(100_00)

        try await scene.stripe.act("onboard/\(reference)")
        try await scene.world.hear(scene.stripe)
        #expect(try await scene.run(dry: true).results.map { $0["reason"] } == [nil])
        scene.world.clock.advance(by: .seconds(1))
        try await scene.stripe.act("onboard/\(reference)", ["payouts": "false"])
        try await scene.world.hear(scene.stripe)

        #expect(try await scene.run(dry: true).results.map { $0["reason"] } == ["account_not_ready"])
    }

    @Test func `asked twice at once there is one account, and its country stays`() async throws {
        let scene = try await PayoutScene.open(isReady: false)
        _ = try await scene.world.token(of: .tina)

        let answers = try await scene.world.atOnce(8) { _ in
            try await scene.world.as(.tina).post(Self.path, PayoutScene.account)
        }
        let other = try await scene.world.as(.tina).post(
            Self.path,
            ["country": "FR", "return_url": "/a", "refresh_url": "/b"]
        )

        #expect(answers.statuses == [200: 8], "\(answers.statuses)")
        let opened = try await scene.stripe.requests().filter { $0["path"] == "/v1/accounts" }
        #expect(Set(opened.compactMap { $0["key"]?.stringValue }).count == 1)
        #expect(other.status == 422 && "\(other)".contains("/country"), "\(other)")
    }

    @Test func `pages of other sites are refused, those of this one in both forms accepted`() async throws {
        let scene = try await PayoutScene.open(isReady: false)

        for (member, address) in [
            ("return_url", "https://evil.example/x"), ("return_url", "//evil.example"),
            ("refresh_url", "https://world.example.evil.example/"), ("refresh_url", "x"),
        ] {
            var body: JSONObject = ["country": "IT", "return_url": "/a", "refresh_url": "/b"]
            body[member] = .string(address)
            let answer = try await scene.world.as(.tina).post(Self.path, .object(body))
            #expect(answer.status == 422 && "\(answer)".contains("/\(member)"), "\(address): \(answer)")
        }
        let whole: JSONValue = [
            "country": "IT", "return_url": "https://world.example/a", "refresh_url": "/b",
        ]
        #expect(try await scene.world.as(.tina).post(Self.path, whole).status == 200)
    }

    @Test func `it is the tutor's alone, and needs a fresh login`() async throws {
        let scene = try await PayoutScene.open(isReady: false)

        for person in [Person.sara, .ada] {
            #expect(try await scene.world.as(person).get(Self.path).status == 403)
            #expect(try await scene.world.as(person).post(Self.path, PayoutScene.account).status == 403)
        }
        let stale = try await scene.stale(.tina).post(Self.path, PayoutScene.account)
        #expect(stale.status == 403 && stale.problem == .stepUpRequired, "\(stale)")
    }

    @Test func `without Stripe nothing is opened, and without its answer it is 503`() async throws {
        let world = try await castTutoring()
        let answer = try await world.as(.tina).post(Self.path, PayoutScene.account)
        #expect(answer.status == 503 && answer.problem == .paymentsNotConfigured, "\(answer)")

        let scene = try await PayoutScene.open(isReady: false)
        try await scene.stripe.act("fault", ["kind": "broken", "on": "POST /v1/accounts"])
        #expect(try await scene.world.as(.tina).post(Self.path, PayoutScene.account).status == 503)
        #expect(try await scene.world.as(.tina).post(Self.path, PayoutScene.account).status == 200)
    }
}
