import Crypto
import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

@Suite struct ChannelTests {
    private static let phone = JSONValue.string("+393331234567")

    @Test func `WhatsApp is linked with a code, taken for others, and unlinked`() async throws {
        let scene = try await LinkScene.open()
        func link(_ body: JSONValue, _ person: Person = .sara) async throws -> TestResponse {
            try await scene.world.as(person).post("/api/v1/users/me/channels/whatsapp", body)
        }
        func code() async throws -> JSONValue {
            try await scene.world.runJobs()
            let message = try await scene.messengers.messages().last {
                $0["template"]?["name"] == "portico_code"
            }
            return try #require(message?["template"]?["components"]?[0]?["parameters"]?[0]?["text"])
        }
        #expect(try await link(["phone": Self.phone]).status == 202)
        let right = try await code()
        let wrong = try await link(["phone": Self.phone, "code": right == "111111" ? "222222" : "111111"])
        #expect(wrong.status == 401 && wrong.problem?.name == "invalid_code")
        let linked = try await link(["phone": Self.phone, "code": right])
        #expect(linked.status == 200 && linked["channel"] == "whatsapp" && linked["linked"] == true)

        #expect(try await link(["phone": Self.phone], .tina).status == 202)
        let taken = try await link(["phone": Self.phone, "code": try await code()], .tina)
        #expect(taken.status == 409 && taken.problem?.name == "channel.taken")
        #expect(try await scene.world.as(.sara).delete("/api/v1/users/me/channels/whatsapp").status == 204)
    }

    @Test func `Telegram is linked by the start of a chat, and tells of the lesson`() async throws {
        let scene = try await LinkScene.open()
        let answer = try await scene.world.as(.sara).post("/api/v1/users/me/channels/telegram")
        #expect(answer.status == 200 && answer["expires_at"] != nil, "\(answer)")
        let code = try #require(answer["code"]?.stringValue)
        let update: JSONValue = [
            "update_id": 1,
            "message": ["text": .string("/start \(code)"), "chat": ["id": 4242, "type": "private"]],
        ]
        let heard = try await scene.world.anonymous.send(
            "POST",
            "/api/v1/webhooks/telegram",
            bytes: update.bytes,
            type: "application/json",
            headers: ["X-Telegram-Bot-Api-Secret-Token": MessengersDouble.telegramSecret]
        )
        #expect(heard.status == 200 && heard["received"] == true)
        try await scene.world.runJobs()

        _ = try await scene.lessons.booked(LessonScene.rome(10), lot: try await scene.lessons.lot())
        try await scene.world.runJobs()
        #expect(try await scene.messengers.messages().contains { $0["chat_id"] == 4242 })
    }

    @Test func `Meta's question is answered with its word as text, or refused`() async throws {
        let scene = try await LinkScene.open()
        let path = "/api/v1/webhooks/whatsapp?hub.mode=subscribe&hub.challenge=77&hub.verify_token="
        let right = try await scene.world.anonymous.get(path + MessengersDouble.verifyToken)
        #expect(right.status == 200 && right.text == "77")
        #expect(try await scene.world.anonymous.get(path + "x").status == 403)
    }

    @Test func `webhooks without a good signature are 400 bad_signature`() async throws {
        let scene = try await LinkScene.open()
        for path in ["whatsapp", "telegram"] {
            let answer = try await scene.world.anonymous.post("/api/v1/webhooks/\(path)", ["entry": []])
            #expect(answer.status == 400 && answer.problem?.name == "bad_signature", "\(path): \(answer)")
        }
        let twilio = try TwilioDouble()
        let world = try await castTutoring {
            $0.sms = twilio.carrier(callback: "https://world.example/api/v1/webhooks/twilio")
        }
        let answer = try await world.anonymous.send(
            "POST",
            "/api/v1/webhooks/twilio",
            bytes: Array("MessageSid=SM1&MessageStatus=delivered".utf8),
            type: "application/x-www-form-urlencoded",
            headers: ["X-Twilio-Signature": "AAAA"]
        )
        #expect(answer.status == 400 && answer.problem?.name == "bad_signature", "\(answer)")
    }

    @Test func `a signed report of WhatsApp is taken`() async throws {
        let scene = try await LinkScene.open()
        let body: JSONValue = ["object": "whatsapp_business_account", "entry": []]
        let mac = HMAC<SHA256>.authenticationCode(
            for: body.bytes,
            using: SymmetricKey(data: Array(MessengersDouble.appSecret.utf8))
        )
        let answer = try await scene.world.anonymous.send(
            "POST",
            "/api/v1/webhooks/whatsapp",
            bytes: body.bytes,
            type: "application/json",
            headers: [
                "X-Hub-Signature-256": "sha256="
                    + mac.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
            ]
        )
        #expect(answer.status == 200 && answer["received"] == true)
    }

    @Test func `a report of Twilio with a good signature is 204`() async throws {
        let twilio = try TwilioDouble()
        let address = "https://world.example/api/v1/webhooks/twilio"
        let world = try await castTutoring { $0.sms = twilio.carrier(callback: address) }
        let mac = HMAC<Insecure.SHA1>.authenticationCode(
            for: Array("\(address)MessageSidSM1MessageStatusdelivered".utf8),
            using: SymmetricKey(data: Array(TwilioDouble.token.utf8))
        )
        let answer = try await world.anonymous.send(
            "POST",
            "/api/v1/webhooks/twilio",
            bytes: Array("MessageSid=SM1&MessageStatus=delivered".utf8),
            type: "application/x-www-form-urlencoded",
            headers: ["X-Twilio-Signature": Base64.standard.encode(mac)]
        )
        #expect(answer.status == 204, "\(answer)")
    }

    @Test func `a channel that is not configured is 503, and an unknown one is none`() async throws {
        let world = try await castTutoring()
        let sara = world.as(.sara)
        #expect(try await sara.post("/api/v1/users/me/channels/telegram").status == 503)
        #expect(
            try await sara.post("/api/v1/users/me/channels/whatsapp", ["phone": Self.phone]).status == 503
        )
        #expect(try await sara.post("/api/v1/users/me/channels/fax", ["phone": Self.phone]).status == 404)
        #expect(try await sara.post("/api/v1/users/me/channels/sms", ["phone": Self.phone]).status == 202)
    }
}
