import Kernel
import Platform
import Store

extension RealtimeRoom {
    /// Everyone with a say in a zone.
    static func zone(_ id: ID<DeliveryZone>) -> RealtimeRoom { RealtimeRoom("zone:\(id)") }
    /// The vendors of a company.
    static func company(_ id: ID<Company>) -> RealtimeRoom { RealtimeRoom("company:\(id)") }
    /// The super admins.
    static let admins = RealtimeRoom("admins")

    /// Where someone is beside their own room; a shop owner is nowhere else.
    @Sendable static func all(of actor: Actor, _ tx: borrowing Tx) throws -> [RealtimeRoom] {
        guard let account = actor.account else { return [] }
        switch actor.role {
        case .superAdmin:
            return [.admins]
        case .locationAdmin:
            return try tx.values(
                "SELECT zone_id FROM admin_zone WHERE account_id = \(account)",
                as: ID<DeliveryZone>.self
            ).map(RealtimeRoom.zone)
        case .vendor:
            return try tx.values(
                "SELECT company_id FROM member WHERE account_id = \(account) AND company_id IS NOT NULL",
                as: ID<Company>.self
            ).map(RealtimeRoom.company)
        default:
            return []
        }
    }
}
