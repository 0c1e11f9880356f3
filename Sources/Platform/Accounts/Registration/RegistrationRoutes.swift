import Kernel
import Store
import Web

/// A registration of an account.
struct NewAccount: Body {
    /// Where the link that creates the account is mailed.
    var email: EmailAddress
    /// Deprecated: the password is chosen at the mailed link.
    var password: Password?
    /// A number for the profile; null when there is none.
    var phone: PhoneNumber?
    /// The language of the mail and of the account, as a BCP 47 tag; that of the request when absent.
    var locale: String?
}

/// A registration as the product passes it on.
package struct AccountRequest: Sendable {
    package var email: EmailAddress
    package var phone: PhoneNumber?
    /// For an account that is opened by phone; the mailed link asks for a password again.
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
    /// The details of every registration: clients that send a password must know what becomes of it.
    package static let registrationDetails = """
        Mails a link that is valid for three days; the account is created when a password is chosen there. A \
        password sent here does not open it. The answer is the same whether the address has an account or not.
        """

    /// `POST auth/register` for a product that needs only an e-mail address and a password.
    package static var registerRoute: Route {
        Post("/auth/register", register, .anyone, "Register an account", details: registrationDetails)
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

    /// Stores the registration, without looking up the address.
    ///
    /// A job finds out whether it has an account, so that neither the answer nor its time shows it.
    package static func ask(_ request: AccountRequest, _ call: Call) async throws -> Accepted<MailPromise> {
        _ = try await accepted(request, call)
        let said: LocalizedText = [
            "en":
                "We have sent an e-mail with a link. Follow it and choose a password to create the account.",
            "it":
                "È in arrivo un'e-mail con un link: lo apra e scelga una password per creare l'account.",
            "ar": "أرسلنا رسالة بريد إلكتروني فيها رابط. افتحه واختر كلمة مرور لإنشاء الحساب.",
            "ku":
                "ئیمەیڵێکمان بە بەستەرێکەوە نارد. بیکەرەوە و وشەی نهێنی هەڵبژێرە بۆ دروستکردنی هەژمارەکە.",
        ]
        return Accepted(MailPromise(message: said.text(in: call.languages)))
    }

    /// The identity under which the registration is stored.
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

    /// The hash is kept only where a code sent to the phone may open the account.
    ///
    /// The caller who sends the code also names the registration, whose identity only the registering caller has seen.
    private static func phonePassword(
        of request: AccountRequest,
        _ call: Call
    ) async throws -> HashedPassword? {
        let opensByPhone = request.phone != nil && call.site.product.accounts.phones == .login
        guard let password = request.password else {
            // Without one the owner could not re-authenticate later.
            if opensByPhone { throw Problem(.invalid, faults: [.init("/password", .init(.required))]) }
            return nil
        }
        try check(password, for: request.email, at: call.site)
        guard opensByPhone else { return nil }
        return try await call.site.passwords.hash(password)
    }
}

/// Mails the link that creates the account, or says that there is one already.
struct MailRegistration: Job {
    static let kind = "accounts.mail_registration"
    static let policy = JobPolicy(queue: .emails, timeout: .seconds(30), isUrgent: true)

    let registration: ID<PendingRegistration>

    func run(_ call: JobCall) async throws -> JobOutcome {
        let site = call.site
        return try await call.db.write { tx in
            guard let request = try PendingRegistration.find(registration, tx) else { return .cancel("gone") }
            if let account = try Account.find(email: request.email, tx) {
                // The phone may still open an account, with another address.
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
    /// Mails a link that creates the account; the link before it stops working.
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
