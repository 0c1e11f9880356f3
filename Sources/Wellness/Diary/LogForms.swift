import Kernel
import Platform
import Store
import Web

/// The note of an entry.
typealias Note = Text<1, 2_000>

/// The data of a client for a score: a JSON object of at most 4 KiB.
struct Payload: Codable, Sendable {
    static let largest = 4 << 10

    let value: JSONValue

    init(from decoder: any Decoder) throws {
        value = try JSONValue(from: decoder)
        guard value.objectValue != nil else { throw Refusal(.wrongType(.object)) }
        guard value.bytes.count <= Self.largest else { throw Refusal.payloadTooLarge }
    }

    private init() {
        value = .object([:])
    }

    func encode(to encoder: any Encoder) throws {
        try value.encode(to: encoder)
    }
}

extension Payload: Described {
    static var schema: Schema { .map(.anything) }
    static var placeholder: Payload { Payload() }
}

/// An entry to write.
struct NewLog: Body {
    /// The key of an active domain.
    var domain: Line<1, 100>
    /// The local date, at most 30 days in the past.
    var localDate: CivilDate
    /// The time zone of the date; the person's own when absent.
    var zone: Zone?
    /// The score on the domain's scale; none when absent.
    var score: Int?
    /// The note; none when absent.
    var note: Note?
    /// The client's own data for the score, at most 4 KiB; only with a score, and none when absent.
    var payload: Payload?

    func op(_ id: String, at now: Instant, in home: Zone) -> DiaryOp {
        DiaryOp(
            id: id,
            key: EntryKey(domain: domain.rawValue, date: localDate),
            zone: zone ?? home,
            device: DiaryOp.server,
            at: now,
            base: nil,
            change: .put(
                DiaryOp.Put(
                    score: Written(score),
                    payload: Written(payload?.value),
                    note: Written(note?.rawValue)
                )
            )
        )
    }
}

extension Written {
    /// Nil when absent.
    init(_ value: Value?) {
        self = value.map(Self.value) ?? .absent
    }

    /// Nil when null.
    init(whole value: Value?) {
        self = value.map(Self.value) ?? .null
    }
}

/// Changes of an entry: absent members stay as they are, null clears.
struct LogChanges: Body, MergePatch {
    /// The score on the domain's scale; null clears it together with its payload.
    var score: Change<Int>
    /// The note; null clears it.
    var note: Change<Note>
    /// The client's own data for the score, at most 4 KiB; null clears it.
    var payload: Change<Payload>
    /// The time zone of the entry; absent keeps it.
    var zone: Zone?

    /// The put that turns the present values into the requested ones; nil when nothing is requested.
    ///
    /// An op has a score with its payload, so the one that stays is written again with the other.
    func put(on present: EntryView) throws -> DiaryOp.Put? {
        guard score.isGiven || note.isGiven || payload.isGiven || zone != nil else { return nil }
        let nextScore = score.applied(to: present.score)
        let kept = nextScore == nil ? nil : present.payload
        let nextPayload = payload.isGiven ? payload.value?.value : kept
        let nextNote = note.map(\.rawValue).applied(to: present.note)
        var put = DiaryOp.Put()
        if score.isGiven || payload.isGiven || (!note.isGiven && present.score != nil) {
            put.score = Written(whole: nextScore)
            put.payload = Written(nextPayload)
        }
        if note.isGiven || !put.score.isNamed { put.note = Written(whole: nextNote) }
        if let fault = put.fault { throw Problem(.invalid, faults: [fault]) }
        if nextScore == nil, nextNote == nil {
            throw Problem(.invalid, faults: [.init("", .logEmpty)])
        }
        return put
    }
}

/// The filter of a list of entries.
struct LogFilter: Query {
    /// Only entries of this domain.
    var domain: Line<1, 100>?
    /// The first local date, included.
    var from: CivilDate?
    /// The last local date, included.
    var to: CivilDate?
    /// True for tombstones as well; false when absent.
    var deleted: Bool?

    func conditions() throws -> [SQL] {
        if let from, let to, to < from {
            throw Problem(.invalid, faults: [.init("query/to", .fromAfterTo)])
        }
        let conditions: [SQL?] = [
            domain.map { "l.domain = \($0)" },
            from.map { "l.local_date >= \($0)" },
            to.map { "l.local_date <= \($0)" },
            deleted == true ? nil : "l.deleted_at IS NULL",
        ]
        return conditions.compactMap(\.self)
    }
}
