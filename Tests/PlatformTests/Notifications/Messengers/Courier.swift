import Crypto
import Kernel
import Store
import TestKit
import Testing
import Web

@testable import Platform

/// A product that writes to people through their messengers.
struct Courier: Sendable {
    let world: World
    let double: MessengersDouble

    init() async throws {
        let double = try MessengersDouble()
        self.double = double
        world = try await World(Self.product, cast: "people", cast: Self.people) {
            $0.messengers = double.messengers
        }
    }

    static let product = ProductDefinition(
        name: "courier",
        title: "Courier",
        summary: "Messengers under test.",
        root: "/api",
        zone: .rome,
        currency: .euro,
        languages: [.english, .italian],
        accounts: AccountPolicy(selfRegistrationRole: .member, administrators: [.steward]),
        access: AccessMatrix(roles: .member, .steward) {},
        features: [
            .messengers,
            Feature(
                routes: [
                    Post("/users/me/channels/{channel}", MessengerLinking.link, .account, "Link"),
                    Delete("/users/me/channels/{channel}", MessengerLinking.unlink, .account, "Unlink"),
                    Get("/webhooks/whatsapp", MessengerHooks.verifyWhatsApp, .anyone, "Confirm"),
                    Post("/webhooks/whatsapp", MessengerHooks.receiveWhatsApp, .anyone, "Hear WhatsApp"),
                    Post("/webhooks/telegram", MessengerHooks.receiveTelegram, .anyone, "Hear Telegram"),
                ],
                templates: [news]
            ),
        ],
        channels: [.inApp, .email, .sms, .whatsApp, .telegram]
    )

    private static let news = NoticeTemplate(
        "courier.news",
        .service,
        subject: ["en": "News {{number}}", "it": "Notizia {{number}}"],
        body: ["en": "It has come.\n\nNumber {{number}}.", "it": "È arrivata.\n\nNumero {{number}}."],
        preview: ["number": "1"]
    )

    @Sendable private static func people(at site: Site) async throws {
        for person in [Person.giulia, .luca] {
            _ = try await Accounts.createStaff(
                email: EmailAddress(parsing: person.email),
                password: Password(person.password),
                role: .member,
                locale: .english,
                by: .system,
                at: site
            )
        }
    }
}

extension Courier {
    static let phone = "+393331234567"

    func link(
        _ channel: String,
        _ body: JSONValue? = nil,
        as person: Person = .giulia
    ) async throws -> TestResponse {
        try await world.as(person).post("/api/users/me/channels/\(channel)", body)
    }

    /// Links a number in WhatsApp with the code that comes there.
    func linkWhatsApp(_ person: Person = .giulia, _ phone: String = phone) async throws {
        #expect(try await link("whatsapp", ["phone": .string(phone)], as: person).status == 202)
        try await world.runJobs()
        let code = try await lastCode()
        let answer = try await link("whatsapp", ["phone": .string(phone), "code": .string(code)], as: person)
        #expect(answer.status == 200 && answer["linked"] == true)
    }

    func lastCode() async throws -> String {
        let message = try await double.messages().last { $0["template"]?["name"] == "portico_code" }
        return try #require(message?["template"]?["components"]?[0]?["parameters"]?[0]?["text"]?.stringValue)
    }

    func tell(_ number: String, _ person: Person = .giulia) async throws {
        let email = try EmailAddress(parsing: person.email)
        try await world.db.write { tx in
            guard let account = try Account.find(email: email, tx) else { throw TestFailure("no account") }
            try Notifications.notify(
                account.id,
                Notice(template: "courier.news", values: ["number": number]),
                tx
            )
        }
        try await world.runJobs()
    }

    /// `state/arrived` of each delivery through a channel, oldest first.
    func deliveries(_ channel: String) async throws -> [String] {
        try await world.db.read { tx in
            try tx.values(
                """
                SELECT state || CASE WHEN arrived_at IS NULL THEN '' ELSE '/arrived' END FROM notice_delivery
                 WHERE channel = \(channel) ORDER BY id
                """,
                as: String.self
            )
        }
    }

    func hearWhatsApp(
        _ value: JSONValue,
        secret: String = MessengersDouble.appSecret
    ) async throws -> TestResponse {
        let body: JSONValue = [
            "object": "whatsapp_business_account",
            "entry": [["id": "1", "changes": [["field": "messages", "value": value]]]],
        ]
        let mac = HMAC<SHA256>.authenticationCode(
            for: body.bytes,
            using: SymmetricKey(data: Array(secret.utf8))
        )
        let signature =
            "sha256=" + mac.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        return try await world.anonymous.send(
            "POST",
            "/api/webhooks/whatsapp",
            bytes: body.bytes,
            type: "application/json",
            headers: ["X-Hub-Signature-256": signature]
        )
    }

    func status(_ number: String, _ word: String) async throws -> TestResponse {
        try await hearWhatsApp([
            "statuses": [["id": .string(number), "status": .string(word), "timestamp": "1795251600"]]
        ])
    }

    func hearTelegram(
        _ update: JSONValue,
        secret: String = MessengersDouble.telegramSecret
    ) async throws -> TestResponse {
        try await world.anonymous.send(
            "POST",
            "/api/webhooks/telegram",
            bytes: update.bytes,
            type: "application/json",
            headers: ["X-Telegram-Bot-Api-Secret-Token": secret]
        )
    }

    func write(_ text: String, update: Int64, chat: Int64 = 4242) async throws {
        let answer = try await hearTelegram([
            "update_id": .integer(update),
            "message": [
                "message_id": 1, "text": .string(text), "chat": ["id": .integer(chat), "type": "private"],
            ],
        ])
        #expect(answer.status == 200)
        try await world.runJobs()
    }

    func start(_ person: Person = .giulia) async throws -> String {
        let answer = try await link("telegram", as: person)
        #expect(answer.status == 200)
        let code = try #require(answer["code"]?.stringValue)
        #expect(answer["url"]?.stringValue == "https://t.me/portico_double_bot?start=\(code)")
        return code
    }
}
