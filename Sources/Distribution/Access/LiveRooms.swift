import Kernel
import Platform
import Store

extension RealtimeRoom {
    /// The location admins of a zone.
    static func zone(_ id: ID<DeliveryZone>) -> RealtimeRoom { RealtimeRoom("zone:\(id)") }
    /// The vendors of a company.
    static func company(_ id: ID<Company>) -> RealtimeRoom { RealtimeRoom("company:\(id)") }
    /// The super admins.
    static let admins = RealtimeRoom("admins")

    /// The rooms of a user besides their own, by the orders that they may read; a shop owner has no others.
    @Sendable static func all(of actor: Actor, _ tx: borrowing Tx) throws -> [RealtimeRoom] {
        guard let account = actor.account else { return [] }
        if access.reach(of: actor.role, .orderRead) == .all { return [.admins] }
        if actor.role.runsZones {
            return try tx.values(
                "SELECT zone_id FROM admin_zone WHERE account_id = \(account)",
                as: ID<DeliveryZone>.self
            ).map(RealtimeRoom.zone)
        }
        guard actor.role.isOfCompany, let company = try Company.of(account, tx) else { return [] }
        return [.company(company)]
    }
}
