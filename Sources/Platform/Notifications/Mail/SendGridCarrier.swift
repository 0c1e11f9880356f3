import Kernel

/// Hands e-mails to SendGrid (`POST /v3/mail/send`).
///
/// SendGrid builds the message and gives it its own Message-ID; ours is sent as an argument, which its events repeat.
/// Tracking of opens and clicks is switched off, whatever the account's settings.
package struct SendGridCarrier: MailCarrier {
    private let key: String
    private let http: HTTPCaller
    private let root: String

    package init(key: String, http: HTTPCaller, root: String = "https://api.sendgrid.com") {
        self.key = key
        self.http = http
        self.root = root
    }

    package func send(_ mail: Mail) async throws -> MailReceipt {
        let request = HTTPCaller.Request(
            "POST",
            "\(root)/v3/mail/send",
            headers: [("Authorization", "Bearer \(key)"), ("Content-Type", "application/json")],
            body: .bytes(Self.body(of: mail).bytes)
        )
        let answer = try await http.mailAnswer(to: request)
        guard answer.status == 202 || answer.status == 200 else { throw MailFailure(refusedBy: answer) }
        return MailReceipt(providerID: answer.header("x-message-id"))
    }

    private static func body(of mail: Mail) -> JSONValue {
        let off: JSONValue = ["enable": false]
        var body: JSONObject = [
            "personalizations": [["to": [["email": .string(mail.to.rawValue)]]]],
            "from": [
                "email": .string(mail.from.address.rawValue),
                "name": .string(MailHeader.oneLine(mail.from.name)),
            ],
            "subject": .string(MailHeader.oneLine(mail.subject)),
            "content": .array(content(of: mail)),
            "custom_args": ["message_id": .string(mail.messageID)],
            "tracking_settings": [
                "click_tracking": off, "open_tracking": off, "subscription_tracking": off,
            ],
        ]
        if let unsubscribe = mail.unsubscribe {
            body["headers"] = [
                "List-Unsubscribe": .string("<\(MailHeader.oneLine(unsubscribe))>"),
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            ]
        }
        if !mail.attachments.isEmpty { body["attachments"] = .array(mail.attachments.map(attachment)) }
        return .object(body)
    }

    /// The parts from plain to rich, as SendGrid requires.
    private static func content(of mail: Mail) -> [JSONValue] {
        let invitation: [JSONValue] =
            mail.invitation.map {
                [
                    [
                        "type": .string(MailHeader.oneLine($0.mediaType)),
                        "value": .string(String(decoding: $0.bytes, as: UTF8.self)),
                    ]
                ]
            } ?? []
        return [
            ["type": "text/plain", "value": .string(mail.text)],
            ["type": "text/html", "value": .string(mail.html)],
        ] + invitation
    }

    private static func attachment(_ attachment: Mail.Attachment) -> JSONValue {
        [
            "content": .string(MailEncoding.base64(attachment.bytes)),
            "type": .string(MailHeader.oneLine(attachment.fileType)),
            "filename": .string(MailHeader.oneLine(attachment.name)), "disposition": "attachment",
        ]
    }
}

extension HTTPCaller {
    /// Calls a mail API; no answer is a temporary failure.
    func mailAnswer(to request: Request) async throws -> Answer {
        do {
            return try await call(request)
        } catch {
            throw MailFailure(isPermanent: false, detail: "\(error)")
        }
    }
}

extension MailFailure {
    /// An invalid request fails permanently.
    ///
    /// Failures that either side can fix are tried again: a refused key, a limit, a fault of the service.
    init(refusedBy answer: HTTPCaller.Answer) {
        let isVerdict = [400, 413, 422].contains(answer.status)
        let said = String(decoding: answer.body.prefix(400), as: UTF8.self)
        self.init(isPermanent: isVerdict, code: answer.status, detail: "\(answer.status) \(said)")
    }
}
