import Kernel
import Platform
import Store
import Web

/// An entry of the diary: one domain on one local date.
struct EntryView: View {
    var id: ID<DiaryEntry>
    /// The key of the domain.
    var domain: String
    /// The date in the person's own time zone.
    var localDate: CivilDate
    /// The time zone of the latest write.
    var zone: Zone
    /// The score on the domain's scale; absent without one.
    var score: Int?
    /// The score from 0 to 100 with one decimal, where more is always better; absent without a score.
    var normalised: Double?
    /// The colour of the normalised score; absent without a score.
    var band: Band?
    /// The client's own data for the score, as it was sent; absent without any.
    var payload: JSONValue?
    /// The note; absent without one.
    var note: String?
    /// True for a tombstone, which has neither score nor note.
    var deleted: Bool
    /// The `base_op` of the next operation on this entry.
    var base: String
    /// The number of the last change among all changes of the diary.
    var seq: Int
    /// The time at which the server received the first operation on the entry.
    var createdAt: Instant
    /// The time at which the server received the last change.
    var updatedAt: Instant
    /// Revision number, which increases by one with every change.
    var version: Int
}

/// Opens and rates the values of entries.
struct EntryReader: Sendable {
    private let domains: DomainTable
    private let key: PersonKey?

    init(of account: ID<Account>, at site: Site, _ tx: borrowing Tx) throws {
        domains = try DiaryDomain.table(tx)
        key = try PersonKey.find(account, at: site, tx)
    }

    init(_ domains: DomainTable, _ key: PersonKey?) {
        (self.domains, self.key) = (domains, key)
    }

    func view(_ entry: DiaryEntry) throws -> EntryView {
        let domain = domains.row(entry.key.domain, on: entry.key.date)
        let value = entry.score.flatMap { domain?.normalised($0) }
        return EntryView(
            id: entry.id,
            domain: entry.key.domain,
            localDate: entry.key.date,
            zone: entry.zone,
            score: entry.score,
            normalised: value.map { Double($0.rounded(to: 10)) / 10 },
            band: value.flatMap { domain?.bands.band(of: $0) },
            payload: try payload(entry),
            note: try note(entry),
            deleted: entry.isDeleted,
            base: entry.base,
            seq: entry.seq,
            createdAt: entry.createdAt,
            updatedAt: entry.updatedAt,
            version: entry.version
        )
    }

    func note(_ entry: DiaryEntry) throws -> String? {
        try entry.note.map {
            String(decoding: try DiaryEntry.sealedNote.open($0, in: entry.id, with: key), as: UTF8.self)
        }
    }

    func payload(_ entry: DiaryEntry) throws -> JSONValue? {
        try entry.payload.map {
            try JSONValue(parsing: DiaryEntry.sealedPayload.open($0, in: entry.id, with: key))
        }
    }
}
