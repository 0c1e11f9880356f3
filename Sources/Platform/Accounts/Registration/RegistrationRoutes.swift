import Kernel
import Store
import Web

struct NewAccount: Body {
    var email: EmailAddress
    /// Deprecated: whoever confirms the address chooses the password.
    var password: Password?
    var phone: PhoneNumber?
    var locale: String?
}

/// What someone asks for who registers.
package struct AccountRequest: Sendable {
    package var email: EmailAddress
    package var phone: PhoneNumber?
    /// For an account that is opened by telephone; at the mailed link the password is asked for again.
    package var password: Password?
    package var locale: Language
    /// For ``ProductDefinition/registered``, when the address has been confirmed; nothing secret.
    package var details: JSONValue

    package init(
        email: EmailAddress,
        phone: PhoneNumber? = nil,
        password: Password?,
        locale: Language,
        details: JSONValue = [:]
    ) {
        self.email = email
        self.phone = phone
        self.password = password
        self.locale = locale
        self.details = details
    }
}

extension Accounts {
    /// `POST auth/register` for a product that asks for no more than an e-mail address and a password.
    package static var registerRoute: Route {
        Post("/auth/register", register, .anyone, askSummary("an account"))
            .limited(messageLimit).upTo(bytes: bodyLimit)
    }

    static func register(_ call: Call, body: NewAccount) async throws -> Accepted<MailPromise> {
        let spoken = call.site.product.languages
        let locale = body.locale.flatMap(spoken.meant) ?? call.languages.first ?? .english
        return try await ask(
            AccountRequest(email: body.email, phone: body.phone, password: body.password, locale: locale),
            call
        )
    }

    /// The summary of every registration: clients that send a password must know what becomes of it.
    package static func askSummary(_ account: String) -> String {
        "Ask for \(account); its password is chosen at the mailed link, and one sent here does not open it"
    }

    /// Writes down who wants an account; a job finds out whether the address has one, so that neither the answer
    /// nor its time can tell.
    package static func ask(_ request: AccountRequest, _ call: Call) async throws -> Accepted<MailPromise> {
        _ = try await accepted(request, call)
        let said: LocalizedText = [
            "en": "A mail with a link is on its way: follow it and choose a password to open the account.",
            "it":
                "È in arrivo un'e-mail con un link: seguendolo e scegliendo una password si apre l'account.",
            "ar": "أُرسلت رسالة بريد فيها رابط: افتحه واختر كلمة مرور ليُنشأ الحساب.",
            "ku":
                "ئیمەیڵێک بە بەستەرێکەوە لە ڕێگادایە: بیکەرەوە و وشەی نهێنی هەڵبژێرە بۆ دروستکردنی هەژمارەکە.",
        ]
        return Accepted(MailPromise(message: said.text(in: call.languages)))
    }

    /// What the wish is known by from here on.
    package static func accepted(
        _ request: AccountRequest,
        _ call: Call
    ) async throws -> ID<PendingRegistration> {
        let password = try await phonePassword(of: request, call)
        let allowance = MailAllowance(.verifyEmail, to: request.email, from: call.address, at: call.site)
        return try await call.db.write { tx in
            let registration = PendingRegistration(request, phonePassword: password, tx)
            try allowance.consume(tx)
            try registration.insert(tx)
            try tx.enqueue(MailRegistration(registration: registration.id))
            return registration.id
        }
    }

    /// The hash is kept only where a code sent to the telephone may open the account: the caller who shows the code also
    /// names the registration, which nobody but the caller who registered has seen.
    private static func phonePassword(
        of request: AccountRequest,
        _ call: Call
    ) async throws -> HashedPassword? {
        let opensByPhone = request.phone != nil && call.site.product.accounts.phones == .login
        guard let password = request.password else {
            // Without one the owner could not show themselves again later.
            if opensByPhone { throw Problem(.invalid, faults: [.init("/password", .init(.required))]) }
            return nil
        }
        try check(password, for: request.email, at: call.site)
        guard opensByPhone else { return nil }
        return try await call.site.passwords.hash(password)
    }
}

/// Mails the link that opens the account, or says that there is one already.
struct MailRegistration: Job {
    static let kind = "accounts.mail_registration"
    static let policy = JobPolicy(queue: .mail, timeout: .seconds(30))

    let registration: ID<PendingRegistration>

    func run(_ call: JobCall) async throws -> JobOutcome {
        let site = call.site
        return try await call.db.write { tx in
            guard let request = try PendingRegistration.find(registration, tx) else { return .cancel("gone") }
            if let account = try Account.find(email: request.email, tx) {
                // Its phone may open an account all the same, with another address.
                if site.product.accounts.phones == .contact || request.phone == nil { try request.remove(tx) }
                let known = Notice(template: .alreadyRegistered, values: ["site": site.product.title])
                try Notifications.mail(request.email, in: account.locale, known, tx)
                return .done
            }
            try request.mailLink(at: site, tx)
            return .done
        }
    }
}

extension PendingRegistration {
    /// Mails a link that opens the account; the one before opens nothing any more.
    func mailLink(at site: Site, _ tx: borrowing Tx) throws {
        let page = MailedToken.Purpose.verifyEmail.page
        let link = site.link(to: page, token: try issueToken(tx), in: locale)
        let notice = Notice(
            template: .registrationToConfirm,
            values: ["site": site.product.title],
            secrets: NoticeSecrets(["link": link], sealedBy: site)
        )
        try Notifications.mail(email, in: locale, notice, tx)
    }
}
