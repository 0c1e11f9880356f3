import Kernel
import Platform
import Store

/// Three months of a person's diary, as if a phone had sent an entry every evening.
struct DemoDiary {
    let account: ID<Account>
    let zone: Zone
    /// The seed of all values, so that the same person always has the same diary.
    let seed: UInt64
    /// The share of days with an entry, in percent.
    let diligence: Int
    var notes: [String] = []

    static let days = 92

    /// Writes the entries of the days before today.
    func write(_ domains: DomainTable, at site: Site, _ tx: borrowing Tx) throws {
        var chance = DemoChance(seed: seed)
        var sequence = 0
        let today = zone.civil(tx.now).date
        try begin(tx)
        for date in dates(before: today) where chance.roll(100) < diligence {
            for domain in domains.active(on: date) where chance.roll(100) < 96 {
                sequence += 1
                let entry = Entry(
                    domain: domain,
                    date: date,
                    score: score(in: domain, on: date, &chance),
                    sequence
                )
                try insert(entry, tx)
            }
        }
        try tx.execute(
            "UPDATE wellness_diary SET seq = \(sequence), ops = \(sequence) WHERE account_id = \(account)"
        )
    }

    private func dates(before today: CivilDate) -> [CivilDate] {
        (1...Self.days).reversed().map { today + -$0 }
    }

    private func begin(_ tx: borrowing Tx) throws {
        try tx.execute(
            """
            INSERT INTO wellness_diary (account_id, epoch, seq, ops, reconciled_seq)
            VALUES (\(account), \(tx.newID(of: DemoDiary.self)), 0, 0, 0)
            """
        )
    }

    /// People differ, weekends are better, and days vary.
    private func score(in domain: DiaryDomain, on date: CivilDate, _ chance: inout DemoChance) -> Int {
        let level = 45 + Int(seed % 25) + domain.position % 3 * 4
        let weekend = date.weekday > 5 ? 8 : 0
        let percent = min(100, max(0, level + weekend + chance.roll(31) - 15))
        let share = domain.direction == .up ? percent : 100 - percent
        let steps = (domain.hi - domain.lo) / domain.step
        return domain.lo + (steps * share + 50) / 100 * domain.step
    }

    private struct Entry {
        let domain: DiaryDomain
        let date: CivilDate
        let score: Int
        let sequence: Int

        init(domain: DiaryDomain, date: CivilDate, score: Int, _ sequence: Int) {
            self.domain = domain
            self.date = date
            self.score = score
            self.sequence = sequence
        }

        /// Without the domain: administrators may read the ids of operations, never their domains.
        var operation: String { "demo-\(sequence)" }
    }

    private func insert(_ entry: Entry, _ tx: borrowing Tx) throws {
        let (log, op) = (tx.newID(of: DemoDiary.self), tx.newID(of: DemoDiary.self))
        let at = zone.instant(of: entry.date, at: LocalTime(unchecked: "20:30"))
        try tx.execute(
            """
            INSERT INTO wellness_log (id, account_id, domain, local_date, zone, score, score_op, score_stamp, seq,
                                      created_at, updated_at, version)
            VALUES (\(log), \(account), \(entry.domain.key), \(entry.date), \(zone), \(entry.score), \(entry.operation),
                    \(at), \(entry.sequence), \(at), \(at), 1)
            """
        )
        try tx.execute(
            """
            INSERT INTO log_op (id, account_id, log_id, op_id, device, zone, at, stamp, received_at, outcome,
                                sets_score, score, sets_note, is_held)
            VALUES (\(op), \(account), \(log), \(entry.operation), 'telephone', \(zone), \(at), \(at), \(at), 'applied',
                    TRUE, \(entry.score), FALSE, TRUE)
            """
        )
    }
}

/// Repeatable random numbers (SplitMix64).
struct DemoChance {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    /// A number from 0 up to, and without, `count`.
    mutating func roll(_ count: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((value ^ (value >> 31)) % UInt64(count))
    }
}
