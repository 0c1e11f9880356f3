import Crypto
import Kernel

/// Hands e-mails to Amazon SES (`POST /v2/email/outbound-emails`), as the same message that SMTP would carry.
///
/// SES replaces our Message-ID by its own; ours is sent as a tag, which its events repeat.
package struct SESCarrier: MailCarrier {
    private let signature: SignatureV4
    private let http: HTTPCaller
    private let root: String
    private let now: @Sendable () -> Instant

    /// `root` replaces Amazon's own address of the API.
    package init(
        accessKey: String,
        secretKey: String,
        region: String,
        http: HTTPCaller,
        root: String? = nil,
        now: @escaping @Sendable () -> Instant
    ) {
        signature = SignatureV4(accessKey: accessKey, secretKey: secretKey, region: region, service: "ses")
        self.http = http
        self.root = root ?? "https://email.\(region).amazonaws.com"
        self.now = now
    }

    package func send(_ mail: Mail) async throws -> MailReceipt {
        let answer = try await http.mailAnswer(to: request(for: mail))
        guard answer.status == 200 else { throw MailFailure(refusedBy: answer) }
        let body = try? JSONValue(parsing: answer.body)
        return MailReceipt(providerID: body?["MessageId"]?.stringValue)
    }

    private func request(for mail: Mail) -> HTTPCaller.Request {
        let (path, now) = ("/v2/email/outbound-emails", now())
        let body = Self.body(of: mail).bytes
        let payload = Hexadecimal.encode(SHA256.hash(data: body))
        let host = root.split(separator: "/").last.map(String.init) ?? root
        let signed = [
            (name: "content-type", value: "application/json"), (name: "host", value: host),
            (name: "x-amz-content-sha256", value: payload),
            (name: "x-amz-date", value: SignatureV4.time(now)),
        ]
        let authorization = signature.authorization(
            for: .init(method: "POST", path: path, headers: signed, payload: payload),
            at: now
        )
        // The HTTP client sets the host itself.
        let headers = signed.filter { $0.name != "host" } + [(name: "authorization", value: authorization)]
        return HTTPCaller.Request("POST", root + path, headers: headers, body: .bytes(body))
    }

    private static func body(of mail: Mail) -> JSONValue {
        [
            "FromEmailAddress": .string(mail.from.address.rawValue),
            "Destination": ["ToAddresses": [.string(mail.to.rawValue)]],
            "Content": ["Raw": ["Data": .string(MailEncoding.base64(MailMessage(mail).bytes))]],
            "EmailTags": [["Name": "message_id", "Value": .string(tag(mail.messageID))]],
        ]
    }

    /// Keeps letters, digits, `_` and `-`, the characters of a tag.
    private static func tag(_ text: String) -> String {
        String(text.prefix(256).map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") ? $0 : "_" })
    }
}
