import Kernel
import Synchronization
import TestKit
import Testing

@testable import Platform

@Suite struct FCMTests {
    private func push(_ token: String = "device-1") -> Push {
        Push(token: token, title: "طلب جديد", body: "وصل طلب", data: ["notification_id": "7"])
    }

    @Test func `a push is what FCM wants, with a token for a signed assertion that is used again`()
        async throws
    {
        let fcm = try FCMDouble()
        let carrier = try fcm.carrier { TestClock.start }

        let receipt = try await carrier.send(push())
        _ = try await carrier.send(push("device-2"))

        #expect(receipt.providerID == "projects/lilium-test/messages/1")
        let seen = try await fcm.seen()
        #expect(seen.first?["message"]?["notification"] == ["title": "طلب جديد", "body": "وصل طلب"])
        #expect(seen.first?["message"]?["data"] == ["notification_id": "7"])
        #expect(seen.map { $0["message"]?["token"] } == ["device-1", "device-2"])
        #expect(try await fcm.exchanges() == 1)
    }

    @Test func `many at once wait for one token`() async throws {
        let fcm = try FCMDouble()
        let carrier = try fcm.carrier { TestClock.start }

        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<30 { group.addTask { _ = try await carrier.send(push("device-\(index)")) } }
            try await group.waitForAll()
        }

        #expect(try await fcm.seen().count == 30)
        #expect(try await fcm.exchanges() == 1)
    }

    @Test func `the token is renewed before it ends, and when it has been refused`() async throws {
        let fcm = try FCMDouble()
        let clock = Mutex(TestClock.start)
        let carrier = try fcm.carrier { clock.withLock { $0 } }
        _ = try await carrier.send(push())

        let later = TestClock.start + .minutes(56)
        clock.withLock { $0 = later }
        try await fcm.setClock(to: later)
        _ = try await carrier.send(push())
        #expect(try await fcm.exchanges() == 2)
        try await fcm.revokeTokens()
        let failure = await #expect(throws: PushFailure.self) { _ = try await carrier.send(push()) }
        #expect(failure?.verdict == .later(nil) && failure?.code == 401)
        _ = try await carrier.send(push())

        #expect(try await fcm.exchanges() == 3)
    }

    @Test(arguments: [
        ("gone-1", PushFailure.Verdict.deviceGone), ("bad-1", .deviceGone), ("foreign-1", .deviceGone),
        ("payload-1", .refused), ("quota-1", .later(.seconds(90))), ("down-1", .later(nil)),
    ])
    func `what FCM refuses is told apart`(token: String, verdict: PushFailure.Verdict) async throws {
        let fcm = try FCMDouble()
        let carrier = try fcm.carrier { TestClock.start }

        let failure = await #expect(throws: PushFailure.self) { _ = try await carrier.send(push(token)) }

        #expect(failure?.verdict == verdict)
    }

    @Test func `an assertion that Google does not take is a temporary failure, and betrays nothing`()
        async throws
    {
        let fcm = try FCMDouble()
        let carrier = try fcm.carrier { TestClock.start + .days(2) }

        let failure = await #expect(throws: PushFailure.self) { _ = try await carrier.send(push()) }

        #expect(failure?.verdict == .later(nil) && failure?.detail.contains("invalid_grant") == true)
        #expect(try await fcm.seen() == [])
    }

    @Test func `a key file that is none is said to be none`() {
        for text in [
            "", "{}", #"{"type": "service_account"}"#, "not JSON",
            #"{"type":"service_account","project_id":"a/b","client_email":"e","private_key":"k","token_uri":"https://x"}"#,
        ] {
            #expect(throws: ServiceAccount.Unusable.self) { try ServiceAccount(json: text) }
        }
    }
}
