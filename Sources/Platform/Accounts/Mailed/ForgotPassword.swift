import Kernel
import Store
import Web

struct ForgottenPassword: Body {
    var email: EmailAddress
}

/// An answer that says the same whatever was found.
package struct MailPromise: View {
    package var message: String

    package init(message: String) {
        self.message = message
    }
}

extension Accounts {
    /// The request only writes down what was asked: whether anyone has the address is found out by a job, so that
    /// neither the answer nor its time can tell.
    static func forgotPassword(_ call: Call, body: ForgottenPassword) async throws -> Accepted<MailPromise> {
        let allowance = MailAllowance(.resetPassword, to: body.email, from: call.address, at: call.site)
        try await call.db.write { tx in
            try allowance.consume(tx)
            try tx.enqueue(MailPasswordLink(request: try PasswordRequest.insert(body.email, tx)))
        }
        call.site.report(.resetAsked, from: call.origin)
        let said: LocalizedText = [
            "en": "If there is an account with this address, a mail with a link is on its way.",
            "it": "Se esiste un account con questo indirizzo, è in arrivo un'e-mail con un link.",
            "ar": "إذا كان لهذا العنوان حساب فرسالة فيها رابط في طريقها إليه.",
            "ku": "ئەگەر هەژمارێک بەم ناونیشانە هەبێت، ئیمەیڵێک بە بەستەرێکەوە لە ڕێگادایە.",
        ]
        return Accepted(MailPromise(message: said.text(in: call.languages)))
    }
}

/// Someone who cannot log in, by the address they gave.
enum PasswordRequest {
    static func insert(_ email: EmailAddress, _ tx: borrowing Tx) throws -> ID<PasswordRequest> {
        let id = tx.newID(of: PasswordRequest.self)
        try tx.execute(
            "INSERT INTO password_request (id, email, created_at) VALUES (\(id), \(email), \(tx.now))"
        )
        return id
    }

    /// The address, which is forgotten with the request.
    static func remove(_ id: ID<PasswordRequest>, _ tx: borrowing Tx) throws -> EmailAddress? {
        let email = try tx.value("SELECT email FROM password_request WHERE id = \(id)", as: EmailAddress.self)
        try tx.execute("DELETE FROM password_request WHERE id = \(id)")
        return email
    }
}

/// Finds out whose address it is and mails them a link; nobody's is forgotten.
struct MailPasswordLink: Job {
    static let kind = "accounts.mail_password_link"
    static let policy = JobPolicy(queue: .mail, timeout: .seconds(30))

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
    /// Mails a link with a new token to an address that belongs, or is to belong, to an account.
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
