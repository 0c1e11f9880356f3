import Kernel
import Platform
import Store

extension AccessObject {
    /// The platform's objects of every account.
    package static func ofPlatform(_ people: Person...) -> [AccessObject] {
        people.flatMap { person in
            [
                AccessObject(Session.self, "another session of \(person.name)", of: person) { world in
                    try await world.anotherSession(of: person)
                },
                AccessObject("Platform.NoticeRow", "a notice", [person]) { world in
                    try await world.notice(to: person)
                },
            ]
        }
    }
}

extension AccessObject {
    /// The platform's objects for a product's administrators.
    package static func ofAdministration(by person: Person) -> [AccessObject] {
        ofAdministrationWithoutPrograms(by: person) + [
            AccessObject("Platform.ServiceToken", "a token", [person]) { try await $0.program(by: person) }
        ]
    }

    /// The same for a product that lets no programs in.
    package static func ofAdministrationWithoutPrograms(by person: Person) -> [AccessObject] {
        [
            AccessObject("Platform.Invitation", "an invitation", [person]) { world in
                try await world.invitation(by: person)
            },
            AccessObject("Platform.LegalHold", "a hold", [person]) { try await $0.legalHold(by: person) },
            AccessObject("Platform.JobRow", "a job", [person]) { try await $0.lastJob() },
        ]
    }

    /// The same of a product with reports.
    package static func ofReports(by person: Person) -> AccessObject {
        AccessObject("Platform.ReportExport", "an export", [person]) { try await $0.export(by: person) }
    }

    /// The same for a product with webhooks.
    package static func ofWebhooks(by person: Person) -> [AccessObject] {
        [
            AccessObject("Platform.WebhookEndpoint", "a webhook", [person]) { world in
                try await world.webhook(by: person)
            },
            AccessObject("Platform.WebhookDelivery", "a delivery", [person]) { world in
                let webhook = try await world.webhook(by: person)
                return try await world.made("webhooks/\(webhook)/test", nil, by: person).made
            },
        ]
    }
}

extension World {
    fileprivate func made(_ path: String, _ body: JSONValue?, by person: Person) async throws -> TestResponse
    {
        let answer = try await self.as(person).post("\(product.root)/admin/\(path)", body)
        guard answer.status < 300 else { throw TestFailure("\(path): \(answer)") }
        return answer
    }

    fileprivate func webhook(by person: Person) async throws -> String {
        let body: JSONValue = ["url": "https://hooks.example.com/portico", "events": ["*"]]
        return try await made("webhooks", body, by: person).made(in: "webhook")
    }

    fileprivate func export(by person: Person) async throws -> String {
        let reports = try await self.as(person).get("\(product.root)/admin/reports")
        let name = reports["data"]?[0]?["name"] ?? .null
        return try await made("reports/export", ["report": name, "format": "csv"], by: person).made
    }

    fileprivate func invitation(by person: Person) async throws -> String {
        let body: JSONValue = [
            "email": .string("\(ID<Account>.new(at: clock.now))@example.com"),
            "role": .string(product.accounts.administrators[0].name), "first_name": "Nuova",
            "last_name": "Collega",
        ]
        return try await made("invitations", body, by: person).made
    }

    fileprivate func program(by person: Person) async throws -> String {
        let body: JSONValue = ["name": "a program", "role": .string(product.access.programs[0].role.name)]
        return try await made("service-tokens", body, by: person).made(in: "service_token")
    }

    /// A product may list something else at `/admin/jobs`.
    fileprivate func lastJob() async throws -> String {
        guard let job = try await jobs().last else { throw TestFailure("nothing runs in the background") }
        return job.id.description
    }

    fileprivate func legalHold(by person: Person) async throws -> String {
        let account = try await account(of: person)
        return try await made("users/\(account)/legal-holds", ["reason": "a lawsuit"], by: person).made
    }

    private func account(of person: Person) async throws -> ID<Account> {
        let id = try await db.read { tx in
            try tx.value("SELECT id FROM account WHERE email = \(person.email)", as: ID<Account>.self)
        }
        guard let id else { throw TestFailure("\(person.name) has no account") }
        return id
    }

    fileprivate func anotherSession(of person: Person) async throws -> String {
        let login = try await logIn(person)
        let token = login["access_token"]?.stringValue ?? ""
        let sessions = try await with(token: token).get("\(product.root)/users/me/sessions")
        let current = (sessions["data"]?.arrayValue ?? []).first { $0["current"] == true }
        guard let id = current?["id"]?.stringValue else { throw TestFailure("no session: \(sessions)") }
        return id
    }
}

extension World {
    /// Something that stands in the notifications of a person.
    fileprivate func notice(to person: Person) async throws -> String {
        let shown = product.templates.first {
            $0.channels.contains(.inApp) && $0.category == .security && $0.secrets.isEmpty
        }
        guard let shown else { throw TestFailure("no template is shown in the app") }
        let account = try await account(of: person)
        try await db.write { tx in
            try Notifications.notify(account, Notice(template: shown.name, values: shown.preview), tx)
        }
        try await runJobs()
        return try await self.as(person).firstID(at: "\(product.root)/notifications")
    }
}
