import Kernel
import Store

/// A product's additions to break-glass and to the access log of people.
package struct BreakGlassRules: Sendable {
    /// A query of the columns of ``LogMetadata``, by their names on the wire, for one person; nil without a log.
    package let logMetadata: (@Sendable (ID<Account>) -> SQL)?
    /// Audited actions of others on a person that are not recorded with the account as their subject.
    package let sources: [AccessLogSource]

    package init(
        logMetadata: (@Sendable (ID<Account>) -> SQL)? = nil,
        accessLog sources: [AccessLogSource] = []
    ) {
        self.logMetadata = logMetadata
        self.sources = sources
    }
}
