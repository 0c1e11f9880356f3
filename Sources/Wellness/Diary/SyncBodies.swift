import Kernel
import Web

/// The unsent operations of a device, and its position among the changes.
struct SyncBody: Body {
    static let most = 1_000

    /// The identifier that the device chose for itself, the same every time; unrelated to push devices.
    var deviceId: Line<1, 100>
    /// The time now by the clock of the device.
    var clientNow: Instant
    /// The `cursor` of the answer before; absent the first time, for the whole diary.
    var cursor: Line<1, 200>?
    /// At most 1,000 operations, oldest first; each is accepted or refused on its own.
    var ops: [OpForm]
}

/// A change of one entry, as a device offers it.
struct OpForm: Decodable, Sendable, MergePatch {
    /// Unique for the account, such as a UUID.
    var opId: OpID
    /// The effect of the operation.
    var kind: Kind
    /// The key of a domain.
    var domain: Line<1, 100>
    /// The day that the entry is about, where the person was.
    var localDate: CivilDate
    /// The time zone of the date.
    var zone: Zone
    /// The time of writing by the clock of the device.
    var at: Instant
    /// The `base` of the entry that the writer had seen, or the device's own previous operation; absent without either.
    var baseOp: Line<1, 400>?
    /// The score on the domain's scale; absent leaves it as it is, null clears it with its payload.
    var score: Change<Int>
    /// The note; absent leaves it as it is, null clears it.
    var note: Change<Note>
    /// The client's own data for the score, at most 4 KiB; only with a score.
    var payload: Change<Payload>

    /// The effect of an operation on an entry.
    enum Kind: String, Codable, CaseIterable, Sendable {
        /// Sets the members that it names.
        case put
        /// Clears score and note.
        case delete
    }
}

extension OpForm {
    func op(of device: String) -> DiaryOp {
        DiaryOp(
            id: opId.rawValue,
            key: EntryKey(domain: domain.rawValue, date: localDate),
            zone: zone,
            device: device,
            at: at,
            base: baseOp?.rawValue,
            change: kind == .delete ? .delete : .put(put)
        )
    }

    private var put: DiaryOp.Put {
        DiaryOp.Put(
            score: Written(score),
            payload: Written(payload.map(\.value)),
            note: Written(note.map(\.rawValue))
        )
    }
}

extension Written {
    init(_ change: Change<Value>) {
        switch change {
        case .keep: self = .absent
        case .clear: self = .null
        case .set(let value): self = .value(value)
        }
    }
}

/// The id of an op that a client makes.
struct OpID: TextValue {
    let rawValue: String

    init(unchecked normalised: String) {
        rawValue = normalised
    }

    static func normalised(_ text: String) throws(Refusal) -> String {
        guard (8...100).contains(text.utf8.count), text.utf8.allSatisfy(isAllowed) else { throw .notAnOpID }
        return text
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...58, 65...90, 97...122: true
        default: byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
        }
    }

    static let rule = TextRule(
        length: 8...100,
        pattern: "^[A-Za-z0-9._:-]{8,100}$",
        example: "6f1c2a8e-5b7d-4c39-9a40-0d6f3b2e71aa",
        description: "The id of an operation"
    )
}
