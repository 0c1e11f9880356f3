import Crypto
import Foundation
import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Marketplace

@Suite struct CallTests {
    private static let path = "/api/v1/calls"

    private func body(_ scene: MarketScene, _ job: String, _ more: JSONObject) async throws -> JSONObject {
        var body: JSONObject = [
            "job_id": .string(job), "to": .string(try await scene.world.id(of: .pia)), "mode": "bridge",
        ]
        for member in more.members { body[member.name] = member.value }
        return body
    }

    private func call(
        _ scene: MarketScene,
        _ job: String,
        by person: Person = .carl,
        _ more: JSONObject = [:]
    ) async throws -> TestResponse {
        try await scene.world.as(person).post(Self.path, .object(body(scene, job, more)))
    }

    private func logged(_ scene: MarketScene) -> JSONObject {
        ["mode": "log", "direction": "inbound", "started_at": scene.at(.zero), "seconds": 90]
    }

    private func scene() async throws -> (MarketScene, TwilioDouble) {
        let twilio = try TwilioDouble()
        let scene = try await MarketScene.open { $0.calls = twilio.bridge() }
        return (scene, twilio)
    }

    private func report(
        _ scene: MarketScene,
        _ pairs: [(String, String)],
        query: String = "",
        token: String = TwilioDouble.token
    ) async throws -> TestResponse {
        let url = "https://world.example\(Self.path)/twilio-webhook\(query)"
        let signed = pairs.sorted { $0.0 < $1.0 }.reduce(url) { $0 + $1.0 + $1.1 }
        let code = HMAC<Insecure.SHA1>.authenticationCode(
            for: Data(signed.utf8),
            using: SymmetricKey(data: Data(token.utf8))
        )
        return try await scene.world.anonymous.send(
            "POST",
            "\(Self.path)/twilio-webhook\(query)",
            bytes: Array(pairs.map { "\($0.0)=\($0.1)" }.joined(separator: "&").utf8),
            type: "application/x-www-form-urlencoded",
            headers: ["X-Twilio-Signature": Data(code).base64EncodedString()]
        )
    }

    @Test func `a bridge calls both, and the numbers stay hidden`() async throws {
        let (scene, twilio) = try await scene()
        let job = try await scene.funded()
        let made = try await call(scene, job)
        #expect(made.status == 201 && made["state"] == "queued", "\(made)")
        #expect(!made.text.contains("+1212") && made["direction"] == "outbound")
        let seen = try #require(try await twilio.calls().first)
        #expect(seen["To"] == "+12125550101" && seen["Number"] == "+12125550103")
        let id = try #require(made.id)
        #expect(
            seen["StatusCallback"] == .string("https://world.example/api/v1/calls/twilio-webhook?call=\(id)")
        )

        let sid = "CA" + String(repeating: "0", count: 31) + "1"
        let told = [("CallSid", sid), ("CallStatus", "completed"), ("CallDuration", "42")]
        #expect(try await report(scene, told, query: "?call=\(id)").status == 204)
        let shown = try await scene.world.as(.pia).get("\(Self.path)/\(id)")
        #expect(shown["state"] == "completed" && shown["seconds"] == 42)
        #expect(try await scene.world.as(.pete).get("\(Self.path)/\(id)").status == 404)
        let list = try await scene.world.as(.carl).get("\(Self.path)/job/\(job)")
        #expect(list["data"]?.arrayValue?.count == 1)
    }

    @Test func `only a state of a higher rank wins, in every order of the vectors`() async throws {
        let (scene, twilio) = try await scene()
        defer { withExtendedLifetime(twilio) {} }
        let job = try await scene.funded()
        for (number, vector) in try MarketVectors.list("call_states").enumerated() {
            let id = try #require(try await call(scene, job).id)
            let sid = "CA" + String(repeating: "0", count: 31) + "\(number + 1)"
            for state in vector["told"]?.arrayValue ?? [] {
                let told = [("CallSid", sid), ("CallStatus", state.stringValue ?? "")]
                #expect(try await report(scene, told).status == 204)
            }
            #expect(try await scene.world.as(.carl).get("\(Self.path)/\(id)")["state"] == vector["state"])
        }
    }

    @Test func `an unknown sid is 204, a bad signature 400: 60 bad signatures/min per address`()
        async throws
    {
        let (scene, twilio) = try await scene()
        defer { withExtendedLifetime(twilio) {} }
        let told = [("CallSid", "CA0"), ("CallStatus", "completed")]
        #expect(try await report(scene, told).status == 204)
        let wrong = try await report(scene, told, token: "wrong")
        #expect(wrong.status == 400 && wrong["code"] == "calls.bad_signature")
        for _ in 0..<59 { _ = try await report(scene, told, token: "wrong") }
        #expect(try await report(scene, told, token: "wrong").status == 429)
        #expect(try await report(scene, told).status == 204, "good ones are unlimited")
        #expect(try await report(scene, [("Nothing", "1")]).status == 429, "signed, but about no call")
    }

    @Test func `50 same reports change a call once`() async throws {
        let (scene, twilio) = try await scene()
        defer { withExtendedLifetime(twilio) {} }
        let job = try await scene.funded()
        let id = try #require(try await call(scene, job).id)
        let sid = "CA" + String(repeating: "0", count: 31) + "1"
        let told = [("CallSid", sid), ("CallStatus", "busy")]
        let answers = try await scene.world.atOnce(50) { _ in try await report(scene, told) }
        #expect(answers.statuses == [204: 50])
        let shown = try await scene.world.as(.carl).get("\(Self.path)/\(id)")
        #expect(shown["state"] == "busy" && shown["version"] == 2)
    }

    @Test func `a call is written down with direction, start and length`() async throws {
        let (scene, twilio) = try await scene()
        let job = try await scene.funded()
        let made = try await call(scene, job, logged(scene))
        #expect(made.status == 201 && made["state"] == "completed" && made["seconds"] == 90, "\(made)")
        #expect(made["direction"] == "inbound")
        #expect(try await twilio.tries() == 0)
        let missing = try await call(scene, job, ["mode": "log"])
        #expect(
            missing.faults == ["/direction": "required", "/started_at": "required", "/seconds": "required"]
        )
        var future = logged(scene)
        future["started_at"] = scene.at(.hours(1))
        #expect(try await call(scene, job, future).faults == ["/started_at": "in_the_future"])
        #expect(try await call(scene, job, ["seconds": 3]).faults == ["/seconds": "only_logged"])
    }

    @Test func `members call from the payment to 14 days after the end, and nobody else`() async throws {
        let (scene, twilio) = try await scene()
        defer { withExtendedLifetime(twilio) {} }
        let job = try await scene.post()
        let quote = try await scene.quoted(job)
        _ = try await scene.quoted(job, by: .pete)
        #expect(try await call(scene, job).problem == .notFunded)
        #expect(try await scene.accept(job, quote).status == 200)
        #expect(try await call(scene, job).problem == .notFunded)
        try await scene.fund(job)
        #expect(try await call(scene, job).status == 201)
        let pete = try await scene.world.id(of: .pete)
        #expect(try await call(scene, job, ["to": .string(pete)]).faults == ["/to": "not_a_side"])
        #expect(try await call(scene, job, by: .pia).faults == ["/to": "not_a_side"], "not their own account")
        #expect(try await call(scene, job, by: .pete).status == 404, "he has only quoted")
        #expect(try await call(scene, job, by: .cora).status == 404)
        #expect(try await call(scene, job, by: .lina, ["reason": "Complaint"]).status == 404)
        #expect(try await scene.world.as(.carl).delete("/api/v1/jobs/\(job)").status == 200)
        #expect(try await call(scene, job).status == 201)
        scene.world.clock.advance(by: .days(14))
        #expect(try await call(scene, job).problem == .callsOver)
    }

    @Test func `staff call and read while disputed, with a reason`() async throws {
        let (scene, twilio) = try await scene()
        defer { withExtendedLifetime(twilio) {} }
        let job = try await scene.underway()
        let made = try #require(try await call(scene, job).id)
        #expect(try await scene.world.as(.lina).get("\(Self.path)/\(made)?reason=Complaint").status == 404)
        #expect(try await scene.dispute(job).status == 201)
        #expect(
            try await scene.world.as(.lina).get("\(Self.path)/\(made)").faults == ["query/reason": "required"]
        )
        #expect(try await scene.world.as(.lina).get("\(Self.path)/\(made)?reason=Complaint").status == 200)
        #expect(try await scene.world.as(.leo).get("\(Self.path)/\(made)?reason=Complaint").status == 404)
        let list = try await scene.world.as(.ada).get("\(Self.path)/job/\(job)?reason=Complaint")
        #expect(list["data"]?.arrayValue?.count == 1)
        #expect(try await call(scene, job, by: .lina).faults == ["/reason": "required"])
        let mute = try await call(scene, job, by: .lina, ["reason": "Complaint"])
        #expect(mute.problem == .noTelephone, "lina has no number")
        var note = logged(scene)
        note["reason"] = "Complaint"
        #expect(try await call(scene, job, by: .lina, note).status == 201)
        #expect(try await scene.world.audit().count { $0 == "call.read" } == 2)
        #expect(try await scene.world.audit().count { $0 == "call.make" } == 1)
    }

    @Test func `10 calls/day, and 503 where the service is away or not configured`() async throws {
        let (scene, twilio) = try await scene()
        defer { withExtendedLifetime(twilio) {} }
        let job = try await scene.funded()
        for _ in 0..<10 { #expect(try await call(scene, job, logged(scene)).status == 201) }
        let refused = try await call(scene, job, logged(scene))
        #expect(refused.status == 429 && refused.header("Retry-After") != nil)
        scene.world.clock.advance(by: .hours(24) + .minutes(1))
        #expect(try await call(scene, job, logged(scene)).status == 201)

        let mute = try await MarketScene.open()
        let other = try await mute.funded()
        let none = try await call(mute, other)
        #expect(none.status == 503 && none["code"] == "calls.not_configured")
        #expect(try await call(mute, other, logged(mute)).status == 201, "it can be written down")

        let wrong = try await MarketScene.open { $0.calls = twilio.bridge(token: "wrong") }
        let third = try await wrong.funded()
        let away = try await call(wrong, third)
        #expect(away.status == 503 && away["code"] == "calls.unavailable")
        let failed = try await wrong.world.as(.carl).get("\(Self.path)/job/\(third)")
        #expect(failed["data"]?.arrayValue?.first?["state"] == "failed")
    }
}
