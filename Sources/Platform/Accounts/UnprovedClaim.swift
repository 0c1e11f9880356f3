import Kernel
import Store

/// An identifier that an owner enters without proof: a phone number, a tax code.
///
/// Claims are never unique, so that neither an answer nor a refusal shows whether another account has the same
/// (docs/decisions/0022-confirmation.md).
package enum UnprovedClaim {
    static let perDay = 3

    /// Refused with 429 after three changes in a day: enough for typing errors, too few for probing.
    package static func consumeAllowance(
        _ kind: String,
        of account: ID<Account>,
        at site: Site,
        _ tx: borrowing Tx
    ) throws {
        let allowance = MailAllowance([("claim \(kind) \(account)", perDay, .days(1))], at: site)
        try allowance.consume(tx, saying: nil)
    }
}
