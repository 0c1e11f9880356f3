import Kernel

/// The circumstances of one request that writes to a diary.
struct SyncRequest: Sendable {
    let received: Instant
    /// The correction of the device's clock; zero within two minutes.
    let clockSkew: Duration
    let domains: DomainTable
    /// Whether the person consents to the diary.
    let hasConsent: Bool
    let policy: DiaryPolicy

    init(
        received: Instant,
        clientNow: Instant,
        domains: DomainTable,
        hasConsent: Bool = true,
        policy: DiaryPolicy = .standard
    ) {
        let skew = received - clientNow
        self.received = received
        clockSkew = abs(skew.micros) > Duration.seconds(120).micros ? skew : .zero
        self.domains = domains
        self.hasConsent = hasConsent
        self.policy = policy
    }

    /// The latest local date anywhere on earth.
    var latestDate: CivilDate { .latest(at: received) }

    /// The time of writing by the clock of the server; no time is before 1970, which a database could not keep.
    func corrected(_ at: Instant) -> Instant { max(min(at + clockSkew, received), Instant(seconds: 0)) }
}

/// The answer to one op.
struct OpResult: Sendable {
    let id: String
    let status: Status
    /// Nil for a refused op and for a duplicate.
    let stamp: Instant?

    enum Status: Sendable {
        /// The op holds a register of the entry.
        case applied
        /// The op is accepted and holds no register.
        case superseded
        /// The id is known; the outcome is that of the first time.
        case duplicate(first: Outcome)
        /// Nothing is kept of the op; its id may come again.
        case refused(Problem.Fault)
    }

    /// The status of an accepted op.
    enum Outcome: String, Codable, CaseIterable, Sendable {
        /// It held the score or the note of the entry.
        case applied
        /// It was accepted, but another one held what it had set.
        case superseded
    }
}

/// The merge of offered ops into the entries of one diary.
struct DiarySync: Sendable {
    private(set) var histories: [EntryKey: EntryHistory]
    /// The ops that are kept, in their order.
    private(set) var accepted: [AcceptedOp] = []
    private var lastChanges: [EntryKey: Int] = [:]
    private let request: SyncRequest
    private var outcomes: [String: OpResult.Outcome]

    /// `histories` are the entries that the ops are about, `outcomes` those of the account's known ops among the offered.
    init(
        _ request: SyncRequest,
        histories: [EntryKey: EntryHistory],
        outcomes: [String: OpResult.Outcome]
    ) {
        self.request = request
        self.histories = histories
        self.outcomes = outcomes
    }

    /// The entries with another value than before, in the order of their last change.
    var changed: [EntryKey] { lastChanges.sorted { $0.value < $1.value }.map(\.key) }

    /// Applies each op in its turn; a refused one leaves no trace.
    mutating func apply(_ ops: [DiaryOp]) -> [OpResult] {
        ops.map { apply($0) }
    }

    /// An op of the server itself: it has seen the entry as it is.
    mutating func write(_ op: DiaryOp) -> OpResult {
        var op = op
        op.base = histories[op.key].flatMap { $0.ops.isEmpty ? nil : $0.base }
        return apply(op)
    }

    /// `isChecked` is false for values that were accepted once.
    mutating func apply(_ op: DiaryOp, isChecked: Bool = true) -> OpResult {
        if let first = outcomes[op.id] {
            return OpResult(id: op.id, status: .duplicate(first: first), stamp: nil)
        }
        do throws(OpRefusal) {
            if isChecked { try request.check(op) }
            let recorded = try request.recorded(op, in: histories[op.key] ?? EntryHistory(op.key))
            // In place: an entry can have many ops.
            histories[op.key, default: EntryHistory(op.key)].record(recorded)
            let isApplied = histories[op.key]?.holds(op.id) ?? false
            let outcome: OpResult.Outcome = isApplied ? .applied : .superseded
            outcomes[op.id] = outcome
            if isApplied { lastChanges[op.key] = accepted.count }
            accepted.append(AcceptedOp(key: op.key, op: recorded, outcome: outcome))
            return OpResult(id: op.id, status: isApplied ? .applied : .superseded, stamp: recorded.stamp)
        } catch {
            return OpResult(id: op.id, status: .refused(error.fault), stamp: nil)
        }
    }
}

/// An op that is kept, and its first outcome.
struct AcceptedOp: Sendable {
    let key: EntryKey
    let op: RecordedOp
    let outcome: OpResult.Outcome
}

/// The refusal of one op.
struct OpRefusal: Error {
    let fault: Problem.Fault

    init(_ pointer: String, _ refusal: Refusal) {
        fault = Problem.Fault(pointer, refusal)
    }

    init(_ fault: Problem.Fault) {
        self.fault = fault
    }
}

extension CivilDate {
    /// The latest local date anywhere on earth: the first zones are fourteen hours ahead of UTC.
    static func latest(at now: Instant) -> CivilDate { Zone.utc.civil(now + .hours(14)).date }
}
