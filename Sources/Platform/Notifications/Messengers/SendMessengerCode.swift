import Kernel
import Store

/// Sends the code of a number through WhatsApp.
struct SendMessengerCode: Job {
    static let kind = "messengers.send_code"
    static let policy = JobPolicy(
        queue: .push,
        attempts: 4,
        timeout: .seconds(30),
        backoff: Backoff(base: .seconds(3)),
        isUrgent: true
    )

    let code: ID<MessengerCode>

    func run(_ call: JobCall) async throws -> JobOutcome {
        let (site, id) = (call.site, code)
        guard let client = site.dependencies.messengers.whatsApp else {
            return .cancel("WhatsApp is not configured")
        }
        let found = try await call.db.read { tx -> (MessengerCode.Sent, Language)? in
            guard let code = try MessengerCode.find(id, tx), code.expiresAt > tx.now,
                let sent = try code.sent(at: site)
            else { return nil }
            return (sent, try Account.find(code.account, tx).locale)
        }
        guard let (sent, language) = found else { return .cancel("used up, or replaced") }
        do {
            try await client.sendCode(sent.code, to: sent.phone.rawValue, in: language)
        } catch let failure as MessengerFailure where failure.isVerdict {
            return .cancel(failure.description)
        }
        return .done
    }
}
