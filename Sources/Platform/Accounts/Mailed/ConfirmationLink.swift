import Kernel
import Store
import Web

extension Accounts {
    /// Stores a request for another link, for a person who cannot log in yet.
    ///
    /// A job finds out whether the address waits for one, so that neither the answer nor its time shows it.
    static func askForConfirmation(_ email: EmailAddress, _ call: Call) async throws {
        let allowance = MailAllowance(.verifyEmail, to: email, from: call.address, at: call.site)
        try await call.db.write { tx in
            try allowance.consume(tx)
            try tx.enqueue(MailConfirmationLink(request: try PasswordRequest.insert(email, tx)))
        }
    }
}

/// Mails another link to an unconfirmed address, or says that there is an account; does nothing for other addresses.
struct MailConfirmationLink: Job {
    static let kind = "accounts.mail_confirmation_link"
    static let policy = JobPolicy(queue: .emails, timeout: .seconds(30), isUrgent: true)

    let request: ID<PasswordRequest>

    func run(_ call: JobCall) async throws -> JobOutcome {
        let site = call.site
        return try await call.db.write { tx in
            guard let email = try PasswordRequest.remove(request, tx) else { return .cancel("gone") }
            if let account = try Account.find(email: email, tx) {
                guard account.state == .active else { return .cancel("nobody to write to") }
                return try Self.answer(account, at: site, tx)
            }
            guard let registration = try PendingRegistration.newest(email, tx) else {
                return .cancel("nobody to write to")
            }
            try registration.mailLink(at: site, tx)
            return .done
        }
    }

    private static func answer(_ account: Account, at site: Site, _ tx: borrowing Tx) throws -> JobOutcome {
        guard account.emailVerifiedAt == nil else {
            let known = Notice(template: .alreadyRegistered, values: ["site": site.product.title])
            try Notifications.mail(account.email, in: account.locale, known, tx)
            return .done
        }
        try Accounts.mail(.verifyEmail, to: account.email, of: account, as: .emailToVerify, at: site, tx)
        return .done
    }
}
