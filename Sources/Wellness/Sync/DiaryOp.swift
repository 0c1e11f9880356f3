import Kernel

/// The place of an entry in a diary.
struct EntryKey: Hashable, Sendable {
    var domain: String
    var date: CivilDate

    /// Nobody can have written before 1970, and not every database has all years.
    var isPossible: Bool { date.days >= 0 }
}

/// One member of a change: absent members stay, null clears them.
enum Written<Value: Hashable & Sendable>: Hashable, Sendable {
    case absent
    case null
    case value(Value)

    var isNamed: Bool { self != .absent }

    var value: Value? {
        if case .value(let value) = self { value } else { nil }
    }
}

/// A change of one entry, as a device or the server offers it.
struct DiaryOp: Hashable, Sendable {
    /// Unique for the account.
    var id: String
    var key: EntryKey
    var zone: Zone
    var device: String
    /// The time of writing by the clock of the device.
    var at: Instant
    /// The op that the client had seen: the entry's `base`, or its own op before.
    var base: String?
    var change: Change

    /// The device of ops that the server makes for single and bulk writes.
    static let server = "server"
    /// The device of nightly deletions of copies.
    static let night = "night"

    enum Change: Hashable, Sendable {
        case put(Put)
        case delete
    }

    struct Put: Hashable, Sendable {
        var score = Written<Int>.absent
        var payload = Written<JSONValue>.absent
        var note = Written<String>.absent
    }
}

extension DiaryOp.Put {
    /// The refusal of members that do not make a change.
    var fault: Problem.Fault? {
        if payload.isNamed, payload.value != nil ? score.value == nil : !score.isNamed {
            return .init("/payload", .logPayloadAlone)
        }
        return score.isNamed || note.isNamed ? nil : .init("", .logEmpty)
    }

    /// The score with its payload, as one register.
    var scoreRegister: Written<EntryScore> {
        switch score {
        case .absent: .absent
        case .null: .null
        case .value(let score): .value(EntryScore(score: score, payload: payload.value))
        }
    }
}

/// The value of an entry's first register.
struct EntryScore: Hashable, Sendable {
    var score: Int
    var payload: JSONValue?
}
