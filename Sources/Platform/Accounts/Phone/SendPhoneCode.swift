import Kernel
import Store
import Web

/// A request for a code by text message.
struct PhoneCodeRequest: Body {
    /// Where the code is sent.
    var phone: PhoneNumber
}

/// An answer that is the same whatever was found.
struct PhoneCodePromise: View {
    /// The next step, as a sentence in the language of the request.
    var message: String
    /// How long a code is valid once it is sent, in seconds.
    var expiresIn: Int
}

extension Accounts {
    /// Stores the request, without looking up the number.
    ///
    /// A job finds out whether the number opens anything, so that neither the answer nor its time shows it.
    static func requestCode(_ call: Call, body: PhoneCodeRequest) async throws -> Accepted<PhoneCodePromise> {
        let allowance = MailAllowance(textTo: body.phone, from: call.address, at: call.site)
        let spoken = call.site.product.languages
        let language = call.languages.first ?? spoken.first ?? .english
        try await call.db.write { tx in
            try allowance.consume(tx)
            let request = tx.newID(of: PhoneRequest.self)
            try tx.execute(
                """
                INSERT INTO phone_request (id, phone, language, created_at)
                VALUES (\(request), \(body.phone), \(language), \(tx.now))
                """
            )
            try tx.enqueue(SendPhoneCode(request: request))
        }
        let said: LocalizedText = [
            "en": "If this number can be used here, we have sent it a code.",
            "it": "Se il numero può essere usato qui, un codice è in arrivo.",
            "ar": "إذا كان هذا الرقم صالحاً للاستخدام هنا فقد أرسلنا إليه رمزاً.",
            "ku": "ئەگەر بتوانرێت ئەم ژمارەیە لێرە بەکاربهێنرێت، کۆدێکمان بۆ ناردووە.",
        ]
        return Accepted(
            PhoneCodePromise(
                message: said.text(in: call.languages),
                expiresIn: Int(PhoneCode.lifetime.components.seconds)
            )
        )
    }
}

extension MailAllowance {
    /// At five codes an hour and ten a day, with five attempts each, guessing is hopeless for years.
    init(textTo phone: PhoneNumber, from caller: String, at site: Site) {
        self.init(
            [
                ("text \(phone)", 5, .hours(1)), ("text-day \(phone)", 10, .days(1)),
                ("text-from \(CountedAddress(caller))", 30, .hours(1)),
            ],
            at: site
        )
    }
}

/// A request for a code, by the number that was given.
enum PhoneRequest {}

/// Sends a code to a number that opens an account or may open one; does nothing for any other.
struct SendPhoneCode: Job {
    static let kind = "accounts.send_phone_code"
    static let policy = JobPolicy(queue: .emails, timeout: .seconds(30), isUrgent: true)

    let request: ID<PhoneRequest>

    func run(_ call: JobCall) async throws -> JobOutcome {
        let site = call.site
        return try await call.db.write { tx in
            let wanted: PendingCode? = try tx.first(
                "SELECT phone, language FROM phone_request WHERE id = \(request)"
            )
            try tx.execute("DELETE FROM phone_request WHERE id = \(request)")
            guard let wanted, let language = try Self.language(wanted, tx) else {
                return .cancel("nobody to write to")
            }
            let code = try PhoneCode.issue(for: wanted.phone, at: site, tx)
            let notice = Notice(
                template: .phoneCode,
                values: ["site": site.product.title],
                secrets: NoticeSecrets(["code": code], sealedBy: site)
            )
            try Notifications.text(wanted.phone, in: language, notice, tx)
            return .done
        }
    }

    /// The language of the message; nil when the number opens nothing.
    private static func language(_ wanted: PendingCode, _ tx: borrowing Tx) throws -> Language? {
        if let owner = try Account.find(trusting: wanted.phone, tx), owner.state == .active {
            return owner.locale
        }
        if try Account.list(claiming: wanted.phone, tx).contains(where: { $0.state == .active }) {
            return wanted.language
        }
        return try PendingRegistration.list(wanted.phone, tx).first?.locale
    }

    private struct PendingCode: RowDecodable {
        let phone: PhoneNumber
        let language: Language

        init(_ row: inout Row) throws {
            phone = try row.next()
            language = Language(try row.next())
        }
    }
}
