import Kernel
import Platform
import Synchronization

/// The carrier of a world: it keeps every mail, or refuses as configured.
package final class Mailbox: MailCarrier {
    private struct State {
        var mails: [Mail] = []
        var attempts = 0
        var refusal: MailFailure?
    }

    private let state = Mutex(State())

    package init() {}

    package var mails: [Mail] { state.withLock(\.mails) }
    /// How often a mail was handed in, taken or not.
    package var attempts: Int { state.withLock(\.attempts) }

    /// Refuses every mail from now on; nil takes them again.
    package func refuse(with failure: MailFailure?) {
        state.withLock { $0.refusal = failure }
    }

    package func send(_ mail: Mail) async throws -> MailReceipt {
        let refusal = state.withLock { state in
            state.attempts += 1
            if state.refusal == nil { state.mails.append(mail) }
            return state.refusal
        }
        if let refusal { throw refusal }
        return MailReceipt(providerID: "mailbox-\(mail.messageID)")
    }
}

extension World {
    /// The mails that were sent, oldest first; jobs send them, so run those before.
    package func mails() -> [Mail] { mailbox.mails }

    /// The mails to someone, oldest first.
    package func mails(to person: Person) -> [Mail] {
        mailbox.mails.filter { $0.to.rawValue == person.email }
    }

    /// The token in the last mail to an address, after jobs have run.
    package func mailedToken(to email: String) async throws -> String {
        try await runJobs()
        let last = mails().last { $0.to.rawValue == email && $0.text.contains("token=") }
        guard let rest = last?.text.split(separator: "token=").last else { throw NoMail(to: email) }
        return String(rest.prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" })
    }

    /// Someone for whom an account was opened follows the link in their mail.
    package func choosesPassword(_ person: Person) async throws {
        let answer = try await anonymous.post(
            "\(product.root)/auth/reset-password",
            ["token": .string(mailedToken(to: person.email)), "new_password": .string(person.password)]
        )
        guard answer.status == 204 else { throw TestFailure("\(person.name) has no password: \(answer)") }
    }
}

/// Nothing with a link was sent to an address.
package struct NoMail: Error {
    package let to: String
}
