import Kernel
import Logging

/// A security event at a login or another check of a secret; the edge logs 403s itself.
package enum SecurityEvent: String, Sendable {
    case loginRefused = "login_refused"
    /// Refused because of too many attempts, without comparing the password.
    case loginLocked = "login_locked"
    case refreshReuse = "refresh_reuse"
    case stepUpPassed = "step_up_passed"
    case stepUpFailed = "step_up_failed"
    case secondFactorRefused = "second_factor_refused"
    case phoneCodeRefused = "phone_code_refused"
    case resetAsked = "password_reset_asked"
}

extension Site {
    /// Logs one line with the message `security`; docs/operations.md says how to find and block addresses with it.
    package func report(_ event: SecurityEvent, from origin: Origin?, account: ID<Account>? = nil) {
        var metadata: Logger.Metadata = ["event": .string(event.rawValue), "product": .string(product.name)]
        if let origin {
            metadata["address"] = .string(origin.address)
            metadata["agent"] = .string(origin.agent)
            if let id = origin.requestID { metadata["request_id"] = .string(id) }
        }
        if let account { metadata["account"] = .string(account.description) }
        log.notice("security", metadata: metadata)
    }
}
