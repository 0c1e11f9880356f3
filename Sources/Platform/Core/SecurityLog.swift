import Kernel
import Logging

/// Something at a door that whoever watches over the site wants to know of; 403s are told by the edge.
package enum SecurityEvent: String, Sendable {
    case loginRefused = "login_refused"
    /// The door was shut; the password was not compared.
    case loginLocked = "login_locked"
    case refreshReuse = "refresh_reuse"
    case stepUpPassed = "step_up_passed"
    case stepUpFailed = "step_up_failed"
    case secondFactorRefused = "second_factor_refused"
    case phoneCodeRefused = "phone_code_refused"
    case resetAsked = "password_reset_asked"
}

extension Site {
    /// One line with the message `security`: docs/operations.md says how to find and block addresses with it.
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
