import Kernel
import Platform

extension RealtimeRoom {
    /// Everyone with a say in a zone.
    static func zone(_ id: ID<DeliveryZone>) -> RealtimeRoom { RealtimeRoom("zone:\(id)") }
    /// The vendors of a company.
    static func company(_ id: ID<Company>) -> RealtimeRoom { RealtimeRoom("company:\(id)") }
    /// The super admins.
    static let admins = RealtimeRoom("admins")
}
