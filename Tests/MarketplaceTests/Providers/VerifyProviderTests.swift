import Kernel
import Platform
import TestKit
import Testing

@testable import Marketplace

@Suite struct VerifyProviderTests {
    @Test func `without the mandatory documents nobody is verified`() async throws {
        let world = try await castMarketplace()

        let none = try await world.verify(.paul)
        try await world.prove("identity", of: .paul)
        _ = try await world.send("insurance", of: .paul)
        let one = try await world.verify(.paul)

        #expect(none.status == 409 && none.problem == .documentsMissing)
        #expect(none["documents"] == ["identity", "insurance"])
        #expect(one.status == 409 && one["documents"] == ["insurance"])
    }

    @Test func `a verified provider works, and only once`() async throws {
        let world = try await castMarketplace()
        try await world.prove("identity", of: .paul)
        try await world.prove("insurance", of: .paul)

        let verified = try await world.verify(.paul)
        let again = try await world.verify(.paul)

        #expect(verified.status == 200 && verified["status"] == "active", "\(verified)")
        #expect(again.status == 409 && again.problem == .illegalTransition && again["present"] == "active")
        #expect(try await world.messages(to: .paul).contains("provider_verified"))
        #expect(try await world.audit().contains("provider.verify"))
    }

    @Test func `a rejected provider stays pending and reads why`() async throws {
        let world = try await castMarketplace()

        let rejected = try await world.verify(.paul, "reject")
        let own = try await world.record(of: .paul, as: .paul)

        #expect(rejected.status == 200 && rejected["status"] == "pending")
        #expect(own["status_reason"] == "Seen and checked.")
        #expect(try await world.messages(to: .paul) == ["provider_rejected"])
    }

    @Test func `managers of other regions, providers and bodies without a reason are refused`() async throws {
        let world = try await castMarketplace()
        let path = "/api/v1/lsm/providers/\(try await world.provider(of: .paul))/verify"

        let stranger = try await world.verify(.paul, by: .leo)
        let provider = try await world.verify(.paul, by: .paul)
        let silent = try await world.as(.lina).put(path, ["decision": "verify"])
        let unknown = try await world.as(.lina).put(path, ["decision": "maybe", "reason": "Not sure"])

        #expect(stranger.status == 404 && provider.status == 403)
        #expect(silent.status == 422 && silent.faults == ["/reason": "required"])
        #expect(unknown.status == 422 && unknown.faults.keys.contains("/decision"))
    }

    @Test func `after five working days administrators are told, once`() async throws {
        let world = try await castMarketplace()

        // The cast begins on a Saturday; Thursday is five working days later at the earliest on Friday.
        try await world.wake(at: "2026-11-26T10:00:00Z")
        let early = try await world.messages(to: .ada)
        let reminded = try await world.messages(to: .lina)
        try await world.wake(at: "2026-11-27T10:00:00Z")
        try await world.wake(at: "2026-12-27T10:00:00Z")

        #expect(early == [])
        #expect(reminded == ["provider_waits"])
        #expect(try await world.messages(to: .ada) == ["provider_overdue"])
        #expect(try await world.record(of: .paul, as: .ada)["status"] == "pending")
    }

    @Test func `verify|reject at once: the one who comes second reads the present status`() async throws {
        let world = try await castMarketplace()
        try await world.prove("identity", of: .paul)
        try await world.prove("insurance", of: .paul)
        let lina = try await world.token(of: .lina)
        let path = "/api/v1/lsm/providers/\(try await world.provider(of: .paul))/verify"

        let answers = try await world.atOnce(6) { place in
            try await world.with(token: lina).put(
                path,
                ["decision": .string(place % 2 == 0 ? "verify" : "reject"), "reason": "At once"]
            )
        }

        #expect(answers.allSatisfy { [200, 409].contains($0.status) }, "\(answers.statuses)")
        #expect(answers.filter { $0.status == 200 && $0["status"] == "active" }.count == 1)
    }
}
