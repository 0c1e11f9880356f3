import Kernel
import Web

/// The version that a reviewer has seen: the member `version` of the body, or `If-Match`.
///
/// Both are checked; without either the request is refused with 428.
struct VersionSeen {
    let match: IfMatch?
    let version: Int?

    func check(_ current: Int) throws(Problem) {
        guard match != nil || version != nil else { throw Problem(.preconditionRequired) }
        try match?.check(current)
        guard version == nil || version == current else { throw Problem(.stale) }
    }
}
