import Kernel
import Store
import Web

/// A request for a password reset.
struct ForgottenPassword: Body {
    /// The address of the account; a link is mailed there when it has one.
    var email: EmailAddress
}

/// An answer that is the same whatever was found.
package struct MailPromise: View {
    /// The next step, as a sentence in the language of the request.
    package var message: String

    package init(message: String) {
        self.message = message
    }
}

extension Accounts {
    /// Stores the request, without looking up the address.
    ///
    /// A job finds out whether it has an account, so that neither the answer nor its time shows it.
    static func forgotPassword(_ call: Call, body: ForgottenPassword) async throws -> Accepted<MailPromise> {
        let allowance = MailAllowance(.resetPassword, to: body.email, from: call.address, at: call.site)
        try await call.db.write { tx in
            try allowance.consume(tx)
            try tx.enqueue(MailPasswordLink(request: try PasswordRequest.insert(body.email, tx)))
        }
        call.site.report(.resetAsked, from: call.origin)
        let said: LocalizedText = [
            "en": "If this address has an account, we have sent it an e-mail with a link.",
            "it": "Se esiste un account con questo indirizzo, è in arrivo un'e-mail con un link.",
            "ar": "إذا كان لهذا العنوان حساب فقد أرسلنا إليه رسالة بريد إلكتروني فيها رابط.",
            "ku": "ئەگەر ئەم ناونیشانە هەژماری هەبێت، ئیمەیڵێکمان بە بەستەرێکەوە بۆ ناردووە.",
        ]
        return Accepted(MailPromise(message: said.text(in: call.languages)))
    }
}

/// A request for a link, by the address that was given.
enum PasswordRequest {
    static func insert(_ email: EmailAddress, _ tx: borrowing Tx) throws -> ID<PasswordRequest> {
        let id = tx.newID(of: PasswordRequest.self)
        try tx.execute(
            "INSERT INTO password_request (id, email, created_at) VALUES (\(id), \(email), \(tx.now))"
        )
        return id
    }

    /// Deletes the request and returns its address.
    static func remove(_ id: ID<PasswordRequest>, _ tx: borrowing Tx) throws -> EmailAddress? {
        let email = try tx.value("SELECT email FROM password_request WHERE id = \(id)", as: EmailAddress.self)
        try tx.execute("DELETE FROM password_request WHERE id = \(id)")
        return email
    }
}

/// Mails a link to the account that has the address; does nothing when none has.
struct MailPasswordLink: Job {
    static let kind = "accounts.mail_password_link"
    static let policy = JobPolicy(queue: .emails, timeout: .seconds(30), isUrgent: true)

    let request: ID<PasswordRequest>

    func run(_ call: JobCall) async throws -> JobOutcome {
        let site = call.site
        return try await call.db.write { tx in
            guard let email = try PasswordRequest.remove(request, tx),
                let account = try Account.find(email: email, tx),
                account.state == .active
            else {
                return .cancel("nobody to write to")
            }
            try Accounts.mail(.resetPassword, to: email, of: account, as: .passwordReset, at: site, tx)
            try Audit.record(
                AccountAction.forgotPassword,
                of: Account.kind,
                account.id.cast(),
                by: .nobody,
                tx
            )
            return .done
        }
    }
}

extension Accounts {
    /// Mails a link with a new token to the present or future address of an account.
    static func mail(
        _ purpose: MailedToken.Purpose,
        to email: EmailAddress,
        of account: Account,
        as template: NoticeTemplate.Name,
        for lifetime: Duration? = nil,
        at site: Site,
        _ tx: borrowing Tx
    ) throws {
        let token = try MailedToken.issue(purpose, for: account.id, to: email, lasting: lifetime, tx)
        let link = site.link(to: purpose.page, token: token, in: account.locale)
        let notice = Notice(
            template: template,
            values: ["site": site.product.title],
            secrets: NoticeSecrets(["link": link], sealedBy: site)
        )
        try Notifications.mail(email, in: account.locale, notice, tx)
    }
}
