import Crypto
import Foundation
import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Distribution

/// From the request to the carrier's own protocol.
@Suite struct CarrierTests {
    @Test func `a code goes through Twilio, and opens the account`() async throws {
        let twilio = try TwilioDouble()
        let world = try await market { $0.sms = twilio.carrier() }
        _ = try await world.requestCode(Person.omarsPhone)
        try await world.runJobs()

        let message = try #require(try await twilio.messages().first)
        let code = String((message["Body"]?.stringValue ?? "").prefix(6))

        #expect(message["To"]?.stringValue == Person.omarsPhone)
        #expect(try await world.verifyCode(Person.omarsPhone, code).status == 200)
        #expect(try await world.states("sms") == ["sent"])
    }

    @Test func `Twilio tells that a message arrived or was lost, and nobody else can`() async throws {
        let twilio = try TwilioDouble()
        let address = "https://lilium.example/api/webhooks/twilio"
        let world = try await market { $0.sms = twilio.carrier(callback: address) }
        _ = try await world.requestCode(Person.omarsPhone)
        _ = try await world.register("lost@example.com", "+9647701239999")
        _ = try await world.requestCode("+9647701239999")
        try await world.runJobs()
        let ids = try await world.db.read { tx in
            try tx.values(
                "SELECT provider_id FROM notice_delivery WHERE channel = 'sms' ORDER BY id",
                as: String.self
            )
        }
        #expect(ids.count == 2 && Set(ids).count == 2)
        func tell(
            _ status: String,
            of id: String,
            _ more: [String: String] = [:],
            key: String = TwilioDouble.token
        )
            async throws -> Int
        {
            let form = ["MessageSid": id, "MessageStatus": status, "To": "+964 7701"].merging(more) { $1 }
            let body = form.map { "\($0)=\($1.replacing("+", with: "%2B").replacing(" ", with: "+"))" }
            let signed = form.sorted { $0.key < $1.key }.reduce(address) { $0 + $1.key + $1.value }
            let proof = HMAC<Insecure.SHA1>.authenticationCode(
                for: Data(signed.utf8),
                using: SymmetricKey(data: Data(key.utf8))
            )
            return try await world.anonymous.send(
                "POST",
                "/api/webhooks/twilio",
                bytes: Array(body.joined(separator: "&").utf8),
                type: "application/x-www-form-urlencoded",
                headers: ["X-Twilio-Signature": Data(proof).base64EncodedString()]
            ).status
        }

        #expect(try await tell("delivered", of: ids[0], key: "another token") == 400)
        #expect(
            try await world.anonymous.post("/api/webhooks/twilio", ["MessageStatus": "delivered"]).status
                == 400
        )
        #expect(try await world.states("sms") == ["sent", "sent"])
        #expect(try await tell("sent", of: ids[0]) == 204)
        #expect(try await tell("delivered", of: ids[0]) == 204)
        #expect(
            try await tell("undelivered", of: ids[0], ["ErrorCode": "30003"]) == 204,
            "too late to be true"
        )
        #expect(try await tell("undelivered", of: ids[1], ["ErrorCode": "30003"]) == 204)
        #expect(try await tell("delivered", of: "SM of nobody") == 204)

        #expect(try await world.states("sms") == ["sent", "failed"])
        let shown =
            try await world.as(.noor).get("/api/admin/notifications/deliveries")["data"]?.arrayValue ?? []
        let texts = shown.filter { $0["channel"] == "sms" }
        #expect(texts.first?["last_error"] == "undelivered 30003" && texts.first?["arrived_at"] == nil)
        #expect(texts.last?["arrived_at"] != nil)
    }

    @Test func `the signature is the one of Twilio's own libraries`() throws {
        let settings = TwilioCarrier.Settings(
            account: "AC",
            token: "12345",
            sender: .number("+1"),
            statusCallback: "https://mycompany.com/myapp.php?foo=1&bar=2"
        )
        let carrier = TwilioCarrier(settings, http: HTTPCaller(threads: 1))
        let form =
            "To=%2B18005551212&Caller=%2B14158675309&Digits=1234&From=%2B14158675309&CallSid=CA1234567890ABCDE"
        // Signed well, and no report of a message.
        #expect(throws: SMSReportRefused.unreadable) {
            try carrier.report(in: Array(form.utf8), signature: "RSOYDt4T1cUTdK1PDd93/VVr8B8=")
        }
        #expect(throws: SMSReportRefused.badSignature) {
            try carrier.report(
                in: Array(form.utf8) + Array("1".utf8),
                signature: "RSOYDt4T1cUTdK1PDd93/VVr8B8="
            )
        }
    }

    @Test func `a number that has said stop is not tried again; a fault of theirs is, but not for long`()
        async throws
    {
        let twilio = try TwilioDouble()
        let world = try await market { $0.sms = twilio.carrier() }
        for (number, expected) in [("+15005550010", "failed"), ("+15005550503", "waiting")] {
            _ = try await world.register("x\(number.dropFirst())@example.com", number)
            _ = try await world.requestCode(number)
            try await world.runJobs()
            #expect(try await world.states("sms").last == expected)
        }
        let tries = try await twilio.tries()
        #expect(tries == 2)

        for _ in 1...12 {
            world.clock.advance(by: .minutes(5))
            try await world.runJobs()
        }

        #expect(try await world.states("sms") == ["failed", "dropped"])
        #expect((3...9).contains(try await twilio.tries()))
        #expect(
            try await world.count("SELECT COUNT(*) FROM notice_delivery WHERE last_error LIKE '%+1500555%'")
                == 0,
            "whom it went to is not in what went wrong"
        )
    }

    @Test func `a limit is waited for as long as was said`() async throws {
        let twilio = try TwilioDouble()
        let world = try await market { $0.sms = twilio.carrier() }
        _ = try await world.register("slow@example.com", "+15005550429")
        _ = try await world.requestCode("+15005550429")
        try await world.runJobs()
        try await world.runJobs()
        #expect(try await twilio.tries() == 1)

        world.clock.advance(by: .seconds(8))
        try await world.runJobs()

        #expect(try await twilio.tries() == 2)
    }

    @Test func `devices are told through Firebase, and those it no longer knows are forgotten`() async throws
    {
        let fcm = try FCMDouble()
        let carrier = try fcm.carrier { TestClock.start }
        let world = try await market { $0.push = carrier }
        for token in ["good-phone-1", "gone-phone-2", "bad-token-3", "payload-phone-4", "quota-phone-5"] {
            let body: JSONValue = ["token": .string(token)]
            #expect(try await world.as(.omar).post("/api/notifications/register-token", body).status == 200)
        }

        _ = try await world.as(.omar).post("/api/notifications/test")
        try await world.runJobs()

        #expect(try await world.as(.omar).get("/api/notifications/status")["devices"] == 3)
        #expect(try await world.states("push").sorted() == ["failed", "failed", "failed", "sent", "waiting"])
        #expect(try await fcm.seen().count == 5)
        #expect(try await fcm.exchanges() == 1)
        #expect(
            try await world.count("SELECT COUNT(*) FROM notice_delivery WHERE last_error LIKE '%phone%'") == 0
        )
    }

    @Test func `what is sent through the admin's window can be watched there`() async throws {
        let world = try await market()
        _ = try await world.requestCode(Person.omarsPhone)
        try await world.runJobs()

        let deliveries = try await world.as(.noor).get("/api/admin/notifications/deliveries")

        #expect(deliveries["data"]?.arrayValue?.first?["channel"] == "sms")
        #expect(deliveries["data"]?.arrayValue?.first?["state"] == "sent")
        #expect(!deliveries.json.text.contains("9647701000006"))
    }
}

extension World {
    fileprivate func states(_ channel: String) async throws -> [String] {
        try await db.read { tx in
            try tx.values(
                "SELECT state FROM notice_delivery WHERE channel = \(channel) ORDER BY id",
                as: String.self
            )
        }
    }
}
