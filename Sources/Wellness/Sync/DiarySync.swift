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
    var latestDate: CivilDate { Zone.utc.civil(received + .hours(14)).date }

    /// The time of writing by the clock of the server.
    func corrected(_ at: Instant) -> Instant { min(at + clockSkew, received) }
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
        case applied, superseded
    }
}

/// The merge of offered ops into the entries of one diary.
struct DiarySync: Sendable {
    private(set) var histories: [EntryKey: EntryHistory]
    /// The entries with another value than before, in the order of their last change.
    private(set) var changed: [EntryKey] = []
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

    /// Applies each op in its turn; a refused one leaves no trace.
    mutating func apply(_ ops: [DiaryOp]) -> [OpResult] {
        ops.map { apply($0) }
    }

    private mutating func apply(_ op: DiaryOp) -> OpResult {
        if let first = outcomes[op.id] {
            return OpResult(id: op.id, status: .duplicate(first: first), stamp: nil)
        }
        var history = histories[op.key] ?? EntryHistory(op.key)
        do throws(OpRefusal) {
            try request.check(op)
            let recorded = try request.recorded(op, in: history)
            history.record(recorded)
            histories[op.key] = history
            let isApplied = history.holds(op.id)
            outcomes[op.id] = isApplied ? .applied : .superseded
            if isApplied {
                changed.removeAll { $0 == op.key }
                changed.append(op.key)
            }
            return OpResult(id: op.id, status: isApplied ? .applied : .superseded, stamp: recorded.stamp)
        } catch {
            return OpResult(id: op.id, status: .refused(error.fault), stamp: nil)
        }
    }
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
