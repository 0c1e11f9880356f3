import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite struct WhatsAppTests {
    @Test func `a number is linked with the code that was sent to it, and belongs to one account`()
        async throws
    {
        let courier = try await Courier()
        try await courier.linkWhatsApp()

        #expect(
            try await courier.link("whatsapp", ["phone": .string(Courier.phone)], as: .luca).status == 202
        )
        try await courier.world.runJobs()
        let proof: JSONValue = [
            "phone": .string(Courier.phone), "code": .string(try await courier.lastCode()),
        ]
        let taken = try await courier.link("whatsapp", proof, as: .luca)
        #expect(taken.status == 409 && taken.problem?.name == "channel.taken")

        #expect(try await courier.world.as(.giulia).delete("/api/users/me/channels/whatsapp").status == 204)
        #expect(try await courier.world.as(.giulia).delete("/api/users/me/channels/whatsapp").status == 204)
        try await courier.linkWhatsApp(.luca)
    }

    @Test func `a wrong code is 401, five use the code up, and ten minutes end it`() async throws {
        let courier = try await Courier()
        let phone = JSONValue.string(Courier.phone)
        #expect(try await courier.link("whatsapp", ["phone": phone]).status == 202)
        try await courier.world.runJobs()
        let code = try await courier.lastCode()
        let wrong = code == "000000" ? "000001" : "000000"
        for _ in 0..<5 {
            let answer = try await courier.link("whatsapp", ["phone": phone, "code": .string(wrong)])
            #expect(answer.problem == .invalidCode)
        }
        #expect(try await courier.link("whatsapp", ["phone": phone, "code": .string(code)]).status == 401)

        #expect(try await courier.link("whatsapp", ["phone": phone]).status == 202)
        try await courier.world.runJobs()
        let second = try await courier.lastCode()
        // Another number than the one that it was sent to.
        #expect(
            try await courier.link("whatsapp", ["phone": "+393330000000", "code": .string(second)]).status
                == 401
        )
        courier.world.clock.advance(by: .minutes(10))
        #expect(try await courier.link("whatsapp", ["phone": phone, "code": .string(second)]).status == 401)
        #expect(try await courier.link("whatsapp", ["code": "123456"]).faults["/phone"] != nil)
        #expect(try await courier.link("fax", ["phone": phone]).status == 404)
    }

    @Test func `fifty right codes at once link one number once`() async throws {
        let courier = try await Courier()
        let phone = JSONValue.string(Courier.phone)
        _ = try await courier.link("whatsapp", ["phone": phone])
        try await courier.world.runJobs()
        let code = JSONValue.string(try await courier.lastCode())
        let answers = try await courier.world.atOnce(50) { _ in
            try await courier.link("whatsapp", ["phone": phone, "code": code])
        }
        #expect(answers.statuses == [200: 1, 401: 49])
    }

    @Test func `a notice is a template until the person has written, then for a day a text`() async throws {
        let courier = try await Courier()
        try await courier.linkWhatsApp()
        try await courier.tell("1")
        let first = try #require(try await courier.double.messages().last)
        #expect(first["type"] == "template")
        let parameter = first["template"]?["components"]?[0]?["parameters"]?[0]?["text"]?.stringValue
        #expect(parameter == "News 1 It has come. Number 1.")

        try await courier.double.act("open", ["number": .string(Courier.phone)])
        let heard = try await courier.hearWhatsApp(
            [
                "messages": [
                    ["from": "393331234567", "id": "wamid.in", "type": "text", "text": ["body": "hello"]]
                ]
            ]
        )
        #expect(heard.status == 200)
        try await courier.world.runJobs()
        try await courier.tell("2")
        #expect(
            try await courier.double.messages().last?["text"]?["body"]?.stringValue?.hasPrefix("News 2\n")
                == true
        )

        courier.world.clock.advance(by: .hours(24))
        try await courier.tell("3")
        #expect(try await courier.double.messages().last?["type"] == "template")
    }

    @Test func `delivered beats failed, in any order, and a repetition changes nothing`() async throws {
        let courier = try await Courier()
        try await courier.linkWhatsApp()
        for number in ["1", "2", "3"] { try await courier.tell(number) }
        let sent = try await courier.double.messages().suffix(3).compactMap { $0["id"]?.stringValue }
        let words = [["failed", "delivered"], ["delivered", "failed"], ["sent", "failed"]]
        for (number, words) in zip(sent, words) {
            for word in words {
                for _ in 0..<3 { #expect(try await courier.status(number, word).status == 200) }
                try await courier.world.runJobs()
            }
        }
        #expect(try await courier.deliveries("whatsapp") == ["sent/arrived", "sent/arrived", "failed"])
        let stored = try await courier.world.db.read { tx in
            try tx.value("SELECT COUNT(*) FROM messenger_update", as: Int.self)
        }
        #expect(stored == 6)
    }

    @Test
    func
        `a webhook that Meta did not sign over these bytes is 400, and the question is answered with its word`()
        async throws
    {
        let courier = try await Courier()
        let bad = try await courier.hearWhatsApp(["statuses": []], secret: "another")
        #expect(bad.status == 400 && bad.problem?.name == "bad_signature")
        let unsigned = try await courier.world.anonymous.post("/api/webhooks/whatsapp", ["entry": []])
        #expect(unsigned.status == 400)

        let path = "/api/webhooks/whatsapp?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token="
        let right = try await courier.world.anonymous.get(path + MessengersDouble.verifyToken)
        #expect(right.status == 200 && right.text == "1158201444")
        #expect(right.header("Content-Type")?.hasPrefix("text/plain") == true)
        #expect(try await courier.world.anonymous.get(path + "guessed").status == 403)
    }

    @Test func `a number that cannot be written to ends the channel`() async throws {
        let courier = try await Courier()
        try await courier.linkWhatsApp()
        try await courier.double.act("gone", ["number": .string(Courier.phone)])
        try await courier.tell("1")
        #expect(try await courier.deliveries("whatsapp") == ["failed"])
        try await courier.tell("2")
        #expect(try await courier.deliveries("whatsapp") == ["failed"])
        #expect(try await courier.world.audit().contains("messenger.end"))
    }

    @Test func `a limit is waited for, and a channel that was switched off gets nothing`() async throws {
        let courier = try await Courier()
        try await courier.linkWhatsApp()
        try await courier.double.act("fault", ["kind": "status-503", "times": 1])
        try await courier.tell("1")
        #expect(try await courier.deliveries("whatsapp") == ["waiting"])
        courier.world.clock.advance(by: .minutes(1))
        try await courier.world.runJobs()
        #expect(try await courier.deliveries("whatsapp") == ["sent"])

        let off: JSONValue = [
            "preferences": [["category": "service", "channel": "whatsapp", "enabled": false]]
        ]
        #expect(
            try await courier.world.as(.giulia).patch("/api/notifications/preferences", off).status == 200
        )
        try await courier.tell("2")
        #expect(try await courier.deliveries("whatsapp") == ["sent"])
    }

    @Test func `text messages go to a number that was confirmed`() async throws {
        let courier = try await Courier()
        #expect(try await courier.link("sms", ["phone": .string(Courier.phone)]).status == 202)
        try await courier.world.runJobs()
        let text = try #require(courier.world.telephones.texts.last?.text)
        let code = try #require(text.firstMatch(of: /\d{6}/)).output
        let proof: JSONValue = ["phone": .string(Courier.phone), "code": .string(String(code))]
        #expect(try await courier.link("sms", proof)["linked"] == true)
    }
}
