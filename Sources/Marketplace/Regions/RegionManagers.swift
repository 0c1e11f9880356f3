import Kernel
import Platform
import Store

/// The regions that a local manager runs.
enum RegionManagers {
    private static let limit = 100

    /// Assigns exactly these regions; unknown and repeated ones are faults at `pointer`.
    static func assign(
        _ regions: [ID<Region>],
        to account: ID<Account>,
        at pointer: String = "/regions",
        _ tx: borrowing Tx
    ) throws {
        try check(regions, at: pointer, tx)
        try release(account, tx)
        for region in regions {
            try tx.execute(
                "INSERT INTO region_manager (region_id, account_id) VALUES (\(region), \(account))"
            )
        }
    }

    /// Takes all regions from an account that is no longer a local manager.
    static func release(_ account: ID<Account>, _ tx: borrowing Tx) throws {
        try tx.execute("DELETE FROM region_manager WHERE account_id = \(account)")
    }

    static func regions(of account: ID<Account>, _ tx: borrowing Tx) throws -> [ID<Region>] {
        try tx.values(
            "SELECT m.region_id FROM region_manager m WHERE m.account_id = \(account) ORDER BY m.region_id",
            as: ID<Region>.self
        )
    }

    private static func check(_ regions: [ID<Region>], at pointer: String, _ tx: borrowing Tx) throws {
        guard (1...limit).contains(regions.count) else {
            let refusal = regions.isEmpty ? Refusal(.tooFew(1)) : Refusal(.tooMany(limit))
            throw Problem(.invalid, faults: [.init(pointer, refusal)])
        }
        let known = Set(
            try tx.values("SELECT r.id FROM region r WHERE r.id \(in: regions)", as: ID<Region>.self)
        )
        let faults = regions.enumerated().compactMap { position, region -> Problem.Fault? in
            if !known.contains(region) { return .init("\(pointer)/\(position)", .unknownRegion) }
            let isRepeated = regions.prefix(position).contains(region)
            return isRepeated ? .init("\(pointer)/\(position)", .listedTwice) : nil
        }
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
    }

    static let personalData = PersonalData(
        "regions",
        ["en": "Regions that a local manager runs"],
        tables: ["region_manager"],
        rows: { "region_manager m WHERE m.account_id = \($0)" },
        export: .init(by: "m.region_id", .id("region_id", "m.region_id")),
        erasure: .delete(because: Privacy.notNeeded) {
            ["DELETE FROM region_manager WHERE account_id = \($0)"]
        }
    )
}
